"""Every SQL text is a file whose header says what one row is and which parameters it binds."""

import re
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from cloudeye.store import Query, all_queries
from tests.contracts.sources import body_of, named, product_files, python_files, sql_files, strings

# A statement has its verb first and its second word near; prose in messages does not look like that.
SQL_TEXT = re.compile(
    r"^\s*(--\s|WITH\s+\w+\s+AS\s*\(|SELECT\b.+|INSERT\s+INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b"
    r"|CREATE\s+(OR\s+REPLACE\s+)?\w+\s|DROP\s+(TABLE|VIEW)\b|ALTER\s+TABLE\b|COPY\s+.+\s(TO|FROM)\b|ATTACH\s|MERGE\s+INTO\b)",
    re.IGNORECASE | re.DOTALL,
)
# The store frames named queries with these few words; nobody else may.
FRAMING_ROOM = "cloudeye/store/"
FORBIDDEN_SCHEMA = re.compile(
    r"\b(PRIMARY\s+KEY|UNIQUE|FOREIGN\s+KEY|REFERENCES|CHECK\s*\(|ENUM|SEQUENCE|GENERATED|INDEX|ON\s+CONFLICT|RETURNING)\b",
    re.IGNORECASE,
)
# A temporary type is gone with its cursor and never reaches a catalogue.
TEMPORARY_TYPE = re.compile(r"CREATE OR REPLACE TEMP TYPE \w+ AS ENUM")
# Folders whose queries one loop runs, whatever their names.
RUN_AS_A_FOLDER = {"marts", "masks", "checks", "refusals", "warnings", "models"}

QUERIES = sorted(all_queries().values(), key=lambda query: query.name)


def ids(query: Query) -> str:
    return f"{query.folder}/{query.name}"


def test_python_holds_no_sql() -> None:
    found = [
        f"{named(path)}:{line}: {text[:60]!r}"
        for path in product_files()
        if not named(path).startswith(FRAMING_ROOM)
        for text, line in strings(path)
        if SQL_TEXT.match(text)
    ]
    assert found == []


def test_names_are_unique() -> None:
    counted = Counter(path.stem for path in sql_files())
    assert [name for name, times in counted.items() if times > 1] == []


def test_every_query_lies_in_a_room() -> None:
    assert [named(path) for path in sql_files() if len(named(path).split("/")) != 3] == []


@pytest.mark.parametrize("query", QUERIES, ids=ids)
def test_header_states_the_grain(query: Query) -> None:
    first = query.header.split("\n")[0]
    assert first.startswith(("One row", "Effect: ")), f"line 1 is {first!r}; expected '-- One row per …' or '-- Effect: …'"


@pytest.mark.parametrize("query", QUERIES, ids=ids)
def test_header_names_the_parameters_that_the_text_binds(query: Query) -> None:
    statements = duckdb.extract_statements(query.sql)
    bound = set().union(*(statement.named_parameters for statement in statements))
    assert set(query.parameters) == bound
    assert len(query.parameters) == len(set(query.parameters))


def test_every_query_is_used() -> None:
    """By name, as a string in Python or as a word in another query; an f-string counts for every name that fits it."""
    spoken = {text for path in python_files() for text, _ in strings(path)}
    patterns = [
        re.compile(r"\w+".join(map(re.escape, text.split("{}"))))
        for text in spoken
        if re.fullmatch(r"[a-z_]*{}[a-z_]+|[a-z_]+{}", text)
    ]
    words: dict[Path, set[str]] = {
        path: set(re.findall(r"\w+", body_of(path.read_text(encoding="utf-8")))) for path in sql_files()
    }
    unused = [
        ids(query)
        for query in QUERIES
        if query.folder not in RUN_AS_A_FOLDER
        and query.name not in spoken
        and not any(pattern.fullmatch(query.name) for pattern in patterns)
        and not any(query.name in found for path, found in words.items() if path != query.path)
    ]
    assert unused == []


def test_every_view_is_read() -> None:
    text = " ".join(body_of(path.read_text(encoding="utf-8")) for path in sql_files())
    spoken = {word for path in python_files() for text_, _ in strings(path) for word in re.findall(r"\w+", text_)}
    counted = Counter(re.findall(r"\w+", text))
    views = [query.name for query in QUERIES if query.folder == "marts"]
    assert [name for name in views if name not in spoken and counted[name] == 0] == []


@pytest.mark.parametrize("path", sql_files(), ids=named)
def test_sql_also_runs_on_ducklake(path: Path) -> None:
    found = FORBIDDEN_SCHEMA.search(TEMPORARY_TYPE.sub("", body_of(path.read_text(encoding="utf-8"))))
    assert found is None, f"{found and found.group(0)!r}: uniqueness is a check query, not a constraint"
