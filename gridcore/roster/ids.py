"""The ids of what a roster names: two laptops that read the same row make the same records.

Each id follows from the words that people use for the thing, with different ways of writing them made alike:
3号楼, ３栋 and 3# are one building, 501, 0501 and 501室 one room, 张 桂英 and 张桂英 one name.
"""

import re
from functools import lru_cache

from gridcore.ids import RecordId, derived_id
from gridcore.tidy import tidy_code, tidy_name

_COURTYARD = re.compile(r"号?(?:大院|小院|院落|院)$")
_ENDING = re.compile(r"(?<=[0-9A-Z])(?:号?[楼栋幢座]|#楼?|单元|号门|门|号?房间?|户|[室号#])$")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NUMERAL = re.compile(r"(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?(?P<ones>[一二三四五六七八九])?")
_WITH_NUMERAL = re.compile(r"^([一二三四五六七八九十]+)(?=号|楼|栋|幢|座|单元|门|院|室)")
_LEADING_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


@lru_cache(maxsize=4096)
def place_key(words: str) -> str:
    """The words for a building, an entrance or a room without what different offices write differently."""
    key = (tidy_code(words).value or "").upper()
    if (numeral := _WITH_NUMERAL.match(key)) is not None and (value := _number(numeral[1])) is not None:
        key = f"{value}{key[numeral.end() :]}"
    if _COURTYARD.search(key) is not None:
        return _LEADING_ZEROS.sub("", _COURTYARD.sub("院", key))
    return _LEADING_ZEROS.sub("", _ENDING.sub("", key))


def community_id(community: str) -> RecordId:
    """The id of a community, from its division code."""
    return derived_id("community", community)


def grid_id(grid: str) -> RecordId:
    """The id of a grid, from its code."""
    return derived_id("grid", grid)


def building_id(community: str, grid: str, estate: str, building: str) -> RecordId:
    """The id of a building, from the codes of community and grid, its estate and its name there."""
    return derived_id("building", community, grid, place_key(estate), place_key(building))


def room_id(building: RecordId, unit: int, room_number: str) -> RecordId:
    """The id of a room, from its building's id, its entrance (0 where there is none) and its number."""
    return derived_id("room", building, str(unit), place_key(room_number))


def household_id(room: RecordId) -> RecordId:
    """The id of the household in a room: a roster knows one at each address."""
    return derived_id("household", room)


def resident_id(household: RecordId, name: str, known_by: str | None) -> RecordId:
    """The id of a resident, from the household's id, the name and what the record tells people apart by.

    That is the birth date (ISO 8601), else the last four of the identity number, if either is told.
    """
    return derived_id("resident", household, tidy_name(name).value or "", known_by or "")


def phone_id(resident: RecordId, phone: str) -> RecordId:
    """The id of a further phone number of a resident."""
    return derived_id("phone_number", resident, phone)


def identity_id(resident: RecordId) -> RecordId:
    """The id of the one identity document that a roster gives of a resident."""
    return derived_id("resident_identity", resident)


def facility_key(name: str) -> str:
    """A facility's name without blanks and in one shape of signs and letters."""
    return (tidy_code(name).value or "").upper()


def facility_id(community: str, grid: str, kind: str, name: str) -> RecordId:
    """The id of a facility, from the codes of community and grid, its kind and its name."""
    return derived_id("facility", community, grid, kind, facility_key(name))


def _number(numeral: str) -> int | None:
    """A Chinese number below a hundred, as buildings have it; None for digits in a row."""
    parts = _NUMERAL.fullmatch(numeral)
    if parts is None:
        return None
    return _NUMERALS.get(parts["tens"], 1) * 10 * bool(parts["ten"]) + _NUMERALS.get(parts["ones"], 0)
