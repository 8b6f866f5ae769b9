"""A month's rollup counted again, and its ranking computed again, for all departments."""

from datetime import date

import duckdb
import numpy
import pandas

from benchmarks import bare
from benchmarks.result import Result, median_seconds
from cloudeye.scoring import rank_month, refresh_rollup
from cloudeye.store import Store

DRAWS = 1000


def rollup(store: Store, connection: duckdb.DuckDBPyConnection, month: date) -> Result:
    """Count one month's service records again."""

    def ours() -> None:
        with store.rehearsing() as writer:
            refresh_rollup(writer, [month])

    def in_pandas() -> pandas.DataFrame:
        frame = connection.execute(bare.text("month_rows"), {"month": month}).df()
        frame["minutes"] = (frame.finished_at - frame.accepted_at).dt.total_seconds() // 60
        frame["is_good"] = frame.rating >= 3
        columns = ["minutes", "is_online", "is_returned", "is_compliant", "visits", "quantity", "is_good"]
        return frame.groupby(["item_id", "department_id"])[columns].sum()

    return Result(
        "rollup of one month counted again",
        "重新汇总一个月的归集数据",
        "ms",
        1000 * median_seconds(ours),
        raw=1000 * median_seconds(lambda: bare.run(connection, "month_bare", month=month)),
        pandas=1000 * median_seconds(in_pandas),
        note="ours also counts working minutes on the calendar and writes; bare: one GROUP BY; pandas: fetch, groupby",
        note_chinese="本系统另按工作日历计工时并写入；极限值：一次 GROUP BY；pandas：取数后 groupby",
    )


def ranking(store: Store, connection: duckdb.DuckDBPyConnection, month: date) -> Result:
    """Score a month again and rank every department."""
    values = connection.execute(bare.text("month_values"), {"month": month}).df()
    dice = numpy.random.default_rng(1)
    points, specs, indicators = (connection.table(table).df() for table in ("point", "point_spec", "indicator"))

    def in_pandas() -> pandas.DataFrame:
        latest = specs.sort_values("version").groupby("point_id").tail(1)
        scored = values.dropna(subset="value").merge(points, on="point_id").merge(latest, on="point_id")
        scored["score"] = (100 * (scored.worst - scored.value) / (scored.worst - scored.best)).clip(0, 100)
        scored["weighted"] = scored.weight * scored.score
        sums = scored.groupby("indicator_id")[["weighted", "weight"]].sum()
        means = (sums.weighted / sums.weight).rename("score").reset_index().merge(indicators, on="indicator_id")
        departments = means.groupby("lead_department_id").score.agg(["mean", "sem"]).fillna(0)
        draws = pandas.DataFrame(dice.normal(departments["mean"], departments["sem"], (DRAWS, len(departments))))
        ranks = draws.rank(axis=1, ascending=False, method="min")
        return departments.assign(low=draws.quantile(0.05).values, high=ranks.quantile(0.95).values)

    return Result(
        "ranking of one month, all departments",
        "重新计算一个月的排名（全部部门）",
        "ms",
        1000 * median_seconds(lambda: rank_month(store, month, recount=False)),
        budget=500,
        raw=1000 * median_seconds(lambda: bare.run(connection, "departments_bare", month=month)),
        pandas=1000 * median_seconds(in_pandas),
        note="bare: the month's values → department means and ranks; pandas: that and 1,000 simulated rankings; "
        "ours also derives the values from the rollup, carries others forward, scores tasks and responses, and writes it all",
        note_chinese="极限值：当月值 → 部门均值与名次；pandas：另加 1,000 次模拟排名；本系统另由汇总推导监测值、沿用、计入任务与三率并写入",
    )
