"""Who complained stays unknown to those complained about: markers in every field, and everything that can be got hold of is searched.

The spies are the accused department's liaison and head, the hall's screen and nobody. They open every page and follow every link, by
the channel and in a real Chromium; use every filter and search for the markers themselves; ask every route and export, with markers
as parameters. What is searched is what was sent, drawn or not. The coordinator, who may know, proves that the search would find.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlencode

import pytest
from playwright.sync_api import Browser, Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from cloudeye.catalog.geography import district_map
from cloudeye.store import Store
from cloudeye.web.cookies import SESSION
from cloudeye.web.form_token import FIELD, form_token
from tests.browser.server import Server
from tests.browser.visit import Visit, opened
from tests.security import channel, markers, table
from tests.security.caller import Answer, Caller
from tests.security.channel import Channel, Drawn, Shut
from tests.security.markers import CASES, found_in, last_digits_in
from tests.security.people import Keys
from tests.security.test_matrix import trials

SPIES = ("liaison", "department_head", "display", "anonymous")
LINK = re.compile(r'href="([^"]+)"')
OF_A_KIND = 12
WHOLE = (markers.PERSON, markers.PHONE, markers.FIRM)
EXPORT = {"reason": "泄露检查导出"}
SEARCHED = sorted(
    {word for group in (*markers.IDENTITIES.values(), *markers.NUMBERS.values()) for word in group} | set(markers.LAST_DIGITS)
)


@pytest.fixture(scope="module")
def places(prepared: tuple[Path, Keys]) -> list[bytes]:
    """How the place of the marked complaints might be written."""
    return markers.places(prepared[0])


def leaks(content: bytes, places: list[bytes], *, typed: str = "") -> list[str]:
    """What stands in these bytes that must not; ``typed`` is what the spy wrote there himself."""
    for writing in {typed, quote(typed), quote(quote(typed)), typed.encode("ascii", "backslashreplace").decode()} - {""}:
        content = content.replace(writing.encode(), b"")
    return [*found_in(content), *(f"place {place!r}" for place in places if place in content)]


# By the channel: every page, every link it offers, every filter.


def crawl(line: Channel, starts: list[str]) -> Iterator[tuple[str, Drawn]]:
    """Every page that can be reached from ``starts`` by links, once; of links of one kind the first ``OF_A_KIND``."""
    waiting, seen, kinds = list(starts), set(starts), Counter(map(kind, starts))
    while waiting:
        address = waiting.pop(0)
        page, _, query = address.partition("?")
        drawn = line.ask(page, query=query)
        yield address, drawn
        for href in LINK.findall(drawn.markup):
            link = unescape(href).removeprefix("./")
            if (
                "://" in link
                or link.startswith(("#", "password", "login", "export", "/"))
                or link in seen
                or kinds[kind(link)] >= OF_A_KIND
            ):
                continue
            seen.add(link)
            kinds[kind(link)] += 1
            waiting.append(link)


def kind(address: str) -> tuple[str, tuple[str, ...]]:
    """What makes two links the same kind: the page and the names of its parameters."""
    path, _, query = address.partition("?")
    return path, tuple(sorted(parse_qs(query, keep_blank_values=True)))


def starts(role: str) -> list[str]:
    """Every page of a role, with every filter that its address knows."""
    names = [cell.name for cell in table.of("page", role) if cell.reach]
    filtered = [f"supervisor-complaints?{urlencode(given)}" for given in FILTERS] if "supervisor-complaints" in names else []
    cases = [f"supervisor-complaint?complaint={number}" for number in CASES.values()] if "supervisor-complaint" in names else []
    typed = (*CASES.values(), "R-MARK")
    searches = [f"leader-search?{urlencode({'q': words})}" for words in typed]
    own = [f"leader-department?department={name}&month=2026-02" for name in (markers.ACCUSED, markers.OTHER)]
    return (
        ["" if name == "leader-ranking" else name for name in names]
        + filtered
        + cases
        + (own if "leader-department" in names else [])
        + ([f"leader-brief?department={markers.ACCUSED}&month=2026-02"] if "leader-brief" in names else [])
        + (searches if "leader-search" in names else [])
        + (["leader-rectification?rectification=R-MARK"] if "leader-rectification" in names else [])
    )


FILTERS = (
    *({"month": "2026-03"}, {"state": "handling"}, {"state": "overdue"}, {"class": "A2"}, {"department": markers.ACCUSED}),
    *(
        {"department": markers.OTHER},
        {"after": CASES["elsewhere"]},
        {"before": CASES["plain"]},
        {"month": "2026-03", "search": "SQ20260316"},
        {"month": "2026-01", "until": "2026-03", "channel": "hotline_12345", "columns": "content,phone,id_number,address,uscc"},
        {"month": "2026-03", "subdistrict": "yunqiao"},
    ),
)


@pytest.mark.parametrize("role", [role for role in SPIES if role != "anonymous"])
def test_no_marker_comes_through_the_channel(visitors: Mapping[str, Caller], places: list[bytes], role: str) -> None:
    wrong, reached = [], []
    with channel.opened(visitors[role]) as line:
        for address, drawn in crawl(line, starts(role)):
            reached.append(address)
            wrong += [f"{address}: {name}" for frame in drawn.frames for name in leaks(frame, places)]
            wrong += [f"{address}: the end of a number, {digits}" for digits in last_digits_in(drawn.markup)]
            if drawn.failed:
                wrong.append(f"{address}: an error instead of the page")
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))
    if role != "display":
        assert any(CASES["plain"] in address for address in reached) and len(reached) > 20  # the complaint itself was opened


def test_nobody_has_no_channel(visitors: Mapping[str, Caller]) -> None:
    with pytest.raises(Shut), channel.opened(visitors["anonymous"]):
        pass


def test_the_search_of_the_channel_would_find(visitors: Mapping[str, Caller], places: list[bytes]) -> None:
    """Control: the coordinator's pages hold the markers, each of them, and the place; by the same crawl."""
    found: set[str] = set()
    with channel.opened(visitors["coordinator"]) as line:
        for number in CASES.values():
            drawn = line.ask("supervisor-complaint", query=f"complaint={number}")
            found |= {name for frame in drawn.frames for name in leaks(frame, places)}
    hidden = {"enterprise code: " + markers.ENTERPRISE_ID, "identity number: 19870613"}
    expected = {f"{name}: {word}" for name, words in (markers.IDENTITIES | markers.NUMBERS).items() for word in words} - hidden
    assert expected - found == set()


