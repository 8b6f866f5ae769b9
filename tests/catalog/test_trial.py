"""试算: what a change would do to a ranking, without doing it; and the same change kept."""

from datetime import date, datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.catalog.loader import stored
from cloudeye.catalog.revision import Edit
from cloudeye.catalog.rules import Origin
from cloudeye.errors import CatalogueError, ScoringError
from cloudeye.scoring import publish, rank_month
from cloudeye.scoring.trial import adopt, try_out
from cloudeye.store import Store
from tests.catalog.conftest import WriteCatalogue
from tests.catalog.test_revision import edit
from tests.conftest import LOADED_AT

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
AT = datetime(2026, 11, 22, 10, 0)
WHY = Origin(AT, "年度口径调整", "liming")


@pytest.fixture
def ranked(store: Store, write_catalogue: WriteCatalogue) -> Store:
    """water scores 50 (10.5 days of 1 to 20), power 80 (90 % of 50 to 100), in September and October; both are drafts."""
    load_catalog(store, write_catalogue(), now=LOADED_AT)
    with store.writing() as writer:
        writer.insert("district", [{"name": "示例区", "is_demo": False, "seed": None, "as_of": AT}])
        writer.insert(
            "measurement",
            [
                {"point_id": point, "period": month, "value": value, "status": "已报", "source": "test"}
                for month in (SEPTEMBER, OCTOBER)
                for point, value in (("P1", 10.5), ("P2", 90.0))
            ],
        )
    for month in (SEPTEMBER, OCTOBER):
        rank_month(store, month, at=AT)
    return store


def scores(store: Store, month: date) -> dict[str, tuple[float | None, int | None, int]]:
    return {
        row["department_id"]: (row["score"], row["rank"], row["rule_version"])
        for row in store.rows("snapshot_of_month", month=month)
    }


def everything(store: Store) -> list[tuple[str, int, str]]:
    """Every table of the base: how many rows, and their fingerprint."""
    cursor = store.reading().cursor
    return [
        (table, *cursor.execute(f"SELECT count(*), CAST(bit_xor(hash(t)) AS VARCHAR) FROM {table} AS t").fetchall()[0])
        for table in [row["name"] for row in store.rows("stored_tables")]
    ]


def test_a_spec_moves_the_ranking_and_nothing_else(ranked: Store) -> None:
    before, version = everything(ranked), ranked.data_version
    found = try_out(ranked, [edit(ranked, "points.csv", "P1", best="10.5")], OCTOBER, WHY)
    assert {row["department_id"]: (row["score_before"], row["score_after"], row["rank_before"], row["rank_after"])
            for row in found.departments} == {"water": (50.0, 100.0, 2, 1), "power": (80.0, 80.0, 1, 2)}  # fmt: skip
    assert [(row["point_id"], row["department"], row["score_before"], row["score_after"]) for row in found.points] == [
        ("P1", "供水部门", 50.0, 100.0)
    ]
    assert (found.month, found.rule_version) == (OCTOBER, 2)
    assert everything(ranked) == before and ranked.data_version == version


def test_a_trial_reads_a_published_month_but_leaves_it(ranked: Store) -> None:
    publish(ranked, SEPTEMBER, at=AT)
    publish(ranked, OCTOBER, at=AT)
    before = everything(ranked)
    found = try_out(ranked, [edit(ranked, "points.csv", "P2", worst="85")], SEPTEMBER, WHY)
    assert [round(row["score_after"], 6) for row in found.departments if row["department_id"] == "power"] == [33.333333]
    assert everything(ranked) == before


def test_a_date_in_the_future_is_tried_now(ranked: Store) -> None:
    found = try_out(ranked, [edit(ranked, "points.csv", "P1", best="10.5", valid_from="2027-01-01")], OCTOBER, WHY)
    assert [row["score_after"] for row in found.departments if row["department_id"] == "water"] == [100.0]


def test_a_weight_is_listed_although_the_score_stays(ranked: Store) -> None:
    found = try_out(ranked, [edit(ranked, "points.csv", "P1", weight="2.0")], OCTOBER, WHY)
    assert [(row["point_id"], row["weight_before"], row["weight_after"]) for row in found.points] == [("P1", 1.0, 2.0)]
    assert [row["score_before"] == row["score_after"] for row in found.departments] == [True, True]


def test_a_name_makes_no_version(ranked: Store) -> None:
    found = try_out(ranked, [edit(ranked, "departments.csv", "water", short_name="自来水")], OCTOBER, WHY)
    assert found.rule_version is None and found.points == []
    assert {row["department"] for row in found.departments} == {"自来水", "供电部门"}


def test_a_new_department_stands_only_after(ranked: Store) -> None:
    new = Edit("departments.csv", ("gas",), {}, {"department_id": "gas", "name": "燃气部门"})
    found = try_out(ranked, [new], OCTOBER, WHY)
    row = next(row for row in found.departments if row["department_id"] == "gas")
    assert (row["department"], row["band_before"], row["band_after"], row["score_after"]) == ("燃气部门", None, "样本不足", None)


def test_a_month_without_anything_cannot_be_tried(ranked: Store) -> None:
    with pytest.raises(ScoringError, match="2024-01 没有可评分的数据，不能试算"):
        try_out(ranked, [edit(ranked, "points.csv", "P1", best="2.0")], date(2024, 1, 1), WHY)


