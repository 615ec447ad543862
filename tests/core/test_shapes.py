"""Whether a value has the shape of its field: the last gate before it is stored."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import Value
from gridcore.records import RECORD_TYPES
from gridcore.shapes import date_in, fits, fits_cell, fits_element, is_date, moment_in, moment_text


@pytest.mark.parametrize(
    ("kind", "field", "good", "bad"),
    [
        ("household", "address", ["", "幸福里"], ["x" * 201, "e\u0301", "a\r\nb", 7, True, ["x"]]),
        ("household", "remark", ["一。\n二。"], ["x" * 20_001, "a\rb"]),
        ("household", "room", ["an id"], [7]),
        ("building", "units", [1, 40], [0, 41, "3", True, 2.5]),
        ("agreement", "amount", [0], [-1]),
        ("visit", "met", [True, False], [0, "yes"]),
        ("visit", "visited_on", ["2026-02-28"], ["2026-02-30", "20260228", "2026-2-8", "soon", 20260228]),
        (
            "visit",
            "recorded_at",
            ["2026-02-28T23:59:59Z"],
            ["2026-02-30T10:00:00Z", "2026-02-28T24:61:00Z", "2026-02-28", "2026-02-28T10:00:00+08:00", 7],
        ),
        ("visit", "kind", ["care"], ["party", 7]),
        ("visit", "needs", [[], ["chat"], ["chat", "escort"]], [["party"], "chat", [7]]),
        ("visit", "approval", ["draft", "approved"], ["lost", None, 7]),
        ("conflict", "sides", [{"a": 1}, "text", None], [{str(i): i for i in range(21)}, list(range(501))]),
    ],
)
def test_a_value_fits_its_field_or_does_not(
    kind: str, field: str, good: list[Value], bad: list[Value]
) -> None:
    declared = RECORD_TYPES[kind].fields[field]
    assert [each for each in good if not fits(declared, each)] == []
    assert [each for each in bad if fits(declared, each)] == []


def test_nothing_fits_every_field_but_a_state() -> None:
    visit = RECORD_TYPES["visit"].fields
    assert [name for name, field in visit.items() if not fits(field, None)] == ["approval"]


def test_a_group_fits_as_an_object_of_its_fields() -> None:
    place = RECORD_TYPES["room"].cells["place"]
    assert fits_cell(place, None)
    assert fits_cell(place, {"unit": 1, "room_number": "101"})
    assert not fits_cell(place, {"unit": "one"})
    assert not fits_cell(place, {"colour": "red"})
    assert not fits_cell(place, "101")
    assert fits_cell(RECORD_TYPES["room"].cells["status"], "rented")


def test_an_element_is_a_code_of_its_list() -> None:
    tags = RECORD_TYPES["household"].fields["tags"]
    assert fits_element(tags, "contact")
    assert not fits_element(tags, "friend")
    assert not fits_element(tags, None)
    assert not fits_element(RECORD_TYPES["household"].fields["phone"], "contact")


def test_a_day_is_a_day_of_the_calendar() -> None:
    assert is_date("2024-02-29")
    assert not is_date("2026-02-29")
    assert not is_date("2026-02-28 ")


@pytest.mark.parametrize("value", [None, 7, "", "soon", "2026-02-29", "2026-02-28T00:00:00Z"])
def test_what_names_no_day_is_none(value: Value) -> None:
    assert date_in(value) is None
    assert date_in("2026-02-28") == datetime.date(2026, 2, 28)


@given(st.datetimes(timezones=st.just(datetime.UTC), min_value=datetime.datetime(1900, 1, 1)))
def test_a_moment_is_kept_to_the_second_and_read_again(moment: datetime.datetime) -> None:
    kept = moment_text(moment)
    assert moment_in(kept) == kept
    assert datetime.datetime.fromisoformat(kept) == moment.replace(microsecond=0)
