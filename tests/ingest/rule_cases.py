"""For every rule of an import a line that just passes and one that just does not, with the sentence it gets.

Cells are separated by |; the sentences stand without 第 … 行 and the ending. The district they meet is in ``district_of_rules``.
"""

from dataclasses import dataclass

from cloudeye.store import Writer

RULE_ROOMS = ("refusals", "warnings")


@dataclass(frozen=True)
class Case:
    """``passes`` and ``fails`` are lines under ``header``; ``told`` is what the failing one is told. ``ground`` lines come first."""

    rule: str
    dataset: str
    header: str
    passes: str
    fails: str
    told: str
    ground: tuple[str, ...] = ()


# Every monthly point is as good as another whose value is reported by hand; these are of the product's catalogue.
MONTHLY, QUARTERLY, QUARTERLY_PERCENT, DERIVED, DERIVED_COMPLAINTS = "D06-009", "D15-010", "D02-003", "D01-001", "D01-012"
CODE, OTHER_CODE, FRESH_CODE = "91350100M000100Y43", "91512081MA62K0260E", "91110000100000000R"


def district_of_rules(writer: Writer) -> None:
    """What the district has before the files of the cases come."""
    complaint = {
        "source": "import", "complaint_id": "C-1", "kind": "投诉", "is_urgent": False, "title": "窗口排队", "enterprise_id": "E-1",
        "is_outside_district": False, "submitted_at": "2026-10-08 09:00", "claimed_at": "2026-10-12 10:00", "is_confidential": False,
        "state": "callback", "duplicate_of": None,
    }  # fmt: skip
    repeats = {**complaint, "complaint_id": "C-2", "title": None, "enterprise_id": None, "duplicate_of": "C-1"}
    elsewhere = {**complaint, "source": "甲平台", "complaint_id": "C-9", "title": None, "enterprise_id": None}
    writer.insert("complaint", [complaint, repeats, elsewhere])
    writer.insert(
        "complaint_event", [{"complaint_id": "C-1", "occurred_at": "2026-10-12 10:00", "to_state": "callback", "actor": "窗口"}]
    )
    record = {
        "source": "甲平台", "record_id": "B-1", "item_id": "S001", "department_id": "approval", "submitted_at": "2026-10-08 09:00",
        "accepted_at": "2026-10-08 10:00", "limit_days": 1, "is_returned": False, "is_online": True, "is_compliant": True, "visits": 0,
    }  # fmt: skip
    writer.insert("service_record", [record])
    measured = [
        {**record, "record_id": f"Q-{item}-{number}", "item_id": item, "quantity": 20.5}
        for item, many in (("S002", 30), ("S003", 29))
        for number in range(many)
    ]
    writer.insert("service_record", measured)
    series = {"status": "已报", "source": "import"}
    values = [
        ("2026-01-01", 20),
        ("2026-02-01", 20),
        ("2026-03-01", 20),
        ("2026-04-01", 20),
        ("2026-05-01", 20),
        ("2026-06-01", 20),
    ]
    writer.insert("measurement", [{**series, "point_id": MONTHLY, "period": month, "value": value} for month, value in values])
    writer.insert("measurement", [{**series, "point_id": "D02-010", "period": "2026-01-01", "value": 0.4}])
    writer.insert("task_progress", [{"task_id": "C-001", "month": "2026-09-01", "planned_percent": 60.0, "actual_percent": 50.0}])
    writer.insert("enterprise", [{"enterprise_id": "E-1", "uscc": CODE, "name": "甲公司", "scale": "小型"}])
    letter = {
        "letter_id": "L-1",
        "kind": "履责提示函",
        "department_id": "taxation",
        "title": "提示",
        "drafted_at": "2026-10-08",
        "state": "draft",
    }
    writer.insert("letter", [letter])


COMPLAINT = "诉求编号|诉求类型|提交时间"
RECORD = "办件编号|事项|提交时间|受理时间"
VALUE = "监督靶点|期间|数值"
TASK = "任务|月份|计划进度|实际进度"
CALL = "回访编号|诉求编号|回访时间|是否接通"
STEP = "诉求编号|办理时间|新状态|办理人"
MENDING = "整改编号|问题来源|责任单位|问题|下达时间|整改时限"
FIRM = "统一社会信用代码|企业名称|企业规模"
A, B = "A|投诉|2026-10-08", "B|投诉|2026-10-08"
R, S = "A|S001|2026-10-08 09:00|2026-10-08 10:00", "B|S001|2026-10-08 09:00|2026-10-08 10:00"
Z, Y = "A|企业走访|税务|慢|2026-10-08|2026-10-20", "B|企业走访|税务|慢|2026-10-08|2026-10-20"
TWICE = "与第 2 行重复。请只保留一行"

