"""Division codes and the codes of grids, buildings, entrances and rooms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.codes.divisions import (
    PlaceKind,
    building_code,
    check_division,
    check_place_code,
    grid_code,
    parent_division,
    room_code,
    unit_code,
)
from gridcore.field_problems import PROBLEMS

COMMUNITY = "999901001017"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("370481001001", None),
        ("370481000000", None),
        ("370481100000", None),
        ("37048100100", "division_length"),
        ("37048100100x", "division_length"),
        ("３70481001001", "division_length"),
        ("990481001001", "division_province"),
        (COMMUNITY, "division_province"),
        ("370481600001", "division_town"),
        ("370481000001", "division_town"),
    ],
)
def test_a_division_code_is_checked(code: str, problem: str | None) -> None:
    assert check_division(code) == problem
    assert problem is None or problem in PROBLEMS


def test_the_made_up_county_is_accepted_in_a_demonstration_alone() -> None:
    assert check_division(COMMUNITY, allow_demo=True) is None
    assert check_division("999902001017", allow_demo=True) == "division_province"


def test_the_division_above_must_be_known() -> None:
    assert check_division("370481001001", known={"370481001000"}) is None
    assert check_division("370481001001", known={"370481000000"}) == "division_parent"
    assert check_division("370481000000", known=set()) is None


def test_divisions_lie_in_each_other() -> None:
    assert parent_division("370481001001") == "370481001000"
    assert parent_division("370481001000") == "370481000000"
    assert parent_division("370481000000") is None


def test_codes_are_built_from_the_division_down() -> None:
    assert grid_code(COMMUNITY, "1", 7) == "9999010010171007"
    building = building_code(COMMUNITY, 12)
    assert building == "99990100101700012"
    unit = unit_code(building, 0)
    assert unit == "9999010010170001200"
    assert room_code(unit, 18, 3) == "999901001017000120001803"
    assert room_code(unit, -1, 3) == "999901001017000120090103"


@pytest.mark.parametrize("serial", [0, -1, 1000])
def test_a_grid_number_out_of_range_is_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="grid"):
        grid_code(COMMUNITY, "1", serial)


def test_a_grid_is_basic_or_dedicated() -> None:
    with pytest.raises(ValueError, match="grid"):
        grid_code(COMMUNITY, "3", 1)


@pytest.mark.parametrize("serial", [0, -1, 100_000])
def test_a_building_number_out_of_range_is_refused(serial: int) -> None:
    with pytest.raises(ValueError, match="building"):
        building_code(COMMUNITY, serial)


@pytest.mark.parametrize("floor", [-100, 900])
def test_a_floor_that_no_building_has_is_refused(floor: int) -> None:
    with pytest.raises(ValueError, match="floor"):
        room_code(unit_code(building_code(COMMUNITY, 1), 1), floor, 1)


def test_an_entrance_and_a_room_have_two_digits() -> None:
    building = building_code(COMMUNITY, 1)
    with pytest.raises(ValueError, match="unit"):
        unit_code(building, 100)
    with pytest.raises(ValueError, match="room"):
        room_code(unit_code(building, 1), 1, 100)


@given(
    st.integers(1, 99_999), st.integers(0, 99), st.integers(-99, 899), st.integers(0, 99), st.integers(1, 999)
)
def test_every_built_code_has_the_form_of_its_kind_alone(
    serial: int, unit: int, floor: int, room: int, grid: int
) -> None:
    building = building_code(COMMUNITY, serial)
    entrance = unit_code(building, unit)
    codes: dict[PlaceKind, str] = {
        "grid": grid_code(COMMUNITY, "2", grid),
        "building": building,
        "unit": entrance,
        "room": room_code(entrance, floor, room),
    }
    for kind, code in codes.items():
        for other in codes:
            assert check_place_code(other, code) == (None if kind == other else "place_code")


@given(st.integers(-99, 899), st.integers(-99, 899))
def test_two_floors_never_share_a_code(one: int, other: int) -> None:
    unit = unit_code(building_code(COMMUNITY, 1), 1)
    assert (room_code(unit, one, 1) == room_code(unit, other, 1)) == (one == other)