# Searching for what one must not know.


@pytest.mark.parametrize("role", ["liaison", "department_head"])
def test_looking_for_a_marker_finds_nothing(visitors: Mapping[str, Caller], places: list[bytes], role: str) -> None:
    """What is hidden cannot be found out by looking for it: no row comes, no count moves, and the word stands only where it was typed."""
    wrong = []
    with channel.opened(visitors[role]) as line:
        nothing = said(line.ask("supervisor-complaints", query="search=zzzz-nothing-like-it"))
        assert "没有符合条件的诉求" in nothing
        for word in SEARCHED:
            month = {"month": "2026-03"}  # the marked complaints are of this month; a whole search takes longer
            for asked in ({"search": word} | month, {"search": f" {word.lower()} "} | (month if word not in WHOLE else {})):
                drawn = line.ask("supervisor-complaints", query=urlencode(asked))
                if said(drawn) != nothing:
                    wrong.append(f"{asked}: {re.sub('<[^>]+>', ' ', said(drawn))[:120]}")
                rest = b"".join(message.SerializeToString() for message in drawn.messages if not echoes(message))
                wrong += [f"{asked}: {name}" for name in leaks(rest, places)]
    assert not wrong, "\n" + "\n".join(wrong)
    with channel.opened(visitors["coordinator"]) as line:
        for word in (*WHOLE, markers.USCC, markers.PLAIN):  # who may know does find
            query = urlencode({"search": word, "month": "2026-03"})
            assert CASES["plain"] in line.ask("supervisor-complaints", query=query).markup, word


def said(drawn: Drawn) -> str:
    """What the list says, without the watermark, which holds the time, and what is the same on every page."""
    return "\n".join(
        line for line in drawn.markup.splitlines() if "desk-conclusion" in line or "desk-hint" in line or "desk-table" in line
    )


def echoes(message: ForwardMsg) -> bool:
    """Whether a message gives back what was typed: the search box, and the address."""
    return message.delta.new_element.WhichOneof("type") == "text_input" or message.WhichOneof("type") == "page_info_changed"


# By HTTP: every route, every export.


@pytest.mark.parametrize("role", SPIES)
def test_no_marker_comes_by_http(visitors: Mapping[str, Caller], keys: Keys, places: list[bytes], role: str) -> None:
    caller, wrong = visitors[role], []
    form = {FIELD: form_token(caller.cookies.get(SESSION, ""))}
    for name, trial in trials(keys, role).items():
        method = name.partition(" ")[0]
        if method == "GET":
            joined = "&" if "?" in trial.path else "?"
            answers = {trial.path: caller.get(trial.path)}
            answers |= {word: caller.get(f"{trial.path}{joined}q={quote(word)}") for word in SEARCHED[::9]}
        elif not trial.spends:
            filters = ({}, *FILTERS) if "complaints" in name else ({},)
            answers = {
                f"{name} {given}": caller.post(trial.path, form | dict(trial.fields or {}) | EXPORT | given) for given in filters
            }
        wrong += [
            f"{name} {asked}: {leak}" for asked, answer in answers.items() for leak in leaks(whole(answer), places, typed=asked)
        ]
    for page in table.pages_in_table():
        for query in ("", f"?complaint={CASES['plain']}", f"?search={quote(markers.PERSON)}", "?department=approval"):
            answer = caller.get(f"/{page}{query}")
            wrong += [f"/{page}{query}: {leak}" for leak in leaks(whole(answer), places, typed=markers.PERSON)]
    assert not wrong, "\n" + "\n".join(wrong)


