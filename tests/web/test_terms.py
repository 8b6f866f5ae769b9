"""Every word is explained once, in one sentence, and its note needs no script."""

import csv
import re

import pytest

from cloudeye.paths import CATALOG, ROOT
from cloudeye.web.terms import INTERVALS, reading_note, term, terms
from cloudeye.web.theme import desk_css

NEEDED = (
    "综合得分 市场主体感知度 改革任务完成度 得分区间 可能名次 梯队 误差内 样本不足 填报覆盖 评价率 响应率 解决率 满意率 首次联系 办结 部门称办结 "
    "核验 回头看 销号 监督靶点 靶点得分 贡献 权重 沿用 未报 聚集 消退"
).split()


def test_what_the_screens_say_is_explained() -> None:
    assert [word for word in NEEDED if word not in terms()] == []


def test_each_term_once_and_whole() -> None:
    with (CATALOG / "terms.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    words = [row["term"] for row in rows]
    assert len(words) == len(set(words)) == len(terms())
    for row in rows:
        assert row["definition"].endswith("。") and row["reading"].endswith("。"), row["term"]
        assert len(row["definition"]) <= 60 and len(row["reading"]) <= 50, row["term"]


def test_a_term_carries_its_definition_and_can_be_reached_without_a_mouse() -> None:
    markup = term("可能名次")
    assert re.sub(r"<[^>]+>", "|", markup).split("|")[1] == "可能名次"
    assert 'tabindex="0"' in markup and 'role="tooltip"' in markup
    assert terms()["可能名次"].definition in markup and terms()["可能名次"].reading in markup
    assert not re.search(r"\son\w+=|<script|\sid=", markup), "no handlers; a word may stand on a page twice"


def test_a_short_form_names_the_term_it_stands_for() -> None:
    assert "<b>填报覆盖</b>" in term("填报覆盖", "覆盖")
    assert "<b>" not in term("填报覆盖")


def test_an_unknown_word_is_no_term() -> None:
    with pytest.raises(KeyError):
        term("幸福指数")
    with pytest.raises(KeyError):
        reading_note("说明", ("幸福指数",))


def test_the_note_on_intervals_is_folded_and_says_how_to_read_them() -> None:
    note = reading_note()
    assert note.startswith('<details class="reading-note"><summary>怎么看区间</summary>')
    assert all(f"<dt>{word}</dt>" in note and terms()[word].reading in note for word in INTERVALS)


def test_every_light_page_has_the_sheet() -> None:
    assert ".term:focus > .term-note" in desk_css() and ".reading-note" in desk_css()


def test_the_glossary_of_names_and_the_terms_of_screens_do_not_define_twice() -> None:
    """The README says what a thing is called in code; what it means on a screen stands in terms.csv alone."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [word for word, found in terms().items() if found.definition in readme] == []
