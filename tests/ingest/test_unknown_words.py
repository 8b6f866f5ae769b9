"""A word that a column of fixed words does not take is listed with the nearest one, taken only when somebody says what it means."""

from pathlib import Path

import pytest

from cloudeye.ingest import DATASETS, import_file
from cloudeye.ingest.inbox_report import reasons_to_wait
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.preview import preview
from cloudeye.store import Store
from tests.ingest.files import csv_file, messages, only_row
from tests.ingest.published import NOW

WORDED = [(name, column.name) for name, dataset in DATASETS.items() for column in dataset.columns if column.vocabulary]
COMPLAINT = {"诉求编号": "C1", "诉求类型": "投诉举报", "提交时间": "2026-10-20 09:00"}


def example(folder: Path, name: str, column: str, word: str) -> Path:
    """The example line of a template, no longer marked as one, with ``word`` in one column."""
    columns = DATASETS[name].columns
    cells = [word if one.name == column else one.example.replace("示例", "试行") for one in columns]
    return csv_file(folder, [one.label for one in columns], cells)


def test_no_column_of_fixed_words_is_called_like_a_kind_of_catalogue_entry() -> None:
    kinds = {column.catalogue for dataset in DATASETS.values() for column in dataset.columns}
    assert kinds & {column for _, column in WORDED} == set()


@pytest.mark.parametrize(("name", "column"), WORDED)
def test_every_column_of_fixed_words_says_what_it_does_not_know(
    catalogued: Store, tmp_path: Path, name: str, column: str
) -> None:
    with preview(catalogued, example(tmp_path, name, column, "随便"), name, now=NOW) as seen:
        found = [row for row in seen.unknown if row["column"] == column]
        assert [(row["value"], row["rows"], row["kind"]) for row in found] == [("随便", 1, column)], seen.unknown
    taken = next(one for one in DATASETS[name].columns if one.name == column).vocabulary[0]
    with preview(catalogued, example(tmp_path, name, column, taken), name, now=NOW) as seen:
        assert [row for row in seen.unknown if row["column"] == column] == []


def test_the_nearest_word_is_offered_and_waits_for_somebody(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, list(COMPLAINT), list(COMPLAINT.values()), ["C2", "投诉举报", "2026-10-20 10:00"])
    with preview(catalogued, path, "complaints", now=NOW) as seen:
        (unknown,) = seen.unknown
        assert (unknown["value"], unknown["rows"], unknown["suggestion"]) == ("投诉举报", 2, "投诉")
        assert reasons_to_wait(seen)[0] == "「诉求类型」中的「投诉举报」（2 行）不是这一列的用词，相近的是「投诉」。"


def test_what_somebody_says_it_means_is_loaded(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, list(COMPLAINT), list(COMPLAINT.values()))
    told = Instructions(mapping=Mapping(values={"kind": {"投诉举报": "投诉"}}))
    with preview(catalogued, path, "complaints", told, now=NOW) as seen:
        assert seen.unknown == []
    report = import_file(catalogued, path, "complaints", instructions=told, now=NOW)
    assert report.new == 1, messages(report.errors)
    assert only_row(catalogued, "complaint")["kind"] == "投诉"
