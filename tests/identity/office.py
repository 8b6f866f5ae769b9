"""An office that uses the provider: the file that says so, and people who go from our pages to it and back."""

import json
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin

import httpx2

from tests.identity.provider import CLIENT_ID, Person, Provider

CLAIMS, TOKENS, STATE = "_streamlit_user", "_streamlit_user_tokens", "_streamlit_session"
SESSION, BEGUN = "cloudeye_session", "cloudeye_identity"
RULES = """
[departments]
"审批局" = "approval"

[[rule]]
claim = "groups"
value = "supervision-office"
role = "supervisor"

[[rule]]
claim = "groups"
value = "liaisons"
role = "liaison"

[[rule]]
claim = "groups"
value = "security-administrators"
role = "security_administrator"
"""


def identity_file(path: Path, known: Provider, url: str, **changes: Any) -> Path:
    """Write the file that ``CLOUDEYE_IDENTITY`` names; ``changes`` replace entries above the tables, a None takes one away."""
    entries = {
        "issuer": known.issuer,
        "audience": CLIENT_ID,
        "login_claim": "preferred_username",
        "name_claim": "name",
        "department_claim": "department",
        "second_factor": "provider",
        "administrators": True,
    } | changes
    provider = {
        "client_id": CLIENT_ID,
        "client_secret": known.client_secret,
        "server_metadata_url": f"{known.issuer}/.well-known/openid-configuration",
        "redirect_uri": f"{url}/oauth2callback",
    }
    lines = [f"{name} = {json.dumps(value)}" for name, value in entries.items() if value is not None]
    lines += ["", "[provider]", *(f"{name} = {json.dumps(value)}" for name, value in provider.items())]
    lines += ["", "[provider.client_kwargs]", 'scope = "openid profile"', 'prompt = "login"', RULES]
    path.write_text("\n".join(lines), encoding="utf-8")
    path.chmod(0o600)
    return path


class Visitor:
    """Somebody with one browser, for our pages and for the provider's, and an ``address`` of their own behind the office's proxy.

    Redirects are followed by hand, one at a time.
    """

    def __init__(self, url: str, issuer: str, address: str) -> None:
        headers = {"accept": "text/html", "origin": url, "x-forwarded-for": address}
        self.url = url
        self.address = address
        self.browser = httpx2.Client(base_url=url, headers=headers, timeout=30, verify=False)
        self.person = Person(issuer)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.browser.close()
        self.person.close()

    def go(self, address: str, **cookies: str) -> httpx2.Response:
        """One request, with these cookies beside those the browser has."""
        for name, value in cookies.items():
            self.browser.cookies.set(name, value, domain="127.0.0.1")
        return self.browser.get(address, follow_redirects=False)

    def follow(self, answer: httpx2.Response) -> Iterator[httpx2.Response]:
        """Every answer from this one to the first that leads nowhere else; ten redirects are a loop."""
        for _ in range(10):
            yield answer
            if not answer.is_redirect:
                return
            answer = self.go(urljoin(str(answer.url), answer.headers["location"]))
        raise AssertionError(f"still going round at {answer.url}")

    def come_back(self, address: str) -> httpx2.Response:
        """From the address that the provider sends the browser to, to the last answer."""
        return list(self.follow(self.go(address)))[-1]

    def called_back(self, login: str | None, next_page: str = "/") -> str:
        """Begin here, sign in at the provider (turn back there without a login): the address it sends the browser back to."""
        begun = self.browser.get("/login/identity", params={"next": next_page}, follow_redirects=False)
        assert begun.status_code == 303, begun.text
        away = self.go(urljoin(self.url, begun.headers["location"]))
        return self.person.answer(away.headers["location"], login)

    def sign_in(self, login: str | None, next_page: str = "/") -> httpx2.Response:
        """The whole way; the last answer."""
        return self.come_back(self.called_back(login, next_page))

    def cookie(self, name: str) -> str:
        """What the browser holds under a name; empty when nothing."""
        return self.browser.cookies.get(name) or ""

    def reaches(self, *addresses: str) -> list[int]:
        """What our pages answer now: 200 is in, 303 to the sign-in form, 403 refused."""
        return [self.go(address).status_code for address in addresses]

    @property
    def leftovers(self) -> list[str]:
        """What is left of the sign-in: cookies of Streamlit and our own note of it."""
        return sorted(
            {cookie.name for cookie in self.browser.cookies.jar if cookie.name.startswith((CLAIMS, TOKENS, STATE, BEGUN))}
        )
