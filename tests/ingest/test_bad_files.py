"""Whatever is wrong with a file, the person gets one clear sentence with the place, and the district stays as it was, byte for byte."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.errors import IngestError
from cloudeye.ingest import DATASETS, import_file
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.conftest import LOADED_AT
from tests.data.make_bad_files import BAD, Bad, bad_files

CASES = bad_files()
WHOLE = [bad for bad in CASES if bad.is_whole]
LINES = [bad for bad in CASES if not bad.is_whole]
# How far zlib packs depends on its version.
PACKED = {"bomb.xlsx", "bomb.zip", "endless_line.zip"}
# Words that belong to programs, not to people.
PROGRAM = re.compile(r"Traceback|Error\b|Exception|duckdb|calamine|\bline \d|0x7f|None\b|/tmp/|\.py\b", re.IGNORECASE)


def fingerprint(database: Path) -> dict[str, str]:
    """Every file of the district's folder that holds rows, with its hash."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in database.parent.iterdir() if path.is_file()}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A district for the whole corpus. Closed, it must equal a copy that was opened and closed with nothing in between.

    Opening alone writes: the macros are defined anew.
    """
    folder = tmp_path_factory.mktemp("bad")
    database, control = folder / "tried" / "district.duckdb", folder / "control" / "district.duckdb"
    database.parent.mkdir()
    with Store(database, create=True) as store:
        load_catalog(store, CATALOG, now=LOADED_AT)
    shutil.copytree(database.parent, control.parent)
    Store(control).close()
    with Store(database) as store:
        yield store
    assert fingerprint(database) == fingerprint(control), "a bad file changed the district"


@pytest.fixture
def district(opened: Store) -> Iterator[Store]:
    """The district, whose files must have the same bytes after the test as before."""
    before = fingerprint(opened.path)
    yield opened
    assert fingerprint(opened.path) == before, "this bad file changed the district"


def test_the_corpus_is_what_its_generator_writes() -> None:
    assert len(CASES) >= 120
    assert sorted(path.name for path in BAD.iterdir()) == sorted({bad.name for bad in CASES})
    assert len({bad.name for bad in CASES}) == len(CASES)
    stale = [bad.name for bad in CASES if bad.name not in PACKED and (BAD / bad.name).read_bytes() != bad.content]
    assert stale == [], "run python -m tests.data.make_bad_files"


def is_clear(sentence: str) -> bool:
    """Chinese, ends like a sentence, nothing of a program in it, and short enough to be read."""
    return (
        bool(re.search(r"[\u4e00-\u9fff]{4}", sentence))
        and sentence.endswith("。")
        and not PROGRAM.search(sentence)
        and len(sentence) < 400
    )


@pytest.mark.parametrize("bad", WHOLE, ids=lambda bad: bad.name)
def test_the_file_is_refused_whole(district: Store, bad: Bad) -> None:
    version = district.data_version
    with pytest.raises(IngestError) as refused:
        import_file(district, BAD / bad.name, bad.dataset, now=LOADED_AT)
    sentence = str(refused.value)
    assert [part for part in bad.told if part not in sentence] == [], sentence
    assert is_clear(sentence), sentence
    assert "没有写入" in sentence
    assert district.data_version == version


@pytest.mark.parametrize("bad", LINES, ids=lambda bad: bad.name)
def test_the_line_is_refused(district: Store, bad: Bad) -> None:
    report = import_file(district, BAD / bad.name, bad.dataset, now=LOADED_AT, dry_run=True)
    assert report.refused >= 1
    sentences = [problem.message for problem in report.errors]
    assert any(all(part in sentence for part in bad.told) for sentence in sentences), sentences
    assert [sentence for sentence in sentences if not is_clear(sentence)] == []


@pytest.mark.parametrize("bad", [bad for bad in CASES if bad.dataset == "complaints"], ids=lambda bad: bad.name)
def test_no_dataset_is_upset_by_it(district: Store, bad: Bad) -> None:
    for dataset in DATASETS.keys() - {"complaints"}:
        try:
            report = import_file(district, BAD / bad.name, dataset, now=LOADED_AT, dry_run=True)
        except IngestError as refused:
            assert is_clear(str(refused))
        else:
            assert report.new == report.changed == 0
