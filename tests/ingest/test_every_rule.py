"""Every rule of an import refuses or flags what it is about, and nothing that just passes."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.ingest.preview import preview
from cloudeye.paths import CATALOG
from cloudeye.store import Query, Store, all_queries
from tests.contracts.sources import body_of
from tests.ingest.files import csv_file
from tests.ingest.rule_cases import CASES, RULE_ROOMS, Case, district_of_rules

NOW = datetime(2026, 11, 21, 9)
RULES = sorted((query for query in all_queries().values() if query.folder in RULE_ROOMS), key=lambda query: query.name)
ENDINGS = {"refusals": "；这一行没有写入。", "warnings": "；这一行照常入库。"}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The product's catalogue and the few rows the cases meet; nothing is written to it."""
    with Store(tmp_path_factory.mktemp("rules") / "district.duckdb", create=True) as opened:
        load_catalog(opened, CATALOG, now=NOW)
        with opened.writing() as writer:
            district_of_rules(writer)
        yield opened


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.fails}")
def test_the_boundary_passes_and_what_lies_beyond_does_not(district: Store, tmp_path: Path, case: Case) -> None:
    lines = [line.split("|") for line in (*case.ground, case.passes, case.fails)]
    path = csv_file(tmp_path, case.header.split("|"), *lines)
    room = all_queries()[case.rule].folder
    with preview(district, path, case.dataset, now=NOW, with_effect=False) as opened:
        found = {"refusals": opened.problems(10), "warnings": opened.warnings(10)}
    last = len(lines) + 1
    assert [problem.message for problem in found[room]] == [f"第 {last} 行{case.told}{ENDINGS[room]}"]
    assert found["warnings" if room == "refusals" else "refusals"] == []
    assert found[room][0].line == last


@pytest.mark.parametrize("rule", RULES, ids=lambda query: f"{query.folder}/{query.name}")
def test_every_sentence_of_a_rule_is_provoked(rule: Query) -> None:
    told = [case.told for case in CASES if case.rule == rule.name]
    assert told, f"no case for {rule.name} in tests/ingest/rule_cases.py"
    sentences = [text for text in re.findall(r"'([^']*)'", body_of(rule.sql)) if re.search("。|，", text)]
    assert [text for text in sentences if not any(text in sentence for sentence in told)] == []


def test_no_case_is_about_a_rule_that_is_gone() -> None:
    assert {case.rule for case in CASES} - {rule.name for rule in RULES} == set()
