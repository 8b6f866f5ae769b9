"""Limits come from the catalogue: read, checked, and ending where their unit says."""

from datetime import datetime

import pytest

from cloudeye.catalog import load_catalog, working_days
from cloudeye.catalog.limits import Limit, limits
from cloudeye.errors import CatalogueError
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.catalog.conftest import WriteCatalogue
from tests.conftest import LOADED_AT

FRIDAY = datetime(2026, 11, 20, 16, 30)
DEADLINES = (CATALOG / "deadlines.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("limit", "due"),
    [
        (Limit(2, "小时"), datetime(2026, 11, 20, 18, 30)),
        (Limit(1, "日"), datetime(2026, 11, 21, 23, 59, 59)),
        (Limit(1, "工作日"), datetime(2026, 11, 23, 23, 59, 59)),
    ],
)
def test_a_limit_ends_where_its_unit_says(catalogued: Store, limit: Limit, due: datetime) -> None:
    reader = catalogued.reading()
    assert limit.due(FRIDAY, lambda start, days: working_days.add(reader, start, days)[0]) == due


def test_the_product_has_limits_and_letters(catalogued: Store) -> None:
    found = limits(catalogued.reading())
    assert found.of("complaint", "resolution", "投诉") == Limit(15, "工作日")
    assert found.find("complaint", "resolution", "表扬") is None
    assert found.letter("监察建议书").reply == Limit(30, "日")
    assert found.letter("提醒函").number(2026, 3) == "营监提〔2026〕3号"
    with pytest.raises(CatalogueError, match="没有时限 complaint / 表扬 / resolution"):
        found.of("complaint", "resolution", "表扬")


def test_a_district_sets_its_own(store: Store, write_catalogue: WriteCatalogue) -> None:
    directory = write_catalogue(
        {
            "deadlines.csv": DEADLINES.replace("complaint,投诉,resolution,15,工作日", "complaint,投诉,resolution,20,日"),
            "letter_kinds.csv": "kind,number_word,reply_days,reply_unit\n提示单,云提,5,工作日\n",
        }
    )
    load_catalog(store, directory, now=LOADED_AT)
    found = limits(store.reading())
    assert found.of("complaint", "resolution", "投诉") == Limit(20, "日")
    assert list(found.letter_kinds) == ["提示单"]
    assert [(row["short_name"], row["issued"]) for row in store.rows("letter_totals", now=LOADED_AT)] == [("提示单", 0)]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("rectification,全部,lookback,30,日,核验通过后到回头看\n", "", "缺少 rectification,全部,lookback 这一行"),
        ("紧急,response,2,", "紧急,response,0,", "「value」是 0，时限必须大于 0"),
        ("紧急,response,2,小时", "紧急,response,2,周", "请改为 小时、日、工作日 之一"),
    ],
)
def test_a_limit_that_cannot_be_is_refused(
    store: Store, write_catalogue: WriteCatalogue, before: str, after: str, sentence: str
) -> None:
    assert before in DEADLINES
    with pytest.raises(CatalogueError, match=sentence):
        load_catalog(store, write_catalogue({"deadlines.csv": DEADLINES.replace(before, after)}), now=LOADED_AT)
