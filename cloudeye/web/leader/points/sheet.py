"""The style sheets of the pages on domains, indicators, points and tasks."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def point_css() -> str:
    """The sheet of the pages on domains, indicators and points."""
    return (HERE / "point.css").read_text(encoding="utf-8")


@cache
def tasks_css() -> str:
    """That sheet with the one of the tasks' pages behind it."""
    return f"{point_css()}\n{(HERE / 'tasks.css').read_text(encoding='utf-8')}"
