"""Names that people give to accounts and screens: what they may look like."""

import re
import unicodedata

from cloudeye.errors import AccessError

LONGEST_NAME = 40
LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")


def plain_name(text: str, what: str) -> str:
    """A name on one line without odd spaces. Raises AccessError when nothing is left of it or it is too long."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise AccessError(f"{what}应当是 1 到 {LONGEST_NAME} 个可见字符，现在是「{name[:LONGEST_NAME]}」。请改正后再提交。")
    return name


def login_of(text: str) -> str:
    """A login as it is kept, in lower case: 2 to 32 letters, digits, dots, dashes or underlines. Raises AccessError."""
    login = text.strip().lower()
    if not LOGIN.fullmatch(login):
        raise AccessError(
            f"登录名「{login[:LONGEST_NAME]}」不符合要求：2 到 32 个小写字母、数字、点、横线或下划线，以字母或数字开头。请改正后再提交。"
        )
    return login
