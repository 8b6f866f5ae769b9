"""Every role and nobody tries every page, route, download, action and column: the answers are the table, for all cells.

Each test is one role and names every cell that is wrong. What the table does not know is refused to everybody.
"""

from collections.abc import Mapping

import pytest

from cloudeye.web.chart import SCRIPT_ADDRESS
from cloudeye.web.cookies import SESSION
from cloudeye.web.form_token import FIELD, form_token
from cloudeye.web.upload_route import FORM_HEADER
from tests.browser.server import Server
from tests.security import channel, people, table
from tests.security.caller import Answer, Caller
from tests.security.channel import Channel, Drawn, Shut
from tests.security.people import Keys
from tests.security.table import STATIC, Trial, label_of, may, of, roles

MONTH, DEPARTMENT, FOREIGN = "2026-02", "approval", "taxation"
# Whose own is another department than ``DEPARTMENT``.
OWN = {"subdistrict_liaison": "yunqiao"}
# A point that ``DEPARTMENT`` leads, and one that it does not; a street leads none.
OWN_POINT, FOREIGN_POINT = "D01-001", "D12-001"
# The first page answers at "/", for its own address leads there.
FIRST = "leader-ranking"
# What only this page draws, where it is not its name as a heading.
HEADINGS = {"hall-overview": 'class="scene-headline"'}
# Addresses that nobody may open: Streamlit's own that we do not use, what lies on the disk beside us, what somebody might guess.
UNLISTED = (
    *("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/upload_file/a/b", "/_stcore/allowed-message-origins"),
    *(
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/agent/interact",
        "/_stcore",
        "/_stcore/",
        "/_stcore/streams",
    ),
    *(
        "/media/0123456789abcdef.csv",
        "/media/",
        "/component/streamlit.app/index.html",
        "/component/",
        "/auth/logout",
        "/vendor/x.js",
    ),
    *(
        "/docs",
        "/redoc",
        "/openapi.json",
        "/.env",
        "/.git/config",
        "/.streamlit/config.toml",
        "/.streamlit/secrets.toml",
        "/app.py",
    ),
    *("/data/cloudeye.duckdb", "/cloudeye.duckdb", "/cloudeye.key", "/cloudeye.audit/2026-03.jsonl", "/backups/", "/uploads/"),
    *("/pages/leader/ranking.py", "/cloudeye/web/door.py", "/leader", "/leader/ranking", "/leader-ranking/", "/leader-secret"),
    *(
        "/hall-overview/",
        "/Hall-Overview",
        "/admin",
        "/admin-accounts/",
        "/admin-accounts.py",
        "/export",
        "/export/",
        "/export/all",
    ),
    *(
        "/export/complaints/",
        "/login/",
        "/display",
        "/display/",
        "/static",
        "/static/",
        "/app/static",
        "/index.html",
        "//",
        "/%2e%2e/",
    ),
    *("/robots.txt", "/server-status", "/actuator/env", "/wp-login.php", "/pulse/", "/healthz/", "/healthz.json", "/metrics"),
)
UNLISTED_METHODS = (
    *(("POST", path) for path in ("/", "/pulse", "/healthz", "/leader-ranking", "/export/ranking", "/_stcore/stream")),
    *(("PUT", path) for path in ("/_stcore/upload_file/a/b", "/password", "/static/x.js", "/app/static/x.js")),
    *(("DELETE", path) for path in ("/_stcore/upload_file/a/b", "/login", "/admin-accounts")),
    *(("OPTIONS", path) for path in ("/login", "/export/complaints", "/_stcore/stream", "/_stcore/upload_file/a/b")),
    *(("PATCH", "/password"), ("TRACE", "/"), ("CONNECT", "/"), ("PROPFIND", "/"), ("GET", "/export/trail"), ("GET", "/logout")),
)


