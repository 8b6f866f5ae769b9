"""What accounts, sessions and displays stand on."""

from dataclasses import dataclass

from cloudeye.access.guard import Guard
from cloudeye.access.late import LateWriter
from cloudeye.access.moments import Clock, Moments
from cloudeye.access.organisations import Organisations
from cloudeye.access.settings import Settings
from cloudeye.store import Store


@dataclass(frozen=True)
class Ground:
    """One district: ``clock`` is the wall clock (for codes and dates to show), ``moment`` the one that limits are measured by."""

    store: Store
    guard: Guard
    clock: Clock
    moment: Moments
    settings: Settings
    organisations: Organisations
    late: LateWriter
    is_demo: bool
