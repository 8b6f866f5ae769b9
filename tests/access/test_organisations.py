"""What is somebody's own: the department, what stands above and below it, and the streets these answer for."""

from datetime import date

import pytest

from cloudeye.access.organisations import Organisations
from cloudeye.store import Store


def department(one: str, parent: str | None = None, **more: object) -> dict[str, object]:
    return {
        "department_id": one, "name": one, "short_name": one, "kind": "部门", "ranking_group": "甲", "is_ranked": True,
        "parent_id": parent, "valid_from": None, "valid_to": None, "position": 1, **more,
    }  # fmt: skip


def street(one: str, answers: str) -> dict[str, object]:
    return {
        "subdistrict_id": one, "department_id": answers, "name": one, "zone_part": "南", "longitude": 104.0, "latitude": 30.0,
        "area_km2": 1.0, "enterprises": 1, "position": 1,
    }  # fmt: skip


@pytest.fixture
def family(store: Store) -> Organisations:
    with store.writing() as writer:
        merged = department("merged", "office", valid_to=date(2026, 6, 30))
        rows = [department("bureau"), department("office", "bureau"), department("desk", "office"), department("other", "bureau")]
        writer.insert("department", [*rows, merged, department("one", "two"), department("two", "one")])
        writer.insert("subdistrict", [street("north", "office"), street("south", "office"), street("east", "bureau")])
    return Organisations(store)


@pytest.mark.parametrize(
    ("one", "departments", "subdistricts"),
    [
        ("office", {"bureau", "office", "desk", "merged"}, {"north", "south", "east"}),
        ("bureau", {"bureau", "office", "desk", "merged", "other"}, {"north", "south", "east"}),
        ("merged", {"bureau", "office", "merged"}, {"north", "south", "east"}),
        ("other", {"bureau", "other"}, {"east"}),
        ("one", {"one", "two"}, set()),
        ("gone", {"gone"}, set()),
    ],
)
def test_own(family: Organisations, one: str, departments: set[str], subdistricts: set[str]) -> None:
    assert [set(own) for own in family.own(one)] == [departments, subdistricts]


def test_follows_the_data(family: Organisations, store: Store) -> None:
    assert "other" in family.own("bureau")[0]
    with store.writing() as writer:
        writer.delete("department", department_id="other")
    assert "other" not in family.own("bureau")[0]
