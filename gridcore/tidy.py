"""Forgiving reading of what people type, paste and import: put right what is certain, tell what is not."""

import datetime
import math
import re
import unicodedata

from gridcore.field_problems import Tidied, problem
from gridcore.pinyin import COMPOUND_SURNAMES

# Digits and letters have one shape everywhere; full-width punctuation belongs to Chinese text.
_FULL_WIDTH = {
    wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_FULL_WIDTH_SIGNS = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)} | {
    ord(sign): ascii_sign
    for signs, ascii_sign in (
        ("‐‑‒–—―−", "-"),
        ("。", "."),
        ("、", ","),
        ("【", "["),
        ("】", "]"),
        ("‘’", "'"),
    )
    for sign in signs
}
# PDF readers give these for ordinary characters; a search would never find them.
_RADICALS = {
    radical: unicodedata.normalize("NFKC", chr(radical))
    for radical in (0x2E9F, 0x2EF3, *range(0x2F00, 0x2FD6))
}
_CLEAN = re.compile("[!-~\u4e00-\u9fff]+(?: [!-~\u4e00-\u9fff]+)*")
"""Text that nothing can be put right in: most cells of a roster."""
_CLEAN_CODE = re.compile("[!-&(-_a-~\u4e00-\u9fff]+")
_BLANKS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")
_HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN}) (?={_HAN})")
_DOTS = re.compile(r"[•‧・･∙⋅·]|(?<=[^\s\x00-\x7f])[.．](?=[^\s\x00-\x7f])")
_BETWEEN_NAMES = re.compile(r"[、,，;；/／\n]")
_TWO_NAMES = re.compile(rf"{_HAN}{{2,3}}[和与及]{_HAN}{{2,3}}")
_HAN_NAMES = re.compile(rf"{_HAN}{{2,4}}(?: {_HAN}{{2,4}})+")
_NOTE = re.compile(rf":|{_HAN}")
_BETWEEN_PHONES = re.compile(r"[、,，;；/／\n或]|(?<=\d{11}) (?=\d{7})")
_PHONE_SIGNS = re.compile(r"[\s().·-]")
_EXTENSION = re.compile(r"(?:转|分机|ext|x|#|\*)+")
_LANDLINE_OR_HOTLINE = re.compile(r"0[0-9]{9,11}|[2-8][0-9]{6,7}|[48]00[0-9]{7}")
_FOREIGN = re.compile(r"\+[0-9]{7,15}")
_PRIVATE_USE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_ODD_IN_NAME = re.compile(r"[0-9!-&*+:;<=>?@\[\]^_`{|}~()（）【】！？]")
_NOTHING = frozenset(
    {"无", "没有", "暂无", "不详", "未知", "空", "无电话", "/", "\\", "-", "--", "—", "——", "n/a"}
)


