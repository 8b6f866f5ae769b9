"""What a passport is about: the figure in the address, whether the viewer may ask for it, and everything the page shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from cloudeye.access.permissions import Reach
from cloudeye.access.viewer import Viewer
from cloudeye.scoring.passport_tree import Node, figure_of, tree
from cloudeye.web import district
from cloudeye.web.wording import full_month

Row = Mapping[str, Any]
PAGE, DISTRICT = "leader-passport", "district"
# Figures of a department (or the district): label, unit.
FIGURES = {
    "score": ("综合得分", "分"),
    "perception": ("市场主体感知度", "分"),
    "completion": ("改革任务完成度", "分"),
    "bonus": ("加分", "分"),
    "penalty": ("扣分", "分"),
    "coverage": ("填报覆盖率", "%"),
    "rank": ("名次", "名"),
    "responded": ("响应率", "%"),
    "solved": ("解决率", "%"),
    "satisfied": ("满意率", "%"),
}
RATES = ("responded", "solved", "satisfied")
# Figures of the catalogue (indicator:D01-01 …): what they are, unit.
CATALOGUE = {
    "domain": ("领域得分", "分"),
    "indicator": ("二级指标得分", "分"),
    "point": ("监督靶点得分", "分"),
    "task": ("任务得分", "分"),
}
FOREIGN = "您只能查看本单位的数据溯源。请回到本单位的页面再选择。"


@dataclass(frozen=True)
class Subject:
    """Whom a figure is about: ``subject_id`` (department_id or ``district``) whose inputs it is made of, and what it is called.

    ``found`` is the catalogue's row (``figure_subject``) for a domain, an indicator, a point or a task.
    """

    month: date
    figure: str
    subject_id: str
    name: str
    found: Row | None = None

    @property
    def kind(self) -> str:
        """score … satisfied, or domain, indicator, point, task."""
        return self.figure.partition(":")[0]

    @property
    def label(self) -> str:
        """What the number is called: 综合得分."""
        return (CATALOGUE if self.found else FIGURES)[self.kind][0]

    @property
    def unit(self) -> str:
        """Its unit: 分, %, 名."""
        return (CATALOGUE if self.found else FIGURES)[self.kind][1]

    @property
    def title(self) -> str:
        """行政审批部门，综合得分，2026 年 2 月."""
        return f"{self.found['name'] if self.found else self.name}，{self.label}，{full_month(self.month)}"

    @property
    def key(self) -> tuple[str, str]:
        """Its number in a ``Recomputation``."""
        return (DISTRICT if self.kind in ("domain", "indicator") else self.subject_id, self.figure)


def sees_all(viewer: Viewer) -> bool:
    """Whether the viewer is not kept to their own organisations."""
    return viewer.reach("page", PAGE) is Reach.ALL


def departments(month: date, viewer: Viewer) -> dict[str, str]:
    """Whose figures the viewer may ask for in the month: id → name, the district first, the viewer's own first."""
    rows = {row["department_id"]: row["department"] for row in district.ask("snapshot_of_month", month=month)}
    if sees_all(viewer):
        return {DISTRICT: "全区", **rows}
    own = [one for one in rows if one in viewer.departments]
    return {one: rows[one] for one in sorted(own, key=lambda one: one != viewer.department_id)}


def catalogue_subject(month: date, figure: str, viewer: Viewer) -> Subject | str:
    """The subject of a figure of the catalogue, or the sentence that says why there is none."""
    found = district.ask("figure_subject", month=month, figure=figure)
    if not found:
        return f"没有「{figure}」这个数字。请从排名、画像或靶点页面点“查看出处”进入。"
    row = found[0]
    if not sees_all(viewer) and row["department_id"] not in viewer.departments:
        return FOREIGN
    return Subject(month, figure, row["department_id"] or DISTRICT, row["department"] or "全区", row)


