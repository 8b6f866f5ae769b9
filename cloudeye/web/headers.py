"""What every answer tells the browser: where scripts may come from, what it may keep, and nothing about what we run on."""

import base64
import hashlib
import re
from functools import cache
from typing import Any

from cloudeye.web.front import Front
from cloudeye.web.shell import shell
from cloudeye.web.theme import DESK, HALL

# What a browser may keep: files whose address changes with their content, and fonts. Everything else is somebody's.
KEPT = ("/static/", "/app/static/", "/plotly-", "/entrance/", "/favicon.png")
YEAR_SECONDS = 31_536_000
INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "geolocation", "gyroscope",
    "hid", "local-fonts", "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
Headers = list[tuple[bytes, bytes]]


@cache
def shell_hashes() -> tuple[str, ...]:
    """The CSP sources of the scripts that stand inside the pages' shell, and of no other."""
    found = {script for ground in (DESK.page, HALL.page) for script in INLINE_SCRIPT.findall(shell(ground))}
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in found)
    return tuple(sorted(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests))


@cache
def page_policy(front: Front) -> str:
    """The content security policy of the pages that Streamlit draws, and of every route beside them.

    ``blob:`` scripts: Streamlit hands the script of a v2 component to the browser as a blob, which only a script that already
    runs can make. ``'wasm-unsafe-eval'``: deck.gl compiles a decoder as soon as it is loaded; it lets no text become script.
    Inline styles: our drawings place their parts with style attributes, and Streamlit adds its own style elements.
    """
    return _policy(
        front,
        f"script-src 'self' blob: 'wasm-unsafe-eval' {' '.join(shell_hashes())}",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'none'",
    )


@cache
def entrance_policy(front: Front) -> str:
    """The policy of the sign-in pages, which need no script at all."""
    return _policy(
        front, "script-src 'none'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "connect-src 'none'"
    )


def _policy(front: Front, *own: str) -> str:
    return "; ".join(
        (
            "default-src 'self'" if "connect-src 'self'" in own else "default-src 'none'",
            *own,
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {' '.join(front.embedders) or chr(39) + 'none' + chr(39)}",
        )
    )


def security_headers(front: Front, path: str, *, secure: bool) -> Headers:
    """The headers that every answer to ``path`` carries; an answer's own Content-Security-Policy and Cache-Control come first."""
    found = {
        "content-security-policy": page_policy(front),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": ", ".join(f"{feature}=()" for feature in FEATURES),
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "x-permitted-cross-domain-policies": "none",
    }
    if not front.embedders:
        found["x-frame-options"] = "DENY"
    if secure:
        found["strict-transport-security"] = f"max-age={YEAR_SECONDS}"
    if not path.startswith(KEPT):
        found["cache-control"] = "no-store"
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in found.items()]


def with_security(headers: Headers, guards: Headers, *, secure: bool) -> Headers:
    """An answer's headers with ours: its own policy stays, its other words on the same subjects do not; cookies become Secure."""
    own = {name.lower() for name, _ in headers}
    ours = dict(guards)
    if b"content-security-policy" in own:
        del ours[b"content-security-policy"]
    kept = [(name, _secured(value) if secure and name.lower() == b"set-cookie" else value) for name, value in headers]
    return [(name, value) for name, value in kept if name.lower() not in ours] + list(ours.items())


def _secured(cookie: bytes) -> bytes:
    """Streamlit leaves Secure out of its cookies because it cannot know that TLS ends before it."""
    is_secure = any(part.strip().lower() == b"secure" for part in cookie.split(b";")[1:])
    return cookie if is_secure else cookie + b"; Secure"


def hide_server(receive: Any) -> None:
    """Take the server's name out of the headers that uvicorn adds below us; other servers are left as they are.

    Streamlit starts uvicorn itself and has no setting for ``server_header``; the object behind ``receive`` holds what is added.
    """
    exchange = getattr(receive, "__self__", None)
    added = getattr(exchange, "default_headers", None)
    if exchange is not None and added:
        exchange.default_headers = [(name, value) for name, value in added if name.lower() != b"server"]
