"""Typed, pasted and imported text is put right where that is certain, and questioned where it is not."""

import datetime
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.field_problems import MENDED, PROBLEMS, FieldProblem, Tidied, problem
from gridcore.fields import Label
from gridcore.tidy import (
    cell_text,
    is_written_empty,
    names_in,
    phones_in,
    tidy_code,
    tidy_name,
    tidy_phone,
    tidy_text,
)


def codes(found: Tidied[str]) -> list[str]:
    return [each.code for each in found.problems]


@pytest.mark.parametrize(
    ("text", "value", "mended"),
    [
        ("春晓苑12号楼", "春晓苑12号楼", ()),
        ("春晓苑１２号楼Ａ座，东", "春晓苑12号楼A座，东", ("full_width",)),
        ("  a \u3000 b\u00a0c ", "a b c", ("spaces",)),
        ("王\u200b芳\ufeff\x00", "王芳", ("hidden_characters",)),
        ("\ud800王", "王", ("hidden_characters",)),
        ("⽼王⻳", "老王龟", ("radicals",)),
        ("e\u0301", "é", ("composed",)),
        ("Ａ\u0301", "Á", ("full_width", "composed")),
        ("one\r\ntwo", "one two", ("spaces",)),
        (" \n ", None, ("spaces",)),
        ("", None, ()),
    ],
)
def test_text_is_put_right(text: str, value: str | None, mended: tuple[str, ...]) -> None:
    assert tidy_text(text) == Tidied(value, mended)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一\r\n二\r三\u2028四", "一\n二\n三\n四"),
        ("\n\n一  二 \n\n三\n", "一 二\n\n三"),
        ("\n", None),
    ],
)
def test_a_note_keeps_its_lines(text: str, value: str | None) -> None:
    assert tidy_text(text, lines=True).value == value


@given(st.text(), st.booleans())
def test_tidy_text_stays_as_it_is(text: str, lines: bool) -> None:
    once = tidy_text(text, lines=lines).value
    assert once is None or tidy_text(once, lines=lines) == Tidied(once)


@given(st.text())
def test_tidy_text_holds_nothing_that_cannot_be_stored_or_seen(text: str) -> None:
    tidy = tidy_text(text, lines=True).value or ""
    assert tidy.encode() is not None
    assert all(each == "\n" or unicodedata.category(each) not in ("Cc", "Cf", "Cs") for each in tidy)


@pytest.mark.parametrize(
    ("text", "value", "mended"),
    [
        ("３７０４－８１，０Ｘ", "3704-81,0X", ("full_width",)),
        (" 37 04 ", "3704", ("spaces",)),
        ("'3704", "3704", ("spaces",)),
        ("3704—81", "3704-81", ("full_width",)),
        ("'", None, ("spaces",)),
        ("", None, ()),
    ],
)
def test_a_code_has_ascii_signs_and_no_spaces(text: str, value: str | None, mended: tuple[str, ...]) -> None:
    assert tidy_code(text) == Tidied(value, mended)


@pytest.mark.parametrize(
    ("text", "value", "mended", "problems"),
    [
        ("王芳", "王芳", (), []),
        (" 王 芳 ", "王芳", ("spaces",), []),
        ("王\u3000芳", "王芳", ("spaces",), []),
        ("欧阳 娜娜", "欧阳娜娜", ("spaces",), []),
        ("买买提.艾力", "买买提·艾力", ("middle_dot",), []),
        ("买买提•艾力", "买买提·艾力", ("middle_dot",), []),
        ("J. Smith", "J. Smith", (), []),
        ("李和平", "李和平", (), []),
        ("王芳、李强", "王芳、李强", (), ["several_names"]),
        ("王芳 李强", "王芳李强", ("spaces",), ["several_names"]),
        ("王芳\n李强", "王芳 李强", (), ["several_names"]),
        ("王芳和李强", "王芳和李强", (), ["maybe_several_names"]),
        ("王芳2", "王芳2", (), ["name_characters"]),
        ("王芳（户主）", "王芳（户主）", (), ["name_characters"]),
        ("王\ufffd", "王\ufffd", (), ["garbled"]),
        ("王\ue863", "王\ue863", (), ["rare_character"]),
        ("", None, (), []),
    ],
)
def test_a_name_is_put_right_and_questioned(
    text: str, value: str | None, mended: tuple[str, ...], problems: list[str]
) -> None:
    found = tidy_name(text)
    assert (found.value, found.mended, codes(found)) == (value, mended, problems)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王芳", ("王芳",)),
        ("王芳、李强,赵六/ 钱七；孙八", ("王芳", "李强", "赵六", "钱七", "孙八")),
        ("王芳 李强", ("王芳", "李强")),
        ("王 芳", ("王 芳",)),
        ("尉迟 恭恭", ("尉迟 恭恭",)),
        ("Anna Maria", ("Anna Maria",)),
        ("、", ()),
    ],
)
def test_the_people_of_a_cell_are_taken_apart(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text) == names


