"""What every list of records shares: filters and columns that live in the address, the table, and the way through its pages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from cloudeye.web.drawing import draw
from cloudeye.web.frame import address
from cloudeye.web.wording import count, text

Row = Mapping[str, Any]
LONGEST_SEARCH = 80
COLUMNS = "columns"
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Column:
    """One column of a list: ``cell`` makes the inside of a cell (markup) from a row; ``fields`` are what a file of the list
    writes for it: the row's key → heading. ``is_usual``: shown unless somebody chooses otherwise."""

    heading: str
    cell: Callable[[Row], str]
    fields: Mapping[str, str] = field(default_factory=dict)
    is_usual: bool = True
    is_number: bool = False
    is_wide: bool = False


Columns = Mapping[str, Column]


def read_columns(query: Mapping[str, str], columns: Columns) -> tuple[str, ...]:
    """The columns that an address asks for (``columns=item,days``) in the order of the table; the usual ones when it names none.

    The first column heads its row and is always there."""
    first, *others = columns
    asked = set(query.get(COLUMNS, "").split(","))
    return (first, *([name for name in others if name in asked] or [name for name in others if columns[name].is_usual]))


def written_columns(chosen: Sequence[str], columns: Columns) -> dict[str, str]:
    """The field of an address that ``read_columns`` understands; empty for the usual columns."""
    return {} if tuple(chosen) == read_columns({}, columns) else {COLUMNS: ",".join(chosen[1:])}


def export_fields(chosen: Sequence[str], columns: Columns) -> dict[str, str]:
    """What a file of these columns holds: the row's key → heading, in order."""
    return {key: heading for name in chosen for key, heading in columns[name].fields.items()}


def given(query: Mapping[str, str], name: str) -> str | None:
    """A field of an address as somebody may have typed it, or None when there is nothing in it."""
    return query.get(name, "").replace("\x00", "").strip()[:LONGEST_SEARCH] or None


def keep(key: str, value: str) -> None:
    """Put ``value`` into the address; nothing takes the field away."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)


def start_over() -> None:
    """A changed filter begins at the first page again."""
    for name in ("after", "before"):
        st.query_params.pop(name, None)


def choose(label: str, key: str, options: Mapping[str, str], everything: str, width: int) -> str:
    """A chooser kept in the address under ``key``: value → label, and ``everything`` for no choice. What is chosen, or ''.

    Where there is no choice to make there is no chooser; what is asked for and not offered is left out, with a sentence.
    """
    values, asked = ["", *options], st.query_params.get(key, "")
    chosen = asked if asked in options else ""
    if len(options) > 1:
        chosen = st.selectbox(
            label, values, index=values.index(chosen), format_func=lambda value: options.get(value, everything),
            key=f"choose-{key}", width=width, on_change=start_over,
        )  # fmt: skip
    if asked and asked not in options and not chosen:
        sentence = f"地址中的{label}「{asked[:LONGEST_SEARCH]}」不在可选范围内，显示的是{everything}。"
        draw(f'<p class="desk-fallback">{text(sentence)}</p>', key=f"fallback-{key}")
    keep(key, chosen)
    return chosen


def search_box(label: str, placeholder: str, *, width: int = 200) -> str:
    """A line of text kept in the address under ``search``."""
    words = st.text_input(
        label, value=st.query_params.get("search", ""), key="choose-search", placeholder=placeholder,
        max_chars=LONGEST_SEARCH, width=width, on_change=start_over,
    ).strip()  # fmt: skip
    keep("search", words)
    return words


def choose_columns(columns: Columns) -> tuple[str, ...]:
    """The chooser of columns, kept in the address; the usual columns when all are taken away."""
    shown = read_columns(st.query_params.to_dict(), columns)[1:]
    with st.popover("选择列", width=110):
        picked = st.pills(
            "显示哪些列", list(columns)[1:], default=list(shown), selection_mode="multi", key="choose-columns",
            format_func=lambda name: columns[name].heading,
        )  # fmt: skip
    chosen = read_columns({COLUMNS: ",".join(picked)}, columns)
    keep(COLUMNS, written_columns(chosen, columns).get(COLUMNS, ""))
    return chosen


def table(chosen: Sequence[str], columns: Columns, rows: Sequence[Row], *, caption: str, kind: str) -> str:
    """The list itself in a box that scrolls sideways where there is little room; the first column heads its row. Markup."""
    shown = [columns[name] for name in chosen]
    head = "".join(f'<th scope="col" class="{_class(column)}">{text(column.heading)}</th>' for column in shown)
    body = "".join(
        f'<tr><th scope="row" class="left">{shown[0].cell(row)}</th>'
        + "".join(f'<td class="{_class(column)}">{column.cell(row)}</td>' for column in shown[1:])
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="list-box" role="region" aria-label="{text(caption)}" tabindex="0"><table class="desk-table roster {kind}">'
        f'<caption class="unseen">{text(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _class(column: Column) -> str:
    return "number" if column.is_number else "name left" if column.is_wide else "left"


def pager(page: str, query: Mapping[str, str], *, size: int, total: int, before: str | None, after: str | None) -> str:
    """Links to the pages before and after with the same filters; nothing when all is on one. Markup."""
    if before is None and after is None:
        return ""
    links = "".join(
        f'<a href="{address(page, **query, **{name: edge})}" target="_self">{words}</a>' if edge else f"<span>{words}</span>"
        for words, name, edge in (("上一页", "before", before), ("下一页", "after", after))
    )
    return f'<nav class="pager" aria-label="翻页">每页 {size} 条，共 {count(total)} 条{links}</nav>'


def small(words: object) -> str:
    """A second line of a cell; markup."""
    return f"<small>{text(words)}</small>" if words else ""


@cache
def list_css() -> str:
    """The style sheet of the lists and of what they lead to."""
    return (HERE / "listing.css").read_text(encoding="utf-8")
