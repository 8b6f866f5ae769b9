"""What every form of ours carries: a token that only a page of the same session can know."""

import hashlib
import hmac

FIELD = "form"


def form_token(session_token: str) -> str:
    """What a form of this session carries. The session's own token, which no script can read, is the key; empty without one."""
    if not session_token:
        return ""
    return hmac.new(session_token.encode("utf-8"), b"form of this session", hashlib.sha256).hexdigest()
