"""A catalogue loaded again: history stays, versions grow, and published months are out of reach."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.catalog.loader import stored
from cloudeye.errors import CatalogueError
from cloudeye.store import Store

LOADED_AT = datetime(2026, 11, 21, 9, 0)

POINTS = "point_id,indicator_id,name,best,worst,weight,valid_from\n"


def points(first: str, second: str = "P2,I2,乙,100,50,1,") -> dict[str, str | None]:
    return {"points.csv": POINTS + first + "\n" + second + "\n"}


def specs(store: Store) -> list[tuple[int, date | None, float]]:
    found = [row for row in stored(store.reading(), "point_spec") if row["point_id"] == "P1"]
    return sorted((row["version"], row["valid_from"], row["best"]) for row in found)


def versions(store: Store) -> list[int]:
    return sorted(row["version"] for row in stored(store.reading(), "rule_version"))


@pytest.fixture
def loaded(store: Store, write_catalogue: Callable[..., Path]) -> Store:
    load_catalog(store, write_catalogue(points("P1,I1,甲,1,20,1,")), now=LOADED_AT)
    return store


def test_changed_spec_is_a_new_version_from_this_month(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,2,20,1,")), now=datetime(2026, 12, 9, 14, 30))
    assert specs(loaded) == [(1, None, 1.0), (2, date(2026, 12, 1), 2.0)]
    assert versions(loaded) == [1, 2]
    assert {row["version"] for row in stored(loaded.reading(), "scoring_rule")} == {1, 2}


def test_changed_spec_from_a_stated_month(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,1,20,3,2027-01-01")), now=LOADED_AT)
    assert [(version, begins) for version, begins, _ in specs(loaded)] == [(1, None), (2, date(2027, 1, 1))]


def test_second_thoughts_in_the_same_month_replace_the_first(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,2,20,1,")), now=LOADED_AT)
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,3,20,1,")), now=LOADED_AT)
    assert specs(loaded) == [(1, None, 1.0), (3, date(2026, 11, 1), 3.0)]
    assert versions(loaded) == [1, 2, 3]


def test_a_version_cannot_begin_before_the_one_it_follows(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,2,20,1,2027-01-01")), now=LOADED_AT)
    with pytest.raises(CatalogueError, match="早于现行口径的 2027-01-01"):
        load_catalog(loaded, write_catalogue(points("P1,I1,甲,3,20,1,2026-12-01")), now=LOADED_AT)


def test_indicator_weight_or_scoring_rule_makes_a_rule_version_but_no_spec(
    loaded: Store, write_catalogue: Callable[..., Path]
) -> None:
    rules = "name,value\nperception_weight,0.6\ncompletion_weight,0.4\n"
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,1,20,1,") | {"scoring_rules.csv": rules}), now=LOADED_AT)
    assert versions(loaded) == [1, 2]
    assert specs(loaded) == [(1, None, 1.0)]
    old = {row["name"]: row["value"] for row in stored(loaded.reading(), "scoring_rule") if row["version"] == 1}
    assert old["perception_weight"] == 0.5


def test_a_new_name_changes_data_but_not_the_rules(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(loaded, write_catalogue(points("P1,I1,新名称,1,20,1,")), now=LOADED_AT)
    assert loaded.data_version == 2
    assert versions(loaded) == [1]


def test_same_files_in_another_column_order_change_nothing(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    reordered = "worst,best,name,indicator_id,point_id\n20,1,甲,I1,P1\n50,100,乙,I2,P2\n"
    load_catalog(loaded, write_catalogue({"points.csv": reordered}), now=datetime(2027, 5, 1))
    assert loaded.data_version == 1


def test_an_unused_point_may_go_with_its_spec(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(loaded, write_catalogue({"points.csv": POINTS + "P1,I1,甲,1,20,1,\n"}), now=LOADED_AT)
    assert [row["point_id"] for row in stored(loaded.reading(), "point_spec")] == ["P1"]


def test_a_measured_point_may_not_go(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    with loaded.writing() as writer:
        writer.insert(
            "measurement", [{"point_id": "P2", "period": date(2026, 10, 1), "value": 80.0, "status": "已报", "source": "upload"}]
        )
    with pytest.raises(CatalogueError, match="points.csv 里没有 P2.*measurement.*保留"):
        load_catalog(loaded, write_catalogue({"points.csv": POINTS + "P1,I1,甲,1,20,1,\n"}), now=LOADED_AT)
    assert len(stored(loaded.reading(), "point")) == 2


def publish(store: Store, month: date) -> None:
    with store.writing() as writer:
        writer.insert(
            "ranking_snapshot",
            [
                {
                    "month": month, "version": 1, "status": "final", "department_id": "water", "department": "供水部门",
                    "ranking_group": "全部", "sample_size": 0, "rule_version": 1, "inputs_hash": "0",
                    "drafted_at": LOADED_AT, "computed_at": LOADED_AT,
                    "published_at": LOADED_AT,
                }
            ],
        )  # fmt: skip


def test_a_published_month_cannot_be_changed(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    publish(loaded, date(2026, 10, 1))
    with pytest.raises(CatalogueError, match="2026-10 的排名已发布"):
        load_catalog(loaded, write_catalogue(points("P1,I1,甲,2,20,1,2026-10-01")), now=LOADED_AT)
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,2,20,1,")), now=LOADED_AT)
    assert specs(loaded)[-1] == (2, date(2026, 11, 1), 2.0)


def test_a_point_added_after_publication_begins_this_month(loaded: Store, write_catalogue: Callable[..., Path]) -> None:
    publish(loaded, date(2026, 10, 1))
    load_catalog(loaded, write_catalogue(points("P1,I1,甲,1,20,1,", "P2,I2,乙,100,50,1,\nP3,I2,丙,100,50,1,")), now=LOADED_AT)
    added = [row for row in stored(loaded.reading(), "point_spec") if row["point_id"] == "P3"]
    assert [(row["version"], row["valid_from"]) for row in added] == [(1, date(2026, 11, 1))]