def whole(answer: Answer) -> bytes:
    """Headers and body."""
    return b"\n".join(f"{name}: {value}".encode() for name, value in answer.headers) + b"\n" + answer.body


def test_the_accused_exports_its_complaints_without_the_people(visitors: Mapping[str, Caller], places: list[bytes]) -> None:
    """The head's own file has the complaint in it and nothing of whose it is; the supervisor's file has more."""
    sheets = {}
    for role in ("department_head", "supervisor"):
        caller = visitors[role]
        fields = {FIELD: form_token(caller.cookies[SESSION]), "month": "2026-03", "department": markers.ACCUSED} | EXPORT
        answer = caller.post("/export/complaints", fields)
        assert answer.status == 200 and CASES["plain"] in answer.text, (role, answer.text[:200])
        sheets[role] = answer
    head = sheets["department_head"]
    assert leaks(whole(head), places) == [] and last_digits_in(head.text) == []
    assert markers.FIRM in sheets["supervisor"].text and not re.search(
        "诉求人|电话|企业|标题|内容|地址", head.text.splitlines()[0]
    )


# The map.


def test_the_map_tells_no_number_below_five(visitors: Mapping[str, Caller], prepared: tuple[Path, Keys], tmp_path: Path) -> None:
    """Fewer than five complaints in a cell could point at somebody: such cells all look alike, no number stands in what the map is
    drawn from, and none is written beside it."""
    with channel.opened(visitors["display"]) as line:
        drawn = line.ask("hall-overview")
    deck = drawn.elements("deck_gl_json_chart")[0].deck_gl_json_chart.json
    with Store(Path(shutil.copyfile(prepared[0], tmp_path / "map.duckdb"))) as store:
        cells = [cell.cell for cell in district_map(store).cells for _ in cell.polygons]
        counts = dict(store.reading().cursor.execute(COUNTS).fetchall())
    hexagons = layer(deck, "cells")
    assert {frozenset(hexagon) for hexagon in hexagons} == {frozenset({"ring", "colour"})} and len(hexagons) == len(cells)
    few = {str(hexagon["colour"]) for cell, hexagon in zip(cells, hexagons, strict=True) if 0 < counts.get(cell, 0) < 5}
    many = {str(hexagon["colour"]) for cell, hexagon in zip(cells, hexagons, strict=True) if counts.get(cell, 0) >= 5}
    assert len(few) == 1 and many and not few & many
    said = re.search(r"一格 ([0-9]+) 件", drawn.markup)
    assert said is None or int(said[1]) >= 5


COUNTS = """
SELECT cell, count(*) FROM recent_complaint, district
WHERE submitted_at <= as_of AND recent_until > as_of AND cell IS NOT NULL AND NOT is_outside_district GROUP BY cell
"""


def layer(deck: str, name: str) -> list[dict[str, object]]:
    """The data of a layer of the map."""
    return next(found["data"] for found in json.loads(deck)["layers"] if found["id"] == name)


# By a real browser.


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[], tuple[Visit, list[bytes]]]]:
    """Fresh visits with every frame that any of their channels received."""
    with ExitStack() as visits:

        def fresh() -> tuple[Visit, list[bytes]]:
            found, frames = visits.enter_context(opened(browser, 1440, 990)), []

            def listen(socket: WebSocket) -> None:
                socket.on(
                    "framereceived", lambda payload: frames.append(payload.encode() if isinstance(payload, str) else payload)
                )

            found.page.on("websocket", listen)
            return found, frames

        yield fresh


def settle(page: Page) -> None:
    """Wait until the page has drawn what it has."""
    page.wait_for_function("() => document.querySelector('.desk-title, .scene-headline, .failure, section.card')")
    page.wait_for_function("() => !document.querySelector('[data-stale=true], [data-testid=stStatusWidget]')")


