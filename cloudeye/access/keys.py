"""The one secret of a district, from which everything that seals or enciphers takes its own key."""

import hmac
import os
import re
import secrets
import stat
from pathlib import Path

from cloudeye.access.trail.files import folder_of, trail_files
from cloudeye.errors import AccessError, reason

BYTES = 32
NAMED_FILE = "CLOUDEYE_KEY_FILE"
# Other programs of the same machine may not read the file that we make.
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def key_file(database: Path) -> Path:
    """Where the key lies: the file that ``CLOUDEYE_KEY_FILE`` names, else ``<database>.key``."""
    named = os.environ.get(NAMED_FILE)
    return Path(named) if named else database.with_name(database.name + ".key")


def key_of(database: Path) -> bytes:
    """The 32 bytes of the district whose database is ``database``; 64 hexadecimal digits in ``key_file(database)``.

    ``<database>.key`` is made at first use, readable by its owner alone. Back it up apart from the database: without it neither
    can the trail be verified nor a second factor be read.

    Raises AccessError when the file cannot be read or written, is no key, or may be read by others; when a file that
    ``CLOUDEYE_KEY_FILE`` names is missing; and when a trail exists but its key is gone, for a new one would not fit it.
    """
    path = key_file(database)
    try:
        if not os.environ.get(NAMED_FILE):
            if not path.exists():
                _refuse_if_lost(database, path)
                _make(path)
            elif path.stat().st_mode & OTHERS:
                raise AccessError(f"密钥文件 {path} 可以被其他用户读写。请运行 chmod 600 收紧权限后重试。")
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError as error:
        raise AccessError(
            f"找不到密钥文件 {path}。请检查 {NAMED_FILE} 指向的位置；需要新密钥时，写入 64 位十六进制随机数即可。"
        ) from error
    except UnicodeDecodeError as error:
        raise _malformed(path) from error
    except OSError as error:
        raise AccessError(f"无法读写密钥文件 {path}：{reason(error)}。请检查磁盘与权限后重试。") from error
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise _malformed(path)
    return bytes.fromhex(text)


def subkey(key: bytes, label: str) -> bytes:
    """The 32-byte key for one purpose, such as ``"trail"``; different labels give keys that tell nothing of each other."""
    return hmac.digest(key, b"cloudeye " + label.encode(), "sha256")


def _malformed(path: Path) -> AccessError:
    return AccessError(f"{path} 不是云眼的密钥文件：应当是 64 位十六进制数。请从备份放回原来的密钥文件。")


def _refuse_if_lost(database: Path, path: Path) -> None:
    if trail_files(folder_of(database)) and not path.exists():  # another process may have made both just now
        raise AccessError(
            f"找不到密钥文件 {path}，但审计日志 {folder_of(database)} 已经存在。请从备份放回原来的密钥文件；"
            "如果确已丢失，请把日志文件夹移走另存，系统将重新开始记录。"
        )


def _make(path: Path) -> None:
    """A new key under ``path``, complete from its first moment; whoever comes second uses the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(BYTES) + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)
        except FileExistsError:
            pass
    finally:
        part.unlink(missing_ok=True)
