"""Every wrong catalogue is refused with a sentence that says where, what and how to mend it; nothing is written."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.catalog.loader import stored
from cloudeye.errors import CatalogueError
from cloudeye.store import Store

LOADED_AT = datetime(2026, 11, 21, 9, 0)

INDICATORS = "indicator_id,domain_id,name,lead_department_id\nI1,D1,用水报装时间,water\n"
POINTS = "point_id,indicator_id,name,best,worst"
TWO_POINTS = "\nP1,I1,甲,1,20\nP2,I2,乙,100,50\n"
DERIVATION = "point_id,source,measure,item_id\n"
ITEMS = "item_id,name,department_id,limit_days\nS1,用水报装,water,2\n"

BAD: dict[str, tuple[dict[str, str | None], list[str]]] = {
    "ratio without target": ({"points.csv": POINTS + ",method\nP1,I1,甲,1,20,ratio\n"}, ["P1", "却没有目标值"]),
    "missing file": ({"points.csv": None}, ["缺少 points.csv"]),
    "empty file": ({"points.csv": ""}, ["points.csv", "缺少「point_id」列"]),
    "header only": ({"points.csv": POINTS + "\n"}, ["points.csv", "一行数据也没有"]),
    "missing column": ({"points.csv": "point_id,indicator_id,name,best\nP1,I1,甲,1\n"}, ["points.csv", "缺少「worst」列"]),
    "misspelt column": ({"points.csv": POINTS + ",wieght\nP1,I1,甲,1,20,2\n"}, ["「wieght」", "疑为「weight」之误"]),
    "column twice": ({"points.csv": POINTS + ",worst\nP1,I1,甲,1,20,2\n"}, ["「worst」出现了 2 次"]),
    "too many cells": ({"points.csv": POINTS + "\nP1,I1,甲,乙,1,20\n"}, ["points.csv 第 2 行", "6 格", "双引号"]),
    "two leads": (
        {"indicators.csv": INDICATORS + "I1,D1,用水报装时间,power\nI2,D1,乙,power\n"},
        ["indicators.csv 第 3 行", "I1", "牵头部门 power", "第 2 行已指定 water"],
    ),
    "two leads in a cell": (
        {"indicators.csv": INDICATORS + "I2,D1,乙,power;water\n"},
        ["indicators.csv 第 3 行", "2 个部门", "只能有一个牵头部门"],
    ),
    "unknown lead": ({"indicators.csv": INDICATORS + "I2,D1,乙,powr\n"}, ["indicators.csv 第 3 行", "powr", "是否应为 power"]),
    "unknown domain": ({"indicators.csv": INDICATORS + "I2,D9,乙,power\n"}, ["第 3 行", "D9", "没有这个领域"]),
    "unknown indicator": ({"points.csv": POINTS + "\nP1,XX,甲,1,20\n"}, ["points.csv 第 2 行", "XX", "没有这个二级指标"]),
    "duplicate id": ({"points.csv": POINTS + "\nP1,I1,甲,1,20\nP1,I2,乙,1,20\n"}, ["points.csv 第 3 行", "P1", "与第 2 行重复"]),
    "best equals worst": ({"points.csv": POINTS + "\nP1,I1,甲,5,5\n"}, ["points.csv 第 2 行", "都是 5", "无法计分"]),
    "better contradicts": ({"points.csv": POINTS + ",better\nP1,I1,甲,1,20,higher\n"}, ["第 2 行", "higher", "方向相反"]),
    "not a number": ({"points.csv": POINTS + "\nP1,I1,甲,一,20\n"}, ["points.csv 第 2 行「best」是 一，不是数字"]),
    "infinite": ({"points.csv": POINTS + "\nP1,I1,甲,1,inf\n"}, ["「worst」是 inf，不是数字"]),
    "blank required": ({"points.csv": POINTS + "\nP1,I1,,1,20\n"}, ["points.csv 第 2 行「name」是空的"]),
    "unknown frequency": ({"points.csv": POINTS + ",frequency\nP1,I1,甲,1,20,周\n"}, ["「frequency」是 周", "月、季、年"]),
    "weight zero": ({"points.csv": POINTS + ",weight\nP1,I1,甲,1,20,0\n"}, ["points.csv 第 2 行", "权重必须大于 0"]),
    "indicator weight negative": (
        {"indicators.csv": "indicator_id,domain_id,name,lead_department_id,weight\nI1,D1,甲,water,-1\nI2,D1,乙,power,1\n"},
        ["indicators.csv 第 2 行", "权重必须大于 0"],
    ),
    "mid-month spec": ({"points.csv": POINTS + ",valid_from\nP1,I1,甲,1,20,2026-03-15\n"}, ["2026-03-15", "1 日"]),
    "no such date": ({"points.csv": POINTS + ",valid_from\nP1,I1,甲,1,20,2026-02-30\n"}, ["2026-02-30，不是有效日期"]),
    "weights do not sum": (
        {"scoring_rules.csv": "name,value\nperception_weight,0.6\n"},
        ["scoring_rules.csv 第 2 行", "合计是 1.1", "等于 1"],
    ),
    "parts do not sum": (
        {"scoring_rules.csv": "name,value\nindicator_weight,0.7\nresponse_weight,0.2\n"},
        ["scoring_rules.csv 第 3 行", "indicator_weight 0.7、response_weight 0.2"],
    ),
    "unknown rule": (
        {"scoring_rules.csv": "name,value\nperception_wieght,0.6\n"},
        ["perception_wieght", "是否应为 perception_weight"],
    ),
    "negative rule": ({"scoring_rules.csv": "name,value\nbonus_cap,-1\n"}, ["bonus_cap", "不能为负"]),
    "task of nobody": (
        {"tasks.csv": "task_id,list,measure_id,measure,title,lead_department_id,due_date\nT1,city,C1,甲,乙,gas,2026-12-31\n"},
        ["tasks.csv 第 2 行", "gas", "没有这个部门"],
    ),
    "derivation of unknown item": (
        {"derivations.csv": DERIVATION + "P1,service_records,mean_working_days,S9\n", "service_items.csv": ITEMS},
        ["derivations.csv 第 2 行", "S9", "没有这个办理事项"],
    ),
    "derivation without item": (
        {"derivations.csv": DERIVATION + "P1,service_records,mean_working_days,\n"}, ["没有写「item_id」"]
    ),
    "unknown measure": (
        {"derivations.csv": DERIVATION + "P1,service_records,mean_working_day,S1\n", "service_items.csv": ITEMS},
        ["mean_working_day", "是否应为 mean_working_days"],
    ),
    "calendar beyond": ({"calendar.csv": "day,is_workday\n2036-01-01,否\n"}, ["calendar.csv 第 2 行", "超出日历范围"]),
    "state leads nowhere": (
        {"states.csv": "entity,state,label,stage,next_states\nletter,draft,拟稿,draft,gone\n"},
        ["gone", "letter"],
    ),
    "own parent": ({"departments.csv": "department_id,name,parent_id\nwater,甲,water\npower,乙,\n"}, ["water", "上级是它自己"]),
    "open quote": ({"points.csv": POINTS + '\nP1,I1,"甲,1,20\n'}, ["points.csv", "引号"]),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_refused_with_a_sentence_and_nothing_written(store: Store, write_catalogue: Callable[..., Path], case: str) -> None:
    changes, expected = BAD[case]
    with pytest.raises(CatalogueError) as caught:
        load_catalog(store, write_catalogue(changes), now=LOADED_AT)
    sentence = str(caught.value)
    assert all(part in sentence for part in expected), sentence
    assert "\n" not in sentence
    assert store.data_version == 0
    assert stored(store.reading(), "department") == []


def test_missing_directory(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="找不到目录 .*nowhere.*departments.csv"):
        load_catalog(store, tmp_path / "nowhere", now=LOADED_AT)


def test_a_workbook_named_csv(store: Store, write_catalogue: Callable[..., Path]) -> None:
    directory = write_catalogue()
    (directory / "points.csv").write_bytes(b"PK\x03\x04\x00\x00\xff")
    with pytest.raises(CatalogueError, match="不是可读的 CSV 文本"):
        load_catalog(store, directory, now=LOADED_AT)


def test_a_bad_reload_leaves_the_good_catalogue(store: Store, write_catalogue: Callable[..., Path]) -> None:
    load_catalog(store, write_catalogue(), now=LOADED_AT)
    with pytest.raises(CatalogueError):
        load_catalog(store, write_catalogue({"points.csv": POINTS + "\nP1,I1,甲,5,5\n"}), now=LOADED_AT)
    assert store.data_version == 1
    assert len(stored(store.reading(), "point")) == 2
