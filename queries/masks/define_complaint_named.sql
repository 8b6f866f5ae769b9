-- Effect: macro complaint_named(viewer, complaint_ids): one row per listed complaint in the viewer's scope, as complaint_in_scope() has it; beside it the
-- masked cells of the person, what is shown of person and enterprise, and what must go from its texts (replaced: needle and what stands there).
-- All this is made after the choice of rows, never for all. Several persons in one cell (张某某、李某某) are looked for one by one.
CREATE OR REPLACE MACRO complaint_named(viewer, complaint_ids) AS TABLE
WITH named AS (
    SELECT
        *,
        CASE complainant_level WHEN 'clear' THEN complainant WHEN 'masked' THEN masked_name(complainant) END AS complainant_shown,
        masked_phone(phone) AS phone_masked, masked_id_number(id_number) AS id_number_masked, masked_address(address) AS address_masked,
        CASE enterprise_level WHEN 'clear' THEN enterprise_name WHEN 'masked' THEN masked_enterprise(enterprise_name) END AS enterprise_shown,
        enterprise_level <> 'clear' AS hides_enterprise
    FROM complaint_in_scope(viewer)
    WHERE complaint_id IN (SELECT unnest(CAST(complaint_ids AS VARCHAR[])))
)
SELECT
    *,
    list_filter(
        list_concat(
            [
                {'needle': CASE WHEN length(trim(phone)) >= 5 THEN trim(phone) END, 'shown': phone_masked},
                {'needle': CASE WHEN length(trim(id_number)) >= 5 THEN trim(id_number) END, 'shown': id_number_masked},
                {'needle': CASE WHEN length(trim(address)) >= 5 THEN trim(address) END, 'shown': address_masked},
                {'needle': CASE WHEN hides_enterprise THEN trim(enterprise_name) END, 'shown': coalesce(enterprise_shown, '***')},
                {'needle': CASE WHEN hides_enterprise THEN enterprise_stem(enterprise_name) END, 'shown': coalesce(left(enterprise_shown, 4), '***')}
            ],
            list_transform(
                list_concat([trim(complainant)], regexp_split_to_array(complainant, '[、，,/；;\s（）()]+')),
                lambda name: {
                    'needle': CASE WHEN length(name) >= 2 AND name NOT IN ('匿名', '未知', '企业', '公司', '本人', '先生', '女士') THEN name END,
                    'shown': CASE complainant_level WHEN 'clear' THEN name WHEN 'masked' THEN masked_name(name) ELSE '***' END})),
        lambda pair: pair.needle <> '') AS replaced
FROM named
