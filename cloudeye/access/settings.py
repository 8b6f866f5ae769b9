"""How long and how often: every limit of signing in, in one place, each with its reason.

等保三级 (GB/T 22239, 8.1.4.1) asks for passwords that are complex and renewed, for failed attempts to be stopped and for idle
sessions to end; it leaves the numbers to the district. Those an office may choose are environment variables with bounds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from cloudeye.errors import AccessError

# Enough for a person who mistypes, too few for one who guesses; long enough to make guessing pointless, short enough to wait.
MOST_FAILURES = 5
LOCKED_FOR = timedelta(minutes=15)
# A row of the session table is written at most so often, or every look at a page would be a commit.
SESSION_WRITTEN_EVERY = timedelta(minutes=1)
DISPLAY_WRITTEN_EVERY = timedelta(minutes=5)
# Ended sessions are kept so long for a look back; who did what stays in the trail for longer.
SESSIONS_KEPT_FOR = timedelta(days=30)
# Long enough to walk from the server to a browser.
SETUP_VALID_FOR = timedelta(minutes=30)
# A token of the identity provider is exchanged within seconds of its issue; the provider's clock may be a little ahead.
CLAIMS_FRESH_FOR = timedelta(seconds=120)
CLAIMS_AHEAD = timedelta(seconds=30)
# One step of 30 seconds before and after the present: a phone's clock, and the time it takes to type.
CODE_DRIFT = 1


@dataclass(frozen=True)
class Settings:
    """What an office may choose: a session ends after ``idle`` without a person and after ``absolute`` in any case; a password
    older than ``password_age`` must be changed (None: never)."""

    idle: timedelta = timedelta(minutes=15)
    absolute: timedelta = timedelta(hours=12)
    password_age: timedelta | None = timedelta(days=180)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Settings":
        """From ``CLOUDEYE_SESSION_IDLE_MINUTES`` (1–30), ``CLOUDEYE_SESSION_HOURS`` (1–24) and ``CLOUDEYE_PASSWORD_DAYS`` (0 for
        no age, else up to 3650). Raises AccessError for anything else."""
        days = _whole(environment, "CLOUDEYE_PASSWORD_DAYS", 180, 0, 3650)
        return cls(
            timedelta(minutes=_whole(environment, "CLOUDEYE_SESSION_IDLE_MINUTES", 15, 1, 30)),
            timedelta(hours=_whole(environment, "CLOUDEYE_SESSION_HOURS", 12, 1, 24)),
            timedelta(days=days) if days else None,
        )


def _whole(environment: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = environment.get(name) or str(usual)
    if not text.isdecimal() or not least <= int(text) <= most:
        raise AccessError(f"环境变量 {name} 的值是「{text}」，应当是 {least} 到 {most} 之间的整数。请改正后重新启动。")
    return int(text)
