"""Files on an analyst's desk for tests: brought as the route brings them, and pages run until their work is done."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from cloudeye.access.viewer import Viewer
from cloudeye.paths import ROOT
from cloudeye.store import Store
from cloudeye.web import district
from cloudeye.web.analyst import uploads, work

UPLOAD, BATCHES, BATCH, CORRECTIONS = (
    str(ROOT / "pages" / "analyst" / f"{name}.py") for name in ("upload", "batches", "batch", "corrections")
)
HEADER = "监督靶点编号,期间,数值,样本量,标准误,来源系统"
MONTH_WORDS = "2026-02"


def points(store: Store, count: int) -> list[tuple[str, float]]:
    """Monthly points with their stored values of 2026-02 that no service record or complaint gives, in order."""
    return store.reading().cursor.execute(
        "SELECT m.point_id, m.value FROM measurement AS m JOIN point USING (point_id) "
        "WHERE frequency = '月' AND period = DATE '2026-02-01' AND value IS NOT NULL AND point_id NOT IN (SELECT point_id FROM derivation) "
        f"ORDER BY position LIMIT {count}"
    ).fetchall()  # fmt: skip


def line(store: Store, point: str, value: float | str) -> str:
    """The line of a file that gives a point this value in 2026-02 and leaves the rest as it is stored."""
    found = store.reading().cursor.execute(
        "SELECT standard_error FROM measurement WHERE point_id = $1 AND period = DATE '2026-02-01'", [point]
    ).fetchone()  # fmt: skip
    return f"{point},{MONTH_WORDS},{value},50,{found[0] if found else 1},test"


def csv_file(folder: Path, lines: Iterable[str], name: str = "监测值.csv", encoding: str = "utf-8-sig") -> Path:
    """A CSV with these lines."""
    path = folder / name
    path.write_bytes("\r\n".join([*lines, ""]).encode(encoding))
    return path


def brought(viewer: Viewer, path: Path, dataset: str = "measurements", sender: str = "") -> str:
    """The upload_id of a file that this viewer brought."""
    return uploads.receive(viewer, dataset, sender, path.name, uploads.shelf().keep_copy(path))


def run(page: str, /, **query: str) -> AppTest:
    """A page at this address; it may have begun some work."""
    found = AppTest.from_file(page, default_timeout=60)
    found.query_params.update(query)
    return found.run()


def finished(page: AppTest, upload_id: str) -> AppTest:
    """The same page when all that was begun with the upload is done."""
    for kind in (work.LOOK, work.PREVIEW, work.LOAD):
        if (begun := work.held(upload_id, kind)) is not None:
            begun.wait(60)
    return page.run()


def drawn(page: AppTest) -> str:
    """All markup on the page."""
    assert not page.exception
    boxes = [json.loads(element.proto.json) for element in page.get("bidi_component")]
    return "\n".join([box["markup"] for box in boxes if "markup" in box] + [found.proto.body for found in page.get("html")])


def words(page: AppTest) -> str:
    """What a person reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", " ", drawn(page), flags=re.DOTALL)))


def trail(action: str) -> list[dict[str, object]]:
    """The entries of the trail with this action, the newest first."""
    return [entry for entry in district.access().trail.entries(limit=None).entries if entry["action"] == action]
