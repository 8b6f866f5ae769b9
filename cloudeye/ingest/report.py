"""What an import did, or would do."""

from dataclasses import asdict, dataclass, field
from typing import Any

# The report names this many problems; the ledger keeps them all.
LISTED_PROBLEMS = 1000


@dataclass(frozen=True)
class Problem:
    """Why one line was refused, or deserves a look. ``line`` is the physical line (or worksheet row), ``column`` the canonical
    column or None."""

    line: int
    column: str | None
    value: str | None
    message: str


@dataclass(frozen=True)
class ImportReport:
    """Lines counted as new, changed, unchanged, refused or waiting; ``flagged`` are accepted lines that deserve a look.

    ``waiting`` lines change a published month and wait for a correction; ``skipped`` lines were never meant as records.
    ``batch_id`` is None when nothing was written: a dry run, or a file that brings nothing the district does not have.
    ``errors`` holds the first ``LISTED_PROBLEMS``.
    """

    batch_id: str | None
    new: int
    changed: int
    unchanged: int
    refused: int
    flagged: int
    waiting: int = 0
    skipped: int = 0
    errors: list[Problem] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The shape of ``import --json``."""
        return asdict(self)
