"""A backup asked for from outside while this process holds the database.

The one who asks writes a request beside the database file and waits; the process that owns it makes the backup and writes the
answer. Whoever may write in that folder may ask: nothing listens on the network.
"""

import json
import logging
import threading
import time
import uuid
from pathlib import Path

from cloudeye.errors import StoreError
from cloudeye.store.backup import backup
from cloudeye.store.database import Store

POLL_SECONDS = 0.5


def _request(database: Path) -> Path:
    return database.with_name(database.name + ".backup-request")


def _answer(database: Path) -> Path:
    return database.with_name(database.name + ".backup-answer")


def _write(path: Path, content: dict[str, str | None]) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def ask_for_backup(database: Path, target: Path, *, recipient: str | None = None, patience: float = 600) -> Path:
    """Have the process that holds ``database`` back it up to ``target``; returns when the backup is complete.

    Without a ``recipient`` it is enciphered to that process's own, if it has one.
    Waits ``patience`` seconds at most. Raises StoreError with what that process says, or when nobody answers.
    """
    number, end = uuid.uuid4().hex, time.monotonic() + patience
    _write(_request(database), {"number": number, "target": str(target.resolve()), "recipient": recipient})
    try:
        while time.monotonic() < end:
            time.sleep(POLL_SECONDS / 2)
            if _answer(database).exists():
                answer = json.loads(_answer(database).read_text(encoding="utf-8"))
                if answer["number"] == number:
                    if answer["fault"]:
                        raise StoreError(answer["fault"])
                    return target
    finally:
        _request(database).unlink(missing_ok=True)
        _answer(database).unlink(missing_ok=True)
    raise StoreError(f"正在使用 {database} 的服务没有响应备份请求。请稍后重试，或停止服务后再备份；原数据库未受影响。")


class BackupDesk:
    """Serves requests for backups of ``store`` from ``start()`` to ``stop()``, in a thread of its own.

    ``recipient`` is the public key to which every copy is enciphered that does not ask for another.
    """

    def __init__(self, store: Store, *, recipient: str | None = None) -> None:
        self._store = store
        self._recipient = recipient
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="backup-desk", daemon=True)

    def start(self) -> None:
        """Begin to look for requests; one left over from before is forgotten."""
        _request(self._store.path).unlink(missing_ok=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the backup in hand, if any, and look no more."""
        self._stopped.set()
        self._thread.join()

    def _serve(self) -> None:
        request = _request(self._store.path)
        while not self._stopped.wait(POLL_SECONDS):
            if request.exists():
                try:
                    asked = json.loads(request.read_text(encoding="utf-8"))
                    request.unlink(missing_ok=True)
                    fault = self._back_up(Path(asked["target"]), asked.get("recipient") or self._recipient)
                    _write(_answer(self._store.path), {"number": asked["number"], "fault": fault})
                except (OSError, ValueError, KeyError):
                    # Unreadable, or no room for the answer: whoever asked hears of it by waiting in vain.
                    logging.getLogger(__name__).exception("备份请求无法处理")

    def _back_up(self, target: Path, recipient: str | None) -> str | None:
        try:
            backup(self._store, target, recipient=recipient)
        except StoreError as error:
            return str(error)
        return None
