"""The inputs behind a figure line by line, with what each adds: the table of the passport, on the page and in its file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from cloudeye.scoring.passport_tree import Node, figure_of
from cloudeye.web.leader.passport.figure import DISTRICT, FIGURES, RATES, Sheet
from cloudeye.web.wording import points

Row = Mapping[str, Any]
HIDDEN, SUM_ONLY = "少于 5 件，不单列", "只列合计"
SILENT = ("未报", "样本不足")


@dataclass(frozen=True)
class Line:
    """One line. ``figure`` is its own passport ("" for none), ``choice`` what choosing the line selects.

    ``value`` in ``unit``, ``weight`` 0–1 of the line above (or in words: ``share``), ``contribution`` in points (or per cent) of
    the figure; None where there is none or it is not shown. ``states`` counts 沿用, 未报, 样本不足 among its inputs, ``batches`` are
    those they came in with when, the latest first; both are left to the lines below where there are such.
    """

    depth: int
    figure: str
    name: str
    value: float | None
    unit: str = "分"
    weight: float | None = None
    share: str = ""
    contribution: float | None = None
    states: Mapping[str, int] | None = None
    batches: Mapping[str, datetime | None] | None = None
    source: str = ""
    rows: int | None = None
    note: str = ""
    choice: str = ""
    is_own: bool = False


def lines(sheet: Sheet) -> list[Line]:
    """The lines of a figure, in order; the sum is not among them."""
    kind = sheet.subject.kind
    if kind == "rank":
        return _places(sheet)
    if kind in ("bonus", "penalty"):
        return [Line(0, "", row["basis"], row["points"], contribution=row["points"], rows=1) for row in decided(sheet, kind)]
    if kind == "coverage":
        return _reported(sheet)
    if kind in RATES:
        return _hits(sheet)
    found = list(_lines(sheet.root, 0))
    if kind == "score":
        for name, label, sign in (("bonus", "加分", 1), ("penalty", "扣分", -1)):
            rows = decided(sheet, name)
            added = sign * float(sheet.score.get(name, 0.0)) + 0.0
            words = "、".join(row["basis"] for row in rows) or "无"
            found.append(Line(0, name, label, added, contribution=added, note=words, rows=len(rows)))
    return found


def decided(sheet: Sheet, kind: str) -> list[Row]:
    """Bonuses or penalties as decided."""
    return [row for row in sheet.adjustments if row["kind"] == kind]


def _lines(node: Node, depth: int) -> Iterable[Line]:
    """A branch with branches below opens; a domain, the tasks of a composite and the points of an indicator stay closed."""
    hides = node.shows_sum_only
    for child in node.children:
        is_open = any(one.children or one.figure in RATES for one in child.children) and not (hides and child.is_hidden)
        is_open = is_open and not child.figure.startswith("domain:")
        line = _line(child, node, depth, is_closed=hides)
        yield replace(line, states=None, batches=None, source="", rows=None) if is_open else line
        if is_open:
            yield from _lines(child, depth + 1)


def _line(node: Node, above: Node, depth: int, *, is_closed: bool) -> Line:
    inputs = [row for row in node.inputs if row["score"] is not None]
    is_silent = not inputs
    is_hidden = node.is_hidden or (not node.children and node.inputs[0]["is_small"])
    shown = not (is_closed or is_hidden or is_silent)
    equal = len({round(child.weight, 12) for child in above.children if child.weight}) == 1
    count = sum(1 for child in above.children if child.weight)
    leaf = node.inputs[0] if not node.children else None
    batches = {row["batch_id"]: row["batch_at"] for row in node.inputs if row["batch_id"]}
    note = HIDDEN if is_hidden else SUM_ONLY if is_closed and not is_silent else _note(node, leaf)
    return Line(
        depth, node.figure, coded(node.figure, node.name), node.value if shown else None,
        weight=node.weight / above.weight if node.weight and above.weight else None,
        share=f"1/{count}" if node.weight and equal and count > 1 and ":" in node.figure else "",
        contribution=node.contribution if shown else None,
        states=Counter(row["status"] for row in node.inputs if row["status"] != "已报"),
        batches=dict(sorted(batches.items(), key=lambda one: (one[1] is not None, one[1], one[0]), reverse=True)),
        source=_source(node.inputs),
        rows=None if is_hidden else sum(row["records"] or 0 for row in node.inputs),
        note=note, choice=node.figure,
    )  # fmt: skip


def coded(figure: str, name: str) -> str:
    """A name behind its number in the catalogue: D01-01 开办企业环节."""
    kind, _, one = figure.partition(":")
    return f"{one} {name}" if kind in ("indicator", "point", "task") else name


def _note(node: Node, leaf: Row | None) -> str:
    if leaf is not None:
        return fraction(leaf) if leaf["part"] == "response" else ""
    parts = {row["part"] for row in node.inputs}
    if parts == {"indicators"} and node.figure == "":
        return f"{len({row['indicator_id'] for row in node.inputs if row['score'] is not None})} 个二级指标平均"
    if parts == {"tasks"}:
        return f"{len(node.inputs)} 项任务平均"
    return ""


def fraction(row: Row) -> str:
    """53/54: what a rate over complaints says of how many; a published one from its frozen value."""
    return f"{round(row['value'] * row['sample_size'] / 100)}/{row['sample_size']}"


def _source(inputs: Sequence[Row]) -> str:
    """Where inputs without a batch of their own come from."""
    names = {"service_records": "业务系统", "complaints": "诉求平台"}
    found = {names.get(row["derived_from"], "诉求平台" if row["part"] == "response" else "") for row in inputs}
    return "、".join(sorted(found - {""})[:1]) + ("等" if len(found - {""}) > 1 else "")


def _places(sheet: Sheet) -> list[Line]:
    """The group from its first place down; a viewer kept to their own sees that line alone."""
    rows = sorted(
        (row for row in sheet.group if row["rank"] is not None and (sheet.sees_all or row is sheet.ranked)),
        key=lambda row: (row["rank"], row["department_id"]),
    )
    return [
        Line(
            0, "", row["department"], row["score"], contribution=row["rank"], note=f"可能名次 {row['rank_low']}–{row['rank_high']}",
            is_own=row["department_id"] == sheet.subject.subject_id,
        )
        for row in rows
    ]  # fmt: skip


def _reported(sheet: Sheet) -> list[Line]:
    whole = sum(row["weight"] for row in sheet.coverage)
    return [
        Line(
            0, f"indicator:{row['indicator_id']}", row["name"], 100 * row["coverage"], "%", row["weight"] / whole,
            contribution=100 * row["weight"] / whole * row["coverage"], rows=row["points"],
            choice=f"indicator:{row['indicator_id']}",
            note=f"{row['reported_points']}/{row['points']} 个靶点有数据",
        )
        for row in sheet.coverage
    ]  # fmt: skip


def _hits(sheet: Sheet) -> list[Line]:
    """Hits, sample, population. A published rate keeps its frozen hits and sample."""
    kind = sheet.subject.kind
    now = sheet.rates.get(kind, {})
    hits, sample = now.get("hits"), now.get("sample")
    if sheet.inputs and not sheet.is_hidden:
        sample = sheet.inputs[0]["sample_size"]
        hits = round(sheet.inputs[0]["value"] * sample / 100)
    words = {
        "responded": ("时限内首次联系", "本月应首次联系", "本月应首次联系的全部诉求"),
        "solved": ("回访称已解决", "回访有答复（是否解决）", "本月办结的全部诉求"),
        "satisfied": ("回访称满意", "回访有答复（是否满意）", "本月办结的全部诉求"),
    }[kind]
    numbers = (None, None, None) if sheet.is_hidden else (hits, sample, now.get("population"))
    return [
        Line(0, "", name, value, "件", note=HIDDEN if value is None else "") for name, value in zip(words, numbers, strict=True)
    ]


def total(sheet: Sheet, found: Sequence[Line]) -> float | None:
    """What the contributions of the outermost lines add up to; None where lines do not add up to the figure.

    Computed from what is kept, so also over lines that show the sum only.
    """
    kind = sheet.subject.kind
    if kind in ("rank", *RATES) or not found:
        return None
    if kind == "coverage":
        return sum(line.contribution or 0.0 for line in found)
    if kind in ("bonus", "penalty"):
        return sum(line.value or 0.0 for line in found)
    added = sheet.root.contribution
    if kind == "score":
        added += float(sheet.score["bonus"]) - float(sheet.score["penalty"])
    return added


def silence(sheet: Sheet) -> str:
    """What is not reported, carried forward or too small to count among the points: a sentence; empty when all is reported."""
    inputs = [row for row in sheet.inputs if row["part"] == "indicators"]
    if sheet.subject.kind not in ("score", "perception", "coverage", "domain", "indicator"):
        return ""
    said = Counter(row["status"] for row in inputs)
    clauses = []
    if said["未报"]:
        clauses.append(f"{said['未报']} 个靶点未报，不计分也不记零")
    if said["样本不足"]:
        clauses.append(f"{said['样本不足']} 个靶点样本不足，不计分")
    if clauses:
        clauses[-1] += "，权重在其余靶点中重分"
    counted = {row["component_id"] for row in sheet.inputs if row["part"] == "response"}
    if counted and counted < set(RATES):
        few = "、".join(FIGURES[name][0] for name in RATES if name not in counted)
        clauses.append(f"{few}样本不足，权重在其余诉求率中重分")
    if said["沿用"]:
        clauses.append(f"{said['沿用']} 个靶点按季报或年报，沿用上期数")
    return "；".join(clauses) + "。" if clauses else ""


def made_of(sheet: Sheet) -> str:
    """15 个靶点、54 件次诉求、9 项任务: what has a score among the inputs. Rates over 1 to 4 complaints do not say how many."""
    scored = [row for row in sheet.inputs if row["score"] is not None]
    counted = Counter(row["part"] for row in scored)
    rates = [row for row in scored if row["part"] == "response"]
    said = [f"{counted['indicators']} 个靶点"] if counted["indicators"] else []
    if rates:
        is_small = any(row["is_small"] for row in rates)
        said.append("诉求三率" if is_small else f"{sum(row['sample_size'] for row in rates)} 件次诉求")
    if counted["tasks"]:
        said.append(f"{counted['tasks']} 项任务")
    return "、".join(said)


def headline(sheet: Sheet, verdict: str) -> str:
    """One sentence: the figure, what it is made of, and whether computing it again gives the same digits."""
    subject = sheet.subject
    if sheet.is_hidden:
        return f"{subject.label}涉及的诉求少于 5 件，不单独显示。"
    if sheet.value is None:
        return f"{subject.label}本月没有数据。"
    number = points(sheet.value) if subject.kind != "rank" else f"{sheet.value:.0f}"
    amount = f"{number}%" if subject.unit == "%" else f"第 {number} 名" if subject.unit == "名" else f"{number} 分"
    if subject.kind == "rank":
        made = f"按 {len([row for row in sheet.group if row['rank'] is not None])} 个部门未四舍五入的得分排出"
    elif subject.kind in ("bonus", "penalty"):
        made = f"由 {len(decided(sheet, subject.kind))} 项决定加总"
    elif subject.kind == "coverage":
        made = f"由 {len(sheet.coverage)} 个二级指标的填报情况算出"
    elif subject.kind in RATES:
        made = f"由 {fraction(sheet.inputs[0])} 算出" if sheet.inputs else "样本不足，不计分"
    elif subject.kind in ("point", "task"):
        made = "由实际值与评分标准算出" if subject.kind == "point" else "由进度与计划之比算出"
    else:
        made = f"由 {made_of(sheet)}算出"
    return f"{amount}{'' if subject.unit == '分' else '，'}{made}；{verdict}。"


def chosen_of(sheet: Sheet, found: Sequence[Line], asked: str) -> str:
    """Which line is open: the one asked for, a point of one, or that which loses most."""
    if asked in {line.choice for line in found if line.choice} | {figure_of(row) for row in sheet.inputs}:
        return asked
    if sheet.subject.kind in ("point", "task", *RATES):
        return sheet.subject.figure
    if sheet.subject.kind in ("rank", "bonus", "penalty", "coverage"):
        return min(
            (line for line in found if line.choice), key=lambda line: line.value or 0.0, default=Line(0, "", "", None)
        ).choice
    rows = [row for row in sheet.inputs if row["score"] is not None and not row["is_small"]]
    if not rows:
        return ""
    worst = max(rows, key=lambda row: row["weight"] * (100 - row["score"]))
    is_inside = worst["part"] == "indicators" and sheet.subject.kind != "indicator"
    by = "domain" if sheet.subject.subject_id == DISTRICT and sheet.subject.kind in ("score", "perception") else "indicator"
    return f"{by}:{worst[f'{by}_id']}" if is_inside else figure_of(worst)
