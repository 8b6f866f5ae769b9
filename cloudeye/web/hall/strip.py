"""The strip below: rectification loop, reform tasks, the three rates with their coverage, letters."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cloudeye.web.hall.frame import block, section
from cloudeye.web.marks import bar, hollow, label, triangle
from cloudeye.web.marks import block as mark
from cloudeye.web.theme import BODY, FIGURE, NOTE, RATE, TITLE, VALUE, text_width
from cloudeye.web.wording import DASH, count, month_name, per_cent

Row = Mapping[str, Any]
TOP, WIDTH, GAP = 832, 438, 3
HOLLOW = "hollow"
LISTS = {"city": "市", "district": "区", "fifteen_measures": "十五条"}
RATES = {"responded": "响应率", "solved": "解决率", "satisfied": "满意率"}


def _strip(left: float, inner: str, name: str) -> str:
    return block(left - 8, TOP - 8, WIDTH + 16, 210, inner, f"strip {name}")


def _segments(left: float, parts: Sequence[tuple[float, str]]) -> str:
    """A bar of the strip's width in parts; a part of nothing leaves no gap."""
    parts = [(amount, tone) for amount, tone in parts if amount > 0]
    total = sum(amount for amount, _ in parts)
    room = WIDTH - GAP * (len(parts) - 1)
    drawn, x = "", left
    for amount, tone in parts:
        width = room * amount / total
        drawn += hollow(x, 966, width, 20) if tone == HOLLOW else bar(x, 966, width, 20, tone, radius=1)
        x += width + GAP
    return drawn or bar(left, 966, WIDTH, 20, "raised", radius=1)


def _legend(left: float, entries: Sequence[tuple[str, float, str]]) -> str:
    """Names with counts under the bar, spread over its width; the last one ends flush right."""
    widths = [17 + text_width(f"{name} {count(amount)}", NOTE) for name, amount, _ in entries]
    gap = (WIDTH - sum(widths)) / max(1, len(entries) - 1)
    drawn, x = "", left
    for (name, amount, tone), width in zip(entries, widths, strict=True):
        drawn += hollow(x, 1004, 10, 18) if tone == HOLLOW else bar(x, 1004, 10, 18, tone, radius=1)
        drawn += label(x + 17, 1022, f"{name} {count(amount)}", size=NOTE, tone="mid")
        x += width + gap
    return drawn


def _leading(left: float, amount: float, words: str) -> str:
    number = count(amount)
    return label(left, 948, number, size=FIGURE, weight=600) + label(
        left + text_width(number, FIGURE) + 14, 946, words, size=BODY, tone="mid"
    )


def loop_strip(left: float, loop: Row) -> str:
    """This year's register: struck off, looked back at, waiting for a check, in work (its overdue part in vermilion)."""
    on_time = loop["in_work"] - loop["overdue"]
    inner = (
        section(left, left + WIDTH, TOP, "整改闭环", f"本年在册 {count(loop['registered'])} 件")
        + _leading(left, loop["closed"], "件已销号")
        + label(
            left + WIDTH, 946, per_cent(loop["closed"], loop["registered"]), size=VALUE, weight=600, tone="good", anchor="end"
        )
        + _segments(
            left,
            [
                (loop["closed"], "closed"),
                (loop["looked_back"], "lookback"),
                (loop["claimed"], "pending"),
                (on_time, "data"),
                (loop["overdue"], "late"),
            ],
        )
        + _legend(
            left,
            [
                ("回头看", loop["looked_back"], "lookback"),
                ("待核验", loop["claimed"], "pending"),
                ("在改", loop["in_work"], "data"),
            ],
        )
    )
    return _strip(left, inner, "loop")


def tasks_strip(left: float, lists: Sequence[Row], month: date | None) -> str:
    """All reform tasks, as the completion score counts them: done, running, late, not started; a tick where the plan stands."""
    total = {key: sum(row[key] for row in lists) for key in ("tasks", "done", "running", "late", "not_started", "planned_done")}
    known = [row for row in lists if row["list"] in LISTS]
    named = " + ".join(f"{LISTS[row['list']]} {row['tasks']}" for row in known)
    inner = (
        section(left, left + WIDTH, TOP, "改革任务", named if known and len(known) == len(lists) else f"共 {total['tasks']} 项")
        + _leading(left, total["done"], "项完成")
        + _segments(
            left, [(total["done"], "closed"), (total["running"], "data"), (total["late"], "late"), (total["not_started"], HOLLOW)]
        )
    )
    if month:
        planned = f"{month_name(month)}底应完成 {total['planned_done']}"
        inner += label(left + WIDTH, 946, planned, size=NOTE, weight=500, anchor="end")
    if total["tasks"]:
        inner += bar(left + WIDTH * total["planned_done"] / total["tasks"] - 2, 958, 4, 36, "hi", radius=0)
    inner += _legend(
        left, [("推进", total["running"], "data"), ("逾期", total["late"], "late"), ("未启动", total["not_started"], HOLLOW)]
    )
    return _strip(left, inner, "tasks")


def rates_strip(left: float, rates: Sequence[Row], month: date | None, warning: float) -> str:
    """Three rates, each over how much of its population is known; amber when that is less than ``warning`` (a share)."""
    found = {row["rate"]: row for row in rates}
    inner = section(left, left + WIDTH, TOP, "企业诉求", f"{month_name(month)} · 横条为覆盖" if month else "")
    for number, (key, name) in enumerate(RATES.items()):
        x, row = left + 154 * number, found.get(key)
        inner += label(x, 912, name, size=BODY, tone="mid")
        if row is None or not row["sample"] or row["hits"] is None:
            why = "样本不足" if row is not None and row["sample"] else "无样本"
            inner += label(x, 962, DASH, size=RATE, weight=600, tone="low") + label(x, 1022, why, size=NOTE, tone="low")
            continue
        value = f"{100 * row['hits'] / row['sample']:.1f}"
        share = row["sample"] / row["population"]
        is_low = share < warning
        inner += label(x, 962, value, size=RATE, weight=600)
        inner += label(x + text_width(value, RATE) + 4, 962, "%", size=BODY, tone="mid")
        inner += bar(x, 978, 130, 8, "raised") + bar(x, 978, 130 * share, 8, "warn" if is_low else "muted")
        inner += triangle(x, 1021) if is_low else ""
        covered = f"{count(row['sample'])}/{count(row['population'])}"
        inner += label(x + (26 if is_low else 0), 1022, covered, size=NOTE, tone="warn" if is_low else "mid")
    return _strip(left, inner, "rates")


def letters_strip(left: float, letters: Sequence[Row]) -> str:
    """Letters issued this year by kind, and how many replies are overdue now."""
    issued, overdue = sum(row["issued"] for row in letters), sum(row["overdue"] for row in letters)
    inner = section(left, left + WIDTH, TOP, "监督函件", f"本年 {count(issued)} 件")
    for number, row in enumerate(letters):
        x = left + 116 * number
        inner += label(x, 916, row["short_name"], size=BODY, tone="mid") + label(
            x, 968, count(row["issued"]), size=RATE, weight=600
        )
    if overdue:
        late = count(overdue)
        width = 24 + text_width(late, TITLE)
        inner += mark(left + width, 991, late, width=width, height=38, size=TITLE) + label(
            left + width + 12, 1020, "件未按期回复", size=BODY
        )
    else:
        inner += bar(left, 1003, 16, 16, "met", radius=8) + label(left + 28, 1020, "回复都在期限内", size=BODY, tone="mid")
    return _strip(left, inner, "letters")
