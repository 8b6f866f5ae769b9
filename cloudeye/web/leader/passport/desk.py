"""The passport's choosers and crumbs: which figure the address asks for, and the way back up."""

from datetime import date
from urllib.parse import urljoin

import streamlit as st

from cloudeye.access.viewer import Viewer
from cloudeye.web import frame
from cloudeye.web.leader.passport.figure import (
    CATALOGUE,
    DISTRICT,
    FIGURES,
    PAGE,
    Subject,
    catalogue_subject,
    departments,
    sees_all,
)
from cloudeye.web.wording import full_month

Crumb = tuple[str, str | None]


def asked(month: date, viewer: Viewer) -> Subject | None:
    """What the address asks for, with choosers for a department's figures; None, with a hint, when there is no such thing."""
    figure = st.query_params.get("figure", "score")
    if figure.partition(":")[0] in CATALOGUE:
        found = catalogue_subject(month, figure, viewer)
        if isinstance(found, str):
            frame.hint(found)
            return None
        return found
    names = departments(month, viewer)
    if not names:
        frame.hint(f"{full_month(month)}的排名中没有您的单位。请在上方另选月份，或联系安全管理员核对账号的所属单位。")
        return None
    one = frame.chosen("部门", "department", list(names), lambda found: names[found], falls_back=False)
    chosen = frame.chosen("数字", "figure", list(FIGURES), lambda name: FIGURES[name][0], falls_back=False)
    if one is None or chosen is None:
        seen = "部门" if sees_all(viewer) else "本单位"
        frame.hint(f"地址中的部门或数字不在可选范围内。请在上方选择{seen}和数字。")
        return None
    if one == DISTRICT and chosen in ("rank", "bonus", "penalty"):
        frame.hint(f"全区没有{FIGURES[chosen][0]}。请在上方选择部门，或另选数字。")
        return None
    return Subject(month, chosen, one, names[one])


def query(subject: Subject) -> dict[str, str]:
    """The fields of the address that ask for this figure."""
    whom = {} if subject.found else {"department": subject.subject_id}
    return {"month": f"{subject.month:%Y-%m}", **whom, "figure": subject.figure}


def link_button(subject: Subject) -> str:
    """A button that copies the whole address of this figure. Markup for ``roster.panel``."""
    link = urljoin(st.context.url or "", frame.address(PAGE, **query(subject)))
    return (
        f'<input id="pass-link" class="unseen" readonly tabindex="-1" aria-hidden="true" value="{link}">'
        '<button type="button" class="pass-link" data-copies="pass-link">复制链接</button>'
    )


def way(subject: Subject, viewer: Viewer) -> list[Crumb]:
    """From the first page that the viewer may open down to this figure, all of the same month."""
    month = f"{subject.month:%Y-%m}"

    def to(page: str, **fields: str) -> str | None:
        name = "leader-ranking" if page == "" else page
        return frame.address(page, month=month, **fields) if viewer.reach("page", name) else None

    if subject.found is None:
        steps: list[Crumb] = [("部门排名", to("")), (full_month(subject.month), None)]
        if subject.subject_id != DISTRICT:
            steps.append((subject.name, to("leader-department", department=subject.subject_id)))
    elif subject.kind == "task":
        steps = [
            ("改革任务", to("leader-tasks")),
            (subject.found["name"], to("leader-task", task=subject.figure.partition(":")[2])),
        ]
    else:
        kind, _, one = subject.figure.partition(":")
        steps = [("监督靶点", to("leader-domain"))]
        if subject.found["parent"]:
            above, _, parent = subject.found["parent"].partition(":")
            steps.append((subject.found["parent_name"], to(f"leader-{above}", **{above: parent})))
        steps.append((subject.found["name"], to(f"leader-{kind}", **{kind: one})))
    return [*steps, (f"{subject.label}的出处", None)]
