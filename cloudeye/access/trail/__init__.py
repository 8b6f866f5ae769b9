"""The trail of who did what: entries sealed one to the next, their files, the check of them, and the list that people read."""

from cloudeye.access.trail.book import Actor, Trail
from cloudeye.access.trail.check import Fault, Verdict
from cloudeye.access.trail.entry import shortened
from cloudeye.access.trail.listing import ACTIONS, RESULTS, Filter, Page

__all__ = ["ACTIONS", "RESULTS", "Actor", "Fault", "Filter", "Page", "Trail", "Verdict", "shortened"]
