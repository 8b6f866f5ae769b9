"""The demo's figures of recent months came from their departments, most of them in time."""

from cloudeye.store import Store
from tests.demo.asking import ask, one
from tests.demo.conftest import AS_OF


def test_recent_figures_name_their_sender(demo: Store) -> None:
    batches = ask(demo, "SELECT batch_id, sender, dataset, new_rows, loaded_at FROM import_batch WHERE loaded_by IS NOT NULL")
    assert len(batches) > 60 and {dataset for _, _, dataset, _, _ in batches} == {"measurements", "task_progress"}
    assert all(rows > 0 and loaded_at <= AS_OF for _, _, _, rows, loaded_at in batches)
    assert len({name for name, *_ in batches}) == len(batches)


def test_rows_and_ledger_agree(demo: Store) -> None:
    for dataset, table in (("measurements", "measurement"), ("task_progress", "task_progress")):
        differing = one(
            demo,
            f"SELECT count(*) FROM import_batch AS b WHERE dataset = '{dataset}' AND new_rows <> (SELECT count(*) FROM {table} AS t WHERE t.batch_id = b.batch_id)",
        )
        assert differing == 0


def test_a_department_sends_what_it_answers_for(demo: Store) -> None:
    strangers = one(
        demo,
        "SELECT count(*) FROM task_progress AS p JOIN reform_task AS t ON t.task_id = p.task_id JOIN import_batch AS b ON b.batch_id = p.batch_id "
        "WHERE b.sender IS NOT NULL AND b.sender <> t.lead_department_id",
    )
    assert strangers == 0


def test_some_are_late_and_most_are_not(demo: Store) -> None:
    """The limit is the third working day of the month after, so never past the tenth when somebody is in time."""
    late = one(demo, "SELECT avg(CASE WHEN day(loaded_at) > 5 THEN 1.0 ELSE 0 END) FROM import_batch WHERE loaded_by IS NOT NULL")
    assert 0 < late < 0.5
