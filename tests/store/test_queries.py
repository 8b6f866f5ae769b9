"""What a header says about its query."""

from pathlib import Path

import pytest

from cloudeye.errors import QueryError
from cloudeye.store import all_queries, query
from cloudeye.store.queries import in_folder


def test_a_query_knows_its_name_folder_and_header() -> None:
    named = query("current_rule")
    assert (named.name, named.folder, named.parameters) == ("current_rule", "marts", ())
    assert named.header.startswith("One row per")
    assert named.path == Path(named.path.parent.parent, "marts", "current_rule.sql")


def test_migrations_are_not_queries() -> None:
    assert [named.name for named in all_queries().values() if named.folder == "schema"] == []
    with pytest.raises(QueryError, match="没有名为「0001_catalogue」的查询"):
        query("0001_catalogue")


def test_a_folder_lists_its_queries_by_name() -> None:
    marts = [named.name for named in in_folder("marts")]
    assert marts == sorted(marts) and "current_rule" in marts
    assert in_folder("no such folder") == []
