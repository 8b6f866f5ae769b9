"""From the sign-in page to the provider and back: a session of ours with the role that the file gives, and nothing left over."""

import re
from collections.abc import Callable

from tests.identity.conftest import Office
from tests.identity.office import BEGUN, CLAIMS, SESSION, TOKENS, Visitor

Arrive = Callable[[], Visitor]
RANKING, SESSIONS, ACCOUNTS = "/leader-department", "/admin-sessions", "/admin-accounts"


def test_the_sign_in_page_leads_to_the_provider(visitor: Arrive, office: Office) -> None:
    guest = visitor()
    assert "统一身份登录" in guest.go("/login").text
    begun = guest.go("/login/identity")
    assert begun.headers["location"].startswith("/auth/login?provider=")
    away = guest.go(begun.headers["location"])
    asked = away.headers["location"]
    assert asked.startswith(f"{office.provider.issuer}/auth?")
    assert [word for word in ("state=", "nonce=", "code_challenge_method=S256", "prompt=login") if word not in asked] == []


def test_a_mapped_role_sees_its_pages_and_no_others(visitor: Arrive, office: Office) -> None:
    guest = visitor()
    assert guest.reaches(RANKING) == [303]
    assert guest.sign_in("supervisor").status_code == 200
    assert guest.reaches(RANKING, SESSIONS, ACCOUNTS) == [200, 403, 403]
    assert guest.leftovers == []
    assert ("session.open", "supervisor", "成功") in office.trail(guest.address)


def test_the_department_comes_through_the_table_of_departments(visitor: Arrive, office: Office) -> None:
    guest = visitor()
    assert guest.sign_in("liaison").status_code == 200
    assert guest.reaches(RANKING, SESSIONS) == [200, 403]
    assert ("account.grant", "liaison", "成功") in office.trail(guest.address)


def test_an_administrator_is_one_because_the_file_says_so(visitor: Arrive) -> None:
    guest = visitor()
    guest.sign_in("security")
    assert guest.reaches(SESSIONS, RANKING) == [200, 403]


def test_a_claim_that_names_a_role_of_ours_gives_nothing(visitor: Arrive) -> None:
    guest = visitor()
    said = guest.sign_in("self-appointed")
    assert (said.status_code, guest.cookie(SESSION)) == (401, "")
    assert "没有对应的角色" in said.text
    assert guest.reaches(ACCOUNTS) == [303]


def test_it_goes_on_to_the_page_that_was_asked_for(visitor: Arrive) -> None:
    guest = visitor()
    wanted = "/leader-department?department=approval"
    page = guest.go(guest.go(wanted).headers["location"])
    link = re.findall(r'href="(/login/identity[^"]*)"', page.text)[0].replace("&amp;", "&")
    guest.go(link)
    assert guest.sign_in("supervisor", next_page=wanted).url.path == "/leader-department"


def test_it_never_goes_on_to_another_site(visitor: Arrive) -> None:
    for wanted in ("https://example.cn/", "//example.cn/", "/\\example.cn", "/logout", "/auth/login"):
        guest = visitor()
        home = guest.sign_in("supervisor", next_page=wanted)
        assert (str(home.url), home.status_code) == (f"{guest.url}/", 200), wanted


def test_claims_that_fill_several_cookies(visitor: Arrive) -> None:
    guest = visitor()
    returned = guest.go(guest.called_back("long"))
    assert {f"{CLAIMS}_1", f"{CLAIMS}_2", f"{TOKENS}_2"} <= set(guest.leftovers)
    assert list(guest.follow(returned))[-1].status_code == 200
    assert guest.reaches(RANKING) == [200]
    assert guest.leftovers == []


def test_every_cookie_of_the_way_is_taken_back(visitor: Arrive) -> None:
    guest = visitor()
    returned = guest.go(guest.called_back("supervisor"))
    assert {CLAIMS, TOKENS, BEGUN} <= set(guest.leftovers)
    home = guest.go(returned.headers["location"])
    taken = {line.partition("=")[0] for line in home.headers.get_list("set-cookie") if "Max-Age=0" in line}
    assert {CLAIMS, TOKENS, BEGUN} <= taken
    assert guest.leftovers == []


def test_signing_out_ends_it_here_and_the_provider_asks_again(visitor: Arrive, office: Office) -> None:
    guest = visitor()
    guest.sign_in("supervisor")
    session = guest.cookie(SESSION)
    form = re.findall(r'name="form" value="([0-9a-f]+)"', guest.go(SESSIONS).text)[0]
    out = guest.browser.post("/logout", data={"form": form}, follow_redirects=False)
    assert (out.status_code, out.headers["location"]) == (303, "/login")
    assert guest.reaches(RANKING) == [303]
    again = visitor()
    again.go("/login", **{SESSION: session})
    assert again.reaches(RANKING) == [303]
    assert ("session.close", "supervisor", "成功") in office.trail(guest.address)
    assert guest.person.asked == 1
    guest.sign_in("supervisor")
    assert guest.person.asked == 2  # prompt=login: the next at the same machine is not taken for the last


def test_who_signs_in_again_leaves_the_former_session(visitor: Arrive) -> None:
    guest = visitor()
    guest.sign_in("supervisor")
    former = guest.cookie(SESSION)
    guest.person.forget()
    guest.sign_in("security")
    assert guest.reaches(SESSIONS, RANKING) == [200, 403]
    stale = visitor()
    stale.go("/login", **{SESSION: former})
    assert stale.reaches(RANKING) == [303]


def test_a_session_that_somebody_planted_is_not_the_one_that_opens(visitor: Arrive) -> None:
    guest = visitor()
    guest.go("/login", **{SESSION: "planted-before-the-sign-in"})
    guest.sign_in("supervisor")
    assert guest.cookie(SESSION) != "planted-before-the-sign-in"
    assert guest.reaches(RANKING) == [200]


def test_behind_tls_the_note_of_the_sign_in_is_bound_to_this_host(visitor: Arrive) -> None:
    guest = visitor()
    begun = guest.browser.get("/login/identity", headers={"x-forwarded-proto": "https"}, follow_redirects=False)
    note = next(line for line in begun.headers.get_list("set-cookie") if BEGUN in line)
    assert note.startswith(f"__Host-{BEGUN}=") and "Secure" in note and "HttpOnly" in note and "SameSite=lax" in note
