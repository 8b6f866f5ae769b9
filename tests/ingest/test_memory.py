"""What the product has learned about files: mappings of senders, other names of the catalogue's entries."""

from datetime import datetime
from pathlib import Path

import pytest

from cloudeye.errors import IngestError
from cloudeye.ingest import import_file
from cloudeye.ingest.instructions import Instructions
from cloudeye.ingest.mapping import Mapping
from cloudeye.ingest.memory import add_alias, remember, remembered
from cloudeye.ingest.preview import preview
from cloudeye.store import Store
from tests.ingest.files import column, csv_file, messages, only_row

AT = datetime(2026, 11, 21, 9)
HEADER = ["诉求编号", "诉求类型", "提交时间", "承办部门"]


def test_a_mapping_is_remembered_per_sender_and_dataset(catalogued: Store) -> None:
    first, second = (
        Mapping(columns={"title": "摘要"}, values={"kind": {"一般": "投诉"}}, ignored=("甲",)),
        Mapping(columns={"title": "主题词"}),
    )
    with catalogued.writing() as writer:
        remember(writer, "taxation", "complaints", first, "analyst", AT)
        remember(writer, None, "complaints", second, "analyst", AT)
        assert remembered(writer, "taxation", "complaints") == first
    reader = catalogued.reading()
    assert remembered(reader, "taxation", "complaints") == first
    assert remembered(reader, None, "complaints") == second
    assert remembered(reader, "taxation", "callbacks") is None
    assert remembered(reader, "justice", "complaints") is None
    known = remembered(reader, "taxation", "complaints")
    assert known is not None and known.remembered == {"title": "摘要"}


def test_the_last_mapping_counts(catalogued: Store) -> None:
    for header in ("摘要", "主题词"):
        with catalogued.writing() as writer:
            remember(writer, "taxation", "complaints", Mapping(columns={"title": header}), "analyst", AT)
    assert only_row(catalogued, "remembered_mapping") == {
        "sender": "taxation",
        "dataset": "complaints",
        "mapping": '{"columns": {"title": "主题词"}, "constants": {}, "values": {}}',
        "noted_at": AT,
        "noted_by": "analyst",
    }


def test_a_column_that_is_gone_is_forgotten(catalogued: Store) -> None:
    text = '{"columns": {"title": "摘要", "colour": "颜色"}, "constants": {"colour": "红"}, "values": {}, "ignored": ["甲"]}'
    with catalogued.writing() as writer:
        writer.insert(
            "remembered_mapping",
            [{"sender": "", "dataset": "complaints", "mapping": text, "noted_at": AT, "noted_by": "analyst"}],
        )
    assert remembered(catalogued.reading(), None, "complaints") == Mapping(columns={"title": "摘要"}, ignored=("甲",))


def test_an_alias_names_its_entry_from_then_on(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, ["T-1", "投诉", "2026-10-08", "税务局"])
    assert import_file(catalogued, path, "complaints").refused == 1
    with catalogued.writing() as writer:
        add_alias(writer, "department", " 税务局 ", "taxation", "analyst", AT)
    assert import_file(catalogued, path, "complaints").new == 1
    assert only_row(catalogued, "complaint")["department_id"] == "taxation"
    row = {"kind": "department", "name": "税务局", "id": "taxation", "noted_at": AT, "noted_by": "analyst"}
    assert only_row(catalogued, "name_alias") == row


def test_an_alias_may_move_to_another_entry(catalogued: Store, tmp_path: Path) -> None:
    for id in ("taxation", "justice"):
        with catalogued.writing() as writer:
            add_alias(writer, "department", "老单位", id, "analyst", AT)
    import_file(catalogued, csv_file(tmp_path, HEADER, ["T-1", "投诉", "2026-10-08", "老单位"]), "complaints")
    assert column(catalogued, "complaint", "department_id", "1") == ["justice"]


