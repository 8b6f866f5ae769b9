"""The channel of a page as Streamlit's own script in the browser speaks it: ask for a page, take everything that comes."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.security.caller import Caller

ADDRESS = "/_stcore/stream"
PATIENCE = 60


@dataclass
class Drawn:
    """Everything that one run of a script sent: the raw frames, and what can be told from them."""

    frames: list[bytes] = field(default_factory=list)
    messages: list[ForwardMsg] = field(default_factory=list)

    def elements(self, kind: str) -> list[Element]:
        """The elements of a kind, such as bidi_component, in the order they came."""
        found = (message.delta.new_element for message in self.messages if message.WhichOneof("type") == "delta")
        return [element for element in found if element.WhichOneof("type") == kind]

    @property
    def markup(self) -> str:
        """All markup that the page drew."""
        boxes = [json.loads(element.bidi_component.json or "{}") for element in self.elements("bidi_component")]
        drawn = [box.get("markup", "") for box in boxes if isinstance(box, dict)]
        return "\n".join([*drawn, *(element.html.body for element in self.elements("html"))])

    @property
    def failed(self) -> bool:
        """Whether an exception is shown, or our own box in the place of one."""
        return bool(self.elements("exception")) or "<b>出错了</b>" in self.markup

    @property
    def is_lost(self) -> bool:
        """Whether the page that was asked for does not exist for this viewer."""
        return any(message.WhichOneof("type") == "page_not_found" for message in self.messages)

    @property
    def session(self) -> str:
        """The number of Streamlit's session, which is told with the first run of a page; empty later."""
        return next((found for message in self.messages if (found := message.new_session.initialize.session_id)), "")

    @property
    def pages(self) -> dict[str, str]:
        """The pages that this viewer is told of: the name in the address → the hash that asks for it."""
        listed = [page for message in self.messages for page in message.navigation.app_pages]
        return {page.url_pathname.strip("/"): page.page_script_hash for page in listed}


class Shut(Exception):
    """The channel did not open, or was closed while something was asked."""


@dataclass
class Channel:
    """An open channel. ``query`` is what stands behind the ? in the address of the browser."""

    socket: ClientConnection
    url: str

    def ask(
        self, page: str = "", *, script: str = "", query: str = "", widgets: Mapping[str, Mapping[str, Any]] | None = None
    ) -> Drawn:
        """Have a page run, by its name or by the hash of its script. Raises Shut."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.page_script_hash = script
        message.rerun_script.query_string = query
        message.rerun_script.context_info.url = f"{self.url}/{page}"
        for name, value in (widgets or {}).items():
            message.rerun_script.widget_states.widgets.append(WidgetState(id=name, **value))
        return self.say(message)

    def say(self, message: BackMsg, *, until: str = "script_finished", waits: float = PATIENCE) -> Drawn:
        """Send any message and take everything up to one of the type ``until``. Raises Shut; TimeoutError when none comes."""
        drawn = Drawn()
        try:
            self.socket.send(message.SerializeToString())
            while True:
                frame = self.socket.recv(timeout=waits, decode=False)
                assert isinstance(frame, bytes)
                answer = ForwardMsg()
                answer.ParseFromString(frame)
                drawn.frames.append(frame)
                drawn.messages.append(answer)
                if answer.WhichOneof("type") == until and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return drawn
        except TimeoutError:
            raise
        except Exception as error:
            raise Shut(str(error)) from error


@contextmanager
def opened(
    caller: Caller, *, origin: str | None = None, headers: Mapping[str, str] | None = None, session: str = ""
) -> Iterator[Channel]:
    """Open the channel with a caller's cookies. ``origin`` is theirs unless given ("" sends none); ``session`` is the Streamlit
    session to go on with. Raises Shut when it is refused."""
    cookies = "; ".join(f"{name}={value}" for name, value in caller.cookies.items())
    said = ({"Cookie": cookies} if cookies else {}) | dict(headers or {})
    protocols = [Subprotocol("streamlit"), *([Subprotocol("none"), Subprotocol(session)] if session else [])]
    try:
        socket = connect(
            caller.url.replace("http://", "ws://") + ADDRESS,
            origin=Origin(caller.url if origin is None else origin) if origin != "" else None,
            additional_headers=said,
            subprotocols=protocols,
            max_size=None,
            compression=None,
            open_timeout=PATIENCE,
            source_address=(caller.source, 0),
        )
    except Exception as error:
        raise Shut(str(error)) from error
    with socket:
        yield Channel(socket, caller.url)
