"""Everything known of one department in a month, asked once: the portrait and the one-page brief show the same numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.scoring.losses import Loss, losses
from cloudeye.scoring.rates import wilson
from cloudeye.web import district
from cloudeye.web.frame import address
from cloudeye.web.movement import movement_words
from cloudeye.web.wording import DASH, full_month, points, rank_range, text

Row = Mapping[str, Any]
PAGE = "leader-department"
# Fewer departments of a group than this have no middle that says anything.
FEWEST_PEERS = 3
RATES = {"responded": "响应率", "solved": "解决率", "satisfied": "满意率"}
MIDDLES = {"domain": "全区领域中位", "indicator": "全区指标中位"}
LEVELS = {"rate": "诉求", "tasks": "任务", "domain": "领域", "indicator": "二级指标"}


@dataclass(frozen=True)
class Comparison:
    """One thing a department is scored on beside the middle of others; ``against`` says in words whose middle it is."""

    level: str
    item_id: str
    name: str
    score: float
    reference: float
    against: str

    @property
    def difference(self) -> float:
        """How many points the department stands above the middle; negative: below."""
        return self.score - self.reference


@dataclass(frozen=True)
class Rate:
    """One of the three rates: ``hits`` of ``sample`` out of ``population`` complaints, with the ends of its interval in per cent.

    Everything but the name is None where 1 to 4 complaints would say what one of them said, or where there was none.
    """

    rate: str
    hits: int | None
    sample: int | None
    population: int | None
    low: float | None
    high: float | None

    @property
    def name(self) -> str:
        """响应率, 解决率 or 满意率."""
        return RATES[self.rate]

    @property
    def value(self) -> float | None:
        """The rate in per cent."""
        return None if self.hits is None or not self.sample else 100 * self.hits / self.sample

    def is_thin(self, warning: float) -> bool:
        """Whether fewer than the share ``warning`` of the complaints said anything."""
        return bool(self.sample is not None and self.population and self.sample < warning * self.population)


@dataclass(frozen=True)
class Portrait:
    """One department in one month, for one viewer: rows of the queries that are named like the fields.

    ``ranked`` is its row of the month's ranking; ``score`` of ``department_score_of``; ``published`` of ``ranking_months``.
    Rectifications, letters and inspections are as they stand at ``now``, whatever the month. ``opens`` are the pages that the
    viewer may open, ``sees_all`` whether other departments may be named.
    """

    month: date
    now: datetime
    ranked: Row
    score: Row
    published: Row
    group: Sequence[Row]
    components: Sequence[Row]
    adjustments: Sequence[Row]
    trend: Sequence[Row]
    events: Sequence[Row]
    comparisons: Sequence[Comparison]
    rates: Sequence[Rate]
    clocks: Mapping[str, Row]
    tasks: Sequence[Row]
    rectifications: Sequence[Row]
    letters: Sequence[Row]
    inspections: Sequence[Row]
    points: Sequence[Row]
    coverage_warning: float
    interval_level: float
    opens: frozenset[str]
    sees_all: bool

    @property
    def department_id(self) -> str:
        """Whose portrait it is."""
        return str(self.ranked["department_id"])

    @property
    def name(self) -> str:
        """The department's full name."""
        return str(self.score["name"])

    @property
    def month_key(self) -> str:
        """The month as addresses have it: 2026-02."""
        return f"{self.month:%Y-%m}"

    def parts(self) -> list[Loss]:
        """What lies between 100 and the score."""
        return losses(self.components, score=self.ranked["score"], bonus=self.score["bonus"], penalty=self.score["penalty"])

    def in_work(self) -> list[Row]:
        """The rectifications that are not struck off."""
        return [row for row in self.rectifications if row["phase"] != "已销号"]

    def link(self, page: str, words: str, /, **query: str) -> str:
        """``words`` (markup) leading to a page of this month and department where the viewer may open it, else ``words``."""
        if page not in self.opens:
            return words
        return f'<a href="{self.href(page, **query)}" target="_self">{words}</a>'

    def href(self, page: str, /, **query: str) -> str:
        """The address of a page of this month and department, safe in an attribute; what ``query`` names empty is left out."""
        given = {"department": self.department_id, "month": self.month_key} | query
        return address(page, **{name: value for name, value in given.items() if value})

    def passport(self, figure: str, words: str) -> str:
        """A number (markup) leading to where it comes from."""
        return self.link("leader-passport", words, figure=figure)


def portrait(month: date, department_id: str, viewer: Viewer) -> Portrait | None:
    """What is known of a department in a month; None when it has no score there."""
    ranking = district.ask("snapshot_of_month", month=month)
    ranked = next((row for row in ranking if row["department_id"] == department_id), None)
    score = district.ask("department_score_of", month=month, subject_id=department_id)
    if ranked is None or ranked["score"] is None or not score:
        return None
    sees_all = viewer.reach("page", PAGE) is Reach.ALL
    now, of_month = district.moment(), {"month": month, "department_id": department_id}
    at_present = {"department_id": department_id, "now": now}
    group = [row for row in ranking if row["ranking_group"] == ranked["ranking_group"]]
    components, level = district.ask("department_components", **of_month), district.rule("interval_level")
    return Portrait(
        month=month,
        now=now,
        ranked=ranked,
        score=score[0],
        published=next(row for row in district.ask("ranking_months") if row["month"] == month),
        group=group,
        components=components,
        adjustments=district.ask("department_adjustments", **of_month),
        trend=district.ask("department_trend", **of_month),
        events=district.ask("department_events", **of_month, sees_covert=sees_all),
        comparisons=comparisons(district.ask("month_items", month=month), department_id, _peers(group)),
        rates=rates(
            [row for row in district.ask("month_rates", month=month) if row["subject_id"] == department_id], components, level
        ),
        clocks={
            row["clock"]: row
            for row in district.ask("month_clocks", month=month, now=now.date())
            if row["department_id"] == department_id
        },
        tasks=district.ask("department_tasks", **of_month),
        rectifications=district.ask("department_rectifications", **at_present),
        letters=district.ask("department_letters", **at_present),
        inspections=district.ask("department_inspections", **at_present, sees_covert=sees_all),
        points=district.ask("department_points", **of_month),
        coverage_warning=district.rule("coverage_warning"),
        interval_level=level,
        opens=frozenset(page for page in OPENED if viewer.reach("page", page)),
        sees_all=sees_all,
    )


