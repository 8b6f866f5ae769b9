"""Small catalogues that a test can spoil."""

from collections.abc import Callable
from pathlib import Path

import pytest

SMALL: dict[str, str] = {
    "departments.csv": "department_id,name\nwater,供水部门\npower,供电部门\n",
    "domains.csv": "domain_id,name\nD1,获得用水\n",
    "indicators.csv": "indicator_id,domain_id,name,lead_department_id\nI1,D1,用水报装时间,water\nI2,D1,用电报装时间,power\n",
    "points.csv": "point_id,indicator_id,name,best,worst\nP1,I1,用水报装平均时间,1,20\nP2,I2,线上办电率,100,50\n",
}

WriteCatalogue = Callable[..., Path]


@pytest.fixture
def write_catalogue(tmp_path: Path) -> WriteCatalogue:
    """``write_catalogue({"points.csv": text}, encoding=…)``: a good catalogue, some files replaced; None leaves one out."""

    def write(changes: dict[str, str | None] | None = None, encoding: str = "utf-8", folder: str = "catalogue") -> Path:
        directory = tmp_path / folder
        directory.mkdir(exist_ok=True)
        for file, text in (SMALL | (changes or {})).items():
            if text is None:
                (directory / file).unlink(missing_ok=True)
            else:
                (directory / file).write_bytes(text.encode(encoding))
        return directory

    return write
