"""Where points were lost: a horizontal waterfall from 100 down to the score, and the table of all its parts."""

from collections.abc import Sequence

from cloudeye.scoring.losses import ROUNDING, Loss, Steps, steps
from cloudeye.web.leader.portrait.facts import Portrait, panel
from cloudeye.web.marks import bar, label
from cloudeye.web.theme import cut_to, text_width
from cloudeye.web.wording import DASH, points, signed, text

# In CSS pixels: the chart, where the bars begin, one row of it, a bar.
WIDTH, LEFT, ROW, BAR = 400, 128, 36, 20
NAME, VALUE = 14, 15


def losses_panel(found: Portrait) -> str:
    """The waterfall with its steps as links, and under it every part with the score and the weight it comes from."""
    parts = found.parts()
    lost = 100 - found.ranked["score"]
    body = waterfall(steps(parts), found.ranked["score"], found) + _table(parts, found)
    return panel(f"失分构成：从 100 到 {points(found.ranked['score'])}", f"合计 {signed(-lost)} 分", body, kind="losses")


def waterfall(drawn: Steps, score: float, found: Portrait) -> str:
    """The chart alone: 100 and the score are ticks, the largest loss is vermilion, what was gained goes back to the right."""
    taking = [(part.name, part.lost, _link(part, found)) for part in drawn.parts]
    if drawn.rest:
        place = next((at for at, part in enumerate(drawn.parts) if part.kind in ADJUSTMENTS), len(taking))
        taking.insert(place, (f"其他 {len(drawn.rest)} 项", drawn.rest_lost, ""))
    reached = [100.0]
    for _, lost, _ in taking:
        reached.append(reached[-1] - lost)
    low, high = min(*reached, score) - 0.5, max(100.0, *reached)
    right = WIDTH - 12 - text_width("−00.0", VALUE)

    def x(value: float) -> float:
        return LEFT + (right - LEFT) * (value - low) / (high - low)

    largest = max((lost for _, lost, _ in taking), default=0)
    rows = [_end("满分", 100, 0, x(100), "hi")]
    for number, (name, lost, address) in enumerate(taking, 1):
        rows.append(
            _step(name, lost, number, (x(reached[number]), x(reached[number - 1])), address, is_largest=lost == largest > 0)
        )
    rows.append(_end("得分", score, len(taking) + 1, x(score), "data"))
    links = "".join(
        f'<line x1="{x(value):.1f}" y1="{number * ROW + (ROW + BAR) / 2:g}" x2="{x(value):.1f}" '
        f'y2="{(number + 1) * ROW + (ROW - BAR) / 2:g}" class="joint"/>'
        for number, value in enumerate(reached)
    )
    height = (len(taking) + 2) * ROW
    said = "；".join(f"{name} {signed(-lost)}" for name, lost, _ in taking)
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" class="figure waterfall" role="img" aria-label="{text(said)}">'
        f"{links}{''.join(rows)}</svg>"
    )


ADJUSTMENTS = ("bonus", "penalty", "limit")


def _end(name: str, value: float, row: int, at: float, tone: str) -> str:
    middle = row * ROW + ROW / 2
    return (
        label(LEFT - 10, middle + 5, name, size=NAME, tone="hi", weight=600, anchor="end")
        + bar(at - 2.5, middle - BAR / 2 - 1, 5, BAR + 2, "data", radius=1)
        + label(at + 9, middle + 6, points(value), size=VALUE + 1, tone=tone, weight=700)
    )


def _step(name: str, lost: float, row: int, ends: tuple[float, float], address: str, *, is_largest: bool) -> str:
    left, right = min(ends), max(ends)
    middle = row * ROW + ROW / 2
    tone = "late" if is_largest else "met" if lost < 0 else "muted"
    words = "worse" if is_largest else "good" if lost < 0 else "hi"
    drawn = (
        label(LEFT - 10, middle + 5, cut_to(name, NAME, LEFT - 14), size=NAME, tone="hi" if is_largest else "mid", anchor="end",
              weight=600 if is_largest else 400)
        + bar(left, middle - BAR / 2, max(1.0, right - left), BAR, tone, radius=1)
        + label(right + 8, middle + 5, signed(-lost), size=VALUE, tone=words, weight=600 if is_largest else 500)
    )  # fmt: skip
    drawn += f"<title>{text(name)} {signed(-lost)}</title>"
    return f'<a href="{address}" target="_self">{drawn}</a>' if address else f"<g>{drawn}</g>"


def _link(part: Loss, found: Portrait) -> str:
    """Where a step leads: a domain to its page, a rate, the tasks and an adjustment to what they were computed from."""
    if part.kind == "domain":
        page, query = "leader-domain", {"domain": part.source_id, "department": ""}
    elif part.kind == "tasks":
        page, query = "leader-tasks", {}
    else:
        page, query = "leader-passport", {"figure": {"response": part.source_id, "limit": "score"}.get(part.kind, part.kind)}
    return found.href(page, **query) if page in found.opens else ""


def _table(parts: Sequence[Loss], found: Portrait) -> str:
    """Every part with the score it comes from, what it weighs and what it takes; the sum is 100 minus the score."""
    body = "".join(_line(part, found) for part in parts)
    total = (
        f'<tr class="sum"><td class="name">合计</td><td></td><td></td><td><b>{signed(found.ranked["score"] - 100)}</b></td></tr>'
    )
    basis = "".join(
        f"<li>{'加' if row['kind'] == 'bonus' else '扣'} {points(row['points'])} 分：{text(row['basis'])}</li>"
        for row in found.adjustments
    )
    reasons = f'<ul class="basis">{basis}</ul>' if basis else ""
    head = "<tr><th>部分</th><th>得分</th><th>权重</th><th>失分</th></tr>"
    return f'<table class="desk-table plain parts"><thead>{head}</thead><tbody>{body}{total}</tbody></table>{reasons}'


def _line(part: Loss, found: Portrait) -> str:
    address = _link(part, found)
    name = f'<a href="{address}" target="_self">{text(part.name)}</a>' if address else text(part.name)
    weight = DASH if part.weight is None else f"{100 * part.weight:.1f}%"
    lost = signed(-part.lost) if abs(part.lost) > ROUNDING else points(0)
    return f'<tr><td class="name">{name}</td><td>{points(part.score)}</td><td class="low">{weight}</td><td>{lost}</td></tr>'