@dataclass(frozen=True)
class Sheet:
    """Everything behind one figure of one month; rows come from the answers shared by all sessions.

    ``sees_all``: other departments' scores may stand beside it.
    """

    subject: Subject
    sees_all: bool

    def _ask(self, name: str, **parameters: Any) -> Sequence[Row]:
        return district.ask(name, month=self.subject.month, **parameters)

    @cached_property
    def inputs(self) -> Sequence[Row]:
        """The inputs of the figure (rows of ``passport_inputs``)."""
        rows = self._ask("passport_inputs", subject_id=self.subject.subject_id)
        kind, _, one = self.subject.figure.partition(":")
        if kind in ("domain", "indicator"):
            return [row for row in rows if row[f"{kind}_id"] == one]
        if kind in ("point", "task"):
            return [row for row in rows if figure_of(row) == self.subject.figure]
        if kind in ("perception", "completion"):
            return [row for row in rows if row["dimension"] == kind]
        return [row for row in rows if figure_of(row) == kind] if kind in RATES else rows

    @cached_property
    def root(self) -> Node:
        """The inputs as a tree, branching as the figure is made."""
        is_wide = self.subject.subject_id == DISTRICT
        by = ("domain", "indicator") if is_wide else ("indicator",)
        levels = {"score": ("dimension", "part", *by), "perception": ("part", *by), "domain": ("indicator",)}
        return tree(self.inputs, levels.get(self.subject.kind, ()), self.subject.label, self.subject.figure)

    @cached_property
    def score(self) -> Row:
        """The subject's kept scores (``department_score_of``); empty when it has none."""
        found = self._ask("department_score_of", subject_id=self.subject.subject_id)
        return found[0] if found else {}

    @cached_property
    def group(self) -> Sequence[Row]:
        """The month's ranking in the subject's group."""
        rows = self._ask("snapshot_of_month")
        own = self.ranked
        return [row for row in rows if own and row["ranking_group"] == own["ranking_group"]]

    @cached_property
    def ranked(self) -> Row | None:
        """The subject's row of the month's ranking; None for the district."""
        rows = self._ask("snapshot_of_month")
        return next((row for row in rows if row["department_id"] == self.subject.subject_id), None)

    @cached_property
    def version(self) -> Row:
        """The month's latest version: version, status, drafted_at, published_at, rule_version."""
        return next(row for row in district.ask("ranking_months") if row["month"] == self.subject.month)

    @property
    def is_final(self) -> bool:
        """Whether the month is published."""
        return bool(self.version["status"] == "final")

    @cached_property
    def ground(self) -> Row:
        """What the month is counted by (``passport_ground``)."""
        return self._ask("passport_ground", rule_version=self.version["rule_version"])[0]

    @cached_property
    def adjustments(self) -> Sequence[Row]:
        """Bonuses and penalties as decided."""
        return self._ask("department_adjustments", department_id=self.subject.subject_id)

    @cached_property
    def coverage(self) -> Sequence[Row]:
        """The subject's indicators with the share of them that is reported."""
        return self._ask("passport_coverage", subject_id=self.subject.subject_id)

    @cached_property
    def rates(self) -> Mapping[str, Row]:
        """The three rates of the subject as they stand now, by name."""
        return {row["rate"]: row for row in self._ask("passport_rates", subject_id=self.subject.subject_id)}

    @property
    def has_older(self) -> bool:
        """Whether the month has a published version before the latest and the figure is made of components."""
        return bool(self.version["version"] > 1) and self.subject.kind in ("score", "perception", "completion")

    @cached_property
    def changes(self) -> Sequence[Row]:
        """What the latest version shows otherwise than the published one before it; nothing about 1 to 4 complaints."""
        rows = self._ask("passport_changes", subject_id=self.subject.subject_id)
        return [row for row in rows if not row["is_small"]]

    @property
    def is_hidden(self) -> bool:
        """Whether the figure would tell a rate over 1 to 4 complaints."""
        if self.subject.kind in RATES and not self.inputs:
            return bool(self.rates.get(self.subject.kind, {}).get("is_small"))
        return self.subject.kind in (*CATALOGUE, *RATES) and bool(self.inputs) and self.root.is_hidden

    @cached_property
    def value(self) -> float | None:
        """The figure as it is kept, unrounded; None when there is none or it is not to be shown."""
        kind, found = self.subject.kind, self.subject.found
        if self.is_hidden:
            return None
        if found is not None and kind in ("domain", "indicator"):
            return found["score"]
        if kind in (*CATALOGUE, *RATES):
            return self.inputs[0]["score"] if self.inputs else None
        if kind == "rank":
            return self.ranked["rank"] if self.ranked else None
        kept = self.score.get(kind)
        return 100 * kept if kind == "coverage" and kept is not None else kept
