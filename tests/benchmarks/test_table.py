"""The table says budget, amounts and ratios, and takes its place in both READMEs without touching the rest."""

from pathlib import Path

import pytest

from benchmarks import machine, table
from benchmarks.result import Result, percentile

RANKING = Result("ranking", "排名", "ms", 50.0, budget=500, raw=10.0, pandas=150.0, note="note", note_chinese="说明")
MEMORY = Result("memory", "内存", "MiB", 1234.5)


def test_ratios_are_against_the_bare_query_and_of_pandas_against_ours() -> None:
    lines = table.markdown([RANKING, MEMORY], "README.md").splitlines()
    assert lines[-2] == "| ranking | ≤ 500 ms | 50 ms | 10 ms | 5× | 150 ms | 3× | note |"
    assert lines[-1] == "| memory | – | 1,234 MiB | – | – | – | – |  |"


def test_the_machine_is_named() -> None:
    assert machine.named() in table.markdown([], "README.md").splitlines()[0]
    assert " cores, " in machine.named()


def test_each_readme_gets_the_table_in_its_language_and_keeps_the_rest(tmp_path: Path) -> None:
    for readme in table.HEADINGS:
        (tmp_path / readme).write_text("before\n<!-- benchmarks -->\nold\n<!-- /benchmarks -->\nafter\n", encoding="utf-8")
    table.write([RANKING], tmp_path)
    table.write([RANKING], tmp_path)
    english, chinese = ((tmp_path / readme).read_text(encoding="utf-8") for readme in table.HEADINGS)
    for text in (english, chinese):
        assert text.startswith("before\n<!-- benchmarks -->\n") and text.endswith("<!-- /benchmarks -->\nafter\n")
        assert "old" not in text
    assert english.count("| ranking |") == 1 and chinese.count("| 排名 |") == 1


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1), (0.5, 3), (0.95, 4), (1.0, 4)])
def test_percentile(share: float, expected: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], share) == expected
