"""What the catalogue is called on screens: its files, their columns, and the words its cells hold."""

import re
from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "points.csv": "监督靶点",
    "indicators.csv": "二级指标",
    "scoring_rules.csv": "评分规则",
    "tasks.csv": "改革任务",
    "departments.csv": "部门",
    "deadlines.csv": "时限",
    "domains.csv": "领域",
    "subdistricts.csv": "街道",
    "service_items.csv": "办理事项",
    "derivations.csv": "靶点来源",
    "channels.csv": "诉求渠道",
    "problem_classes.csv": "问题分类",
    "states.csv": "状态",
    "letter_kinds.csv": "函件种类",
    "calendar.csv": "工作日历",
}
# Those that can be edited by hand; the first column of each names an entry among its kind.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "points.csv": {
        "point_id": "编号", "name": "监督靶点", "indicator_id": "二级指标", "unit": "单位", "better": "方向", "frequency": "频次",
        "source_type": "数据来源", "is_key": "重点", "best": "最优值", "worst": "最差值", "target": "目标值", "weight": "权重",
        "method": "计分方法", "valid_from": "启用日期",
    },
    "indicators.csv": {
        "indicator_id": "编号", "name": "二级指标", "domain_id": "领域", "lead_department_id": "牵头部门",
        "co_departments": "协同部门", "weight": "权重",
    },
    "scoring_rules.csv": {"name": "代码", "value": "数值", "description": "规则"},
    "tasks.csv": {
        "task_id": "编号", "title": "改革任务", "list": "清单", "measure_id": "举措编号", "measure": "举措",
        "lead_department_id": "牵头部门", "co_departments": "协同部门", "due_date": "到期日", "evidence_required": "完成依据",
    },
    "departments.csv": {
        "department_id": "编号", "name": "名称", "short_name": "简称", "kind": "类别", "ranking_group": "排名组",
        "is_ranked": "参与排名", "parent_id": "上级", "valid_from": "存续自", "valid_to": "存续至",
    },
    "deadlines.csv": {
        "entity": "对象", "kind": "种类", "name": "时限", "value": "数值", "unit": "单位", "description": "说明",
    },
}  # fmt: skip
# Codes that a cell holds and what a screen says instead.
WORDS: Mapping[str, Mapping[str, str]] = {
    "better": {"higher": "越高越好", "lower": "越低越好"},
    "method": {"DTF": "距离法", "ratio": "达标比例"},
    "measure": {
        "mean_working_days": "平均用时（工作日）", "mean_days": "平均用时（自然日）", "mean_hours": "平均用时（小时）",
        "mean_quantity": "数量均值", "mean_visits": "平均跑动次数", "on_time_rate": "按期办结率", "late_rate": "超时限率",
        "online_rate": "网上办理率", "returned_rate": "退回补正率", "same_day_rate": "当日办结率", "compliant_rate": "合规率",
        "good_rating_rate": "好评率", "record_growth_rate": "件数同比增长率", "record_decline_rate": "件数同比下降率",
        "quantity_growth_rate": "数量同比增长率", "record_count": "件数", "late_count": "超时限件数", "quantity_sum": "数量合计",
        "complaint_count": "件数", "complaint_on_time_rate": "按期办结率", "responded_rate": "响应率",
        "called_back_rate": "回访率", "solved_rate": "解决率", "satisfied_rate": "满意率",
    },
    "list": {"city": "市清单", "district": "区清单", "fifteen_measures": "十五条"},
    "entity": {"complaint": "诉求", "rectification": "整改", "report": "数据报送"},
    "name": {
        "response": "首次联系", "resolution": "办结", "second_term": "二次整改", "lookback": "回头看", "due": "报送",
    },
    "kind": {
        "service_records": "办件记录", "measurements": "监督靶点", "task_progress": "改革任务进度", "complaints": "诉求",
        "callbacks": "回访",
    },
}  # fmt: skip
# What refers to an entry that somebody wants to drop.
USERS: Mapping[str, str] = {
    "measurement": "指标值", "point_score": "靶点得分", "indicator_score": "指标得分", "domain_score": "领域得分",
    "complaint": "诉求", "task_progress": "任务进度", "service_record": "办件记录", "inspection": "检查", "finding": "检查发现",
    "letter": "函件", "rectification": "整改", "score_adjustment": "加减分", "ranking_snapshot": "排名", "enterprise": "企业",
    "contact_point": "联系点", "contact_point_issue": "联系点问题",
}  # fmt: skip
NOTHING_SAVED = "没有保存任何改动"


def word(column: str, value: str) -> str:
    """What a screen says for the ``value`` of a cell."""
    return WORDS.get(column, {}).get(value, value)


def plain(sentence: str, file: str = "") -> str:
    """A sentence of the loader for somebody who edits tables on a page: headings instead of column and file names."""
    headings = {name: heading for columns in (*COLUMNS.values(), COLUMNS.get(file, {})) for name, heading in columns.items()}
    found = re.sub(r"「(\w+)」", lambda match: f"「{headings.get(match.group(1), match.group(1))}」", sentence)
    for name, title in TITLES.items():
        found = found.replace(f"新目录的 {name} 里", f"{title}里").replace(f"在 {name} 中", f"在{title}中")
        found = found.replace(name, title)
    found = re.sub(r"（(\w+)）", lambda match: f"（{USERS.get(match.group(1), match.group(1))}）", found)
    return found.replace("本次没有写入任何数据", NOTHING_SAVED)
