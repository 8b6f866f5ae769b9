"""Backups enciphered to a public key (the age format), so that whoever takes the disk or the server cannot read them.

The server knows the public half only (``age1…``); the private half is a file that the office keeps elsewhere.
"""

import os
from pathlib import Path
from typing import IO

import pyrage

from cloudeye.clock import now
from cloudeye.errors import StoreError, reason

MAGIC = b"age-encryption.org/v1\n"
PRIVATE = "AGE-SECRET-KEY-"


class _Carrier:
    """A file as the cipher sees it. The cipher turns every fault of the system into one of its own: the real one is kept here."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.fault: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            return self._file.read(size)
        except OSError as error:
            self.fault = error
            raise

    def write(self, content: bytes) -> int:
        try:
            return self._file.write(content)
        except OSError as error:
            self.fault = error
            raise

    def flush(self) -> None:
        self._file.flush()


def check_recipient(recipient: str) -> str:
    """The public key itself, when it is one. Raises StoreError."""
    try:
        pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        # A private key put here by mistake must not reach a log.
        shown = "一把私钥" if recipient.upper().startswith(PRIVATE) else f"「{recipient}」"
        raise StoreError(
            f"备份公钥 CLOUDEYE_BACKUP_RECIPIENT 写的是{shown}，不是 age1 开头的公钥。"
            "请运行 python -m cloudeye backup --keygen 私钥文件 得到一对，把公钥填在这里。"
        ) from None
    return recipient


def make_identity(path: Path) -> str:
    """Write a new private key to ``path``, readable by its owner alone; returns its public key. Raises StoreError."""
    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    try:
        with open_private(path) as file:
            file.write(f"# created: {now().isoformat()}+08:00\n# public key: {recipient}\n{identity}\n".encode())
    except OSError as error:
        raise StoreError(f"无法写入私钥文件 {path}：{reason(error)}。请换一个文件名或目录。") from error
    return recipient


def is_enciphered(path: Path) -> bool:
    """Whether the file begins as an enciphered backup does."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def open_private(path: Path) -> IO[bytes]:
    """A new file for writing that only its owner may read, whatever the umask; OSError when there is one of that name."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def encipher(source: IO[bytes], target: IO[bytes], recipient: str) -> None:
    """Stream ``source`` into ``target`` so that only the holder of the private key can read it. Raises OSError, StoreError."""
    # Not ``encrypt_file``: it holds Python's lock throughout, and every page of the server would stand still for seconds.
    reading, writing = _Carrier(source), _Carrier(target)
    try:
        pyrage.encrypt_io(reading, writing, [pyrage.x25519.Recipient.from_str(check_recipient(recipient))])
    except (pyrage.EncryptError, OSError) as error:
        raise reading.fault or writing.fault or StoreError(f"加密失败（{error}），没有写出备份。") from error


def decipher(source: Path, target: IO[bytes], identity: Path | None) -> None:
    """Stream the enciphered file ``source`` into ``target``, which is whole only when this returns.

    Every block is authenticated. Raises StoreError for a missing or foreign key and for an altered or shortened file, OSError
    when the system cannot read or write.
    """
    if identity is None:
        raise StoreError(f"备份文件 {source} 是加密的。请用 --identity 指明私钥文件；原数据库未受影响。")
    keys = _identities(identity)
    with source.open("rb") as file:
        reading, writing = _Carrier(file), _Carrier(target)
        try:
            pyrage.decrypt_io(reading, writing, keys)
        except (pyrage.DecryptError, OSError) as error:
            if fault := reading.fault or writing.fault:
                raise fault from error
            if "matching keys" in str(error):
                raise StoreError(
                    f"私钥文件 {identity} 解不开备份 {source}：它是用另一把公钥加密的。原数据库未受影响。"
                ) from error
            raise StoreError(f"备份文件 {source} 不完整或被改动过，无法解密。原数据库未受影响。") from error


def _identities(path: Path) -> list[pyrage.x25519.Identity]:
    """The private keys in a file, one a line. Raises StoreError, which never quotes the file."""
    try:
        lines = [line.strip() for line in path.read_text(encoding="ascii").splitlines()]
        keys = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except OSError as error:
        raise StoreError(f"无法读取私钥文件 {path}：{reason(error)}。请检查路径和权限；原数据库未受影响。") from error
    except (UnicodeDecodeError, pyrage.IdentityError):
        keys = []
    if not keys:
        raise StoreError(f"{path} 不是私钥文件（应有 {PRIVATE} 开头的一行）。请检查路径；原数据库未受影响。")
    return keys
