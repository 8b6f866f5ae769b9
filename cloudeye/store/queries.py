"""Named queries: every SQL text of the product is a file in ``queries/``, its stem is its name.

The leading comment is the header: the first line states the grain (what one row is), ``Parameters:`` lists the
``$names`` the text binds. A contract test compares both with the text.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cloudeye.errors import QueryError
from cloudeye.paths import QUERIES

PARAMETER_LINE = re.compile(r"^Parameters:\s*(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Query:
    """One named query.

    ``folder`` is the room under ``queries/`` it lives in; ``header`` its comment without dashes;
    ``parameters`` the names its header declares, in order.
    """

    name: str
    folder: str
    path: Path
    sql: str
    header: str
    parameters: tuple[str, ...]


def _read(path: Path) -> Query:
    sql = path.read_text(encoding="utf-8")
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    header = "\n".join(lines)
    declared = PARAMETER_LINE.search(header)
    names = re.findall(r"\$(\w+)", declared.group(1)) if declared else []
    return Query(path.stem, path.parent.name, path, sql, header, tuple(names))


@cache
def all_queries() -> dict[str, Query]:
    """Every named query by name (migrations in ``queries/schema/`` are not named queries)."""
    found: dict[str, Query] = {}
    for path in sorted(QUERIES.glob("*/*.sql")):
        if path.parent.name == "schema":
            continue
        if path.stem in found:
            raise QueryError(f"查询重名：{path} 与 {found[path.stem].path}。请给其中一个文件改名。")
        found[path.stem] = _read(path)
    return found


def query(name: str) -> Query:
    """The query called ``name``; raises QueryError if there is none."""
    try:
        return all_queries()[name]
    except KeyError:
        raise QueryError(f"没有名为「{name}」的查询。请检查 queries/ 下的文件名。") from None


def in_folder(folder: str) -> list[Query]:
    """The queries of one folder under ``queries/``, by name."""
    return [found for found in all_queries().values() if found.folder == folder]
