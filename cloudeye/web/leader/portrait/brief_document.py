"""The one-page brief as a Word document: the same texts, in the fonts of official documents, for editing and filing."""

from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from cloudeye.web.leader.portrait.brief import Brief, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# By name only: an office has them, and where it has not, the reader chooses another.
TITLE, HEADING, BODY, FIGURES = "方正小标宋简体", "黑体", "仿宋", "Times New Roman"
# Points: the title, a heading, the text, a table. One sheet of A4 holds everything.
TITLE_SIZE, HEADING_SIZE, BODY_SIZE, TABLE_SIZE = 20, 12, 11, 9


def brief_document(brief: Brief) -> bytes:
    """The bytes of a .docx of one sheet."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(16)
    section.left_margin = section.right_margin = Mm(20)
    document.core_properties.title, document.core_properties.author = _printable(brief.title), "营商云眼"
    _write(document.add_paragraph(), brief.title, TITLE, TITLE_SIZE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(document.add_paragraph(), brief.standing, BODY, TABLE_SIZE).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(document.add_paragraph(), brief.conclusion, HEADING, BODY_SIZE)
    _write(document.add_paragraph(), brief.cause, BODY, BODY_SIZE)
    for table in brief.tables:
        if table.title:
            _write(document.add_paragraph(), table.title, HEADING, HEADING_SIZE)
        _tabulate(document, table)
    _write(document.add_paragraph(), brief.present_title, HEADING, HEADING_SIZE)
    for words in brief.present:
        _write(document.add_paragraph(), words, BODY, TABLE_SIZE + 1)
    _write(document.add_paragraph(), brief.note, BODY, TABLE_SIZE)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _printable(words: str) -> str:
    """``words`` without what XML forbids: one such sign would spoil the whole document."""
    return "".join(sign for sign in words if sign.isprintable())


def _write(paragraph: Paragraph, words: str, font: str, size: float) -> Paragraph:
    """``words`` in a Chinese font with figures beside it, close together."""
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(2), Pt(2)
    run = paragraph.add_run(_printable(words))
    run.font.name, run.font.size = FIGURES, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return paragraph


def _tabulate(document: WordDocument, table: Table) -> None:
    """A table of one row is written name by name, in two columns."""
    columns, rows = table.columns, table.rows
    if len(rows) == 1:
        pairs = list(zip(columns, rows[0], strict=True))
        half = (len(pairs) + 1) // 2
        pairs += [("", "")] * (2 * half - len(pairs))
        columns, rows = (), tuple((*one, *other) for one, other in zip(pairs[:half], pairs[half:], strict=True))
    lines = [*([columns] if columns else []), *rows]
    grid = document.add_table(rows=len(lines), cols=len(lines[0]), style="Table Grid")
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for line, written in enumerate(lines):
        for at, words in enumerate(written):
            paragraph = grid.cell(line, at).paragraphs[0]
            _write(paragraph, words, HEADING if columns and line == 0 else BODY, TABLE_SIZE)
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
            if at and columns:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
