"""From raw rows to a month's ranking: rollups, scores, intervals, snapshots, passports."""

from cloudeye.scoring.engine import rank_month, refresh_rollup, rescore, score_month
from cloudeye.scoring.passport import passport
from cloudeye.scoring.snapshots import publish

__all__ = ["passport", "publish", "rank_month", "refresh_rollup", "rescore", "score_month"]
