"""Which rules make a new rule version: those that a score depends on, and no others."""

from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from cloudeye.catalog import load_catalog
from cloudeye.catalog.rules import DECIDING
from cloudeye.errors import CatalogueError
from cloudeye.paths import CATALOG
from cloudeye.store import Store

NOW = datetime(2026, 11, 21)


def test_the_deciding_rules_are_those_the_arithmetic_reads(store: Store) -> None:
    assert set(DECIDING) == set(store.row("scoring_parameter_values")) - {"rule_version"}


@pytest.mark.parametrize(("name", "version"), [("minimum_sample", 2), ("stale_after_hours", 1)])
def test_only_a_deciding_rule_makes_a_new_version(catalogued: Store, tmp_path: Path, name: str, version: int) -> None:
    directory = tmp_path / "catalog"
    copytree(CATALOG, directory)
    rules = directory / "scoring_rules.csv"
    lines = rules.read_text(encoding="utf-8-sig").splitlines()
    changed = [f"{name},7,改" if line.startswith(f"{name},") else line for line in lines]
    rules.write_text("\n".join(changed), encoding="utf-8")
    load_catalog(catalogued, directory, now=NOW)
    assert catalogued.row("scoring_parameter_values")["rule_version"] == version


def test_no_rate_is_made_of_fewer_than_five(catalogued: Store, tmp_path: Path) -> None:
    """A rate over fewer would tell the department what one of them said."""
    directory = tmp_path / "catalog"
    copytree(CATALOG, directory)
    rules = directory / "scoring_rules.csv"
    rules.write_text(rules.read_text(encoding="utf-8").replace("minimum_sample,5,", "minimum_sample,4,"), encoding="utf-8")
    with pytest.raises(CatalogueError, match="「minimum_sample」是 4，样本太小会让部门猜出诉求人。请改为不小于 5 的数"):
        load_catalog(catalogued, directory, now=NOW)
