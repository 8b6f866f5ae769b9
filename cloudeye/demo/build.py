"""Build the demo district: catalogue, six million records and everything else, scored and published, in one new file."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from cloudeye.catalog import load_catalog
from cloudeye.catalog.geography import district_map
from cloudeye.demo.adjustments import adjustments
from cloudeye.demo.complaints import complaints
from cloudeye.demo.contact_points import contact_points
from cloudeye.demo.enterprises import enterprises
from cloudeye.demo.inspections import inspections
from cloudeye.demo.letters import letters
from cloudeye.demo.measurements import measurements
from cloudeye.demo.objections import objections
from cloudeye.demo.parameters import DEFAULT_SEED, DISTRICT_NAME, Volumes
from cloudeye.demo.places import Places
from cloudeye.demo.quality import Quality, curves
from cloudeye.demo.rectifications import rectifications
from cloudeye.demo.services import write_service_records
from cloudeye.demo.submissions import submissions
from cloudeye.demo.tasks import due_dates, progress_rows
from cloudeye.demo.world import World, add_months, survey
from cloudeye.paths import CATALOG
from cloudeye.scoring import draft_month, publish, refresh_rollup
from cloudeye.store import Store, Writer
from cloudeye.store.database import write_ahead_log

Progress = Callable[[str, float], None]
Rows = list[dict[str, Any]]

# A month is ranked on this working day of the month after it, and published on the first one after the time for objections.
DRAFTED_ON, DRAFTED_AT = 3, time(10)
PUBLISHED_AT = time(17)

# What share of the build each phase has begun after; labels are what the person watching reads.
PHASES = {
    "装载评价目录与日历": 0.0,
    "生成企业与诉求": 0.02,
    "生成函件、检查与整改": 0.12,
    "生成归集数据": 0.15,
    "汇总归集数据": 0.78,
    "评分、排名与发布": 0.84,
    "收尾": 0.98,
}


def _silent(label: str, share: float) -> None:
    """For callers that do not watch."""


def build(
    path: Path | str,
    *,
    seed: int = DEFAULT_SEED,
    as_of: datetime,
    progress: Progress = _silent,
    service_records: int = Volumes.service_records,
) -> None:
    """Write the demo district for ``seed`` as it stands at ``as_of`` (naive Asia/Shanghai) to the database file ``path``.

    The same seed and moment give the same rows, bit for bit. Works in a file beside ``path`` that takes its name at the
    end, so an interrupted build leaves whatever was there before. ``progress(label, share)`` hears the phase in Chinese and
    how much is done, 0 to 1. ``service_records`` is for small demos. Raises StoreError when the file cannot be written.
    """
    target = Path(path)
    part = target.with_name(target.name + ".building")
    part.unlink(missing_ok=True)
    write_ahead_log(part).unlink(missing_ok=True)
    if target.exists():
        Store(target).close()  # says so in one sentence if the server holds it
    try:
        with Store(part, create=True) as store:
            _fill(store, seed, as_of.replace(microsecond=0), service_records, progress)
        part.replace(target)
        write_ahead_log(target).unlink(missing_ok=True)
    finally:
        part.unlink(missing_ok=True)
    progress("完成", 1.0)


def _fill(store: Store, seed: int, as_of: datetime, service_records: int, progress: Progress) -> None:
    def phase(label: str) -> Callable[[float], None]:
        labels = list(PHASES)
        start = PHASES[label]
        end = PHASES[labels[labels.index(label) + 1]] if label != labels[-1] else 1.0
        progress(label, start)
        return lambda done: progress(label, start + (end - start) * min(1.0, done))

    phase("装载评价目录与日历")
    load_catalog(store, CATALOG, now=as_of)
    with store.writing() as writer:
        writer.insert("district", [{"name": DISTRICT_NAME, "is_demo": True, "seed": seed, "as_of": as_of}])
        writer.run("demo_merge_department", last_day=date(as_of.year, 6, 30))
    world = survey(store, seed, as_of)
    with store.writing() as writer:
        _redate_tasks(writer, world)
    world = survey(store, seed, as_of)
    quality = Quality(world, curves(world))
    with store.writing() as writer:
        _write_small_tables(store, writer, world, quality, phase)
        written = write_service_records(writer, world, quality, service_records, phase("生成归集数据"))
        _register(writer, as_of, "service_records", written)
        phase("汇总归集数据")
        refresh_rollup(writer, world.months)
    _score(store, world, phase("评分、排名与发布"))
    phase("收尾")


def _redate_tasks(writer: Writer, world: World) -> None:
    writer.run("demo_create_task_date")
    writer.insert("demo_task_date", due_dates(world))
    writer.run("demo_redate_tasks")
    writer.run("demo_drop_task_date")


def _write_small_tables(
    store: Store, writer: Writer, world: World, quality: Quality, phase: Callable[[str], Callable[[float], None]]
) -> None:
    done = phase("生成企业与诉求")
    places = Places(world, district_map(store))
    people = enterprises(world, Volumes.enterprises)
    said = complaints(world, quality, places, people, Volumes.complaints, done)
    phase("生成函件、检查与整改")
    sent = letters(world, quality)
    looked = inspections(world, quality)
    mended = rectifications(world, quality, said.complaints, sent.letters, looked.findings)
    points, issues = contact_points(world, places, people)
    tables: dict[str, Rows] = {
        "enterprise": people,
        "complaint": said.complaints,
        "complaint_event": said.events,
        "callback": said.callbacks,
        "measurement": measurements(world, quality),
        "task_progress": progress_rows(world, quality),
        "inspection": looked.inspections,
        "finding": looked.findings,
        "letter": sent.letters,
        "letter_event": sent.events,
        "rectification": mended.rectifications,
        "rectification_event": mended.events,
        "score_adjustment": adjustments(world, quality, sent.letters, mended.rectifications),
        "contact_point": points,
        "contact_point_issue": issues,
    }
    writer.insert("import_batch", submissions(world, quality, tables["measurement"], tables["task_progress"]))
    for table, rows in tables.items():
        writer.insert(table, rows)
    for dataset, table in (
        ("enterprises", "enterprise"),
        ("complaints", "complaint"),
        ("measurements", "measurement"),
        ("task_progress", "task_progress"),
    ):
        own = sum(row.get("batch_id") in (None, f"demo-{dataset}") for row in tables[table])
        _register(writer, world.as_of, dataset, own)


def _register(writer: Writer, as_of: datetime, dataset: str, rows: int) -> None:
    """The ledger row of what the demo wrote for a dataset."""
    writer.insert(
        "import_batch",
        [
            {
                "batch_id": f"demo-{dataset}",
                "dataset": dataset,
                "file_name": "演示数据生成器",
                "new_rows": rows,
                "changed_rows": 0,
                "unchanged_rows": 0,
                "refused_rows": 0,
                "flagged_rows": 0,
                "loaded_at": as_of,
            }
        ],
    )


def _score(store: Store, world: World, progress: Callable[[float], None]) -> None:
    """Rank every complete month when its numbers were in; publish all but the latest, which stays a draft with its objections."""
    complete = world.months[:-1]
    objection_days = next(int(row["value"]) for row in store.rows("rule_values") if row["name"] == "objection_days")
    for number, month in enumerate(complete, start=1):
        following = add_months(month, 1)
        drafted = world.work.between(following, add_months(following, 1))[DRAFTED_ON - 1]
        drafted_at = min(datetime.combine(drafted, DRAFTED_AT), world.as_of)
        with store.writing() as writer:
            draft_month(writer, month, drafted_at)
            if month == complete[-1]:
                writer.insert("objection", objections(writer, world, month, drafted_at, world.as_of))
        if month != complete[-1]:
            published = world.work.days[world.work.ordinal(drafted) + objection_days]
            publish(store, month, at=datetime.combine(published, PUBLISHED_AT))
        progress(number / len(complete))
