"""The effect shown before a load is the ranking after it, digit for digit, whatever is uploaded."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cloudeye.catalog import load_catalog
from cloudeye.ingest.effect import Effect, Standing, effect_between
from cloudeye.ingest.preview import preview
from cloudeye.paths import CATALOG
from cloudeye.store import Store
from tests.conftest import LOADED_AT
from tests.ingest.files import csv_file
from tests.ingest.published import (
    CALL,
    COMPLAINT,
    MEASURED,
    NOW,
    OCTOBER,
    PROGRESS,
    SEPTEMBER,
    open_district,
    publish_september,
    record,
    records_file,
    snapshot,
)

FIGURES = ("score", "rank", "rank_low", "rank_high", "band")
DAYS = st.integers(1, 28)
RECORDS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(8, 11), DAYS, st.integers(1, 5), st.sampled_from(["S1", "S2", "S3"])),
    min_size=1,
    max_size=12,
    unique_by=lambda row: row[0],
)


def service_records(folder: Path, rows: list[tuple[int, int, int, int, str]]) -> tuple[str, Path]:
    lines = [record(f"R{number}", f"2026-{month:02}-{max(day, 2):02}", rating, item) for number, month, day, rating, item in rows]
    for line, (_, month, *_rest) in zip(lines, rows, strict=True):
        line[2:4] = [f"2026-{month:02}-01 09:00", f"2026-{month:02}-01 09:30"]
    return "service_records", records_file(folder, *lines)


def measurements(folder: Path, rows: list[tuple[str, str, float | None]]) -> tuple[str, Path]:
    return "measurements", csv_file(folder, MEASURED, *rows)


def task_progress(folder: Path, rows: list[tuple[str, str, int, int]]) -> tuple[str, Path]:
    return "task_progress", csv_file(folder, PROGRESS, *rows)


def complaints(folder: Path, rows: list[tuple[int, str, int, int, int]]) -> tuple[str, Path]:
    lines = [
        [f"{lead}{month}{number}", "投诉", lead, f"2026-{month:02}-03 09:00", f"2026-{month:02}-03 {10 + hours}:00", None]
        for number, lead, month, hours, _ in rows
    ]
    return "complaints", csv_file(folder, COMPLAINT, *lines)


UPLOADS = st.one_of(
    RECORDS.map(lambda rows: (service_records, rows)),
    st.lists(
        st.tuples(
            st.sampled_from(["b-month", "c-month"]),
            st.sampled_from(["2026-09", "2026-10"]),
            st.sampled_from([None, 0.1, 55.5, 99.0]),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda row: row[:2],
    ).map(lambda rows: (measurements, rows)),
    st.lists(
        st.tuples(st.sampled_from(["Ta", "Tb"]), st.sampled_from(["2026-09", "2026-10"]), st.just(60), st.integers(0, 60)),
        min_size=1,
        max_size=3,
        unique_by=lambda row: row[:2],
    ).map(lambda rows: (task_progress, rows)),
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from("abc"), st.sampled_from([9, 10]), st.integers(0, 12), st.just(0)),
        min_size=1,
        max_size=8,
        unique_by=lambda row: row[:3],
    ).map(lambda rows: (complaints, rows)),
)


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """One district through all examples: what the examples leave behind is part of the test."""
    folder = tmp_path_factory.mktemp("effect")
    with Store(folder / "district.duckdb", create=True) as store:
        load_catalog(store, CATALOG, now=LOADED_AT)
        open_district(store)
        publish_september(store)
        yield store


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(upload=UPLOADS)
def test_the_effect_is_the_ranking_after_the_load(
    district: Store, tmp_path: Path, upload: tuple[Callable[[Path, Any], tuple[str, Path]], Any]
) -> None:
    write, rows = upload
    dataset, path = write(tmp_path, rows)
    before, final = by_department(district, OCTOBER), snapshot(district, SEPTEMBER)
    with preview(district, path, dataset, now=NOW) as seen:
        effect = seen.effect
        seen.load()
        assert seen.effect == effect
    after = by_department(district, OCTOBER)
    shown = {row["department_id"]: row for row in effect.departments if row["month"] == OCTOBER}
    for side, figures in (("before", before), ("after", after)):
        if shown:
            assert {me: tuple(row[f"{figure}_{side}"] for figure in FIGURES) for me, row in shown.items()} == figures
    if not shown:
        assert before == after
    assert snapshot(district, SEPTEMBER) == final
    assert district.rows("rollup_differs_from_records") == []


def by_department(store: Store, month: date) -> dict[str, tuple[Any, ...]]:
    return {row["department_id"]: tuple(row[figure] for figure in FIGURES) for row in snapshot(store, month)}


def test_only_what_differs_is_an_effect(catalogued: Store, tmp_path: Path) -> None:
    open_district(catalogued)
    publish_september(catalogued)
    path = csv_file(tmp_path, MEASURED, ["b-month", "2026-10", 90])
    with preview(catalogued, path, "measurements", now=NOW) as seen:
        (point,) = seen.effect.points
        assert (point["month"], point["point"], point["unit"]) == (OCTOBER, "b-month", "项")
        assert (point["value_before"], point["value_after"], seen.effect.trial) == (70, 90, [])
        assert (point["score_before"], point["score_after"]) == (70, 90)
        assert [row["department_id"] for row in seen.effect.departments] == ["b", "c", "a"]
        moved = {row["department_id"] for row in seen.effect.departments if row["score_before"] != row["score_after"]}
        assert moved == {"b"}


def test_a_call_back_moves_the_rates(catalogued: Store, tmp_path: Path) -> None:
    open_district(catalogued)
    with catalogued.writing() as writer:
        writer.cursor.execute(
            "UPDATE complaint SET claimed_at = submitted_at + INTERVAL 5 DAY WHERE submitted_at >= '2026-10-01'"
        )
    publish_september(catalogued)
    calls = [[f"K{number}", f"b{number}", "2026-10-20 09:00", "是", "否", "否"] for number in range(100, 106)]
    with preview(catalogued, csv_file(tmp_path, CALL, *calls), "callbacks", now=NOW) as seen:
        assert (seen.report.new, seen.report.waiting, seen.effect.months) == (6, 0, [OCTOBER])
        b = next(row for row in seen.effect.departments if row["department_id"] == "b")
        seen.load()
        assert by_department(catalogued, OCTOBER)["b"] == tuple(b[f"{figure}_after"] for figure in FIGURES)
        assert b["score_after"] < b["score_before"]


def test_an_effect_comes_back_from_its_text_to_the_digit() -> None:
    row = {"month": OCTOBER, "point_id": "p", "value_before": 0.1 + 0.2, "value_after": None}
    effect = Effect([OCTOBER], {SEPTEMBER: 3}, [row], [{"month": OCTOBER, "score_after": 1 / 3}], [OCTOBER])
    assert Effect.from_json(effect.as_json()) == effect
    assert Effect.from_json(None) == Effect()


def test_rows_that_only_one_side_has() -> None:
    before = Standing([], [{"month": OCTOBER, "department_id": "old", **dict.fromkeys(FIGURES, 1)}])
    after = Standing([], [{"month": OCTOBER, "department_id": "new", **dict.fromkeys(FIGURES, 2)}])
    effect = effect_between(before, after, {})
    assert [(row["department_id"], row["rank_before"], row["rank_after"]) for row in effect.departments] == [
        ("new", None, 2),
        ("old", 1, None),
    ]
