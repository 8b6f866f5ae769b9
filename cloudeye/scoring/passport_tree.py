"""The inputs of a score as a tree: every branch with its weight, what it adds, and whether it may be shown by itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

Row = Mapping[str, Any]

PARTS = {"indicators": "监督靶点得分", "response": "诉求三率得分", "tasks": "改革任务得分"}
DIMENSIONS = {"perception": "市场主体感知度", "completion": "改革任务完成度"}
PREFIXES = {"indicators": "point:", "tasks": "task:", "response": ""}


@dataclass(frozen=True)
class Node:
    """A branch or, without ``children``, one input (a row of ``passport_inputs``).

    ``figure`` names it in addresses ("" where it has no passport of its own); ``weight`` is its share of the whole tree, 0–1, and
    ``contribution`` what it adds, in points; both are 0 for an input without a score.
    """

    figure: str
    name: str
    weight: float
    contribution: float
    inputs: tuple[Row, ...]
    children: tuple["Node", ...] = ()

    @property
    def value(self) -> float | None:
        """Its score, 0–100; None without one."""
        return self.contribution / self.weight if self.weight else None

    @cached_property
    def is_hidden(self) -> bool:
        """Whether its score would tell a rate over 1 to 4 complaints: such a rate, or a branch of which it alone has a score."""
        if not self.children:
            return bool(self.inputs[0]["is_small"])
        scored = [child for child in self.children if child.weight]
        return len(scored) == 1 and scored[0].is_hidden

    @property
    def shows_sum_only(self) -> bool:
        """Whether a branch below is hidden: the others beside it would give it away by subtraction."""
        return any(child.weight and child.is_hidden for child in self.children)


def figure_of(row: Row) -> str:
    """How an input is named in addresses: point:D01-001, task:C-002, responded."""
    return f"{PREFIXES[row['part']]}{row['component_id']}"


Level = Callable[[Row], tuple[str, str]]
LEVELS: Mapping[str, Level] = {
    "dimension": lambda row: (row["dimension"], DIMENSIONS[row["dimension"]]),
    "part": lambda row: ("", PARTS[row["part"]]),
    "domain": lambda row: (f"domain:{row['domain_id']}", row["domain"]) if row["part"] == "indicators" else ("", ""),
    "indicator": lambda row: (f"indicator:{row['indicator_id']}", row["indicator"]) if row["part"] == "indicators" else ("", ""),
}


def tree(rows: Sequence[Row], levels: Sequence[str], name: str = "", figure: str = "") -> Node:
    """The tree of ``rows``, which are in order and weighed against each other, branching at ``levels`` (names of ``LEVELS``).

    Its weights are shares of what is in ``rows``; a level that says nothing about a row is passed over.
    """
    whole = sum(row["weight"] for row in rows if row["weight"] is not None)
    # A whole composite is left as it is, to the last digit.
    return _branch(tuple(rows), tuple(levels), figure, name, 1.0 if abs(whole - 1) < 1e-9 else whole or 1.0)


def _branch(rows: tuple[Row, ...], levels: tuple[str, ...], figure: str, name: str, whole: float) -> Node:
    children: list[Node] = []
    if not levels:
        children = [_leaf(row, whole) for row in rows]
    else:
        for (below, label), members in groupby(rows, key=LEVELS[levels[0]]):
            inside = tuple(members)
            if label:
                children.append(_branch(inside, levels[1:], below, label, whole))
            else:
                children += _branch(inside, levels[1:], "", "", whole).children
        if len(children) == 1 and not children[0].figure:
            children = list(children[0].children)  # one part alone is the whole: it says nothing of its own
    return Node(
        figure,
        name,
        sum(child.weight for child in children),
        sum(child.contribution for child in children),
        rows,
        tuple(children),
    )


def _leaf(row: Row, whole: float) -> Node:
    weight = (row["weight"] or 0.0) / whole
    return Node(figure_of(row), row["name"], weight, weight * (row["score"] or 0.0), (row,))
