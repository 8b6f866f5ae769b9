"""Passwords: kept as argon2id, refused when weak with everything that is missing said at once, first ones made by chance."""

import re
import secrets
import threading
import unicodedata
from functools import cache, cached_property
from pathlib import Path

from argon2 import Parameters, PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from cloudeye.errors import WeakPassword

SHORTEST, LONG, LONGEST = 12, 16, 128
KINDS = {"大写字母": r"[A-Z]", "小写字母": r"[a-z]", "数字": r"[0-9]", "符号或汉字": r"[^A-Za-z0-9]"}
FEWEST_KINDS = 3
# zxcvbn's best mark: more than 10^10 guesses for one who knows the usual words, names, dates, keyboards and substitutions.
BEST_MARK = 4
MARKED = 72
FAVOURITES = Path(__file__).with_name("favourite_words.txt")
# Nothing that reads like something else on paper or over the telephone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4
# Every verification takes 64 MiB for a moment: two cores, two at a time.
AT_ONCE = 2


class Passwords:
    """Makes and verifies hashes with one set of argon2id parameters (RFC 9106, second recommendation, unless given)."""

    def __init__(self, parameters: Parameters = RFC_9106_LOW_MEMORY) -> None:
        self._hasher = PasswordHasher.from_parameters(parameters)
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    @cached_property
    def _nobody(self) -> str:
        """Verified in place of the hash that an unknown login does not have."""
        return self.hash(secrets.token_hex())

    def hash(self, password: str) -> str:
        """What the table keeps."""
        with self._turns:
            return self._hasher.hash(_normal(password))

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether ``password`` is the one of the hash ``kept``; None fits nothing, and takes as long to find out."""
        nobody = self._nobody  # made before the first answer of either kind
        try:
            with self._turns:
                self._hasher.verify(kept or nobody, _normal(password[: LONGEST * 4]))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(kept)


def _normal(password: str) -> str:
    # The same key can send different code points on different systems.
    return unicodedata.normalize("NFKC", password)


def check_password(password: str, login: str) -> None:
    """Raise WeakPassword with everything that is wrong with a new password; nothing when it is good."""
    if faults := _faults(_normal(password), login.casefold()):
        raise WeakPassword(faults)


def _faults(password: str, login: str) -> list[str]:
    faults = []
    if len(password) < SHORTEST:
        faults.append(f"至少 {SHORTEST} 个字符（现在 {len(password)} 个）")
    if len(password) > LONGEST:
        faults.append(f"至多 {LONGEST} 个字符（现在 {len(password)} 个）")
    missing = [kind for kind, pattern in KINDS.items() if not re.search(pattern, password)]
    if len(password) < LONG and len(KINDS) - len(missing) < FEWEST_KINDS:
        faults.append(f"至少含{'、'.join(KINDS)}中的 {FEWEST_KINDS} 种（现在缺{'、'.join(missing)}），或者长到 {LONG} 个字符")
    if login and login in password.casefold():
        faults.append("不能包含登录名")
    if any(unicodedata.category(letter) == "Cc" for letter in password):
        faults.append("不能包含控制字符")
    if password and _mark(password, login) < BEST_MARK:
        faults.append("太容易猜到，请避开常用密码、姓名、地名、生日、年份、键盘顺序和重复的字")
    return faults


@cache
def favourite_words() -> tuple[str, ...]:
    """What people here put into passwords, most usual first."""
    lines = FAVOURITES.read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


_marking = threading.Lock()


def _mark(password: str, login: str) -> int:
    from zxcvbn import zxcvbn  # its word lists take a moment to load, and most processes never judge a password

    with _marking:  # it keeps the words it is given in a global
        return int(zxcvbn(password[:MARKED], user_inputs=[login, *favourite_words()])["score"])


def initial_password() -> str:
    """A first password to be told to its owner, such as kx7m-29qd-hvtr-w4bn: 79 bits of chance."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
