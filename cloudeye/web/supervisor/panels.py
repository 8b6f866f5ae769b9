"""The pieces that the pages of one complaint and of one rectification are put together from: a panel, facts, a thread."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cloudeye.web.theme import SHAPES
from cloudeye.web.wording import text

Row = Mapping[str, Any]


def panel(title: str, qualifier: str, inner: str) -> str:
    """A titled box. ``inner`` is markup."""
    return f'<section class="case-panel"><h2>{text(title)}<span>{text(qualifier)}</span></h2>{inner}</section>'


def facts(named: Mapping[str, object]) -> str:
    """Label → value, the empty ones left out. Markup."""
    return (
        '<dl class="facts">'
        + "".join(f"<dt>{text(label)}</dt><dd>{text(value)}</dd>" for label, value in named.items() if value)
        + "</dl>"
    )


def links(found: Sequence[tuple[str, str, str]]) -> str:
    """What a case leads to: (label, markup of the link, plain words under it). Markup."""
    return (
        '<dl class="case-links">'
        + "".join(
            f"<dt>{text(label)}</dt><dd>{link}{f'<small>{text(words)}</small>' if words else ''}</dd>"
            for label, link, words in found
        )
        + "</dl>"
    )


def link(where: str, words: str) -> str:
    """A link to one of our pages; ``where`` is safe already (``frame.address``). Markup."""
    return f'<a href="{where}" target="_self">{text(words)}</a>'


def step(tone: str, label: str, when: datetime | str, actor: str, reason: str) -> str:
    """One line of a thread: the shape of its tone, what happened, when, by whom and why. Markup."""
    told = f"<p>{text(reason)}</p>" if reason else ""
    written = when if isinstance(when, str) else f"{when:%Y-%m-%d %H:%M}"
    return (
        f'<li><span class="mark-{tone}" aria-hidden="true">{SHAPES[tone]}</span><b>{text(label)}</b><time>{text(written)}</time>'
        f"<small>{text(actor)}</small>{told}</li>"
    )


def thread(steps: Sequence[str], *, empty: str) -> str:
    """The steps of a case, the oldest first, in their panel; ``empty`` when nothing has happened yet. Markup."""
    body = f'<ol class="thread">{"".join(steps)}</ol>' if steps else f'<p class="low">{text(empty)}</p>'
    return panel("办理过程", "", body)


def two_clocks(rows: str, words: str) -> str:
    """The panel of both clocks; ``rows`` is markup, ``words`` how they are counted."""
    return panel("两个时限", words, rows)


def track(used: int, limit: int, *, tone: str, is_late: bool, pauses: Sequence[tuple[int, int]] = ()) -> str:
    """Used days as a bar, the limit an upright line: vermilion beyond it, hatched in a pause (from day, to day). Markup."""
    whole = max(used, limit, 1)

    def at(day: int) -> float:
        return 100 * max(0, min(day, whole)) / whole

    end, filled = at(limit), at(min(used, limit))
    beyond = f'<i class="fill-late" style="left:{end:.1f}%;width:{at(used) - end:.1f}%"></i>' if is_late and used > limit else ""
    hatched = "".join(
        f'<i class="pause" style="left:{at(first):.1f}%;width:{at(last) - at(first):.1f}%"></i>' for first, last in pauses
    )
    return (
        f'<i class="track"><i class="fill-{tone}" style="width:{filled:.1f}%"></i>{beyond}{hatched}'
        f'<i class="limit" style="left:calc({end:.1f}% - {2 * end / 100:.1f}px)"></i></i>'
    )