def tidy_text(text: str, *, lines: bool = False) -> Tidied[str]:
    """Text without what nobody sees: composed (NFC), single spaces, ASCII digits and letters.

    Full-width punctuation stays. With `lines` line breaks stay as well, as newlines.
    """
    if not text or _CLEAN.fullmatch(text):
        return Tidied(text or None)
    mended: list[str] = []
    text = _BREAKS.sub("\n", text)
    if not text.isprintable():
        text = _step(mended, "hidden_characters", text, "".join(each for each in text if _is_seen(each)))
    text = _step(mended, "radicals", text, text.translate(_RADICALS))
    text = _step(mended, "full_width", text, text.translate(_FULL_WIDTH))
    text = _step(mended, "composed", text, unicodedata.normalize("NFC", text))
    parts = [_BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    tidy = "\n".join(parts).strip("\n") if lines else " ".join(each for each in parts if each)
    _step(mended, "spaces", text, tidy)
    return Tidied(tidy or None, tuple(mended))


def tidy_code(text: str) -> Tidied[str]:
    """Text of a code or number: ASCII signs, no spaces, no quotation mark in front."""
    if not text or _CLEAN_CODE.fullmatch(text):
        return Tidied(text or None)
    seen = tidy_text(text)
    mended = list(seen.mended)
    text = _step(mended, "full_width", seen.value or "", (seen.value or "").translate(_FULL_WIDTH_SIGNS))
    text = _step(mended, "spaces", text, text.replace(" ", "").lstrip("'`"))
    return Tidied(text or None, _once(mended))


def tidy_name(text: str, field: str = "name") -> Tidied[str]:
    """A person's name: no spaces between Chinese characters, one kind of dot in transcribed names.

    Several names in one cell are an error; `names_in` takes them apart.
    """
    seen = tidy_text(text, lines=True)
    mended = list(seen.mended)
    people = names_in(seen.value or "")
    name = _step(mended, "spaces", seen.value or "", _BETWEEN_HAN.sub("", seen.value or ""))
    name = _step(mended, "middle_dot", name, _DOTS.sub("·", name))
    problems = []
    if len(people) > 1:
        problems.append(problem(field, "several_names", count=len(people)))
    elif _TWO_NAMES.fullmatch(name):
        problems.append(problem(field, "maybe_several_names"))
    elif _ODD_IN_NAME.search(name):
        problems.append(problem(field, "name_characters"))
    if "\ufffd" in name:
        problems.append(problem(field, "garbled"))
    if _PRIVATE_USE.search(name):
        problems.append(problem(field, "rare_character"))
    return Tidied(name.replace("\n", " ") or None, _once(mended), tuple(problems))


def names_in(text: str) -> tuple[str, ...]:
    """The names that a cell holds: one, or those between 、, commas, slashes, line breaks and spaces."""
    found = tuple(each.strip() for each in _BETWEEN_NAMES.split(text) if each.strip())
    if len(found) == 1 and _HAN_NAMES.fullmatch(found[0]):
        apart = tuple(found[0].split(" "))
        return found if apart[0] in COMPOUND_SURNAMES else apart
    return found


def tidy_phone(text: str, field: str = "phone") -> Tidied[str]:
    """A phone number as digits, an extension after a hyphen. An unusual length is a warning.

    Of several numbers the first is taken, with a warning; `phones_in` gives them all.
    """
    if is_written_empty(text):
        return Tidied(None, ("written_empty",))
    several = phones_in(text)
    if not several:
        return Tidied(None) if not text.strip() else Tidied(None, (), (problem(field, "phone_unreadable"),))
    code = tidy_code(several[0])
    mended = [*tidy_text(text, lines=True).mended, *code.mended]
    number, *rest = _EXTENSION.split((code.value or "").lower())
    number = _step(mended, "separators", number, _PHONE_SIGNS.sub("", number))
    number = _step(
        mended, "country_code", number, re.sub(r"^(?:\+|00)86(?=[01])|^86(?=1[0-9]{10}$)", "", number)
    )
    problems = []
    if _NOTE.search(number):
        number = _NOTE.sub("", number)
        problems.append(problem(field, "phone_note"))
    if not re.fullmatch(r"\+?[0-9]+", number) or not all(each.isdigit() for each in rest):
        return Tidied(None, (), (problem(field, "phone_unreadable"),))
    if len(several) > 1:
        problems.append(problem(field, "several_phones", count=len(several)))
    if not _is_usual_phone(number):
        problems.append(problem(field, "phone_length"))
    return Tidied("-".join((number, *rest)), _once(mended), tuple(problems))


def phones_in(text: str) -> tuple[str, ...]:
    """The phone numbers that a cell holds, as they are written."""
    seen = tidy_text(text, lines=True).value or ""
    return tuple(each.strip() for each in _BETWEEN_PHONES.split(seen) if re.search("[0-9]", each))


def is_written_empty(text: str) -> bool:
    """Whether somebody wrote that there is nothing: 无, 不详, a slash, a dash."""
    return text.strip().lower() in _NOTHING


def cell_text(value: object, field: str = "") -> Tidied[str]:
    """A spreadsheet cell as text. Whole numbers lose their `.0`; those too long to be exact are an error."""
    match value:
        case None:
            return Tidied(None)
        case str():
            return Tidied(value or None)
        case bool():
            return Tidied("是" if value else "否")
        case int() | float():
            if not math.isfinite(value) or abs(value) > 2**53:
                return Tidied(None, (), (problem(field, "precision_lost"),))
            return Tidied(str(int(value)) if value == int(value) else repr(value), ("number_as_text",))
        case datetime.datetime():
            return Tidied(value.isoformat(sep=" ", timespec="seconds"))
        case datetime.date():
            return Tidied(value.isoformat())
        case _:
            return Tidied(None, (), (problem(field, "wrong_shape"),))


def _is_usual_phone(number: str) -> bool:
    return bool(
        re.fullmatch(r"1[0-9]{10}", number)
        or _LANDLINE_OR_HOTLINE.fullmatch(number)
        or _FOREIGN.fullmatch(number)
    )


def _is_seen(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf", "Cs")


def _step(mended: list[str], code: str, before: str, after: str) -> str:
    if before != after:
        mended.append(code)
    return after


def _once(mended: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mended))
