"""What the door found out about a request, for whoever answers it."""

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from cloudeye.access.viewer import Viewer
from cloudeye.web.front import Front


@dataclass(frozen=True)
class Arrival:
    """Who stands at the door: the viewer and their unfinished stage, the cookies they showed, where they came from."""

    viewer: Viewer
    stage: str | None
    token: str
    key: str
    address: str
    secure: bool
    front: Front


def arrival_of(connection: HTTPConnection) -> Arrival:
    """What the door found out about a request; for routes."""
    found: Arrival = connection.scope["cloudeye.arrival"]
    return found
