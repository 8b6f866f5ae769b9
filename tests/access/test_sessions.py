"""Sessions: idle and absolute ends, tokens that are good once, ends that take effect at once, restarts, clocks."""

import threading
from datetime import timedelta

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.viewer import NOBODY
from cloudeye.errors import AccessError, Refused, SignInError
from cloudeye.store import Store
from tests.access.people import ADDRESS, AGENT, NOW, Watch, account, entries, opened, person


def open_one(access: Access, role: str = "leader", department_id: str | None = None, stage: str = "open") -> str:
    return access.sessions.open(account(access, role, department_id), stage=stage, address=ADDRESS, agent=AGENT)


def is_in(access: Access, token: str, *, active: bool = False) -> bool:
    return not access.sessions.viewer(token, active=active).is_anonymous


def rows(store: Store) -> list[tuple[object, ...]]:
    return store.reading().cursor.execute("SELECT stage, seen_at, ended_at, ended_by FROM session ORDER BY opened_at").fetchall()


@pytest.mark.parametrize("token", ["", "x", "é" * 9, "\ud800", "a" * 100_000])
def test_nobody(access: Access, token: str) -> None:
    assert access.sessions.viewer(token, active=True) is NOBODY
    assert access.sessions.stage(token) is None


def test_the_token_is_not_in_the_database(access: Access, district: Store) -> None:
    token = open_one(access)
    access.close()
    district.reading().cursor.execute("CHECKPOINT")
    assert token.encode() not in district.path.read_bytes()


@pytest.mark.parametrize("stage", ["password", "enrol", "code"])
def test_an_unfinished_sign_in_is_nobody(access: Access, stage: str) -> None:
    token = open_one(access, stage=stage)
    assert access.sessions.viewer(token, active=True) is NOBODY
    assert access.sessions.stage(token) == stage
    assert entries(access, "session.open") == []


def test_idle_for_fifteen_minutes(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access)
    watch.pass_by(minutes=14, seconds=59)
    assert is_in(access, token)
    watch.pass_by(seconds=1)
    assert not is_in(access, token)
    access.close()
    assert rows(district) == [("open", NOW, NOW + timedelta(minutes=15), "空闲超时")]


def test_a_person_puts_the_idle_end_off_and_a_refresh_does_not(access: Access, watch: Watch) -> None:
    token = open_one(access)
    watch.pass_by(minutes=10)
    assert is_in(access, token, active=True)
    watch.pass_by(minutes=14, seconds=59)
    assert is_in(access, token, active=False)
    watch.pass_by(seconds=1)
    assert not is_in(access, token, active=True)


def test_over_after_twelve_hours_whatever_is_done(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access)
    for _ in range(72):
        watch.pass_by(minutes=10)
        last = is_in(access, token, active=True)
        if watch.wall < NOW + timedelta(hours=12):
            assert last
    assert not last
    access.close()
    assert rows(district)[0][3] == "到期"


def test_times_may_be_chosen(district: Store, watch: Watch) -> None:
    access = opened(district, watch, CLOUDEYE_SESSION_IDLE_MINUTES="30", CLOUDEYE_SESSION_HOURS="1")
    token = open_one(access)
    watch.pass_by(minutes=29)
    assert is_in(access, token, active=True)
    watch.pass_by(minutes=29)
    assert is_in(access, token, active=True)
    watch.pass_by(minutes=2)
    assert not is_in(access, token)
    access.close()


def test_a_clock_that_is_set_back_gives_no_time(access: Access, watch: Watch) -> None:
    token, idle = open_one(access), open_one(access)
    for _ in range(71):
        watch.pass_by(minutes=10)
        watch.set_back(minutes=10)
        assert is_in(access, token, active=True)
    assert not is_in(access, idle)
    watch.pass_by(minutes=10)
    watch.set_back(minutes=10)
    assert watch.wall == NOW
    assert not is_in(access, token, active=True)


def test_a_leap_forward_and_back_gives_no_time(access: Access, watch: Watch) -> None:
    watch.wall += timedelta(days=30)
    token = open_one(access)
    watch.set_back(days=30)
    watch.pass_by(minutes=14, seconds=59)
    assert is_in(access, token)
    watch.pass_by(seconds=1)
    assert not is_in(access, token)


def test_a_session_from_the_future_is_not_taken_up(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access)
    access.close()
    watch.set_back(minutes=1)
    again = opened(district, watch)
    assert not is_in(again, token)
    assert rows(district)[0][3] == "时钟倒退"
    again.close()


