"""How far a long piece of work has come, told to whoever waits for it."""

from collections.abc import Callable

# What is being done, and how much of it (0–1; None: cannot be known). It may raise Cancelled to stop the work.
Advance = Callable[[str, float | None], None]


def quiet(step: str, share: float | None) -> None:
    """Tell nobody."""