def trials(keys: Keys, role: str = "") -> Mapping[str, Trial]:
    """One plausible request of a role for every route of the table."""
    script = min(path.name for path in STATIC.iterdir())
    sheet = f"/export/department?month={MONTH}&department="
    wrong = {"old": "x", "new": "y", "again": "z"}
    return {
        "GET /healthz": Trial("/healthz", 200),
        "GET /pulse": Trial("/pulse", 200),
        "GET /favicon.png": Trial("/favicon.png", 200),
        "GET /login": Trial("/login?next=/hall-overview", 200),
        "POST /login": Trial("/login", 303, {"login": "matrix", "password": keys.passwords["matrix"]}, spends=True),
        "POST /login/demo": Trial("/login/demo", 303, {"role": "analyst"}, spends=True),
        "GET /login/identity": Trial("/login/identity", 404),  # there is no identity provider
        "GET /auth/login": Trial("/auth/login", 404),
        "GET /oauth2callback": Trial("/oauth2callback?state=x&code=y", 404),
        "POST /logout": Trial("/logout", 303, {}, spends=True),
        "GET /password": Trial("/password", 200),
        "POST /password": Trial("/password", 400, wrong),
        "GET /second-factor": Trial("/second-factor", 303),  # nothing is owed
        "POST /second-factor": Trial("/second-factor", 303, {"code": "000000"}),
        "GET /setup": Trial("/setup?token=x", 403, says="首次设置"),  # a demo needs none
        "POST /setup": Trial("/setup", 403, {"token": "x"}, says="首次设置", spends=True),
        "GET /display/*": Trial(f"/display/{keys.display}", 303),
        "GET /entrance/*": Trial("/entrance/entrance.css", 200),
        "GET /export/ranking": Trial(f"/export/ranking?month={MONTH}&group=%E8%81%8C%E8%83%BD%E9%83%A8%E9%97%A8", 200),
        "GET /export/department": Trial(sheet + OWN.get(role, DEPARTMENT), 200, foreign=sheet + FOREIGN),
        "GET /export/domain": Trial(f"/export/domain?month={MONTH}", 200),
        "GET /export/point": Trial(
            f"/export/point?month={MONTH}&point={OWN_POINT}",
            200 if role not in OWN else 403,
            foreign=f"/export/point?month={MONTH}&point={FOREIGN_POINT}",
        ),
        "GET /export/tasks": Trial(
            f"/export/tasks?month={MONTH}&department={OWN.get(role, DEPARTMENT)}",
            200,
            foreign=f"/export/tasks?month={MONTH}&department={FOREIGN}",
        ),
        "GET /export/rectifications": Trial(
            "/export/rectifications", 200, foreign=f"/export/rectifications?department={FOREIGN}"
        ),
        "GET /export/records": Trial(
            f"/export/records?month={MONTH}&department={OWN.get(role, DEPARTMENT)}",
            404 if role in OWN else 200,  # a street office handles no services of its own
            foreign=f"/export/records?month={MONTH}&department={FOREIGN}",
        ),
        "GET /export/passport": Trial(
            f"/export/passport?month={MONTH}&figure=score&department={OWN.get(role, DEPARTMENT)}",
            200,
            foreign=f"/export/passport?month={MONTH}&figure=score&department={FOREIGN}",
        ),
        "GET /export/brief": Trial(
            f"/export/brief?month={MONTH}&department={OWN.get(role, DEPARTMENT)}",
            200,
            foreign=f"/export/brief?month={MONTH}&department={FOREIGN}",
        ),
        "GET /export/hotspots": Trial("/export/hotspots", 200),
        "GET /export/compare": Trial(
            f"/export/compare?month={MONTH}&department={DEPARTMENT}&against={MONTH}&with={FOREIGN}", 200
        ),
        "POST /export/complaints": Trial("/export/complaints", 200, {"month": MONTH, "reason": "矩阵测试导出"}),
        "POST /export/trail": Trial("/export/trail", 200, {}),
        "PUT /upload": Trial("/upload?dataset=measurements&name=x.csv", 200, says="upload"),
        "GET /template/*": Trial("/template/measurements.csv", 200),
        "GET /export/refused": Trial("/export/refused?upload=nothing", 404, says="不是您上传的"),
        "GET /export/original": Trial("/export/original?batch=nothing", 404, says="不是您上传的"),
        "GET /export/quality": Trial(f"/export/quality?month={MONTH}", 200),
        "GET /export/catalogue": Trial("/export/catalogue?table=points", 200),
        "GET /": Trial("/", 200),
        "GET /static/*": Trial(f"/static/js/{script}", 200),
        "GET /app/static/*": Trial("/app/static/favicon.png", 200),
        "GET /plotly-*": Trial(SCRIPT_ADDRESS, 200),
        "GET /_stcore/health": Trial("/_stcore/health", 200),
        "GET /_stcore/host-config": Trial("/_stcore/host-config", 200),
        "GET /_stcore/stream": Trial("/_stcore/stream", 200),  # without a websocket: Streamlit's empty page
        "GET /_stcore/bidi-components/*": Trial("/_stcore/bidi-components/none/x.js", 404),
    }


