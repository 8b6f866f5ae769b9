"""The brief says what the portrait says, on the sheet and in the document, number by number; it leaves only for whom it may."""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from streamlit.testing.v1 import AppTest

from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.leader.portrait.brief import brief_markup, brief_of, standing_out
from cloudeye.web.leader.portrait.brief_document import brief_document
from tests.web import enriched, test_portrait_page
from tests.web.portraits import compared, pictured
from tests.web.standing import visitor_at
from tests.web.test_door import taken

PAGE = str(ROOT / "pages" / "leader" / "brief.py")
ADDRESS = "/export/brief?department=approval&month=2026-02"
SignedIn = Callable[..., Viewer]
NUMBER = re.compile(r"[+−]?\d+(?:\.\d+)?")


@pytest.fixture
def rich(served: Store, signed_in: SignedIn) -> Iterator[Store]:
    """The small district with something in every block, looked at by a leader."""
    enriched.enrich(served)
    signed_in("leader")
    yield served


def sheet(department: str = "approval", month: str = "2026-02") -> str:
    """The markup of the sheet; empty when there is none."""
    page = AppTest.from_file(PAGE, default_timeout=60)
    page.query_params.update({"department": department, "month": month})
    page.run()
    assert not page.exception
    boxes = [json.loads(element.proto.json).get("markup", "") for element in page.get("bidi_component")]
    return next((markup for markup in boxes if "brief-sheet" in markup), "") or "".join(
        box for box in boxes if "desk-hint" in box
    )


def told(content: bytes) -> list[str]:
    """The texts of a document in order: paragraphs, and cells of tables."""
    document = Document(BytesIO(content))
    said = [paragraph.text for paragraph in document.paragraphs]
    return [*said, *(cell.text for table in document.tables for row in table.rows for cell in row.cells)]


def numbers(said: str) -> list[str]:
    return sorted(NUMBER.findall(said))


def test_every_number_of_the_document_is_that_of_the_page(rich: Store) -> None:
    markup = sheet()
    drawn = re.sub(r"<svg.*?</svg>", " ", markup, flags=re.DOTALL)
    page = re.sub(r"&[a-z]+;", " ", re.sub(r"<[^>]+>", " ", drawn))
    answer = visitor_at("leader").get(ADDRESS)
    assert numbers(page) == numbers(" ".join(told(answer.content))) and len(numbers(page)) > 60


def test_the_sheet_repeats_the_portrait(rich: Store) -> None:
    portrait, markup = test_portrait_page.drawn(), sheet()
    said = test_portrait_page.words(markup)
    for name in ("score", "perception", "completion", "coverage"):
        assert test_portrait_page.card(portrait, name) in said
    for words in (
        "10/12 件",
        "5/7 件，办结 12 件",
        "在改 5 · 待核验 1 · 回头看 1，超期 2 件",
        "（R12）超期 12 天",
        "失分构成（从 100 到",
    ):
        assert words in said, words
    drawn = re.search(r'<svg viewBox[^>]*class="figure waterfall".*?</svg>', markup, re.DOTALL)
    assert drawn and drawn.group(0) in portrait
    assert re.findall(r"<dd>(.*?)</dd>", markup)[0] == test_portrait_page.card(portrait, "score")


def test_the_document_is_one_sheet_of_a4_in_the_fonts_of_documents(rich: Store) -> None:
    document = Document(BytesIO(visitor_at("leader").get(ADDRESS).content))
    section = document.sections[0]
    size = (section.page_width or 0, section.page_height or 0)
    assert len(document.sections) == 1 and [round(length / Mm(1)) for length in size] == [210, 297]
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    written = [fonts for paragraph in paragraphs for fonts in paragraph._element.iter(qn("w:rFonts"))]
    assert {fonts.get(qn("w:eastAsia")) for fonts in written} == {"方正小标宋简体", "黑体", "仿宋"}
    assert document.paragraphs[0].text == "行政审批部门营商环境简报" == document.core_properties.title


def test_it_leaves_on_record_under_its_name(rich: Store) -> None:
    answer = visitor_at("leader").get(ADDRESS)
    assert answer.headers["content-type"].startswith("application/vnd.openxmlformats-officedocument.wordprocessingml")
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''%E9%83%A8%E9%97%A8%E7%AE%80%E6%8A%A5_%E8%A1%8C%E6%94%BF%E5%AE%A1%E6%89%B9_2026-02.docx"
    )
    assert [entry["subject"] for entry in taken("export.brief")] == ["2026-02 approval"]


def test_a_liaison_takes_the_own_brief_only(rich: Store, signed_in: SignedIn) -> None:
    liaison = visitor_at("liaison", "approval")
    assert liaison.get(ADDRESS).is_success
    for asked in ("taxation", "nobody", "approval "):
        answer = liaison.get(f"/export/brief?department={asked}&month=2026-02", headers={"Accept": "text/html"})
        assert answer.status_code == 403 and "只能导出本单位" in answer.text
    signed_in("liaison", "approval")
    assert "行政审批部门营商环境简报" in sheet() and "不在您的查看范围内" in sheet("taxation")
    assert len(taken("export.brief")) == 1


@pytest.mark.parametrize(
    "query", ["", "?department=nobody&month=2026-02", "?department=approval", "?department=approval&month=2031-01"]
)
def test_what_is_not_there_is_not_exported(served: Store, query: str) -> None:
    assert visitor_at("leader").get(f"/export/brief{query}").status_code == 404 and taken("export.brief") == []


def test_a_month_or_a_department_without_a_score_is_a_sentence(rich: Store, served: Store) -> None:
    assert "没有这个部门的得分" in sheet("<b>nobody") and "<b>nobody" not in sheet("<b>nobody")
    with rich.writing() as writer:
        writer.delete("department_score", subject_id="yunqiao")
    assert "没有这个部门的得分" in sheet("yunqiao")


def test_an_empty_district_says_what_to_do(served_empty: Store, signed_in: SignedIn) -> None:
    signed_in("leader")
    assert district.store() is served_empty and "还没有可展示的排名" in sheet()


def test_the_strongest_and_the_weakest_once_each_and_nothing_in_the_middle() -> None:
    items = [compared("domain", 80 + number, 84.02, name=str(number)) for number in range(9, -1, -1)]
    assert [item.name for item in standing_out(items)] == ["9", "8", "7", "2", "1", "0"]
    assert [item.name for item in standing_out(items[4:7])] == ["5", "3"]
    assert standing_out([]) == []


def test_names_are_written_as_text() -> None:
    found = pictured(score={"name": "<b>部\x0b门\x00"})
    brief = brief_of(found, is_demo=True)
    assert "&lt;b&gt;部" in brief_markup(brief, found) and "<b>部" not in brief_markup(brief, found)
    assert told(brief_document(brief))[0] == "<b>部门营商环境简报" and "演示数据" in brief.note
