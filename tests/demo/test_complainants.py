"""Whoever complains in the demo is nobody: no real name, number or road, and enough of them to see that masks work."""

from cloudeye.demo.complainants import AREA, LANDLINE, MOBILE, SURNAMES, id_number
from cloudeye.store import Store
from tests.demo.asking import ask, one


def test_check_digit_agrees_with_the_standard() -> None:
    assert id_number("11010519491231002") == "11010519491231002X"


def test_nobody_is_real(demo: Store) -> None:
    people = ask(
        demo, "SELECT complainant, phone, id_number, address, subdistrict_id FROM complaint WHERE complainant IS NOT NULL"
    )
    assert len(people) > 10_000
    assert {name[0] for name, *_ in people} <= set(SURNAMES) and {name[1:] for name, *_ in people} == {"某某"}
    assert all(phone.startswith((MOBILE, LANDLINE)) for _, phone, *_ in people)
    numbers = [number for _, _, number, *_ in people if number]
    assert len(numbers) > 800
    assert all(number.startswith(AREA) and id_number(number[:17]) == number for number in numbers)
    assert (
        one(demo, "SELECT count(*) FROM complaint WHERE complainant IS NULL AND coalesce(phone, id_number, address) IS NOT NULL")
        == 0
    )


def test_an_address_lies_where_the_complaint_does(demo: Store) -> None:
    elsewhere = """
        SELECT count(*) FROM complaint AS c JOIN subdistrict AS s USING (subdistrict_id)
        WHERE c.address IS NOT NULL AND NOT starts_with(c.address, s.name || '街道')"""
    assert one(demo, elsewhere) == 0


def test_some_write_into_the_text_how_to_reach_them(demo: Store) -> None:
    share = one(demo, "SELECT avg(CAST(regexp_matches(content, '154 ?0000|028-0000') AS INTEGER)) FROM complaint")
    assert 0.015 <= share <= 0.04
    leaking = (
        "SELECT count(*) FROM complaint WHERE regexp_matches(masked_text(content, true), '154 ?0000|028-0000|@example|川A·0')"
    )
    assert one(demo, leaking) == 0


def test_a_duplicate_comes_from_the_same_person(demo: Store) -> None:
    others = """
        SELECT count(*) FROM complaint AS d JOIN complaint AS o ON o.complaint_id = d.duplicate_of
        WHERE (d.complainant, d.phone, d.address) IS DISTINCT FROM (o.complainant, o.phone, o.address)"""
    assert one(demo, others) == 0


def test_no_rectification_repeats_what_a_complainant_wrote(demo: Store) -> None:
    repeated = """
        SELECT count(*) FROM rectification AS r JOIN complaint AS c ON r.origin_kind = 'complaint' AND c.complaint_id = r.origin_id
        WHERE contains(r.title, c.title) OR contains(c.content, r.title)"""
    assert one(demo, "SELECT count(*) FROM rectification WHERE origin_kind = 'complaint' AND origin_id IS NOT NULL") > 50
    assert one(demo, repeated) == 0