def refused(answer: Answer, role: str, *, is_page: bool) -> bool:
    """Whether this is how the door turns somebody away: nobody to the sign-in, everybody else with a sentence."""
    if role == "anonymous" and is_page:
        return answer.status == 303 and answer.header("location").startswith("/login?next=")
    return answer.status == (401 if role == "anonymous" else 403)


def asked(caller: Caller, method: str, trial: Trial, *, path: str = "") -> Answer:
    """Make the request of a trial with a form that belongs to the caller's session."""
    if method == "GET":
        return caller.get(path or trial.path)
    token = form_token(caller.cookies.get(SESSION, ""))
    if method == "PUT":
        return caller.ask("PUT", trial.path, headers={"Origin": caller.url, FORM_HEADER: token}, body=b"a,b\n1,2\n")
    return caller.post(path or trial.path, {FIELD: token, **(trial.fields or {})})


@pytest.mark.parametrize("role", roles())
def test_the_answers_to_pages_are_the_table(visitors: Mapping[str, Caller], role: str) -> None:
    """Over HTTP: the shell of a page is for those who may see the page."""
    wrong = []
    for cell in of("page", role):
        answer = visitors[role].get(f"/{cell.name}")
        # The first page's own address leads to "/" for everybody who may see it.
        is_right = answer.status == (307 if cell.name == FIRST else 200) if cell.reach else refused(answer, role, is_page=True)
        if not is_right:
            wrong.append(f"GET /{cell.name}: {answer.status}, the table says {cell.reach or 'no'!r}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", roles())
def test_the_channel_draws_what_the_table_says(visitors: Mapping[str, Caller], role: str) -> None:
    """Through the websocket: whoever has one open by right may ask for any page by name or by the hash of its script, and gets only
    those of the table; whoever has no page at all gets no channel."""
    every = [cell for cell in table.cells() if cell.kind == "page" and cell.role == role]
    if not any(cell.reach for cell in every):
        with pytest.raises(Shut), channel.opened(visitors[role]):
            pass
        return
    scripts = scripts_of_all(visitors)
    wrong = []
    with channel.opened(visitors[role]) as line:
        for cell in every:
            for how, drawn in ways(line, cell.name, scripts):
                is_drawn = heading(cell.name) in drawn.markup
                if drawn.failed or is_drawn != bool(cell.reach):
                    wrong.append(
                        f"{cell.name} {how}: {'drawn' if is_drawn else 'not drawn'}, the table says {cell.reach or 'no'!r}"
                    )
                if not cell.reach and not (drawn.is_lost or "没有权限" in drawn.markup or is_first(drawn, role)):
                    wrong.append(f"{cell.name} {how}: neither drawn nor refused")
        told = set(line.ask(FIRST).pages)
    listed = {cell.name for cell in every if cell.reach}
    # The first page has no name in the address; where it is not for this role, its place is held by a refusal.
    if told - {""} != listed - {FIRST}:
        wrong.append(f"told of {sorted(told)}, the table says {sorted(listed)}")
    assert not wrong, "\n" + "\n".join(wrong)


