"""What a figure stands on and how it is cited: rule, snapshot, calendar and fingerprint; the versions of a month compared."""

from collections.abc import Mapping, Sequence
from typing import Any

from cloudeye.web.leader.passport.figure import FIGURES, Sheet
from cloudeye.web.leader.passport.view import card, four, plain, table
from cloudeye.web.wording import DASH, full_month, points, rank_range, text

Row = Mapping[str, Any]


def ground_card(sheet: Sheet, data_version: int, level: float, *, has_older: bool) -> str:
    """Rule, snapshot, data, calendar and error that the figure stands on."""
    version, ranked, ground = sheet.version, sheet.ranked, sheet.ground
    month = f"{sheet.subject.month:%Y-%m}"
    stamp = f"{version['published_at']:%m-%d} 定稿" if sheet.is_final else f"{version['drafted_at']:%m-%d} 生成"
    state = "" if sheet.is_final else "草案"
    facts = [
        (
            "规则",
            f"评分规则第 {version['rule_version']} 版，{ground['ruled_at']:%Y-%m-%d} 制定" if ground["ruled_at"] else DASH,
        ),
        ("快照", f"{month} {state}第 {version['version']} 版，{stamp}"),
        ("数据", f"数据版本 {data_version:,}" + ("；定稿数字取自定稿时的冻结数" if sheet.is_final else "")),
        ("节假日", f"{sheet.subject.month.year} 年日历，{ground['calendar'] or DASH}"),
    ]
    if ranked and sheet.subject.kind in FIGURES and ranked["low"] is not None:
        place = f"，第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名" if ranked["rank_low"] is not None else "，不排名"
        facts.append(("误差", f"{100 * level:.0f}% 区间 {points(ranked['low'])} 至 {points(ranked['high'])}{place}"))
    if ranked:
        facts.append(("指纹", grouped(ranked["inputs_hash"])))
    rows = "".join(f"<dt>{text(name)}</dt><dd>{text(words)}</dd>" for name, words in facts)
    link = '<a href="#pass-versions">与上一版比较</a>' if has_older else ""
    return card("口径与版本", f'<dl class="facts">{rows}</dl>', link=link)


def grouped(fingerprint: str) -> str:
    """The first sixteen signs of a fingerprint in groups of four."""
    return " ".join(fingerprint[start : start + 4] for start in range(0, 16, 4)).strip() or DASH


def citation(sheet: Sheet) -> str:
    """One line that says what the number is and how it can be found again."""
    subject, version, ranked = sheet.subject, sheet.version, sheet.ranked
    state = "已定稿" if sheet.is_final else "草案"
    number = DASH if sheet.value is None else f"{sheet.value:.0f}" if subject.kind == "rank" else points(sheet.value)
    amount = f"{number}%" if subject.unit == "%" else f"第 {number} 名" if subject.unit == "名" else f"{number} 分"
    whom = subject.found["name"] if subject.found else subject.name
    place = ""
    if ranked and ranked["rank_low"] is not None and subject.kind in ("score", "rank"):
        place = f"，可能名次第 {rank_range(ranked['rank_low'], ranked['rank_high'])} 名"
    mark = f"；指纹 {grouped(ranked['inputs_hash'])}" if ranked and ranked["inputs_hash"] else ""
    return (
        f"营商云眼，{full_month(subject.month)}部门排名（{state}第 {version['version']} 版）："
        f"{whom}{subject.label} {amount}{place}；规则第 {version['rule_version']} 版{mark}。"
    )


def citation_card(sheet: Sheet) -> str:
    """The citation, to be copied; a draft says that it is not for outside."""
    note = "" if sheet.is_final else '<p class="desk-note">草案不对外引用。定稿后再引用。</p>'
    copy = '<button type="button" data-copies="pass-citation">复制引用</button>'
    box = f'<textarea id="pass-citation" readonly rows="4" aria-label="引用">{text(citation(sheet))}</textarea>'
    return card("引用", f"{box}{note}", link=copy, name="pass-cite")


def changes_card(rows: Sequence[Row]) -> str:
    """What differs between two versions of a month, component by component (rows of ``passport_changes``)."""
    if not rows:
        return card("与上一版比较", '<p class="desk-note">两个版本的输入和得分完全相同。</p>', name="pass-versions")
    body = "".join(
        f'<tr><td class="name">{text(row["name"])}</td><td>{_before(row, "value")}</td><td>{plain(row["value"])}</td>'
        f"<td>{_before(row, 'score')}</td><td>{points(row['score'])}</td>"
        f"<td>{DASH if row['moved'] is None else four(row['moved'])}</td></tr>"
        for row in rows
    )
    head = "<th>输入项</th><th>原数值</th><th>现数值</th><th>原得分</th><th>现得分</th><th>贡献之差</th>"
    title = f"与第 {rows[0]['older']} 版比较"
    return card(title, f'<div id="pass-versions">{table("pass-changes", head, body)}</div>', note=f"{len(rows)} 项不同")


def _before(row: Row, name: str) -> str:
    value = row[f"{name}_before"]
    return plain(value) if name == "value" else points(value)
