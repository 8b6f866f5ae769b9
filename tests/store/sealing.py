"""Pairs of keys for tests of enciphered backups."""

from pathlib import Path

from cloudeye.store.backup_cipher import make_identity


def pair(folder: Path, name: str = "private.txt") -> tuple[str, Path]:
    """A public key, and the file of its private key."""
    return make_identity(folder / name), folder / name


def mode(path: Path) -> str:
    """The permissions of a file or folder, as in ``0o600``."""
    return oct(path.stat().st_mode & 0o777)
