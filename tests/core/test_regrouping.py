"""A building belongs to one grid at one date, and a report about last year finds the old one."""

import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId
from gridcore.moving import Saving
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import Period, Placed, counted_by_grid, regroup_edits, regroup_problem
from gridcore.sync.changes import Seen
from gridcore.sync.stored import Stored
from tests.core.sync_desk import HOME, HOUSE, PERSON, ROOM, Desk

ANN, SUE = ReplicaId("ann-1"), ReplicaId("sue-6")
ON = "2026-07-01"
SAVING = Saving(GroupId("g"), "")
SINCE_2020 = Placed(HOUSE, "grid-2", "2026-07-01", (Period("grid-1", "2020-01-01", "2026-07-01"),))


@pytest.mark.parametrize(
    ("day", "grid"),
    [
        ("2026-12-31", "grid-2"),
        (ON, "grid-2"),
        ("2026-06-30", "grid-1"),
        ("2025-12-31", "grid-1"),
        ("2019-12-31", None),
    ],
)
def test_a_report_finds_the_grid_of_its_day(day: str, grid: str | None) -> None:
    assert SINCE_2020.grid_on(day) == grid


def test_what_nobody_dated_was_always_so() -> None:
    assert Placed(HOUSE, "grid-1", None).grid_on("1990-01-01") == "grid-1"
    undated = Placed(HOUSE, "grid-2", ON, (Period("grid-1", None, ON),))
    assert undated.grid_on("1990-01-01") == "grid-1"


def test_each_visit_counts_for_the_grid_of_its_day() -> None:
    counts = [(HOUSE, "2026-06-30", 2), (HOUSE, ON, 3), (HOUSE, "2019-01-01", 4), (ROOM, ON, 5)]
    assert counted_by_grid([SINCE_2020], counts) == {"grid-1": 2, "grid-2": 3}


@pytest.mark.parametrize(
    ("to", "on", "code"),
    [
        ("grid-1", "2026-08-01", None),
        ("grid-1", ON, None),
        ("grid-2", "2026-08-01", "same_grid"),
        ("grid-1", "2026-06-30", "date_too_early"),
    ],
)
def test_a_building_goes_on_from_where_it_is(to: str, on: str, code: str | None) -> None:
    found = regroup_problem(SINCE_2020, to, on)
    assert (found.code if found is not None else None) == code


def seen(stored: Stored) -> Seen:
    return Seen(dict(stored.cells), dict.fromkeys(RECORD_TYPES[stored.kind].cells, stored.seq))


def regroup(desk: Desk, by: ReplicaId) -> list[str]:
    placed = Placed(HOUSE, "grid-1", None)
    edits = regroup_edits(placed, seen(desk.record(HOUSE)), "grid-2", ON, SAVING)
    return [str(each.code) for each in desk.push(by, *edits)]


def test_a_building_takes_its_flats_households_and_people_along_and_leaves_its_dates() -> None:
    desk = Desk()
    assert set(regroup(desk, SUE)) == {"ok"}
    assert {desk.record(each).scope for each in (HOUSE, ROOM, HOME, PERSON)} == {"grid/grid-2"}
    (period,) = [each for each in desk.server.stored.values() if each.kind == "grid_period"]
    assert period.scope == "community"
    expected: dict[str, Value] = {"building": HOUSE, "grid": "grid-1", "until": ON}
    assert period.cells == expected
    assert desk.value(HOUSE, "in_grid_since") == ON


def test_a_worker_regroups_nothing() -> None:
    desk = Desk()
    codes = regroup(desk, ANN)
    assert "ok" not in codes
    assert desk.record(RecordId(HOUSE)).scope == "grid/grid-1"
