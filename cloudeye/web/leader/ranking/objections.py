"""Objections to the month's draft: what is objected to, and what the ranking would be if all that wait were upheld."""

import threading
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from cloudeye.scoring.objections import if_upheld
from cloudeye.web import district
from cloudeye.web.leader.portrait.department import value_words
from cloudeye.web.leader.ranking.view import View
from cloudeye.web.wording import points, rank_range, text

Row = Mapping[str, Any]
SHOWN = ("score", "rank_low", "rank_high", "band")
_turn = threading.Lock()


def tried_out(month: date) -> tuple[Row, ...]:
    """The rows of ``if_upheld``, computed once per state of the data however many ask at once (a fraction of a second)."""
    store = district.store()
    with _turn:
        return _computed(str(store.path), store.data_version, month)


@lru_cache(maxsize=4)
def _computed(path: str, data_version: int, month: date) -> tuple[Row, ...]:
    return tuple(if_upheld(district.store(), month))


def objections_panel(objections: Sequence[Row], tried: Sequence[Row] | None, view: View) -> str:
    """The panel: what is objected to, and, with ``tried`` (rows of ``if_upheld``, None: not asked for), what would come of it.

    Empty when nobody objected.
    """
    if not objections:
        return ""
    waiting = [row for row in objections if row["state"] == "待裁定"]
    decided = [row for row in objections if row["state"] != "待裁定"]
    if not waiting:
        return f'<section class="panel"><h2>异议 {len(decided)} 件，均已裁定</h2>{_list(decided)}</section>'
    others = _folded(f"已裁定 {len(decided)} 件", decided)
    if tried is None:
        link = f'<a href="{view.link(is_tried=True)}" target="_self">试算若全部成立</a>'
        return f'<section class="panel"><h2>待裁定异议 {len(waiting)} 件{link}</h2>{_list(waiting)}{others}</section>'
    back = f'<a href="{view.link(is_tried=False)}" target="_self">收起</a>'
    return (
        f'<section class="panel"><h2>待裁定异议若成立{back}</h2><p class="under">按全部成立试算，不入库</p>'
        f"{_table(waiting, tried)}{_folded(f'待裁定 {len(waiting)} 件', waiting)}{others}</section>"
    )


def _folded(words: str, rows: Sequence[Row]) -> str:
    return f'<details class="behind"><summary>{words}</summary>{_list(rows)}</details>' if rows else ""


def _table(waiting: Sequence[Row], tried: Sequence[Row]) -> str:
    """Those who objected, and anybody else whose possible ranks or band would change."""
    who = {row["department_id"] for row in waiting}
    moved = [row for row in tried if row["department_id"] in who or _has_moved(row)]
    body = "".join(_line(row) for row in sorted(moved, key=lambda row: row["department_id"] not in who))
    others = [row for row in tried if row["department_id"] not in who and row["band_before"] != row["band_after"]]
    sentence = (
        f"另有 {len(others)} 个部门的梯队会变：{'、'.join(text(row['department']) for row in others)}。"
        if others
        else "其余部门的梯队都不受影响。"
    )
    return (
        '<table class="desk-table plain"><thead><tr><th>部门</th><th>得分</th><th>可能名次</th><th class="left">梯队</th></tr></thead>'
        f'<tbody>{body}</tbody></table><p class="under">{sentence}</p>'
    )


def _has_moved(row: Row) -> bool:
    return any(row[f"{name}_before"] != row[f"{name}_after"] for name in SHOWN[1:])


def _line(row: Row) -> str:
    before, after = points(row["score_before"]), points(row["score_after"])
    ranks = [rank_range(row[f"rank_low_{when}"], row[f"rank_high_{when}"]) for when in ("before", "after")]
    bands = [row[f"band_{when}"].removesuffix("梯队") for when in ("before", "after")]
    band = "不变" if bands[0] == bands[1] else _from_to(*bands)
    return (
        f'<tr><td class="name">{text(row["department"])}</td><td>{_from_to(before, after)}</td><td>{_from_to(*ranks)}</td>'
        f'<td class="left">{band}</td></tr>'
    )


def _from_to(before: str, after: str) -> str:
    return text(after) if before == after else f"{text(before)} → <b>{text(after)}</b>"


def _list(objections: Sequence[Row]) -> str:
    return f'<ul class="objections">{"".join(_item(row) for row in objections)}</ul>'


def _item(row: Row) -> str:
    about = text(row["component"] or f"诉求 {row['component_id']}")
    stands, claimed = (value_words(row[name], row["unit"] or "").replace(" %", "%") for name in ("value", "claimed_value"))
    if row["claim"] == "剔除":
        claim = "要求剔除"
    elif stands == claimed:
        claim = f"要求更正，现为 {text(stands)}"
    else:
        claim = f"要求由 {text(stands)} 更正为 {text(claimed)}"
    decided = f"；{text(row['reason'])}" if row["reason"] else ""
    tone = "warn" if row["state"] == "待裁定" else "low"
    return (
        f'<li><b>{text(row["department"])}</b><span class="{tone}">{text(row["state"])}</span>'
        f"<p>{about}：{claim}</p><small>{text(row['basis'])}（{row['filed_at']:%m-%d} 提出{decided}）</small></li>"
    )
