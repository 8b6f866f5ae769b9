"""Words and numbers that occur nowhere else, in every field of a district that could tell who complained.

Everything is about the department ``ACCUSED`` unless it says so.
"""

import re
import struct
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import h3

from cloudeye.catalog import today
from cloudeye.catalog.geography import district_map
from cloudeye.store import Store

ACCUSED, OTHER = "approval", "taxation"
PLAIN = "槐序标记"
ELSEWHERE = "榆荫标记"  # in a complaint about OTHER, which the accused department may not know of at all
PERSON = "欧阳漪澜"
PHONE = "13987604231"
ID_NUMBER = "510132198706136421"
ADDRESS = "云桥街道锦槐路四段77号3栋1906室"
FIRM = "云枢琥珀精密仪器有限公司"
USCC = "91510108MA6K7Q2X4L"
ENTERPRISE_ID = "E7731QMARK"
LANDLINE = "028-86139527"
EMAIL = "qin.mozhe@yunshu-mark.cn"
PLATE = "川A·7K9Q2"
WECHAT = "wxid_mozhe7731"
THIRD_PHONE = "187 0092 1457"
REPORTED_BY = "端木祁野"  # a person who typed something into an import, a call-back, a letter
CASES = {"plain": "SQ20260316901", "confidential": "SQ20260316902", "elsewhere": "SQ20260316903"}
# Too few to be shown: the first two of CASES lie in it, and nothing else does.
LONE_COMPLAINTS = 2

# What may be seen by nobody but those who handle complaints, as it might be written; digits are compared without separators.
IDENTITIES = {
    "matter": (PLAIN, ELSEWHERE),
    "name": (PERSON, "漪澜", REPORTED_BY),
    "enterprise": (FIRM, "云枢琥珀", "琥珀精密"),
    "enterprise code": (USCC, "MA6K7Q2X4L", ENTERPRISE_ID),
    "address": (ADDRESS, "锦槐路", "1906室"),
    "contact": (EMAIL, "mozhe", WECHAT, "7K9Q2"),
}
NUMBERS = {
    "phone": (PHONE, "13987604", "87604231"),
    "identity number": (ID_NUMBER, "19870613", "5101321987"),
    "landline": ("02886139527", "86139527"),
    "third phone": ("18700921457", "00921457"),
}
# Even these are too much where the department itself looks; they are looked for in what is drawn, where no hash can look like them.
LAST_DIGITS = ("4231", "6421", "9527", "1457")


def _content(word: str) -> str:
    return (
        f"{word}：{PERSON}（电话 {PHONE}，身份证 {ID_NUMBER}）家住{ADDRESS}，系{FIRM}（{USCC}）经办人。座机 {LANDLINE}，微信 {WECHAT}，"
        f"邮箱 {EMAIL}，车牌 {PLATE}，也可拨打 {THIRD_PHONE} 或 １３９-８７６０-４２３１。"
    )


def _complaint(number: str, word: str, place: tuple[float, float], within: str, now: datetime, **given: Any) -> dict[str, Any]:
    return {
        "source": "marked", "complaint_id": number, "channel_id": "hotline_12345", "kind": "投诉", "is_urgent": False,
        "title": f"{word}，{FIRM}{PERSON} {PHONE} 反映审批超时", "content": _content(word), "enterprise_id": ENTERPRISE_ID,
        "department_id": ACCUSED, "domain_id": None, "class_id": "A2", "style_hint": f"推诿；{PERSON}", "subdistrict_id": "yunqiao",
        "longitude": place[0], "latitude": place[1], "source_longitude": round(place[0], 5) + 0.0000031,
        "source_latitude": round(place[1], 5) + 0.0000047, "source_crs": "WGS-84", "cell": within, "is_outside_district": False,
        "submitted_at": now - timedelta(days=2), "accepted_at": None, "responded_at": None, "claimed_at": None,
        "response_due_at": now - timedelta(days=1), "resolution_due_at": now + timedelta(days=9), "duplicate_of": None,
        "is_confidential": False, "state": "handling", "batch_id": None, "complainant": PERSON, "phone": PHONE,
        "id_number": ID_NUMBER, "address": ADDRESS,
    } | given  # fmt: skip


def seed(database: Path) -> None:
    """Write the markers into a closed district."""
    with Store(database) as store:
        now, (cell, place) = today(store), lone_cell(store)
        with store.writing() as writer:
            writer.insert(
                "enterprise",
                [{"enterprise_id": ENTERPRISE_ID, "uscc": USCC, "name": FIRM, "scale": "小型", "subdistrict_id": "yunqiao"}],
            )
            common = (place, cell, now)
            writer.insert(
                "complaint",
                [
                    _complaint(CASES["plain"], PLAIN, *common),
                    _complaint(CASES["confidential"], PLAIN, *common, is_confidential=True),
                    _complaint(CASES["elsewhere"], ELSEWHERE, *common, department_id=OTHER, cell=None),
                ],
            )
            for table, rows in _around(now).items():
                writer.insert(table, rows)


