"""How the hotspot page says its numbers: exact, rounded (约), or not at all."""

from datetime import date

from cloudeye.detect.small_counts import NOT_TOLD, SMALL
from cloudeye.detect.study import AreaCount, Study
from cloudeye.web.wording import DASH, count, full_month, points

A_FEW = "少量"
FEW = f"1–{SMALL}"


def count_words(row: AreaCount) -> str:
    """A sub-district's count as a number, or 少量."""
    return A_FEW if row.told is None else count(row.told)


def rate_words(rate: float | None) -> str:
    """A rate per 1,000 enterprises: one decimal, two below 1, — when there is none to tell."""
    if rate is None:
        return DASH
    return points(rate) if rate >= 1 or rate == 0 else f"{rate:.2f}"


def total_words(found: Study) -> str:
    """The district's count behind 诉求: " 1110 件", "约 355 件", "少量"."""
    if not found.has_any:
        return " 0 件"
    if found.total is None:
        return A_FEW
    return f"{'约' if found.unit > 1 else ''} {count(found.total)} 件"


def elsewhere_words(number: int) -> str:
    """What no map can show, as a sentence; nothing when there is nothing."""
    if not number:
        return ""
    return f"另有 {FEW if number <= SMALL else count(number)} 件在辖区外或位置不明，不计入。"


def unit_words(unit: int) -> str:
    """Why numbers are not exact; nothing when they are."""
    if unit == 1:
        return ""
    if unit == NOT_TOLD:
        return "筛选范围小，为防止推出个别企业的诉求，街道件数不单列。"
    return f"为防止从差数推出个别企业的诉求，街道件数按 {unit} 件取整，不足 {2 * unit} 件写作少量。"


def period_words(first: date, last: date) -> str:
    """2026 年 1 月至 3 月; the year again when it is another, one month alone by itself."""
    if first == last:
        return full_month(first)
    return f"{full_month(first)}至{f' {last.month} 月' if first.year == last.year else full_month(last)}"
