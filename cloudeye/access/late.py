"""What may reach the table a moment later: whoever asks who is there does not wait for the disk, nor for a running backup."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from cloudeye.store import Store


class LateWriter:
    """Brings the table up to what memory holds already, one thing after the other, in a thread of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._turn = threading.Lock()
        self._thread: ThreadPoolExecutor | None = None

    def run(self, effect: str, **values: Any) -> None:
        """Have the named query ``effect`` run soon."""

        def write() -> None:
            with self._store.recording() as writer:
                writer.run(effect, **values)

        self.call(write)

    def call(self, what: Callable[[], None]) -> None:
        """Have ``what`` called soon. What goes wrong is logged: a full disk keeps nobody from reading."""
        with self._turn:
            if self._thread is None:
                self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="access-late")
            self._thread.submit(what).add_done_callback(_log_fault)

    def finish(self) -> None:
        """Wait until everything is written; what comes later begins anew."""
        with self._turn:
            thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown()


def _log_fault(done: Future[None]) -> None:
    if error := done.exception():
        logging.getLogger(__name__).error("会话、大屏或审计日志的状态没有写入数据库", exc_info=error)
