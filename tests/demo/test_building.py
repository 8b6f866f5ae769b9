"""A build that is interrupted leaves what was there; a finished one reports every phase."""

from pathlib import Path

import pytest

from cloudeye.demo import build
from cloudeye.demo.build import PHASES
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