def test_a_restart_keeps_sessions_and_their_ends(access: Access, watch: Watch, district: Store) -> None:
    token, idle = open_one(access, "liaison", "approval"), open_one(access)
    watch.pass_by(minutes=10)
    assert is_in(access, token, active=True)
    before = access.sessions.viewer(token, active=False)
    access.close()
    watch.pass_by(minutes=5)
    again = opened(district, watch)
    assert again.sessions.viewer(token, active=False) == before
    assert not is_in(again, idle)
    watch.pass_by(minutes=10)
    assert not is_in(again, token)
    again.close()


def test_a_kill_loses_a_minute_of_activity_at_most(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access)
    watch.pass_by(seconds=59)
    assert is_in(access, token, active=True)
    access._late.finish()
    assert rows(district)[0][1] == NOW
    watch.pass_by(seconds=1)
    assert is_in(access, token, active=True)
    watch.pass_by(seconds=30)
    assert is_in(access, token, active=True)
    access._late.finish()
    assert rows(district)[0][1] == NOW + timedelta(minutes=1)
    access.close()
    assert rows(district)[0][1] == NOW + timedelta(seconds=90)


def test_asking_does_not_wait_for_a_writer(access: Access, watch: Watch, district: Store) -> None:
    """A backup or a long recording holds the turn: pages go on, the touch follows."""
    token, idle = open_one(access), open_one(access)
    watch.pass_by(minutes=10)
    assert is_in(access, token, active=True)
    watch.pass_by(minutes=5)
    answers = []
    with district.paused():
        asking = threading.Thread(target=lambda: answers.extend([is_in(access, token, active=True), is_in(access, idle)]))
        asking.start()
        asking.join(5)
        assert answers == [True, False]
    access.close()
    assert {row[3] for row in rows(district)} == {None, "空闲超时"}


def test_shorter_times_hold_for_sessions_that_live(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access)
    for _ in range(6):
        watch.pass_by(minutes=10)
        assert is_in(access, token, active=True)
    access.close()
    again = opened(district, watch, CLOUDEYE_SESSION_HOURS="1")
    assert not is_in(again, token)
    again.close()


def test_every_stage_has_a_new_token(access: Access) -> None:
    tokens = [open_one(access, stage="code")]
    for stage in ("password", "enrol", "open", "open"):
        tokens.append(access.sessions.advance(tokens[-1], stage))
        assert access.sessions.stage(tokens[-1]) == stage
    assert len(set(tokens)) == 5
    assert [access.sessions.stage(token) for token in tokens[:-1]] == [None] * 4
    assert len(access.sessions.listed()) == 1
    assert len(entries(access, "session.open")) == 1


def test_a_replayed_token_advances_nothing(access: Access) -> None:
    token = open_one(access, stage="code")
    fresh = access.sessions.advance(token, "open")
    with pytest.raises(SignInError, match="请重新登录"):
        access.sessions.advance(token, "open")
    assert is_in(access, fresh)


def test_of_two_requests_with_one_token_one_goes_on(access: Access) -> None:
    token = open_one(access, stage="code")
    made: list[str] = []
    failed: list[SignInError] = []

    def advance() -> None:
        try:
            made.append(access.sessions.advance(token, "open"))
        except SignInError as error:
            failed.append(error)

    racing = [threading.Thread(target=advance) for _ in range(8)]
    for thread in racing:
        thread.start()
    for thread in racing:
        thread.join()
    assert (len(made), len(failed)) == (1, 7)
    assert is_in(access, made[0])


def test_the_rotated_token_is_good_after_a_restart_and_the_old_one_is_not(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access, stage="code")
    fresh = access.sessions.advance(token, "open")
    again = opened(district, watch)
    assert not is_in(again, token)
    assert is_in(again, fresh)
    again.close()


def test_signing_out(access: Access, district: Store) -> None:
    token = open_one(access)
    access.sessions.close(token)
    assert not is_in(access, token)
    access.sessions.close(token)
    assert [entry[1] for entry in entries(access)][-2:] == ["session.open", "session.close"]
    assert rows(district)[0][2:] == (NOW, "本人退出")


