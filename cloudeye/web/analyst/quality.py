"""Whether the data of a month are in: what was due, what came in time, what is still owed, by department and kind of data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from cloudeye.catalog.reporting import BY_DEPARTMENT, BY_DISTRICT
from cloudeye.web import district
from cloudeye.web.wording import full_month

Row = Mapping[str, Any]

KINDS = {
    "measurements": "监督靶点", "task_progress": "改革任务", "service_records": "办件记录", "complaints": "诉求渠道",
    "callbacks": "诉求回访",
}  # fmt: skip
# What one thing of a kind is counted in.
UNITS = {"measurements": "个", "task_progress": "项", "service_records": "类", "complaints": "个", "callbacks": "件"}
ON_TIME, LATE, THERE, NOT_YET, MISSING = STATES = ("按时", "迟报", "已报", "未到期", "未报")
TONES = {ON_TIME: "met", LATE: "warn", THERE: "met", NOT_YET: "none", MISSING: "late"}
NO_SENDER = "未注明报送单位"

EXPORT_COLUMNS = {
    "department": "单位", "kind": "数据", "unit_id": "编号", "unit": "名称", "state": "状态", "expected": "应报",
    "reported": "已报", "due": "报送期限", "reported_at": "首次收到", "last_period": "上次报送期",
}  # fmt: skip


@dataclass(frozen=True)
class Due:
    """One thing that was due: a point's value, a task's progress, the records of a service, the complaints of a channel.

    ``frequency`` is 月, 季 or 年, ``state`` one of ``STATES``; ``expected`` and ``reported`` are 1 and 0 or 1, except
    for call-backs. ``reported_at`` is None when nobody brought it (it came with the district), ``last_period`` the latest period
    before with data, None if there is none.
    """

    kind: str
    department_id: str | None
    unit_id: str
    unit: str
    frequency: str
    state: str
    expected: int
    reported: int
    due: datetime
    reported_at: datetime | None
    last_period: date | None

    @property
    def missing(self) -> int:
        """How many are owed and overdue."""
        return self.expected - self.reported if self.state == MISSING else 0


@dataclass(frozen=True)
class Organisation:
    """One department (None: the district as a whole or senders who did not say), what it owed, and the rows of its uploads."""

    department_id: str | None
    name: str
    dues: Sequence[Due]
    refused_rows: int = 0
    changed_rows: int = 0
    waiting_rows: int = 0

    def of(self, kind: str) -> list[Due]:
        """What it owed of one kind."""
        return [due for due in self.dues if due.kind == kind]


@dataclass(frozen=True)
class Quality:
    """A month's data: ``organisations`` that owed or sent something, those who owe most first; ``streams`` of the district."""

    month: date
    now: datetime
    moments: Mapping[str, datetime]
    organisations: Sequence[Organisation]
    streams: Sequence[Due]

    @property
    def dues(self) -> list[Due]:
        """What departments owed."""
        return [due for organisation in self.organisations for due in organisation.dues]

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The month after, in which the data arrive: refused and changed rows are counted in it."""
        return reporting_span(self.month)


def reporting_span(month: date) -> tuple[datetime, datetime]:
    """The first and the last moment of the month after ``month``."""
    since = following(month)
    return datetime.combine(since, time()), datetime.combine(following(since), time()) - timedelta(microseconds=1)


def following(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def state_of(row: Row, due: datetime, now: datetime, enough: float = 1) -> str:
    """The one word for how something due stands at ``now``; ``enough`` is the share of it that is asked for."""
    if row["reported"] < enough * row["expected"]:
        return NOT_YET if now <= due else MISSING
    if row["reported_at"] is None:
        return THERE
    return ON_TIME if row["reported_at"] <= due else LATE


def _enough(kind: str) -> float:
    """Not every enterprise picks up the phone: call-backs are in when they reach the coverage that rates are shown with."""
    return district.rule("coverage_warning") if kind == "callbacks" else 1


def quality(month: date, now: datetime) -> Quality:
    """How the data of ``month`` (its first day) stand at ``now``. Raises CatalogueError beyond the working-day calendar."""
    moments = district.due_moments(month)
    found = [
        Due(kind, row["department_id"], row["unit_id"], row["unit"], row["frequency"],
            state_of(row, moment, now, _enough(kind)), row["expected"], row["reported"], moment,
            row["reported_at"], row["last_period"])
        for kind, moment in moments.items()
        for row in district.ask(f"due_{kind}", month=month)
    ]  # fmt: skip
    since, until = reporting_span(month)
    sent = {row["department_id"]: row for row in district.ask("batch_quality", since=since, until=until)}
    names = {row["department_id"]: row["short_name"] for row in district.ask("department_names")}
    organisations = [
        Organisation(
            one,
            names.get(one, one) if one else NO_SENDER,
            [due for due in found if due.kind in BY_DEPARTMENT and due.department_id == one],
            *(int(sent[one][name]) if one in sent else 0 for name in ("refused_rows", "changed_rows", "waiting_rows")),
        )
        for one in (*names, None)
    ]
    kept = [one for one in organisations if one.dues or one.refused_rows or one.changed_rows or one.waiting_rows]
    kept.sort(key=lambda one: (one.department_id is None, -owed(one.dues), -counted(one.dues, LATE)))
    return Quality(month, now, moments, kept, [due for due in found if due.kind in BY_DISTRICT])


def owed(dues: Iterable[Due]) -> int:
    """How many things are overdue."""
    return sum(due.missing for due in dues)


def counted(dues: Iterable[Due], *states: str) -> int:
    """How many of ``dues`` are in one of ``states``."""
    return sum(due.state in states for due in dues)


def conclusion(found: Quality) -> str:
    """One sentence: how much was due, how much is in, who owes most and since when."""
    dues = found.dues
    if not dues:
        return f"{full_month(found.month)}没有应由部门报送的数据。"
    there = counted(dues, ON_TIME, LATE, THERE)
    late = counted(dues, LATE)
    sentence = f"{full_month(found.month)}应报 {len(dues)} 项，已报 {there} 项" + (f"，其中迟报 {late} 项" if late else "")
    owing = [one for one in found.organisations if owed(one.dues)]
    if owing:
        most = max(owing, key=lambda one: owed(one.dues))
        total = sum(owed(one.dues) for one in owing)
        if len(owing) == 1:
            return f"{sentence}；{most.name}还有 {total} 项未报。"
        return f"{sentence}；{len(owing)} 个单位 {total} 项未报，{most.name}最多（{owed(most.dues)} 项）。"
    waiting = counted(dues, NOT_YET)
    if waiting:
        first = min(due.due for due in dues if due.state == NOT_YET)
        return f"{sentence}，其余 {waiting} 项未到期，最近的期限是 {first:%m-%d}。"
    return f"{sentence}，全部报齐。"


def since_words(due: Due) -> str:
    """Since when something is missing: 上次报 2026-08, or that it never came."""
    return f"上次报 {period_words(due.last_period, due.frequency)}" if due.last_period else "尚无历史数据"


def period_words(period: date, frequency: str) -> str:
    """2026-08, 2026 年 2 季度 or 2026 年, by how often something is due."""
    if frequency == "年":
        return f"{period.year} 年"
    return f"{period.year} 年 {(period.month + 2) // 3} 季度" if frequency == "季" else f"{period:%Y-%m}"


def export_rows(found: Quality) -> list[dict[str, Any]]:
    """Everything that was due, a row each, in the columns of ``EXPORT_COLUMNS``."""
    names = {one.department_id: one.name for one in found.organisations}
    return [
        {
            "department": names.get(due.department_id, "") if due.department_id else "全区",
            "kind": KINDS[due.kind],
            "unit_id": due.unit_id,
            "unit": due.unit,
            "state": due.state,
            "expected": due.expected,
            "reported": due.reported,
            "due": f"{due.due:%Y-%m-%d %H:%M}",
            "reported_at": f"{due.reported_at:%Y-%m-%d %H:%M}" if due.reported_at else "",
            "last_period": period_words(due.last_period, due.frequency) if due.last_period else "",
        }
        for due in [*found.dues, *found.streams]
    ]
