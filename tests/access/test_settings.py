"""What an office may choose, and what it may not."""

from datetime import timedelta

import pytest

from cloudeye.access.settings import Settings
from cloudeye.errors import AccessError


def test_defaults() -> None:
    assert Settings.of({}) == Settings(timedelta(minutes=15), timedelta(hours=12), timedelta(days=180))


def test_an_office_may_choose() -> None:
    chosen = {"CLOUDEYE_SESSION_IDLE_MINUTES": "30", "CLOUDEYE_SESSION_HOURS": "8", "CLOUDEYE_PASSWORD_DAYS": "0"}
    assert Settings.of(chosen) == Settings(timedelta(minutes=30), timedelta(hours=8), None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLOUDEYE_SESSION_IDLE_MINUTES", "31"),
        ("CLOUDEYE_SESSION_IDLE_MINUTES", "0"),
        ("CLOUDEYE_SESSION_HOURS", "25"),
        ("CLOUDEYE_SESSION_HOURS", "-1"),
        ("CLOUDEYE_PASSWORD_DAYS", "half"),
    ],
)
def test_what_is_out_of_bounds_is_refused(name: str, value: str) -> None:
    with pytest.raises(AccessError, match=f"{name} 的值是「{value}」"):
        Settings.of({name: value})
