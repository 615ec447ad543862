"""Whoever reads the same row of a roster makes the same records."""

import pytest

from gridcore.roster import ids

COMMUNITY, GRID = "999901001001", "9999010010011003"
BUILDING = ids.building_id(COMMUNITY, GRID, "向阳里", "3号楼")
ROOM = ids.room_id(BUILDING, 2, "0501")
HOUSEHOLD = ids.household_id(ROOM)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("3号楼", "3"),
        ("３栋", "3"),
        ("3＃楼", "3"),
        ("3#", "3"),
        ("03 号楼", "3"),
        ("三号楼", "3"),
        ("十号楼", "10"),
        ("十二幢", "12"),
        ("二十号楼", "20"),
        ("二十一号楼", "21"),
        ("a座", "A"),
        ("0501", "501"),
        ("501室", "501"),
        ("５０１号", "501"),
        ("2单元", "2"),
        ("3号院", "3院"),
        ("03大院", "3院"),
        ("向阳里", "向阳里"),
        ("十里铺", "十里铺"),
        ("五一三号", "五一三号"),
        ("五一号院", "五一院"),
        ("东户", "东户"),
        ("", ""),
    ],
)
def test_ways_of_writing_a_place_have_one_key(written: str, key: str) -> None:
    assert ids.place_key(written) == key


def test_a_row_written_differently_makes_the_same_resident() -> None:
    building = ids.building_id(COMMUNITY, GRID, "向阳里 ", "三栋")
    household = ids.household_id(ids.room_id(building, 2, "501室"))
    assert ids.resident_id(household, "张 桂英", "1948-03-04") == ids.resident_id(
        HOUSEHOLD, "张桂英", "1948-03-04"
    )


def test_what_differs_has_an_id_of_its_own() -> None:
    resident = ids.resident_id(HOUSEHOLD, "张桂英", "1948-03-04")
    made = [
        ids.community_id(COMMUNITY),
        ids.grid_id(COMMUNITY),
        ids.grid_id(GRID),
        BUILDING,
        ids.building_id(COMMUNITY, GRID, "向阳里", "4号楼"),
        ids.building_id(COMMUNITY, GRID, "向阳里", "3号院"),
        ids.building_id(COMMUNITY, GRID, "和合苑", "3号楼"),
        ids.building_id(COMMUNITY, "9999010010011004", "向阳里", "3号楼"),
        ROOM,
        ids.room_id(BUILDING, 1, "0501"),
        ids.room_id(BUILDING, 2, "0502"),
        HOUSEHOLD,
        resident,
        ids.resident_id(HOUSEHOLD, "张桂英", "1950-01-01"),
        ids.resident_id(HOUSEHOLD, "张桂英", None),
        ids.resident_id(HOUSEHOLD, "张桂芳", "1948-03-04"),
        ids.identity_id(resident),
    ]
    assert len(set(made)) == len(made)
