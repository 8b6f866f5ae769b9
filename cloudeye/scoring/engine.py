"""Score a month and rank its departments. The arithmetic is in ``queries/scoring/``; here is only the order of the steps."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from enum import Enum
from itertools import chain
from statistics import NormalDist
from typing import Any

from cloudeye.catalog import today
from cloudeye.clock import now
from cloudeye.errors import ScoringError
from cloudeye.store import Reader, Store, Writer

# The columns of `rank --json`, in order, and the snapshot's name for each.
RANK_COLUMNS = {
    "department_id": "department_id",
    "department": "department",
    "group": "ranking_group",
    "score": "score",
    "low": "low",
    "high": "high",
    "rank": "rank",
    "rank_low": "rank_low",
    "rank_high": "rank_high",
    "band": "band",
    "previous_rank": "previous_rank",
    "perception": "perception",
    "completion": "completion",
    "coverage": "coverage",
}

# The sources of derived values, and the query that computes them over a period.
DERIVED = {"service_records": "derived_service_measurements", "complaints": "derived_complaint_measurements"}


def month_before(month: date) -> date:
    """The first day of the calendar month before ``month``."""
    return date(month.year - 1, 12, 1) if month.month == 1 else date(month.year, month.month - 1, 1)


def refresh_rollup(writer: Writer, months: Iterable[date]) -> None:
    """Count the service records of these months (first days) again, from the records themselves.

    Neighbouring months are counted in one pass over the records.
    """
    run: list[date] = []
    for month in sorted(set(months)):
        if run and month_before(month) != run[-1]:
            _count_again(writer, run[0], run[-1])
            run = []
        run.append(month)
    if run:
        _count_again(writer, run[0], run[-1])


def _count_again(writer: Writer, first: date, last: date) -> None:
    writer.run("clear_service_rollup", first_month=first, last_month=last)
    writer.insert_from("service_rollup", "service_rollup_rows", first_month=first, last_month=last)


def shift_rollup(writer: Writer, gained: str, lost: str) -> None:
    """Add the service records of one table to the rollup and take those of another out of it, by the difference alone.

    Both are names of tables or views in the columns of ``service_record``, visible to the writer. The sums are whole numbers and
    decimals, so the result is that of ``refresh_rollup``, to the digit.
    """
    writer.run("rollup_change", gained=gained, lost=lost)
    writer.run("shifted_rollup")
    writer.run("clear_shifted_rollup")
    writer.insert_from("service_rollup", "shifted_rollup_rows")


def score_month(writer: Writer, month: date) -> None:
    """Compute every score of the month: derived values, points, indicators, domains, components, departments.

    ``month`` is its first day. Scores are 0–100 points. Reads the rollup, not the records.
    """
    asked = {(row["source"], row["frequency"]) for row in writer.rows("derived_sources")}
    for frequency, months in periods_in_force(month).items():
        period = {"frequency": frequency, "first_month": months[0]}
        writer.run("clear_derived_measurements", **period)
        for source, name in DERIVED.items():
            if (source, frequency) in asked:
                writer.insert_from("measurement", name, **period, last_month=months[-1])
    score_measured(writer, month)


def score_measured(writer: Writer, month: date) -> None:
    """Compute every score of the month from its values as they stand, without deriving any of them again."""
    z = NormalDist().inv_cdf((1 + _interval_level(writer)) / 2)
    for table, name, parameters in (
        ("point_score", "point_scores", {"z": z}),
        ("indicator_score", "indicator_scores", {}),
        ("domain_score", "domain_scores", {}),
        ("score_component", "score_components", {"z": z}),
        ("department_score", "department_scores", {}),
    ):
        writer.delete(table, month=month)
        writer.insert_from(table, name, month=month, **parameters)


class Standing(Enum):
    """What ranking a month does to the database; the value is the sentence for whoever asked."""

    OPEN = "已保存为草案"
    UNFINISHED = "本月尚未结束，结果为试算，未入库"
    PUBLISHED = "本月排名已定稿，以上为按现有数据重算的结果，未入库；更正请加 --correct，另出新版"


def standing(store: Store, month: date) -> Standing:
    """Whether the month's ranking may be kept: it may once the month is over and until it is published."""
    if _is_published(store.reading(), month):
        return Standing.PUBLISHED
    return Standing.OPEN if today(store).date() > last_day(month) else Standing.UNFINISHED


