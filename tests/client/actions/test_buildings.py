"""However rooms are numbered, each has a place of its own in the chart."""

from datetime import date

import pytest

from gridclient.actions.buildings import BuildingLine, Chart, ChartColumn, Flat, LivingThere, Signs, chart_of
from gridclient.db.buildings import ChartRoom
from gridcore.ids import RecordId

DAY = date(2026, 10, 29)
NOBODY = Signs(DAY, frozenset(), frozenset())
TOWER = BuildingLine(RecordId("b"), "守望花园", "1号楼", "tower")
COURTYARD = BuildingLine(RecordId("b"), "井台村", "1号院", "courtyard")


def living(
    name: str, *, people: int = 2, last_visit: str | None = None, tenure: str = "owner"
) -> LivingThere:
    """A household."""
    return LivingThere(RecordId(f"h-{name}"), "", name, people, tenure, (), last_visit, False, False)


def room(
    number: str, *homes: LivingThere, unit: int = 1, floor: int = 0, status: str | None = None, at: str = ""
) -> ChartRoom:
    """A room whose id is its entrance and number."""
    return ChartRoom(RecordId(f"{unit}-{number}{at}"), unit, floor, number, status, homes)


def drawn(chart: Chart) -> list[list[str]]:
    """The numbers as they stand, row by row."""
    return [
        [chart.flats[row, at].number if (row, at) in chart.flats else "" for at in range(len(chart.columns))]
        for row in range(chart.rows)
    ]


def flat(*homes: LivingThere, status: str | None = None, signs: Signs = NOBODY) -> Flat:
    """The one door of a building."""
    return chart_of(TOWER, [room("201", *homes, floor=2, status=status)], signs).flats[0, 0]


def test_flats_above_each_other_stand_in_one_column_of_their_entrance() -> None:
    rooms = [
        room(f"{floor:02d}{at:02d}", unit=unit, floor=floor)
        for unit in (1, 2)
        for floor in (1, 2, 11)
        for at in (1, 2)
    ]
    chart = chart_of(TOWER, rooms, NOBODY)
    assert chart.floors == (11, 2, 1)
    assert chart.columns == tuple(ChartColumn(unit, flat) for unit in (1, 2) for flat in ("01", "02"))
    assert drawn(chart) == [["1101", "1102"] * 2, ["0201", "0202"] * 2, ["0101", "0102"] * 2]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["101", "102", "201", "202"], [["201", "202"], ["101", "102"]]),
        (["东户", "西户"], [["东户", "西户"]]),
        (["1001", "1101"], [["1101"], ["1001"]]),
    ],
)
def test_other_ways_of_numbering_are_read(numbers: list[str], expected: list[list[str]]) -> None:
    """The floor is part of the number where the record does not tell it."""
    assert drawn(chart_of(TOWER, [room(each) for each in numbers], NOBODY)) == expected


def test_numbers_that_say_nothing_of_the_floor_stand_in_their_order() -> None:
    """A building whose flats are numbered through: 1, 2 on the first floor, 3, 4 on the second."""
    rooms = [room(str(number), floor=(number + 1) // 2) for number in range(1, 9)]
    assert drawn(chart_of(TOWER, rooms, NOBODY)) == [["7", "8"], ["5", "6"], ["3", "4"], ["1", "2"]]


def test_two_rooms_of_one_number_are_both_there() -> None:
    rooms = [room("0101", floor=1), room("0101", floor=1, at="b"), room("0201", floor=2)]
    chart = chart_of(TOWER, rooms, NOBODY)
    assert drawn(chart) == [["0201", ""], ["0101", "0101"]]
    assert len(chart.flats) == len(rooms)


def test_a_floor_with_a_missing_flat_keeps_the_others_in_their_columns() -> None:
    rooms = [room(number, floor=int(number[:2])) for number in ("0101", "0102", "0202")]
    assert drawn(chart_of(TOWER, rooms, NOBODY)) == [["", "0202"], ["0101", "0102"]]


def test_a_tower_of_34_floors_and_12_flats_is_laid_out_whole() -> None:
    rooms = [room(f"{floor}{at:02d}", floor=floor) for floor in range(1, 35) for at in range(1, 13)]
    chart = chart_of(TOWER, rooms, NOBODY)
    assert (chart.rows, len(chart.columns), len(chart.flats)) == (34, 12, 408)
    assert drawn(chart)[0] == [f"34{at:02d}" for at in range(1, 13)]


def test_a_courtyard_is_a_list_of_houses_by_their_numbers() -> None:
    rooms = [room(str(number), unit=0, floor=1) for number in (10, 2, 1, 3, 8, 7, 9)]
    chart = chart_of(COURTYARD, rooms, NOBODY)
    assert chart.is_courtyard
    assert drawn(chart) == [[number] for number in ("1", "2", "3", "7", "8", "9", "10")]


def test_an_empty_building_has_an_empty_chart() -> None:
    for line in (TOWER, COURTYARD):
        chart = chart_of(line, [], NOBODY)
        assert (chart.rows, dict(chart.flats)) == (0, {})


@pytest.mark.parametrize(
    ("homes", "status", "use"),
    [
        ((living("王芳"),), "occupied", "lived_in"),
        ((living("王芳", tenure="rented"),), "occupied", "rented"),
        ((living("王芳"),), "rented", "rented"),
        ((living("王芳"),), "vacant", "lived_in"),
        ((living("", people=0, tenure="vacant"),), "occupied", "vacant"),
        ((), "vacant", "vacant"),
        ((), "business", "business"),
        ((), None, "unknown"),
        ((), "occupied", "unknown"),
    ],
)
def test_people_behind_a_door_count_more_than_what_is_noted_about_it(
    homes: tuple[LivingThere, ...], status: str | None, use: str
) -> None:
    assert flat(*homes, status=status).use == use


def test_ninety_days_are_not_yet_long_and_never_is_something_else() -> None:
    assert not flat(living("王芳", last_visit="2026-07-31")).is_long_unvisited
    assert flat(living("王芳", last_visit="2026-07-30")).is_long_unvisited
    never = flat(living("王芳"))
    assert (never.is_never_visited, never.is_long_unvisited, never.days) == (True, False, None)


def test_nobody_is_missed_in_a_vacant_room() -> None:
    empty = flat(status="vacant")
    assert not empty.is_never_visited
    assert not empty.is_long_unvisited


def test_signs_stand_on_the_doors_of_their_households() -> None:
    signs = Signs(DAY, frozenset({RecordId("h-王芳")}), frozenset({RecordId("h-李强")}))
    assert flat(living("王芳"), signs=signs).has_care
    assert not flat(living("王芳"), signs=signs).visit_due
    assert flat(living("李强"), signs=signs).visit_due
    both = flat(living("王芳"), living("李强"), signs=signs)
    assert both.has_care
    assert both.visit_due
    assert both.people == 4


def test_a_household_is_found_at_its_door() -> None:
    rooms = [room("0101", living("王芳"), floor=1), room("0201", living("李强"), floor=2)]
    chart = chart_of(TOWER, rooms, NOBODY)
    assert chart.place_of(RecordId("h-王芳")) == (1, 0)
    assert chart.place_of(RecordId("h-nobody")) is None
