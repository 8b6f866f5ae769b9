"""The addresses before the pages: sign in, change the password, prove the second factor, set up, become a display, sign out."""

from dataclasses import dataclass
from urllib.parse import urlencode

from segno import make_qr
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from cloudeye.access.accounts import ADMINISTRATORS
from cloudeye.access.passwords import FEWEST_KINDS, KINDS, LONG, LONGEST, SHORTEST
from cloudeye.access.permissions import ROLES
from cloudeye.errors import AccessError, SignInError, TooOften
from cloudeye.web import answers, district
from cloudeye.web.arrival import Arrival, arrival_of
from cloudeye.web.cookies import forget_person, keep_display, keep_session
from cloudeye.web.entrance.demo import demo_display, demo_groups, is_offered
from cloudeye.web.entrance.rendering import rendered, style_sheet
from cloudeye.web.forms import fields_of
from cloudeye.web.passage import UNFINISHED, Passage, is_page, passage, row_of

WALL_ADDRESS = "/hall-overview"
POLICY = (
    f"{SHORTEST} 到 {LONGEST} 个字符",
    f"含{'、'.join(KINDS)}中的至少 {FEWEST_KINDS} 种；达到 {LONG} 个字符的不限种类",
    "不含登录名；避开常用密码、姓名、地名、生日、年份、键盘顺序和重复的字",
)


def same_site(asked: str) -> str:
    """Where to go on after the sign-in: ``asked`` when it is one of our pages, else ``/``. Nothing leads to another site."""
    path, _, query = asked.partition("?")
    row = row_of("GET", path)
    return asked if row is not None and is_page(row) and asked.isprintable() and "\\" not in query else "/"


def agent_of(request: Request) -> str:
    """What the browser calls itself."""
    return request.headers.get("user-agent", "")


def _go(address: str, *, next_page: str = "/") -> RedirectResponse:
    return RedirectResponse(f"{address}?{urlencode({'next': next_page})}" if next_page != "/" else address, status_code=303)


def going_on(arrival: Arrival, token: str, stage: str, next_page: str) -> Response:
    """To what the sign-in still owes, or to the page that was asked for; the browser keeps the new token."""
    if stage in UNFINISHED:
        answer = _go(UNFINISHED[stage], next_page=next_page)
    else:
        viewer = district.access().sessions.viewer(token, active=True, address=arrival.address)
        answer = _go(next_page if passage("GET", next_page.partition("?")[0], viewer) is Passage.OPEN else "/")
    keep_session(answer, token, secure=arrival.secure)
    return answer


# Sign in


async def login_page(request: Request) -> Response:
    """``GET /login``: the form; who is signed in goes on at once."""
    arrival, next_page = arrival_of(request), same_site(request.query_params.get("next", "/"))
    if arrival.viewer.session_id:
        return _go(next_page)
    return await login_form(request, next_page)


async def login_form(request: Request, next_page: str, *, login: str = "", error: AccessError | None = None) -> Response:
    """The form with what was typed and why it did not succeed; a demo's accounts and the identity provider beside it."""
    """The form, with what was wrong."""
    groups = await run_in_threadpool(demo_groups) if is_offered(arrival_of(request).front) else []
    return rendered(
        request, "login", error, next=next_page, login=login, groups=groups, identity=district.access().identity.is_set_up
    )


async def login(request: Request) -> Response:
    """``POST /login``: a login and a password."""
    fields = await fields_of(request)
    if isinstance(fields, Response):
        return fields
    arrival, next_page, login = arrival_of(request), same_site(fields.get("next", "/")), fields.get("login", "")
    try:
        token, stage = await run_in_threadpool(
            district.access().accounts.sign_in,
            login,
            fields.get("password", ""),
            address=arrival.address,
            agent=agent_of(request),
        )
    except SignInError as error:
        return await login_form(request, next_page, login=login, error=error)
    await run_in_threadpool(leave, arrival)
    return going_on(arrival, token, stage, next_page)


def leave(arrival: Arrival) -> None:
    """Whoever signs in again leaves the session that the browser still had."""
    if arrival.token:
        district.access().sessions.close(arrival.token)


async def demo_login(request: Request) -> Response:
    """``POST /login/demo``: a demo account by its role, or the demo's hall screen."""
    fields = await fields_of(request)
    if isinstance(fields, Response):
        return fields
    arrival, role, next_page = arrival_of(request), fields.get("role", ""), same_site(fields.get("next", "/"))
    if not is_offered(arrival.front):
        return answers.notice(request, 403, answers.NO_DEMO)
    if role == "display":
        await run_in_threadpool(leave, arrival)
        return _as_display(request, await run_in_threadpool(demo_display))
    try:
        enter = district.access().accounts.demo_sign_in
        token = await run_in_threadpool(enter, role, address=arrival.address, agent=agent_of(request))
    except SignInError as error:
        return await login_form(request, next_page, error=error)
    await run_in_threadpool(leave, arrival)
    return going_on(arrival, token, "open", next_page)


async def logout(request: Request) -> Response:
    """``POST /logout``: the session ends here and now; the browser forgets it."""
    arrival = arrival_of(request)
    fields = await fields_of(request, arrival.token)
    if isinstance(fields, Response):
        return fields
    await run_in_threadpool(leave, arrival)
    answer = _go("/login")
    forget_person(answer, request.cookies, secure=arrival.secure)
    return answer


# Password


async def password_page(request: Request) -> Response:
    """``GET /password``: forced at the first sign-in, else at will."""
    return _password_form(request, same_site(request.query_params.get("next", "/")))


