"""Who may decide alone that a list leaves, and what the file says of itself."""

import datetime

import pytest

from gridcore.export.guard import (
    NEVER_ABOVE,
    SECOND_PERSON_ABOVE,
    Guard,
    allowed_until,
    born_after,
    counts_from,
    guard,
    is_many,
    people_in,
    told_from,
)
from gridcore.export.watermark import LINE, MASKED, UNMASKED, Watermark, export_number, masked_words
from gridcore.ids import RecordId

DAY = datetime.date(2026, 11, 23)


def test_twenty_five_people_are_what_one_person_decides_alone() -> None:
    assert (SECOND_PERSON_ABOVE, NEVER_ABOVE) == (25, 250)


@pytest.mark.parametrize(
    ("people", "is_masked", "before", "needed"),
    [
        (11_000, True, 0, Guard.FREE),
        (0, False, 25, Guard.FREE),
        (25, False, 0, Guard.FREE),
        (26, False, 0, Guard.SECOND_PERSON),
        (1, False, 25, Guard.SECOND_PERSON),
        (10, False, 15, Guard.FREE),
        (250, False, 0, Guard.SECOND_PERSON),
        (251, False, 0, Guard.TOO_MANY),
    ],
)
def test_what_an_export_needs(people: int, is_masked: bool, before: int, needed: Guard) -> None:
    assert guard(people, is_masked=is_masked, before=before) is needed


@pytest.mark.parametrize(
    ("people", "is_masked", "before", "is_told"),
    [
        (9, False, 0, False),
        (10, False, 0, True),
        (3, False, 7, True),
        (0, False, 30, False),
        (900, True, 9, False),
    ],
)
def test_from_ten_people_on_it_is_said_what_that_means(
    people: int, is_masked: bool, before: int, is_told: bool
) -> None:
    assert is_many(people, is_masked=is_masked, before=before) is is_told


def test_who_stands_in_several_rows_counts_once() -> None:
    assert people_in([("h1", 3), ("h2", 1), ("h1", 3)]) == 4


@pytest.mark.parametrize(
    ("today", "day"),
    [(DAY, datetime.date(2012, 11, 23)), (datetime.date(2028, 2, 29), datetime.date(2014, 2, 28))],
)
def test_a_child_is_under_fourteen(today: datetime.date, day: datetime.date) -> None:
    assert born_after(today) == day


def test_a_week_counts_together_and_a_word_holds_a_week() -> None:
    assert counts_from(DAY) == datetime.date(2026, 11, 17)
    assert allowed_until(DAY) == datetime.date(2026, 11, 30)
    assert told_from(DAY) == datetime.date(2026, 11, 16), "and for a week more it is told that it is over"


@pytest.mark.parametrize("is_masked", [True, False])
def test_the_watermark_names_who_when_what_for_how_many_and_the_number(is_masked: bool) -> None:
    number = export_number(RecordId("0193b3a2-7c1e-7000-8000-00001a2b3c4d"))
    assert number == "1A2B-3C4D"
    mark = Watermark("陈书记", "2026-11-23 09:30", "工作例会", 12, is_masked, number)
    line = mark.line(LINE.text, MASKED.text, UNMASKED.text)
    kind = masked_words(is_masked=is_masked).text
    assert all(each in line for each in ("陈书记", "2026-11-23 09:30", "工作例会", "12", number, kind))
