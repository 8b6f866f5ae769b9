"""Masks: what nobody may read in a text is gone however it is written; everything else stays letter for letter."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cloudeye.demo.complainants import id_number
from cloudeye.demo.enterprises import check_digit
from cloudeye.store import Store

Mask = Callable[..., list[str]]
SEPARATORS = ["", " ", "-", "－", "　", " - ", ".", "·", "\u00a0", "\u200b"]
FULL_WIDTH = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@pytest.fixture(scope="module")
def mask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mask]:
    """``mask(texts, hides_enterprise=True)``: the texts as masked_text leaves them."""
    with Store(tmp_path_factory.mktemp("masks") / "district.duckdb", create=True) as store:
        cursor = store.reading().cursor

        def masked(texts: list[str], hides_enterprise: bool = True) -> list[str]:
            sql = "SELECT masked_text(text, ?) FROM (SELECT unnest(?) AS text, generate_subscripts(?, 1) AS place) ORDER BY place"
            return [text for (text,) in cursor.execute(sql, [hides_enterprise, texts, texts]).fetchall()]

        yield masked


def digits_in(text: str) -> str:
    """Every digit of a text, half-width, with X; nothing between them."""
    return re.sub(r"[^0-9X]", "", unicodedata.normalize("NFKC", text).upper())


# People write around a number what they like, but no digit right beside it: then it would be another number.
around = st.text(st.characters(exclude_categories=["Nd", "Nl", "No", "Cs", "Co"], exclude_characters="+＋xXＸｘ"), max_size=12)
mobile = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landline = st.from_regex(r"0(10|2[0-9]|[3-9][0-9]{2})[2-8][0-9]{6,7}", fullmatch=True)
person_id = st.builds(
    lambda area, born, serial: id_number(f"{area}{born:%Y%m%d}{serial:03d}"),
    st.integers(110000, 829999),
    st.dates(date(1920, 1, 1), date(2026, 1, 1)),
    st.integers(1, 999),
)
card = st.from_regex(r"62[0-9]{14,17}", fullmatch=True)


@st.composite
def written(draw: st.DrawFn, number: str, groups: tuple[int, ...], prefixes: tuple[str, ...] = ("",)) -> str:
    """A number as somebody might write it: in groups or not, in full-width digits or not, with a prefix or not."""
    separator = draw(st.sampled_from(SEPARATORS))
    parts, start = [], 0
    for length in groups:
        parts.append(number[start : start + length])
        start += length
    text = separator.join([*parts, number[start:]] if number[start:] else parts)
    text = draw(st.sampled_from(prefixes)) + text
    return text.translate(FULL_WIDTH) if draw(st.booleans()) else text


def survives(number: str, masked: str) -> bool:
    return number in digits_in(masked)


@given(number=mobile, data=st.data(), before=around, after=around)
@example(number="13812345678", data=None, before="2026-11-21 ", after=" 2026-11-22")
@example(number="13812345678", data=None, before="13912345678 ", after="-8001")
@example(number="13812345678", data=None, before="wx", after="abc")
@settings(max_examples=150, deadline=None)
def test_no_mobile_number_survives(mask: Mask, number: str, data: st.DataObject | None, before: str, after: str) -> None:
    groups = [(11,), (3, 4, 4), (3, 3, 5), (3, 8), (4, 3, 4), (7, 4), (2, 4, 5), (1,) * 11]
    if data is None:
        text = number
    else:
        chosen = data.draw(st.sampled_from(groups))
        prefixes = ("", "+86 ", "+86", "0086-", "86 ", "0") if chosen[0] == 3 else ("",)
        # 20 after the first two digits reads as a year: such a grouping is a date far more often.
        assume(not (chosen[0] == 2 and number[2:4] == "20"))
        text = data.draw(written(number, chosen, prefixes))
    assert not survives(number, mask([before + text + after])[0])


@given(number=landline, data=st.data(), before=around, after=around)
@settings(max_examples=150, deadline=None)
def test_no_landline_survives(mask: Mask, number: str, data: st.DataObject, before: str, after: str) -> None:
    area = 3 if number[1] in "12" else 4
    text = data.draw(
        st.sampled_from([number, f"{number[:area]}-{number[area:]}", f"（{number[:area]}）{number[area:-4]} {number[-4:]}"])
    )
    assert not survives(number, mask([before + text + after])[0])


@given(number=person_id, data=st.data(), before=around, after=around)
@settings(max_examples=80, deadline=None)
def test_no_identity_number_survives(mask: Mask, number: str, data: st.DataObject, before: str, after: str) -> None:
    text = data.draw(written(number, data.draw(st.sampled_from([(18,), (6, 8, 4), (6, 4, 4, 4), (3, 3, 4, 4, 4)]))))
    masked = mask([before + text + after])[0]
    assert not survives(number, masked)
    assert number[6:14] not in digits_in(masked), "the birth date"


@given(number=card, before=around, after=around, grouped=st.booleans())
@settings(max_examples=80, deadline=None)
def test_no_card_number_survives(mask: Mask, number: str, before: str, after: str, grouped: bool) -> None:
    text = " ".join(number[start : start + 4] for start in range(0, len(number), 4)) if grouped else number
    assert not survives(number, mask([before + text + after])[0])


# Numbers as they stand in complaints: years, dates, times, amounts, numbers of laws and of complaints, percentages.
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))  # 1999 begins like a mobile number
ways_of_a_day = st.sampled_from(
    ["%Y-%m-%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%Y/%m/%d", "SQ%Y%m%d001", "%Y%m%d0930", "%Y-%m-%d 09:30:15"]
)
harmless_number = st.one_of(
    st.integers(0, 999_999).map(str),
    st.builds(lambda day, way: day.strftime(way), days, ways_of_a_day),
    st.builds(lambda first, last: f"{first}-{last}", st.integers(2000, 2026), st.integers(2000, 2026)),
    st.integers(0, 10_000).map(lambda value: f"{value / 100:.2f}%"),
    st.just("12345"),
)
hanzi = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5, exclude_characters="电手座固联致拨传来微"), max_size=8)
sentence = st.lists(st.tuples(hanzi, st.sampled_from("，。；：、！？“” \n"), harmless_number), max_size=6).map(
    lambda parts: "".join(f"{words}{mark}{number}{mark}" for words, mark, number in parts)
)


@given(texts=st.lists(sentence, min_size=1, max_size=20))
@example(texts=["2026.03.01-2026.11.21", "自2026-03-13 至 2026-11-21 9:30", "云APP", "金额30000000元", "", "办件20261121003号"])
@settings(max_examples=40, deadline=None)
def test_what_holds_no_number_of_a_person_stays_as_it_is(mask: Mask, texts: list[str]) -> None:
    assert mask(texts) == texts
    assert mask(texts, False) == texts


@given(text=st.text(st.characters(exclude_categories=["Nd", "Nl", "No", "Cs", "Co"], exclude_characters="@＠"), max_size=60))
@settings(max_examples=80, deadline=None)
def test_a_text_without_a_digit_stays_as_it_is(mask: Mask, text: str) -> None:
    assume(not re.search(r"(?i)微信|wechat|weixin|vx|qq", text))
    assert mask([text]) == [text]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138****5678"),
        ("电话138 1234 5678，", "电话138****5678，"),
        ("１３８１２３４５６７８", "138****5678"),
        ("+86 138-1234-5678", "+86 138****5678"),
        ("13812345678、139.1234.5678", "138****5678、139****5678"),
        ("028-87654321", "028-****4321"),
        ("(0755)8765-4321转8001", "(0755-****4321转8001"),
        ("联系电话：87654321", "联系电话：****4321"),
        ("400-123-4567", "400****4567"),
        ("+1 415 555 2671", "+1****71"),
        ("51010519491231002X", "510***********002X"),
        ("身份证510105491231002", "身份证510********1002"),
        ("6222021234567890123", "************0123"),
        ("卡号6222-0212-3456-7890", "卡号************7890"),
        ("zhang.san＠163.com", "z***@***"),
        ("13812345678@139.com", "1***@***"),
        ("川A12345，川A·D12388", "川A·***45，川A·***88"),
        ("微信号zhang_san88", "微信号z***"),
        ("QQ：12345678", "QQ：1***"),
        ("91512081MA62K0260E", "91****************"),
        ("91512081ma62k0261e", "91****************"),
    ],
)
def test_masked_text(mask: Mask, text: str, masked: str) -> None:
    assert mask([text]) == [masked]


def test_a_credit_code_is_no_identity_number(mask: Mask) -> None:
    """It shows while the enterprise does, also one that is all digits; a person's number never does."""
    digits = next(body + check_digit(body) for body in (f"91510100{n:09d}" for n in range(99)) if check_digit(body).isdigit())
    codes = ["91512081MA62K0260E", digits, f"{digits}。"]
    assert mask(codes, False) == codes
    assert mask(codes) == ["91****************", "91****************", "91****************。"]
    assert mask([id_number("11010519491231002")], False) == ["110***********002X"]
    # No code, though written like one: a mobile number between letters.
    assert mask(["AB13812345678CDEFG"], False) == ["AB138****5678CDEFG"]


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("masked_name('张某某')", "张**"),
        ("masked_name(' 欧阳某 ')", "欧**"),
        ("masked_name('')", None),
        ("masked_name(NULL)", None),
        ("masked_phone('15400001234')", "154****1234"),
        ("masked_phone('028-00001234')", "028-****1234"),
        ("masked_phone('8765432')", "****32"),
        ("masked_phone('张三13800001234转01234567')", "****67"),
        ("masked_phone('12')", "****"),
        ("masked_id_number('51010519491231002X')", "510***********002X"),
        ("masked_id_number('E12345678')", "******78"),
        ("masked_id_number('')", None),
        ("masked_address('演示区云桥街道样例路88号3栋')", "演示区云桥街道***"),
        ("masked_address('样例路88号')", "样例路***"),
        ("masked_address('88号楼')", "***"),
        ("masked_address('联系15400001234样例路')", "***"),
        ("masked_enterprise('云启瑞电子科技有限公司')", "云***公司"),
        ("masked_enterprise('某某')", "某***"),
        ("masked_uscc('91512081MA62K0260E')", "91****************"),
        ("shown_count(4)", None),
        ("shown_count(5)", 5),
        ("shown_count(0)", 0),
    ],
)
def test_cells(store: Store, call: str, shown: object) -> None:
    assert store.reading().cursor.execute(f"SELECT {call}").fetchone() == (shown,)


def test_masks_are_made_afresh_at_every_start(tmp_path: Path) -> None:
    path = tmp_path / "district.duckdb"
    with Store(path, create=True) as store, store.writing() as writer:
        writer.cursor.execute("CREATE OR REPLACE MACRO masked_name(name) AS name")
    with Store(path) as store:
        assert store.reading().cursor.execute("SELECT masked_name('张某某')").fetchone() == ("张**",)
