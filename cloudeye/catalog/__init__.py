"""What the district watches and who answers for it: catalogue, calendar, map, and the checks that hold it together."""

from cloudeye.catalog.checks import run_checks
from cloudeye.catalog.district import today
from cloudeye.catalog.loader import load_catalog

__all__ = ["load_catalog", "run_checks", "today"]
