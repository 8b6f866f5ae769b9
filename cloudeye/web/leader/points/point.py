"""One monitoring point: what it measures, its value against its target, the formula with the numbers put in, its specs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cloudeye.catalog.wording import word
from cloudeye.web.leader.points.desk import period_of, period_words
from cloudeye.web.leader.points.domain import card
from cloudeye.web.leader.points.marks import standing_mark, target_words, value_shown
from cloudeye.web.leader.points.series import number_words
from cloudeye.web.leader.points.way import INDICATOR, Way
from cloudeye.web.wording import DASH, MINUS, points, text

Row = Mapping[str, Any]
# What a number may be rounded to inside the formula, so that the result can be done again by hand.
DIGITS = 4


def exact(value: float) -> str:
    """A number as the formula shows it: at most ``DIGITS`` decimals."""
    return f"{value:,.{DIGITS}f}".rstrip("0").rstrip(".").replace("-", MINUS)


def conclusion(row: Row, month: date) -> str:
    """One sentence: the value of the period in force, the target, where it stands, the score."""
    period = period_words(row["frequency"], period_of(row["frequency"], month)[0])
    if row["value"] is None:
        shown = "数值不显示（只有 1–4 件诉求）" if row["is_small"] else "没有数值"
        return f"{row['point']}：{period}{shown}，不计分。" if row["score"] is None else f"{row['point']}：{period}{shown}。"
    scored = "样本不足，不计分" if row["score"] is None else f"{row['standing']}，得分 {points(row['score'])}"
    carried = "，沿用至本月" if row["status"] == "沿用" else ""
    return f"{row['point']}：{period} {value_shown(row)}{carried}，目标 {target_words(row)}；{scored}。"


def cards(row: Row, way: Way) -> str:
    """Value, target, score, share. Markup."""
    figure = f"point:{row['point_id']}"
    error = "报送或全部计算，没有样本量" if row["value"] is not None else ""
    if row["sample_size"] is not None and row["standard_error"] is not None:
        error = f"得分标准误 {points(row['standard_error'])} 分"
    gap = "" if row["gap"] is None else f"得分距目标 {points(row['gap'])} 分" if row["gap"] > 0 else "已到目标"
    share = DASH if row["indicator_share"] is None else f"{100 * row['indicator_share']:.1f}<i>%</i>"
    period = DASH if row["source_period"] is None else period_words(row["frequency"], row["source_period"])
    shown = DASH if row["value"] is None else f"{number_words(row['value'])}<i> {text(row['unit'])}</i>"
    return (
        '<div class="desk-cards">'
        + card("数值", shown, f"{text(period)}，{text(row['status'])}")
        + card("目标", text(target_words(row)), f"{standing_mark(row['standing'])}")
        + card("得分", way.proof(figure, points(row["score"])), text(gap))
        + card("样本", DASH if row["sample_size"] is None else f"{row['sample_size']:,}", text(error))
        + card("占二级指标", share, f"权重 {row['weight']:g}" if row["weight"] is not None else "")
        + "</div>"
    )


def _terms(row: Row) -> str:
    """The right side of the formula: signs between boxes. Markup."""

    def box(name: str, value: float) -> str:
        return f"<span><small>{name}</small><b>{exact(value)}</b></span>"

    value = box("实际", row["value"])
    if row["method"] == "ratio":
        pair = (value, box("目标", row["target"]))
        above, below = pair if row["best"] > row["worst"] else reversed(pair)
        return f"100 × {above} ÷ {below}"
    worst = box("最差", row["worst"])
    return f"100 × （{worst} − {value}） ÷ （{worst} − {box('最优', row['best'])}）"


def formula(row: Row, reason: str, way: Way) -> str:
    """How the value becomes a score, with the numbers put in; ``reason`` says why there is none. Markup."""
    heading = '<section class="point-panel"><h2>怎么算的<span>得分限 0 至 100</span></h2>'
    figure = f"point:{row['point_id']}"
    if row["score"] is None or row["value"] is None:
        return f'{heading}<p class="formula-words">{text(reason)}</p></section>'
    words = {
        "ratio": "达标比例：越高越好时，实际 ÷ 目标；越低越好时，目标 ÷ 实际。",
        "DTF": "距离法：实际值离最差值多远，占最优与最差之间的几成；越高越好与越低越好是同一个式子。",
    }[row["method"]]
    return (
        f'{heading}<div class="formula"><span class="sum"><small>靶点得分</small>'
        f"<b>{way.proof(figure, points(row['score']))}</b></span>= "
        f'{_terms(row)}</div><p class="formula-words">{words}口径第 {row["spec_version"]} 版。{way.proof(figure)}</p></section>'
    )


def facts(row: Row, derived: str, way: Way) -> str:
    """What the point is: unit, direction, frequency, source, who leads. ``derived`` says what it is computed from. Markup."""
    key = '<small class="key">重点指标</small>' if row["is_key"] else "否"
    said = (
        ("编号", text(row["point_id"])),
        ("二级指标", way.link(INDICATOR, row["indicator"], indicator=row["indicator_id"])),
        ("单位", text(row["unit"])),
        ("方向", text(word("better", row["better"]))),
        ("频次", {"月": "每月", "季": "每季度", "年": "每年"}[row["frequency"]]),
        ("数据来源", f"{text(row['source_type'])}<small> {text(derived)}</small>"),
        ("重点", key),
        ("牵头部门", f"<b>{way.department_link(row['department_id'], row['department'])}</b>"),
        ("配合部门", text(row["co_departments"] or "无")),
    )
    lines = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in said)
    return f'<section class="point-panel"><h2>靶点说明</h2><dl class="facts">{lines}</dl></section>'


def specs_table(specs: Sequence[Row], used: int | None) -> str:
    """Every version of the spec with the days it holds, the newest first; the one ``used`` this month is marked. Markup."""
    body = ""
    for row in specs:
        first = f"{row['valid_from']:%Y-%m-%d}" if row["valid_from"] else "最初"
        last = f"{row['valid_until']:%Y-%m-%d}" if row["valid_until"] else "今"
        now = '<small class="key">本月所用</small>' if row["version"] == used else ""
        target = DASH if row["target"] is None else f"{row['target']:g}"
        body += (
            f'<tr><th scope="row" class="left">第 {row["version"]} 版{now}</th><td class="left low">{first} 至 {last}</td>'
            f"<td>{row['best']:g}</td><td>{row['worst']:g}</td><td>{target}</td><td>{row['weight']:g}</td>"
            f'<td class="left">{text(word("method", row["method"]))}</td></tr>'
        )
    head = (
        '<tr><th class="left">口径</th><th class="left">有效期</th><th>最优值</th><th>最差值</th><th>目标值</th><th>权重</th>'
        '<th class="left">计分方法</th></tr>'
    )
    return (
        f'<section class="point-panel"><h2>口径版本<span>{len(specs)} 版；最优、最差、目标为示例口径</span></h2>'
        '<div class="point-scroll" role="region" aria-label="口径版本" tabindex="0"><table class="desk-table roster">'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div></section>"
    )


def reports_table(reports: Sequence[Row], row: Row, way: Way) -> str:
    """The values that somebody brought, each with its batch, the newest first. Markup."""
    if not reports:
        return '<section class="point-panel"><h2>报送记录</h2><p class="formula-words">近 24 个月没有收到过这个靶点的数值。</p></section>'
    body = ""
    for found in reports:
        value = DASH if found["value"] is None else f"{number_words(found['value'])} {text(row['unit'])}"
        came = f"{found['loaded_at']:%Y-%m-%d}" if found["loaded_at"] else DASH
        batch = way.link("analyst-batch", found["file_name"] or found["batch_id"] or DASH, batch=found["batch_id"] or "")
        body += (
            f'<tr><th scope="row" class="left">{period_words(row["frequency"], found["period"])}</th><td>{value}</td>'
            f'<td class="left">{text(found["status"])}</td><td class="left">{text(found["sender"] or DASH)}</td>'
            f'<td class="left low">{came}</td><td class="left">{batch}</td></tr>'
        )
    head = "<tr>" + "".join(
        f'<th class="{side}">{name}</th>'
        for name, side in (
            ("期间", "left"), ("数值", ""), ("状态", "left"), ("报送单位", "left"), ("收到", "left"), ("批次", "left"),
        )
    )  # fmt: skip
    return (
        f'<section class="point-panel"><h2>报送记录<span>近 24 个月 {len(reports)} 期，由{text(row["department"])}报送</span></h2>'
        '<div class="point-scroll" role="region" aria-label="报送记录" tabindex="0"><table class="desk-table roster">'
        f"<thead>{head}</tr></thead><tbody>{body}</tbody></table></div></section>"
    )


def series_words(unit: str, row: Row) -> str:
    """A month of the series in words: the value and whether it was carried forward, or why there is none."""
    if row["value"] is None:
        return "1–4 件，不显示" if row["is_small"] else str(row["status"])
    return f"{number_words(row['value'])} {unit}" + ("" if row["status"] == "已报" else f"，{row['status']}")