@pytest.mark.parametrize(
    ("text", "value", "mended", "problems"),
    [
        ("13800138000", "13800138000", (), []),
        ("138 0013 8000", "13800138000", ("spaces",), []),
        ("138-0013-8000", "13800138000", ("separators",), []),
        ("＋８６１３８００１３８０００", "13800138000", ("full_width", "country_code"), []),
        ("8613800138000", "13800138000", ("country_code",), []),
        ("0086 0632 5551234", "06325551234", ("spaces", "country_code"), []),
        ("(0632)5551234", "06325551234", ("separators",), []),
        ("0632-5551234转801", "06325551234-801", ("separators",), []),
        ("4008123123", "4008123123", (), []),
        ("+85212345678", "+85212345678", (), []),
        ("5551234", "5551234", (), []),
        ("1380013800", "1380013800", (), ["phone_length"]),
        ("13800138000（儿子）", "13800138000", ("full_width", "separators"), ["phone_note"]),
        ("儿子:13800138000", "13800138000", (), ["phone_note"]),
        ("13800138000/13900139000", "13800138000", (), ["several_phones"]),
        ("13800138000 13900139000", "13800138000", (), ["several_phones"]),
        ("1380013abcd", None, (), ["phone_unreadable"]),
        ("0632-5551234转x1y", None, (), ["phone_unreadable"]),
        ("没装", None, (), ["phone_unreadable"]),
        ("无", None, ("written_empty",), []),
        ("", None, (), []),
        (" ", None, (), []),
    ],
)
def test_a_phone_number_is_put_right_and_questioned(
    text: str, value: str | None, mended: tuple[str, ...], problems: list[str]
) -> None:
    found = tidy_phone(text)
    assert (found.value, found.mended, codes(found)) == (value, mended, problems)


def test_all_numbers_of_a_cell_are_found() -> None:
    assert phones_in("13800138000、0632-5551234 或 13900139000，无") == (
        "13800138000",
        "0632-5551234",
        "13900139000",
    )


@given(st.text())
def test_a_tidy_phone_number_stays_as_it_is(text: str) -> None:
    once = tidy_phone(text).value
    assert once is None or tidy_phone(once).value == once


@given(
    st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    st.sampled_from(["{}", "+86 {}", " {} ", "86-{}", "0086{}"]),
)
def test_a_mobile_number_is_the_same_however_it_is_written(number: str, written: str) -> None:
    assert tidy_phone(written.format(number)).value == number


@pytest.mark.parametrize(
    ("text", "empty"), [(" 无 ", True), ("N/A", True), ("——", True), ("无锡", False), ("", False)]
)
def test_words_for_nothing_are_recognised(text: str, empty: bool) -> None:
    assert is_written_empty(text) == empty


@pytest.mark.parametrize(
    ("cell", "value", "mended", "problems"),
    [
        (None, None, (), []),
        ("", None, (), []),
        ("张三", "张三", (), []),
        (True, "是", (), []),
        (False, "否", (), []),
        (12, "12", ("number_as_text",), []),
        (13800138000.0, "13800138000", ("number_as_text",), []),
        (0.5, "0.5", ("number_as_text",), []),
        (370403195603040019.0, None, (), ["precision_lost"]),
        (float("nan"), None, (), ["precision_lost"]),
        (float("inf"), None, (), ["precision_lost"]),
        (datetime.date(1956, 3, 4), "1956-03-04", (), []),
        (datetime.datetime(1956, 3, 4, 5, 6), "1956-03-04 05:06:00", (), []),
        (b"x", None, (), ["wrong_shape"]),
    ],
)
def test_a_spreadsheet_cell_is_read_as_text(
    cell: object, value: str | None, mended: tuple[str, ...], problems: list[str]
) -> None:
    found = cell_text(cell)
    assert (found.value, found.mended, codes(found)) == (value, mended, problems)


def test_every_problem_and_every_mending_has_a_sentence_in_its_context() -> None:
    assert {each.context for each in PROBLEMS.values()} == {"Problem"}
    assert {each.context for each in MENDED.values()} == {"Mended"}
    assert all(each.text for each in (*PROBLEMS.values(), *MENDED.values()))


@pytest.mark.parametrize("sentence", PROBLEMS.values(), ids=PROBLEMS)
def test_a_sentence_is_filled_from_what_is_nobodys_alone(sentence: Label) -> None:
    assert "{" not in sentence.text.format(limit=3, count=2, row=7, grid="the name of a grid, class P0")


def test_an_error_stops_saving_and_a_warning_does_not() -> None:
    assert not Tidied("x", (), (problem("a", "required"),)).is_usable
    assert Tidied("x", (), (problem("a", "phone_length"),)).is_usable
    assert problem("a", "too_long", limit=5) == FieldProblem("a", "too_long", "error", {"limit": 5})
    assert len({problem("a", "too_long", limit=5), problem("a", "too_long", limit=5)}) == 1
    with pytest.raises(KeyError):
        problem("a", "unheard_of")
