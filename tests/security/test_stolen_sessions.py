"""What was somebody's and is no longer: cookies after the end of a session, cookies planted before it, channels left open."""

import re
from collections.abc import Mapping

import pytest

from cloudeye.web.cookies import DISPLAY, SESSION
from cloudeye.web.form_token import FIELD, form_token
from tests.browser.server import Server
from tests.security import channel, people
from tests.security.caller import Caller
from tests.security.channel import Channel, Drawn, Shut
from tests.security.people import Keys

NEW = "Bamboo-Kettle-7531-Ridge"
NEWER = "Quartz.Lantern.8642.Fjord"


def is_in(caller: Caller) -> bool:
    """Whether these cookies open a page, a download, a file of Streamlit's or a channel; all of them or none."""
    doors = {
        "page": caller.get("/leader-department").status == 200,
        "pulse": caller.get("/pulse").status == 200,
        "export": caller.get("/export/department?month=2026-02&department=approval").status == 200,
        "password": caller.get("/password").status == 200,
        "channel": opens(caller),
    }
    assert len(set(doors.values())) == 1, doors
    return all(doors.values())


def opens(caller: Caller) -> bool:
    """Whether a channel opens and draws the page."""
    try:
        with channel.opened(caller) as line:
            return "没有权限" not in (drawn := line.ask("leader-department").markup) and "<h1>部门画像</h1>" in drawn
    except Shut:
        return False


def press(line: Channel, page: str, query: str, *labels: str) -> Drawn:
    """Open a page and press its buttons by their labels, one after the other, as the script in the browser does."""
    drawn = line.ask(page, query=query)
    for label in labels:
        found = {element.button.label: element.button.id for element in drawn.elements("button")}
        drawn = line.ask(page, query=query, widgets={found[label]: {"trigger_value": True}})
    return drawn


def test_a_cookie_is_worth_nothing_after_signing_out(server: Server) -> None:
    """Guard: a session ends on the server, not in the browser."""
    leader = people.enter(server.url, "leader")
    assert is_in(leader)
    answer = leader.post("/logout", {FIELD: form_token(leader.cookies[SESSION])})
    assert answer.status == 303 and answer.cookies == {SESSION: ""}
    assert not is_in(leader)


def test_a_cookie_is_worth_nothing_after_the_session_was_ended_for_it(server: Server) -> None:
    """Guard: the security administrator ends a session at once, and so is its open channel."""
    victim, guard = people.enter(server.url, "liaison", source="127.0.4.1"), people.enter(server.url, "security_administrator")
    with channel.opened(victim) as line, channel.opened(guard) as desk:
        assert "<h1>部门画像</h1>" in line.ask("leader-department").markup
        listed = desk.ask("admin-sessions", query="words=127.0.4.1").markup
        session = listed.split('data-choose="')[1].split('"')[0]
        assert "已结束 demo-liaison 的会话" in press(desk, "admin-sessions", f"session={session}", "结束会话").markup
        with pytest.raises(Shut, match="4401"):
            line.ask("leader-department")
    assert not is_in(victim)


def test_a_new_password_ends_all_other_sessions(server: Server, keys: Keys) -> None:
    """Guard: whoever knew the old password is out; and every step of the sign-in gives a new token and spends the one before."""
    first = people.sign_in(server.url, "chen", keys.passwords["chen"], source="127.0.4.2")
    before = Caller(server.url, dict(first.cookies))
    assert first.get("/leader-department").header("location") == "/password"  # nothing opens before the first password is changed
    assert not opens(first)
    assert people.renew_password(first, keys.passwords["chen"], NEW).status == 303
    assert is_in(first) and not is_in(before) and before.cookies[SESSION] != first.cookies[SESSION]

    second = people.sign_in(server.url, "chen", NEW, source="127.0.4.2")
    assert is_in(first) and is_in(second)
    stolen = Caller(server.url, dict(first.cookies))
    with channel.opened(second) as line:
        line.ask("leader-department")
        assert people.renew_password(first, NEW, NEWER).status == 303
        with pytest.raises(Shut, match="4401"):
            line.ask("leader-department")
    assert is_in(first) and not is_in(second) and not is_in(stolen)


def test_a_planted_cookie_never_becomes_a_session(server: Server, keys: Keys) -> None:
    """Guard: session fixation: a value that was there before the sign-in is not the session's afterwards, nor is that of a step."""
    planted = "A" * 43
    victim = Caller(server.url, {SESSION: planted}, source="127.0.4.3")
    answer = victim.post("/login/demo", {"role": "leader"}, keeps_cookies=True)
    assert answer.status == 303 and victim.cookies[SESSION] != planted
    assert is_in(victim) and not is_in(Caller(server.url, {SESSION: planted}))

    attacker = people.enter(server.url, "liaison", source="127.0.4.3")  # a session of the attacker's own is planted
    lured = Caller(server.url, dict(attacker.cookies), source="127.0.4.3")
    lured.post("/login/demo", {"role": "leader"}, keeps_cookies=True)
    assert is_in(lured) and not is_in(attacker)


