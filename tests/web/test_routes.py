"""The pulse says how old the data are and nothing that a passer-by may not see."""

from datetime import timedelta

import pytest

from cloudeye.clock import now
from cloudeye.demo.feed import Feed
from cloudeye.errors import QueryError
from cloudeye.store import Store, answers
from cloudeye.web import district
from cloudeye.web.beat import beat
from cloudeye.web.shell import EARLY_SCRIPTS, shell
from cloudeye.web.theme import DESK, HALL
from tests.web.records import NOW


def test_pulse_holds_only_the_age_of_the_data(served: Store) -> None:
    assert set(beat()) == {
        "data_version", "data_as_of", "now", "age_hours", "limit_hours", "stale", "is_demo", "is_feed_running", "started",
    }  # fmt: skip
    assert beat()["data_version"] == served.data_version
    assert beat()["is_demo"] is True


def _set_as_of(store: Store, hours_ago: float) -> None:
    with store.writing() as writer:
        writer.delete("district")
        writer.insert("district", [{"name": "示例区", "is_demo": True, "seed": 1, "as_of": now() - timedelta(hours=hours_ago)}])


def test_data_are_stale_only_beyond_their_limit(served: Store) -> None:
    for hours, stale in ((0, False), (25.9, False), (26.1, True), (-5, False)):
        _set_as_of(served, hours)
        assert beat()["stale"] is stale, hours
    assert beat()["age_hours"] == 0


def test_a_district_without_data_has_no_age(served_empty: Store) -> None:
    assert (beat()["data_as_of"], beat()["age_hours"], beat()["stale"]) == (None, None, False)


def test_answers_are_kept_until_the_data_that_they_tell_of_move(served: Store) -> None:
    rules, profile = district.ask("rule_values"), district.ask("district_profile")
    assert district.ask("district_profile") is profile
    _set_as_of(served, 1)
    assert district.ask("district_profile") != profile
    assert district.ask("rule_values") is rules


def test_answers_about_passing_minutes_do_not_pile_up(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_ANSWERS", 3)
    for minute in range(9):
        district.ask("hotspot_totals", now=NOW + timedelta(minutes=minute))
    newest = district.ask("hotspot_totals", now=NOW + timedelta(minutes=8))
    assert district.ask("hotspot_totals", now=NOW + timedelta(minutes=8)) is newest
    assert len(served._answers._known) == 3


def test_a_feed_that_ended_does_not_run(served: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    feed = Feed(served)
    monkeypatch.setattr(district, "_feed", feed)
    assert beat()["is_feed_running"] is False
    feed.start()
    assert beat()["is_feed_running"] is True
    feed.stop()
    assert beat()["is_feed_running"] is False


def test_the_shell_is_streamlits_with_our_language_name_and_ground() -> None:
    """Fails when an upgrade of Streamlit changes the words that are replaced."""
    for ground in (HALL.page, DESK.page):
        page = shell(ground)
        assert 'lang="zh-CN"' in page and "<title>营商云眼</title>" in page and ground in page
        assert '<div id="root">' in page and "<title>Streamlit</title>" not in page
        assert all(f'rel="modulepreload" crossorigin href="./static/js/{script}.' in page for script in EARLY_SCRIPTS)
        assert page.count('rel="preload" as="font"') == 4 and "BACKEND_BASE_URL" in page
        assert "agent" not in page and "enable JavaScript" not in page and page.count("<noscript>") == 1 and "Copyright" in page


def test_what_single_complaints_say_is_never_a_shared_answer(served: Store) -> None:
    with pytest.raises(QueryError, match="因人而异"):
        district.ask("complaint_rows", viewer=None, complaint_ids=[])
