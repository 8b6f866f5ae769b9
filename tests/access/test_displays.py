"""Hall screens: a key shown once, no end but revocation, nothing but the wall."""

from datetime import timedelta

import pytest

from cloudeye.access.desk import Access
from cloudeye.access.permissions import permissions
from cloudeye.access.viewer import NOBODY
from cloudeye.errors import AccessError, Refused
from cloudeye.store import Store
from tests.access.people import ADDRESS, COMMAND, NOW, Watch, entries, opened, person


def listed(access: Access) -> dict[str, dict[str, object]]:
    return {row["name"]: row for row in access.displays.listed()}


def seen_in_table(store: Store) -> list[object]:
    return [row["seen_at"] for row in store.rows("displays_listed")]


def test_a_screen_with_its_key(access: Access) -> None:
    system = person(access, "system_administrator")
    key = access.displays.create(" 一楼 大厅 ", system)
    found = access.displays.viewer(key, ADDRESS)
    assert (found.role, found.name, found.login, found.address) == ("display", "一楼 大厅", "", ADDRESS)
    assert listed(access)["一楼 大厅"] == {
        "display_id": found.display_id, "name": "一楼 大厅", "created_at": NOW, "created_by": system.login, "seen_at": NOW,
        "revoked_at": None, "revoked_by": None,
    }  # fmt: skip
    assert entries(access, "display.create") == [(system.login, "display.create", "一楼 大厅", "成功")]


def test_it_opens_the_wall_and_nothing_that_acts(access: Access) -> None:
    found = access.displays.viewer(access.displays.create("一楼", COMMAND), ADDRESS)
    assert [name for kind, name in permissions() if kind == "page" and found.reach(kind, name)] == ["hall-overview"]
    assert [name for kind, name in permissions() if kind in ("action", "column") and found.reach(kind, name)] == []


@pytest.mark.parametrize("key", ["", "x", "\ud800"])
def test_nobody(access: Access, key: str) -> None:
    access.displays.create("一楼", COMMAND)
    assert access.displays.viewer(key, ADDRESS) is NOBODY


def test_the_key_is_not_in_the_database(access: Access, district: Store) -> None:
    key = access.displays.create("一楼", COMMAND)
    district.reading().cursor.execute("CHECKPOINT")
    assert key.encode() not in district.path.read_bytes()
    assert key not in str(access.displays.listed())


def test_it_lasts_for_months_and_over_restarts(access: Access, watch: Watch, district: Store) -> None:
    key = access.displays.create("一楼", COMMAND)
    access.close()
    watch.pass_by(days=400)
    again = opened(district, watch)
    assert again.displays.viewer(key, ADDRESS).role == "display"
    again.close()


def test_revoked_at_once_and_for_good(access: Access, watch: Watch, district: Store) -> None:
    system = person(access, "system_administrator")
    key, other = access.displays.create("一楼", system), access.displays.create("二楼", system)
    one = access.displays.viewer(key, ADDRESS).display_id
    watch.pass_by(minutes=1)
    access.displays.revoke(one, system)
    assert access.displays.viewer(key, ADDRESS) is NOBODY
    assert access.displays.viewer(other, ADDRESS).name == "二楼"
    assert (listed(access)["一楼"]["revoked_at"], listed(access)["一楼"]["revoked_by"]) == (watch.wall, system.login)
    assert list(listed(access)) == ["二楼", "一楼"]
    with pytest.raises(AccessError, match="已经停用"):
        access.displays.revoke(one, system)
    access.close()
    again = opened(district, watch)
    assert again.displays.viewer(key, ADDRESS) is NOBODY
    again.close()


def test_only_the_system_administrator(access: Access) -> None:
    key = access.displays.create("一楼", COMMAND)
    one = access.displays.viewer(key, ADDRESS)
    for by in (person(access, "security_administrator"), person(access, "leader"), one):
        with pytest.raises(Refused):
            access.displays.create("二楼", by)
        with pytest.raises(Refused):
            access.displays.revoke(one.display_id, by)
    assert access.displays.viewer(key, ADDRESS) == one
    assert len(entries(access, result="拒绝")) == 6


def test_two_screens_in_use_do_not_share_a_name(access: Access) -> None:
    one = access.displays.viewer(access.displays.create("一楼", COMMAND), ADDRESS)
    with pytest.raises(AccessError, match="已有名为「一楼」的大屏在用"):
        access.displays.create("一楼", COMMAND)
    access.displays.revoke(one.display_id, COMMAND)
    access.displays.create("一楼", COMMAND)
    with pytest.raises(AccessError, match="大屏名称"):
        access.displays.create(" ", COMMAND)


def test_last_seen_is_written_every_five_minutes_at_most(access: Access, watch: Watch, district: Store) -> None:
    key = access.displays.create("一楼", COMMAND)
    assert seen_in_table(district) == [None]
    access.displays.viewer(key, ADDRESS)
    access._late.finish()
    assert seen_in_table(district) == [NOW]
    watch.pass_by(minutes=4, seconds=59)
    access.displays.viewer(key, ADDRESS)
    access._late.finish()
    assert seen_in_table(district) == [NOW]
    assert listed(access)["一楼"]["seen_at"] == NOW + timedelta(minutes=4, seconds=59)
    watch.pass_by(seconds=1)
    access.displays.viewer(key, ADDRESS)
    access._late.finish()
    assert seen_in_table(district) == [NOW + timedelta(minutes=5)]
    watch.pass_by(seconds=30)
    access.displays.viewer(key, ADDRESS)
    access.close()
    assert seen_in_table(district) == [NOW + timedelta(minutes=5, seconds=30)]
