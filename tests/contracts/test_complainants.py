"""A complainant is never exposed: who may read the cells that could tell, held for every SQL text and every module."""

import re

import pytest

from cloudeye.access.permissions import ROLES, Reach, permissions
from cloudeye.access.records import LEVELS
from cloudeye.store import Query, all_queries
from tests.contracts.sources import body_of, named, product_files, strings

# What says, or could say, who complained. title, address and reason are also called so elsewhere: they count where the tables
# occur.
ALWAYS = {"complainant", "id_number", "phone", "content", "uscc", "longitude", "latitude", "source_longitude", "source_latitude"}
IN_THESE_TABLES = {"title", "address", "actor", "reason", "enterprise_id", "style_hint", "name", "measures"}
TABLES = {
    "complaint": IN_THESE_TABLES - {"name"},
    "complaint_event": {"actor", "reason"},
    "callback": {"reason"},
    "enterprise": {"name"},
}
# records and masks hide; loading writes what a file says; the demo makes it all up; the schema declares it.
ALLOWED = {"records", "masks", "staging", "loading", "refusals", "warnings", "demo"}
# It writes the actor and the reason of a move, and reads neither.
WRITES_ONLY = {"move_complaint"}

QUERIES = sorted(all_queries().values(), key=lambda query: query.name)
OTHERS = [query for query in QUERIES if query.folder not in ALLOWED and query.name not in WRITES_ONLY]
RECORDS = [query for query in QUERIES if query.folder == "records"]


def words(sql: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"'[^']*'", "", body_of(sql))))


def found_in(sql: str) -> set[str]:
    """The cells about a complainant that a text names, or takes along with a star."""
    spoken = words(sql)
    tables = spoken & TABLES.keys()
    if not tables:
        return set()
    cells = ALWAYS | set().union(*(TABLES[table] for table in tables))
    star = {"*"} if re.search(r"(SELECT|,)\s*(DISTINCT\s+)?(\w+\.)?\*|^\s*FROM\b", body_of(sql).strip()) else set()
    return (spoken & cells) | star


@pytest.mark.parametrize("query", OTHERS, ids=lambda query: f"{query.folder}/{query.name}")
def test_no_other_query_names_a_cell_of_a_complainant(query: Query) -> None:
    assert found_in(query.sql) == set(), "ask through queries/records/ and cloudeye/access/records.py"


def test_the_finder_sees_names_and_stars() -> None:
    assert found_in("SELECT c.phone FROM complaint AS c") == {"phone"}
    assert found_in("SELECT title FROM complaint") == {"title"}
    assert found_in("SELECT title FROM letter") == set()
    assert found_in("SELECT c.* FROM complaint AS c") == {"*"}
    assert found_in("SELECT count(*) FROM complaint WHERE state = 'phone'") == set()
    assert found_in("FROM callback") == {"*"}


@pytest.mark.parametrize("query", RECORDS, ids=lambda query: query.name)
def test_every_query_about_single_complaints_knows_who_asks(query: Query) -> None:
    assert query.parameters[0] == "viewer"
    raw = words(query.sql) & {"complaint", "enterprise"}
    assert raw == set(), "read complaints through complaint_in_scope() and what is built on it"


def test_only_the_records_room_runs_them() -> None:
    names = {query.name for query in RECORDS}
    found = [
        f"{named(path)}:{line}: {text}"
        for path in product_files()
        if named(path) != "cloudeye/access/records.py"
        for text, line in strings(path)
        if text in names
    ]
    assert found == []


def test_every_kind_of_content_has_a_level_and_every_level_its_meaning() -> None:
    columns = {name.removeprefix("complaint."): row for (kind, name), row in permissions().items() if kind == "column"}
    assert set(columns) >= set(LEVELS)
    levels = {(name, reach) for name in LEVELS for reach in columns[name].reach.values()}
    assert {reach for _, reach in levels} <= {Reach.NONE, Reach.MASKED, Reach.CLEAR}
    # A place cannot be masked, and confidence is kept or broken: there is nothing in between.
    assert not {("place", Reach.MASKED), ("confidential", Reach.MASKED)} & levels


def test_nobody_with_an_organisation_of_their_own_is_given_a_name() -> None:
    """The query blanks what concerns one's own department; the table gives such roles no name in other matters either."""
    own = [role.name for role in ROLES.values() if role.scope == "own"]
    for name in ("complainant", "phone", "id_number", "address", "enterprise", "place"):
        assert {permissions()["column", f"complaint.{name}"].reach[role] for role in own} == {Reach.NONE}
