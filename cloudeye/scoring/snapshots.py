"""Publishing a month: a draft becomes final and never changes again; a correction is a new version beside it."""

from datetime import date, datetime

from cloudeye.clock import now
from cloudeye.errors import ScoringError
from cloudeye.store import Store


def publish(store: Store, month: date, *, at: datetime | None = None) -> int:
    """Make the month's draft final and freeze its components; returns the version published.

    Raises ScoringError when there is no draft: never computed, or published already.
    """
    with store.writing() as writer:
        versions = writer.rows("snapshot_versions", month=month)
        draft = next((version["version"] for version in versions if version["status"] == "draft"), None)
        if draft is None:
            state = f"{month:%Y-%m} 的排名已经定稿" if versions else f"{month:%Y-%m} 还没有排名草案"
            raise ScoringError(f"{state}，不能发布。请先运行 rank --month {month:%Y-%m} 生成草案。")
        writer.run("publish_snapshot", month=month, published_at=at or now())
        frozen = writer.rows("passport_components", month=month, subject_id=None)
        writer.insert("published_component", [{**row, "month": month, "version": draft} for row in frozen])
    return int(draft)
