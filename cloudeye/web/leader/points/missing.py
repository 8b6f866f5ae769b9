"""What is not there and why: who should have reported which period by when, or what a computed value lacks."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cloudeye.web import district
from cloudeye.web.leader.points.desk import period_of, period_words
from cloudeye.web.leader.points.marks import standing_mark
from cloudeye.web.leader.points.way import POINT, Way
from cloudeye.web.wording import DASH, text

Row = Mapping[str, Any]
Due = Mapping[str, datetime]
# The data that a point comes from when it is not reported by hand.
KINDS = {"service_records": "办件记录", "complaints": "诉求"}


def due_by(month: date, rows: Sequence[Row]) -> dict[str, Due]:
    """For each frequency of ``rows`` until when the data of the period in force in ``month`` were due, by kind of data.

    Raises CatalogueError beyond the working-day calendar.
    """
    return {frequency: district.due_moments(period_of(frequency, month)[1]) for frequency in {row["frequency"] for row in rows}}


def reason(row: Row, month: date, due: Mapping[str, Due]) -> str:
    """Why a point has no score: one sentence, plain text."""
    period = period_words(row["frequency"], period_of(row["frequency"], month)[0])
    if row["is_small"]:
        return f"{period}只有 1–4 件诉求，数值不显示，以免看出是谁说的。"
    if row["standing"] == "样本不足":
        return f"{period}只有 {row['sample_size']} 个样本，少于最小样本量，不计分。"
    kind = row["derived_from"]
    if kind is None:
        until = due[row["frequency"]].get("measurements")
        by = f"，报送期限 {until:%Y-%m-%d}" if until else ""
        return f"{row['department']}应报送{period}的数值{by}，没有收到。"
    return f"由{KINDS[kind]}计算，{period}没有可用的{KINDS[kind]}。"


def table(rows: Sequence[Row], month: date, due: Mapping[str, Due], way: Way) -> str:
    """The points without a score: who owes what, or what is lacking. Markup; a sentence when nothing is."""
    bare = [row for row in rows if row["score"] is None]
    heading = f'<h2 class="desk-heading">没有得分的靶点<span>{len(bare)} 个，不按 0 分也不按 100 分</span></h2>'
    if not bare:
        return '<h2 class="desk-heading">报送情况</h2><p class="desk-hint">本期靶点都有得分，没有未报的。</p>'
    body = "".join(
        f'<tr><td class="name">{way.link(POINT, row["point"], point=row["point_id"])}</td>'
        f'<td class="left">{standing_mark(row["standing"])}</td><td class="left">{text(row["source_type"])}</td>'
        f'<td class="left">{way.department_link(row["department_id"], row["department"]) or DASH}</td>'
        f'<td class="left low wrap">{text(reason(row, month, due))}</td></tr>'
        for row in bare
    )
    head = "".join(f'<th class="left" scope="col">{name}</th>' for name in ("监督靶点", "状况", "数据来源", "牵头部门", "原因"))
    return (
        f'{heading}<div class="point-scroll" role="region" aria-label="没有得分的靶点" tabindex="0"><table class="desk-table roster">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
