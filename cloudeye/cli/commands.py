"""One function per command: call the room that does it, print what it says."""

import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from cloudeye import clock, scoring
from cloudeye.catalog import load_catalog, run_checks, today
from cloudeye.cli import accounts, audits, imports
from cloudeye.cli.backups import run_backup, run_restore
from cloudeye.cli.printing import ProgressLine, print_json, print_table
from cloudeye.cli.serving import serve
from cloudeye.errors import StoreError
from cloudeye.store import Store
from cloudeye.store.database import write_ahead_log

UNNAMED = "未命名辖区"


def _init(chosen: Namespace) -> int:
    """A new file appears only with a complete catalogue in it."""
    is_new = not chosen.database.exists()
    try:
        with Store(chosen.database, create=True) as store:
            if any(row["is_demo"] for row in store.rows("district_identity")):
                raise StoreError(
                    f"{chosen.database} 里是演示辖区，不能装入目录。请用 --database 指定另一个文件，或用 demo 重新生成。"
                )
            before = store.data_version
            load_catalog(store, chosen.catalog, now=today(store))
            _name_district(store, chosen.name)
            counts = store.row("catalogue_counts")
            changed = store.data_version != before
    except BaseException:
        if is_new:
            chosen.database.unlink(missing_ok=True)
            write_ahead_log(chosen.database).unlink(missing_ok=True)
        raise
    if chosen.json:
        print_json(
            {"ok": True, "database": str(chosen.database), "is_new": is_new, "changed": changed, "catalogue": _catalogue(counts)}
        )
    else:
        outcome = "已建立空白辖区" if is_new else "辖区已更新，历史保留" if changed else "辖区没有变化"
        print(
            f"{outcome}：{counts['domains']} 个领域、{counts['indicators']} 项指标、{counts['points']} 个监督靶点。数据库 {chosen.database}"
        )
    return 0


def _name_district(store: Store, name: str | None) -> None:
    found = store.rows("district_profile")
    if not found or (name and found[0]["name"] != name):
        with store.writing() as writer:
            rest = writer.rows("district_identity")
            writer.delete("district")
            kept = rest[0] if rest else {"is_demo": False, "seed": None, "as_of": None}
            writer.insert("district", [{**kept, "name": name or UNNAMED}])


def _demo(chosen: Namespace) -> int:
    from cloudeye import demo  # only the demo command needs its libraries

    if chosen.database.exists():
        with Store(chosen.database) as store:
            if not all(row["is_demo"] for row in store.rows("district_identity")):
                raise StoreError(f"{chosen.database} 里是真实辖区的数据，不能用演示数据覆盖。请用 --database 指定另一个文件。")
    settings: dict[str, Any] = {"as_of": chosen.as_of or clock.now(), "progress": ProgressLine()}
    if chosen.seed is not None:
        settings["seed"] = chosen.seed
    if chosen.records is not None:
        settings["service_records"] = chosen.records
    demo.build(chosen.database, **settings)
    if chosen.json:
        print_json({"ok": True, "database": str(chosen.database), "as_of": settings["as_of"]})
    else:
        print(f"演示辖区已生成：{chosen.database}。运行 python -m cloudeye serve 打开大屏。")
    return 0


def _rank(chosen: Namespace) -> int:
    with Store(chosen.database) as store:
        standing = scoring.standing(store, chosen.month)
        rows = scoring.rank_month(store, chosen.month, correct=chosen.correct)
        version = store.row("scoring_parameter_values")["rule_version"]
    if standing is not scoring.Standing.OPEN and not chosen.correct:
        print(f"{standing.value}。", file=sys.stderr)
    if chosen.json:
        print_json({"month": f"{chosen.month:%Y-%m}", "rule_version": version, "rows": rows})
        return 0
    header = ("分组", "名次", "可能名次", "部门", "得分", "下限", "上限", "梯队", "上月名次", "感知度", "完成度", "覆盖率")
    keys = ("score", "low", "high", "band", "previous_rank", "perception", "completion", "coverage")
    print_table(header, ((row["group"], row["rank"], _span(row), row["department"], *(row[key] for key in keys)) for row in rows))
    return 0


def _span(row: dict[str, Any]) -> str | None:
    return None if row["rank_low"] is None else f"{row['rank_low']}–{row['rank_high']}"


def _publish(chosen: Namespace) -> int:
    with Store(chosen.database) as store:
        version = scoring.publish(store, chosen.month)
    if chosen.json:
        print_json({"month": f"{chosen.month:%Y-%m}", "version": version})
    else:
        print(f"{chosen.month:%Y-%m} 的排名已发布（第 {version} 版），今后不再变动。")
    return 0


def _passport(chosen: Namespace) -> int:
    with Store(chosen.database) as store:
        passport = scoring.passport(store, chosen.month, chosen.department)
    if chosen.json:
        print_json(passport)
        return 0
    print(f"{passport['month']} {passport['name']}：{passport['score']:.2f} 分")
    print(passport["formula"])
    keys = ("name", "value", "unit", "score", "weight", "contribution", "status")
    header = ("组成", "数值", "单位", "得分", "权重", "贡献", "状态")
    print_table(header, ([component[key] for key in keys] for component in passport["components"]))
    return 0


def _catalogue(counts: dict[str, Any]) -> dict[str, Any]:
    tasks = {name: counts[name] for name in ("city", "district", "fifteen_measures")}
    return {**{name: counts[name] for name in ("domains", "indicators", "points")}, "tasks": tasks}


def _verify(chosen: Namespace) -> int:
    with Store(chosen.database) as store:
        counts = store.row("catalogue_counts")
        counters = store.row("annual_counters", now=today(store))
        checks = run_checks(store)
    ok = not any(check["offending_rows"] for check in checks)
    if chosen.json:
        listed = [{"name": check["name"], "offending_rows": check["offending_rows"]} for check in checks]
        print_json({"ok": ok, "catalogue": _catalogue(counts), "counters": counters, "checks": listed})
    else:
        labels = {"domains": "领域", "indicators": "二级指标", "points": "监督靶点", "city": "十大举措任务", "district": "六大行动任务",
                  "fifteen_measures": "十五条任务", "inspections": "上年检查", "supervisory_recommendations": "上年监察建议书",
                  "problems_rectified": "上年整改到位", "rules_established": "上年建章立制", "contact_points": "联系点",
                  "contact_point_problems_solved": "联系点解决问题", "service_records": "归集数据（条）"}  # fmt: skip
        print_table(("项目", "数量"), [(labels[name], count) for name, count in {**counts, **counters}.items()])
        print_table(("检查", "违反行数"), [(check["title"], check["offending_rows"]) for check in checks])
        print("全部检查通过。" if ok else "有检查未通过。")
    return 0 if ok else 1


def _serve(chosen: Namespace) -> int:
    return serve(chosen.database, chosen.port, has_feed=not chosen.no_feed, address=chosen.address)


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "init": _init, "demo": _demo, "import": imports.run_import,
    "import undo": imports.run_undo, "import list": imports.run_list, "rank": _rank, "publish": _publish, "passport": _passport,
    "verify": _verify, "backup": run_backup, "restore": run_restore, "serve": _serve,
    "audit verify": audits.run_verify, "audit list": audits.run_list, "audit archive": audits.run_archive,
    "account add": accounts.run_add, "account list": accounts.run_list, "account reset": accounts.run_reset,
    "display add": accounts.run_add_display, "display list": accounts.run_list_displays,
    "display revoke": accounts.run_revoke_display,
}  # fmt: skip