def everything(page: Page) -> bytes:
    """What the browser holds of a page: source with all attributes, what is read aloud, values of fields, title, address, storage."""
    held = page.evaluate("""() => [
        document.documentElement.outerHTML, document.title, location.href, JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}),
        ...[...document.querySelectorAll('[aria-label], [title], [alt], [placeholder]')].map(found => found.outerHTML.slice(0, 400)),
        ...[...document.querySelectorAll('input, textarea, select')].map(found => found.value)].join('\\n')""")
    return str(held).encode()


@pytest.mark.parametrize("role", SPIES)
def test_no_marker_reaches_a_browser(
    server: Server, visit: Callable[[], tuple[Visit, list[bytes]]], places: list[bytes], role: str
) -> None:
    """Every page, one link of every kind it offers, and the marked complaints: nothing in the page, its source or its frames."""
    here, frames = visit()
    page = here.page if role == "anonymous" else here.enter(server.url, role)
    addresses = [f"/{name}" for name in starts(role) if "?" not in name] or [
        "/",
        "/hall-overview",
        "/leader-department",
        "/supervisor-complaints",
    ]
    addresses += (
        [f"/supervisor-complaint?complaint={CASES[name]}" for name in ("plain", "elsewhere")] if role == "liaison" else []
    )
    seen, wrong = {kind(address) for address in addresses}, []
    while addresses:
        address = addresses.pop(0)
        page.goto(server.url + address)
        settle(page)
        wrong += [f"{address}: {leak}" for leak in leaks(everything(page), places)]
        wrong += [f"{address}: {digits}" for digits in last_digits_in(page.inner_text("body"))]
        for href in page.evaluate("() => [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"):
            link = "/" + unquote(href).removeprefix("./").lstrip("/")
            if "://" not in href and not link.startswith(("/export", "/#")) and kind(link) not in seen and len(seen) < 20:
                seen.add(kind(link))
                addresses.append(link)
    wrong += [f"a frame: {leak}" for frame in frames for leak in leaks(frame, places)]
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))
    assert (role == "anonymous") != bool(frames)


def test_typing_a_marker_into_the_search_finds_nothing(
    server: Server, visit: Callable[[], tuple[Visit, list[bytes]]], places: list[bytes]
) -> None:
    here, _ = visit()
    page = here.enter(server.url, "liaison")
    page.goto(f"{server.url}/supervisor-complaints")
    settle(page)
    box = page.get_by_label("搜索")
    for word in (markers.PERSON, markers.PHONE, markers.FIRM, "锦槐路", markers.PLAIN):
        box.fill(word)
        box.press("Enter")
        page.wait_for_selector("text=没有符合条件的诉求")
        settle(page)
        assert word not in page.inner_text("body") and CASES["plain"] not in page.inner_text("body")
        source = page.evaluate(
            "() => { for (const box of document.querySelectorAll('input')) box.setAttribute('value', ''); return document.body.outerHTML }"
        )
        assert leaks(source.encode(), places) == [], word


def test_the_search_of_the_browser_would_find(
    server: Server, visit: Callable[[], tuple[Visit, list[bytes]]], places: list[bytes]
) -> None:
    """Control: by the same means the coordinator's browser holds the markers, on the page and in its frames."""
    here, frames = visit()
    page = here.enter(server.url, "coordinator")
    page.goto(f"{server.url}/supervisor-complaint?complaint={CASES['plain']}")
    settle(page)
    page.wait_for_selector(f"text={markers.PHONE}")
    assert {"name: 欧阳漪澜", "phone: 13987604231"} <= set(leaks(everything(page), places))
    assert {"name: 欧阳漪澜", "phone: 13987604231"} <= {leak for frame in frames for leak in leaks(frame, places)}


# What is kept beside the database.


def test_the_trail_and_the_log_hold_no_content(server: Server, visitors: Mapping[str, Caller], places: list[bytes]) -> None:
    """After everything above, and after a search and a reading of everything by those who may: no content was written down."""
    with channel.opened(visitors["coordinator"]) as line:
        line.ask("supervisor-complaints", query=urlencode({"search": markers.PERSON}))
        line.ask("supervisor-complaint", query=f"complaint={CASES['plain']}")
    auditor = visitors["audit_administrator"]
    export = auditor.post("/export/trail", {FIELD: form_token(auditor.cookies[SESSION])})
    assert export.status == 200 and CASES["plain"] in export.text and "查看诉求" in export.text
    files = [server.log, *server.database.with_suffix(".audit").glob("*.jsonl")]
    kept = {"the export of the trail": whole(export)} | {file.name: file.read_bytes() for file in files}
    with channel.opened(auditor) as line:
        kept["the auditor's page"] = b"\n".join(line.ask("admin-trail").frames)
    assert [f"{name}: {leak}" for name, content in kept.items() for leak in leaks(content, places)] == []
