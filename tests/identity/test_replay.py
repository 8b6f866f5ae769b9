"""Streamlit's cookie is worth one exchange, in the browser that began, and nothing else."""

from collections.abc import Callable

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from tests.identity.conftest import Office
from tests.identity.office import BEGUN, CLAIMS, SESSION, TOKENS, Visitor

Arrive = Callable[[], Visitor]
PAGE = "/leader-department"


def held(guest: Visitor, login: str = "supervisor") -> dict[str, str]:
    """Sign in as far as Streamlit's cookies and return what the browser then holds."""
    guest.go(guest.called_back(login))
    return {name: guest.cookie(name) for name in (CLAIMS, TOKENS, BEGUN)}


def test_is_refused_after_it_was_exchanged(visitor: Arrive) -> None:
    guest, thief = visitor(), visitor()
    stolen = held(guest)
    assert guest.go("/").status_code == 303
    assert guest.reaches(PAGE) == [200]
    said = thief.go("/", **stolen)
    assert said.status_code == 401 and "已经用过" in said.text
    assert thief.cookie(SESSION) == "" and thief.leftovers == []
    assert thief.reaches(PAGE) == [303]


def test_is_refused_after_the_sign_out(visitor: Arrive) -> None:
    guest = visitor()
    kept = held(guest)
    guest.go("/")
    guest.browser.cookies.delete(SESSION)
    said = guest.go("/", **kept)
    assert said.status_code == 401 and "已经用过" in said.text
    assert guest.reaches(PAGE) == [303]


def test_opens_nothing_in_a_browser_that_did_not_begin(visitor: Arrive) -> None:
    guest, thief = visitor(), visitor()
    stolen = held(guest)
    said = thief.go("/", **{CLAIMS: stolen[CLAIMS], TOKENS: stolen[TOKENS]})
    assert said.status_code == 401 and "没有完成" in said.text
    assert thief.cookie(SESSION) == "" and thief.leftovers == []


def test_is_no_identity_by_itself(visitor: Arrive, office: Office) -> None:
    guest = visitor()
    held(guest)
    assert guest.go("/export/ranking").status_code == 401
    assert guest.go("/_stcore/host-config").status_code == 401
    assert guest.go("/auth/logout").status_code == 404  # Streamlit's own sign-out is no way to anything
    cookies = "; ".join(f"{name}={guest.cookie(name)}" for name in (CLAIMS, TOKENS, BEGUN))
    channel, ours = office.server.url.replace("http://", "ws://") + "/_stcore/stream", Origin(office.server.url)
    with pytest.raises(InvalidStatus) as refused:
        connect(channel, origin=ours, additional_headers={"Cookie": cookies}).close()
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "change", ["a letter of the claims", "a letter of the seal", "the other cookie", "a count without a seal"]
)
def test_is_refused_when_it_was_touched(visitor: Arrive, change: str) -> None:
    guest = visitor()
    kept = held(guest)
    body, _, seal = kept[CLAIMS].rpartition(".")
    touched = {
        "a letter of the claims": f"{body[:40]}{'A' if body[40] != 'A' else 'B'}{body[41:]}.{seal}",
        "a letter of the seal": f"{body}.{'A' if seal[0] != 'A' else 'B'}{seal[1:]}",
        "the other cookie": kept[TOKENS],
        "a count without a seal": "chunks-2",
    }[change]
    said = guest.go("/", **{CLAIMS: touched})
    assert said.status_code == 401 and "没有完成" in said.text
    assert guest.cookie(SESSION) == "" and guest.leftovers == []


def test_the_callback_is_worth_one_visit(visitor: Arrive) -> None:
    guest, thief = visitor(), visitor()
    called_back = guest.called_back("supervisor")
    assert guest.come_back(called_back).status_code == 200
    former = guest.cookie(SESSION)
    assert guest.go(called_back).headers["location"] == "/"
    assert guest.leftovers == [] and guest.cookie(SESSION) == former
    assert thief.come_back(called_back).url.path == "/login"
    assert thief.cookie(SESSION) == "" and thief.leftovers == []


def test_the_callback_of_one_browser_opens_nothing_in_another(visitor: Arrive) -> None:
    """An attacker who sends somebody the end of their own sign-in does not put them into the attacker's account."""
    attacker, guest = visitor(), visitor()
    called_back = attacker.called_back("supervisor")
    guest.called_back("security")
    said = guest.come_back(called_back)
    assert said.status_code == 401 and "没有完成" in said.text
    assert guest.cookie(SESSION) == ""


def test_an_old_state_cookie_does_not_bring_the_code_back(visitor: Arrive) -> None:
    guest = visitor()
    called_back = guest.called_back("supervisor")
    state = guest.cookie("_streamlit_session")
    guest.come_back(called_back)
    again = visitor()
    returned = again.go(called_back, _streamlit_session=state, **{BEGUN: "%2F"})
    said = list(again.follow(returned))[-1]
    assert said.status_code == 401 and "没有完成" in said.text
    assert again.cookie(SESSION) == ""
