"""Which farewells may be dropped, and who has to compare because of that."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.sync.compaction import WAITED_FOR, Reader, must_compare, passed_by, passed_by_all

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LONG_AGO = NOW - WAITED_FOR - timedelta(seconds=1)


@pytest.mark.parametrize(
    ("cursors", "passed"),
    [
        ([], 0),
        ([0, 0], 0),
        ([7], 7),
        ([9, 4, 7], 4),
        ([9, 0, 7], 7),
        ([-5, 7], 7),
        ([1 << 70], 100),
    ],
)
def test_a_laptop_has_passed_what_it_has_read_in_all_scopes_that_it_began(
    cursors: list[int], passed: int
) -> None:
    assert passed_by(cursors, 100) == passed


def test_who_is_not_here_for_half_a_year_holds_nothing_back() -> None:
    away, present = Reader(3, LONG_AGO), Reader(40, NOW)
    assert passed_by_all([away, present], 50, NOW) == 40
    assert passed_by_all([away._replace(last_seen=NOW - WAITED_FOR), present], 50, NOW) == 3
    assert passed_by_all([away], 50, NOW) == 50
    assert passed_by_all([], 50, NOW) == 50


def test_who_has_told_nothing_yet_holds_everything_back() -> None:
    assert passed_by_all([Reader(passed_by([], 50), NOW), Reader(40, NOW)], 50, NOW) == 0


@pytest.mark.parametrize(
    ("cursor", "floor", "must"), [(0, 9, False), (8, 9, True), (9, 9, False), (10, 9, False), (5, 0, False)]
)
def test_only_who_began_and_did_not_pass_the_floor_must_compare(cursor: int, floor: int, must: bool) -> None:
    assert must_compare(cursor, floor) == must


@given(
    cursors=st.lists(st.lists(st.integers(0, 60), max_size=4), max_size=5),
    days=st.lists(st.integers(0, 400), min_size=5, max_size=5),
)
def test_nobody_who_comes_has_to_compare(cursors: list[list[int]], days: list[int]) -> None:
    """Whatever is dropped, a laptop that was here within half a year has heard it, in each of its scopes."""
    seen = [NOW - timedelta(days=each) for each in days]
    readers = [Reader(passed_by(each, 50), last) for each, last in zip(cursors, seen, strict=False)]
    floor = passed_by_all(readers, 50, NOW)
    for each, reader in zip(cursors, readers, strict=True):
        if NOW - reader.last_seen <= WAITED_FOR:
            assert not any(must_compare(cursor, floor) for cursor in each)
