"""Numbers on papers: days in Chinese numerals, sums in capitals that say the same as the digits."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.papers.numerals import (
    MOST_YUAN,
    chinese_day,
    chinese_number,
    with_capitals,
    yuan_in_capitals,
)

_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = {"拾": 10, "佰": 100, "仟": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "〇"), (3, "三"), (10, "十"), (12, "十二"), (20, "二十"), (31, "三十一"), (99, "九十九")],
)
def test_a_number_is_written_as_papers_count(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize("number", [-1, 100])
def test_a_number_that_no_paper_counts_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="two digits"):
        chinese_number(number)


def test_a_day_is_written_in_chinese_numerals() -> None:
    assert chinese_day(datetime.date(2026, 10, 12)) == "二〇二六年十月十二日"
    assert chinese_day(datetime.date(2030, 1, 30)) == "二〇三〇年一月三十日"


@pytest.mark.parametrize(
    ("yuan", "fen", "words"),
    [
        (0, 0, "零元整"),
        (3_200, 0, "叁仟贰佰元整"),
        (105, 6, "壹佰零伍元零陆分"),
        (10, 0, "壹拾元整"),
        (1_005, 0, "壹仟零伍元整"),
        (10_005, 0, "壹万零伍元整"),
        (10_100, 0, "壹万零壹佰元整"),
        (100_000, 0, "壹拾万元整"),
        (1_000_500, 0, "壹佰万零伍佰元整"),
        (501_000, 0, "伍拾万壹仟元整"),
        (105_000_000, 0, "壹亿零伍佰万元整"),
        (100_000_001, 0, "壹亿零壹元整"),
        (100_001_000, 0, "壹亿零壹仟元整"),
        (0, 5, "伍分"),
        (0, 50, "伍角整"),
        (1, 50, "壹元伍角整"),
        (2_600, 45, "贰仟陆佰元肆角伍分"),
    ],
)
def test_a_sum_is_written_in_capitals(yuan: int, fen: int, words: str) -> None:
    assert yuan_in_capitals(yuan, fen) == words


@pytest.mark.parametrize(("yuan", "fen"), [(-1, 0), (MOST_YUAN + 1, 0), (1, 100), (1, -1)])
def test_a_sum_that_no_paper_names_is_refused(yuan: int, fen: int) -> None:
    with pytest.raises(ValueError, match="no paper names"):
        yuan_in_capitals(yuan, fen)


@given(st.integers(0, MOST_YUAN), st.integers(0, 99))
def test_capitals_say_the_same_as_the_digits(yuan: int, fen: int) -> None:
    assert _read(yuan_in_capitals(yuan, fen)) == yuan * 100 + fen


@given(st.integers(0, MOST_YUAN))
def test_capitals_never_stutter(yuan: int) -> None:
    words = yuan_in_capitals(yuan)
    assert "零零" not in words
    assert "零元" not in words or words == "零元整"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("赔偿3,200元。", "赔偿3,200元（叁仟贰佰元整）。"),
        ("付2600.5元，", "付2600.5元（贰仟陆佰元伍角整），"),
        ("付 800 元；", "付 800 元（捌佰元整）；"),
        ("付800元（捌佰元整）", "付800元（捌佰元整）"),
        ("付800元(捌佰元整)", "付800元(捌佰元整)"),
        ("付5万元", "付5万元"),
        ("3单元0503室", "3单元0503室"),
        ("第1,23元", "第1,23元"),
        ("付1234567890123元", "付1234567890123元"),
    ],
)
def test_sums_in_a_text_get_their_capitals_once(text: str, expected: str) -> None:
    assert with_capitals(text) == expected
    assert with_capitals(expected) == expected


def _read(words: str) -> int:
    """Fen, read back by the rules of the words alone."""
    whole, _, rest = words.removesuffix("整").rpartition("元")
    total = section = digit = 0
    for each in whole:
        if each in _CAPITALS:
            digit = _CAPITALS.index(each)
        elif each in _PLACES:
            section, digit = section + digit * _PLACES[each], 0
        else:
            total, section, digit = total + (section + digit) * _MYRIADS[each], 0, 0
    fen = (total + section + digit) * 100
    for each, following in pairwise(rest):
        if following in "角分":
            fen += _CAPITALS.index(each) * (10 if following == "角" else 1)
    return fen
