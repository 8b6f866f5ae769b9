"""Whatever the encoding, delimiter and line ends, the same rows come in; what is no text is refused whole."""

from pathlib import Path

import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import import_file
from cloudeye.store import Store
from tests.ingest.files import CORPUS, column, count, only_row

GOOD = {
    "complaints.gb18030": "GB18030",
    "complaints.utf16": "UTF-16",
    "complaints_no_mark.utf16": "UTF-16",
    "complaints_bom_crlf.csv": "UTF-8 BOM",
    "complaints_semicolon.csv": "UTF-8",
    "complaints_tab_title.csv": "UTF-8",
}


@pytest.mark.parametrize(("name", "encoding"), GOOD.items())
def test_the_same_rows_come_in(catalogued: Store, name: str, encoding: str) -> None:
    report = import_file(catalogued, CORPUS / name, "complaints")
    assert (report.new, report.refused) == (2, 0)
    assert column(catalogued, "complaint", "title", "complaint_id") == ["执照变更「迟迟」未办㐀", "开票,限额"]
    assert column(catalogued, "complaint", "department_id", "complaint_id") == ["market_regulation", "taxation"]
    assert only_row(catalogued, "import_batch")["encoding"] == encoding


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("empty.csv", "是空的"),
        ("blank.csv", "是空的"),
        ("complaints_header_only.csv", "只有表头"),
        ("picture.png", "不是可读的文本"),
        ("torn.gb18030", "不是可读的文本"),
        ("not_a_workbook.xlsx", "不是可读的 Excel 工作簿"),
        ("nowhere.csv", "文件或文件夹不存在"),
        ("", "这是一个文件夹"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(catalogued: Store, name: str, sentence: str) -> None:
    before = catalogued.data_version
    with pytest.raises(IngestError, match=sentence):
        import_file(catalogued, CORPUS / name, "complaints")
    assert catalogued.data_version == before
    assert count(catalogued, "import_batch") == 0


def test_gb18030_survives_chunk_borders(catalogued: Store, tmp_path: Path) -> None:
    # Two- and four-byte characters at every offset of a chunk.
    titles = [f"{'a' * (number % 7)}营商环境㐀{'云眼' * 40}" for number in range(9000)]
    lines = ["诉求编号,诉求类型,提交时间,标题"] + [f"T{number:05},咨询,2026-10-08,{title}" for number, title in enumerate(titles)]
    path = tmp_path / "long.csv"
    path.write_bytes("\n".join(lines).encode("gb18030"))
    assert path.stat().st_size > 1 << 20
    assert import_file(catalogued, path, "complaints").new == 9000
    assert column(catalogued, "complaint", "title", "complaint_id") == titles
