"""What a load writes, and what would come of it: the rows that lie on a desk, put in their place inside a transaction.

A preview does the same in a transaction that is rolled back, so that its effect is that of the load to the digit.
"""

from datetime import date, datetime
from typing import Any

from cloudeye import scoring
from cloudeye.ingest.datasets import Dataset
from cloudeye.ingest.effect import Effect, effect_between, standing_of
from cloudeye.store import Writer, all_queries


def touched_months(writer: Writer, dataset: Dataset) -> list[date]:
    """The months whose figures the incoming rows change, oldest first."""
    return [row["month"] for row in writer.rows(f"touched_{dataset.name}")]


def rehearse(writer: Writer, dataset: Dataset, at: datetime) -> Effect:
    """What loading would do to the ranking. Run it inside ``store.rehearsing()`` alone.

    Service records are not even written there: their part of the rollup is enough for every score. The newest month that they
    touch counts too when it has no ranking yet, as a trial.
    """
    months = touched_months(writer, dataset)
    newest = max((month for month in months if month <= at.date()), default=None)  # a deadline may lie ahead
    unranked = [newest] if newest is not None and not writer.rows("snapshot_versions", month=newest) else []
    for month in unranked:
        scoring.draft_month(writer, month, at)
    ranked = _drafts_since(writer, months)
    before = standing_of(writer, ranked)
    if dataset.feeds_rollup:
        scoring.shift_rollup(writer, "incoming", "outgoing")
    else:
        _replace(writer, dataset)
    scoring.rescore(writer, months, at)
    return effect_between(before, standing_of(writer, ranked), waiting_months(writer), unranked)


def write_rows(writer: Writer, dataset: Dataset, batch_id: str, at: datetime) -> None:
    """Put the incoming rows in their place and keep what they replace.

    The rollup is done; what is computed from it and from the rows (scores, rankings) is for the caller to do again.
    """
    for table, name in dataset.also:
        writer.insert_from(table, name, now=at)
    writer.insert_from(f"{dataset.table}_replaced", "kept_rows", batch_id=batch_id)
    _replace(writer, dataset)
    if dataset.feeds_rollup:
        scoring.shift_rollup(writer, "incoming", "outgoing")


def write_batch(writer: Writer, dataset: Dataset, ledger: dict[str, Any], rehearsed: Effect, at: datetime) -> Effect:
    """Write all that a file brings: rows, refusals, rows that wait, the ledger; score again. Returns the effect it had.

    What ``rehearsed`` says of a month without a ranking is kept, as a load makes none.
    """
    batch_id = ledger["batch_id"]
    months = touched_months(writer, dataset)
    ranked = _drafts_since(writer, months)
    before = standing_of(writer, ranked)
    write_rows(writer, dataset, batch_id, at)
    waiting = waiting_months(writer)
    if waiting:
        writer.insert_from(f"{dataset.table}_waiting", "waiting_rows")
        writer.insert_from("correction", "new_corrections", batch_id=batch_id, now=at)
    writer.insert_from("rejected_row", "incoming_problems", batch_id=batch_id)
    scoring.rescore(writer, months, at)
    effect = effect_between(before, standing_of(writer, ranked), waiting).joined(rehearsed)
    writer.insert("import_batch", [{**ledger, "effect": effect.as_json()}])
    return effect


def waiting_months(writer: Writer) -> dict[date, int]:
    """How many lines of the file wait, by published month."""
    return {row["month"]: int(row["lines"]) for row in writer.rows("waiting_months")}


def _replace(writer: Writer, dataset: Dataset) -> None:
    writer.run(f"replaced_{dataset.name}")
    ordered = f"ordered_{dataset.name}"
    writer.insert_from(dataset.table, ordered if ordered in all_queries() else "incoming_rows")


def _drafts_since(writer: Writer, months: list[date]) -> list[date]:
    return [row["month"] for row in writer.rows("drafted_months") if months and row["month"] >= months[0]]
