"""Counters over mediation cases: each counts the cases that it lists, and a small one tells nobody apart."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.case_contents import CaseContents
from gridcore.codes.case_counts import AMOUNT_BAND
from gridcore.fields import Value
from gridcore.periods import Span
from gridcore.reports.case_counts import (
    FEWEST,
    OTHERS,
    By,
    CountedCase,
    came_out,
    counted,
    counts,
    ended_in,
    months_of,
    no_small_ones,
    of_year,
    quarter_of,
    years_of,
)
from gridcore.wire.case_counts import decode_year, encode_year

YEAR = Span(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))


def case(record: str = "c", **values: Value) -> CountedCase:
    told: dict[str, Value] = {
        "dispute_type": "02",
        "source": "01",
        "applied_on": "2026-02-01",
        "progress": "closed",
        "outcome": "agreed_written",
        "closed_on": "2026-03-31",
    }
    amount = values.pop("amount", None)
    agreement = {"amount": amount, "agreed_on": "2026-03-05"} if amount is not None else None
    return counted(record, CaseContents({**told, **values}, agreement=agreement))


@pytest.mark.parametrize(
    ("progress", "ended"),
    [
        ("draft", ""),
        ("in_mediation", ""),
        ("closing_submitted", ""),
        ("closed", "2026-03-31"),
        ("archived", "2026-03-31"),
    ],
)
def test_a_case_has_ended_when_it_is_closed_or_in_the_archive(progress: str, ended: str) -> None:
    assert case(progress=progress).ended_on == ended


def test_a_case_that_an_older_program_closed_ended_on_the_last_day_that_is_known_of_it() -> None:
    known: dict[str, Value] = {"closed_on": None, "filed_on": "2026-04-02"}
    assert case("c", **known).ended_on == "2026-04-02"
    assert case(closed_on=None, amount=10).ended_on == "2026-03-05", "the agreement"
    assert case(closed_on=None, accepted_on="2026-02-03").ended_on == "2026-02-03"
    assert case(closed_on=None).ended_on == "2026-02-01", "the application"


@pytest.mark.parametrize(
    ("progress", "outcome", "found"),
    [
        ("draft", "", ""),
        ("in_mediation", "agreed_written", ""),  # opened again, or its step came back
        ("registered", None, ""),
        ("agreed_written", "agreed_written", "agreed_written"),
        ("closing_submitted", "terminated", "terminated"),
        ("archived", "withdrawn", "withdrawn"),
        (None, "withdrawn", ""),
    ],
)
def test_a_case_that_goes_on_has_not_come_out_whatever_was_written_before(
    progress: str | None, outcome: str | None, found: str
) -> None:
    assert came_out({"progress": progress, "outcome": outcome}) == found


@pytest.mark.parametrize(
    ("amount", "band"),
    [
        *((None, "none"), (0, "none"), (1, "to_1k"), (999, "to_1k"), (1_000, "to_10k"), (10_000, "to_50k")),
        *((49_999, "to_50k"), (50_000, "to_200k"), (199_999, "to_200k"), (200_000, "more"), (10**9, "more")),
    ],
)
def test_each_amount_falls_into_one_band(amount: int | None, band: str) -> None:
    (found,) = counts([case(amount=amount)], By.AMOUNT)
    assert (found.code, found.code in AMOUNT_BAND) == (band, True)


def test_an_agreement_that_was_never_made_is_no_amount() -> None:
    assert case(amount=3_000, outcome="terminated").amount == 0
    assert case(amount=3_000, progress="in_mediation").amount == 0
    assert case(amount=3_000).amount == 3_000
    assert case(amount="3000").amount == 0, "what is no number counts as none"


def test_each_counter_lists_the_cases_that_it_counts_in_the_order_of_its_codes() -> None:
    cases = [
        case("a", dispute_type="14", amount=500),
        case("b", dispute_type="01"),
        case("c", dispute_type="14", amount=1_500, closed_on="2026-05-01"),
        case("d", dispute_type=None, source="09"),
    ]
    found = [(each.code, each.cases, each.amount) for each in counts(cases, By.TYPE)]
    assert found == [("01", ("b",), 0), ("14", ("a", "c"), 2_000), ("", ("d",), 0)]
    assert [(each.code, len(each.cases)) for each in counts(cases, By.MONTH)] == [
        ("2026-03", 3),
        ("2026-05", 1),
    ]
    assert [(each.code, len(each.cases)) for each in counts(cases, By.QUARTER)] == [
        ("2026-Q1", 3),
        ("2026-Q2", 1),
    ]
    assert [(each.code, len(each.cases)) for each in counts(cases, By.SOURCE)] == [("01", 3), ("09", 1)]
    assert [(each.code, len(each.cases)) for each in counts(cases, By.RESULT)] == [("agreed_written", 4)]
    for by in By:
        rows = counts(cases, by)
        assert sorted(each for row in rows for each in row.cases) == ["a", "b", "c", "d"], "each once"
    assert counts([], By.TYPE) == ()


def test_the_count_of_a_period_is_that_of_the_closed_and_archived_cases_in_it() -> None:
    inside = [case(f"in{day}", closed_on=f"2026-0{day}-01") for day in range(1, 9)]
    archived = case("archived", progress="archived", closed_on="2026-08-13")
    outside = [
        case("open", progress="performed"),
        case("later", closed_on="2026-08-14"),
        case("before", closed_on="2025-12-31"),
    ]
    span = Span(datetime.date(2026, 1, 1), datetime.date(2026, 8, 13))
    assert ended_in([*inside, archived, *outside], span) == [*inside, archived]
    assert ended_in([archived], Span(None, None)) == [archived]
    assert ended_in([archived], Span(datetime.date(2026, 8, 14), None)) == []
    assert ended_in([archived], Span(None, datetime.date(2026, 8, 12))) == []


def test_the_months_of_a_year_and_of_a_quarter_are_whole() -> None:
    assert months_of(2026) == YEAR
    assert months_of(2026, quarter=1) == Span(datetime.date(2026, 1, 1), datetime.date(2026, 3, 31))
    assert months_of(2024, month=2) == Span(datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    assert months_of(2026, quarter=4) == Span(datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    assert [quarter_of(f"2026-{month:02d}") for month in (1, 3, 4, 12)] == [
        "2026-Q1",
        "2026-Q1",
        "2026-Q2",
        "2026-Q4",
    ]


def test_the_years_with_ended_cases_are_offered_and_the_present_one() -> None:
    cases = [case(closed_on="2024-05-01"), case(closed_on="2026-05-01"), case(progress="draft")]
    assert years_of(cases, datetime.date(2027, 1, 5)) == (2027, 2026, 2024)


# what somebody sees who may not see the cases


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(min_value=1, max_value=12)))
def test_no_figure_that_leaves_is_small_and_nothing_is_lost_or_worked_out(told: dict[str, int]) -> None:
    found = no_small_ones(told)
    total = sum(told.values())
    if total < FEWEST:
        assert found == {}
        return
    assert sum(found.values()) == total
    assert all(each >= FEWEST for each in found.values()), "also the rest, which anybody can work out"
    assert all(found[each] == told[each] for each in found if each != OTHERS)
    assert not [each for each in told if told[each] < FEWEST and each in found]


def test_the_smallest_figure_that_may_be_shown_hides_those_that_may_not() -> None:
    assert no_small_ones({"a": 20, "b": 6, "c": 2}) == {"a": 20, OTHERS: 8}
    assert no_small_ones({"a": 20, "b": 6, "c": 2, "d": 3}) == {"a": 20, "b": 6, OTHERS: 5}
    assert no_small_ones({"a": 4}) == {}
    assert no_small_ones({"a": 5}) == {"a": 5}
    assert no_small_ones({}) == {}


def test_who_sees_no_cases_gets_a_year_of_figures_without_a_record() -> None:
    cases = [case(f"c{n}", dispute_type="02", amount=1_000) for n in range(6)]
    cases += [case(f"d{n}", dispute_type="14", source="02", closed_on="2026-07-01") for n in range(2)]
    cases += [case("before", closed_on="2025-07-01"), case("open", progress="in_mediation", amount=9)]
    found = of_year(cases, 2026)
    assert (found.year, found.ended, found.amount, found.open) == (2026, 8, 6_000, None)
    assert found.tables == {
        "type": {OTHERS: 8},
        "result": {"agreed_written": 8},
        "source": {OTHERS: 8},
        "amount": {OTHERS: 8},
        "quarter": {OTHERS: 8},
    }


def test_a_year_with_few_cases_tells_that_they_are_few_and_nothing_else() -> None:
    few = of_year([case(f"c{n}", amount=10) for n in range(4)], 2026)
    assert (few.ended, few.amount, few.tables) == (None, None, {})
    none = of_year([case(closed_on="2025-01-01")], 2026)
    assert (none.ended, none.open, none.amount, none.tables) == (0, 0, None, {})
    going_on = of_year([case(f"c{n}", progress="in_mediation") for n in range(5)], 2026)
    assert (going_on.ended, going_on.open) == (0, 5)


def test_a_sum_of_few_agreements_is_not_told() -> None:
    cases = [case(f"c{n}", amount=10) for n in range(4)] + [case(f"d{n}") for n in range(4)]
    assert of_year(cases, 2026).amount is None
    assert of_year([*cases, case("e", amount=10)], 2026).amount == 50


def test_figures_come_over_the_wire_as_they_were_counted() -> None:
    found = of_year([case(f"c{n}", amount=1_000) for n in range(6)], 2026)
    line = encode_year(found)
    assert line.endswith(b"\n")
    assert decode_year(line) == found
    assert decode_year(b'{"year":2026,"ended":0,"open":7,"amount":null,"later":1}').tables == {}
