"""The district's key: made once, for its owner's eyes alone, and never made anew beside a trail that needs the old one."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cloudeye.access.keys import key_file, key_of, subkey
from cloudeye.errors import AccessError
from tests.access.trails import write_trail


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "district.duckdb"


def test_it_is_made_at_first_use_and_stays(database: Path) -> None:
    key = key_of(database)
    path = database.with_name("district.duckdb.key")
    assert len(key) == 32 and key_of(database) == key
    assert path.read_text(encoding="ascii") == key.hex() + "\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(database.parent.iterdir()) == [path]


def test_no_two_districts_share_one(tmp_path: Path) -> None:
    assert key_of(tmp_path / "a.duckdb") != key_of(tmp_path / "b.duckdb")


def test_whoever_comes_second_uses_the_first_ones(database: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        assert len(set(pool.map(key_of, [database] * 64))) == 1
    assert len(list(database.parent.iterdir())) == 1


def test_subkeys_tell_nothing_of_each_other(database: Path) -> None:
    key = key_of(database)
    found = {key, subkey(key, "trail"), subkey(key, "second factor"), subkey(bytes(32), "trail")}
    assert len(found) == 4 and {len(each) for each in found} == {32}
    assert subkey(key, "trail") == subkey(key, "trail")


def test_a_file_named_by_the_environment(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = tmp_path / "mounted"
    monkeypatch.setenv("CLOUDEYE_KEY_FILE", str(named))
    assert key_file(database) == named
    with pytest.raises(AccessError, match=r"找不到密钥文件 .*mounted。"):
        key_of(database)
    assert not named.exists(), "a file that should have been mounted is not made up"
    named.write_text("AB" * 32, encoding="ascii")
    named.chmod(0o444)  # as a container mounts its secrets
    assert key_of(database) == b"\xab" * 32


@pytest.mark.parametrize("text", [b"", b"ab" * 31, b"ab" * 33, b"zz" * 32, "密".encode() * 64, b"\0" * 64])
def test_what_is_no_key_is_refused(database: Path, text: bytes) -> None:
    key_file(database).write_bytes(text)
    key_file(database).chmod(0o600)
    with pytest.raises(AccessError, match="不是云眼的密钥文件"):
        key_of(database)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_that_others_may_read_or_write_is_refused(database: Path, mode: int) -> None:
    key_of(database)
    key_file(database).chmod(mode)
    with pytest.raises(AccessError, match="chmod 600"):
        key_of(database)


def test_a_lost_key_is_not_replaced_where_a_trail_needs_it(database: Path) -> None:
    folder = write_trail(database, 3)
    key_file(database).unlink()
    with pytest.raises(AccessError, match="放回原来的密钥文件"):
        key_of(database)
    assert not key_file(database).exists()
    folder.rename(folder.with_name("put-away"))
    key_of(database)


def test_a_fault_of_the_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    with pytest.raises(AccessError, match="路径中间有一段是文件|已有同名的文件"):
        key_of(tmp_path / "file" / "district.duckdb")
