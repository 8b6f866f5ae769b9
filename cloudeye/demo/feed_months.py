"""What the live feed does when a month is over: its reports come in, it is ranked and objected to, and the month before is
decided on and published."""

from datetime import date, datetime, timedelta

from cloudeye.demo.measurements import measurements
from cloudeye.demo.objections import DECIDED_BY, REASONS, objections
from cloudeye.demo.profiles import period_months
from cloudeye.demo.quality import Quality, curves
from cloudeye.demo.tasks import progress_rows
from cloudeye.demo.world import World, add_months, month_of, survey
from cloudeye.scoring import draft_month, publish
from cloudeye.store import Store, Writer


def turn(store: Store, seed: int, now: datetime) -> None:
    """Rank every month that is over at ``now`` and has no ranking yet; publish all drafts but the latest."""
    known = store.row("demo_feed_rankings")
    last = add_months(month_of(now), -1)
    if known["latest"] is not None and known["latest"] < last:
        month = known["latest"]
        while month < last:
            month = add_months(month, 1)
            _close(store, seed, month, now)
    for row in store.rows("demo_feed_drafts", before=last):
        with store.writing() as writer:
            refusal = {"reason": REASONS["不予采纳"], "decided_by": DECIDED_BY, "decided_at": now}
            writer.run("demo_feed_objections_decided", month=row["month"], **refusal)
        publish(store, row["month"], at=now)


def _close(store: Store, seed: int, month: date, now: datetime) -> None:
    """The reports of a month that is over, and its ranking as a draft."""
    end = datetime.combine(add_months(month, 1), datetime.min.time()) - timedelta(seconds=1)
    world = survey(store, seed, end)
    quality = Quality(world, curves(world))
    with store.writing() as writer:
        _report(writer, world, quality, month)
        draft_month(writer, month, now)
        if add_months(month, 1) == month_of(now):
            writer.insert("objection", objections(writer, world, month, now, now))


def _report(writer: Writer, world: World, quality: Quality, month: date) -> None:
    """Measurements of the periods that end with the month, and how far the tasks have come; nothing goes back."""
    length = {row["point_id"]: period_months(row["frequency"]) for row in world.points}
    due = [
        row for row in measurements(world, quality) if add_months(row["period"], length[row["point_id"]]) == add_months(month, 1)
    ]
    writer.insert("measurement", due)
    before = {row["task_id"]: row["actual_percent"] for row in writer.rows("demo_feed_task_percents")}
    progress = [row for row in progress_rows(world, quality) if row["month"] == month]
    writer.delete("task_progress", month=month)
    writer.insert(
        "task_progress",
        [{**row, "actual_percent": max(row["actual_percent"], before.get(row["task_id"], 0.0))} for row in progress],
    )
