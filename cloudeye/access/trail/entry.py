"""One line of the trail: canonical JSON, and the seal over its exact bytes that ties it to the line before."""

import hmac
import json
from collections.abc import Mapping
from typing import NamedTuple

LONGEST_VALUE = 200
MOST_DETAILS = 16

HASH, CLOSING = b',"hash":"', b'"}\n'
DIGITS = 64
# Where things stand in a line, from its end: the hash and its name, the hash of the line before.
HASH_AT = -(DIGITS + len(CLOSING))
HASH_NAME_AT = HASH_AT - len(HASH)
PREVIOUS_AT = HASH_NAME_AT - (DIGITS + 1)
NUMBER_AT = len(b'{"number":')
LONGEST_NUMBER = 18
# What the first entry names as its predecessor.
GENESIS = "0" * DIGITS


class Link(NamedTuple):
    """What ties a line to its neighbours; it is genuine when ``stated`` (the hash it carries) equals ``computed``."""

    number: int
    previous: bytes
    stated: bytes
    computed: bytes


class Seal:
    """HMAC-SHA-256 with the key of the trail (32 bytes)."""

    def __init__(self, key: bytes) -> None:
        self._keyed = hmac.new(key, digestmod="sha256")

    def over(self, body: bytes) -> bytes:
        """The seal over these bytes: 64 hexadecimal digits."""
        seal = self._keyed.copy()
        seal.update(body)
        return seal.hexdigest().encode()

    def close(self, fields: Mapping[str, object]) -> tuple[bytes, str]:
        """The finished line of an entry (keys in the order given, ``previous`` last) and its hash."""
        body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
        found = self.over(body)
        return body + HASH + found + CLOSING, found.decode()

    def examine(self, line: bytes) -> Link | None:
        """Number, predecessor and hashes of a line; None when it does not have the shape of an entry."""
        digits = line[NUMBER_AT : line.find(b",")]
        # The rest of the shape is under the seal.
        if (
            not line.endswith(CLOSING)
            or line[HASH_NAME_AT:HASH_AT] != HASH
            or not digits.isdigit()
            or len(digits) > LONGEST_NUMBER
        ):
            return None
        body, previous, stated = line[:HASH_NAME_AT], line[PREVIOUS_AT : HASH_NAME_AT - 1], line[HASH_AT : HASH_AT + DIGITS]
        return Link(int(digits), previous, stated, self.over(body))


def shortened(text: str) -> str:
    """Text from outside (a login, an address, a path) made fit for an entry: one plain line of at most 200 characters."""
    clean = "".join(letter if _is_plain(letter) else "\N{REPLACEMENT CHARACTER}" for letter in text[: LONGEST_VALUE + 1])
    return clean if len(clean) <= LONGEST_VALUE else clean[: LONGEST_VALUE - 1] + "…"


def checked(detail: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """The details by name, in their order. Raises ValueError for what might be the content of a complaint: long or broken text.

    That is a fault of the program, which must pass text from outside through ``shortened``.
    """
    if len(detail) > MOST_DETAILS:
        raise ValueError(f"an entry takes at most {MOST_DETAILS} details, not {len(detail)}")
    for name, value in detail.items():
        if isinstance(value, str):
            if len(value) > LONGEST_VALUE or not all(map(_is_plain, value)):
                raise ValueError(f"detail {name!r} is longer than {LONGEST_VALUE} characters or not one plain line")
        elif value is not None and not isinstance(value, int):
            raise ValueError(f"detail {name!r} is {type(value).__name__}; expected str, int or None")
    return dict(sorted(detail.items()))


def _is_plain(letter: str) -> bool:
    return letter.isprintable() or letter == "\N{IDEOGRAPHIC SPACE}"
