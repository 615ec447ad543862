"""One dwelling is one place, however an office writes it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.roster.places import COURTYARD, TOWER, Place, read_address, read_columns

FLAT = Place("", "3号楼", 2, 5, "501", TOWER)
IN_ESTATE = Place("和合小区", "3号楼", 2, 5, "501", TOWER)


@pytest.mark.parametrize(
    "address",
    [
        "3号楼2单元501",
        "３号楼２单元５０１室",
        "三号楼二单元501",
        "3栋2单元501号",
        "3幢-2-501",
        "3-2-501",
        "3#2-501",
        "3＃楼2单元501户",
        "3号2单元501",
        "03号楼 02单元 501房间",
        "3座2门501",
        "3号楼2单元5层501",
        "3号楼2单元501(自住)",
    ],
)
def test_ways_of_writing_a_flat_mean_the_same(address: str) -> None:
    assert read_address(address) == FLAT


@pytest.mark.parametrize(
    "address",
    [
        "和合小区3号楼2单元501",
        "和合小区3-2-501",
        "睦邻路12号和合小区3号楼2单元501室",
        "东营市东营区胜利街道和合社区和合小区3号楼2单元501",
        "某某省某某市和合小区3号楼2单元501",
    ],
)
def test_districts_and_streets_around_an_estate_do_not_count(address: str) -> None:
    assert read_address(address) == IN_ESTATE


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("2号院3号", Place("", "2号院", 0, 1, "3", COURTYARD)),
        ("和合村2号大院3号", Place("和合村", "2号院", 0, 1, "3", COURTYARD)),
        ("向阳里12号", Place("", "向阳里", 0, 1, "12", COURTYARD)),
        ("和合村3组15-1号", Place("", "和合村3组", 0, 1, "15-1", COURTYARD)),
        ("3号院5号楼2单元501", Place("3号院", "5号楼", 2, 5, "501", TOWER)),
        ("A座1203", Place("", "A座", 0, 12, "1203", TOWER)),
        ("3号楼A单元501", Place("", "3号楼", 1, 5, "501", TOWER)),
        ("3号楼B101", Place("", "3号楼", 0, -1, "B101", TOWER)),
        ("3号楼-101", Place("", "3号楼", 0, 1, "101", TOWER)),
        ("3号楼2单元0012", Place("", "3号楼", 2, None, "0012", TOWER)),
        ("3号楼2单元5", Place("", "3号楼", 2, None, "5", TOWER)),
        ("3号楼2单元500层501", Place("", "3号楼", 2, 5, "501", TOWER)),
        ("睦邻路12号3号楼2单元501", Place("睦邻路12号", "3号楼", 2, 5, "501", TOWER)),
    ],
)
def test_other_dwellings_are_read(address: str, place: Place) -> None:
    assert read_address(address) == place


@pytest.mark.parametrize(
    "address",
    [
        "",
        "无",
        "3号楼",
        "501",
        "和合小区501",
        "3号楼99单元501",
        "3号楼2单元",
        "里" * 70 + "1号",
        "区" * 70 + "3-2-501",
    ],
)
def test_what_names_no_single_dwelling_is_not_guessed(address: str) -> None:
    assert read_address(address) is None


@pytest.mark.parametrize(
    "columns",
    [
        ("和合小区", "3", "2", "", "501"),
        ("和合小区", "3号楼", "2单元", "5", "501室"),
        ("和合小区", "3栋", "二单元", "5层", "５０１"),
        ("", "和合小区3号楼", "2", "", "501"),
        ("和合小区", "", "", "", "3-2-501"),
        ("和合小区", "3", "", "", "2-501"),
        ("和合小区", "3", "2", "", "3号楼2单元501"),
        ("", "3", "2", "", "和合小区3号楼2单元501"),
        ("", "和合小区3号楼", "", "", "2-501"),
        ("和合小区", "3号楼2单元", "", "", "501"),
        ("胜利街道和合社区和合小区", "3", "2", "", "501"),
    ],
)
def test_columns_mean_the_same_as_words(columns: tuple[str, str, str, str, str]) -> None:
    assert read_columns(*columns) == IN_ESTATE


@pytest.mark.parametrize(
    ("columns", "place"),
    [
        (("", "3栋", "无", "", "501"), Place("", "3号楼", 0, 5, "501", TOWER)),
        (("和合村", "2号院", "", "", "3号"), Place("和合村", "2号院", 0, 1, "3", COURTYARD)),
        (("", "东楼", "1", "", "101"), Place("", "东楼", 1, 1, "101", TOWER)),
        (("", "3", "-", "-1", "B101"), Place("", "3号楼", 0, -1, "B101", TOWER)),
    ],
)
def test_other_columns_are_read(columns: tuple[str, str, str, str, str], place: Place) -> None:
    assert read_columns(*columns) == place


@pytest.mark.parametrize(
    "columns",
    [
        ("", "", "", "", "501"),
        ("", "3", "2", "", ""),
        ("", "3", "X9", "", "501"),
        ("", "3", "2", "", "4号楼2单元501"),
        ("", "3", "2", "", "五零一"),
    ],
)
def test_columns_that_contradict_or_lack_something_are_not_guessed(
    columns: tuple[str, str, str, str, str],
) -> None:
    assert read_columns(*columns) is None


def test_an_address_names_estate_building_entrance_and_room() -> None:
    assert IN_ESTATE.address == "和合小区3号楼2单元501"
    assert Place("和合村", "2号院", 0, 1, "3", COURTYARD).address == "和合村2号院3号"
    assert IN_ESTATE.key == ("和合小区", "3", 2, "501")


WORDS = st.text(alphabet="3 号楼栋院里单元室-#Ａ１０一十Bx市区街道社区路", max_size=16)


@given(WORDS, WORDS, WORDS, WORDS, WORDS)
def test_no_words_whatever_raise(estate: str, building: str, unit: str, floor: str, room: str) -> None:
    for place in (read_address(building + unit + room), read_columns(estate, building, unit, floor, room)):
        assert place is None or (place.building and place.room and 0 <= place.unit <= 40)
