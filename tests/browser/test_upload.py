"""An analyst's whole way in a real browser: template → fill in → upload → mend two rows → preview → load → undo."""

import csv
import io
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from cloudeye.paths import CATALOG
from tests.browser.server import Server, running
from tests.browser.visit import Visit, settle

Open = Callable[..., Visit]
REASON = "错误原因"


@pytest.fixture(scope="module")
def server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A district that stands still: its feed would publish the month under the file."""
    folder = tmp_path_factory.mktemp("desk")
    database = Path(shutil.copyfile(demo_database, folder / "cloudeye.duckdb"))
    with running(database, folder / "server.log", has_feed=False) as started:
        yield started


def rows_of(content: bytes) -> list[list[str]]:
    """The rows of a CSV with BOM."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def points() -> list[str]:
    """Points that are reported every month by hand, in the order of the catalogue."""
    with (CATALOG / "derivations.csv").open(encoding="utf-8-sig") as lines:
        derived = {row["point_id"] for row in csv.DictReader(lines)}
    with (CATALOG / "points.csv").open(encoding="utf-8-sig") as lines:
        return [row["point_id"] for row in csv.DictReader(lines) if row["frequency"] == "月" and row["point_id"] not in derived]


def written(path: Path, rows: Iterable[list[str]]) -> Path:
    """A CSV as Excel on a Chinese desk saves it."""
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def bring(page: Page, path: Path) -> None:
    """Choose the file and go on to its preview."""
    page.set_input_files(".upload-drop input", path)
    page.get_by_role("button", name="开始预检").click()
    page.wait_for_selector(".upload-counts")


def test_the_whole_way(server: Server, open_page: Open, tmp_path: Path) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url, "analyst")
    page.goto(f"{server.url}/analyst-upload?dataset=measurements&sender=approval")
    with page.expect_download() as template:
        page.get_by_text("下载 CSV 模板").click()
    header, *example = rows_of(Path(template.value.path()).read_bytes())
    plain = [cell.removesuffix("（必填）") for cell in header]

    def row(point: str, period: str, value: str) -> list[str]:
        given = {"监督靶点": point, "期间": period, "数值": value, "样本量": "50"}
        return [given.get(name, "") for name in plain]

    one, two, three, four = points()[:4]
    filled = [
        header,
        *example,
        row(one, "2026-02", "61.5"),
        row(two, "2026-02", "62.5"),
        row(three, "2026-13", "63.5"),
        row(four, "2026-02", "很高"),
    ]
    bring(page, written(tmp_path / "二月监测值.csv", filled))
    page.get_by_text("可提交 2 行").wait_for()
    page.get_by_text("未通过 2 行").wait_for()
    assert "2026-13" in page.inner_text(".upload-table.refused") and "很高" in page.inner_text(".upload-table.refused")
    assert "GB18030（自动识别）" in page.inner_text(".upload-card.reading")

    with page.expect_download() as refused:
        page.get_by_text("下载问题行").click()
    found = rows_of(Path(refused.value.path()).read_bytes())
    assert found[0] == [*header, REASON] and len(found) == 3 and all(row[-1] for row in found[1:])
    page.get_by_role("button", name="提交 2 行").click()
    page.get_by_text("已入库 2 行").wait_for()

    mended = [found[0], *([cell.replace("2026-13", "2026-02").replace("很高", "64.5") for cell in row] for row in found[1:])]
    page.get_by_role("button", name="再传一份").click()
    page.wait_for_selector(".upload-drop")
    bring(page, written(tmp_path / "二月监测值-改好.csv", mended))
    page.get_by_text("可提交 2 行").wait_for()
    page.get_by_text("未通过 0 行").wait_for()
    page.get_by_role("button", name="提交 2 行").click()
    page.get_by_text("已入库 2 行").wait_for()

    page.get_by_role("link", name="批次页").click()
    page.get_by_label("原因（记入审计日志）").fill("浏览器测试：发错了文件")
    page.get_by_role("button", name="撤销这个批次").click()
    page.get_by_role("button", name="确认撤销这个批次").click()
    page.get_by_text("这个批次已经撤销").wait_for()
    assert "浏览器测试：发错了文件" in page.inner_text(".upload-sub")
    page.goto(f"{server.url}/analyst-batches?dataset=measurements")
    page.get_by_text("二月监测值-改好.csv").wait_for()
    assert page.locator(".batches .gone").count() == 1
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
    assert (visit.refused, visit.errors, visit.outside_requests) == ([], [], [])


def test_an_upload_is_stopped_dropped_and_chosen_by_keyboard(server: Server, open_page: Open, tmp_path: Path) -> None:
    visit = open_page(1440, 990)
    page = visit.enter(server.url, "analyst")
    page.goto(f"{server.url}/analyst-upload?dataset=measurements")
    page.wait_for_selector(".upload-drop")
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100_000}
    line.send("Network.emulateNetworkConditions", slow)
    large = tmp_path / "large.csv"
    large.write_bytes(b"a,b\n" * 500_000)
    page.set_input_files(".upload-drop input", large)
    page.wait_for_selector(".upload-coming:not([hidden])")
    assert page.get_attribute(".upload-bar", "role") == "progressbar" and "已传" in page.inner_text(".upload-words")
    page.get_by_role("button", name="取消上传").click()
    page.get_by_text("已取消上传，没有收下文件。").wait_for()
    line.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    page.wait_for_timeout(1500)
    assert list((server.database.parent / "uploads").rglob("*.part")) == []

    settle(page)
    with page.expect_file_chooser():
        page.locator(".upload-drop input").press("Enter")
    dropped = page.evaluate_handle(
        "() => { const held = new DataTransfer(); held.items.add(new File(['监督靶点,期间,数值\\n'], '拖进来.csv')); return held; }"
    )
    page.dispatch_event(".upload-drop", "drop", {"dataTransfer": dropped})
    page.get_by_text("拖进来.csv").first.wait_for()
    page.wait_for_selector(".upload-map")
    assert "step=columns" in page.url
    page.get_by_role("button", name="放弃", exact=True).click()
    page.get_by_role("button", name="确认放弃").click()
    page.get_by_text("已放弃「拖进来.csv」").wait_for()
    assert (visit.refused, visit.outside_requests) == ([], [])
