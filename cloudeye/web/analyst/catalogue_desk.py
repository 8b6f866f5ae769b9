"""The editor of the catalogue page: what somebody has changed and not saved, the trial of it, and keeping it.

Unsaved edits live in the session of the browser alone; who else edits sees nothing of them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.catalog import today
from cloudeye.catalog.revision import FORMAT_OF, Edit, differences, entries, stated_reason
from cloudeye.catalog.rules import Origin
from cloudeye.catalog.wording import COLUMNS, NOTHING_SAVED
from cloudeye.errors import CloudEyeError, Refused
from cloudeye.reasons import LONGEST_REASON
from cloudeye.scoring.trial import Trial, adopt, try_out
from cloudeye.web import district, frame, visitor
from cloudeye.web.analyst import catalogue_view
from cloudeye.web.analyst.catalogue import (
    FIXED,
    LABELS,
    SHOWN,
    TABLES,
    WIDTHS,
    Names,
    cells_of,
    column_of,
    frame_of,
    merged,
    summary,
)
from cloudeye.web.drawing import draw
from cloudeye.web.wording import full_month, text

# Not the key of any widget: these outlive the editor, which comes and goes with the chosen table.
DRAFT, MOUNTED, ROUND, TRIED, SAID, FAULT = (
    "catalogue-draft", "catalogue-mounted", "catalogue-round", "catalogue-tried", "catalogue-said", "catalogue-fault",
)  # fmt: skip
EDITOR_HEIGHT, ROW_HEIGHT, MOST_ROWS = 46, 35, 14


def names() -> Names:
    """What departments, indicators and domains are called."""
    reader = district.store().reading()
    called = {
        file: {row[FORMAT_OF[file].key[0]]: row.get("short_name") or row["name"] for row in entries(reader, file)}
        for file in ("departments.csv", "indicators.csv", "domains.csv")
    }
    return Names(
        {
            "lead_department_id": called["departments.csv"], "parent_id": called["departments.csv"],
            "indicator_id": called["indicators.csv"], "domain_id": called["domains.csv"],
        }
    )  # fmt: skip


def unsaved() -> list[Edit]:
    """Everything that was changed and not saved, table by table."""
    drafts: Mapping[str, Sequence[Edit]] = st.session_state.get(DRAFT, {})
    return [edit for file in TABLES.values() for edit in drafts.get(file, ())]


def edit_table(table: str, domain: str, known: Names) -> None:
    """The editor of a table; for points and indicators those of one ``domain`` (empty: all). Notes what was changed."""
    file = TABLES[table]
    mounted = st.session_state.get(MOUNTED)
    if mounted is None or mounted["of"] != (table, domain, st.session_state.get(ROUND, 0)):
        mounted = _mount(table, domain)
    frame_now = st.data_editor(
        mounted["frame"],
        key=f"editor-{table}-{domain}-{mounted['number']}",
        hide_index=True,
        width="stretch",
        height=EDITOR_HEIGHT + ROW_HEIGHT * min(MOST_ROWS, len(mounted["frame"]) + (table not in FIXED)),
        num_rows="fixed" if table in FIXED else "dynamic",
        disabled=FIXED.get(table, ()),
        column_config=_columns(table, known, mounted["all"]),
        placeholder="",
    )
    inside = {tuple(row[name] for name in FORMAT_OF[file].key) for row in mounted["stored"]}
    st.session_state.pop(FAULT, None)
    try:
        here = differences(file, mounted["stored"], cells_of(table, frame_now, mounted["merged"]))
    except CloudEyeError as error:
        st.session_state[FAULT] = str(error)
        return
    drafts = dict(st.session_state.get(DRAFT, {}))
    elsewhere = [edit for edit in mounted["drafts"] if edit.key not in inside and edit.key not in mounted["own"]]
    drafts[file] = [*elsewhere, *here]
    st.session_state[DRAFT] = drafts


def _mount(table: str, domain: str) -> dict[str, Any]:
    """What the editor starts from: it must not change under a person's hands, or cells would jump."""
    file, reader = TABLES[table], district.store().reading()
    drafts = list(st.session_state.get(DRAFT, {}).get(file, ()))
    stored = entries(reader, file)
    now = merged(stored, drafts)
    if domain and table in ("points", "indicators"):
        inside = _of_domain(domain, entries(reader, "indicators.csv"))
        stored, now = ([row for row in rows if row["indicator_id"] in inside] for rows in (stored, now))
    key = FORMAT_OF[file].key
    number = st.session_state.get(MOUNTED, {"number": 0})["number"] + 1
    mounted = {
        "of": (table, domain, st.session_state.get(ROUND, 0)), "number": number, "stored": stored, "merged": now, "all": now,
        "drafts": drafts, "own": {tuple(row[name] for name in key) for row in now}, "frame": frame_of(table, now),
    }  # fmt: skip
    st.session_state[MOUNTED] = mounted
    return mounted


