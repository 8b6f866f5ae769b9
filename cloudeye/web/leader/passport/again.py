"""Computing a month again on demand: what came of it, kept for everybody until the data change, and the panel that says so."""

from threading import Lock

from cloudeye.scoring.recompute import Number, Recomputation, recompute
from cloudeye.web import district
from cloudeye.web.leader.passport.figure import FIGURES, RATES, Sheet
from cloudeye.web.wording import DASH, count, text

MOST_KEPT, MOST_NAMED = 24, 5
_turn = Lock()
_done: dict[tuple[object, ...], Recomputation] = {}


def last_time(sheet: Sheet) -> Recomputation | None:
    """What computing the month again said, under the present data; a published month is computed when nobody has asked yet.

    A published version is computed from a few hundred frozen rows, a draft takes a whole month's scoring: only on request.
    """
    with _turn:
        found = _done.get(_key(sheet))
    return found if found or not sheet.is_final else again(sheet)


def again(sheet: Sheet) -> Recomputation:
    """Compute the month again now."""
    key = _key(sheet)
    found = recompute(district.store(), sheet.subject.month)
    with _turn:
        _done.pop(key, None)
        while len(_done) >= MOST_KEPT:
            del _done[next(iter(_done))]
        _done[key] = found
    return found


def _key(sheet: Sheet) -> tuple[object, ...]:
    store = district.store()
    return (store.path, store.data_version, sheet.subject.month)


def number_of(sheet: Sheet, found: Recomputation) -> Number | None:
    """The figure's own number; None for one that is not computed by itself."""
    return found.numbers.get(sheet.subject.key)


def verdict(sheet: Sheet, found: Recomputation | None) -> str:
    """The end of the headline: 重新计算，数字一致."""
    if found is None:
        return "可重新计算核对"
    return f"重新计算，有 {len(found.differences)} 个数不一致" if found.differences else "重新计算，数字一致"


def again_card(sheet: Sheet, found: Recomputation | None) -> str:
    """Both numbers in all their digits, how many numbers were compared, how long it took; what differs."""
    if found is None:
        words = "草案按现有数据整月重算，与保存的数逐位比较；只试算，不入库。"
        return _panel("mark-none", "○ 尚未复算", f'<p class="desk-note">{words}</p>')
    own = number_of(sheet, found)
    is_same = not found.differences
    mark = ("good", "● 一致") if is_same else ("worse", "■ 不一致")
    kept, came = (DASH, DASH) if own is None or sheet.is_hidden else (own.kept or DASH, own.again or DASH)
    body = "" if own is None or sheet.is_hidden else f'<p class="pass-digits">{_split(came)}</p>'
    facts = [("定稿值" if found.is_final else "草案值", kept), ("复算值", came)] if body else []
    facts += [
        ("范围", f"全月 {count(len(found.numbers))} 个数，{'全部一致' if is_same else f'{len(found.differences)} 个不一致'}"),
        ("依据", "定稿时冻结的输入" if found.is_final else "现有记录的月度汇总；试算，不入库"),
        ("复算于", f"{found.at:%Y-%m-%d %H:%M}，用时 {found.seconds:.2f} 秒"),
    ]
    rows = "".join(f"<dt>{name}</dt><dd>{text(words)}</dd>" for name, words in facts)
    return _panel(*mark, f'{body}<dl class="facts">{rows}</dl>{_differing(sheet, found)}')


def _panel(tone: str, verdict: str, inside: str) -> str:
    return f'<section class="pass-card again"><h2>重新计算<em class="{tone}">{verdict}</em></h2>{inside}</section>'


def _split(digits: str) -> str:
    """Four decimals large, the rest of the digits small."""
    whole, point, rest = digits.partition(".")
    return f"<b>{text(whole + point + rest[:4])}</b>{text(rest[4:])}"


def _differing(sheet: Sheet, found: Recomputation) -> str:
    """What differs of the asked subject, the rest as a number; rates over complaints and single inputs by name alone."""
    own = {key[1]: number for key, number in found.differences.items() if key[0] == sheet.subject.subject_id}
    open_ones = [figure for figure in FIGURES if figure not in RATES]
    told = [f"{figure_words(one)} {own[one].kept or DASH} → {own[one].again or DASH}" for one in open_ones if one in own]
    named = [figure_words(figure) for figure in own if figure not in open_ones]
    lines = "".join(f"<li>{text(words)}</li>" for words in [*told, *named][:MOST_NAMED])
    others = len(found.differences) - min(len(told) + len(named), MOST_NAMED)
    rest = f"<li>另有 {others} 个数不一致</li>" if others else ""
    return f'<ul class="pass-differences">{lines}{rest}</ul>' if found.differences else ""


def figure_words(figure: str) -> str:
    """A number's name in Chinese: 综合得分, 输入 point:D01-001 的得分."""
    if figure in FIGURES:
        return FIGURES[figure][0]
    if figure in ("fingerprint", "weight"):
        return {"fingerprint": "输入指纹", "weight": "权重合计"}[figure]
    kind, _, one = figure.rpartition("/")
    return f"{FIGURES[one][0] if one in FIGURES else one.partition(':')[2]} 的{'贡献' if kind else '得分'}"
