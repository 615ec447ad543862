"""Codes of administrative divisions (GB/T 2260, GB/T 10114) and of the places below them.

A division has twelve digits: province, city and county (two each), sub-district or town (three), committee
(three). Below it this product numbers grids and buildings after a city's local rule:
serials are appended by time and never used again.
"""

import re
from collections.abc import Container
from typing import Literal

PROVINCES = frozenset(
    f"{region}{number}"
    for region, numbers in (
        ("1", "12345"),
        ("2", "123"),
        ("3", "1234567"),
        ("4", "123456"),
        ("5", "01234"),
        ("6", "12345"),
        ("7", "1"),
        ("8", "12"),
    )
    for number in numbers
)
DEMO_COUNTY = "999901"
"""Made up, so that nothing in a demonstration can be taken for a real place."""
LAST_TOWN = 599
BASEMENT = 900

PlaceKind = Literal["grid", "building", "unit", "room"]
_SHAPES: dict[PlaceKind, re.Pattern[str]] = {
    "grid": re.compile(r"[0-9]{12}[12](?!000)[0-9]{3}"),
    "building": re.compile(r"[0-9]{12}(?!00000)[0-9]{5}"),
    "unit": re.compile(r"[0-9]{12}(?!00000)[0-9]{7}"),
    "room": re.compile(r"[0-9]{12}(?!00000)[0-9]{12}"),
}


def check_division(code: str, *, known: Container[str] | None = None, allow_demo: bool = False) -> str | None:
    """The problem code of a division code, None if it is sound; `known` are the divisions that exist."""
    if not re.fullmatch(r"[0-9]{12}", code):
        return "division_length"
    if code[:2] not in PROVINCES and not (allow_demo and code.startswith(DEMO_COUNTY)):
        return "division_province"
    if int(code[6:9]) > LAST_TOWN or (code[6:9] == "000" and code[9:] != "000"):
        return "division_town"
    parent = parent_division(code)
    if known is not None and parent is not None and parent not in known:
        return "division_parent"
    return None


def parent_division(code: str) -> str | None:
    """The sub-district of a community, the county of a sub-district, None for a county."""
    if code[9:] != "000":
        return code[:9] + "000"
    return code[:6] + "000000" if code[6:9] != "000" else None


def grid_code(division: str, kind: str, serial: int) -> str:
    """16 characters: division, 1 (basic) or 2 (dedicated), serial from 1. Raises ValueError outside that."""
    return _place("grid", f"{division}{kind}{serial:03d}")


def building_code(division: str, serial: int) -> str:
    """17 characters: division, serial from 1. Raises ValueError outside that."""
    return _place("building", f"{division}{serial:05d}")


def unit_code(building: str, unit: int) -> str:
    """19 characters: building, entrance; 0 where a building has none. Raises ValueError outside that."""
    return _place("unit", f"{building}{unit:02d}")


def room_code(unit: str, floor: int, room: int) -> str:
    """24 characters: entrance, floor (a basement -n as 900 + n), room. Raises ValueError outside that."""
    if not -99 <= floor < BASEMENT:
        raise ValueError("no such floor")
    level = floor if floor >= 0 else BASEMENT - floor
    return _place("room", f"{unit}{level:03d}{room:02d}")


def check_place_code(kind: PlaceKind, code: str) -> str | None:
    """The problem code of a grid's, building's, entrance's or room's code, None if its form is right."""
    return None if _SHAPES[kind].fullmatch(code) else "place_code"


def _place(kind: PlaceKind, code: str) -> str:
    if check_place_code(kind, code) is not None:
        raise ValueError(f"not the code of a {kind}")
    return code