def rank_month(
    store: Store, month: date, *, at: datetime | None = None, recount: bool = True, correct: bool = False
) -> list[dict[str, Any]]:
    """Score and rank a month; returns one row per department in the shape of ``rank --json`` (scores unrounded).

    With ``recount`` the service records of the months it rests on are counted again first. The ranking is kept as the month's
    draft; of a month that is not over, or is published, it is only computed, in a transaction that is rolled back: a published
    snapshot cannot move. With ``correct`` a published month gets a new draft version beside the final one.
    Raises ScoringError when the month has nothing to score.
    """
    found = standing(store, month)
    keep = found is Standing.OPEN or (correct and found is Standing.PUBLISHED)
    with store.writing() if keep else store.rehearsing() as writer:
        if keep and not correct and _is_published(writer, month):
            raise ScoringError(f"{month:%Y-%m} 的排名刚刚定稿，本次没有改动。请重新运行。")
        if recount:
            refresh_rollup(writer, chain(*periods_in_force(month).values()))
        months, before = [row["month"] for row in writer.rows("component_months")], month_before(month)
        if before in months and not writer.rows("snapshot_versions", month=before):
            draft_month(writer, before, at or now())  # a movement needs the month before
        score_month(writer, month)
        rows = ranking_rows(writer, month)
        if month not in months and all(row["score"] is None for row in rows):
            span = f"现有数据从 {months[0]:%Y-%m} 到 {months[-1]:%Y-%m}" if months else "库中还没有数据"
            raise ScoringError(f"{month:%Y-%m} 没有可评分的数据，{span}。请换一个月份，或先导入数据。")
        if keep:
            _keep_draft(writer, month, rows, at or now())
            rescore(writer, [row["month"] for row in writer.rows("drafted_months") if row["month"] > month], at or now())
    return [{name: row[column] for name, column in RANK_COLUMNS.items()} for row in rows]


def draft_month(writer: Writer, month: date, at: datetime) -> None:
    """Score the month and keep its ranking as the draft; movements are against the month before as it stands."""
    score_month(writer, month)
    _keep_draft(writer, month, ranking_rows(writer, month), at)


def rescore(writer: Writer, months: Iterable[date], at: datetime) -> list[date]:
    """Score and rank again, oldest first, the unpublished ones among ``months`` and those after that build on them.

    Returns the months done. Used after an upload, inside its transaction.
    """
    changed = sorted(set(months))
    if not changed:
        return []
    done = []
    for row in writer.rows("drafted_months"):
        if row["month"] >= changed[0]:
            draft_month(writer, row["month"], at)
            done.append(row["month"])
    return done


def correct_months(writer: Writer, months: Iterable[date], at: datetime) -> dict[date, int]:
    """Draft these months again, a published one as a new version beside the final one, and the later drafts that build on them.

    Returns the version that each of ``months`` has as a draft now.
    """
    corrected = sorted(set(months))
    later = [row["month"] for row in writer.rows("drafted_months") if corrected and row["month"] > corrected[0]]
    for month in sorted({*corrected, *later}):
        draft_month(writer, month, at)
    return {
        month: next(row["version"] for row in writer.rows("snapshot_versions", month=month) if row["status"] == "draft")
        for month in corrected
    }


def ranking_rows(writer: Writer, month: date) -> list[dict[str, Any]]:
    """The departments of a scored month in their ranks, in the columns of a snapshot; nothing is kept."""
    tail = (1 - _interval_level(writer)) / 2
    return writer.rows("ranking", month=month, z=NormalDist().inv_cdf(1 - tail), tail=tail)


def _keep_draft(writer: Writer, month: date, rows: list[dict[str, Any]], at: datetime) -> None:
    versions = writer.rows("snapshot_versions", month=month)
    first = next((version["drafted_at"] for version in versions if version["status"] == "draft"), at)
    final = [version["version"] for version in versions if version["status"] == "final"]
    stamp = {"version": max(final, default=0) + 1, "status": "draft", "drafted_at": first, "computed_at": at}
    writer.delete("ranking_snapshot", month=month, status="draft")
    writer.insert("ranking_snapshot", [{**row, **stamp} for row in rows])


def _is_published(reader: Reader, month: date) -> bool:
    return any(version["status"] == "final" for version in reader.rows("snapshot_versions", month=month))


def last_day(month: date) -> date:
    """The last day of the month that begins with ``month``."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def periods_in_force(month: date) -> dict[str, list[date]]:
    """The months of the period whose value counts in ``month``, by frequency: the latest that has ended by its end."""
    quarter_end = month
    while quarter_end.month % 3:
        quarter_end = month_before(quarter_end)
    year = month.year if month.month == 12 else month.year - 1
    return {
        "月": [month],
        "季": [date(quarter_end.year, quarter_end.month - back, 1) for back in (2, 1, 0)],
        "年": [date(year, number, 1) for number in range(1, 13)],
    }


def _interval_level(writer: Writer) -> float:
    return float(writer.row("scoring_parameter_values")["interval_level"])
