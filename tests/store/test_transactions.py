"""A transaction is all or nothing, raises the version by one, and never makes a reader wait."""

import threading
from datetime import datetime

import pytest

from cloudeye.store import Store
from tests.store.districts import count, district, names, write


def test_a_new_database_has_version_zero(store: Store) -> None:
    assert store.data_version == 0


def test_each_commit_raises_the_version_by_one(store: Store) -> None:
    write(store, "甲")
    write(store, "乙", "丙")
    assert store.data_version == 2
    assert names(store) == ["丙", "乙", "甲"]


def test_an_empty_transaction_is_a_commit_too(store: Store) -> None:
    with store.writing():
        pass
    assert store.data_version == 1


def test_an_exception_leaves_no_trace(store: Store) -> None:
    write(store, "甲")
    with pytest.raises(ZeroDivisionError), store.writing() as writer:
        writer.insert("district", [district("乙")])
        1 // 0  # noqa: B018
    assert names(store) == ["甲"]
    assert store.data_version == 1


def test_after_a_rollback_the_next_writer_gets_its_turn(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.writing():
        raise KeyboardInterrupt
    write(store, "甲")
    assert names(store) == ["甲"]


def test_the_version_survives_closing(store: Store) -> None:
    write(store, "甲")
    store.close()
    with Store(store.path) as again:
        assert again.data_version == 1
        assert names(again) == ["甲"]


def test_a_reader_sees_the_last_commit_while_a_writer_is_at_work(store: Store) -> None:
    write(store, "甲")
    with store.writing() as writer:
        writer.insert("district", [district("乙")])
        assert names(store) == ["甲"]
    assert names(store) == ["乙", "甲"]


def test_a_reader_in_another_thread_does_not_wait_for_the_writer(store: Store) -> None:
    seen: list[int] = []
    with store.writing() as writer:
        writer.insert("district", [district("甲")])
        reader = threading.Thread(target=lambda: seen.append(count(store)))
        reader.start()
        reader.join(timeout=20)
        assert not reader.is_alive()
    assert seen == [0]


def test_writers_of_many_threads_take_turns(store: Store) -> None:
    inside, most, failures = 0, 0, []

    def work(number: int) -> None:
        nonlocal inside, most
        try:
            for step in range(5):
                with store.writing() as writer:
                    inside += 1
                    most = max(most, inside)
                    writer.insert("district", [district(f"{number}-{step}")])
                    inside -= 1
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    assert most == 1
    assert count(store) == 30
    assert store.data_version == 30


def test_a_rehearsal_shows_what_would_come_and_leaves_no_trace(store: Store) -> None:
    write(store, "甲")
    with store.rehearsing() as writer:
        writer.insert("district", [district("乙")])
        assert writer.cursor.execute("SELECT count(*) FROM district").fetchall() == [(2,)]
    assert names(store) == ["甲"]
    assert store.data_version == 1


def test_a_rehearsal_that_fails_gives_the_turn_back(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.rehearsing():
        1 // 0  # noqa: B018
    write(store, "甲")
    assert names(store) == ["甲"]


def test_a_record_of_who_is_here_is_not_data(store: Store) -> None:
    before = store.data_version
    with store.recording() as writer:
        writer.insert("trail_anchor", [{"number": 1, "hash": "a", "noted_at": datetime(2026, 11, 22)}])
    assert store.data_version == before
    assert store.reading().cursor.execute("SELECT number FROM trail_anchor").fetchall() == [(1,)]


def test_a_record_that_fails_leaves_no_trace(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.recording() as writer:
        writer.insert("trail_anchor", [{"number": 1, "hash": "a", "noted_at": datetime(2026, 11, 22)}])
        raise ZeroDivisionError
    assert store.reading().cursor.execute("SELECT number FROM trail_anchor").fetchall() == []


def test_a_record_does_not_wait_for_a_long_load(store: Store) -> None:
    with store.writing() as loading:
        loading.insert("rule_version", [{"version": 1, "digest": "a", "created_at": datetime(2026, 11, 22)}])
        done = threading.Event()

        def record() -> None:
            with store.recording() as writer:
                writer.insert("trail_anchor", [{"number": 1, "hash": "a", "noted_at": datetime(2026, 11, 22)}])
            done.set()

        thread = threading.Thread(target=record)
        thread.start()
        assert done.wait(10)
        thread.join()
    assert store.reading().cursor.execute("SELECT count(*) FROM rule_version").fetchall() == [(1,)]
