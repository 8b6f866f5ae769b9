"""What a person says about a file becomes instructions: exactly what was changed, and nothing else."""

from pathlib import Path

import pytest

from cloudeye.ingest.datasets import DATASETS
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.reading.choice import Choice
from cloudeye.ingest.reading.table import Skipped, Table
from cloudeye.web.analyst import columns
from cloudeye.web.analyst.sheet import LONGEST_VALUE, MOST_VALUES, Said, box, choice, said_of

DATASET = DATASETS["service_records"]
HEADER = ["办件编号", "事项名称", "申请时间", "收件时间", "是否网上", "备注"]


def found(mapping: Mapping | None = None, header: list[str] | None = None) -> columns.Found:
    table = Table(Path("x"), "GB18030", ",", header or HEADER, 3, None)
    return columns.found_in(table, DATASET, mapping or Mapping())


def test_what_is_known_is_chosen_and_what_is_near_is_only_offered() -> None:
    shown = found()
    assert shown.chosen == ["record_id", "item_id", "submitted_at", "", "", ""]
    assert [(place, match.column.name) for place, match in shown.offered.items()] == [(4, "is_online")]
    assert [column.name for column in shown.missing] == ["accepted_at"] and "受理时间" in shown.fault


def test_only_what_was_changed_is_kept() -> None:
    before = Instructions(sender="approval", by="a")
    unchanged = {f"column:{place}": name for place, name in enumerate(found().chosen)}
    assert columns.taken(before, found(), Said("", unchanged)) == before
    after = columns.taken(before, found(), Said("", unchanged | {"column:3": "accepted_at"}))
    assert after.mapping == Mapping(columns={"accepted_at": "收件时间"}) and after.sender == "approval"
    assert found(after.mapping).chosen[3] == "accepted_at" and found(after.mapping).missing == []


def test_a_column_that_is_given_elsewhere_leaves_its_old_header() -> None:
    mapping = Mapping(columns={"accepted_at": "收件时间"})
    shown = found(mapping)
    after = columns.taken(Instructions(mapping=mapping), shown, Said("", {"column:3": "finished_at", "column:0": ""}))
    assert after.mapping.columns == {"finished_at": "收件时间"} and after.mapping.ignored == ("办件编号",)
    again = columns.taken(after, found(after.mapping), Said("", {"column:0": "record_id"}))
    assert again.mapping.ignored == () and again.mapping.columns["record_id"] == "办件编号"


def test_what_was_offered_is_adopted_at_once() -> None:
    after = columns.taken(Instructions(), found(), Said(columns.ADOPT, {"column:3": "accepted_at"}))
    assert after.mapping.columns == {"is_online": "是否网上"}


def test_constants_come_and_go() -> None:
    after = columns.taken(
        Instructions(), found(), Said("", {"constant:source": " 自报 ", "constant:nothing": "x", "constant:rating": ""})
    )
    assert after.mapping.constants == {"source": "自报"}
    assert columns.taken(after, found(after.mapping), Said("", {"constant:source": ""})).mapping.constants == {}
    assert columns.taken(after, found(after.mapping), Said("", {})).mapping.constants == {"source": "自报"}


def test_reading_otherwise_does_not_touch_the_columns() -> None:
    """They were chosen for another header than the one that will be found."""
    values = {"encoding": "UTF-16", "delimiter": ";", "sheet": "", "header_line": "3", "column:0": ""}
    after = columns.taken(Instructions(), found(), Said("", values))
    assert after.choice == Choice("UTF-16", ";", None, 3) and after.mapping == Mapping()


@pytest.mark.parametrize("line", ["", "0", "-1", "x", "1.5", "²"])
def test_a_line_that_is_none_is_found_out(line: str) -> None:
    assert columns.taken(Instructions(), None, Said("", {"header_line": line})).choice.header_line is None


def test_a_column_that_the_dataset_does_not_have_is_not_taken() -> None:
    assert columns.taken(Instructions(), found(), Said("", {"column:3": "password_hash"})).mapping == Mapping()


def test_the_sentence_says_what_is_missing_or_how_much_is_known() -> None:
    head, below = columns.conclusion(found())
    assert head == "还缺 1 个必需的列：「受理时间」。" and "固定值" in below
    head, _ = columns.conclusion(found(Mapping(columns={"accepted_at": "收件时间"})))
    assert head == "6 列中认出 4 列，1 列相近、待您确认，1 列不导入，可以预检。"
    twice = found(Mapping(columns={"accepted_at": "收件时间"}), [*HEADER, "办件编号"])
    assert "还缺 1 个必需的列" in columns.conclusion(twice)[0] and columns.conclusion(twice)[1]


def test_the_card_escapes_what_stands_in_a_file() -> None:
    shown = found(header=["<script>hacked()</script>", *HEADER])
    for markup in (columns.columns_card(shown), columns.read_only_card(shown, ""), columns.sample_card(["<b>"], [["<script>"]])):
        assert "<script>" not in markup and "<b>" not in markup
    assert "&lt;script&gt;" in columns.columns_card(shown) and "像「是否网办」" in columns.columns_card(shown)


def test_skipped_lines_are_counted_by_kind() -> None:
    table = Table(Path("x"), "UTF-8", ",", HEADER, 3, None)
    assert columns.skipped_words(table) == ""
    table.skipped += [
        Skipped(1, "说明", "x"),
        Skipped(2, "说明", "y"),
        Skipped(9, "合计", "z"),
        Skipped(11, "空行", ""),
        Skipped(20, "空行", "至第 22 行，共 3 行"),
    ]
    assert columns.skipped_words(table) == "说明 2 行、合计 1 行、空行 4 行"


def test_what_does_not_look_like_a_form_is_none() -> None:
    good = {"act": "adopt", "values": {"a": "b"}}
    assert said_of(good) == Said("adopt", {"a": "b"}) and said_of({"values": {}}) == Said()
    large, many = {"a": "x" * (LONGEST_VALUE + 1)}, {str(number): "" for number in range(MOST_VALUES + 1)}
    bad: list[object] = [None, "x", [], {}, {"values": 3}, {"values": {"a": 3}}, {"values": large}, {"values": many}]
    assert [content for content in bad if said_of(content) is not None] == []


def test_boxes_escape_their_values() -> None:
    markup = choice("a", "'><b>", [("<x>", "<y>")], "<x>") + box("b", "<z>", "\"'<w>")
    assert "<b>" not in markup and "<x>" not in markup and "<w>" not in markup and "selected" in markup
