"""A named span of days holds today, begins and ends where calendars do, and leaves no day out."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.periods import Period, Span, span_of

TODAY = datetime.date(2026, 11, 23)
DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 12, 31))


@pytest.mark.parametrize(
    ("period", "since", "until"),
    [
        (Period.WEEK, "2026-11-23", "2026-11-29"),
        (Period.MONTH, "2026-11-01", "2026-11-30"),
        (Period.LAST_MONTH, "2026-10-01", "2026-10-31"),
        (Period.QUARTER, "2026-10-01", "2026-12-31"),
        (Period.YEAR, "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_is_whole(period: Period, since: str, until: str) -> None:
    wanted = Span(datetime.date.fromisoformat(since), datetime.date.fromisoformat(until))
    assert span_of(period, TODAY) == wanted


def test_everything_has_no_ends() -> None:
    assert span_of(Period.EVERYTHING, TODAY) == Span()


@given(DAYS, st.sampled_from([Period.WEEK, Period.MONTH, Period.QUARTER, Period.YEAR]))
def test_the_present_period_holds_today_and_the_next_begins_after_its_end(
    today: datetime.date, period: Period
) -> None:
    span = span_of(period, today)
    assert span.since is not None
    assert span.until is not None
    assert span.since <= today <= span.until
    after = span_of(period, span.until + datetime.timedelta(days=1))
    assert after.since == span.until + datetime.timedelta(days=1)


@given(DAYS)
def test_the_month_before_ends_where_this_one_begins(today: datetime.date) -> None:
    before, month = span_of(Period.LAST_MONTH, today), span_of(Period.MONTH, today)
    assert before.until is not None
    assert before.until + datetime.timedelta(days=1) == month.since
