"""What the provider sends but we do not take: every case ends on the sign-in form with one sentence, never in a loop."""

from collections.abc import Callable

import pytest

from tests.identity.conftest import Office
from tests.identity.office import SESSION, Visitor

Arrive = Callable[[], Visitor]
NOT_FINISHED = "统一身份认证没有完成"

# Refused by authlib, which Streamlit asks: it then leaves no claims behind at all.
BY_AUTHLIB = [
    "wrong-audience", "no-audience", "several-audiences", "wrong-issuer", "expired", "without-end", "issued-tomorrow",
    "other-nonce", "no-nonce", "stranger-key", "broken-signature", "unsigned", "signed-with-client-secret",
]  # fmt: skip
# What authlib lets pass (it gives two minutes' grace, and takes azp for the audience), or what is ours to decide.
BY_US = {
    "wrong-audience-asked-by-us": "不是签发给本系统的",
    "expired-just-now": "已经过期",
    "issued-long-ago": "不是刚刚签发的",
    "issued-soon": "不是刚刚签发的",
    "nobody": "没有对应的角色",
    "liaison-of-nobody": "没有对应的单位",
    "disabled": "已停用或被锁定",
    "kept-here": "已是本系统的账号",
}


@pytest.mark.parametrize(("login", "sentence"), [*((login, NOT_FINISHED) for login in BY_AUTHLIB), *BY_US.items()])
def test_is_refused_with_a_sentence_and_recorded(visitor: Arrive, office: Office, login: str, sentence: str) -> None:
    guest = visitor()
    said = guest.sign_in(login)
    assert said.status_code == 401
    assert sentence in said.text and 'action="/login"' in said.text
    assert guest.cookie(SESSION) == "" and guest.leftovers == []
    subject = "" if login in BY_AUTHLIB else login
    assert office.trail(guest.address) == [("session.refused", subject, "失败")]
    assert guest.go("/").headers["location"].startswith("/login")  # once, not for ever
    assert sentence not in guest.go("/login").text


def test_turning_back_at_the_provider(visitor: Arrive, office: Office) -> None:
    guest = visitor()
    said = guest.sign_in(None)
    assert said.status_code == 401 and NOT_FINISHED in said.text
    assert guest.leftovers == []
    assert office.trail(guest.address) == [("session.refused", "", "失败")]


def test_one_address_may_come_back_only_so_often(visitor: Arrive, office: Office) -> None:
    guest = visitor()
    answers = [guest.go("/", cloudeye_identity="%2F").status_code for _ in range(22)]
    assert answers == [401] * 20 + [429] * 2
    assert len(office.trail(guest.address)) == 20
