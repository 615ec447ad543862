"""Numbers as official papers write them: days in Chinese numerals or digits, sums in capitals."""

import datetime
import re

_DIGITS = "〇一二三四五六七八九"
_CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_MYRIADS = ("", "万", "亿")
MOST_YUAN = 10**12 - 1
"""The largest sum that the capitals below can name."""

_AMOUNT = re.compile(
    r"(?<![\d.,，])(?P<yuan>\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(?P<fen>\d{1,2}))?[ \u3000]?元(?!\s*[（(])"
)
_AMOUNT_WITH_CAPITALS = re.compile(
    r"(?<![\d.,，])(?P<yuan>\d{1,3}(?:,\d{3}){1,3}|\d{1,12})(?:\.(?P<fen>\d{1,2}))?[ \u3000]?元\s*"
    r"[（(](?:大写|人民币|[:：\s])*(?P<capitals>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]+)[）)]"
)


def chinese_number(number: int) -> str:
    """A number from 0 to 99 in words: 十二, 二十, 三十一. Raises ValueError outside these bounds."""
    if not 0 <= number <= 99:
        raise ValueError("a number of a paper has at most two digits")
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def chinese_day(day: datetime.date) -> str:
    """二〇二六年十月十二日."""
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def day_in_digits(day: datetime.date) -> str:
    """2026年10月12日."""
    return f"{day.year}年{day.month}月{day.day}日"


def yuan_in_capitals(yuan: int, fen: int = 0) -> str:
    """A sum in the capitals that nobody can alter: 叁仟贰佰元整, 壹佰零伍元零陆分.

    Raises ValueError for a sum below nothing or beyond `MOST_YUAN`, and for a hundred fen or more.
    """
    if not (0 <= yuan <= MOST_YUAN and 0 <= fen <= 99):
        raise ValueError("a sum that no paper names")
    whole = f"{_whole(yuan)}元" if yuan or not fen else ""
    jiao, rest = divmod(fen, 10)
    parts = whole
    if jiao:
        parts += _CAPITALS[jiao] + "角"
    elif rest and whole:
        parts += _CAPITALS[0]
    return parts + (f"{_CAPITALS[rest]}分" if rest else "整")


def with_capitals(text: str) -> str:
    """The text with each sum in yuan followed by its capitals, where they do not stand there already."""
    return _AMOUNT.sub(_told_twice, text)


def has_wrong_capitals(text: str) -> bool:
    """Whether a sum in digits is followed by the capitals of another sum: 2600元（贰仟元整）."""
    for found in _AMOUNT_WITH_CAPITALS.finditer(text):
        yuan, fen = int(found["yuan"].replace(",", "")), int((found["fen"] or "0").ljust(2, "0"))
        said = found["capitals"].replace("圆", "元").rstrip("整正")
        if said != yuan_in_capitals(yuan, fen).rstrip("整"):
            return True
    return False


def _told_twice(found: re.Match[str]) -> str:
    yuan = int(found["yuan"].replace(",", ""))
    capitals = yuan_in_capitals(yuan, int((found["fen"] or "0").ljust(2, "0")))
    return f"{found[0]}（{capitals}）"


def _whole(number: int) -> str:
    """A whole number in capitals; a gap of any length reads as one 零."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    words = ""
    for at in reversed(range(len(groups))):
        if not groups[at]:
            continue
        if words and (groups[at] < 1_000 or not groups[at + 1]):
            words += _CAPITALS[0]
        words += _group(groups[at]) + _MYRIADS[at]
    return words or _CAPITALS[0]


def _group(group: int) -> str:
    """One to 9,999 in capitals."""
    words, gap = "", False
    for at in reversed(range(4)):
        digit = group // 10**at % 10
        if not digit:
            gap = bool(words)
            continue
        words += (_CAPITALS[0] if gap else "") + _CAPITALS[digit] + _PLACES[at]
        gap = False
    return words
