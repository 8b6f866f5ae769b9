"""Whatever stands in an address, a filter or a form is a value: SQL in it does what any unknown value does, and nothing fails."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from cloudeye.access import records
from cloudeye.access.desk import Access
from cloudeye.catalog import today
from cloudeye.errors import AccessError
from cloudeye.store import Store
from cloudeye.web.admin.trail import filter_of
from tests.browser.server import Server
from tests.contracts.sources import product_files
from tests.security import channel, table
from tests.security.caller import Answer, Caller
from tests.security.table import PARAMETERS
from tests.security.test_actions import QUICK

UNKNOWN = "zz-unknown-zz"
ATTACKS = (
    *(
        "zz'",
        'zz"',
        "' OR 1=1 --",
        "') OR ('1'='1",
        "'; DROP TABLE complaint; --",
        "' UNION SELECT login, password_hash FROM account --",
    ),
    *(
        "$1zz",
        "$search",
        "%zz%",
        "_%_zz",
        "\\'zz",
        "x" * 5_000,
        "a\x00b'",
        "\u202e\u2067\u200f'zz",
        "🙂" * 90,
        "null",
        "-987654321",
    ),
    *("1e999", "9" * 40, "{}zz", "(SELECT 1)", "read_text('app.py')", "\r\nX: y"),
)
# Who asks: liaisons search among what they see, which holds no quotes of others; the rest as they may.
WHO = {"admin-accounts": "system_administrator", "admin-sessions": "security_administrator", "admin-displays": "system_administrator",
       "admin-permissions": "audit_administrator", "admin-trail": "audit_administrator", "hall-overview": "leader",
       "leader-ranking": "leader", "leader-hotspots": "leader", "leader-domain": "leader", "leader-compare": "leader", "leader-search": "leader",
       **{f"analyst-{name}": "analyst" for name in ("upload", "batches", "batch", "corrections", "quality", "catalogue")}}  # fmt: skip
BROKEN = re.compile(
    r"Parser Error|Binder Error|Catalog Error|Conversion Error|Invalid Input Error|Out of Range Error|UnicodeDecodeError"
)


def test_every_parameter_of_every_page_is_attacked() -> None:
    """What the pages read from their address, as far as it is written in the code, stands in the list that is tried."""
    read = set()
    for path in product_files():
        source = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"\bst\.query_params(?:\.get\(|\.pop\(|\[)\"([a-z]+)\"", source))
        read |= set(re.findall(r"key=\"([a-z]+)\",[^)]*?(?:bind=\"query-params\"|\*\*again)", source))
    assert read and read - {name for names in PARAMETERS.values() for name in names} == set()
    assert set(PARAMETERS) == table.pages_in_table()


def shape(markup: str, typed: str) -> str:
    """A page without what was typed into its address, without numbers and times, which change by themselves."""
    for written in (
        typed,
        typed.strip(),
        typed[:200],
        typed[:80],
        escape(typed, quote=True),
        quote(typed),
        escape(typed[:80], quote=True),
        escape("".join(filter(str.isprintable, typed)), quote=True),
        escape(" ".join("".join(sign if sign.isprintable() else " " for sign in typed).split()), quote=True),
        "搜索词最长 200 字，只用了前面的部分。",
        "＊",
    ):
        markup = markup.replace(written, "") if written else markup
    return re.sub(r"\s+", " ", re.sub(r"[0-9]+", "#", re.sub(r"<[^>]+>", " ", markup.split("<style>")[0])))


@pytest.mark.parametrize("page", sorted(PARAMETERS))
def test_an_attack_in_an_address_is_an_unknown_value(visitors: Mapping[str, Caller], page: str) -> None:
    """Guard: values are bound, never pasted; each parameter by itself, each attack."""
    wrong = []
    with channel.opened(visitors[WHO.get(page, "liaison")]) as line:
        name = "" if page == "leader-ranking" else page
        rest = {"month": "2026-03"} if page == "supervisor-complaints" else {}  # a month is quicker than the whole list
        for parameter in PARAMETERS[page]:
            unknown = line.ask(name, query=urlencode(rest | {parameter: UNKNOWN}))
            for attack in ATTACKS:
                drawn = line.ask(name, query=urlencode(rest | {parameter: attack}))
                if drawn.failed or drawn.is_lost:
                    wrong.append(f"{parameter}={attack[:40]!r}: an error")
                elif page != "admin-trail" and shape(drawn.markup, attack) != shape(unknown.markup, UNKNOWN):
                    wrong.append(f"{parameter}={attack[:40]!r}: another answer than to {UNKNOWN}")
    assert not wrong, "\n" + "\n".join(wrong)


def requests(leader: Caller, parameter: str, value: str) -> Iterator[tuple[str, Answer]]:
    """Every address beside the pages that takes this parameter."""
    asked = urlencode({"month": "2026-02", "group": "职能部门", "department": "approval"} | {parameter: value})
    paths = {
        "/export/ranking": ("month", "group"), "/export/department": ("month", "department"), "/export/brief": ("month", "department"),
        "/export/domain": ("month",), "/export/point": ("month",), "/export/tasks": ("month", "department"),
        "/export/passport": ("month", "department"), "/export/records": ("month", "department"), "/export/rectifications": ("department",),
        "/export/compare": ("month", "department", "against", "with"), "/login": ("next", "x"),
        "/export/hotspots": ("from", "to", "class", "channel", "department", "per"),
        "/setup": ("token",), "/pulse": ("x",),
    }  # fmt: skip
    for path, names in paths.items():
        if parameter in names:
            yield path, leader.get(f"{path}?{asked}")
    if parameter == "key":
        yield "/display", leader.get(f"/display/{quote(value, safe='')}")


@pytest.mark.parametrize("parameter", ["month", "group", "department", "key", "token", "next", "x"])
def test_an_attack_in_a_route_is_an_unknown_value(visitors: Mapping[str, Caller], parameter: str) -> None:
    """Guard: the same for exports, the entrance and every other address with parameters."""
    wrong = []
    expected = {path: answer.status for path, answer in requests(visitors["leader"], parameter, UNKNOWN)}
    assert expected and max(expected.values()) < 500
    for attack in ATTACKS:
        for path, answer in requests(visitors["leader"], parameter, attack):
            if answer.status != expected[path] and not (
                answer.status == 400 and "\x00" in attack
            ):  # no address holds a zero byte
                wrong.append(f"{path} {parameter}={attack[:40]!r}: {answer.status} instead of {expected[path]}")
            wrong += [f"{path} {parameter}={attack[:40]!r}: says {found}" for found in BROKEN.findall(answer.text)]
    assert not wrong, "\n" + "\n".join(wrong)


def test_an_attack_in_the_form_of_an_export_finds_nothing(copied: Path) -> None:
    """Guard: the filters of the exports that are counted by the hour, asked where nobody counts."""
    with Store(copied) as store:
        access, now = Access(store, parameters=QUICK), today(store)
        supervisor = access.sessions.viewer(access.accounts.demo_sign_in("supervisor", address="", agent=""), active=True)
        for attack in ATTACKS:
            for name in ("department", "class", "state", "search"):
                filters = records.Filters.read({"month": "2024-05", name: f"{attack}{UNKNOWN}"})
                with pytest.raises(AccessError, match="没有诉求"):
                    records.export_rows(
                        store, supervisor, filters, "参数注入检查", trail=access.trail, throttle=access.throttle, now=now
                    )
            for name in ("since", "until", "actor", "action", "result", "text"):
                wanted = filter_of({"actor": UNKNOWN, name: attack})
                assert access.trail.entries(wanted).total == 0, (name, attack)
        access.close()


def test_no_attack_has_reached_the_database_as_sql(server: Server, visitors: Mapping[str, Caller]) -> None:
    """After all that the tables are there, and no query has failed on what was in it."""
    for attack in ATTACKS[:6]:
        Caller(server.url, source="127.0.9.1").post("/login", {"login": attack, "password": attack})
    assert BROKEN.findall(server.log.read_text(encoding="utf-8")) == []
    with channel.opened(visitors["liaison"]) as line:
        assert re.search(r"共 [0-9,]+ 件", line.ask("supervisor-complaints").markup)
