"""Which stored tables a query reads and a statement changes, found in its words: an answer is true until a table that it reads
changes."""

import re
from collections.abc import Collection, Mapping
from functools import cache

from cloudeye.store.queries import in_folder, query

CHANGE = re.compile(r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM|MERGE\s+INTO|TRUNCATE)\s+(\w+)", re.IGNORECASE)


def words(sql: str) -> set[str]:
    """Every word of a text, comments apart."""
    return set(re.findall(r"\w+", re.sub(r"--.*", "", sql)))


@cache
def definitions() -> Mapping[str, str]:
    """What queries may call by name: every mart and macro, with the text that makes it."""
    texts = {mart.name: f"CREATE OR REPLACE VIEW {mart.name} AS {mart.sql}" for mart in in_folder("marts")}
    return texts | {macro.name.removeprefix("define_"): macro.sql for macro in (*in_folder("models"), *in_folder("masks"))}


@cache
def reads(name: str) -> frozenset[str]:
    """Every word of a query, and of the marts and macros that it calls: the tables that it reads are among them."""
    texts, found, open_ = definitions(), set[str](), words(query(name).sql)
    while open_:
        found |= open_
        open_ = {word for called in open_ & texts.keys() for word in words(texts[called])} - found
    return frozenset(found)


def changed_by(sql: str) -> Collection[str]:
    """The tables that a statement inserts into, updates or deletes from; temporary ones too."""
    return CHANGE.findall(re.sub(r"--.*", "", sql))