def test_an_unfinished_sign_in_opens_nothing(server: Server, keys: Keys) -> None:
    """Guard: a session that still owes a new password is nobody, everywhere."""
    owing = people.sign_in(server.url, "tan", keys.passwords["tan"], source="127.0.4.4")
    for path in ("/", "/leader-department", "/hall-overview", "/admin-accounts"):
        assert owing.get(path).header("location") == "/password", path
    for path in ("/pulse", "/export/ranking?month=2026-02", "/_stcore/bidi-components/x/y.js", "/second-factor", "/plotly-x.js"):
        assert owing.get(path).status == 401, path
    assert not opens(owing)


def test_a_revoked_screen_is_dark(server: Server, visitors: Mapping[str, Caller]) -> None:
    """Guard: a hall screen's key can be withdrawn, and takes its open page with it."""
    administrator = people.enter(server.url, "system_administrator")
    with channel.opened(administrator) as desk:
        drawn = desk.ask("admin-displays")
        form = {element.button.label: element.button.id for element in drawn.elements("button")}
        name = next(element.text_input.id for element in drawn.elements("text_input"))
        widgets: dict[str, dict[str, object]] = {name: {"string_value": "窃来的屏"}, form["登记"]: {"trigger_value": True}}
        drawn = desk.ask("admin-displays", widgets=widgets)
        address = re.findall(r"/display/([A-Za-z0-9_-]+)", drawn.markup)[0]
        screen = Caller(server.url)
        assert screen.ask("GET", f"/display/{address}", keeps_cookies=True).status == 303 and DISPLAY in screen.cookies
        with channel.opened(screen) as wall:
            assert "scene-headline" in wall.ask("hall-overview").markup
            desk.ask("admin-displays")
            listed = desk.ask("admin-displays").markup
            number = next(
                piece.split('"')[0] for piece in listed.split('data-choose="')[1:] if "窃来的屏" in piece.split("</a>")[0]
            )
            put_away = [
                element.button.id for element in desk.ask("admin-displays").elements("button") if "关闭" in element.button.label
            ]
            desk.ask("admin-displays", widgets={one: {"trigger_value": True} for one in put_away})
            press(desk, "admin-displays", f"display={number}", "停用大屏", "确认停用大屏")
            with pytest.raises(Shut, match="4401"):
                wall.ask("hall-overview")
    assert screen.get("/hall-overview").status == 303 and Caller(server.url).get(f"/display/{address}").status == 404
    assert visitors["display"].get("/hall-overview").status == 200  # the others go on


def test_nobody_goes_on_with_the_page_of_another(server: Server) -> None:
    """Guard: Streamlit lets a channel go on with a page that lost its connection, by a number that only its browser was told. Whoever
    has learned that number gets neither what its page remembers nor the place of its owner."""
    owner, thief = people.enter(server.url, "system_administrator"), people.enter(server.url, "liaison")
    with channel.opened(owner) as line:
        number = line.ask("admin-accounts", query="words=demo").session
        assert number
        with channel.opened(thief, session=number) as other:
            got = other.ask("admin-accounts")
            assert got.session not in {"", number} and "部门联络员" in got.markup and "账号管理" not in got.markup
        assert "<h1>账号管理</h1>" in line.ask("admin-accounts").markup  # its owner was not thrown out
    with channel.opened(thief, session=number) as other:
        assert other.ask("admin-accounts").session not in {"", number}
    with channel.opened(owner, session=number) as back:
        assert back.ask("admin-accounts").session == number


def test_links_to_files_are_nobodys(server: Server, visitors: Mapping[str, Caller]) -> None:
    """Guard: no /media links: nothing that a page showed can be fetched by its address, with any session; exports ask again."""
    for role in visitors:
        for path in ("/media/0123.csv", "/media/0123.png?title=x", "/_stcore/media/0123.csv", "/component/x/y.html"):
            assert visitors[role].get(path).status == 404
    own = "/export/department?month=2026-02&department=approval"
    assert visitors["liaison"].get(own).status == 200
    assert visitors["special_supervisor"].get(own).status == 200  # who may, by the table
    for role in ("display", "system_administrator", "anonymous"):
        assert visitors[role].get(own).status in {401, 403}
