"""A build that is interrupted leaves what was there; a finished one reports every phase."""

from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.demo import build
from cloudeye.demo.build import PHASES
from cloudeye.errors import CatalogueError
from tests.demo.conftest import AS_OF


class Interrupted(Exception):
    """Stands for a kill in the middle of a build."""


def test_an_interrupted_build_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "demo.duckdb"

    def stop(label: str, share: float) -> None:
        if label == "生成归集数据":
            raise Interrupted

    with pytest.raises(Interrupted):
        build(path, seed=1, as_of=AS_OF, progress=stop, service_records=2000)
    assert list(tmp_path.iterdir()) == []


def test_phases_are_in_order() -> None:
    assert list(PHASES.values()) == sorted(PHASES.values())
    assert all(0 <= share < 1 for share in PHASES.values())


@pytest.mark.parametrize("year", [1900, 2017, 2035, 2090])
def test_a_date_that_the_calendar_does_not_reach_is_refused(tmp_path: Path, year: int) -> None:
    with pytest.raises(CatalogueError, match=f"截至日期 {year}-01-01 超出工作日历的范围（2015 年至 2035 年）"):
        build(tmp_path / "demo.duckdb", seed=1, as_of=datetime(year, 1, 1), service_records=2000)
    assert list(tmp_path.iterdir()) == []
