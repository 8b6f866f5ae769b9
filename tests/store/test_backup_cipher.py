"""An enciphered backup opens with its own private key alone, whole or not at all, and leaves nothing readable behind."""

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cloudeye.errors import StoreError
from cloudeye.paths import ROOT
from cloudeye.store import Store, backup, restore
from cloudeye.store.backup_cipher import check_recipient, decipher, encipher, is_enciphered, make_identity
from tests.store.districts import holding, names, write, write_many
from tests.store.sealing import mode, pair

MARK = "只有持私钥的人看得到的名字"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sealed")


@pytest.fixture(scope="module")
def keys(place: Path) -> tuple[str, Path]:
    return pair(place)


@pytest.fixture(scope="module")
def plain(place: Path) -> Path:
    """A database with one name."""
    with holding(place / "district.duckdb", MARK):
        pass
    return place / "district.duckdb"


@pytest.fixture(scope="module")
def sealed(plain: Path, keys: tuple[str, Path]) -> Path:
    """Its enciphered backup, in a folder of its own."""
    with Store(plain) as store:
        return backup(store, plain.parent / "copies" / "one.duckdb.age", recipient=keys[0])


def refused(source: Path, folder: Path, identity: Path | None) -> str:
    """The sentence of a restore that must change nothing: neither the database that is there nor the folder around it."""
    target = folder / "live" / "cloudeye.duckdb"
    with Store(target, create=True) as store:
        write(store, "现在的")
    with pytest.raises(StoreError) as caught:
        restore(source, target, identity=identity)
    assert [path.name for path in target.parent.iterdir()] == ["cloudeye.duckdb"]
    with Store(target) as store:
        assert names(store) == ["现在的"]
    return str(caught.value)


def test_it_opens_with_its_private_key(sealed: Path, tmp_path: Path, keys: tuple[str, Path]) -> None:
    restored = restore(sealed, tmp_path / "new" / "cloudeye.duckdb", identity=keys[1])
    with Store(restored) as opened:
        assert names(opened) == [MARK]
    assert mode(restored) == "0o600"


def test_nothing_in_it_can_be_read(sealed: Path, plain: Path) -> None:
    assert MARK.encode() in plain.read_bytes()
    assert is_enciphered(sealed) and not is_enciphered(plain)
    assert MARK.encode() not in sealed.read_bytes()
    assert [path.name for path in sealed.parent.iterdir()] == [sealed.name]
    assert (mode(sealed), mode(sealed.parent)) == ("0o600", "0o700")


def test_it_does_not_open_without_a_key(sealed: Path, tmp_path: Path) -> None:
    assert "是加密的。请用 --identity 指明私钥文件" in refused(sealed, tmp_path, None)


def test_it_does_not_open_with_another_key(sealed: Path, tmp_path: Path) -> None:
    assert "解不开备份" in refused(sealed, tmp_path, pair(tmp_path, "other.txt")[1])


def test_one_of_several_keys_in_a_file_is_enough(sealed: Path, tmp_path: Path, keys: tuple[str, Path]) -> None:
    both = tmp_path / "both.txt"
    both.write_text(pair(tmp_path, "other.txt")[1].read_text() + "\n" + keys[1].read_text())
    with Store(restore(sealed, tmp_path / "new.duckdb", identity=both)) as opened:
        assert names(opened) == [MARK]


def _cut(size: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:size]


