"""Dates are read as people write them; what can be read in two ways is refused, never guessed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.dates import check_happened, recent_day, tidy_date
from gridcore.field_problems import problem

DAYS = st.dates(datetime.date(1910, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("written", "value", "mended"),
    [
        ("1956-03-04", "1956-03-04", ()),
        ("1956.3.4", "1956-03-04", ("date_format",)),
        ("1956/3/4", "1956-03-04", ("date_format",)),
        ("1956年3月4日", "1956-03-04", ("date_format",)),
        ("1956 年 3 月 4 日", "1956-03-04", ("date_format",)),
        ("1956年3月4", "1956-03-04", ("date_format",)),
        ("１９５６．３．４", "1956-03-04", ("full_width", "date_format")),
        ("1956 3 4", "1956-03-04", ("date_format",)),
        ("1956.03.04.", "1956-03-04", ("date_format",)),
        ("19560304", "1956-03-04", ("date_format",)),
        (19560304, "1956-03-04", ("date_format",)),
        (19560304.0, "1956-03-04", ("date_format",)),
        ("1956-03-04 00:00:00", "1956-03-04", ("time_of_day",)),
        ("1956-03-04T08:30:00Z", "1956-03-04", ("time_of_day",)),
        ("1956/3/4 12:30 PM", "1956-03-04", ("time_of_day", "date_format")),
        ("1956-3-4 下午3:30", "1956-03-04", ("time_of_day", "date_format")),
        ("25/3/1956", "1956-03-25", ("date_format",)),
        ("3/25/1956", "1956-03-25", ("date_format",)),
        ("3/3/1956", "1956-03-03", ("date_format",)),
        (20518, "1956-03-04", ("excel_day_number",)),
        (20518.75, "1956-03-04", ("excel_day_number",)),
        ("20518", "1956-03-04", ("excel_day_number",)),
        (datetime.date(1956, 3, 4), "1956-03-04", ()),
        (datetime.datetime(1956, 3, 4, 5, 6), "1956-03-04", ()),
        (None, None, ()),
        ("", None, ()),
        ("不详", None, ("written_empty",)),
    ],
)
def test_a_date_is_read(written: object, value: str | None, mended: tuple[str, ...]) -> None:
    found = tidy_date(written)
    assert (found.value, found.mended, found.problems) == (value, mended, ())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("56-3-4", "date_ambiguous"),
        ("56.3.4", "date_ambiguous"),
        ("5６年3月4日", "date_ambiguous"),
        ("560304", "date_ambiguous"),
        ("3月4日", "date_ambiguous"),
        ("3/4/1956", "date_ambiguous"),
        (1956.1, "date_ambiguous"),
        ("1956-02-30", "date_impossible"),
        ("1956-13-01", "date_impossible"),
        ("19560230", "date_impossible"),
        ("31/31/1956", "date_impossible"),
        ("1956-13", "date_impossible"),
        ("0000-01-01", "date_impossible"),
        ("1956年正月初四", "date_lunar"),
        ("农历1956.3.4", "date_lunar"),
        ("1956", "date_incomplete"),
        (1956, "date_incomplete"),
        ("1956年", "date_incomplete"),
        ("1956年3月", "date_incomplete"),
        ("一九五六年", "date_unreadable"),
        ("去年", "date_unreadable"),
        ("99999", "date_unreadable"),
        (12, "date_unreadable"),
        (True, "date_unreadable"),
        (370403195603040019.0, "precision_lost"),
        (float("nan"), "precision_lost"),
        (float("inf"), "precision_lost"),
        (b"1956", "wrong_shape"),
    ],
)
def test_a_date_that_is_none_or_two_is_refused_with_its_reason(written: object, code: str) -> None:
    found = tidy_date(written, "birth_date")
    assert found.value is None
    assert [(each.field, each.code, each.severity) for each in found.problems] == [
        ("birth_date", code, "error")
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [("1956", "1956"), ("1956年", "1956"), ("1956年3月", "1956-03"), ("1956.3", "1956-03")],
)
def test_a_year_or_month_alone_is_taken_where_it_is_enough(written: str, value: str) -> None:
    assert tidy_date(written, allow_partial=True).value == value


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("2026-11-22", []),
        ("2026-11-23", ["date_too_late"]),
        ("1896-11-22", []),
        ("1896-11-21", ["date_too_early"]),
        ("2026", []),
        ("2027", ["date_too_late"]),
        ("1896-10", ["date_too_early"]),
        (datetime.date(2026, 11, 23), ["date_too_late"]),
        ("56-3-4", ["date_ambiguous"]),
    ],
)
def test_a_date_lies_within_its_bounds_as_far_as_it_is_known(written: object, codes: list[str]) -> None:
    found = tidy_date(
        written,
        earliest=datetime.date(1896, 11, 22),
        latest=datetime.date(2026, 11, 22),
        allow_partial=True,
    )
    assert [each.code for each in found.problems] == codes


@given(
    DAYS,
    st.sampled_from(
        ["{0}-{1}-{2}", "{0}.{1}.{2}", "{0}/{1:02d}/{2:02d}", "{0}年{1}月{2}日", "{0}{1:02d}{2:02d}"]
    ),
)
def test_a_day_is_the_same_however_it_is_written(day: datetime.date, written: str) -> None:
    assert tidy_date(written.format(day.year, day.month, day.day)).value == day.isoformat()


@given(DAYS)
def test_a_day_number_of_a_spreadsheet_is_the_day_it_shows(day: datetime.date) -> None:
    number = (day - datetime.date(1899, 12, 30)).days
    assert tidy_date(number).value == tidy_date(float(number)).value == day.isoformat()


@given(st.one_of(st.text(), st.integers(), st.floats(), st.dates(), st.datetimes(), st.none(), st.booleans()))
def test_whatever_is_written_the_answer_is_a_day_nothing_or_a_reason(written: object) -> None:
    found = tidy_date(written)
    if found.value is not None:
        assert datetime.date.fromisoformat(found.value).isoformat() == found.value
        assert tidy_date(found.value).value == found.value
    assert found.is_usable or found.value is None


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-11-22", None),
        ("2026-11-23", "date_not_come"),
        ("2026-02-30", "date_unreadable"),
        ("last week", "date_unreadable"),
        (None, "date_unreadable"),
    ],
)
def test_what_has_happened_was_on_a_day_until_today(day: object, code: str | None) -> None:
    found = check_happened(day, datetime.date(2026, 11, 22), "moved_out_on")
    assert found == (None if code is None else problem("moved_out_on", code))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("11.22", "2026-11-22"),
        ("11月3日", "2026-11-03"),
        ("11-23", "2026-11-23"),
        ("１１／2", "2026-11-02"),
        (" 9 . 1 号", "2026-09-01"),
        ("11.24", None),
        ("1.3", None),
        ("2.30", None),
        ("11", None),
        ("2026.11", None),
        ("", None),
    ],
)
def test_what_was_done_lately_is_noted_without_the_year(written: str, day: str | None) -> None:
    assert recent_day(written, datetime.date(2026, 11, 23)) == day


def test_in_january_a_day_of_december_was_last_year() -> None:
    assert recent_day("12.30", datetime.date(2027, 1, 4)) == "2026-12-30"
