"""What a computed point rests on: all departments compared, and the way to the records or complaints, with their number."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cloudeye.catalog.wording import word
from cloudeye.web import district
from cloudeye.web.frame import address
from cloudeye.web.leader.points.desk import period_of, period_words
from cloudeye.web.leader.points.marks import target_words
from cloudeye.web.leader.points.point import reports_table
from cloudeye.web.leader.points.series import number_words
from cloudeye.web.leader.points.way import Way
from cloudeye.web.wording import DASH, count, full_month, text

Row = Mapping[str, Any]
RECORDS, COMPLAINTS = "leader-records", "supervisor-complaints"
COMPARED = {"service_records": "point_service_departments", "complaints": "point_complaint_departments"}
SMALL = "1–4 件"


def derived_words(derivation: Row | None, row: Row) -> str:
    """What a point is computed from, in words; who fills it in when it is not computed. Plain text."""
    if derivation is None:
        return f"由{row['department']}填报" if row["source_type"] == "部门填报" else "人工录入，不由记录计算"
    measure = word("measure", derivation["measure"])
    if derivation["source"] == "service_records":
        return f"办件记录「{derivation['item']}」的{measure}"
    of = [f"「{derivation[name]}」" for name in ("domain", "class", "channel") if derivation[name]]
    return f"{''.join(of) or '全部'}诉求的{measure}"


def compared(row: Row, derivation: Row, month: date, way: Way) -> list[Row]:
    """The point's value over its period for all together (first) and by department; with own reach only the viewer's own."""
    first, last = period_of(row["frequency"], month)
    found = district.ask(
        COMPARED[derivation["source"]], point_id=row["point_id"], frequency=row["frequency"], first_month=first, last_month=last
    )
    own_only = way.is_own_only("leader-point")
    return [one for one in found if one["is_whole"] or not own_only or one["department_id"] in way.viewer.departments]


def _share(value: float, row: Row) -> float:
    """Where a value lies between the worst (0) and the best (1) of the spec."""
    return max(0.0, min(1.0, (row["worst"] - value) / (row["worst"] - row["best"])))


def _line(one: Row, row: Row, way: Way) -> str:
    name = (
        "<b>全区</b>" if one["is_whole"] else way.department_link(one["department_id"], one["department"] or one["department_id"])
    )
    sample = one["records"] if one["sample_size"] is None else one["sample_size"]
    shown, bar = SMALL, ""
    if one["value"] is not None:
        shown = f"{number_words(one['value'])} {text(row['unit'])}"
        if row["best"] is not None:
            tick = "" if row["target"] is None else f'<i class="tick" style="left:{100 * _share(row["target"], row):.1f}%"></i>'
            tone = "fill-data" if one["is_whole"] else ""
            width = 100 * _share(one["value"], row)
            bar = f'<span class="share-bar"><i class="{tone}" style="width:{width:.1f}%"></i>{tick}</span>'
    of = SMALL if one["is_small"] else DASH if sample is None else count(sample)
    return f'<tr><td class="name">{name}</td><td class="left">{bar}</td><td>{shown}</td><td class="low">{of}</td></tr>'


def comparison(rows: Sequence[Row], row: Row, month: date, way: Way) -> str:
    """All departments side by side, the best first below the whole; a single one in a sentence. Markup."""
    period = period_words(row["frequency"], period_of(row["frequency"], month)[0])
    heading = f'<section class="point-panel"><h2>各部门比较<span>{period}，只算各自经办的部分</span></h2>'
    several = [one for one in rows if not one["is_whole"]]
    if not several:
        return f'{heading}<p class="formula-words">{period}没有可以分部门计算的记录。</p></section>'
    sign = -1 if row["better"] == "higher" else 1
    ranked = sorted(several, key=lambda one: (one["value"] is None, sign * (one["value"] or 0), one["department_id"]))
    body = "".join(_line(one, row, way) for one in [*(one for one in rows if one["is_whole"]), *ranked])
    alone = ""
    if len(several) == 1 and not way.is_own_only("leader-point"):
        alone = f'<p class="formula-words">{period}全部由{text(several[0]["department"])}经办，没有其他部门可比。</p>'
    head = '<tr><th class="left">部门</th><th class="left">离最优</th><th>数值</th><th>件数</th></tr>'
    note = f'<p class="desk-note">竖线为目标 {text(target_words(row))}；1–4 件诉求的数值不显示。同一靶点不同部门的件数差得多时，不宜只比数值。</p>'
    return (
        f'{heading}{alone}<div class="point-scroll" role="region" aria-label="各部门比较" tabindex="0"><table class="desk-table">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>{note}</section>"
    )


def _chips(found: Sequence[tuple[str, str, str | None]]) -> str:
    """Links with a number each: label, number, address or None. Markup."""
    linked = [
        (f'<a href="{where}" target="_self">{text(label)}</a>' if where else text(label), number)
        for label, number, where in found
    ]
    lines = "".join(f"<li>{label}<b>{text(number)}</b></li>" for label, number in linked)
    return f'<ul class="month-links">{lines}</ul>'


def service_links(row: Row, derivation: Row, month: date, way: Way) -> str:
    """The service records that the value counts, by month and department, each a link to their list. Markup."""
    first, last = period_of(row["frequency"], month)
    found = [
        one
        for one in district.ask("item_months", item_id=derivation["item_id"], first_month=first, last_month=last)
        if way.sees(RECORDS, one["department_id"])
    ]
    heading = f'<section class="point-panel"><h2>原始办件<span>事项「{text(derivation["item"])}」，按办结月份</span></h2>'
    if not found:
        return f'{heading}<p class="formula-words">{period_words(row["frequency"], first)}没有您可以查看的办件。</p></section>'
    chips = [
        (
            f"{full_month(one['month'])} · {one['department'] or one['department_id']}",
            f"{count(one['records'])} 件",
            address(RECORDS, month=f"{one['month']:%Y-%m}", department=one["department_id"], item=derivation["item_id"]),
        )
        for one in found
    ]
    total = sum(one["records"] for one in found)
    growth = derivation["measure"].endswith(("growth_rate", "decline_rate"))
    also = "本靶点与上年同期相比，上年同期的办件请另选月份查看。" if growth else ""
    return f'{heading}{_chips(chips)}<p class="formula-words">共 {count(total)} 件，与归集数据清单的件数一致，是本期数值的全部依据。{also}</p></section>'


def complaint_links(row: Row, derivation: Row, month: date, way: Way) -> str:
    """The complaints of the period that the point is about, by month of submission, each a link to the list. Markup."""
    heading = '<section class="point-panel"><h2>相关诉求<span>按提交月份，与诉求清单一致</span></h2>'
    if not way.may(COMPLAINTS):
        return f'{heading}<p class="formula-words">您的角色不查看单件诉求，只看汇总数值。</p></section>'
    first, last = period_of(row["frequency"], month)
    own = row["department_id"] if way.is_own_only(COMPLAINTS) else None
    narrowed = {name: derivation[f"{name}_id"] for name in ("domain", "class", "channel")}
    found = district.ask(
        "complaints_submitted", department_id=own, first_month=first, last_month=last,
        **{f"{name}_id": value for name, value in narrowed.items()},
    )  # fmt: skip
    kept = {name: value for name, value in {**narrowed, "department": own}.items() if value}
    chips = [
        (
            full_month(one["month"]),
            SMALL if one["complaints"] is None else f"{count(one['complaints'])} 件",
            address(COMPLAINTS, month=f"{one['month']:%Y-%m}", **kept),
        )
        for one in found
    ]
    said = (
        "清单按提交时间列出全部诉求；本靶点不计重复件和表扬，按期率、回访率、解决率按到期或办结的月份计，件数可能不同。"
        if found
        else f"{period_words(row['frequency'], first)}没有提交的相关诉求。"
    )
    return f'{heading}{_chips(chips)}<p class="formula-words">{said}</p></section>'


def panels(row: Row, derivation: Row | None, month: date, way: Way) -> str:
    """Departments compared beside the way to the records; for a point that is not computed, the reports it came from. Markup."""
    if derivation is None:
        reports = district.ask("point_reports", point_id=row["point_id"], month=month)
        return reports_table(reports, row, way)
    links = service_links if derivation["source"] == "service_records" else complaint_links
    side = comparison(compared(row, derivation, month, way), row, month, way)
    return f'<div class="point-halves">{side}{links(row, derivation, month, way)}</div>'