def _altered(place: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


@pytest.mark.parametrize(
    "spoilt",
    [
        _cut(30), _cut(400), _cut(-1), _cut(-16), _cut(-65552), lambda content: content + b"x",
        _altered(60), _altered(400), _altered(100_000), _altered(-1),
    ],
    ids=[
        "cut in the head", "cut in the first block", "one byte short", "one tag short", "one block short", "one byte more",
        "head altered", "first block altered", "a later block altered", "last byte altered",
    ],
)  # fmt: skip
def test_an_altered_or_shortened_one_is_refused(
    sealed: Path, tmp_path: Path, keys: tuple[str, Path], spoilt: Callable[[bytes], bytes]
) -> None:
    copy = tmp_path / "spoilt.age"
    copy.write_bytes(spoilt(sealed.read_bytes()))
    sentence = refused(copy, tmp_path, keys[1])
    assert ("不完整或被改动过，无法解密" in sentence or "解不开备份" in sentence) and "原数据库未受影响" in sentence


def test_something_else_that_was_enciphered_is_refused(tmp_path: Path, keys: tuple[str, Path]) -> None:
    with (tmp_path / "plain").open("wb+") as plain, (tmp_path / "sealed").open("wb") as target:
        plain.write(b"no database" * 1000)
        plain.seek(0)
        encipher(plain, target, keys[0])
    assert "已损坏或不是云眼的备份" in refused(tmp_path / "sealed", tmp_path, keys[1])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "无法读取私钥文件 .*文件或文件夹不存在"), (b"", "不是私钥文件"), (b"AGE-SECRET-KEY-1WRONG\n", "不是私钥文件"), (b"\xff\xfe", "不是私钥文件")],
    ids=["missing", "empty", "mistyped", "binary"],
)  # fmt: skip
def test_a_key_file_that_is_none_is_named_but_not_quoted(
    sealed: Path, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / "wrong.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match=sentence) as caught:
        restore(sealed, tmp_path / "new.duckdb", identity=path)
    assert "WRONG" not in str(caught.value) and str(path) in str(caught.value)


def test_a_public_key_that_is_none_is_refused_before_anything_is_written(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="不是 age1 开头的公钥"):
        backup(store, tmp_path / "copies" / "one.age", recipient="age1wrong")
    assert not (tmp_path / "copies").exists()


def test_a_private_key_in_the_place_of_the_public_one_is_not_shown(keys: tuple[str, Path]) -> None:
    private = keys[1].read_text().splitlines()[-1]
    with pytest.raises(StoreError, match="写的是一把私钥") as caught:
        check_recipient(private)
    assert private not in str(caught.value)


def test_a_new_private_key_is_its_owners_alone_and_replaces_no_other(tmp_path: Path) -> None:
    path = tmp_path / "private.txt"
    assert make_identity(path) in path.read_text()
    assert mode(path) == "0o600"
    before = path.read_bytes()
    with pytest.raises(StoreError, match="已有同名的文件"):
        make_identity(path)
    assert path.read_bytes() == before


FULL = """
import resource, sys
from pathlib import Path
from cloudeye.errors import StoreError
from cloudeye.store import Store, backup, restore
database, source, identity = map(Path, sys.argv[1:4])
recipient, limit = sys.argv[4], int(sys.argv[5])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
try:
    if sys.argv[6] == "restore":
        restore(source, database.with_name("new.duckdb"), identity=identity)
    else:
        backup(Store(database), source.with_name("two.age"), recipient=recipient)
except StoreError as error:
    print(error)
"""


@pytest.mark.parametrize("verb", ["restore", "backup"])
def test_a_full_disk_is_told_as_such(sealed: Path, plain: Path, keys: tuple[str, Path], verb: str) -> None:
    """The cipher calls it a fault of its own; whoever reads it must not think that the backup is damaged."""
    limit = plain.stat().st_size + 100 if verb == "backup" else 100_000  # the plain copy fits, the enciphered one does not
    words = [plain, sealed, keys[1], keys[0], limit, verb]
    finished = subprocess.run(
        [sys.executable, "-c", FULL, *map(str, words)], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert ("恢复失败" if verb == "restore" else "备份失败") in finished.stdout, finished.stderr[-1000:]
    assert "文件超过允许的大小" in finished.stdout
    assert [path.name for path in sealed.parent.iterdir()] == [sealed.name]
    assert not [path.name for path in plain.parent.iterdir() if "new" in path.name]


def test_a_full_disk_in_the_middle_of_the_file(plain: Path, keys: tuple[str, Path]) -> None:
    full = Path("/dev/full")
    with plain.open("rb") as source, full.open("wb", buffering=0) as target, pytest.raises(OSError, match="No space left"):
        encipher(source, target, keys[0])


@pytest.fixture
def big(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "big.duckdb", create=True) as opened:
        with opened.writing() as writer:
            write_many(writer, 800_000)
        yield opened


def changed_at(path: Path) -> int:
    """When the file was last changed, in nanoseconds; 0 when there is none."""
    try:
        return path.stat().st_ctime_ns
    except FileNotFoundError:
        return 0


def test_the_plain_copy_is_private_while_it_is_there_and_gone_after_a_kill(
    big: Store, tmp_path: Path, keys: tuple[str, Path]
) -> None:
    """The next backup of that name takes away what a killed one left; a command that is asked to end takes it away itself."""
    big.close()
    copy = tmp_path / "copies" / "one.age"
    part, made_at = copy.with_name("one.age.part"), 0
    command = [sys.executable, "-m", "cloudeye", "backup", str(copy), "--database", str(big.path), "--recipient", keys[0]]
    for end, left in ((signal.SIGKILL, True), (signal.SIGTERM, False)):
        with subprocess.Popen(command, cwd=ROOT) as process:
            while changed_at(part) in {0, made_at}:
                assert process.poll() is None
                time.sleep(0.001)
            assert mode(part) == "0o600"
            time.sleep(0.1)
            process.send_signal(end)
        made_at = changed_at(part)
        assert (made_at != 0) is left
    assert list(copy.parent.iterdir()) == []


def test_it_streams_and_lets_the_pages_go_on(tmp_path: Path, keys: tuple[str, Path]) -> None:
    """A cipher that holds Python's lock for the whole file would stop every page for as long."""
    content = tmp_path / "content"
    with content.open("wb") as file:
        for _ in range(100):
            file.write(os.urandom(1 << 20))
    stopped, pauses = threading.Event(), [0.0]

    def watch() -> None:
        last = time.perf_counter()
        while not stopped.is_set():
            time.sleep(0.002)
            pauses.append(time.perf_counter() - last)
            last = time.perf_counter()

    watcher = threading.Thread(target=watch)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    watcher.start()
    began = time.perf_counter()
    with content.open("rb") as plain, (tmp_path / "sealed").open("wb") as target:
        encipher(plain, target, keys[0])
    with (tmp_path / "again").open("wb") as target:
        decipher(tmp_path / "sealed", target, keys[1])
    took = time.perf_counter() - began
    stopped.set()
    watcher.join()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KiB, of 100 MiB
    assert max(pauses) < took / 3
    assert (tmp_path / "again").stat().st_size == 100 << 20
