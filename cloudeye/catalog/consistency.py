"""What must hold between the files of a catalogue; the first thing that does not becomes one sentence."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from cloudeye.catalog.calendar import FIRST_DAY, LAST_DAY
from cloudeye.catalog.formats import FORMATS, MEASURES
from cloudeye.catalog.reading import Row
from cloudeye.errors import CatalogueError

Files = Mapping[str, Sequence[Row]]

# (file, column, file it points into, what such an entry is called)
REFERENCES = (
    ("departments.csv", "parent_id", "departments.csv", "部门"),
    ("subdistricts.csv", "department_id", "departments.csv", "部门"),
    ("indicators.csv", "domain_id", "domains.csv", "领域"),
    ("indicators.csv", "lead_department_id", "departments.csv", "部门"),
    ("points.csv", "indicator_id", "indicators.csv", "二级指标"),
    ("tasks.csv", "lead_department_id", "departments.csv", "部门"),
    ("service_items.csv", "department_id", "departments.csv", "部门"),
    ("derivations.csv", "point_id", "points.csv", "监督靶点"),
    ("derivations.csv", "item_id", "service_items.csv", "办理事项"),
    ("derivations.csv", "domain_id", "domains.csv", "领域"),
    ("derivations.csv", "class_id", "problem_classes.csv", "问题分类"),
    ("derivations.csv", "channel_id", "channels.csv", "诉求渠道"),
)
# Limits that the product cannot do without: (entity, kind, name).
NEEDED_LIMITS = (
    ("complaint", "紧急", "response"),
    ("complaint", "7×24", "response"),
    ("complaint", "工作日", "response"),
    ("rectification", "全部", "second_term"),
    ("rectification", "全部", "lookback"),
)
KEYS = {wanted.file: wanted.key for wanted in FORMATS}


def check(files: Files) -> None:
    """Raise CatalogueError for the first contradiction in ``files`` (file name → its rows)."""
    for file, rows in files.items():
        _unique(rows, KEYS[file])
    for row in files["indicators.csv"]:
        _single_lead(row, files)
    for file, column, target, called in REFERENCES:
        _known(files[file], column, target, {entry[KEYS[target][0]] for entry in files[target]}, called)
    for row in files["points.csv"]:
        _scorable(row)
    for file in ("indicators.csv", "points.csv"):
        for row in files[file]:
            if row["weight"] <= 0:
                raise row.fault(f"「weight」是 {row['weight']:g}，权重必须大于 0", "请改为正数，留空即为 1")
    for row in files["departments.csv"]:
        if row["parent_id"] == row["department_id"]:
            raise row.fault(f"部门 {row['department_id']} 的上级是它自己", "请改正「parent_id」或留空")
        if row["valid_from"] and row["valid_to"] and row["valid_to"] < row["valid_from"]:
            raise row.fault("「valid_to」早于「valid_from」", "请改正日期")
    for row in files["derivations.csv"]:
        _derivable(row)
    for row in files["service_items.csv"]:
        if row["limit_days"] <= 0:
            raise row.fault(f"「limit_days」是 {row['limit_days']:g}，办理时限必须大于 0", "请填写工作日数")
    _placed(files["subdistricts.csv"])
    _reachable(files["states.csv"])
    _limited(files)
    for row in files["calendar.csv"]:
        if not FIRST_DAY <= row["day"] <= LAST_DAY:
            raise row.fault(f"「day」是 {row['day']}，超出日历范围", f"请使用 {FIRST_DAY} 至 {LAST_DAY} 之间的日期")


def _unique(rows: Sequence[Row], key: tuple[str, ...]) -> None:
    seen: dict[tuple[object, ...], Row] = {}
    for row in rows:
        values = tuple(row[column] for column in key)
        earlier = seen.setdefault(values, row)
        if earlier is row:
            continue
        shown = " / ".join(str(value) for value in values)
        leads = {entry.values.get("lead_department_id") for entry in (earlier, row)}
        if key == ("indicator_id",) and len(leads) == 2:
            raise row.fault(
                f"为二级指标 {shown} 又指定了牵头部门 {row['lead_department_id']}，第 {earlier.line} 行已指定 {earlier['lead_department_id']}",
                "每项二级指标只能有一个牵头部门，请只留一行，其余部门写入「co_departments」",
            )
        raise row.fault(f"的编号 {shown} 与第 {earlier.line} 行重复", "请改用不同的编号或删去一行")


def _single_lead(row: Row, files: Files) -> None:
    lead = row["lead_department_id"]
    known = {entry["department_id"] for entry in files["departments.csv"]}
    several = [part for part in re.split(r"[;；、，,|/\s]+", lead) if part]
    if lead not in known and len(several) > 1 and all(part in known for part in several):
        raise row.fault(
            f"「lead_department_id」写了 {len(several)} 个部门（{lead}）",
            "每项二级指标只能有一个牵头部门，其余部门请写入「co_departments」",
        )


def _known(rows: Sequence[Row], column: str, target: str, known: set[str], called: str) -> None:
    for row in rows:
        value = row[column]
        if value is None or value in known:
            continue
        near = get_close_matches(value, sorted(known), n=1, cutoff=0.7)
        hint = f"是否应为 {near[0]}？" if near else ""
        raise row.fault(f"「{column}」是 {value}，{target} 中没有这个{called}", f"{hint}请改正，或先在 {target} 中加上它")


def _scorable(row: Row) -> None:
    best, worst = row["best"], row["worst"]
    if best == worst:
        raise row.fault(f"监督靶点 {row['point_id']} 的最优值与最差值都是 {best:g}，无法计分", "请改正「best」或「worst」")
    if row["method"] == "ratio" and not row["target"]:
        raise row.fault(
            f"监督靶点 {row['point_id']} 按达标比例计分，却没有目标值", "请在「target」填一个不为 0 的数，或把「method」改为 DTF"
        )
    better = "higher" if best > worst else "lower"
    if row["better"] is None:
        row.values["better"] = better
    elif row["better"] != better:
        raise row.fault(
            f"监督靶点 {row['point_id']} 标为 {row['better']}，但最优值 {best:g}、最差值 {worst:g} 的方向相反",
            "请改正「better」或对调两个值",
        )
    if row["valid_from"] and row["valid_from"].day != 1:
        raise row.fault(f"「valid_from」是 {row['valid_from']}，口径只能从某月 1 日起用", "请改为该月 1 日")


def _derivable(row: Row) -> None:
    measures = MEASURES[row["source"]]
    if row["measure"] not in measures:
        near = get_close_matches(row["measure"], measures, n=1, cutoff=0.6)
        hint = f"是否应为 {near[0]}？" if near else ""
        raise row.fault(
            f"「measure」是 {row['measure']}，来源 {row['source']} 没有这个算法", f"{hint}可用的算法见 data/catalog/README.md"
        )
    if row["source"] == "service_records" and row["item_id"] is None:
        raise row.fault("由办件记录计算，但没有写「item_id」", "请填写 service_items.csv 中的事项编号")


def _placed(rows: Sequence[Row]) -> None:
    places: dict[tuple[float, float], Row] = {}
    for row in rows:
        place = (row["longitude"], row["latitude"])
        if not (-180 <= place[0] <= 180 and -90 <= place[1] <= 90):
            raise row.fault(f"的坐标（{place[0]:g}, {place[1]:g}）不是经纬度", "请填写 WGS-84 经度、纬度")
        if row["area_km2"] <= 0 or row["enterprises"] < 0:
            raise row.fault("的面积或企业数不合理", "面积必须大于 0（平方千米），企业数不能为负")
        earlier = places.setdefault(place, row)
        if earlier is not row:
            raise row.fault(f"的坐标与第 {earlier.line} 行相同", "请填写各街道自己的中心点")


def _limited(files: Files) -> None:
    stated = {(row["entity"], row["kind"], row["name"]) for row in files["deadlines.csv"]}
    for needed in NEEDED_LIMITS:
        if needed not in stated:
            raise CatalogueError(f"deadlines.csv 里缺少 {','.join(needed)} 这一行。请补上；本次没有写入任何数据。")
    for file, column in (("deadlines.csv", "value"), ("letter_kinds.csv", "reply_days")):
        for row in files[file]:
            if row[column] <= 0:
                raise row.fault(f"「{column}」是 {row[column]}，时限必须大于 0", "请改为正整数")


def _reachable(rows: Sequence[Row]) -> None:
    known = {(row["entity"], row["state"]) for row in rows}
    for row in rows:
        for following in filter(None, (row["next_states"] or "").split(";")):
            if (row["entity"], following) not in known:
                raise row.fault(f"「next_states」里的 {following} 不是 {row['entity']} 的状态", "请改正，或先加上这个状态")
