"""What is proposed for each column of a file, and what a mapping keeps."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cloudeye.errors import IngestError
from cloudeye.ingest import DATASETS
from cloudeye.ingest.mapping import Mapping, Match, mapping_from, plan, propose, unused

CALLBACKS = DATASETS["callbacks"]
REQUIRED = ["回访编号", "诉求编号", "回访时间", "是否接通"]


def found(header: list[str], mapping: Mapping | None = None) -> dict[str, tuple[str | None, int | None, str]]:
    matches = propose(header, CALLBACKS, mapping or Mapping())
    assert [match.column for match in matches] == list(CALLBACKS.columns)
    return {match.column.name: (match.header, match.position, match.basis) for match in matches}


def test_every_basis() -> None:
    header = [*REQUIRED, "解决情况", "满意吗", "甲", "乙"]
    mapping = Mapping(columns={"reason": "甲"}, constants={"called_at": "2026-10-08"})
    assert found(header, mapping) == {
        "callback_id": ("回访编号", 1, "名称一致"),
        "complaint_id": ("诉求编号", 2, "名称一致"),
        "called_at": (None, 9, "固定值"),
        "is_reached": ("是否接通", 4, "名称一致"),
        "is_solved": ("解决情况", 5, "同义词"),
        "is_satisfied": ("满意吗", 6, "相近，待确认"),
        "reason": ("甲", 7, "人工指定"),
    }


def test_what_is_near_is_offered_not_used() -> None:
    header = [*REQUIRED, "是否满一"]
    (offer,) = [match for match in propose(header, CALLBACKS, Mapping()) if match.column.name == "is_satisfied"]
    assert (offer.header, offer.position, offer.basis, offer.similarity, offer.is_used) == (
        "是否满一",
        5,
        "相近，待确认",
        0.75,
        False,
    )
    assert plan(header, CALLBACKS, Mapping()).positions["is_satisfied"] is None
    assert [match for match in plan(header, CALLBACKS, Mapping()).matches if match.column.name == "is_satisfied"] == [offer]


def test_what_is_far_is_not_offered() -> None:
    assert found([*REQUIRED, "备注说明文字"])["is_satisfied"] == (None, None, "文件中没有")


def test_a_header_is_offered_once() -> None:
    offered = [match.header for match in propose([*REQUIRED, "解决了吗"], CALLBACKS, Mapping()) if match.basis == "相近，待确认"]
    assert len(offered) == len(set(offered))


def test_a_missing_required_column_is_offered_what_is_near() -> None:
    header = ["回访编号", "诉求编号", "回访的时间", "是否接通"]
    assert found(header)["called_at"] == ("回访的时间", 3, "相近，待确认")
    with pytest.raises(IngestError, match="缺少必需的列「回访时间」.*「回访的时间」您是不是想写「回访时间」？"):
        plan(header, CALLBACKS, Mapping())


def test_two_headers_of_one_meaning_are_offered_where_the_plan_refuses() -> None:
    header = [*REQUIRED, "解决情况", "是否已解决"]
    assert found(header)["is_solved"] == ("解决情况", 5, "相近，待确认")
    with pytest.raises(IngestError, match="是同一项内容"):
        plan(header, CALLBACKS, Mapping())
    assert plan(header, CALLBACKS, Mapping(columns={"is_solved": "是否已解决"})).positions["is_solved"] == 6


def test_an_ignored_header_is_neither_used_nor_offered() -> None:
    header = [*REQUIRED, "解决情况", "是否已解决", "是否满一"]
    mapping = Mapping(ignored=("解决情况", "是否满一"))
    assert plan(header, CALLBACKS, mapping).positions["is_solved"] == 6
    assert found(header, mapping)["is_satisfied"] == (None, None, "文件中没有")
    assert unused(header, propose(header, CALLBACKS, mapping)) == ["解决情况", "是否满一"]


def test_a_chosen_header_counts_even_if_it_is_ignored() -> None:
    mapping = Mapping(columns={"is_solved": "解决情况"}, ignored=("解决情况",))
    assert plan([*REQUIRED, "解决情况"], CALLBACKS, mapping).positions["is_solved"] == 5


def test_unused_headers() -> None:
    header = [*REQUIRED, "是否满一", "", "甲", "乙"]
    assert unused(header, propose(header, CALLBACKS, Mapping())) == ["甲", "乙"]


def test_what_was_remembered_gives_way_to_what_the_file_has() -> None:
    columns = {"is_solved": "结果", "reason": "甲"}
    mapping = Mapping(columns=columns, remembered=columns)
    assert found([*REQUIRED, "结果", "原因"], mapping) | {} == {
        **found(REQUIRED),
        "is_solved": ("结果", 5, "上次沿用"),
        "reason": ("原因", 6, "名称一致"),
    }
    with pytest.raises(IngestError, match="映射文件要的列「甲」不在文件里"):
        plan([*REQUIRED, "结果", "原因"], CALLBACKS, Mapping(columns=columns))


def test_a_remembered_column_that_somebody_changes_is_chosen() -> None:
    mapping = Mapping(columns={"is_solved": "乙"}, remembered={"is_solved": "甲"})
    assert found([*REQUIRED, "甲", "乙"], mapping)["is_solved"] == ("乙", 6, "人工指定")


def test_a_mapping_survives_its_text() -> None:
    mapping = Mapping({"reason": "甲"}, {"called_at": "2026-10-08"}, {"is_solved": {"办了": "是"}}, ("乙",), {"reason": "甲"})
    back = mapping_from(json.loads(mapping.as_json(with_origin=True)), CALLBACKS)
    assert (back, back.remembered) == (mapping, mapping.remembered)
    assert mapping_from(json.loads(mapping.as_json()), CALLBACKS).remembered == {}
    assert mapping.as_json() == (
        '{"columns": {"reason": "甲"}, "constants": {"called_at": "2026-10-08"}, "ignored": ["乙"], "values": {"is_solved": {"办了": "是"}}}'
    )


@pytest.mark.parametrize("content", [{"ignored": "甲"}, {"remembered": ["甲"]}])
def test_a_wrong_part_is_refused(content: dict[str, object]) -> None:
    with pytest.raises(IngestError, match="ignored 应当是不导入的表头的列表，remembered 应当是一个 JSON 对象"):
        mapping_from(content, CALLBACKS)


@pytest.mark.parametrize("header", [[], [""], ["", "", "甲"], ["回访编号", "回访编号"], ["回访编号"] * 50])
def test_a_proposal_never_raises(header: list[str]) -> None:
    matches = propose(header, CALLBACKS, Mapping(columns={"reason": "没有"}, constants={"is_solved": "是"}))
    assert all(isinstance(match, Match) for match in matches) and len(matches) == len(CALLBACKS.columns)


@pytest.mark.parametrize("dataset", DATASETS.values(), ids=DATASETS)
def test_every_column_is_described(dataset: object) -> None:
    assert [column.name for column in dataset.columns if not column.description] == []  # type: ignore[attr-defined]
    key = dataset.columns[0]  # type: ignore[attr-defined]
    assert key.is_required and key.example.startswith("示例")


WORDS = st.sampled_from(
    [*REQUIRED, "解决情况", "是否已解决", "满意吗", "满意度", "原因", "甲", "", " ", "REASON", "回访编号 *", "编号", "名称"]
)


@settings(max_examples=150, deadline=None)
@given(
    header=st.lists(WORDS | st.text(max_size=5), max_size=9),
    columns=st.dictionaries(st.sampled_from([column.name for column in CALLBACKS.columns]), WORDS, max_size=3),
    constants=st.dictionaries(st.sampled_from(["called_at", "reason"]), st.just("值"), max_size=2),
    ignored=st.lists(WORDS, max_size=2),
    is_remembered=st.booleans(),
)
def test_a_plan_does_what_was_proposed(
    header: list[str], columns: dict[str, str], constants: dict[str, str], ignored: list[str], is_remembered: bool
) -> None:
    mapping = Mapping(columns, constants, {}, tuple(ignored), columns if is_remembered else {})
    matches = propose(header, CALLBACKS, mapping)
    positions = [match.position for match in matches if match.basis == "相近，待确认" and match.column.name not in columns]
    assert len(positions) == len(set(positions))
    try:
        planned = plan(header, CALLBACKS, mapping)
    except IngestError:
        return
    assert planned.positions == {match.column.name: match.position if match.is_used else None for match in matches}
    assert list(planned.matches) == matches
    assert not set(unused(header, matches)) & {
        match.header for match in matches if match.is_used and header.count(match.header or "") == 1
    }
