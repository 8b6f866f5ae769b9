"""Answers stand until the tables that they tell of change, for the very question alone, and the oldest are forgotten."""

import pytest

from cloudeye.store import Store, answers

TABLES = ("district", "letter", "callback")


def name(store: Store, words: str) -> None:
    with store.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": words, "is_demo": False, "seed": None, "as_of": None}])


def test_an_answer_is_asked_for_again_only_when_its_tables_changed(store: Store) -> None:
    name(store, "甲")
    first = store.kept("district_identity")
    with store.writing() as writer:
        writer.delete("ranking_snapshot")
    assert store.kept("district_identity") is first
    name(store, "乙")
    assert [row["name"] for row in (*first, *store.kept("district_identity"))] == ["甲", "乙"]


def test_an_answer_cannot_be_changed_by_who_got_it(store: Store) -> None:
    found = store.kept("stored_tables")[0]
    with pytest.raises(TypeError):
        found["name"] = "乙"  # type: ignore[index]


def test_another_question_has_another_answer_and_the_oldest_is_forgotten_first(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "MOST_ANSWERS", 2)
    first = [store.kept("table_fingerprint", table=table) for table in TABLES]
    assert len({id(found) for found in first}) == 3
    assert store.kept("table_fingerprint", table="callback") is first[2]
    assert store.kept("table_fingerprint", table="district") is not first[0]
