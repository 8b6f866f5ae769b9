"""Good catalogues in every dress that Excel gives them."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.catalog.loader import stored
from cloudeye.store import Store

LOADED_AT = datetime(2026, 11, 21, 9, 0)


def test_four_files_are_enough(store: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(store, write_catalogue(), now=LOADED_AT)
    reader = store.reading()
    water = stored(reader, "department")[0]
    assert (water["short_name"], water["kind"], water["ranking_group"], water["is_ranked"]) == ("供水部门", "部门", "全部", True)
    point = stored(reader, "point")[0]
    assert (point["better"], point["frequency"], point["source_type"], point["is_key"], point["unit"]) == (
        "lower",
        "月",
        "部门填报",
        False,
        "",
    )
    assert stored(reader, "point")[1]["better"] == "higher"
    assert stored(reader, "point_spec")[0] == {
        "point_id": "P1", "version": 1, "valid_from": None, "best": 1.0, "worst": 20.0, "target": None,
        "weight": 1.0, "method": "DTF",
    }  # fmt: skip
    assert stored(reader, "domain")[0]["framework"] == "自定义"


def test_missing_files_come_from_the_product_or_are_empty(store: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(store, write_catalogue(), now=LOADED_AT)
    reader = store.reading()
    assert len(stored(reader, "channel")) == 9
    assert len(stored(reader, "problem_class")) == 16
    assert {row["entity"] for row in stored(reader, "state")} >= {"complaint", "letter", "rectification"}
    assert len(stored(reader, "calendar_day")) == 7670
    assert {row["name"]: row["value"] for row in stored(reader, "scoring_rule")}["perception_weight"] == 0.5
    for table in ("subdistrict", "reform_task", "service_item", "derivation"):
        assert stored(reader, table) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(store: Store, write_catalogue: Callable[..., Path], encoding: str) -> None:
    load_catalog(store, write_catalogue(encoding=encoding), now=LOADED_AT)
    assert [row["name"] for row in stored(store.reading(), "department")] == ["供水部门", "供电部门"]


def test_columns_in_any_order_blank_lines_extra_columns_and_semicolons(
    store: Store, write_catalogue: Callable[..., Path]
) -> None:
    text = "备注;name;is_ranked;department_id\r\n;供水部门;否;water\r\n;;;\r\n甲;供电部门;;power\r\n"
    load_catalog(store, write_catalogue({"departments.csv": text}), now=LOADED_AT)
    departments = stored(store.reading(), "department")
    assert [(row["department_id"], row["is_ranked"], row["position"]) for row in departments] == [
        ("water", False, 1),
        ("power", True, 2),
    ]


def test_an_index_of_200_entities_with_ten_indicators_each(store: Store, write_catalogue: Callable[..., Path]) -> None:
    entities = [f"E{number:03d}" for number in range(200)]
    topics = [f"T{number}" for number in range(10)]
    pairs = [(entity, topic) for entity in entities for topic in topics]
    directory = write_catalogue(
        {
            "departments.csv": "department_id,name\n" + "".join(f"{entity},{entity}\n" for entity in entities),
            "domains.csv": "domain_id,name\n" + "".join(f"{topic},{topic}\n" for topic in topics),
            "indicators.csv": "indicator_id,domain_id,name,lead_department_id\n"
            + "".join(f"{entity}-{topic},{topic},{topic},{entity}\n" for entity, topic in pairs),
            "points.csv": "point_id,indicator_id,name,best,worst\n"
            + "".join(f"{entity}-{topic},{entity}-{topic},{topic},100,0\n" for entity, topic in pairs),
        }
    )
    load_catalog(store, directory, now=LOADED_AT)
    assert len(stored(store.reading(), "indicator")) == 2000
    assert {row["ranking_group"] for row in stored(store.reading(), "department")} == {"全部"}


def test_partial_scoring_rules_are_filled_up(store: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(
        store, write_catalogue({"scoring_rules.csv": "name,value\nperception_weight,0.8\ncompletion_weight,0.2\n"}), now=LOADED_AT
    )
    rules = {row["name"]: row["value"] for row in stored(store.reading(), "scoring_rule")}
    assert (rules["perception_weight"], rules["completion_weight"], rules["indicator_weight"]) == (0.8, 0.2, 0.7)


def test_valid_from_of_a_first_spec_is_kept(store: Store, write_catalogue: Callable[..., Path]) -> None:
    points = "point_id,indicator_id,name,best,worst,valid_from\nP1,I1,甲,1,20,2026/3/1\n"
    load_catalog(store, write_catalogue({"points.csv": points}), now=datetime(2026, 11, 21))
    assert stored(store.reading(), "point_spec")[0]["valid_from"] == date(2026, 3, 1)