@pytest.mark.parametrize(
    ("name", "id", "sentence"),
    [
        ("税务部门", "justice", "「税务部门」在目录中已经是「taxation」的名称，不能再作「justice」的别名。请改用别的写法。"),
        ("老单位", "nobody", "目录中没有编号为「nobody」的条目，不能为它记下别名「老单位」。请从目录中选择。"),
        ("　 ", "justice", "别名是空的。请填写文件里的写法。"),
    ],
)
def test_a_wrong_alias_is_refused(catalogued: Store, name: str, id: str, sentence: str) -> None:
    with pytest.raises(IngestError) as raised, catalogued.writing() as writer:
        add_alias(writer, "department", name, id, "analyst", AT)
    assert str(raised.value) == sentence
    assert column(catalogued, "name_alias", "name", "1") == []


def test_a_name_the_catalogue_has_already_is_no_alias(catalogued: Store) -> None:
    with catalogued.writing() as writer:
        add_alias(writer, "department", "税务", "taxation", "analyst", AT)
    assert column(catalogued, "name_alias", "name", "1") == []


def test_an_alias_of_an_entry_that_is_gone_means_nothing(catalogued: Store, tmp_path: Path) -> None:
    with catalogued.writing() as writer:
        writer.insert(
            "name_alias", [{"kind": "department", "name": "老单位", "id": "gone", "noted_at": AT, "noted_by": "analyst"}]
        )
    report = import_file(catalogued, csv_file(tmp_path, HEADER, ["T-1", "投诉", "2026-10-08", "老单位"]), "complaints")
    assert report.refused == 1
    assert "「承办部门」是「老单位」，目录中没有" in messages(report.errors)[0]


def test_unknown_names_are_listed_with_a_suggestion_and_never_guessed(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        [*HEADER, "街道"],
        ["T-1", "投诉", "2026-10-08", "税务部", "云桥"],
        ["T-2", "投诉", "2026-10-08", "税务部", "XYZ"],
        ["T-3", "投诉", "2026-10-08", "税务", None],
    )
    with preview(catalogued, path, "complaints", now=AT) as opened:
        assert (opened.report.new, opened.report.refused) == (1, 2)
        listed = [
            {key: row[key] for key in ("column", "kind", "value", "rows", "suggestion_id", "suggestion")}
            for row in opened.unknown
        ]
    assert listed == [
        {
            "column": "department_id",
            "kind": "department",
            "value": "税务部",
            "rows": 2,
            "suggestion_id": "taxation",
            "suggestion": "税务部门",
        },
        {"column": "subdistrict_id", "kind": "subdistrict", "value": "XYZ", "rows": 1, "suggestion_id": None, "suggestion": None},
    ]


def test_a_value_that_somebody_maps_is_known(catalogued: Store, tmp_path: Path) -> None:
    path = csv_file(tmp_path, HEADER, ["T-1", "投诉", "2026-10-08", "税务部"])
    told = Instructions(mapping=Mapping(values={"department_id": {"税务部": "taxation"}}))
    with preview(catalogued, path, "complaints", told, now=AT) as opened:
        assert (opened.unknown, opened.report.new) == ([], 1)


def test_a_column_taken_for_the_wrong_one_is_not_compared_word_for_word(catalogued: Store, tmp_path: Path) -> None:
    """The five hundred most frequent words get a suggestion: millions of numbers against the whole catalogue would take minutes."""
    rows = [[f"T-{number}", "投诉", "2026-10-08", f"税务部{number:03}"] for number in range(501)]
    often = ["T-often", "投诉", "2026-10-08", "税务部999"]
    path = csv_file(tmp_path, HEADER, *rows, often, ["T-again", *often[1:]])
    with preview(catalogued, path, "complaints", now=AT) as opened:
        assert [row["value"] for row in opened.unknown if row["suggestion"] is None] == ["税务部499", "税务部500"]
        assert opened.unknown[0] | {"similarity": None} == {
            "column": "department_id",
            "kind": "department",
            "value": "税务部999",
            "rows": 2,
            "suggestion_id": "taxation",
            "suggestion": "税务部门",
            "similarity": None,
        }
        unhelped = [problem.value for problem in opened.problems(1000) if "您是不是想写" not in problem.message]
        assert unhelped == ["税务部499", "税务部500"]
