"""Rows of the account table: found, and changed as a whole within a transaction."""

from datetime import datetime
from typing import Any

from cloudeye.errors import AccessError
from cloudeye.store import Reader, Writer

Row = dict[str, Any]
LOCAL, DEMO, OIDC = "local", "demo", "oidc"
CHANGEABLE = (
    "role", "department_id", "password_hash", "password_changed_at", "must_change_password", "second_factor",
    "second_factor_step", "failures", "locked_until", "is_disabled", "signed_in_at",
)  # fmt: skip
# What a new account begins with.
BLANK: Row = {
    "role": None, "department_id": None, "password_hash": None, "password_changed_at": None, "must_change_password": False,
    "second_factor": None, "second_factor_step": None, "failures": 0, "locked_until": None, "is_disabled": False,
    "signed_in_at": None,
}  # fmt: skip


def account_row(reader: Reader, account_id: str) -> Row:
    """The account with this id. Raises AccessError when there is none."""
    found = reader.rows("account_found", account_id=account_id, login=None)
    if not found:
        raise AccessError("没有这个账号。请刷新列表。")
    return found[0]


def account_called(reader: Reader, login: str) -> Row | None:
    """The account with this login, in lower case; None when there is none."""
    found = reader.rows("account_found", account_id=None, login=login)
    return found[0] if found else None


def change(writer: Writer, row: Row, **values: Any) -> Row:
    """Change the name or some of the ``CHANGEABLE`` columns of an account; returns the row as it is now."""
    changed = row | values
    rest = {column: changed[column] for column in CHANGEABLE}
    writer.run("account_changed", account_id=row["account_id"], full_name=changed["name"], **rest)
    return changed


def is_locked(row: Row, now: datetime) -> bool:
    """Whether too many failures keep an account out at this moment; at the very end of the lock it is open again."""
    return row["locked_until"] is not None and now < row["locked_until"]


def failures_of(row: Row, now: datetime) -> int:
    """The failures that count: those before a lock that is over do not."""
    return 0 if row["locked_until"] is not None and now >= row["locked_until"] else int(row["failures"])