# The pages that a portrait leads to.
OPENED = (
    "leader-brief", "leader-domain", "leader-indicator", "leader-point", "leader-tasks", "leader-task", "leader-rectifications",
    "leader-rectification", "leader-passport", "leader-ranking", "leader-compare", "supervisor-complaints", PAGE,
)  # fmt: skip


def _peers(group: Sequence[Row]) -> frozenset[str]:
    return frozenset(row["department_id"] for row in group if row["rank"] is not None)


def comparisons(items: Sequence[Row], department_id: str, peers: frozenset[str]) -> list[Comparison]:
    """What a department does well and badly, best first; ``items`` are all rows of ``month_items``.

    Held against the median of its group where ``FEWEST_PEERS`` of the ranked departments have a value; otherwise against the
    district: the median of all domains or indicators, for a rate or the tasks the district's own value.
    """
    found = []
    for own in items:
        if own["subject_id"] != department_id:
            continue
        same = [row for row in items if row["level"] == own["level"]]
        among = [row["score"] for row in same if row["subject_id"] in peers and row["item_id"] == own["item_id"]]
        wide = own["level"] in MIDDLES
        there = [row["score"] for row in same if row["subject_id"] == "district" and (wide or row["item_id"] == own["item_id"])]
        if len(among) >= FEWEST_PEERS:
            reference, against = median(among), "同组中位"
        elif there:
            reference, against = median(there), MIDDLES.get(own["level"], "全区")
        else:
            continue
        found.append(Comparison(own["level"], own["item_id"], own["name"], own["score"], reference, against))
    return sorted(found, key=lambda item: (-item.difference, item.level, item.item_id))


def rates(counted: Sequence[Row], components: Sequence[Row], level: float) -> list[Rate]:
    """The three rates of a department, each with its interval at ``level``; ``counted`` are its rows of ``month_rates``.

    What counts in the score is shown as it counts there: a published month keeps its rates.
    """
    scored = {row["component_id"]: row for row in components if row["part"] == "response"}
    by_rate = {row["rate"]: row for row in counted}
    found = []
    for rate in RATES:
        row, component = by_rate.get(rate), scored.get(rate)
        hits, sample, population = (row["hits"], row["sample"], row["population"]) if row else (None, 0, 0)
        if component is not None and component["sample_size"]:
            sample = component["sample_size"]
            hits, population = round(component["score"] * sample / 100), max(population or 0, sample)
        low, high = wilson(hits, sample, level) if hits is not None and sample else (None, None)
        found.append(Rate(rate, hits, sample, population, low, high))
    return found


def place_words(ranked: Row) -> str:
    """Where it may stand: 可能名次第 5–9 名，第二梯队; only the band when it holds no rank."""
    if ranked["rank"] is None:
        return str(ranked["band"])
    return f"可能名次第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名，{ranked['band']}"


def conclusion(found: Portrait) -> str:
    """One sentence: the department, its score, where it may stand, how it moved."""
    ranked = found.ranked
    moved = movement_words(ranked["movement"], ranked["movement_error"])
    return f"{found.name}：综合得分 {points(ranked['score'])}，{place_words(ranked)}；{moved}。"


def cause(found: Portrait) -> str:
    """One sentence: where most points are lost, and what is late now."""
    parts = [part for part in found.parts() if part.lost > 0 and part.kind != "limit"]
    said = ""
    if parts:
        total, first = sum(part.lost for part in parts), parts[0]
        half = "，占一半以上" if len(parts) > 1 and first.lost > total / 2 else ""
        said = f"失分最多的是{first.name}（{points(first.lost)} 分{half}）"
    late = [row["days_late"] for row in found.rectifications if row["days_late"]]
    unanswered = sum(row["days_late"] is not None for row in found.letters)
    now = [f"整改超期 {len(late)} 件，最长 {max(late)} 天"] if late else []
    now += [f"{unanswered} 件函件超期未回复"] if unanswered else []
    return "；".join([said] * bool(said) + [f"目前{'，'.join(now)}" if now else "目前没有超期的整改和函件"]) + "。"


def standing_words(found: Portrait) -> str:
    """Which version of the month this is: 2026 年 2 月 · 排名草案 · 规则第 1 版."""
    row = found.published
    version = f"已定稿第 {row['version']} 版" if row["status"] == "final" else "排名草案"
    missing = f" · 缺{found.ranked['missing_parts']}，权重已按其余部分补足" if found.ranked["missing_parts"] else ""
    return f"{full_month(found.month)} · {version} · 规则第 {found.ranked['rule_version']} 版{missing}"


def interval_words(row: Row) -> str:
    """The interval of a score: 82.5–86.8; — without one."""
    return DASH if row["low"] is None else f"{points(row['low'])}–{points(row['high'])}"


def panel(title: str, note: str, body: str, *, kind: str = "") -> str:
    """A card of the page: a heading, a note beside it (plain texts), and its content (markup)."""
    said = f"<span>{text(note)}</span>" if note else ""
    return f'<section class="card {kind}"><h2>{text(title)}{said}</h2>{body}</section>'