def heading(page: str) -> str:
    """What the page draws and nothing else does."""
    return HEADINGS.get(page) or f"<h1>{next(label for name, label in table.labels().items() if name == page)}</h1>"


def is_first(drawn: Drawn, role: str) -> bool:
    """Whether the first page was drawn in the place of another: Streamlit's answer to a hash that it does not know."""
    return bool(may(role, "page", FIRST)) and heading(FIRST) in drawn.markup


def ways(line: Channel, page: str, scripts: Mapping[str, str]) -> list[tuple[str, Drawn]]:
    """The page asked for by its name, by the hash of its script, and by both."""
    name, script = "" if page == FIRST else page, scripts["" if page == FIRST else page]
    return [
        ("by name", line.ask(name)),
        ("by hash", line.ask(script=script)),
        ("by both", line.ask(name, script=script, query="month=2026-02&department=taxation")),
    ]


def scripts_of_all(visitors: Mapping[str, Caller]) -> Mapping[str, str]:
    """The hashes of all scripts, which those who may see them are told."""
    if not SCRIPTS:
        for role in roles():
            if role != "anonymous":
                with channel.opened(visitors[role]) as line:
                    SCRIPTS.update(
                        {name: script for name, script in line.ask().pages.items() if name or may(role, "page", FIRST)}
                    )
        assert set(SCRIPTS) == (table.pages_in_table() - {FIRST}) | {""}
    return SCRIPTS


SCRIPTS: dict[str, str] = {}


@pytest.mark.parametrize("role", roles())
def test_the_answers_to_routes_are_the_table(server: Server, visitors: Mapping[str, Caller], keys: Keys, role: str) -> None:
    """Every route, the downloads among them, with a request that would succeed for somebody."""
    requests, wrong = trials(keys, role), []
    source = f"127.0.1.{roles().index(role) + 1}"  # an address of their own: sign-ins are counted by address
    for cell in of("route", role):
        trial, method = requests[cell.name], cell.name.partition(" ")[0]
        caller = people.enter(server.url, role, source=source) if trial.spends else visitors[role]
        answer = asked(caller, method, trial)
        expected = home_or(trial.status, cell.name, role)
        is_right = (
            (answer.status == expected and trial.says in answer.text)
            if cell.reach
            else refused(answer, role, is_page=cell.name == "GET /")
        )
        if not is_right:
            wrong.append(f"{cell.name}: {answer.status}, the table says {cell.reach or 'no'!r} ({answer.text[:120]!r})")
        if cell.reach == "own" and trial.foreign and (other := asked(caller, method, trial, path=trial.foreign)).status != 403:
            wrong.append(f"{cell.name} of another department: {other.status}")
    assert not wrong, "\n" + "\n".join(wrong)


def home_or(status: int, route: str, role: str) -> int:
    """What the request of a trial answers to this role when it may: some are led on."""
    has_session = role not in {"anonymous", "display"}
    if route == "GET /login" and has_session:
        return 303  # signed in already
    if route == "GET /" and not may(role, "page", FIRST):
        return 303  # to their own first page
    return status


@pytest.mark.parametrize("role", roles())
def test_what_is_not_in_the_table_is_nobodys(visitors: Mapping[str, Caller], role: str) -> None:
    """Whatever Streamlit or a guess would have at an address, the door knows of none: 404 for everybody."""
    wrong = []
    for method, path in (*(("GET", path) for path in UNLISTED), *UNLISTED_METHODS):
        answer = visitors[role].ask(method, path, headers={"Origin": visitors[role].url})
        if answer.status != 404:
            wrong.append(f"{method} {path}: {answer.status}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_role_has_a_name_of_its_own() -> None:
    """The refusals say who somebody is: two roles of one name would hide a mistake."""
    assert len({label_of(role) for role in roles()}) == len(roles())