def test_one_account_several_sessions(access: Access, watch: Watch) -> None:
    one = account(access, login="li")
    first = access.sessions.open(one, stage="open", address="10.0.0.1", agent="Firefox/149")
    watch.pass_by(minutes=1)
    second = access.sessions.open(one, stage="code", address="10.0.0.2", agent="Edge\n" + "x" * 300)
    watch.pass_by(minutes=1)
    assert is_in(access, first, active=True)
    listed = access.sessions.listed()
    common = {"account_id": one, "login": "li", "name": "某人", "role": "leader", "role_label": "纪工委领导"}
    assert [{name: value for name, value in row.items() if name not in ("session_id", "ends_at")} for row in listed] == [
        common | {"stage": "open", "address": "10.0.0.1", "agent": "Firefox/149", "opened_at": NOW, "seen_at": watch.wall},
        common
        | {
            "stage": "code",
            "address": "10.0.0.2",
            "agent": ("Edge" + "x" * 300)[:200],
            "opened_at": NOW + timedelta(minutes=1),
            "seen_at": NOW + timedelta(minutes=1),
        },
    ]
    access.sessions.end(listed[1]["session_id"], by=person(access, "security_administrator"))
    assert access.sessions.stage(second) is None
    assert is_in(access, first)


def test_ended_by_the_security_administrator_at_once(access: Access, district: Store) -> None:
    security = person(access, "security_administrator")
    token = open_one(access)
    found = next(row for row in access.sessions.listed() if row["role"] == "leader")
    access.sessions.end(found["session_id"], by=security)
    assert not is_in(access, token)
    assert entries(access, "session.revoke") == [(security.login, "session.revoke", found["login"], "成功")]
    with pytest.raises(AccessError, match="已经结束"):
        access.sessions.end(found["session_id"], by=security)


@pytest.mark.parametrize("role", ["system_administrator", "audit_administrator", "leader"])
def test_nobody_else_ends_sessions(access: Access, role: str) -> None:
    other = person(access, role)
    token = open_one(access)
    found = next(row for row in access.sessions.listed() if row["account_id"] != other.account_id)
    with pytest.raises(Refused):
        access.sessions.end(found["session_id"], by=other)
    assert is_in(access, token)
    assert entries(access, "session.revoke")[0][3] == "拒绝"


def test_an_ended_session_stays_ended_after_a_restart(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access)
    access.sessions.close(token)
    again = opened(district, watch)
    assert not is_in(again, token)
    again.close()


def test_sessions_of_a_disabled_account_are_not_taken_up(access: Access, watch: Watch, district: Store) -> None:
    token = open_one(access)
    district.reading().cursor.execute("UPDATE account SET is_disabled = true")
    again = opened(district, watch)
    assert not is_in(again, token)
    assert rows(district)[0][3] == "账号停用"
    again.close()


@pytest.mark.parametrize("change", ["is_disabled = true", "role = NULL"])
def test_no_session_for_who_may_not_enter(access: Access, district: Store, change: str) -> None:
    one = account(access)
    district.reading().cursor.execute(f"UPDATE account SET {change}")
    with pytest.raises(AccessError, match="不能登录"):
        access.sessions.open(one, stage="open", address=ADDRESS, agent=AGENT)
    with pytest.raises(AccessError):
        access.sessions.open("nobody", stage="open", address=ADDRESS, agent=AGENT)
    assert entries(access, "session.open") == []


def test_old_sessions_are_forgotten(access: Access, watch: Watch, district: Store) -> None:
    access.sessions.close(open_one(access))
    access.close()
    watch.pass_by(days=30)
    opened(district, watch).close()
    assert len(rows(district)) == 1
    watch.pass_by(seconds=1)
    opened(district, watch).close()
    assert rows(district) == []


def test_own_organisations_follow_the_catalogue(own_district: Store, watch: Watch) -> None:
    access = opened(own_district, watch)
    token = open_one(access, "liaison", "international_commerce")
    found = access.sessions.viewer(token, active=True)
    assert found.departments == {"international_commerce", "investment_promotion"}
    with own_district.writing() as writer:
        writer.cursor.execute("UPDATE department SET parent_id = NULL")
    assert access.sessions.viewer(token, active=True).departments == {"international_commerce"}
    access.close()


def test_the_table_may_be_full(access: Access, watch: Watch, district: Store) -> None:
    """Revoking holds in memory even when it cannot be written."""
    token = open_one(access)
    session = access.sessions.listed()[0]
    security = person(access, "security_administrator")
    district.reading().cursor.execute("ALTER TABLE session RENAME ended_by TO gone")
    with pytest.raises(Exception, match="ended_by"):
        access.sessions.end(session["session_id"], by=security)
    assert not is_in(access, token)
    district.reading().cursor.execute("ALTER TABLE session RENAME gone TO ended_by")