def _around(now: datetime) -> dict[str, list[dict[str, Any]]]:
    """What grows around a complaint: its thread, its call-backs, what the district makes of it, what an import refused of it."""
    said = f"已与{FIRM}{PERSON}（{PHONE}，{ID_NUMBER}，{ADDRESS}）核实，{EMAIL}"
    title = f"{PLAIN}，{FIRM}{PERSON} {PHONE} 反映审批超时"
    numbers = list(CASES.values())
    event = {"occurred_at": now - timedelta(days=1), "from_state": "signed", "to_state": "handling"}
    return {
        "complaint_event": [
            event | {"complaint_id": number, "actor": actor, "reason": said}
            for number in numbers
            for actor in (PERSON, f"坐席 {THIRD_PHONE}", FIRM, "行政审批")
        ],
        "callback": [
            {
                "callback_id": f"{number}-H1", "complaint_id": number, "called_at": now - timedelta(hours=5), "is_reached": True,
                "is_solved": False, "is_satisfied": False, "reason": f"{said}；记录人{REPORTED_BY}",
            }
            for number in numbers
        ],
        "contact_point_issue": [
            {
                "issue_id": "LXW-MARK", "contact_point_id": "LX01", "enterprise_id": ENTERPRISE_ID, "class_id": "A2", "title": title,
                "raised_at": now - timedelta(days=3), "solved_at": None,
            }
        ],
        "rectification": [
            {
                "rectification_id": "R-MARK", "origin_kind": "complaint", "origin_id": CASES["plain"], "department_id": ACCUSED,
                "title": title, "measures": said, "opened_at": now - timedelta(days=900), "due_at": now - timedelta(days=800),
                "claimed_at": None, "confirmed_at": None, "verified_at": None, "lookback_due_at": None, "closed_at": None,
                "recurred_at": None, "rule_established": said, "state": "rectifying",
            }
        ],
        "rectification_event": [
            {"rectification_id": "R-MARK", "actor": PERSON, "reason": said, **event, "from_state": None, "to_state": "rectifying"}
        ],
        "letter": [
            {
                "letter_id": "L-MARK", "kind": "提醒函", "number": None, "department_id": ACCUSED, "title": title,
                "drafted_at": now - timedelta(days=5), "signed_by": None, "issued_at": None, "reply_due_at": None,
                "replied_at": None, "state": "drafted",
            }
        ],
        "letter_event": [
            {"letter_id": "L-MARK", "actor": REPORTED_BY, "reason": said, **event, "from_state": None, "to_state": "drafted"}
        ],
        "rejected_row": [{"batch_id": "B-MARK", "line": 7, "column": "内容", "value": _content(PLAIN), "message": said}],
    }  # fmt: skip


def places(database: Path) -> list[bytes]:
    """Where the marked complaints lie, as it might be written: the cell, and each coordinate as text and as eight bytes."""
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = "cell, longitude, latitude, source_longitude, source_latitude"
        row = connection.execute(f"SELECT {columns} FROM complaint WHERE complaint_id = $1", [CASES["plain"]]).fetchone()
    assert row is not None
    return [
        row[0].encode(),
        *(f"{value:.6f}"[:-1].encode() for value in row[1:]),
        *(struct.pack("<d", value) for value in row[1:]),
    ]


def lone_cell(store: Store) -> tuple[str, tuple[float, float]]:
    """A cell of the district in which nobody has complained for long, and its middle (longitude, latitude)."""
    crowded = {row["cell"] for row in store.rows("hotspot_cells", now=today(store))}
    cell = next(found.cell for found in district_map(store).cells if found.cell not in crowded)
    latitude, longitude = h3.cell_to_latlng(cell)
    return cell, (longitude, latitude)


def _writings(word: str) -> Iterable[bytes]:
    """How a word stands in a frame, a file or an address: as it is, escaped for JSON, for an address, for markup."""
    escaped = word.encode("ascii", "backslashreplace").decode()
    yield from {word.encode(), escaped.encode(), escaped.upper().replace("\\U", "\\u").encode(), quote(word).encode()}
    yield from {"".join(f"&#{ord(letter)};" for letter in word).encode(), word.encode("gb18030"), word.encode("utf-16-le")}


def found_in(content: bytes) -> list[str]:
    """The names of the identities that stand somewhere in these bytes, however they are written."""
    text = plain(content.decode("utf-8", "replace"))
    found = [
        f"{name}: {word}"
        for name, words in IDENTITIES.items()
        for word in words
        if any(one in content for one in _writings(word))
    ]
    return [*found, *(f"{name}: {digits}" for name, numbers in NUMBERS.items() for digits in numbers if digits in text)]


def last_digits_in(drawn: str) -> list[str]:
    """The ends of numbers that stand as such in what is drawn: next to a star or to nothing that belongs to a longer number."""
    return [digits for digits in LAST_DIGITS if re.search(rf"(?<![0-9a-fA-F.]){digits}(?![0-9a-fA-F])", plain(drawn))]


def plain(text: str) -> str:
    """With half-width digits and without what people put between the digits of a number."""
    return re.sub(r"(?<=[0-9])[\s.·()~－—–-]+(?=[0-9])", "", unicodedata.normalize("NFKC", text))