CASES = [
    # Every dataset
    Case("every_answer", "complaints", COMPLAINT + "|是否紧急", A + "|特急", B + "|也许", "「是否紧急」是「也许」，只能填「是」或「否」。请改正"),
    Case("every_blank", "complaints", COMPLAINT, A, "B| |2026-10-08", "「诉求类型」是空的，必须填写"),
    Case("every_moment", "complaints", COMPLAINT, "A|投诉|2024-02-29", "B|投诉|2026-02-29",
         "「提交时间」是「2026-02-29」，不是有效日期。请改成 2026-01-31 或 2026-01-31 09:30 这样的格式后重新上传"),
    Case("every_moment", "complaints", COMPLAINT, "A|投诉|2015-01-01", "B|投诉|2014-12-31",
         "「提交时间」是「2014-12-31」，超出工作日历（2015-01-01 至 2035-12-31）。请检查年份"),
    Case("every_moment", "complaints", COMPLAINT, "A|投诉|2026-11-21 09:00", "B|投诉|2026-11-21 09:01",
         "「提交时间」是「2026-11-21 09:01」，晚于现在（2026-11-21 09:00），还没有发生。请核对时间"),
    Case("every_moment", "complaints", COMPLAINT + "|办结时限", A + "|2035-12-31", B + "|2036-01-01",
         "「办结时限」是「2036-01-01」，超出工作日历（2015-01-01 至 2035-12-31）。请检查年份"),
    Case("every_name", "complaints", COMPLAINT + "|承办部门", A + "|税务", B + "|税务部",
         "「承办部门」是「税务部」，目录中没有。您是不是想写「税务部门」？请改成目录中的编号或全称"),
    Case("every_name", "complaints", COMPLAINT + "|承办部门", A + "|税务部门", B + "|XYZ", "「承办部门」是「XYZ」，目录中没有。请改成目录中的编号或全称"),
    # Complaints
    Case("complaints_enterprises", "complaints", COMPLAINT + "|企业", f"{A}|{CODE}", B + "|91350100M000100Y44",
         "「企业」是「91350100M000100Y44」，不是有效的统一社会信用代码，校验位不符。请核对这 18 位代码"),
    Case("complaints_identity", "complaints", COMPLAINT + "|来源系统", "C-9|投诉|2026-10-08|甲平台", "C-1|投诉|2026-10-08|甲平台",
         "「诉求编号」是「C-1」，已被来源「import」的另一件诉求使用。请在编号前加上来源的缩写"),
    Case("complaints_identity", "complaints", COMPLAINT + "|重复单号", A + "|C-1", B + "|B",
         "「重复单号」是「B」，就是这件诉求自己。请改成它重复的那一件的编号，或留空"),
    Case("complaints_identity", "complaints", COMPLAINT + "|重复单号", A + "|C-1", B + "|C-3",
         "「重复单号」是「C-3」，没有这个编号的诉求。请核对编号，或先导入它重复的那一件"),
    Case("complaints_identity", "complaints", COMPLAINT + "|重复单号", A + "|C-1", B + "|C-2",
         "「重复单号」是「C-2」，本身也是重复件（重复于「C-1」）。请改成最早那一件的编号"),
    Case("complaints_kinds", "complaints", COMPLAINT, "A|表扬|2026-10-08", "B|举报|2026-10-08",
         "「诉求类型」是「举报」，不是诉求类型。请改成 咨询、求助、投诉、建议、表扬 之一"),
    *(
        Case("complaints_order", "complaints", f"诉求编号|诉求类型|提交时间|{label}", "A|投诉|2026-10-08 15:00|2026-10-08", "B|投诉|2026-10-08 15:00|2026-10-08 14:59",
             f"「{label}」是「2026-10-08 14:59」，早于提交时间 2026-10-08 15:00。请核对这两个时间")
        for label in ("受理时间", "首次联系时间", "办结时间")
    ),
    Case("complaints_people", "complaints", COMPLAINT + "|联系电话", A + "|13800000000", B + "|1.38E+10",
         "「联系电话」是「1.38E+10」，已被表格软件改成科学计数法，末几位丢失。请把该列设为文本格式后重新导出"),
    Case("complaints_people", "complaints", COMPLAINT + "|证件号码", A + "|110101199003070000", B + "|1.10101E+17",
         "「证件号码」是「1.10101E+17」，已被表格软件改成科学计数法，末几位丢失。请把该列设为文本格式后重新导出"),
    Case("complaints_places", "complaints", COMPLAINT + "|经度|纬度|坐标系", A + "|104.065786|30.561413|WGS-84", B + "|180.1|30.5|WGS-84",
         "「经度」是「180.1」，不是有效的经度。请填 104.065786 这样的度数，或把经纬度都留空"),
    Case("complaints_places", "complaints", COMPLAINT + "|经度|纬度|坐标系", A + "|104.065786|30.561413|GPS", B + "|30.5|104.06|WGS-84",
         "「纬度」是「104.06」，不是有效的纬度，可能与经度写反了。请对调后重新上传"),
    Case("complaints_places", "complaints", COMPLAINT + "|经度|纬度|坐标系", A + "|104.065786|30.561413|国家2000", B + "|104.06|91|WGS-84",
         "「纬度」是「91」，不是有效的纬度。请填 30.561413 这样的度数，或把经纬度都留空"),
    Case("complaints_places", "complaints", COMPLAINT + "|经度|纬度", A + "||", B + "|104.06|", "「纬度」是空的，但填了经度。请补全，或把经纬度都留空"),
    Case("complaints_places", "complaints", COMPLAINT + "|经度|纬度", A + "||", B + "||30.56", "「经度」是空的，但填了纬度。请补全，或把经纬度都留空"),
    Case("complaints_places", "complaints", COMPLAINT + "|经度|纬度|坐标系", A + "|104.065786|30.561413|CGCS2000", B + "|104.06|30.56|火星",
         "「坐标系」是「火星」，不是认识的坐标系。请改成 WGS-84、CGCS2000、GCJ-02 或 BD-09"),
    Case("complaints_repeated", "complaints", COMPLAINT + "|来源系统", A + "|乙", A + "|甲", "「诉求编号」是「A」，" + TWICE, (A + "|甲",)),
    Case("complaints_states", "complaints", COMPLAINT + "|首次联系时间|办结时间|状态", A + "|2026-10-08|2026-10-08|已办结", B + "|2026-10-08||已办结",
         "「状态」是「已办结」，但没有首次联系时间或办结时间。请补全时间，或把状态改为「待回访」"),
    # Service records
    Case("service_records_departments", "service_records", RECORD + "|办理部门", R + "|行政审批", S + "|税务",
         "「办理部门」是「税务」，不是事项「开办企业“一件事”」的办理部门（目录中是「行政审批部门」）。请核对事项和部门，或把部门留空"),
    Case("service_records_numbers", "service_records", RECORD + "|承诺时限", R + "|3650", S + "|3650.5",
         "「承诺时限」是「3650.5」，不是有效的工作日数。请填 0 到 3650 之间的数，或留空（用事项的承诺时限）"),
    Case("service_records_numbers", "service_records", RECORD + "|承诺时限", R + "|0", S + "|-0.5",
         "「承诺时限」是「-0.5」，不是有效的工作日数。请填 0 到 3650 之间的数，或留空（用事项的承诺时限）"),
    Case("service_records_numbers", "service_records", RECORD + "|跑动次数", R + "|1000", S + "|1001", "「跑动次数」是「1001」，不是有效的次数。请填 0 到 1000 之间的整数"),
    Case("service_records_numbers", "service_records", RECORD + "|计量值", R + "|999,999,999.999", S + "|1000000000",
         "「计量值」是「1000000000」，不是有效的数，或超过 9 位整数。请填数字，最多三位小数"),
    Case("service_records_numbers", "service_records", RECORD + "|评价", R + "|5", S + "|6",
         "「评价」是「6」，不是有效的评价。请填 1 到 5，或 非常满意、满意、基本满意、不满意、非常不满意"),
    Case("service_records_order", "service_records", RECORD, "A|S001|2026-10-08 09:00|2026-10-08 09:00", "B|S001|2026-10-08 09:00|2026-10-08 08:59",
         "「受理时间」是「2026-10-08 08:59」，早于提交时间 2026-10-08 09:00。请核对这两个时间"),
    Case("service_records_order", "service_records", RECORD + "|办结时间", R + "|2026-10-08 10:00", S + "|2026-10-08 09:59",
         "「办结时间」是「2026-10-08 09:59」，早于受理时间 2026-10-08 10:00。请核对这两个时间"),
    Case("service_records_repeated", "service_records", RECORD + "|来源系统", R + "|乙", R + "|甲", "「办件编号」是「A」，" + TWICE, (R + "|甲",)),
    Case("service_records_elsewhere", "service_records", RECORD + "|来源系统",
         "B-1|S001|2026-10-08 09:00|2026-10-08 10:00|甲平台", "B-1|S001|2026-10-08 09:00|2026-10-08 10:00|乙平台",
         "「办件编号」是「B-1」，来源「甲平台」已有同一编号的办件，可能重复计数。请核对来源系统"),
    Case("service_records_quantities", "service_records", RECORD + "|计量值", "A|S002|2026-10-08 09:00|2026-10-08 10:00|2050",
         "B|S002|2026-10-08 09:00|2026-10-08 10:00|2,050.001",
         "「计量值」是「2050.001」，超过这个事项以往最大的计量值（20.500）一百倍。请核对数值和单位"),
    # Twenty-nine cannot tell what is usual.
    Case("service_records_quantities", "service_records", RECORD + "|计量值", "A|S003|2026-10-08 09:00|2026-10-08 10:00|9999",
         "B|S002|2026-10-08 09:00|2026-10-08 10:00|9999",
         "「计量值」是「9999.000」，超过这个事项以往最大的计量值（20.500）一百倍。请核对数值和单位"),
    # Measurements
    Case("measurements_derived", "measurements", VALUE, f"{QUARTERLY}|2026Q3|3", f"{DERIVED}|2026-09|3",
         f"「监督靶点」是「{DERIVED}」，它的数值由归集数据自动计算，不能填报。请删去这一行，改为导入对应的记录"),
    Case("measurements_derived", "measurements", VALUE, f"{QUARTERLY}|2026Q3|3", f"{DERIVED_COMPLAINTS}|2026-09|3",
         f"「监督靶点」是「{DERIVED_COMPLAINTS}」，它的数值由企业诉求自动计算，不能填报。请删去这一行，改为导入对应的记录"),
    Case("measurements_future", "measurements", VALUE, f"{MONTHLY}|2026-11|20", f"{MONTHLY}|2026-12|20", "「期间」是「2026-12」，还没有开始，不会有数值。请核对期间"),
    Case("measurements_future", "measurements", VALUE, f"{MONTHLY}|2026-12|未报", f"{MONTHLY}|2027-01|20", "「期间」是「2027-01」，还没有开始，不会有数值。请核对期间"),
    Case("measurements_periods", "measurements", VALUE, f"{MONTHLY}|2026年10月|20", f"{MONTHLY}|2026-13|20",
         "「期间」是「2026-13」，不是有效的期间。请写成 2026-10、2026Q3、2026年第3季度 或 2026年"),
    Case("measurements_periods", "measurements", VALUE, f"{MONTHLY}|2026-10-01|20", f"{MONTHLY}|2026Q3|20",
         "「期间」是「2026Q3」，比这个监督靶点的报送周期（月）长。请写成 2026-10 这样的期间"),
    Case("measurements_periods", "measurements", VALUE, f"{QUARTERLY}|2026Q3|3", f"{QUARTERLY}|2026年|3",
         "「期间」是「2026年」，比这个监督靶点的报送周期（季）长。请写成 2026Q3 这样的期间"),
    Case("measurements_repeated", "measurements", VALUE, f"{QUARTERLY}|2026Q2|3", f"{QUARTERLY}|2026-09|3", f"「监督靶点」是「{QUARTERLY}」，" + TWICE,
         (f"{QUARTERLY}|2026Q3|3",)),
    Case("measurements_values", "measurements", VALUE, f"{MONTHLY}|2026-10|２０.5", f"{MONTHLY}|2026-09|20 件", "「数值」是「20 件」，不是数字。请填数字，没有数据就留空或写「未报」"),
    Case("measurements_values", "measurements", VALUE, f"{QUARTERLY}|2026Q3|1,000,000,000,000", f"{QUARTERLY}|2026Q2|1000000000001",
         "「数值」是「1000000000001」，大得不像真实的数值（超过一万亿）。请核对数值和单位"),
    Case("measurements_values", "measurements", VALUE + "|样本量", f"{QUARTERLY}|2026Q3|3|0", f"{QUARTERLY}|2026Q2|3|-1",
         "「样本量」是「-1」，不是有效的样本量。请填不小于 0 的整数，或留空"),
    Case("measurements_values", "measurements", VALUE + "|样本量", f"{QUARTERLY}|2026Q3|3|１，２００", f"{QUARTERLY}|2026Q2|3|1.5",
         "「样本量」是「1.5」，不是有效的样本量。请填不小于 0 的整数，或留空"),
    Case("measurements_values", "measurements", VALUE + "|标准误", f"{QUARTERLY}|2026Q3|3|0", f"{QUARTERLY}|2026Q2|3|-0.1",
         "「标准误」是「-0.1」，不是有效的标准误。请填不小于 0 的数（至多一万亿），或留空"),
    Case("measurements_values", "measurements", VALUE + "|报送状态", f"{QUARTERLY}|2026Q3|3|已报", f"{QUARTERLY}|2026Q2|3|报了", "「报送状态」是「报了」，不是报送状态。请改成 已报 或 未报，或留空"),
    Case("measurements_values", "measurements", VALUE + "|报送状态", f"{QUARTERLY}|2026Q3|0|已报", f"{QUARTERLY}|2026Q2||已报",
         "「数值」是空的，但状态是「已报」。请填数值，或把状态改成「未报」"),
    Case("measurements_values", "measurements", VALUE + "|报送状态", f"{QUARTERLY}|2026Q3||未报", f"{QUARTERLY}|2026Q2|3|未报",
         "「数值」是「3」，有数值，但状态是「未报」。请删去数值，或把状态改成「已报」"),
    # Six values of 20: the usual deviation counts as 2, so 30 is just near enough.
    Case("measurements_jumps", "measurements", VALUE, f"{MONTHLY}|2026-08|30", f"{MONTHLY}|2026-09|30.1",
         "「数值」是「30.1」，与以往相差很大：前 7 期的中位数是 20.0，通常相差不超过 10.0。请核对数值和单位"),
    # A half reported so far cannot tell what is usual.
    Case("measurements_jumps", "measurements", VALUE, f"{MONTHLY}|2026-06|2000", f"{MONTHLY}|2026-07|2000",
         "「数值」是「2000」，与以往相差很大：前 6 期的中位数是 20.0，通常相差不超过 10.0。请核对数值和单位"),
    Case("measurements_percentages", "measurements", VALUE, f"{QUARTERLY_PERCENT}|2026Q3|100", f"{QUARTERLY_PERCENT}|2026Q2|100.1",
         "「数值」是「100.1」，这个监督靶点的单位是 %，通常在 0 到 100 之间。请核对"),
    Case("measurements_percentages", "measurements", VALUE, f"{QUARTERLY_PERCENT}|2026Q3|0", f"{QUARTERLY_PERCENT}|2026Q2|-0.1",
         "「数值」是「-0.1」，这个监督靶点的单位是 %，通常在 0 到 100 之间。请核对"),
    Case("measurements_percentages", "measurements", VALUE, f"{QUARTERLY_PERCENT}|2026Q3|1", f"{QUARTERLY_PERCENT}|2026Q2|0.985",
         "「数值」是「0.985」，小于 1，这个监督靶点的单位是 %。如果是比例，请改填百分数（0.985 填 98.5）"),
    Case("measurements_percentages", "measurements", VALUE, "D02-010|2026Q3|0.5", f"{QUARTERLY_PERCENT}|2026Q2|0.5",
         "「数值」是「0.5」，小于 1，这个监督靶点的单位是 %。如果是比例，请改填百分数（0.985 填 98.5）"),
    # Task progress
    Case("task_progress_future", "task_progress", TASK, "C-002|2026-11|60|60", "C-002|2026-12|60|60", "「月份」是「2026-12」，还没有开始，不会有进度。请核对月份"),
    Case("task_progress_repeated", "task_progress", TASK, "C-002|2026-09|60|60", "C-002|2026年10月|60|60", "「任务」是「C-002」，" + TWICE, ("C-002|2026-10|60|60",)),
    Case("task_progress_values", "task_progress", TASK, "C-002|2026/10|60|60", "C-002|2026Q3|60|60", "「月份」是「2026Q3」，不是有效的月份。请写成 2026-10"),
    Case("task_progress_values", "task_progress", TASK, "C-002|2026-09|100|60", "C-002|2026-10|100.1|60", "「计划进度」是「100.1」，不是有效的百分比。请填 0 到 100 之间的数"),
    Case("task_progress_values", "task_progress", TASK, "C-002|2026-09|60|0", "C-002|2026-10|60|-0.1", "「实际进度」是「-0.1」，不是有效的百分比。请填 0 到 100 之间的数"),
    Case("task_progress_jumps", "task_progress", TASK, "C-001|2026-08|60|80", "C-001|2026-10|60|49.9", "「实际进度」是「49.9」，低于 2026-09 的 50.0。进度是累计数，请核对"),
    Case("task_progress_jumps", "task_progress", TASK, "C-001|2026-10|60|50", "C-001|2026-11|60|49", "「实际进度」是「49」，低于 2026-10 的 50.0。进度是累计数，请核对"),
    Case("task_progress_percentages", "task_progress", TASK, "C-002|2026-09|1|1", "C-002|2026-10|0.6|55", "「计划进度」是「0.6」，小于 1。如果是比例，请改填百分数（0.6 填 60）"),
    Case("task_progress_percentages", "task_progress", TASK, "C-002|2026-09|60|0", "C-002|2026-10|60|0.6", "「实际进度」是「0.6」，小于 1。如果是比例，请改填百分数（0.6 填 60）"),
    # Call-backs
    Case("callbacks_answers", "callbacks", CALL + "|是否解决", "A|C-1|2026-10-13|否|", "B|C-1|2026-10-13|否|是",
         "「是否解决」是「是」，有结果，但这次回访没有接通。请核对「是否接通」，或把结果留空"),
    Case("callbacks_answers", "callbacks", CALL + "|是否满意", "A|C-1|2026-10-13|是|否", "B|C-1|2026-10-13|否|否",
         "「是否满意」是「否」，有结果，但这次回访没有接通。请核对「是否接通」，或把结果留空"),
    Case("callbacks_complaints", "callbacks", CALL, "A|C-1|2026-10-13|是", "B|C-3|2026-10-13|是", "「诉求编号」是「C-3」，没有这个编号的诉求。请先导入企业诉求，或核对编号"),
    Case("callbacks_complaints", "callbacks", CALL, "A|C-1|2026-10-13|是", "B|C-1|2026-10-07|是",
         "「回访时间」是「2026-10-07」，早于诉求的提交时间 2026-10-08 09:00:00。请核对回访时间"),
    Case("callbacks_repeated", "callbacks", CALL, "B|C-1|2026-10-13|是", "A|C-1|2026-10-14|是", "「回访编号」是「A」，" + TWICE, ("A|C-1|2026-10-13|是",)),
    Case("callbacks_order", "callbacks", CALL, "A|C-1|2026-10-12 10:00|是", "B|C-1|2026-10-12 09:59|是",
         "「回访时间」是「2026-10-12 09:59」，早于诉求的办结时间 2026-10-12 10:00:00。回访通常在办结之后，请核对"),
    # Steps of complaints
    Case("complaint_events_complaints", "complaint_events", STEP, "C-1|2026-10-08 09:00|已受理|窗口", "C-3|2026-10-08 09:00|已受理|窗口",
         "「诉求编号」是「C-3」，没有这个编号的诉求。请先导入企业诉求，或核对编号"),
    Case("complaint_events_complaints", "complaint_events", STEP, "C-1|2026-10-08|已受理|窗口", "C-1|2026-10-08 08:59|已受理|窗口",
         "「办理时间」是「2026-10-08 08:59」，早于诉求的提交时间 2026-10-08 09:00:00。请核对办理时间"),
    Case("complaint_events_moves", "complaint_events", STEP + "|原状态", "C-1|2026-10-08 10:00|已派单|窗口|已受理", "C-1|2026-10-08 11:00|已签收|窗口|已受理",
         "「新状态」是「已签收」，不能从「已受理」直接到这一步。下一步可以是：已派单、已合并。请核对前后状态"),
    Case("complaint_events_moves", "complaint_events", STEP + "|原状态", "C-1|2026-10-08 10:00|已签收|窗口|", "C-1|2026-10-08 11:00|已受理|窗口|已合并",
         "「新状态」是「已受理」，不能从「已合并」直接到这一步。下一步可以是：无（已是终点）。请核对前后状态"),
    Case("complaint_events_repeated", "complaint_events", STEP, "C-1|2026-10-08 10:00|已派单|窗口", "C-1|2026-10-08 10:00|accepted|乙", "「诉求编号」是「C-1」，" + TWICE,
         ("C-1|2026-10-08 10:00|已受理|窗口",)),
    Case("complaint_events_states", "complaint_events", STEP, "C-1|2026-10-12 09:59|办理中|窗口", "C-1|2026-10-12 10:01|已办结|窗口",
         "「新状态」是「已办结」，是这件诉求最后一步，但它现在是「待回访」。办理过程不改变诉求的状态，请在企业诉求的文件里更正"),
    # Rectifications
    Case("rectifications_repeated", "rectifications", MENDING, Y, Z, "「整改编号」是「A」，" + TWICE, (Z,)),
    Case("rectifications_order", "rectifications", MENDING, "A|企业走访|税务|慢|2026-10-08 15:00|2026-10-08", "B|企业走访|税务|慢|2026-10-08|2026-10-07",
         "「整改时限」是「2026-10-07」，早于下达时间 2026-10-08。请核对这两个时间"),
    Case("rectifications_order", "rectifications", MENDING + "|申请销号时间", Z + "|2026-10-08", Y + "|2026-10-07",
         "「申请销号时间」是「2026-10-07」，早于下达时间 2026-10-08。请核对这两个时间"),
    Case("rectifications_order", "rectifications", MENDING + "|申请销号时间|企业确认时间", Z + "|2026-10-10|2026-10-10", Y + "|2026-10-10|2026-10-09",
         "「企业确认时间」是「2026-10-09」，早于申请销号时间 2026-10-10。请核对这两个时间"),
    Case("rectifications_order", "rectifications", MENDING + "|申请销号时间|核验时间", Z + "|2026-10-10|2026-10-10", Y + "|2026-10-10|2026-10-09",
         "「核验时间」是「2026-10-09」，早于申请销号时间 2026-10-10。请核对这两个时间"),
    Case("rectifications_order", "rectifications", MENDING + "|申请销号时间|核验时间|回头看时限", Z + "|2026-10-10|2026-10-11|2026-10-11", Y + "|2026-10-10|2026-10-11|2026-10-10",
         "「回头看时限」是「2026-10-10」，早于核验时间 2026-10-11。请核对这两个时间"),
    Case("rectifications_order", "rectifications", MENDING + "|申请销号时间|核验时间|回头看时限|销号时间",
         Z + "|2026-10-10|2026-10-11|2026-10-11|2026-10-11", Y + "|2026-10-10|2026-10-11 10:00|2026-10-11|2026-10-11 09:00",
         "「销号时间」是「2026-10-11 09:00」，早于核验时间 2026-10-11 10:00。请核对这两个时间"),
    Case("rectifications_order", "rectifications", MENDING + "|复发时间", Z + "|2026-10-08", Y + "|2026-10-07", "「复发时间」是「2026-10-07」，早于下达时间 2026-10-08。请核对这两个时间"),
    Case("rectifications_origins", "rectifications", MENDING, "A|走访|税务|慢|2026-10-08|2026-10-20", "B|道听途说|税务|慢|2026-10-08|2026-10-20",
         "「问题来源」是「道听途说」，不是问题来源。请改成 企业诉求、指标预警、督查检查、企业走访、监督函件 之一"),
    Case("rectifications_origins", "rectifications", MENDING + "|来源编号", "A|企业诉求|税务|慢|2026-10-08|2026-10-20|C-1", "B|企业诉求|税务|慢|2026-10-08|2026-10-20|C-3",
         "「来源编号」是「C-3」，没有这个编号的诉求。请核对编号，或留空"),
    Case("rectifications_origins", "rectifications", MENDING + "|来源编号", "A|监督函件|税务|慢|2026-10-08|2026-10-20|L-1", "B|监督函件|税务|慢|2026-10-08|2026-10-20|L-2",
         "「来源编号」是「L-2」，没有这个编号的函件。请核对编号，或留空"),
    Case("rectifications_origins", "rectifications", MENDING + "|来源编号", "A|督查检查|税务|慢|2026-10-08|2026-10-20|", "B|督查检查|税务|慢|2026-10-08|2026-10-20|J-1",
         "「来源编号」是「J-1」，没有这个编号的检查或检查发现。请核对编号，或留空"),
    Case("rectifications_states", "rectifications", MENDING + "|申请销号时间|状态", Z + "|2026-10-10|申请销号", Y + "||申请销号",
         "「状态」是「申请销号」，但没有申请销号时间。请补全时间，或改正状态"),
    Case("rectifications_states", "rectifications", MENDING + "|申请销号时间|核验时间|状态", Z + "|2026-10-10|2026-10-11|核验通过", Y + "|2026-10-10||核验通过",
         "「状态」是「核验通过」，但没有核验时间。请补全时间，或改正状态"),
    Case("rectifications_states", "rectifications", MENDING + "|申请销号时间|核验时间|状态", Z + "|2026-10-10|2026-10-11|回头看", Y + "|2026-10-10|2026-10-11|已销号",
         "「状态」是「已销号」，但没有销号时间。请补全时间，或改正状态"),
    Case("rectifications_terms", "rectifications", MENDING + "|申请销号时间|核验时间|回头看时限|销号时间",
         Z + "|2026-10-10|2026-10-11|2026-10-30|2026-10-30", Y + "|2026-10-10|2026-10-11|2026-10-30|2026-10-29",
         "「销号时间」是「2026-10-29」，早于回头看时限 2026-10-30。请核对是否做过回头看"),
    Case("rectifications_terms", "rectifications", MENDING + "|申请销号时间|核验时间|回头看时限|销号时间",
         Z + "|2026-10-10|2026-10-11|2026-10-30|", Y + "|2026-10-10|2026-10-11||2026-10-29",
         "「销号时间」是「2026-10-29」，已销号，但没有回头看时限。请补填，或核对是否做过回头看"),
    # Enterprises
    Case("enterprises_codes", "enterprises", FIRM, f"{OTHER_CODE}|乙公司|大型", "91512081MA62K0260F|丙公司|大型",
         "「统一社会信用代码」是「91512081MA62K0260F」，不是有效的统一社会信用代码，校验位不符。请核对这 18 位代码"),
    Case("enterprises_codes", "enterprises", FIRM, "９１512081ma62k0260e|乙公司|大型", "91512081MA62K0260|丙公司|大型",
         "「统一社会信用代码」是「91512081MA62K0260」，不是统一社会信用代码：应当是 18 位数字和大写字母，不用 I、O、S、V、Z。请核对"),
    Case("enterprises_scales", "enterprises", FIRM, f"{OTHER_CODE}|乙公司|微型", f"{FRESH_CODE}|丙公司|超大型", "「企业规模」是「超大型」，不是企业规模。请改成 大型、中型、小型、微型 之一"),
    Case("enterprises_repeated", "enterprises", FIRM, f"{FRESH_CODE}|丙公司|大型", f"{OTHER_CODE}|乙公司|大型", f"「统一社会信用代码」是「{OTHER_CODE}」，" + TWICE,
         (f"{OTHER_CODE}|乙公司|大型",)),
    Case("enterprises_repeated", "enterprises", FIRM + "|企业编号", f"{FRESH_CODE}|丙公司|大型|E-3", f"{CODE}|甲公司|大型|E-1",
         "「企业编号」是「E-1」，" + TWICE, (f"{OTHER_CODE}|乙公司|大型|E-1",)),
    Case("enterprises_identity", "enterprises", FIRM + "|企业编号", f"{OTHER_CODE}|乙公司|大型|E-2", f"{CODE}|甲公司|大型|E-3",
         f"「统一社会信用代码」是「{CODE}」，已是企业「E-1」的代码。请改用这个企业编号，或把企业编号留空"),
    Case("enterprises_names", "enterprises", FIRM, f"{FRESH_CODE}|丙公司|大型", f"{OTHER_CODE}|甲公司|大型", f"「企业名称」是「甲公司」，与代码「{CODE}」的企业同名。请核对是不是同一家"),
    # Places and twins of complaints
    Case("complaints_systems", "complaints", COMPLAINT + "|经度|纬度|坐标系", A + "|104.085|30.575|BD-09", B + "|104.085|30.575|",
         "「坐标系」没有填写，只有按 BD-09 在辖区内，已按它换算。请核对"),
    Case("complaints_systems", "complaints", COMPLAINT + "|经度|纬度", A + "||", B + "|104.045|30.546",
         "「坐标系」没有填写，按 WGS-84、GCJ-02 都在辖区内，无法判断，已按 WGS-84 记录。请注明坐标系"),
    Case("complaints_systems", "complaints", COMPLAINT + "|经度|纬度", A + "|0|0", B + "|104.191|30.569",
         "「坐标系」没有填写，按 WGS-84、GCJ-02、BD-09 都不在辖区内，已按 WGS-84 记录。请核对经纬度"),
    Case("complaints_outside", "complaints", COMPLAINT + "|经度|纬度|坐标系", A + "|104.022|30.584|WGS-84", B + "|104.191|30.569|WGS-84",
         "「经度」是「104.191」，这个点在辖区以外。请核对经纬度和坐标系"),
    Case("complaints_outside", "complaints", COMPLAINT + "|经度|纬度|坐标系", A + "|104.073|30.495|高德", B + "|104.073|30.495|WGS-84",
         "「经度」是「104.073」，这个点在辖区以外，但按 GCJ-02 就在辖区内。请核对经纬度和坐标系"),
    Case("complaints_subdistricts", "complaints", COMPLAINT + "|经度|纬度|坐标系|街道", A + "|104.065786|30.561413|WGS-84|云桥街道", B + "|104.065786|30.561413|WGS-84|锦禾",
         "「街道」是「锦禾」，但经纬度在「云桥」。已按填写的街道记录，请核对"),
    Case("complaints_twins", "complaints", COMPLAINT + "|企业|标题", "A|投诉|2026-10-09|甲公司|窗口排队", "B|投诉|2026-10-08 23:59|甲公司|窗口排队",
         "「标题」是「窗口排队」，与诉求「C-1」同企业、同日、同标题，可能重复。请核对；重复的请填写「重复单号」"),
    Case("complaints_twins", "complaints", COMPLAINT + "|企业|标题|重复单号", "A|投诉|2026-10-08|甲公司|窗口排队|C-1", "B|投诉|2026-10-08|甲公司|窗口排队|",
         "「标题」是「窗口排队」，与诉求「C-1」同企业、同日、同标题，可能重复。请核对；重复的请填写「重复单号」"),
]  # fmt: skip
