"""What the operating system found, told in Chinese."""

import errno
import os
from pathlib import Path

import duckdb
import pytest

from cloudeye.errors import REASONS, StoreError, reason
from cloudeye.store.faults import working


@pytest.mark.parametrize("number", REASONS, ids=errno.errorcode.get)
def test_every_known_fault_has_chinese_words(number: int) -> None:
    told = reason(OSError(number, os.strerror(number)))
    assert told == REASONS[number]
    assert told.isascii() is False


def test_an_unknown_fault_is_named_by_its_code() -> None:
    assert reason(OSError(errno.EXDEV, "Invalid cross-device link")) == "系统错误 EXDEV"
    assert reason(OSError("something")) == "系统错误 （无编号）"


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (duckdb.IOException('IO Error: Cannot open file "a": Read-only file system'), "（磁盘是只读的）"),
        (duckdb.IOException("IO Error: Could not read from file: Input/output error"), "（磁盘读写出错）"),
        (duckdb.OutOfMemoryException("Out of Memory Error: failed to pin block"), "（内存不足）"),
    ],
)
def test_what_duckdb_quotes_is_translated(fault: duckdb.Error, told: str) -> None:
    with pytest.raises(StoreError, match="读写失败") as raised, working(Path("district.duckdb")):
        raise fault
    assert told in str(raised.value)
