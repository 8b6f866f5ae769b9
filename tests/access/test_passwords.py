"""Which passwords pass, what the others are told, and how they are kept."""

import argon2
import pytest
from argon2.profiles import CHEAPEST

from cloudeye.access.passwords import Passwords, check_password, favourite_words, initial_password
from cloudeye.errors import AccessError
from tests.access.people import GOOD, OTHER


def complaint(password: str, login: str = "liming") -> str:
    with pytest.raises(AccessError) as raised:
        check_password(password, login)
    return str(raised.value)


@pytest.mark.parametrize(
    "password", [GOOD, OTHER, "秋天的第一场雨落在旧码头的石阶上", "kx7m-29qd-hvtr-w4bn", "brisk otter maps seven lanterns"]
)
def test_good_ones_pass(password: str) -> None:
    check_password(password, "liming")


def test_everything_that_is_missing_is_said_at_once() -> None:
    told = complaint("liming1")
    assert "至少 12 个字符（现在 7 个）" in told
    assert "大写字母、小写字母、数字、符号或汉字中的 3 种（现在缺大写字母、符号或汉字）" in told
    assert "不能包含登录名" in told
    assert "太容易猜到" in told


def test_length_at_the_limits() -> None:
    assert "至少 12 个字符（现在 11 个）" in complaint("vK7#qPz2!xR")
    check_password("vK7#qPz2!xRt", "liming")
    check_password("vK7#qPz2!xRt" + "mW9$hLd4" * 14 + "nQ3&", "liming")
    assert "至多 128 个字符（现在 129 个）" in complaint("vK7#qPz2!xRt" + "mW9$hLd4" * 14 + "nQ3&Z")


def test_kinds_count_until_it_is_long() -> None:
    assert "3 种" in complaint("vkqpzxrtmwhldnj")
    check_password("vkqpzxrtmwhldnjb", "liming")


def test_the_login_in_any_case_is_refused() -> None:
    assert "登录名" in complaint("Qx7-LiMing-vK2#p")


@pytest.mark.parametrize(
    "password",
    [
        "Woaini1314!!", "Woaini5201314", "5201314Abc!!", "Wang5201314!", "Zhang19900101!", "Gaoxin@2026!!", "Chengdu@2025!",
        "Qwer1234!@#$", "1qaz2wsx#EDC", "Aa123456789!", "Password1234!", "P@ssw0rd2026!", "Admin@123456", "Abcd1234!@#$",
        "aaaaaaaaaaaaaaaa", "1234567890123456", "woaizhongguowoaizhongguo", "Huawei@123456", "qq123456QQ!!",
    ],
)  # fmt: skip
def test_what_everybody_takes_is_refused(password: str) -> None:
    assert "太容易猜到" in complaint(password)


def test_the_favourites_of_the_country_matter() -> None:
    """Without them the international lists know these too little."""
    assert {"woaini1314", "5201314", "chengdu", "zhang"} <= set(favourite_words())


def test_control_characters_are_refused() -> None:
    assert "控制字符" in complaint(f"{GOOD}\t")


def test_first_passwords_pass_and_differ() -> None:
    made = {initial_password() for _ in range(200)}
    assert len(made) == 200
    for password in list(made)[:50]:
        check_password(password, "liming")


def test_kept_as_argon2id_with_the_parameters_of_the_standard() -> None:
    kept = Passwords().hash(GOOD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert Passwords().fits(kept, GOOD)
    assert not Passwords().fits(kept, OTHER)


def test_nobody_has_no_password() -> None:
    passwords = Passwords(CHEAPEST)
    assert not passwords.fits(None, "")
    assert not passwords.fits("not a hash", GOOD)
    assert not passwords.fits(passwords.hash(GOOD), "x" * 100_000)


def test_the_same_letters_from_another_keyboard_fit() -> None:
    passwords = Passwords(CHEAPEST)
    assert passwords.fits(passwords.hash("Ｌotus_Rain-41-é"), "Lotus_Rain-41-e\N{COMBINING ACUTE ACCENT}")


def test_hashes_of_former_parameters_are_outdated() -> None:
    kept = Passwords(CHEAPEST).hash(GOOD)
    assert Passwords().is_outdated(kept)
    assert not Passwords(CHEAPEST).is_outdated(kept)
    assert argon2.extract_parameters(kept).memory_cost == CHEAPEST.memory_cost