def _password_form(request: Request, next_page: str, error: AccessError | None = None) -> Response:
    arrival = arrival_of(request)
    held = district.access().sessions.held(arrival.token)
    if held is None:
        return _go("/login")
    return rendered(
        request, "password", error, next=next_page, forced=arrival.stage == "password", login=held.viewer.login,
        name=held.viewer.name, policy=POLICY,
    )  # fmt: skip


async def password(request: Request) -> Response:
    """``POST /password``: the old one and the new one twice."""
    arrival = arrival_of(request)
    fields = await fields_of(request, arrival.token)
    if isinstance(fields, Response):
        return fields
    next_page, new = same_site(fields.get("next", "/")), fields.get("new", "")
    try:
        if new != fields.get("again", ""):
            raise AccessError("两次输入的新密码不一样。请重新输入。")
        accounts = district.access().accounts
        token, stage = await run_in_threadpool(accounts.pass_password, arrival.token, fields.get("old", ""), new)
    except AccessError as error:
        return _password_form(request, next_page, error)
    return going_on(arrival, token, stage, next_page)


# Second factor


@dataclass(frozen=True)
class Enrolling:
    """What the page shows of an enrolment: the QR code as a picture, the key in groups, the account."""

    picture: str
    key: str
    login: str


async def factor_page(request: Request) -> Response:
    """``GET /second-factor``: the first time with a QR code, then the six digits alone."""
    return await _factor_form(request, same_site(request.query_params.get("next", "/")))


async def _factor_form(request: Request, next_page: str, error: AccessError | None = None) -> Response:
    arrival = arrival_of(request)
    if arrival.stage not in ("enrol", "code"):
        return _go(next_page)
    shown = await run_in_threadpool(_enrolling, arrival.token) if arrival.stage == "enrol" else None
    return rendered(request, "second_factor", error, enrolment=shown, next=next_page)


def _enrolling(token: str) -> Enrolling:
    access = district.access()
    begun, held = access.accounts.begin_second_factor(token), access.sessions.held(token)
    grouped = " ".join(begun.secret[at : at + 4] for at in range(0, len(begun.secret), 4))
    return Enrolling(make_qr(begun.uri).svg_data_uri(scale=4, border=2), grouped, held.viewer.login if held else "")


async def factor(request: Request) -> Response:
    """``POST /second-factor``: six digits."""
    arrival = arrival_of(request)
    fields = await fields_of(request, arrival.token)
    if isinstance(fields, Response):
        return fields
    accounts, next_page = district.access().accounts, same_site(fields.get("next", "/"))
    if arrival.stage not in ("enrol", "code"):
        return _go(next_page)
    prove = accounts.confirm_second_factor if arrival.stage == "enrol" else accounts.present_code
    try:
        token, stage = await run_in_threadpool(prove, arrival.token, fields.get("code", ""))
    except SignInError as error:
        if district.access().sessions.stage(arrival.token) is None:  # the last free try
            return await login_form(request, next_page, error=error)
        return await _factor_form(request, next_page, error)
    return going_on(arrival, token, stage, next_page)


# First set-up


async def setup_page(request: Request) -> Response:
    """``GET /setup?token=…``: the three administrators' logins."""
    token = request.query_params.get("token", "")
    if not await run_in_threadpool(district.access().bootstrap.is_valid, token):
        return answers.notice(request, 403, answers.NO_SETUP)
    return _setup_form(request, token, {})


def _setup_form(request: Request, token: str, logins: dict[str, str], error: AccessError | None = None) -> Response:
    people = [{"role": role, "login": logins.get(role, ""), "label": ROLES[role].label, "description": ROLES[role].description}
              for role in ADMINISTRATORS]  # fmt: skip
    return rendered(request, "setup", error, made=[], token=token, people=people)


async def setup(request: Request) -> Response:
    """``POST /setup``: makes the three, and shows their first passwords this once."""
    fields = await fields_of(request)
    if isinstance(fields, Response):
        return fields
    logins = {role: fields.get(f"{role}-login", "") for role in ADMINISTRATORS}
    token = fields.get("token", "")
    try:
        made = await run_in_threadpool(district.access().bootstrap.set_up, token, logins, address=arrival_of(request).address)
    except AccessError as error:
        if isinstance(error, SignInError) and not isinstance(error, TooOften):
            return answers.notice(request, 403, answers.NO_SETUP)
        return _setup_form(request, token, logins, error)
    shown = [
        {"label": ROLES[role].label, "login": login, "initial": initial}
        for role, (login, initial) in zip(ADMINISTRATORS, made, strict=True)
    ]
    return rendered(request, "setup", made=shown, token="", people=[])


# Displays


async def display(request: Request) -> Response:
    """``GET /display/<key>``: this browser becomes the hall screen that the key was made for."""
    arrival, key = arrival_of(request), request.path_params["key"]
    if district.access().displays.viewer(key, arrival.address).is_anonymous:
        return answers.notice(request, 404, answers.NO_DISPLAY)
    return _as_display(request, key)


def _as_display(request: Request, key: str) -> Response:
    secure, answer = arrival_of(request).secure, _go(WALL_ADDRESS)
    forget_person(answer, request.cookies, secure=secure)
    keep_display(answer, key, secure=secure)
    return answer


ENTRANCE = [
    Route("/entrance/entrance.css", style_sheet),
    Route("/login", login_page, methods=["GET"]),
    Route("/login", login, methods=["POST"]),
    Route("/login/demo", demo_login, methods=["POST"]),
    Route("/logout", logout, methods=["POST"]),
    Route("/password", password_page, methods=["GET"]),
    Route("/password", password, methods=["POST"]),
    Route("/second-factor", factor_page, methods=["GET"]),
    Route("/second-factor", factor, methods=["POST"]),
    Route("/setup", setup_page, methods=["GET"]),
    Route("/setup", setup, methods=["POST"]),
    Route("/display/{key:path}", display, methods=["GET"]),
]
