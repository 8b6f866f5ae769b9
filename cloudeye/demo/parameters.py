"""What the demo district is like: every number a person might want to turn.

The annual counters are numbers of rows to make, never stored totals: screens count the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

DISTRICT_NAME = "演示辖区"
DEFAULT_SEED = 20231101
MONTHS = 24


@dataclass(frozen=True)
class Volumes:
    """How many rows of each kind the demo holds."""

    service_records: int = 6_000_000
    complaints: int = 12_000
    enterprises: int = 3_000


@dataclass(frozen=True)
class LastYear:
    """Rows of the last full year before the as-of date that the annual counters count."""

    inspections: int = 55
    supervisory_recommendations: int = 9
    problems_rectified: int = 21
    rules_established: int = 9


@dataclass(frozen=True)
class ContactPoints:
    """Contact points of the zone and the problems solved there, all time."""

    points: int = 22
    solved: int = 353
    unsolved: int = 31


@dataclass(frozen=True)
class Complaints:
    """Shares and speeds of the complaints (诉求)."""

    kinds: tuple[tuple[str, float], ...] = (("投诉", 0.58), ("求助", 0.19), ("咨询", 0.12), ("建议", 0.09), ("表扬", 0.02))
    urgent: float = 0.04
    confidential: float = 0.02
    rejected: float = 0.015
    duplicated: float = 0.025
    outside_district: float = 0.008
    returned: float = 0.04
    extended: float = 0.13
    called: float = 0.56
    called_without_indicators: float = 0.95
    called_by_domain: Mapping[str, float] = field(default_factory=lambda: {"D15": 0.92})
    reached: float = 0.85
    tells_satisfaction: float = 0.75
    reopened_if_unsolved: float = 0.3
    blames_style: float = 0.065
    mentions_style_otherwise: float = 0.025
    mentions_integrity: float = 0.0012


@dataclass(frozen=True)
class Complainants:
    """How much those who complain tell about themselves."""

    nameless: float = 0.06
    landline: float = 0.08
    shows_id: float = 0.1
    gives_address: float = 0.6
    # 31 of 1,203 published replies held a telephone number.
    writes_contact: float = 0.026


@dataclass(frozen=True)
class Tasks:
    """How the reform tasks stand at the as-of date."""

    overdue: int = 7
    done_early: float = 0.12


@dataclass(frozen=True)
class Rectifications:
    """How many problems come up, and how many days the present stragglers are over."""

    opened_per_working_day: tuple[float, float, float] = (1.3, 1.45, 1.85)
    late: float = 0.07
    refused: float = 0.12
    recurred: float = 0.04
    overdue_days: tuple[int, ...] = (23, 17, 12, 9, 6, 4, 3, 2, 1)
    overdue_departments: int = 6


@dataclass(frozen=True)
class Letters:
    """Letters a month by kind (提醒函, 履责提示函, 督办函), and replies that are late now, in days."""

    monthly: tuple[tuple[str, float], ...] = (("提醒函", 21), ("履责提示函", 9), ("督办函", 3))
    late_now: tuple[int, ...] = (6, 3, 1)
    void: float = 0.01