def test_a_change_that_cannot_be_is_not_tried(ranked: Store) -> None:
    with pytest.raises(CatalogueError, match="无法计分"):
        try_out(ranked, [edit(ranked, "points.csv", "P1", best="20.0")], OCTOBER, WHY)


def test_kept_is_what_was_tried(ranked: Store) -> None:
    """A weight of dimensions holds for every draft; what the trial showed is what the ranking says afterwards."""
    changes = [edit(ranked, "indicators.csv", "I1", lead_department_id="power")]
    trial = try_out(ranked, changes, OCTOBER, WHY)
    noted: list[int | None] = []
    kept = adopt(ranked, changes, WHY, noted.append)
    assert (kept.rule_version, kept.months, noted) == (2, [SEPTEMBER, OCTOBER], [2])
    expected = {row["department_id"]: (row["score_after"], row["rank_after"], 2) for row in trial.departments}
    assert scores(ranked, OCTOBER) == expected == {"power": (65.0, 1, 2), "water": (None, None, 2)}
    newest = max(stored(ranked.reading(), "rule_version"), key=lambda row: row["version"])
    assert (newest["reason"], newest["made_by"], newest["created_at"]) == ("年度口径调整", "liming", AT)


def test_a_published_month_stays(ranked: Store) -> None:
    publish(ranked, SEPTEMBER, at=AT)
    before = scores(ranked, SEPTEMBER)
    kept = adopt(ranked, [edit(ranked, "indicators.csv", "I1", lead_department_id="power")], WHY, lambda version: None)
    assert kept.months == [OCTOBER]
    assert scores(ranked, SEPTEMBER) == before and scores(ranked, OCTOBER)["power"] == (65.0, 1, 2)


def test_a_correction_keeps_the_rules_of_its_month(ranked: Store) -> None:
    """New rules wait until it is published; names do not matter to it."""
    publish(ranked, SEPTEMBER, at=AT)
    rank_month(ranked, SEPTEMBER, at=AT, correct=True)
    version = ranked.data_version
    with pytest.raises(CatalogueError, match="2026-09 已发布，它的更正稿还没有定稿"):
        adopt(ranked, [edit(ranked, "indicators.csv", "I1", weight="2.0")], WHY, lambda made: None)
    assert ranked.data_version == version and len(stored(ranked.reading(), "rule_version")) == 1
    adopt(ranked, [edit(ranked, "departments.csv", "water", short_name="自来水")], WHY, lambda made: None)
    publish(ranked, SEPTEMBER, at=AT)
    assert adopt(ranked, [edit(ranked, "indicators.csv", "I1", weight="2.0")], WHY, lambda made: None).months == [OCTOBER]


def test_a_spec_of_this_month_leaves_the_drafts_before(ranked: Store) -> None:
    before = scores(ranked, OCTOBER)
    adopt(ranked, [edit(ranked, "points.csv", "P1", best="2.0")], WHY, lambda version: None)
    assert {one: row[:2] for one, row in scores(ranked, OCTOBER).items()} == {one: row[:2] for one, row in before.items()}


def test_what_cannot_be_recorded_is_not_done(ranked: Store, tmp_path: Path) -> None:
    before, version = everything(ranked), ranked.data_version

    def refuse(made: int | None) -> None:
        raise CatalogueError("审计日志无法写入")

    with pytest.raises(CatalogueError, match="审计日志无法写入"):
        adopt(ranked, [edit(ranked, "indicators.csv", "I1", weight="2.0")], WHY, refuse)
    assert everything(ranked) == before and ranked.data_version == version


@pytest.mark.parametrize(
    ("why", "sentence"),
    [(Origin(AT, "调整", "liming"), "至少 4 个字"), (Origin(AT), "至少 4 个字")],
)
def test_no_change_without_a_reason(ranked: Store, why: Origin, sentence: str) -> None:
    version = ranked.data_version
    with pytest.raises(CatalogueError, match=sentence):
        adopt(ranked, [edit(ranked, "points.csv", "P1", best="2.0")], why, lambda made: None)
    assert ranked.data_version == version


def test_nothing_to_change_is_said(ranked: Store) -> None:
    version = ranked.data_version
    with pytest.raises(CatalogueError, match="与现行目录相比没有不同。没有保存任何改动。"):
        adopt(ranked, [], WHY, lambda made: None)
    assert ranked.data_version == version


def test_the_history_says_who_and_why(ranked: Store) -> None:
    adopt(ranked, [edit(ranked, "points.csv", "P1", best="2.0", valid_from="2026-12-01")], WHY, lambda version: None)
    adopt(
        ranked,
        [edit(ranked, "scoring_rules.csv", "bonus_cap", value="4.0")],
        Origin(AT, "加分上限下调", "wang"),
        lambda version: None,
    )
    history = ranked.rows("rule_history")
    assert [(row["version"], row["reason"], row["made_by"], row["changed_rules"], row["last_month"]) for row in history] == [
        (3, "加分上限下调", "wang", 1, OCTOBER),
        (2, "年度口径调整", "liming", 0, None),
        (1, None, None, 0, None),
    ]
    specs = [
        (row["point"], row["version"], row["best"], row["valid_from"], row["valid_until"]) for row in ranked.rows("spec_history")
    ]
    assert specs == [
        ("用水报装平均时间", 2, 2.0, date(2026, 12, 1), None),
        ("用水报装平均时间", 1, 1.0, None, date(2026, 11, 30)),
    ]
