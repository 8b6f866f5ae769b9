"""Compute a month again and compare every number, digit by digit, with what is kept; nothing is changed."""

from dataclasses import dataclass
from datetime import date, datetime
from time import perf_counter

from cloudeye.clock import now
from cloudeye.errors import ScoringError
from cloudeye.scoring.engine import draft_month
from cloudeye.store import Store

# A subject's number in the words of a passport's address: (subject_id, figure).
Key = tuple[str, str]


@dataclass(frozen=True)
class Number:
    """All digits of a number as it is kept and as it came out again; None where there is none."""

    kept: str | None
    again: str | None

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the last digit."""
        return self.kept == self.again


@dataclass(frozen=True)
class Recomputation:
    """A month computed again ``at`` a moment, in ``seconds``: ``numbers`` by subject and figure.

    ``is_final``: from the frozen inputs of a published version; else from the stored records, with the scoring rule of now.
    Figures are those of ``queries/scoring/month_numbers.sql``.
    """

    month: date
    version: int
    is_final: bool
    at: datetime
    seconds: float
    numbers: dict[Key, Number]

    @property
    def differences(self) -> dict[Key, Number]:
        """The numbers that did not come out the same."""
        return {key: number for key, number in self.numbers.items() if not number.agrees}


def recompute(store: Store, month: date) -> Recomputation:
    """Compute the latest version of the month's ranking again.

    A draft is scored and ranked from the stored records (service records by their monthly sums, which are not counted again) in a
    transaction that is rolled back; a published version from the inputs frozen with it. Raises ScoringError for a month without
    a ranking.
    """
    versions = store.rows("snapshot_versions", month=month)
    if not versions:
        raise ScoringError(f"{month:%Y-%m} 还没有排名，不能复算。请先运行 rank --month {month:%Y-%m}。")
    latest, is_final = versions[-1]["version"], versions[-1]["status"] == "final"
    at, begun = now(), perf_counter()
    if is_final:
        rows = store.rows("frozen_numbers", month=month, version=latest)
        numbers = {(row["subject_id"], row["figure"]): Number(row["digits"], row["again"]) for row in rows}
    else:
        numbers = _draft_again(store, month, at)
    numbers = {key: number for key, number in numbers.items() if number.kept is not None or number.again is not None}
    return Recomputation(month, latest, is_final, at, perf_counter() - begun, numbers)


def _draft_again(store: Store, month: date, at: datetime) -> dict[Key, Number]:
    with store.rehearsing() as writer:
        kept = {(row["subject_id"], row["figure"]): row["digits"] for row in writer.rows("month_numbers", month=month)}
        draft_month(writer, month, at)
        again = {(row["subject_id"], row["figure"]): row["digits"] for row in writer.rows("month_numbers", month=month)}
    return {key: Number(kept.get(key), again.get(key)) for key in dict.fromkeys([*kept, *again])}
