"""Refusals enter the trail, but a page that asks again every second does not fill it."""

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

from cloudeye.access.viewer import Viewer
from cloudeye.clock import now
from cloudeye.web import district

ONCE_IN = timedelta(minutes=1)
MOST_REMEMBERED = 4096

_turn = threading.Lock()
_noted: OrderedDict[tuple[str, str], datetime] = OrderedDict()


def note_refusal(viewer: Viewer, subject: str, at: datetime | None = None) -> bool:
    """Record that ``subject`` (a page or route) was refused to this viewer; returns whether it was.

    At most once a minute for each session or display and subject. Nobody's refusals are not recorded: anybody could cause them.
    Raises AccessError when the trail cannot be written.
    """
    who = viewer.session_id or viewer.display_id
    if not who:
        return False
    at = at or now()
    with _turn:
        before = _noted.get((who, subject))
        if before is not None and timedelta() <= at - before < ONCE_IN:
            return False
        _noted[who, subject] = at
        _noted.move_to_end((who, subject))
        while len(_noted) > MOST_REMEMBERED:
            _noted.popitem(last=False)
    district.access().trail.record(viewer.actor, "access.refused", subject, result="拒绝")
    return True
