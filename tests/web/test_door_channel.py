"""The channel of an open page: shut to whoever may see no page, and shut the moment the session behind it ends."""

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from cloudeye.access.permissions import ROLES
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.cookies import SESSION
from cloudeye.web.door import NOT_ALLOWED, SESSION_ENDED
from tests.web.entering import OPERATOR, session_of
from tests.web.standing import HOST, ORIGIN, visitor_at

WIRE = f"ws://{HOST}"
STREAM = f"{WIRE}/_stcore/stream"


def refused(visitor: TestClient, headers: dict[str, str], address: str = STREAM) -> int:
    """The code with which the channel was refused before it opened."""
    with pytest.raises(WebSocketDisconnect) as ended, visitor.websocket_connect(address, headers=headers):
        pass
    return ended.value.code


def test_everybody_with_a_page_has_a_channel(served: Store) -> None:
    own = {"liaison": "approval", "department_head": "approval", "subdistrict_liaison": "yunqiao"}
    for role in ROLES:
        if role != "anonymous":
            with visitor_at(role, own.get(role)).websocket_connect(STREAM, headers=ORIGIN) as channel:
                channel.send_text(role)
                assert channel.receive_text() == role


def test_nobody_has_none_whatever_is_claimed(served: Store) -> None:
    claims: list[dict[str, str]] = [
        {}, {"X-Forwarded-User": "leader"}, {"Remote-User": "leader"}, {"Cookie": "cloudeye_session=x"}, {"Cookie": "_streamlit_user=x"}
    ]  # fmt: skip
    assert [refused(visitor_at(), ORIGIN | claim) for claim in claims] == [NOT_ALLOWED] * len(claims)


def test_a_page_of_somebody_else_has_none(served: Store) -> None:
    visitor = visitor_at("leader")
    foreign: list[dict[str, str]] = [
        {}, {"Origin": "http://evil.example"}, {"Origin": "null"}, ORIGIN | {"Host": "evil.example"},
        {"Host": "evil.example", "Origin": "http://evil.example"},  # a name of theirs that leads to our address
        ORIGIN | {"Sec-Fetch-Site": "cross-site"},
    ]  # fmt: skip
    assert [refused(visitor, headers) for headers in foreign] == [NOT_ALLOWED] * len(foreign)


def test_there_is_one_channel_only(served: Store) -> None:
    visitor = visitor_at("leader")
    addresses = ("/", "/pulse", "/_stcore/streams", "/_stcore/agent/mcp", "/static/x", "/nothing")
    assert [refused(visitor, ORIGIN, WIRE + address) for address in addresses] == [NOT_ALLOWED] * len(addresses)


def test_an_unfinished_sign_in_has_none(served: Store) -> None:
    visitor = visitor_at("leader")
    account_id = district.access().sessions.listed()[0]["account_id"]
    for stage in ("password", "enrol", "code"):
        token = district.access().sessions.open(account_id, stage=stage, address="", agent="")
        visitor.cookies.set(SESSION, token, domain="127.0.0.1")
        assert refused(visitor, ORIGIN) == NOT_ALLOWED


def test_the_next_message_after_signing_out_shuts_it(served: Store) -> None:
    visitor = visitor_at("leader")
    with visitor.websocket_connect(STREAM, headers=ORIGIN) as channel:
        channel.send_text("one")
        assert channel.receive_text() == "one"
        district.access().sessions.close(visitor.cookies[SESSION])
        channel.send_text("two")
        with pytest.raises(WebSocketDisconnect) as ended:
            channel.receive_text()
    assert ended.value.code == SESSION_ENDED


def test_a_revoked_hall_screen_is_shut_too(served: Store) -> None:
    with visitor_at("display").websocket_connect(STREAM, headers=ORIGIN) as channel:
        display = district.access().displays.listed()[0]
        district.access().displays.revoke(display["display_id"], OPERATOR)
        channel.send_text("x")
        with pytest.raises(WebSocketDisconnect) as ended:
            channel.receive_text()
    assert ended.value.code == SESSION_ENDED


def test_a_session_that_outlives_its_channel_is_not_another_person(served: Store) -> None:
    """The cookie of a channel is that of its opening: when its session ends, a hall screen's key beside it does not take over."""
    visitor = visitor_at("display")
    visitor.cookies.set(SESSION, session_of("leader"), domain="127.0.0.1")
    with visitor.websocket_connect(STREAM, headers=ORIGIN) as channel:
        district.access().sessions.close(visitor.cookies[SESSION])
        channel.send_text("x")
        with pytest.raises(WebSocketDisconnect):
            channel.receive_text()
