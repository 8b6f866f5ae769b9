"""The second factor: six digits that a phone computes from a shared key every 30 seconds (TOTP, RFC 6238)."""

import os
import unicodedata
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest

import pyotp
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cloudeye.access.keys import subkey
from cloudeye.access.settings import CODE_DRIFT
from cloudeye.clock import DISTRICT_TIME
from cloudeye.errors import AccessError

ISSUER = "营商云眼"
STEP = 30
NONCE = 12


@dataclass(frozen=True)
class Enrolment:
    """What a phone needs once: ``secret`` to type in (base32), ``uri`` to draw as a QR code (otpauth://)."""

    secret: str
    uri: str


def enrolment(login: str, secret: str = "") -> Enrolment:
    """A new key for ``login``, or the one that was begun."""
    secret = secret or pyotp.random_base32()
    return Enrolment(secret, pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER))


def step_of(secret: str, code: str, at: datetime, after: int | None) -> int | None:
    """The 30-second step whose code this is, one step of drift allowed; None when it fits none or one that is not later than
    ``after``, the step of the code accepted last. ``at`` is district time."""
    digits = "".join(unicodedata.normalize("NFKC", code).split())  # a Chinese keyboard may send １２３ ４５６
    present = int(at.replace(tzinfo=DISTRICT_TIME).timestamp()) // STEP
    one = pyotp.TOTP(secret)
    found = [
        step
        for step in range(present - CODE_DRIFT, present + CODE_DRIFT + 1)
        if compare_digest(one.generate_otp(step).encode(), digits.encode()) and (after is None or step > after)
    ]
    return found[0] if found else None


class SecondFactors:
    """Keeps the shared keys enciphered: who has the database alone cannot compute codes."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(subkey(key, "second factor"))

    def enciphered(self, account_id: str, secret: str) -> str:
        """What the table keeps; it opens for this account only."""
        nonce = os.urandom(NONCE)
        return b64encode(nonce + self._cipher.encrypt(nonce, secret.encode(), account_id.encode())).decode()

    def deciphered(self, account_id: str, kept: str) -> str:
        """The shared key. Raises AccessError when the district's key is not the one it was enciphered with."""
        sealed = b64decode(kept)
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], account_id.encode()).decode()
        except InvalidTag as error:
            raise AccessError(
                "动态口令的密钥无法解读：密钥文件与数据库不是一套。请从备份放回原来的密钥文件；"
                "如果确已丢失，请在服务器上运行 account reset 重置账号后重新绑定。"
            ) from error
