"""How a point is scored, version by version: a changed spec is a new version, never an overwritten one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cloudeye.catalog.reading import Row

Rows = list[dict[str, Any]]

CONTENT = ("best", "worst", "target", "weight", "method")


def versions(stored: Rows, points: Sequence[Row], last_published: date | None, now: datetime) -> Rows:
    """The table point_spec as it should be after loading ``points``.

    A spec whose content is unchanged keeps its row. A changed one becomes the next version, valid from the date in the file or
    else from the first day of the present month; a version that would begin on the same day as its successor gives way to it.
    Raises CatalogueError when a change would reach back into a published month or before the version it follows.
    """
    latest: dict[str, dict[str, Any]] = {}
    for spec in sorted(stored, key=lambda row: row["version"]):
        latest[spec["point_id"]] = spec
    wanted = {row["point_id"] for row in points}
    result = [spec for spec in stored if spec["point_id"] in wanted]
    this_month = date(now.year, now.month, 1)
    for row in points:
        before = latest.get(row["point_id"])
        content = {name: row[name] for name in CONTENT}
        if before is not None and all(before[name] == value for name, value in content.items()):
            continue
        begins = row["valid_from"]
        if begins is None and (before is not None or last_published is not None):
            begins = this_month
        if last_published is not None and (begins is None or begins <= last_published):
            raise row.fault(
                f"让监督靶点 {row['point_id']} 的新口径从 {begins or '最初'} 起生效，但 {last_published:%Y-%m} 的排名已发布",
                "请在「valid_from」填写更晚月份的 1 日，已发布的月份不能改算",
            )
        if before is not None and before["valid_from"] is not None and begins is not None and begins < before["valid_from"]:
            raise row.fault(
                f"让监督靶点 {row['point_id']} 的新口径从 {begins} 起生效，早于现行口径的 {before['valid_from']}",
                "请填写不早于现行口径的日期",
            )
        version = before["version"] + 1 if before is not None else 1
        if before is not None and before["valid_from"] == begins:
            result.remove(before)
        result.append({"point_id": row["point_id"], "version": version, "valid_from": begins, **content})
    return result


def rehearsed(stored: Rows, points: Sequence[Row], month: date) -> Rows:
    """The table point_spec as if what ``points`` change had held in ``month`` (its first day): for a trial, which refuses
    nothing."""
    latest = {spec["point_id"]: spec for spec in sorted(stored, key=lambda row: row["version"])}
    result = list(stored)
    for row in points:
        before, content = latest.get(row["point_id"]), {name: row[name] for name in CONTENT}
        if before is None or any(before[name] != value for name, value in content.items()):
            version = before["version"] + 1 if before else 1
            result = [spec for spec in result if spec["point_id"] != row["point_id"] or not _is_later(spec, month)]
            result.append({"point_id": row["point_id"], "version": version, "valid_from": month, **content})
    return result


def _is_later(spec: dict[str, Any], month: date) -> bool:
    return spec["valid_from"] is not None and spec["valid_from"] > month
