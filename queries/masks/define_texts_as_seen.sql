-- Effect: macro texts_as_seen(texts, level, replaced, hides_enterprise): a list of free texts at a level. The last two are those of their complaint: see
-- complaint_named(). Masked, what its own cells hold goes in whatever form, and every number, plate and e-mail address of anybody.
-- A list, because every mention of a mask costs time to plan.
CREATE OR REPLACE MACRO texts_as_seen(texts, level, replaced, hides_enterprise) AS CASE level
    WHEN 'clear' THEN texts
    WHEN 'masked' THEN list_transform(texts, lambda each_text: masked_text(
        list_reduce(
            list_prepend({'needle': '', 'shown': each_text}, replaced),
            lambda done, pair: {'needle': '', 'shown': replace(done.shown, pair.needle, pair.shown)}).shown,
        hides_enterprise))
    END
