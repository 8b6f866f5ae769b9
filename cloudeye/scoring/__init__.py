"""From raw rows to a month's ranking: rollups, scores, intervals, snapshots, passports."""

from cloudeye.scoring.engine import (
    Standing,
    correct_months,
    draft_month,
    rank_month,
    refresh_rollup,
    rescore,
    score_month,
    shift_rollup,
    standing,
)
from cloudeye.scoring.passport import passport
from cloudeye.scoring.snapshots import publish

__all__ = [
    "Standing",
    "correct_months",
    "draft_month",
    "passport",
    "publish",
    "rank_month",
    "refresh_rollup",
    "rescore",
    "score_month",
    "shift_rollup",
    "standing",
]