def _of_domain(domain: str, indicators: Sequence[Mapping[str, str]]) -> set[str]:
    return {row["indicator_id"] for row in indicators if row["domain_id"] == domain}


def _columns(table: str, known: Names, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    """How each column of the editor is shown and filled in."""
    headings = COLUMNS[TABLES[table]]
    found: dict[str, Any] = {}
    for name in SHOWN[table]:
        column = column_of(table, name)
        settings: dict[str, Any] = {"label": headings[name], "width": WIDTHS.get(name), "required": None}
        given = sorted({row[name] for row in rows if row[name]})
        options = list(known.of.get(name, {})) or list(column.choices) or (given if name == "list" else [])
        is_own_key = name == FORMAT_OF[TABLES[table]].key[0]
        if options and not is_own_key:
            found[name] = st.column_config.SelectboxColumn(**settings, options=options, format_func=partial(_word, known, name))
        elif table == "deadlines" and name in FIXED[table]:
            found[name] = st.column_config.SelectboxColumn(**settings, options=given, format_func=partial(_word, known, name))
        elif column.kind in ("number", "integer"):
            found[name] = st.column_config.NumberColumn(**settings)
        elif column.kind == "flag":
            found[name] = st.column_config.CheckboxColumn(**settings)
        elif column.kind == "date":
            found[name] = st.column_config.DateColumn(**settings, format="YYYY-MM-DD")
        else:
            found[name] = st.column_config.TextColumn(**settings, pinned=(is_own_key and table not in FIXED) or None)
    return found


def _word(known: Names, name: str, value: Any) -> str:
    return known.word(name, str(value)) if value else ""


def tried() -> Trial | None:
    """The trial of exactly what is unsaved now; None when it was changed since."""
    found = st.session_state.get(TRIED)
    return found[1] if found and found[0] == unsaved() else None


def said() -> tuple[str, str]:
    """The outcome of the last deed, once: done or failed, and its sentence."""
    outcome: tuple[str, str] = st.session_state.pop(SAID, ("", ""))
    return outcome


def _attempt(do: Callable[[Viewer], str]) -> None:
    """Do it as the viewer of this moment and remember what to say."""
    try:
        viewer = visitor.viewer(active=True)
        if not viewer.reach("page", "analyst-catalogue"):
            raise Refused(f"登录已经结束，或没有权限。请重新登录；{NOTHING_SAVED}。")
        st.session_state[SAID] = ("done", do(viewer))
    except CloudEyeError as error:
        st.session_state[SAID] = ("failed", str(error))


def _origin(viewer: Viewer, reason: str | None = None) -> Origin:
    return Origin(today(district.store()), reason, viewer.login)


def _try(month: date) -> None:
    def do(viewer: Viewer) -> str:
        edits = unsaved()
        st.session_state[TRIED] = (edits, try_out(district.store(), edits, month, _origin(viewer)))
        return ""

    st.session_state.pop(TRIED, None)
    _attempt(do)


def _save() -> None:
    def do(viewer: Viewer) -> str:
        edits, access = unsaved(), district.access()
        if not viewer.reach("action", "catalogue.change"):
            access.act(viewer, "catalogue.change", summary(edits))  # which refuses, on record
        reason = stated_reason(st.session_state.get(_reason_key(), ""))

        def note(version: int | None) -> None:
            subject = f"规则第 {version} 版" if version else "目录"
            access.act(viewer, "catalogue.change", subject, reason=reason, changes=summary(edits))

        kept = adopt(district.store(), edits, _origin(viewer, reason), note)
        _forget()
        made = f"，产生规则第 {kept.rule_version} 版" if kept.rule_version else "，评分口径不变，不产生新规则版本"
        again = f"；{'、'.join(f'{month:%Y-%m}' for month in kept.months)} 的排名草案已重算" if kept.months else ""
        if kept.months and kept.rule_version:
            again += "，与上月口径不同，不比较升降"
        return f"已保存{summary(edits)}{made}{again}。"

    _attempt(do)


def _forget() -> None:
    """Put the unsaved edits away; the editor starts afresh."""
    for name in (DRAFT, TRIED):
        st.session_state.pop(name, None)
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def buttons(viewer: Viewer, month: date | None) -> None:
    """Try it, give it up, or keep it with a reason; what the table does not allow is not there."""
    is_ready = bool(unsaved()) and FAULT not in st.session_state
    with st.container(horizontal=True):
        asked = month is not None and st.button("试算", key="catalogue-try", type="primary", disabled=not is_ready)
        dropped = st.button("放弃改动", key="catalogue-drop", disabled=not unsaved() and FAULT not in st.session_state)
    kept = False
    if viewer.reach("action", "catalogue.change"):
        st.text_input(
            "修改理由", key=_reason_key(), max_chars=LONGEST_REASON, placeholder="如：市级口径 11 月起调整", autocomplete="off",
            disabled=not is_ready,
        )  # fmt: skip
        kept = st.button("保存改动", key="catalogue-save", width="stretch", disabled=not is_ready)
    # Not by callbacks: these would run before the editor has handed over the cell that was left last.
    if asked and month is not None:
        _try(month)
    elif dropped:
        _forget()
    elif kept:
        _save()
    if asked or dropped or kept:
        st.rerun()


def _reason_key() -> str:
    """The reason's box is a new one after each round, so that it is empty again."""
    return f"catalogue-reason-{st.session_state.get(ROUND, 0)}"


def chosen_table() -> tuple[str, str]:
    """The table and, where it has one, the domain that the address names."""
    table = frame.chosen("目录表", "table", list(LABELS), LABELS.__getitem__) or "points"
    if table not in ("points", "indicators"):
        return table, ""
    domains = {row["domain_id"]: row["name"] for row in entries(district.store().reading(), "domains.csv")}
    if not domains:
        return table, ""
    return table, frame.chosen("领域", "domain", list(domains), domains.__getitem__) or next(iter(domains))


def trial_month() -> date | None:
    """The month that a trial is made for: the one in the address or the newest with a ranking; None when there is none."""
    months = [f"{row['month']:%Y-%m}" for row in district.ask("ranking_months")]
    if not months:
        return None
    found = frame.chosen("试算月份", "month", months, lambda value: full_month(date.fromisoformat(f"{value}-01")))
    return date.fromisoformat(f"{found}-01")


def edits_list(known: Names) -> str:
    """The unsaved edits, or what is wrong with the one that was just made; markup."""
    reader, edits = district.store().reading(), unsaved()
    titles = {
        file: {
            tuple(row[name] for name in FORMAT_OF[file].key): row.get("title") or row.get("description") or row.get("name") or ""
            for row in entries(reader, file)
        }
        for file in {edit.file for edit in edits}
    }
    return catalogue_view.edits_list(edits, known, titles, st.session_state.get(FAULT, ""))


def say_what_happened() -> None:
    """The outcome of the last deed, once; screen readers announce it."""
    tone, sentence = said()
    if sentence:
        role = "alert" if tone == "failed" else "status"
        draw(f'<p class="deed-said {tone}" role="{role}">{text(sentence)}</p>', key="catalogue-said-box")
