"""No file that leaves makes a spreadsheet do anything: every cell of every export, with formulas in the data."""

import csv
import io
from collections.abc import Mapping
from urllib.parse import quote

import pytest

from cloudeye.web.cookies import SESSION
from cloudeye.web.export import csv_bytes, neutral
from cloudeye.web.form_token import FIELD, form_token
from tests.security import poison, table
from tests.security.caller import Answer, Caller

# What Excel, WPS and LibreOffice may take for a formula; the wide ones where the system is Chinese; after what they trim away.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TRIMMED = " \u3000\u00a0\ufeff\u200b\u200e\u2060"
MONTH = "2026-02"
UTILITIES = quote("公用企业与双管单位")
# What a person sent goes back to that person alone, as it was sent: it is mended and uploaded again, and no formula gets in.
GIVEN_BACK = {"GET /export/refused", "GET /export/original"}
# A document of paragraphs, which nothing calculates: no spreadsheet opens it.
DOCUMENTS = {"GET /export/brief"}


def dangerous(cell: str) -> bool:
    """Whether a spreadsheet might take the text for a formula: numbers, which we write ourselves, do not count."""
    try:
        float(cell)
        return False
    except ValueError:
        return cell.lstrip(TRIMMED).startswith(STARTS)


def sheet(answer: Answer) -> list[list[str]]:
    """The rows of a file as Excel reads them."""
    assert answer.status == 200 and answer.header("content-type").startswith("text/csv"), (answer.status, answer.text[:200])
    assert answer.header("content-disposition").startswith("attachment") and answer.header("x-content-type-options") == "nosniff"
    return list(csv.reader(io.StringIO(answer.body.decode("utf-8-sig"), newline="")))


def exports(visitors: Mapping[str, Caller]) -> dict[str, Answer]:
    """Every export there is, with data in it that begin like formulas."""
    auditor, supervisor = visitors["audit_administrator"], visitors["supervisor"]

    def form(caller: Caller, **fields: str) -> dict[str, str]:
        return {FIELD: form_token(caller.cookies[SESSION]), **fields}

    return {
        "GET /export/ranking": visitors["leader"].get(f"/export/ranking?month={MONTH}&group={UTILITIES}"),
        "GET /export/department": visitors["leader"].get(f"/export/department?month={MONTH}&department=approval"),
        "GET /export/domain": visitors["leader"].get(f"/export/domain?month={MONTH}"),
        "GET /export/point": visitors["leader"].get(f"/export/point?month={MONTH}&indicator=D01-01"),
        "GET /export/tasks": visitors["leader"].get(f"/export/tasks?month={MONTH}"),
        "GET /export/rectifications": visitors["leader"].get("/export/rectifications"),
        "GET /export/hotspots": visitors["leader"].get("/export/hotspots"),
        "GET /export/records": visitors["leader"].get(f"/export/records?month={MONTH}&department=approval"),
        "GET /export/passport": visitors["leader"].get(f"/export/passport?month={MONTH}&department=approval&figure=score"),
        "GET /export/compare": visitors["leader"].get(
            f"/export/compare?month={MONTH}&department=water_supply&against={MONTH}&with=approval"
        ),
        "POST /export/complaints": supervisor.post(
            "/export/complaints", form(supervisor, department="taxation", reason="公式注入")
        ),
        "POST /export/trail": auditor.post("/export/trail", form(auditor)),
        "GET /export/quality": visitors["analyst"].get(f"/export/quality?month={MONTH}"),
        "GET /export/catalogue": visitors["analyst"].get("/export/catalogue?table=points"),
    }


def test_every_export_is_looked_at(visitors: Mapping[str, Caller]) -> None:
    """Guard: a text that begins like a formula gets an apostrophe in front; a new export must be added here."""
    found = exports(visitors)
    assert set(found) == {cell.name for cell in table.cells() if "/export/" in cell.name} - GIVEN_BACK - DOCUMENTS
    wrong = [f"{name}: {cell!r}" for name, answer in found.items() for row in sheet(answer) for cell in row if dangerous(cell)]
    assert not wrong, "\n" + "\n".join(wrong)
    held = {name: "\n".join(cell for row in sheet(answer) for cell in row) for name, answer in found.items()}
    assert "供水" in held["GET /export/ranking"] and "@靶点" in held["GET /export/department"]  # the poison was there
    assert "@靶点" in held["GET /export/catalogue"]
    assert "HYPERLINK" in held["POST /export/complaints"] and "＝1+1" in held["POST /export/complaints"]


def test_a_row_stays_a_row(visitors: Mapping[str, Caller]) -> None:
    """Quotes, commas and line breaks inside a text do not make cells or rows of their own."""
    for name, answer in exports(visitors).items():
        rows = sheet(answer)
        assert len({len(row) for row in rows}) == 1 and len(rows) > 1, name


@pytest.mark.parametrize("text", poison.FORMULAS)
def test_a_text_is_never_a_formula(text: str) -> None:
    cell = next(
        csv.reader(io.StringIO(csv_bytes({"a": "标题"}, [{"a": text}]).decode("utf-8-sig").split("\r\n", 1)[1], newline=""))
    )[0]
    assert not dangerous(cell) and cell.endswith(text)
    assert neutral(-1.5) == -1.5 and neutral(None) == ""
