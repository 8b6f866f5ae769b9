"""The engine is not made for one catalogue: an index of 200 entities, ten indicators each, comes out as it was published.

The index is built here the way such indices are: a total is the plain mean of ten topic scores between 0 and 100 with one
decimal, ranks are shared by equal unrounded totals. No tasks, no complaints, no sample sizes.
"""

import csv
import json
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from cloudeye.paths import ROOT

ENTITIES, TOPICS = 200, 10


def published() -> tuple[dict[str, list[Fraction]], dict[str, Fraction], dict[str, int]]:
    """Topic scores, totals and ranks; a few entities share their topics in another order, so that totals tie exactly."""
    draw = random.Random(2020)
    topics = {f"E{n:03}": [Fraction(draw.randint(180, 1000), 10) for _ in range(TOPICS)] for n in range(ENTITIES)}
    for n in (10, 50, 120):
        topics[f"E{n:03}"] = topics[f"E{n + 1:03}"][::-1]
    totals = {entity: sum(scores, Fraction(0)) / TOPICS for entity, scores in topics.items()}
    ranks = {entity: 1 + sum(other > mine for other in totals.values()) for entity, mine in totals.items()}
    return topics, totals, ranks


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def cloudeye(*arguments: str | Path, database: Path) -> Any:
    command = [sys.executable, "-m", "cloudeye", *map(str, arguments), "--json", "--database", str(database)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_an_index_of_two_hundred_entities_comes_out_as_published(tmp_path: Path) -> None:
    topics, totals, ranks = published()
    catalog, database, table = tmp_path / "index", tmp_path / "index.duckdb", tmp_path / "scores.csv"
    catalog.mkdir()
    write(
        catalog / "departments.csv", [{"department_id": entity, "name": f"经济体{entity}", "kind": "经济体"} for entity in topics]
    )
    write(catalog / "domains.csv", [{"domain_id": f"T{n}", "name": f"主题{n}"} for n in range(TOPICS)])
    ids = [(entity, f"{entity}-T{n}", f"T{n}", n) for entity in topics for n in range(TOPICS)]
    write(
        catalog / "indicators.csv",
        [{"indicator_id": key, "name": key, "domain_id": topic, "lead_department_id": entity} for entity, key, topic, _ in ids],
    )
    write(
        catalog / "points.csv",
        [
            {
                "point_id": key,
                "name": key,
                "indicator_id": key,
                "unit": "分",
                "better": "higher",
                "frequency": "年",
                "best": 100,
                "worst": 0,
            }
            for _, key, _, _ in ids
        ],
    )
    write(table, [{"point_id": key, "period": "2019", "value": float(topics[entity][n])} for entity, key, _, n in ids])

    cloudeye("init", "--catalog", catalog, database=database)
    report = cloudeye("import", table, "--dataset", "measurements", database=database)
    assert (report["new"], report["refused"]) == (ENTITIES * TOPICS, 0)
    result = cloudeye("rank", "--month", "2020-05", database=database)

    rows = {row["department_id"]: row for row in result["rows"]}
    assert {entity: row["rank"] for entity, row in rows.items()} == ranks
    for entity, row in rows.items():
        assert row["score"] == pytest.approx(float(totals[entity]), abs=1e-9)
        assert (row["low"], row["high"], row["completion"], row["coverage"]) == (row["score"], row["score"], None, 1)
    tied = rows["E010"]
    assert (tied["rank_low"], tied["rank_high"]) == (tied["rank"], tied["rank"] + 1)
    assert cloudeye("rank", "--month", "2020-05", database=database) == result
