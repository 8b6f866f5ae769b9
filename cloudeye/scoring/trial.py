"""试算: what a change of the catalogue would do to a month's ranking, found by doing it in a transaction that is rolled back.

And the same change kept: the catalogue, its rule version and every draft that rests on it, in one transaction.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cloudeye.catalog.loader import write_tables
from cloudeye.catalog.revision import Edit, makes_rule_version, revision_tables, stated_reason
from cloudeye.catalog.rules import Origin
from cloudeye.catalog.wording import NOTHING_SAVED
from cloudeye.errors import CatalogueError, ScoringError
from cloudeye.scoring.engine import ranking_rows, rescore, score_month
from cloudeye.store import Store, Writer

Rows = list[dict[str, Any]]

MOVES = ("score", "rank", "rank_low", "rank_high", "band")


@dataclass(frozen=True)
class Trial:
    """What came of it in ``month`` (its first day).

    ``departments``: every department of the month before or after: month, ranking_group, department_id, department, and
    score, rank, rank_low, rank_high, band, each with _before and _after (None where it is not in the ranking).
    ``points``: the points whose score or weight differs: point_id, point, unit, department, value, score_before,
    score_after, weight_before, weight_after.
    ``rule_version`` is the version that saving would make, None when nothing that decides a score changes.
    """

    month: date
    departments: Rows
    points: Rows
    rule_version: int | None


@dataclass(frozen=True)
class Adopted:
    """What saving did: the rule version it made (None: names only), and the months whose drafts were ranked again."""

    rule_version: int | None
    months: list[date]


def try_out(store: Store, edits: Sequence[Edit], month: date, origin: Origin) -> Trial:
    """Rank ``month`` without and with ``edits``, on the data of now; nothing is kept.

    Changed specs are tried as if they had held in that month, published or not. Raises CatalogueError for a change that cannot
    be made, ScoringError when the month has nothing to score.
    """
    with store.rehearsing() as writer:
        points, ranking = _scored(writer, month)
        if all(row["score"] is None for row in ranking):
            raise ScoringError(f"{month:%Y-%m} 没有可评分的数据，不能试算。请换一个月份，或先导入数据。")
        tables = revision_tables(writer, edits, origin, as_if_in=month)
        write_tables(writer, tables)
        changed_points, changed_ranking = _scored(writer, month)
    return Trial(
        month, ranking_moves(month, ranking, changed_ranking), _points(points, changed_points), makes_rule_version(tables)
    )


def adopt(store: Store, edits: Sequence[Edit], origin: Origin, note: Callable[[int | None], None]) -> Adopted:
    """Keep ``edits``: the catalogue, a new rule version if they decide scores, and all drafts ranked again by it.

    ``origin`` says why (at least ``SHORTEST_REASON`` letters) and by whom. ``note`` is told the rule version when all is checked
    and before anything counts; what it raises keeps everything as it was. Raises CatalogueError, also when there is nothing to
    change or a change would reach into a published month or a correction of one.
    """
    origin = Origin(origin.at, stated_reason(origin.reason or ""), origin.by)
    with store.writing() as writer:
        tables = revision_tables(writer, edits, origin)
        if not tables:
            raise CatalogueError(f"与现行目录相比没有不同。{NOTHING_SAVED}。")
        version = makes_rule_version(tables)
        drafted = [row["month"] for row in writer.rows("drafted_months")]
        if version is not None:
            _refuse_corrections(writer, drafted)
        write_tables(writer, tables)
        months = rescore(writer, drafted, origin.at)
        note(version)
    return Adopted(version, months)


def _refuse_corrections(writer: Writer, drafted: Sequence[date]) -> None:
    """A correction that waits beside a published month was agreed under the rules of then: new ones must not slip into it."""
    for month in drafted:
        if any(version["status"] == "final" for version in writer.rows("snapshot_versions", month=month)):
            raise CatalogueError(
                f"{month:%Y-%m} 已发布，它的更正稿还没有定稿，改口径会连更正稿一起改算。请先把更正稿定稿，再保存；{NOTHING_SAVED}。"
            )


def _scored(writer: Writer, month: date) -> tuple[Rows, Rows]:
    score_month(writer, month)
    return writer.rows("scored_points", month=month), ranking_rows(writer, month)


def ranking_moves(month: date, before: Rows, after: Rows) -> Rows:
    """Two rankings of a month side by side, in the shape of ``Trial.departments``."""
    old, new = ({row["department_id"]: row for row in rows} for rows in (before, after))
    return [
        {"month": month}
        | {name: (new.get(one) or old[one])[name] for name in ("ranking_group", "department_id", "department")}
        | {f"{name}_before": old.get(one, {}).get(name) for name in MOVES}
        | {f"{name}_after": new.get(one, {}).get(name) for name in MOVES}
        for one in dict.fromkeys([*new, *old])
    ]


def _points(before: Rows, after: Rows) -> Rows:
    old, new = ({row["point_id"]: row for row in rows} for rows in (before, after))
    found = []
    for one in dict.fromkeys([*new, *old]):
        was, row = old.get(one, {}), new.get(one) or old[one]
        moves = {f"{name}_before": was.get(name) for name in ("score", "weight")}
        moves |= {f"{name}_after": new.get(one, {}).get(name) for name in ("score", "weight")}
        if moves["score_before"] != moves["score_after"] or moves["weight_before"] != moves["weight_after"]:
            found.append({name: row[name] for name in ("point_id", "point", "unit", "department", "value")} | moves)
    return found
