"""Lines that were never meant as records are found, left out and told: titles, blank lines, totals, notes."""

from pathlib import Path

import pytest

from cloudeye.ingest import import_file
from cloudeye.ingest.preview import preview
from cloudeye.ingest.reading.table import Skipped
from cloudeye.store import Store
from tests.ingest.files import column

HEADER = "诉求编号,诉求类型,提交时间,标题"
GOOD = "T-1,投诉,2026-10-08,甲"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "file.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def skipped(store: Store, path: Path) -> list[Skipped]:
    with preview(store, path, "complaints") as looked:
        assert looked.report.skipped == len(looked.table.skipped)
        assert looked.report.refused == 0
        return looked.table.skipped


@pytest.mark.parametrize(
    "total",
    [
        "合计,,,2",
        "合 计：,,,2",
        "总计",
        "小计,,2",
        "本月合计,,,2",
        "全区总计,,,2",
        ",,合计,2",
        "平均值,,,1",
        "累计：,,,2",
        "T,1,2,3,4".replace("T", "共计"),
    ],
)
def test_a_total_is_no_record(catalogued: Store, tmp_path: Path, total: str) -> None:
    path = written(tmp_path, HEADER, GOOD, total, "T-2,投诉,2026-10-08,乙")
    (found,) = skipped(catalogued, path)
    assert (found.line, found.kind) == (3, "合计")
    assert import_file(catalogued, path, "complaints").new == 2


def test_a_line_that_passes_every_check_is_a_record(catalogued: Store, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, "合计,投诉,2026-10-08,甲")
    assert skipped(catalogued, path) == []
    import_file(catalogued, path, "complaints")
    assert column(catalogued, "complaint", "complaint_id", "complaint_id") == ["合计"]


def test_what_merely_begins_like_a_total_is_refused_with_its_reason(catalogued: Store, tmp_path: Path) -> None:
    report = import_file(catalogued, written(tmp_path, HEADER, GOOD, "合计划,投诉,不知道,乙", "总计量局,,,"), "complaints")
    assert (report.new, report.refused, report.skipped) == (1, 2, 0)


def test_title_blank_lines_notes_and_the_header_again(catalogued: Store, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "十月台账",
        "",
        HEADER,
        GOOD,
        ",,,",
        "",
        "",
        HEADER,
        "T-2,投诉,2026-10-08,乙",
        "制表人：张三,,审核人：李四,",
        "备注：以上数据截至十月底",
    )
    assert sorted(skipped(catalogued, path), key=lambda found: found.line) == [
        Skipped(1, "说明", "十月台账"),
        Skipped(2, "空行", ""),
        Skipped(5, "空行", "至第 7 行，共 3 行"),
        Skipped(8, "说明", "诉求编号 诉求类型 提交时间 标题"),
        Skipped(10, "说明", "制表人：张三 审核人：李四"),
        Skipped(11, "说明", "备注：以上数据截至十月底"),
    ]
    report = import_file(catalogued, path, "complaints")
    assert (report.new, report.refused, report.skipped) == (2, 0, 6)


def test_lines_of_commas_in_a_clean_file(catalogued: Store, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, GOOD, ",,,", "T-2,投诉,2026-10-08,乙", ",,,")
    assert [(found.line, found.kind) for found in skipped(catalogued, path)] == [(3, "空行"), (5, "空行")]


def test_a_total_is_not_offered_as_an_unknown_name(catalogued: Store, tmp_path: Path) -> None:
    path = written(tmp_path, "诉求编号,诉求类型,提交时间,承办部门", "T-1,投诉,2026-10-08,税务部门", ",,,合计")
    with preview(catalogued, path, "complaints") as looked:
        assert (looked.unknown, looked.report.skipped) == ([], 1)


def test_the_same_file_again_still_skips(catalogued: Store, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER, GOOD, "合计,,,1")
    first = import_file(catalogued, path, "complaints")
    again = import_file(catalogued, path, "complaints")
    assert (first.new, first.skipped) == (1, 1)
    assert (again.new, again.unchanged, again.skipped, again.batch_id) == (0, 1, 1, None)
