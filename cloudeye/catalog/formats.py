"""The CSV files of a catalogue: which columns, of which kind, and what a blank cell means.

``data/catalog/README.md`` says the same in words; a test compares both.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """One column. ``kind`` is text, number, integer, flag (是/否) or date; a blank optional cell takes ``default``,
    or the value of the column ``same_as``."""

    name: str
    kind: str = "text"
    required: bool = False
    default: Any = None
    same_as: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Format:
    """One CSV file and the table it fills. ``key`` is unique in the file; a missing one may come from the product."""

    file: str
    table: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    is_required: bool = False
    has_product_fallback: bool = False


def _required(name: str, kind: str = "text", choices: tuple[str, ...] = ()) -> Column:
    return Column(name, kind, required=True, choices=choices)


SERVICE_MEASURES = (
    "mean_working_days", "mean_days", "mean_hours", "mean_quantity", "mean_visits",
    "record_count", "quantity_sum", "late_count",
    "on_time_rate", "late_rate", "online_rate", "returned_rate", "same_day_rate", "compliant_rate", "good_rating_rate",
    "record_growth_rate", "record_decline_rate", "quantity_growth_rate",
)  # fmt: skip
COMPLAINT_MEASURES = (
    "complaint_on_time_rate", "complaint_count", "responded_rate", "solved_rate", "satisfied_rate", "called_back_rate",
)  # fmt: skip
TIME_UNITS = ("小时", "日", "工作日")
MEASURES = {"service_records": SERVICE_MEASURES, "complaints": COMPLAINT_MEASURES}

FORMATS = (
    Format(
        "departments.csv", "department", ("department_id",),
        (
            _required("department_id"), _required("name"), Column("short_name", same_as="name"), Column("kind", default="部门"),
            Column("ranking_group", default="全部"), Column("is_ranked", "flag", default=True), Column("parent_id"),
            Column("valid_from", "date"), Column("valid_to", "date"),
        ),
        is_required=True,
    ),
    Format(
        "domains.csv", "domain", ("domain_id",),
        (_required("domain_id"), _required("name"), Column("framework", default="自定义")),
        is_required=True,
    ),
    Format(
        "indicators.csv", "indicator", ("indicator_id",),
        (
            _required("indicator_id"), _required("domain_id"), _required("name"), _required("lead_department_id"),
            Column("co_departments"), Column("weight", "number", default=1.0),
        ),
        is_required=True,
    ),
    Format(
        "points.csv", "point", ("point_id",),
        (
            _required("point_id"), _required("indicator_id"), _required("name"), Column("unit", default=""),
            Column("better", choices=("higher", "lower")), Column("frequency", default="月", choices=("月", "季", "年")),
            Column("source_type", default="部门填报"), Column("is_key", "flag", default=False),
            _required("best", "number"), _required("worst", "number"), Column("target", "number"),
            Column("weight", "number", default=1.0), Column("method", default="DTF", choices=("DTF", "ratio")),
            Column("valid_from", "date"),
        ),
        is_required=True,
    ),
    Format(
        "subdistricts.csv", "subdistrict", ("subdistrict_id",),
        (
            _required("subdistrict_id"), _required("department_id"), _required("name"), Column("zone_part", default="全域"),
            _required("longitude", "number"), _required("latitude", "number"), _required("area_km2", "number"),
            Column("enterprises", "integer", default=0),
        ),
    ),
    Format(
        "tasks.csv", "reform_task", ("task_id",),
        (
            _required("task_id"), _required("list"), _required("measure_id"), _required("measure"), _required("title"),
            _required("lead_department_id"), Column("co_departments"), _required("due_date", "date"), Column("evidence_required"),
        ),
    ),
    Format(
        "service_items.csv", "service_item", ("item_id",),
        (_required("item_id"), _required("name"), _required("department_id"), _required("limit_days", "number")),
    ),
    Format(
        "derivations.csv", "derivation", ("point_id",),
        (
            _required("point_id"), _required("source", choices=tuple(MEASURES)), _required("measure"),
            Column("item_id"), Column("domain_id"), Column("class_id"), Column("channel_id"),
        ),
    ),
    Format(
        "channels.csv", "channel", ("channel_id",),
        (_required("channel_id"), _required("name"), Column("clock", default="工作日", choices=("工作日", "7×24"))),
        has_product_fallback=True,
    ),
    Format(
        "problem_classes.csv", "problem_class", ("class_id",),
        (_required("class_id"), _required("aspect_id"), _required("aspect"), _required("name")),
        has_product_fallback=True,
    ),
    Format(
        "states.csv", "state", ("entity", "state"),
        (_required("entity"), _required("state"), _required("label"), _required("stage"), Column("next_states")),
        has_product_fallback=True,
    ),
    Format(
        "deadlines.csv", "deadline", ("entity", "kind", "name"),
        (
            _required("entity"), _required("kind"), _required("name"), _required("value", "integer"),
            _required("unit", choices=TIME_UNITS), Column("description"),
        ),
        has_product_fallback=True,
    ),
    Format(
        "letter_kinds.csv", "letter_kind", ("kind",),
        (
            _required("kind"), Column("short_name", same_as="kind"), _required("number_word"),
            _required("reply_days", "integer"), _required("reply_unit", choices=("日", "工作日")),
        ),
        has_product_fallback=True,
    ),
    Format(
        "scoring_rules.csv", "scoring_rule", ("name",),
        (_required("name"), _required("value", "number"), Column("description")),
        has_product_fallback=True,
    ),
    Format(
        "calendar.csv", "calendar_day", ("day",),
        (_required("day", "date"), _required("is_workday", "flag"), Column("name")),
        has_product_fallback=True,
    ),
)  # fmt: skip
