"""What reaches the table a moment later: in order, and a fault is logged without stopping what comes after it."""

import pytest

from cloudeye.access.late import LateWriter
from cloudeye.store import Store


def test_a_fault_is_logged_and_the_next_is_done(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    late, done = LateWriter(store), []

    def full() -> None:
        raise OSError("No space left on device")

    for what in (lambda: done.append(1), full, lambda: done.append(2)):
        late.call(what)
    late.finish()
    assert done == [1, 2]
    (record,) = caplog.records
    assert "没有写入数据库" in record.message and record.exc_info and isinstance(record.exc_info[1], OSError)
