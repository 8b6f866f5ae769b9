"""Everything Cloud Eye raises on purpose.

CloudEyeError
├── StoreError            the database file: missing, corrupt, held by another process, no space
├── QueryError            a named query is missing or was given the wrong parameters
├── CatalogueError        a catalogue file contradicts itself or cannot be read
├── IngestError           a file or mapping cannot be taken in at all (single bad rows are refused, not raised)
├── ScoringError          a month cannot be scored or a snapshot may not change
├── IllegalMove           a state change that the states table does not allow
├── AccessError           an account, session, display or trail cannot do what was asked
│   ├── Refused           the permission table says no to this viewer
│   ├── WeakPassword      a new password that does not meet the policy; every fault at once
│   └── SignInError       a sign-in that did not succeed
│       └── TooOften      too many tries; the sentence says when the next one counts
└── ServeError            the application cannot start

The message is for the person at the desk: in Chinese, saying where, what was found and what to do. ``reason`` tells what the
operating system found.
"""

import errno
from collections.abc import Sequence

# What the operating system says in English, by its number.
REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EISDIR: "这是一个文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中间有一段是文件，不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "系统不允许",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件超过允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "文件正被占用",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接互相指向，没有尽头",
    errno.EMFILE: "打开的文件太多",
}


def reason(error: OSError) -> str:
    """Why the operating system refused, in Chinese; a fault without words of its own is named by its code."""
    return REASONS.get(error.errno or 0) or f"系统错误 {errno.errorcode.get(error.errno or 0, '（无编号）')}"


class CloudEyeError(Exception):
    """Base of every error meant for a person. ``str(error)`` is the whole sentence to show."""


class StoreError(CloudEyeError):
    """The database file cannot be opened, written, backed up or restored."""


class QueryError(CloudEyeError):
    """A named query does not exist or its parameters do not match its header."""


class CatalogueError(CloudEyeError):
    """A catalogue directory is incomplete or contradicts itself; nothing was loaded."""


class IngestError(CloudEyeError):
    """A whole file cannot be taken in; nothing was written."""


class ScoringError(CloudEyeError):
    """A month cannot be scored, or a published snapshot was about to change."""


class IllegalMove(CloudEyeError):
    """A state change that ``data/catalog/states.csv`` does not allow."""


class AccessError(CloudEyeError):
    """Something about accounts, sessions, displays, keys or the trail cannot be done; nothing was changed."""


class Refused(AccessError):
    """The permission table does not allow this viewer what was asked."""


class WeakPassword(AccessError):
    """A new password that does not meet the policy: ``faults`` are all that is wrong with it, the sentence joins them."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(f"新密码还不符合要求：{'；'.join(faults)}。请换一个再提交。")
        self.faults = tuple(faults)


class SignInError(AccessError):
    """A sign-in that did not succeed; the sentence never says which part was wrong."""


class TooOften(SignInError):
    """Too many tries from one address or account; the sentence and ``wait_seconds`` say when the next one counts."""

    def __init__(self, sentence: str, wait_seconds: int) -> None:
        super().__init__(sentence)
        self.wait_seconds = wait_seconds


class ServeError(CloudEyeError):
    """The application cannot start."""
