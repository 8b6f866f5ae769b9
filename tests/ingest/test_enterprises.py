"""Enterprises: known by their credit code, found again by it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cloudeye.ingest import ImportReport, import_file
from cloudeye.store import Store
from tests.ingest.files import column, csv_file, only_row

HEADER = ["统一社会信用代码", "企业名称", "企业规模", "街道"]
CODE, OTHER = "91350100M000100Y43", "91512081MA62K0260E"
NOW = datetime(2026, 11, 21, 9)


def take(store: Store, folder: Path, *rows: Sequence[object], header: list[str] = HEADER) -> ImportReport:
    return import_file(store, csv_file(folder, header, *rows), "enterprises", now=NOW)


def test_a_new_one_is_known_by_its_code(catalogued: Store, tmp_path: Path) -> None:
    report = take(catalogued, tmp_path, ["９１350100m000100y43", "甲公司", "小型", "云桥街道"])
    assert only_row(catalogued, "enterprise") == {
        "enterprise_id": CODE,
        "uscc": CODE,
        "name": "甲公司",
        "scale": "小型",
        "subdistrict_id": "yunqiao",
        "batch_id": report.batch_id,
    }


def test_one_the_district_knows_keeps_its_number(catalogued: Store, tmp_path: Path) -> None:
    with catalogued.writing() as writer:
        row = {"enterprise_id": "E-1", "uscc": CODE, "name": "甲公司", "scale": "小型", "subdistrict_id": "jinhe"}
        writer.insert("enterprise", [row])
    assert take(catalogued, tmp_path, [CODE, "甲公司", "小型"], header=HEADER[:3]).unchanged == 1
    report = take(catalogued, tmp_path, [CODE, "甲公司", "中型"], [OTHER, "乙公司", "大型"], header=HEADER[:3])
    assert (report.new, report.changed) == (1, 1)
    assert column(catalogued, "enterprise", "(enterprise_id, scale, subdistrict_id)", "name DESC") == [
        ("E-1", "中型", "jinhe"),
        (OTHER, "大型", None),
    ]


def test_a_number_may_get_a_new_code(catalogued: Store, tmp_path: Path) -> None:
    header = [*HEADER[:3], "企业编号"]
    take(catalogued, tmp_path, [CODE, "甲公司", "小型", "E-1"], header=header)
    assert take(catalogued, tmp_path, [OTHER, "甲公司", "小型", "E-1"], header=header).changed == 1
    assert only_row(catalogued, "enterprise")["uscc"] == OTHER


def test_a_complaint_finds_it_by_code_or_name(catalogued: Store, tmp_path: Path) -> None:
    take(catalogued, tmp_path, [CODE, "甲公司", "小型", None])
    header = ["诉求编号", "诉求类型", "提交时间", "企业"]
    path = csv_file(tmp_path, header, ["T-1", "投诉", "2026-10-08", CODE], ["T-2", "投诉", "2026-10-08", "甲公司"])
    import_file(catalogued, path, "complaints", now=NOW)
    assert column(catalogued, "complaint", "enterprise_id", "1") == [CODE, CODE]
