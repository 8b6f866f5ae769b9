"""Objections to a month's draft: what the ranking would be if all that still wait for a decision were upheld."""

from datetime import date
from typing import Any

from cloudeye.scoring.engine import ranking_rows, score_measured
from cloudeye.scoring.trial import ranking_moves
from cloudeye.store import Store

Rows = list[dict[str, Any]]


def if_upheld(store: Store, month: date) -> Rows:
    """Every department of the month's draft as it stands and as it would stand if all waiting objections were upheld.

    In the shape of ``Trial.departments``; empty when none waits or the month is published. Computed in a transaction that is
    rolled back; derived values stay as they were scored, so that only what is objected to moves.
    """
    if not any(row["state"] == "待裁定" for row in store.rows("objections_of_month", month=month)):
        return []
    with store.rehearsing() as writer:
        before = writer.rows("snapshot_of_month", month=month)
        if not before or before[0]["status"] != "draft":
            return []
        for part in ("uphold_measurements", "uphold_tasks", "uphold_complaints"):
            writer.run(part, month=month)
        score_measured(writer, month)
        return ranking_moves(month, before, ranking_rows(writer, month))
