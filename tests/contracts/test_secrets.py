"""Nothing secret is in the repository: every file is searched, and what is searched for is found when it is planted."""

import math
import re
import secrets
from collections import Counter
from collections.abc import Iterator

import pathspec
import pyrage
import pytest

from cloudeye.paths import ROOT
from tests.contracts.sources import named, text_files

# What gives itself away by its shape.
SHAPES = {
    "private key": r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY",
    "age private key": r"AGE-SECRET-KEY-1[0-9A-Z]{20,}",
    "cloud access key": r"\b(?:AKIA|ASIA|LTAI|AKID)[0-9A-Za-z]{16,}",
    "forge token": r"\bgh[pousr]_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{30,}|\bglpat-[A-Za-z0-9_-]{20,}",
    "registry token": r"\bpypi-AgE[A-Za-z0-9_-]{20,}|\bnpm_[A-Za-z0-9]{30,}",
    "chat or model token": r"\bxox[abprs]-[A-Za-z0-9-]{10,}|\bsk-[A-Za-z0-9_-]{20,}",
    "signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    "password in an address": r"\b[a-z][a-z0-9+.-]*://[^\s/:@\"'<>{}$]+:[^\s/:@\"'<>{}$]{3,}@",
    "argon2 hash": r"\$argon2(?:id|i|d)\$v=\d+\$[^\s\"']{20,}",
    # In code a word in quotes; in settings files whatever follows.
    "named secret": r"(?i:(?:password|passwd|secret|api_?key|access_?key|token)\w*[\"']?\s*[:=]\s*[\"'][^\"'\s{}]{8,}[\"'])",
}
SETTING = re.compile(r"(?im)^\s*[\w.]*(?:password|passwd|secret|api_?key|access_?key|token)\s*[:=]\s*[^\s\"'#${<]{8,}\s*$")
SETTING_SUFFIXES = {".toml", ".yml", ".env", ".conf", ".service", ".ini", ".cfg"}
# What looks like chance: a key or token of no known shape. A published digest (sha256-…, sha512-…) says what it is.
CHANCE = re.compile(r"(?<![\w+/=-])(?:[0-9a-fA-F]{40,}|[A-Za-z0-9+/_-]{40,}={0,2})(?![\w+/=-])")
DIGEST = re.compile(r"sha(?:256|384|512)-")
LEAST_ENTROPY = {True: 3.0, False: 4.5}  # bits a character: hexadecimal, other
# Files that hold nothing but secrets.
NEVER = re.compile(
    r"\.(?:pem|key|p12|pfx|jks|keystore|kdbx)$|^id_(?:rsa|dsa|ecdsa|ed25519)$|^secrets\.toml$|^\.env$|^\.netrc$|^\.pypirc$"
)


def secrets_in(text: str, suffix: str) -> Iterator[tuple[int, str]]:
    """Line and kind of everything in a text that looks like a secret."""
    for number, line in enumerate(text.splitlines(), 1):
        yield from ((number, kind) for kind, shape in SHAPES.items() if re.search(shape, line))
        if suffix in SETTING_SUFFIXES and SETTING.search(line):
            yield number, "named secret"
        for found in CHANCE.finditer(line):
            if not DIGEST.match(found[0]) and is_chance(found[0]):
                yield number, "key or token"


def is_chance(word: str) -> bool:
    """Whether the letters of a word are spread as those of a random one are."""
    shares = [count / len(word) for count in Counter(word).values()]
    return -sum(share * math.log2(share) for share in shares) > LEAST_ENTROPY[re.fullmatch(r"[0-9a-fA-F]+", word) is not None]


def test_no_file_holds_a_secret() -> None:
    found = [
        f"{named(path)}:{line}: {kind}"
        for path in text_files()
        for line, kind in secrets_in(path.read_text(encoding="utf-8"), path.suffix)
    ]
    assert found == []


def letters(count: int) -> str:
    return secrets.token_hex(count)[:count]


