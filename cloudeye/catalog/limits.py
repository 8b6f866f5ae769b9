"""How long things may take: the limits and letter kinds of the catalogue, and the one rule for when a limit ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from cloudeye.catalog.working_days import END_OF_DAY
from cloudeye.errors import CatalogueError
from cloudeye.store.database import Reader

ALL_KINDS = "全部"


@dataclass(frozen=True)
class Limit:
    """``value`` of ``unit``: 小时, 日 or 工作日."""

    value: int
    unit: str

    def due(self, start: datetime, working_days: Callable[[datetime, int], datetime]) -> datetime:
        """When the limit that runs from ``start`` ends: hours to the second, days with the last second of the last day.

        ``working_days(start, days)`` says when a limit in working days ends.
        """
        if self.unit == "小时":
            return start + timedelta(hours=self.value)
        if self.unit == "日":
            return datetime.combine(start.date() + timedelta(days=self.value), END_OF_DAY)
        return working_days(start, self.value)


@dataclass(frozen=True)
class LetterKind:
    """One kind of letter: the word that opens its number (文号), and the time to reply."""

    number_word: str
    reply: Limit

    def number(self, year: int, sequence: int) -> str:
        """The number of the ``sequence``-th letter of this kind issued in a year, such as 营监提〔2026〕3号."""
        return f"{self.number_word}〔{year}〕{sequence}号"


@dataclass(frozen=True)
class Limits:
    """Everything in deadlines.csv and letter_kinds.csv; ``letter_kinds`` in the order of the file."""

    deadlines: Mapping[tuple[str, str, str], Limit]
    letter_kinds: Mapping[str, LetterKind]

    def find(self, entity: str, name: str, kind: str = ALL_KINDS) -> Limit | None:
        """The limit ``name`` of an entity of a kind; None when there is none."""
        return self.deadlines.get((entity, kind, name))

    def of(self, entity: str, name: str, kind: str = ALL_KINDS) -> Limit:
        """The limit ``name`` of an entity of a kind. Raises CatalogueError when the catalogue has none."""
        found = self.find(entity, name, kind)
        if found is None:
            raise CatalogueError(f"目录里没有时限 {entity} / {kind} / {name}。请在 deadlines.csv 中补上后运行 init。")
        return found

    def letter(self, kind: str) -> LetterKind:
        """A kind of letter. Raises CatalogueError when the catalogue has none of that name."""
        found = self.letter_kinds.get(kind)
        if found is None:
            raise CatalogueError(f"目录里没有函件种类「{kind}」。请在 letter_kinds.csv 中补上后运行 init。")
        return found


def limits(reader: Reader) -> Limits:
    """The limits of the district."""
    return Limits(
        {(row["entity"], row["kind"], row["name"]): Limit(row["value"], row["unit"]) for row in reader.rows("deadlines")},
        {
            row["kind"]: LetterKind(row["number_word"], Limit(row["reply_days"], row["reply_unit"]))
            for row in reader.rows("letter_kinds")
        },
    )
