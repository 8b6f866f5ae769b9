"""The list of service records drawn: one sentence, the points that the records count in, the table, what a file of it holds."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cloudeye.access.viewer import Viewer
from cloudeye.web.frame import address
from cloudeye.web.leader.records.service_records import KINDS, MOST_TOGETHER, Filters, counted
from cloudeye.web.listing import Column
from cloudeye.web.supervisor.clocks import marked
from cloudeye.web.wording import DASH, count, full_month, per_cent, text

Row = Mapping[str, Any]
# The five grades of 好差评, from the worst.
RATINGS = {1: "非常不满意", 2: "不满意", 3: "基本满意", 4: "满意", 5: "非常满意"}


def _days(row: Row) -> str:
    return f"{row['workdays']:.1f}/{row['limit_days']:g}"


def _in_time(row: Row) -> str:
    return marked("late", "超时限") if row["is_late"] else marked("met", "按时")


def _rating(row: Row) -> str:
    if row["rating"] is None:
        return f'<span class="low">{DASH}</span>'
    return marked("met" if row["rating"] >= 3 else "late", RATINGS.get(row["rating"], str(row["rating"])))


def _yes(value: bool, words: str) -> str:
    return text(words) if value else f'<span class="low">{DASH}</span>'


COLUMNS = {
    "number": Column("编号", lambda row: text(row["record_id"]), {"record_id": "编号"}),
    "item": Column("事项", lambda row: text(row["item"] or row["item_id"]), {"item": "事项"}, is_wide=True),
    "department": Column("部门", lambda row: text(row["department"] or row["department_id"]), {"department": "部门"}),
    "subdistrict": Column("街道", lambda row: text(row["subdistrict"] or DASH), {"subdistrict": "街道"}, is_usual=False),
    "submitted": Column("提交", lambda row: f"{row['submitted_at']:%m-%d %H:%M}", {"submitted_at": "提交时间"}, is_usual=False),
    "accepted": Column("受理", lambda row: f"{row['accepted_at']:%m-%d %H:%M}", {"accepted_at": "受理时间"}),
    "finished": Column("办结", lambda row: f"{row['finished_at']:%m-%d %H:%M}", {"finished_at": "办结时间"}),
    "days": Column("用时/时限（工作日）", _days, {"workdays": "用时（工作日）", "limit_days": "时限（工作日）"}, is_number=True),
    "in_time": Column("时限", _in_time, {"late": "是否超时限"}),
    "returned": Column("退回", lambda row: _yes(row["is_returned"], "退回补正"), {"returned": "是否退回"}),
    "way": Column("办理方式", lambda row: "网上" if row["is_online"] else "窗口", {"way": "办理方式"}),
    "visits": Column("跑动", lambda row: f"{row['visits']} 次", {"visits": "跑动次数"}, is_usual=False, is_number=True),
    "rating": Column("评价", _rating, {"rating_words": "评价"}),
    "batch": Column("导入批次", lambda row: text(row["batch_id"] or DASH), {"batch_id": "导入批次"}, is_usual=False),
}


def export_rows(rows: Sequence[Row]) -> list[Row]:
    """The rows with the words that a file writes: whether late, whether returned, which way, the rating."""
    return [
        {
            **row,
            "item": row["item"] or row["item_id"],
            "department": row["department"] or row["department_id"],
            "late": "是" if row["is_late"] else "否",
            "returned": "是" if row["is_returned"] else "否",
            "way": "网上" if row["is_online"] else "窗口",
            "rating_words": RATINGS.get(row["rating"], row["rating"]),
        }
        for row in rows
    ]


def names(found: Sequence[Row], key: str) -> dict[str, str]:
    """What a chooser offers: id → name, in the order of the catalogue."""
    return {row[f"{key}_id"]: row[key] for row in found}


def conclusion(filters: Filters, found: Sequence[Row], total: int) -> str:
    """One sentence: how many records, and how many of them late, returned, online. Plain text."""
    whole = counted(filters, found)
    where = "".join(
        names(found, key).get(value, "")
        for key, value in (("department", filters.department_id), ("item", filters.item_id))
        if value
    )
    if filters.search:
        kind = f"、{KINDS[filters.only]}" if filters.only else ""
        return f"{full_month(filters.month)}{where}办结 {count(whole)} 件，其中编号以「{filters.search}」开头{kind}的 {count(total)} 件。"
    if filters.only:
        share = per_cent(total, whole)
        return (
            f"{full_month(filters.month)}{where}办结 {count(whole)} 件，其中{KINDS[filters.only]} {count(total)} 件（{share}）。"
        )
    late, online = counted(filters, found, "late"), counted(filters, found, "online")
    return (
        f"{full_month(filters.month)}{where}办结 {count(whole)} 件，超时限 {count(late)} 件，"
        f"被退回 {count(counted(filters, found, 'returned'))} 件，网上办理 {per_cent(online, whole)}。"
    )


def crumbs(viewer: Viewer, filters: Filters, found: Sequence[Row]) -> list[tuple[str, str | None]]:
    """The way here from the ranking, as far as this viewer may go it."""
    month = f"{filters.month:%Y-%m}"
    steps: list[tuple[str, str | None]] = []
    if viewer.reach("page", "leader-ranking"):
        steps.append(("部门排名", address("", month=month)))
    if department := names(found, "department").get(filters.department_id or ""):
        steps.append((department, address("leader-department", month=month, department=str(filters.department_id))))
    return [*steps, ("归集数据", None)]


def nothing(month: date, *, everybody: bool) -> str:
    """Why there is nothing to list. Plain text."""
    whose = "还没有归集数据" if everybody else "没有您单位的办件"
    return f"{full_month(month)}{whose}。请在上方另选月份，或联系数据员核对导入批次。"


def choose_first(filters: Filters, found: Sequence[Row]) -> str:
    """Why nothing is listed yet. Plain text."""
    return (
        f"请先选择部门。{full_month(filters.month)}办结 {count(counted(filters, found))} 件，其中超时限 "
        f"{count(counted(filters, found, 'late'))} 件；一次只列一个部门，一个月不超过 {count(MOST_TOGETHER)} 件时可以全部列出。"
    )


def counted_in(points: Sequence[Row], month: str) -> str:
    """The monitoring points that the chosen item's records give a value to, as links. Markup."""
    if not points:
        return '<p class="desk-note">这个事项的办件目前不参与任何监督靶点的计算。</p>'
    links = "、".join(
        f'<a href="{address("leader-point", month=month, point=row["point_id"])}" target="_self">{text(row["name"])}</a>'
        for row in points
    )
    return f'<p class="desk-note">计入监督靶点：{links}</p>'


NOTE = '<p class="desk-note">按办结时间归月，与靶点计算同一口径；用时只计工作日 9:00–17:00，8 小时为 1 个工作日。</p>'
