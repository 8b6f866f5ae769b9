"""What our own forms send: a few short fields, and a token that only a page of the same session can know."""

import hashlib
import hmac
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from cloudeye.web import answers

FIELD = "form"
PLAIN_FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 40


def form_token(session_token: str) -> str:
    """What a form of this session carries. The session's own token, which no script can read, is the key; empty without one."""
    if not session_token:
        return ""
    return hmac.new(session_token.encode("utf-8"), b"form of this session", hashlib.sha256).hexdigest()


async def fields_of(request: Request, session_token: str = "") -> Mapping[str, str] | Response:
    """The fields of a posted form, the last of each name; an answer that refuses it when it is no plain form.

    With ``session_token`` the form must carry that session's token.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != PLAIN_FORM:
        return answers.notice(request, 415, answers.NOT_A_FORM)
    form = await request.form(max_fields=MOST_FIELDS, max_files=0)
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if session_token and not hmac.compare_digest(fields.get(FIELD, "").encode(), form_token(session_token).encode()):
        return answers.notice(request, 403, answers.STALE_FORM)
    return fields
