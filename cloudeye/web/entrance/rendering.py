"""Templates to answers. Everything that goes into a template is escaped, but for the mark and the hidden field made here."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from cloudeye.errors import AccessError, SignInError, TooOften, WeakPassword
from cloudeye.web import district
from cloudeye.web.form_token import FIELD, form_token
from cloudeye.web.headers import entrance_policy
from cloudeye.web.marks import eye
from cloudeye.web.theme import entrance_css

TEMPLATES = Path(__file__).parent / "templates"
MARK = f'<svg viewBox="0 0 52 32" class="mark" aria-hidden="true">{eye(26, 16, size=48)}</svg>'


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def rendered(
    request: Request, template: str, error: AccessError | None = None, *, status: int = 200, **context: Any
) -> HTMLResponse:
    """``templates/<template>.html`` with ``context``, under the policy that allows no script.

    Every template also knows the mark, whether this is a demo, the hidden field of a form, and the ``sentences`` of an ``error``:
    a form that could not be taken answers 400, a sign-in that did not succeed 401, too many tries 429 with the time to wait.
    """
    arrival = request.scope["cloudeye.arrival"]
    field = f'<input type="hidden" name="{FIELD}" value="{form_token(arrival.token)}">' if arrival.token else ""
    sentences = list(error.faults) if isinstance(error, WeakPassword) else [str(error)] if error else []
    known = {"mark": MARK, "demo": district.is_demo(), "field": field, "sentences": sentences} | context
    headers = {"Content-Security-Policy": entrance_policy(arrival.front)}
    if isinstance(error, TooOften):
        headers["Retry-After"] = str(error.wait_seconds)
    return HTMLResponse(_environment().get_template(f"{template}.html").render(known), _status(error) or status, headers)


def _status(error: AccessError | None) -> int | None:
    if error is None:
        return None
    return 429 if isinstance(error, TooOften) else 401 if isinstance(error, SignInError) else 400


async def style_sheet(request: Request) -> Response:
    """``GET /entrance/entrance.css``."""
    return Response(entrance_css(), media_type="text/css", headers={"Cache-Control": "no-cache"})
