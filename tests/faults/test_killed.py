"""A few rounds of ``python -m tests.faults`` in every run of the tests: each act, killed once at a random moment."""

import shutil
from pathlib import Path
from random import Random

import pytest

from cloudeye.store import Store
from tests.faults.rounds import Broken, Case, agrees, cases, one_round


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    return cases(tmp_path_factory.mktemp("cases"))


def test_each_act_is_wholly_there_or_wholly_absent(found: list[Case], tmp_path: Path) -> None:
    dice = Random(20261121)
    for case in found:
        assert one_round(case, tmp_path, dice).endswith((": there", ": absent"))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("DELETE FROM service_record WHERE record_id = 'R30000'", "the rollup is not that of a full count"),
        ("UPDATE import_batch SET changed_rows = changed_rows + 1 WHERE changed_rows > 0", "the ledger says"),
        ("DELETE FROM rejected_row WHERE line = (SELECT min(line) FROM rejected_row)", "the ledger says"),
        ("UPDATE import_batch SET undone_at = loaded_at WHERE changed_rows > 0", "the ledger says"),
    ],
)
def test_the_check_sees_what_is_not_whole(found: list[Case], tmp_path: Path, damage: str, told: str) -> None:
    place = shutil.copytree(found[-1].folder, tmp_path / "damaged")
    with Store(place / "district.duckdb") as store:
        agrees(store, "here")
        with store.writing() as writer:
            writer.cursor.execute(damage)
        with pytest.raises(Broken, match=told):
            agrees(store, "here")
