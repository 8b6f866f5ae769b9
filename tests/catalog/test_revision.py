"""The catalogue changed entry by entry: the checks and versions are those of loading files, the sentences those of a page."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.catalog.formats import FORMATS
from cloudeye.catalog.loader import changed_tables, read_catalogue, stored, write_tables
from cloudeye.catalog.revision import Edit, cell, differences, entries, revised, revision_tables, stated_reason
from cloudeye.catalog.rules import Origin
from cloudeye.catalog.wording import COLUMNS, TITLES, plain
from cloudeye.errors import CatalogueError
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.catalog.conftest import WriteCatalogue
from tests.catalog.test_reload import publish
from tests.conftest import LOADED_AT

AT = datetime(2026, 12, 9, 14, 30)
WHY = Origin(AT, "年度口径调整", "liming")


@pytest.fixture
def small(store: Store, write_catalogue: WriteCatalogue) -> Store:
    """Two departments, two indicators, two points, loaded on 2026-11-21."""
    load_catalog(store, write_catalogue(), now=LOADED_AT)
    return store


def edit(store: Store, file: str, key: str, **after: str) -> Edit:
    """A change of one entry as the page makes it."""
    row = next(row for row in entries(store.reading(), file) if key in row.values())
    found = differences(file, [row], [row | after])
    assert len(found) == 1
    return found[0]


def keep(store: Store, *edits: Edit) -> Mapping[str, list[dict[str, object]]]:
    """Write what the edits change."""
    with store.writing() as writer:
        tables = revision_tables(writer, edits, WHY)
        write_tables(writer, tables)
    return tables


@pytest.mark.parametrize("directory", ["product", "small"])
def test_the_stored_catalogue_reads_as_the_files_did(store: Store, write_catalogue: WriteCatalogue, directory: str) -> None:
    """Every value of every file comes back; so nothing but the edits can change."""
    load_catalog(store, CATALOG if directory == "product" else write_catalogue(), now=LOADED_AT)
    files = revised(store.reading(), [])
    assert list(files) == [wanted.file for wanted in FORMATS]
    assert changed_tables(store.reading(), files, Origin(AT)) == {}


def test_the_demo_district_reads_as_it_is(demo_database: Path, tmp_path: Path) -> None:
    """Its departments merged and its tasks were dated anew since the files were loaded."""
    copy = tmp_path / "copy.duckdb"
    copy.write_bytes(demo_database.read_bytes())
    with Store(copy) as store:
        assert revision_tables(store.reading(), [], Origin(AT)) == {}


def test_cells_are_those_of_the_files(catalogued: Store) -> None:
    """What the page shows and exports is what a catalogue file holds."""
    file = {row["point_id"]: row.values for row in read_catalogue(CATALOG)["points.csv"]}
    found = entries(catalogued.reading(), "points.csv")
    assert [row["point_id"] for row in found] == list(file)
    assert found[0] == {
        "point_id": "D01-001", "indicator_id": "D01-01", "name": "开办企业办理环节数", "unit": "个", "better": "lower", "frequency": "月",
        "source_type": "业务系统", "is_key": "是", "best": "1.0", "worst": "6.0", "target": "1.0", "weight": "1.0", "method": "DTF",
        "valid_from": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("value", "written"),
    [(None, ""), (True, "是"), (False, "否"), (0.1 + 0.2, "0.30000000000000004"), (3, "3"), (date(2026, 1, 31), "2026-01-31"),
     (datetime(2026, 1, 31, 8), "2026-01-31"), (" 甲 ", "甲")],
)  # fmt: skip
def test_a_cell_holds_its_value_exactly(value: object, written: str) -> None:
    assert cell(value) == written


def test_a_changed_spec_is_the_next_version_from_this_month(small: Store) -> None:
    tables = keep(small, edit(small, "points.csv", "P1", best="2.0"))
    assert sorted(tables) == ["point_spec", "rule_version", "scoring_rule"]
    specs = [row for row in stored(small.reading(), "point_spec") if row["point_id"] == "P1"]
    assert [(row["version"], row["valid_from"], row["best"]) for row in specs] == [(1, None, 1.0), (2, date(2026, 12, 1), 2.0)]
    newest = max(stored(small.reading(), "rule_version"), key=lambda row: row["version"])
    assert (newest["version"], newest["reason"], newest["made_by"]) == (2, "年度口径调整", "liming")
    assert entries(small.reading(), "points.csv")[0]["best"] == "2.0"


def test_a_second_change_does_not_inherit_the_date_of_the_first(small: Store) -> None:
    """The stored valid_from belongs to the spec before; inheriting it would replace history."""
    keep(small, edit(small, "points.csv", "P1", best="2.0", valid_from="2026-12-01"))
    later = Origin(datetime(2027, 2, 3, 9, 0), "再次调整口径", "liming")
    tables = revision_tables(small.reading(), [edit(small, "points.csv", "P1", best="3.0")], later)
    found = [(row["version"], row["valid_from"]) for row in tables["point_spec"] if row["point_id"] == "P1"]
    assert found == [(1, None), (2, date(2026, 12, 1)), (3, date(2027, 2, 1))]


def test_a_new_name_changes_no_rule(small: Store) -> None:
    assert sorted(keep(small, edit(small, "departments.csv", "water", name="自来水部门"))) == ["department"]
    assert [row["made_by"] for row in stored(small.reading(), "rule_version")] == [None]


@pytest.mark.parametrize(
    ("file", "key", "after"),
    [
        ("indicators.csv", "I1", {"weight": "2.0"}),
        ("indicators.csv", "I1", {"lead_department_id": "power"}),
        ("scoring_rules.csv", "bonus_cap", {"value": "4.0"}),
        ("departments.csv", "water", {"ranking_group": "公用企业"}),
        ("departments.csv", "water", {"is_ranked": "否"}),
    ],
)
def test_what_decides_a_score_makes_a_rule_version(small: Store, file: str, key: str, after: dict[str, str]) -> None:
    assert "rule_version" in keep(small, edit(small, file, key, **after))


def test_a_rule_that_only_steers_screens_makes_none(small: Store) -> None:
    """The number is kept with the version in force."""
    assert sorted(keep(small, edit(small, "scoring_rules.csv", "coverage_warning", value="0.7"))) == ["scoring_rule"]


def test_entries_can_be_added_and_taken_out(small: Store) -> None:
    new = Edit(
        "points.csv", ("P3",), {}, {"point_id": "P3", "indicator_id": "I2", "name": "停电时长", "best": "0", "worst": "10"}
    )
    keep(small, new)
    assert [row["point_id"] for row in entries(small.reading(), "points.csv")] == ["P1", "P2", "P3"]
    row = entries(small.reading(), "points.csv")[2]
    assert (row["better"], row["frequency"], row["weight"], row["valid_from"]) == ("lower", "月", "1.0", "")
    keep(small, *differences("points.csv", [row], []))
    assert [row["point_id"] for row in entries(small.reading(), "points.csv")] == ["P1", "P2"]


@pytest.mark.parametrize(
    ("file", "key", "after", "sentence"),
    [
        ("points.csv", "P1", {"best": "20"}, "监督靶点「用水报装平均时间」：监督靶点 P1 的最优值与最差值都是 20，无法计分。请改正「最优值」或「最差值」；没有保存任何改动。"),
        ("points.csv", "P1", {"best": "很好"}, "监督靶点「用水报装平均时间」：「最优值」是 很好，不是数字。请改正后重试；没有保存任何改动。"),
        ("points.csv", "P1", {"best": ""}, "监督靶点「用水报装平均时间」：「最优值」是空的。请填写后重试；没有保存任何改动。"),
        ("points.csv", "P1", {"best": "30"}, "标为 lower，但最优值 30、最差值 20 的方向相反。请改正「方向」或对调两个值"),
        ("points.csv", "P1", {"best": "2", "valid_from": "2026-12-05"}, "「启用日期」是 2026-12-05，口径只能从某月 1 日起用"),
        ("points.csv", "P1", {"valid_from": "2026-12-01"}, "监督靶点「P1」只改了「启用日期」，没有改口径。"),
        ("indicators.csv", "I1", {"weight": "0"}, "二级指标「用水报装时间」：「权重」是 0，权重必须大于 0"),
        ("indicators.csv", "I1", {"lead_department_id": "watr"}, "「牵头部门」是 watr，部门 中没有这个部门。是否应为 water？请改正，或先在部门中加上它"),
        ("scoring_rules.csv", "perception_weight", {"value": "0.6"}, "的权重合计是 1.1"),
        ("scoring_rules.csv", "minimum_sample", {"value": "2"}, "样本太小会让部门猜出诉求人"),
        ("deadlines.csv", "second_term", {"value": "0"}, "「数值」是 0，时限必须大于 0"),
    ],
)  # fmt: skip
def test_what_a_file_could_not_say_cannot_be_edited_in(
    small: Store, file: str, key: str, after: dict[str, str], sentence: str
) -> None:
    version = small.data_version
    with pytest.raises(CatalogueError) as caught:
        keep(small, edit(small, file, key, **after))
    assert sentence in str(caught.value)
    assert small.data_version == version


def test_what_is_referred_to_cannot_be_taken_out(small: Store) -> None:
    with small.writing() as writer:
        writer.insert(
            "measurement", [{"point_id": "P2", "period": date(2026, 10, 1), "value": 80.0, "status": "已报", "source": "upload"}]
        )
    rows = entries(small.reading(), "points.csv")
    with pytest.raises(CatalogueError, match="监督靶点里没有 P2，但库中已有引用它的数据（指标值）"):
        keep(small, *differences("points.csv", rows, rows[:1]))


def test_somebody_else_was_faster(small: Store) -> None:
    mine = edit(small, "points.csv", "P1", best="3.0")
    keep(small, edit(small, "points.csv", "P1", best="2.0"))
    with pytest.raises(CatalogueError, match="监督靶点「P1」的「最优值」刚刚被他人改为「2.0」"):
        keep(small, mine)


def test_two_people_change_different_cells(small: Store) -> None:
    mine = edit(small, "points.csv", "P1", weight="3.0")
    keep(small, edit(small, "points.csv", "P1", name="新名称"))
    keep(small, mine)
    row = entries(small.reading(), "points.csv")[0]
    assert (row["name"], row["weight"]) == ("新名称", "3.0")


def test_a_published_month_is_out_of_reach(small: Store) -> None:
    publish(small, date(2026, 12, 1))
    with pytest.raises(CatalogueError, match="2026-12 的排名已发布。请在「启用日期」填写更晚月份的 1 日"):
        keep(small, edit(small, "points.csv", "P1", best="2.0"))
    keep(small, edit(small, "points.csv", "P1", best="2.0", valid_from="2027-01-01"))


@pytest.mark.parametrize(
    ("after", "is_refused"),
    [
        ({"valid_to": "2026-10-30"}, True),
        ({"valid_to": "2026-10-31"}, False),  # it is still there on the last published day
        ({"valid_from": "2026-11-01"}, True),  # it would never have been there
    ],
)
def test_a_department_stays_in_published_months(small: Store, after: dict[str, str], is_refused: bool) -> None:
    publish(small, date(2026, 10, 1))
    changed = edit(small, "departments.csv", "water", **after)
    if not is_refused:
        assert "department" in keep(small, changed)
        return
    with pytest.raises(
        CatalogueError, match="改动了部门 water 的存续日期，涉及已发布的月份（最近一期 2026-10）。请只改 2026-11-01 及以后"
    ):
        keep(small, changed)


def test_a_trial_reaches_everywhere(small: Store) -> None:
    publish(small, date(2026, 12, 1))
    changed = edit(small, "points.csv", "P1", best="2.0")
    tables = revision_tables(small.reading(), [changed], WHY, as_if_in=date(2026, 10, 1))
    found = [(row["version"], row["valid_from"], row["best"]) for row in tables["point_spec"] if row["point_id"] == "P1"]
    assert found == [(1, None, 1.0), (2, date(2026, 10, 1), 2.0)]


def test_an_entry_needs_a_key_of_its_own(small: Store) -> None:
    rows = entries(small.reading(), "points.csv")
    with pytest.raises(CatalogueError, match="监督靶点第 3 行还没有「编号」"):
        differences("points.csv", rows, [*rows, {"point_id": "", "name": "新"}])
    with pytest.raises(CatalogueError, match="监督靶点第 3 行的「P1」已经有了"):
        differences("points.csv", rows, [*rows, rows[0]])


@pytest.mark.parametrize(("given", "kept"), [("  年度\n调整  ", "年度 调整"), ("调整口径", "调整口径")])
def test_a_reason_is_one_line(given: str, kept: str) -> None:
    assert stated_reason(given) == kept


@pytest.mark.parametrize(
    ("given", "sentence"), [("调整口", "至少 4 个字"), ("\n\t ", "至少 4 个字"), ("长" * 201, "理由最多 200 个字")]
)
def test_a_reason_that_is_none_is_refused(given: str, sentence: str) -> None:
    with pytest.raises(CatalogueError, match=sentence):
        stated_reason(given)


def test_every_file_and_editable_column_has_a_name() -> None:
    assert list(TITLES) and set(TITLES) == {wanted.file for wanted in FORMATS}
    known = {wanted.file: {column.name for column in wanted.columns} for wanted in FORMATS}
    assert {file: set(columns) for file, columns in COLUMNS.items()} == {file: known[file] for file in COLUMNS}


def test_sentences_lose_file_and_column_names() -> None:
    assert (
        plain("points.csv 第 3 行「best」是空的；本次没有写入任何数据。")
        == "监督靶点 第 3 行「最优值」是空的；没有保存任何改动。"
    )
