"""Identity numbers: GB 11643 check characters, and warnings that never stop anybody."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import Value
from gridcore.identity_number import (
    birth_and_sex,
    check_agreement,
    check_character,
    check_identity_number,
    filled_from,
    problems_beside,
    tidy_identity_number,
)

TODAY = datetime.date(2026, 11, 22)
SOUND = "11010519491231002X"
DEMO = "99990119560304001" + check_character("99990119560304001")
BIRTHS = st.dates(datetime.date(1900, 1, 1), TODAY)


def number_of(area: str, born: datetime.date, sequence: int) -> str:
    seventeen = f"{area}{born:%Y%m%d}{sequence:03d}"
    return seventeen + check_character(seventeen)


@pytest.mark.parametrize("number", [SOUND, "440524188001010014"])
def test_the_check_character_of_the_published_samples_is_right(number: str) -> None:
    assert check_character(number[:17]) == number[17]


@pytest.mark.parametrize(
    ("number", "problems"),
    [
        (SOUND, []),
        ("110105194912310021", [("identity_check_digit", "warning")]),
        ("440524188001010014", [("identity_birth_date", "warning")]),
        (number_of("110105", datetime.date(2026, 11, 23), 1), [("identity_birth_date", "warning")]),
        ("11010519491331002" + check_character("11010519491331002"), [("identity_birth_date", "warning")]),
        (number_of("190105", datetime.date(1949, 12, 31), 2), [("identity_area", "warning")]),
        (number_of("810000", datetime.date(1949, 12, 31), 2), []),
        (number_of("830000", datetime.date(1949, 12, 31), 2), []),
        (number_of("937156", datetime.date(1949, 12, 31), 2), []),
        (number_of("900156", datetime.date(1949, 12, 31), 2), [("identity_area", "warning")]),
        (DEMO, [("identity_demo", "error")]),
        ("1101051949123100", [("identity_length", "error")]),
        ("", [("identity_length", "error")]),
        ("1101051949123100XX", [("identity_characters", "error")]),
        ("１1010519491231002X", [("identity_characters", "error")]),
    ],
)
def test_a_number_is_checked(number: str, problems: list[tuple[str, str]]) -> None:
    assert [(each.code, each.severity) for each in check_identity_number(number, today=TODAY)] == problems


def test_a_made_up_number_is_accepted_in_a_demonstration_alone() -> None:
    assert check_identity_number(DEMO, today=TODAY, allow_demo=True) == ()


@pytest.mark.parametrize(
    ("text", "value", "mended"),
    [
        (SOUND, SOUND, ()),
        ("11010519491231002x", SOUND, ("lower_case_x",)),
        ("11010519491231002×", SOUND, ("lower_case_x",)),
        ("110105 19491231 002X", SOUND, ("spaces",)),
        ("110105-19491231-002X", SOUND, ("separators",)),
        ("'１１０１０５１９４９１２３１００２Ｘ", SOUND, ("full_width", "spaces")),
        ("110105491231002", SOUND, ("fifteen_digits",)),
        ("无", None, ("written_empty",)),
        ("", None, ()),
        (" ", None, ("spaces",)),
    ],
)
def test_a_number_is_put_right(text: str, value: str | None, mended: tuple[str, ...]) -> None:
    found = tidy_identity_number(text, today=TODAY)
    assert (found.value, found.mended, found.problems) == (value, mended, ())


def test_a_wrong_check_character_is_kept_with_a_warning() -> None:
    found = tidy_identity_number("110105194912310021", today=TODAY)
    assert (found.value, found.is_usable) == ("110105194912310021", True)
    assert [each.code for each in found.problems] == ["identity_check_digit"]


def test_a_number_of_another_length_is_no_number() -> None:
    found = tidy_identity_number("11010549123100", today=TODAY, field="number")
    assert [(each.field, each.code, dict(each.params)) for each in found.problems] == [
        ("number", "identity_length", {"count": 14})
    ]
    assert not found.is_usable


@given(BIRTHS, st.integers(0, 999))
def test_birth_date_and_sex_come_out_as_they_went_in(born: datetime.date, sequence: int) -> None:
    number = number_of("110105", born, sequence)
    assert birth_and_sex(number) == (born, "1" if sequence % 2 else "2")
    assert check_identity_number(number, today=TODAY) == ()


@given(BIRTHS, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_every_single_mistyped_digit_is_noticed(
    born: datetime.date, sequence: int, place: int, shift: int
) -> None:
    number = number_of("110105", born, sequence)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert "identity_check_digit" in [each.code for each in check_identity_number(wrong, today=TODAY)]


@given(BIRTHS, st.integers(0, 999), st.integers(0, 15))
def test_every_swap_of_neighbours_is_noticed(born: datetime.date, sequence: int, place: int) -> None:
    number = number_of("110105", born, sequence)
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    noticed = "identity_check_digit" in [each.code for each in check_identity_number(swapped, today=TODAY)]
    assert noticed == (swapped != number)


@pytest.mark.parametrize("number", ["1101051949", "11010519491331002X", "1101051949123100XX", ""])
def test_nothing_is_read_out_of_what_is_no_number(number: str) -> None:
    assert birth_and_sex(number) is None


@pytest.mark.parametrize(
    ("number", "birth_date", "sex", "fields"),
    [
        (SOUND, "1949-12-31", "2", []),
        (SOUND, None, None, []),
        (SOUND, "1949-12-30", "2", ["birth_date"]),
        (SOUND, "1949-12-31", "1", ["sex"]),
        (SOUND, "1950-12-31", "1", ["birth_date", "sex"]),
        (SOUND, None, "9", []),
        ("12", "1949-12-31", "1", []),
    ],
)
def test_what_stands_beside_a_number_is_compared_with_it(
    number: str, birth_date: str | None, sex: str | None, fields: list[str]
) -> None:
    found = check_agreement(number, birth_date=birth_date, sex=sex)
    assert [each.field for each in found] == fields
    assert {each.severity for each in found} <= {"warning"}


@given(st.text())
def test_any_text_is_answered_and_a_tidy_number_stays_as_it_is(text: str) -> None:
    once = tidy_identity_number(text, today=TODAY)
    if once.value is not None and once.is_usable:
        assert tidy_identity_number(once.value, today=TODAY).value == once.value


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        ({}, []),
        ({"identity_tail": "002X", "birth_date": "1949-12-31", "sex": "2"}, []),
        ({"identity_tail": "0021"}, [("identity_other_tail", "error")]),
        ({"birth_date": "1950-12-31"}, [("identity_other_birth", "warning")]),
        ({"sex": "1"}, [("identity_other_sex", "warning")]),
        ({"birth_date": 1949, "sex": 1}, []),
    ],
)
def test_a_number_that_is_not_its_holders_is_told_at_the_number(
    person: dict[str, Value], codes: list[tuple[str, str]]
) -> None:
    found = problems_beside(SOUND, person)
    assert [(each.code, each.severity) for each in found] == codes
    assert {each.field for each in found} <= {"document_number"}


@pytest.mark.parametrize(
    ("number", "person", "filled"),
    [
        (SOUND, {}, {"identity_tail": "002X", "birth_date": "1949-12-31", "sex": "2"}),
        (SOUND, {"birth_date": "1950-01-01", "sex": "9"}, {"identity_tail": "002X"}),
        (SOUND, {"identity_tail": "002X", "birth_date": "1949-12-31", "sex": "2"}, {}),
        ("11010520271231002X", {}, {"identity_tail": "002X"}),
        ("11010519491331002X", {}, {"identity_tail": "002X"}),
    ],
)
def test_birth_date_and_sex_follow_from_a_number_where_nothing_is_noted(
    number: str, person: dict[str, Value], filled: dict[str, Value]
) -> None:
    assert filled_from(number, person, today=TODAY) == filled
