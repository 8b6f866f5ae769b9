"""The datasets that can be imported. A new one is a row here, its headers in ``data/catalog/headers.csv`` and SQL files:

``queries/staging/staged_<name>.sql``     text → trimmed and cast; no join
``queries/staging/file_of_<name>.sql``    reads the file, where stage_clean_file.sql and stage_numbered_file.sql are too slow
``queries/staging/cells_<name>.sql``      the cells, by kind, that the checks of every dataset look at: refusals/every_*.sql
``queries/loading/resolved_<name>.sql``   names → identifiers, derived columns: the target's columns in their order, and line
``queries/refusals/<name>_*.sql``         the other cells to refuse: line, column, value, message
``queries/warnings/<name>_*.sql``         cells that deserve a look, of lines that are loaded all the same: the same columns
``queries/loading/compared_<name>.sql``   which rows are changed or unchanged; where compared_rows.sql is too slow
``queries/loading/touched_<name>.sql``    the months whose figures the rows change
``queries/loading/replaced_<name>.sql``   removes the changed rows before they are written again
"""

import csv
from dataclasses import dataclass
from functools import cache

from cloudeye.errors import IngestError
from cloudeye.ingest.wording import did_you_mean
from cloudeye.paths import CATALOG

# Before the kind of catalogue entry in the column vocabulary of headers.csv; without it the words themselves stand there.
CATALOGUE_MARK = "@"


@dataclass(frozen=True)
class Column:
    """One column that a file of a dataset may have: canonical name, Chinese label, other headers that mean the same.

    ``vocabulary`` are the words it takes; ``catalogue`` is the kind of catalogue entry it names (as in known_name).
    """

    name: str
    label: str
    is_required: bool
    aliases: tuple[str, ...]
    description: str = ""
    example: str = ""
    vocabulary: tuple[str, ...] = ()
    catalogue: str | None = None


@dataclass(frozen=True)
class Dataset:
    """One kind of file.

    ``key`` are the columns of ``table`` that a row is known by. ``also`` are further inserts (table, query) that a load makes
    from the rows it writes.
    """

    name: str
    label: str
    table: str
    key: tuple[str, ...]
    has_places: bool = False
    feeds_rollup: bool = False
    also: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns declared in ``data/catalog/headers.csv``, in its order."""
        return _columns()[self.name]


DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset(
            "complaints",
            "企业诉求",
            "complaint",
            ("source", "complaint_id"),
            has_places=True,
            also=(("complaint_event", "incoming_complaint_events"),),
        ),
        Dataset("service_records", "归集数据", "service_record", ("source", "record_id"), feeds_rollup=True),
        Dataset("measurements", "监测值", "measurement", ("point_id", "period")),
        Dataset("task_progress", "改革任务进度", "task_progress", ("task_id", "month")),
        Dataset("callbacks", "回访", "callback", ("callback_id",)),
        Dataset("complaint_events", "诉求办理过程", "complaint_event", ("complaint_id", "occurred_at", "to_state")),
        Dataset(
            "rectifications",
            "整改",
            "rectification",
            ("rectification_id",),
            also=(("rectification_event", "incoming_rectification_events"),),
        ),
        Dataset("enterprises", "企业", "enterprise", ("enterprise_id",)),
    )
}


def dataset_called(name: str) -> Dataset:
    """The dataset with this name; raises IngestError naming the ones there are."""
    if name in DATASETS:
        return DATASETS[name]
    known = "、".join(f"{dataset.name}（{dataset.label}）" for dataset in DATASETS.values())
    raise IngestError(f"没有名为「{name}」的数据集。{did_you_mean(name, DATASETS)}可用的数据集：{known}。")


@cache
def _columns() -> dict[str, tuple[Column, ...]]:
    found: dict[str, list[Column]] = {}
    with (CATALOG / "headers.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            words = row["vocabulary"]
            column = Column(
                row["column"],
                row["label"],
                row["is_required"] == "是",
                _words(row["aliases"]),
                row["description"],
                row["example"],
                () if words.startswith(CATALOGUE_MARK) else _words(words),
                words.removeprefix(CATALOGUE_MARK) if words.startswith(CATALOGUE_MARK) else None,
            )
            found.setdefault(row["dataset"], []).append(column)
    return {name: tuple(columns) for name, columns in found.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split(";") if word)