# Put together here, so that this file holds none.
PLANTED = {
    "private key": lambda: "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
    "age private key": lambda: str(pyrage.x25519.Identity.generate()),
    "cloud access key": lambda: "AKIA" + letters(16).upper(),
    "forge token": lambda: "ghp_" + letters(36),
    "registry token": lambda: "pypi-" + "AgEIcHlwaS5vcmc" + letters(40),
    "chat or model token": lambda: "xoxb-" + letters(12) + "-" + letters(24),
    "signed token": lambda: ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", letters(43))),
    "password in an address": lambda: "postgres://cloudeye:" + letters(8) + "@10.0.0.5/district",
    "argon2 hash": lambda: "$argon2id$" + "v=19$m=65536,t=3,p=4$c29tZXNhbHQ$" + letters(43),
    "named secret": lambda: 'pass' + f'word = "{letters(8)}"',
    "key or token": lambda: f"KEY = {secrets.token_hex(32)!r}",
}  # fmt: skip


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_secret_is_found(kind: str) -> None:
    for _ in range(50):
        planted = PLANTED[kind]()
        assert (2, kind) in list(secrets_in(f"# settings\nsomething {planted}\n", ".py")), planted


def test_every_kind_is_planted() -> None:
    assert PLANTED.keys() == SHAPES.keys() | {"key or token"}


@pytest.mark.parametrize("make", [lambda: secrets.token_urlsafe(32), lambda: secrets.token_urlsafe(48)], ids=["32", "48"])
def test_most_tokens_of_no_known_shape_are_found(make: object) -> None:
    assert callable(make)
    found = [any(kind == "key or token" for _, kind in secrets_in(f"x = {make()!r}", ".py")) for _ in range(200)]
    assert sum(found) > 180


@pytest.mark.parametrize("suffix", sorted(SETTING_SUFFIXES))
def test_a_secret_without_quotes_is_found_in_a_settings_file(suffix: str) -> None:
    assert list(secrets_in("client_" + "secret = " + letters(20), suffix)) == [(1, "named secret")]


@pytest.mark.parametrize(
    "innocent",
    [
        "password = getpass()",
        'token = request.cookies["session"]',
        "a1b2c3",
        "sha512-" + "Zm9v" * 20 + "==",
        "0" * 64,
        "https://example.cn/path@2x",
        "test_a_very_long_name_of_a_test_that_says_what_it_shows_in_words",
        "CLOUDEYE_BACKUP_RECIPIENT=age1…",
    ],
)
def test_what_only_looks_like_one_is_left_alone(innocent: str) -> None:
    assert list(secrets_in(innocent, ".py")) == []


def ignored() -> pathspec.PathSpec:
    return pathspec.PathSpec.from_lines("gitignore", (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    "path",
    [
        "data/cloudeye.duckdb", "data/cloudeye.duckdb.wal", "data/cloudeye.duckdb.key", "data/district.key",
        "data/cloudeye.audit/2026-11.jsonl", "data/cloudeye.duckdb.backup-standing",
        "data/cloudeye.duckdb.rehearsal/cloudeye.duckdb", "data/backups/cloudeye.duckdb.age", ".streamlit/secrets.toml",
        "docs/deploy/server.key", "tls.pem", ".env",
    ],
)  # fmt: skip
def test_what_a_server_makes_cannot_be_committed_by_accident(path: str) -> None:
    assert ignored().match_file(path)


@pytest.mark.parametrize(
    "path", ["data/catalog/departments.csv", "cloudeye/access/keys.py", ".streamlit/config.toml", "docs/deploy/nginx.conf"]
)
def test_what_belongs_to_the_repository_can_be_committed(path: str) -> None:
    assert not ignored().match_file(path)


def test_no_file_is_of_a_kind_that_holds_only_secrets() -> None:
    spec = ignored()
    strange = [
        named(path) for path in text_files(every_kind=True) if NEVER.search(path.name) and not spec.match_file(named(path))
    ]
    assert strange == []
