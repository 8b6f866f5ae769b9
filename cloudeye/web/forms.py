"""What our own forms send: a few short fields, and the token of the session whose page they are on."""

import hmac
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from cloudeye.web import answers
from cloudeye.web.form_token import FIELD, form_token

PLAIN_FORM = "application/x-www-form-urlencoded"
MOST_FIELDS = 40


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
