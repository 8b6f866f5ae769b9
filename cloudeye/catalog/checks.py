"""Rules that the data of a district must keep; each is a query in ``queries/checks/`` that returns the offending rows."""

import re
from typing import Any

from cloudeye.errors import QueryError
from cloudeye.store import Query, Store
from cloudeye.store.queries import in_folder

TITLE = re.compile(r"^Title:\s*(.+)$", re.MULTILINE)


def title_of(check: Query) -> str:
    """The rule in words, from the ``Title:`` line of the query's header."""
    found = TITLE.search(check.header)
    if not found:
        raise QueryError(f"检查「{check.name}」缺少 Title 行。请在 {check.path} 开头的注释中写明规则。")
    return found.group(1).strip()


def run_checks(store: Store) -> list[dict[str, Any]]:
    """Run every check: ``{"name", "title", "offending_rows"}`` each, by name. No offending rows means the rule holds."""
    reader = store.reading()
    return [
        {"name": check.name, "title": title_of(check), "offending_rows": len(reader.frame(check.name))}
        for check in in_folder("checks")
    ]
