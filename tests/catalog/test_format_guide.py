"""data/catalog/README.md describes every file, column, default and measure that the loader knows."""

import re

import pytest

from cloudeye.catalog.formats import FORMATS, MEASURES, Format
from cloudeye.paths import CATALOG

GUIDE = (CATALOG / "README.md").read_text(encoding="utf-8")


def section(file: str) -> str:
    """The paragraph or chapter about one file."""
    found = re.search(rf"^(## |\*\*){re.escape(file)}.*?(?=^## |^\*\*|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert found, f"README.md does not describe {file}"
    return found.group(0)


@pytest.mark.parametrize("wanted", FORMATS, ids=lambda wanted: wanted.file)
def test_file_and_columns_are_described(wanted: Format) -> None:
    text = section(wanted.file)
    for column in wanted.columns:
        assert re.search(rf"\b{column.name}\b", text), f"{wanted.file}: {column.name}"
        for choice in column.choices:
            assert f"`{choice}`" in text


@pytest.mark.parametrize("wanted", FORMATS, ids=lambda wanted: wanted.file)
def test_described_columns_exist(wanted: Format) -> None:
    rows = re.findall(r"^\| ([a-z_0-9, ]+) \|", section(wanted.file), re.MULTILINE)
    described = {name for row in rows for name in row.split(", ")} - {"column"}
    assert described <= {column.name for column in wanted.columns}


def test_every_measure_is_described() -> None:
    text = section("derivations.csv")
    assert [measure for measures in MEASURES.values() for measure in measures if f"`{measure}`" not in text] == []
