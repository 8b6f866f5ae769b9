"""Each guard by itself: with it the attack fails, and with this one guard taken away the same attack succeeds.

A test that passes because nothing was attacked would fail here. The guards are taken away in this process only; the product has no
switch for them.
"""

import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from cloudeye.access import records, sign_in
from cloudeye.access.desk import Access
from cloudeye.access.sessions import Sessions
from cloudeye.catalog import today
from cloudeye.errors import Refused, SignInError
from cloudeye.paths import QUERIES
from cloudeye.store import Store
from cloudeye.web import door, export, passage
from cloudeye.web.cookies import SESSION
from cloudeye.web.entrance import ways
from cloudeye.web.form_token import FIELD, form_token
from cloudeye.web.front import Front
from tests.security import channel, markers, people
from tests.security.caller import Caller
from tests.security.inprocess import serving
from tests.security.people import Keys
from tests.security.test_actions import QUICK, Desk

Patch = pytest.MonkeyPatch
EVIL = {"Origin": "http://evil.example"}
WRONG = "a wrong guess 1 2 3"


@pytest.fixture(scope="module")
def served(prepared: tuple[Path, Keys], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The door and the routes in this process over a marked district."""
    with serving(_copy(prepared, tmp_path_factory)) as url:
        yield url


def _copy(prepared: tuple[Path, Keys], folders: pytest.TempPathFactory) -> Path:
    path = folders.mktemp("bites") / "bites.duckdb"
    path.write_bytes(prepared[0].read_bytes())
    return path


def attack_without(patch: Patch, attack: Callable[[], bool], *guard: Any) -> None:
    """The attack fails; without the guard (arguments of ``setattr``) it succeeds; with it again it fails again."""
    assert not attack(), "the guard does not hold"
    with patch.context() as without:
        without.setattr(*guard)
        assert attack(), "the attack fails for another reason: the test proves nothing"
    assert not attack()


def test_forged_headers(served: str, monkeypatch: Patch) -> None:
    """Guard: the door takes off what a neighbour claims. Without it whatever stands behind would hear of another user."""
    screen = people.enter(served, "leader")

    def attack() -> bool:
        said = {"X-Forwarded-User": "admin", "Remote-User": "admin", "X-Cloudeye-Owner": "somebody"}
        heard = json.loads(screen.get("/_stcore/host-config", headers=said).text)["headers"]
        return "admin" in heard.values() or str(heard.get("x-cloudeye-owner", "")).startswith("somebody")

    attack_without(monkeypatch, attack, door, "is_claim", lambda name: False)


def test_forged_addresses(served: str, monkeypatch: Patch) -> None:
    """Guard: X-Forwarded-For counts from a trusted proxy only. Without it everybody chooses the address that they are counted by."""
    caller = people.enter(served, "leader")

    def attack() -> bool:
        heard = json.loads(caller.get("/_stcore/host-config", headers={"X-Forwarded-For": "203.0.113.9"}).text)
        return str(heard["client"]) == "203.0.113.9"

    attack_without(monkeypatch, attack, Front, "trusts", lambda self, peer: True)


def test_channels_after_the_end(served: str, monkeypatch: Patch) -> None:
    """Guard: an open channel asks again with every message. Without it a page stays open after its session has ended."""

    def attack() -> bool:
        caller = people.enter(served, "leader")
        with channel.opened(caller) as line:
            line.socket.send(b"before")
            line.socket.recv(timeout=10)
            caller.post("/logout", {FIELD: form_token(caller.cookies[SESSION])})
            try:
                line.socket.send(b"after")
                return bool(line.socket.recv(timeout=10))
            except ConnectionClosed:
                return False

    attack_without(monkeypatch, attack, door, "is_over", lambda arrival: False)


def test_posts_of_other_sites(served: str, monkeypatch: Patch) -> None:
    """Guard: same origin. Without it another site signs a visitor in as somebody else."""

    def attack() -> bool:
        return bool(Caller(served).post("/login/demo", {"role": "leader"}, headers=EVIL).cookies)

    attack_without(monkeypatch, attack, door, "same_origin", lambda connection, arrival: True)


def test_channels_of_other_sites(served: str, monkeypatch: Patch) -> None:
    """Guard: same origin, for channels. Without it another site reads a visitor's pages."""
    caller = people.enter(served, "leader")

    def attack() -> bool:
        try:
            with channel.opened(caller, origin="http://evil.example") as line:
                line.socket.send(b"read")
                return bool(line.socket.recv(timeout=10))
        except channel.Shut:
            return False

    attack_without(monkeypatch, attack, door, "same_origin", lambda connection, arrival: True)


def test_forms_of_other_sessions(served: str, monkeypatch: Patch) -> None:
    """Guard: the hidden token of a form. Without it a page of ours that somebody else fills could post for a visitor."""

    def attack() -> bool:
        caller = people.enter(served, "leader")
        caller.post("/logout", {})
        return caller.get("/password").status != 200

    attack_without(monkeypatch, attack, hmac, "compare_digest", lambda one, other: True)


def test_what_the_table_does_not_know(served: str, monkeypatch: Patch) -> None:
    """Guard: no row, no entry. Without it whatever is added behind the door is open to everybody."""
    whatever = ("route", "GET /healthz")

    def attack() -> bool:
        return Caller(served).get("/secret/report.csv").status == 200

    known = passage.row_of
    assert not attack()
    with monkeypatch.context() as without:
        for module in (door, passage):
            without.setattr(module, "row_of", lambda method, path: known(method, path) or whatever)
        assert attack()
    assert not attack()


def test_other_names(served: str, monkeypatch: Patch) -> None:
    """Guard: the Host header names us. Without it our answers are written for a name of the attacker's."""

    def attack() -> bool:
        return Caller(served).get("/login", headers={"Host": "evil.example"}).status == 200

    attack_without(monkeypatch, attack, Front, "answers_to", lambda self, host: True)


def test_large_bodies(served: str, monkeypatch: Patch) -> None:
    """Guard: the size of a body. Without it a form of any size is read into memory."""

    def attack() -> bool:
        return Caller(served).post("/login/demo", {"role": "leader", "x": "y" * 200_000}).status == 303

    attack_without(monkeypatch, attack, door, "LARGEST_BODY", 10**9)


def test_security_headers(served: str, monkeypatch: Patch) -> None:
    """Guard: the policy stands on every answer because the door puts it there, not because each route remembers."""

    def attack() -> bool:
        return not Caller(served).get("/healthz").header("content-security-policy")

    attack_without(monkeypatch, attack, door, "security_headers", lambda *args, **kwargs: [])


ADDRESSES = (f"127.0.7.{number}" for number in range(1, 200))
NUMBERS = iter(range(1, 10_000))


def test_tokens_of_an_earlier_step(prepared: tuple[Path, Keys], served: str, monkeypatch: Patch) -> None:
    """Guard: a new token with every step of the sign-in. Without it whoever planted or read the first one is signed in with it."""
    password = {"now": prepared[1].passwords["chen"], "next": "Bamboo-Kettle-7531-Ridge"}

    def attack() -> bool:
        victim = people.sign_in(served, "chen", password["now"], source=next(ADDRESSES))
        before = Caller(served, dict(victim.cookies))
        assert people.renew_password(victim, password["now"], password["next"]).status == 303
        password["now"], password["next"] = password["next"], password["now"] + "x"
        return before.get("/password").status == 200

    rotated = Sessions.advance_within

    def kept(self: Sessions, writer: Any, token: str, stage: str) -> str:
        """The same step under the token that was there before."""
        with pytest.MonkeyPatch.context() as same:
            same.setattr("cloudeye.access.sessions.token_urlsafe", lambda size: token)
            return rotated(self, writer, token, stage)

    attack_without(monkeypatch, attack, Sessions, "advance_within", kept)


def test_planted_cookies(served: str, monkeypatch: Patch) -> None:
    """Guard: signing in leaves the session that was there. Without it a session that an attacker planted lives on in the browser."""

    def attack() -> bool:
        planted = people.enter(served, "liaison")
        victim = Caller(served, dict(planted.cookies))
        victim.post("/login/demo", {"role": "leader"}, keeps_cookies=True)
        return planted.get("/password").status == 200

    attack_without(monkeypatch, attack, ways, "leave", lambda arrival: None)


def test_guesses(copied: Path, monkeypatch: Patch) -> None:
    """Guard: the lock after five failures. Without it the sixth guess that is right opens the account."""
    with Store(copied) as store:
        access = Access(store, parameters=QUICK)

        def attack() -> bool:
            access.accounts.create(login := f"victim{next(NUMBERS)}", "被猜的人", by=people.OPERATOR)
            account = next(row for row in access.accounts.listed() if row["login"] == login)
            access.accounts.grant(account["account_id"], "leader", None, people.OPERATOR)
            right = access.accounts.reset_password(account["account_id"], people.OPERATOR)
            for guess in [WRONG] * 5 + [right]:
                try:
                    return bool(access.accounts.sign_in(login, guess, address=next(ADDRESSES), agent=""))
                except SignInError:
                    continue
            return False

        attack_without(monkeypatch, attack, sign_in, "MOST_FAILURES", 10**6)
        access.close()


def test_formulas(monkeypatch: Patch) -> None:
    """Guard: texts that begin like a formula get an apostrophe. Without it they arrive as they are."""

    def attack() -> bool:
        return b"\r\n=1+1\r\n" in export.csv_bytes({"a": "标题"}, [{"a": "=1+1"}])

    attack_without(monkeypatch, attack, export, "neutral", lambda value: value)


# Masking lives in the queries: there a guard is taken away by running a query without it.


@pytest.fixture
def desk(copied: Path) -> Iterator[Desk]:
    """A marked district of one's own with its doors open."""
    with Store(copied) as store:
        access = Access(store, parameters=QUICK)
        yield Desk(store, access)
        access.close()


def without(desk: Desk, mask: str, guard: str, instead: str) -> AbstractContextManager[None]:
    """A mask of ``queries/masks/`` with ``guard``, words that stand in it, replaced; put back at the end."""
    text = (QUERIES / "masks" / f"define_{mask}.sql").read_text(encoding="utf-8")
    assert guard in text, f"{mask} no longer says {guard!r}: take its guard away differently"

    @contextmanager
    def taken() -> Iterator[None]:
        cursor = desk.store.reading().cursor
        cursor.execute(text.replace(guard, instead))
        try:
            yield
        finally:
            cursor.execute(text)

    return taken()


def read(desk: Desk, role: str, number: str) -> str:
    """Everything that a role gets of a complaint, as text."""
    case = records.complaint(desk.store, desk.viewer(role), number, trail=desk.access.trail, now=today(desk.store))
    return str((case.row, case.events, case.calls))


def found(desk: Desk, role: str, words: str) -> list[str]:
    """The complaints that a role finds by looking for words."""
    filters = records.Filters(search=words)
    page = records.complaints(desk.store, desk.viewer(role), filters, trail=desk.access.trail, now=today(desk.store))
    return [str(row["complaint_id"]) for row in page.rows]


OWN = "coalesce(list_contains(CAST((viewer).departments AS VARCHAR[]), c.department_id), false) AS is_own"


def test_own_complaints(desk: Desk) -> None:
    """Guard: what concerns the viewer's own organisation is blank. Without it the accused department reads what was said."""
    assert markers.PLAIN not in read(desk, "liaison", markers.CASES["plain"])
    with without(desk, "complaint_in_scope", OWN, "false AS is_own"):
        assert markers.PLAIN in read(desk, "liaison", markers.CASES["plain"])
    assert markers.PLAIN not in read(desk, "liaison", markers.CASES["plain"])


def test_complaints_in_confidence(desk: Desk) -> None:
    """Guard: an enterprise that asked for confidence is seen by the coordinator alone. Without it the supervisor reads its name."""
    case = markers.CASES["confidential"]
    assert markers.FIRM not in read(desk, "supervisor", case) and markers.FIRM in read(desk, "coordinator", case)
    with without(
        desk,
        "complaint_in_scope",
        "c.is_confidential AND (viewer).levels.confidential <> 'clear' AS is_sealed",
        "false AS is_sealed",
    ):
        assert markers.FIRM in read(desk, "supervisor", case)


def test_numbers_in_texts(desk: Desk) -> None:
    """Guard: numbers inside free text are masked. Without it the leader reads the telephone in the content."""
    case = markers.CASES["plain"]
    assert not [name for name in markers.found_in(read(desk, "leader", case).encode()) if "phone" in name]
    text = (QUERIES / "masks" / "define_masked_numbers.sql").read_text(encoding="utf-8")
    head = text[text.index("CREATE OR REPLACE MACRO") :].partition(" AS ")[0]
    cursor = desk.store.reading().cursor
    cursor.execute(f"{head} AS text")
    assert [name for name in markers.found_in(read(desk, "leader", case).encode()) if "phone" in name]
    cursor.execute(text)


def test_scopes(desk: Desk) -> None:
    """Guard: a department knows of its own complaints only. Without it the liaison opens those about everybody."""
    with pytest.raises(Refused):
        read(desk, "liaison", markers.CASES["elsewhere"])
    with without(desk, "complaint_in_scope", "WHERE (viewer).scope = 'all'", "WHERE true OR (viewer).scope = 'all'"):
        assert markers.ELSEWHERE in read(desk, "liaison", markers.CASES["elsewhere"])


def test_searching_what_is_hidden(desk: Desk) -> None:
    """Guards: what is said of the viewer's own organisation is not looked through, and a search looks at what the viewer sees. Without both
    a hidden telephone is found out by looking for it."""
    assert found(desk, "liaison", markers.PHONE) == [] and markers.CASES["plain"] in found(desk, "coordinator", markers.PHONE)
    raw = "FROM (SELECT *, NULL AS enterprise, NULL AS uscc FROM complaint WHERE list_contains(complaint_ids, complaint_id))"
    with without(desk, "complaint_matched", "FROM complaint_as_seen(viewer, complaint_ids)", raw):
        assert found(desk, "liaison", markers.PHONE) == []
        with without(desk, "complaint_likely", "WHEN is_own THEN 'no'", ""):
            assert markers.CASES["plain"] in found(desk, "liaison", markers.PHONE)
    assert found(desk, "liaison", markers.PHONE) == []


# Behind a proxy that ends TLS: not an attack, but only here can it be looked at.


def test_behind_tls_cookies_are_secure(prepared: tuple[Path, Keys], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Guard: behind TLS a session travels over TLS alone, is this host's alone, and browsers are told to stay with it; the word of the
    proxy counts, that of anybody else does not."""
    settings = Front.of(
        {"CLOUDEYE_HOSTS": "yunyan.example.cn", "CLOUDEYE_TRUSTED_PROXY": "127.0.8.1", "CLOUDEYE_DEMO_LOGIN": "on"}
    )
    said = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "198.51.100.4",
        "Host": "yunyan.example.cn",
        "Origin": "https://yunyan.example.cn",
    }
    with serving(_copy(prepared, tmp_path_factory), settings) as url:
        answer = Caller(url, source="127.0.8.1").post("/login/demo", {"role": "leader"}, headers=said)
        cookie = answer.header("set-cookie")
        assert cookie.startswith(f"__Host-{SESSION}=") and {"secure", "httponly", "path=/"} <= {
            part.strip().lower() for part in cookie.split(";")
        }
        assert "max-age=" in answer.header("strict-transport-security")
        foreign = Caller(url, source="127.0.8.2").post(
            "/login/demo", {"role": "leader"}, headers=said | {"Origin": "http://yunyan.example.cn"}
        )
        assert foreign.header("set-cookie").startswith(f"{SESSION}=") and not foreign.header("strict-transport-security")
        token = answer.cookies[f"__Host-{SESSION}"]
        # Over TLS a cookie that any neighbour without TLS could have planted is not looked at.
        assert Caller(url, {SESSION: token}, source="127.0.8.1").get("/password", headers=said).status == 401
        assert Caller(url, {f"__Host-{SESSION}": token}, source="127.0.8.1").get("/password", headers=said).status == 200
