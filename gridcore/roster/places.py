"""Reads where a household lives: from an address in words, or from columns for building, entrance and room.

3号楼2单元501, ３栋-2-501室 and the columns 3 | 2 | 501.0 are one place.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from gridcore.roster.ids import place_key
from gridcore.tidy import tidy_code

COURTYARD, TOWER = "courtyard", "tower"
_MOST_UNITS = 40
_FLOORS = range(-9, 121)
_LONGEST = 60
"""As the fields of building and room declare."""

_NUMBER = r"(?:[0-9]{1,4}[A-Z]?|[A-Z][0-9]{0,4}|[一二三四五六七八九十]{1,3})"
_BUILDING = rf"(?P<building>{_NUMBER}(?:号?[楼栋幢座]|#楼?|号(?={_NUMBER}单元)))"
_YARD = rf"(?P<building>{_NUMBER}号?(?:大院|小院|院落|院))"
_UNIT = rf"(?:(?P<unit>{_NUMBER})(?:单元|号门|门)|(?P<plain_unit>[0-9]{{1,2}}|[A-Z])-)"
_FLOOR = r"(?:(?P<floor>[0-9]{1,3})[层楼])"
_ROOM = r"(?P<room>[A-Z]?-?[0-9]{1,4}[A-Z]?(?:-[0-9]{1,2})?|[A-Z])(?:号?房间?|[室号户]室?)?"
_REST = rf"-?{_UNIT}?-?{_FLOOR}?-?{_ROOM}"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<estate>.*?){_BUILDING}{_REST}",
        rf"(?P<estate>.*?){_YARD}-?{_ROOM}",
        r"(?P<estate>)(?P<lane>.+[里巷街路村庄屯弄同组队寨坊])(?P<room>[0-9]{1,4}(?:-[0-9]{1,2})?)号",
        rf"(?P<estate>.*?[^0-9A-Z-]|)(?P<building>{_NUMBER})-{_REST}",
    )
)
_WHOLE_BUILDING = re.compile(rf"(?P<estate>.*?)(?:{_BUILDING}|{_YARD.replace('building', 'yard')})")
_SIMPLE_ROOM = re.compile(_ROOM)
_SIMPLE_UNIT = re.compile(rf"({_NUMBER})(?:号?(?:单元|门))?")
_SIMPLE_FLOOR = re.compile(r"(-?[0-9]{1,3})[层楼]?")
_HAS_BUILDING = re.compile("[楼栋幢座#院]")
_NO_ENTRANCE = frozenset({"", "无", "0", "-", "/", "无单元"})
_BESIDE = re.compile(r"\([^)]*\)|[,.;:]")
_REGION = re.compile(
    r"^(?:.*(?:街道办事处|街道|社区居委会|社区|居委会|村委会)|.{2,8}(?:省|自治区).{2,8}市"
    r"|.{2,5}市.{1,5}?(?:县|旗|(?<![小园校])区))(?=.)"
)
_STREET = re.compile(r"^.{1,9}?(?:路|街|道|巷|胡同)[0-9]{1,5}(?:-[0-9]{1,4})?号(?=.)")
_STOREY = re.compile(r"(?P<below>B|-)?(?P<floor>[0-9]{1,2}?)[0-9]{2}[A-Z]?(?:-[0-9]+)?")
_YARD_KEY = "院"


@dataclass(frozen=True)
class Place:
    """A dwelling in words put right: `unit` is 0 where there are no entrances, `floor` None where unknown."""

    estate: str
    building: str
    unit: int
    floor: int | None
    room: str
    layout: str

    @functools.cached_property
    def key(self) -> tuple[str, str, int, str]:
        """What all ways of writing one place have in common."""
        return place_key(self.estate), place_key(self.building), self.unit, place_key(self.room)

    @property
    def whole_building(self) -> str:
        """The building with its estate, in words."""
        return f"{self.estate}{self.building}"

    @functools.cached_property
    def address(self) -> str:
        """The address as a household's card shows it."""
        entrance = f"{self.unit}单元" if self.unit else ""
        ending = "号" if self.layout == COURTYARD else ""
        return f"{self.whole_building}{entrance}{self.room}{ending}"


def read_address(text: str) -> Place | None:
    """The place that an address names; None if it does not name one dwelling."""
    words = _plain(text)
    for form in _FORMS:
        if (found := form.fullmatch(words)) is not None:
            return _place(found.groupdict())
    return None


def read_columns(estate: str, building: str, unit: str, floor: str, room: str) -> Place | None:
    """The place that separate columns name; None if building or room cannot be read.

    A cell that says more than its heading, as 3-2-501 under the room, is taken apart.
    """
    door, entrance = _plain(room), _plain(unit)
    entrance = "" if entrance in _NO_ENTRANCE else entrance
    named = _building(_plain(building))
    found = _simple(named, entrance, _plain(floor), door)
    if found is None:
        entrance = f"{entrance}单元" if entrance.isdigit() else entrance
        whole = f"{named['building'] if named else ''}{entrance}-{door}".strip("-")
        found = (read_address(door) if _HAS_BUILDING.search(door) else None) or read_address(whole)
        if found is None or (named is not None and not _agree(found, named["building"])):
            return None
        if named is not None and not found.estate:
            found = replace(found, estate=_estate(named["estate"]))
    own = _estate(_plain(estate))
    return replace(found, estate=own) if own else found


def read_building(estate: str, building: str) -> Place | None:
    """The building that columns name: a place without a room. None if they name none."""
    named = _building(_plain(building))
    found = _place({**named, "room": ""}) if named is not None else None
    own = _estate(_plain(estate))
    return replace(found, estate=own) if own and found is not None else found


def _simple(named: Mapping[str, str] | None, entrance: str, level: str, door: str) -> Place | None:
    """The place of three columns that hold what they say."""
    number, at, to = (
        _SIMPLE_ROOM.fullmatch(door),
        _SIMPLE_UNIT.fullmatch(entrance),
        _SIMPLE_FLOOR.fullmatch(level),
    )
    if named is None or "单元" in named["building"] or number is None or (entrance and at is None):
        return None
    return _place({**named, "room": number["room"], "unit": at and at[1], "floor": to and to[1]})


def _agree(found: Place, building: str) -> bool:
    return place_key(found.building) == place_key(building) or "单元" in building


def _plain(text: str) -> str:
    return _BESIDE.sub("", (tidy_code(text).value or "").upper())


def _building(words: str) -> dict[str, str] | None:
    """Estate and name of a building in a cell of its own; a mere number is a building's."""
    if not words:
        return None
    if (found := _WHOLE_BUILDING.fullmatch(words)) is not None:
        return {"estate": found["estate"], "building": found["building"] or found["yard"] or ""}
    if re.fullmatch(_NUMBER, words):
        return {"estate": "", "building": f"{words}号楼"}
    return {"estate": "", "building": words}


def _place(parts: Mapping[str, str | None]) -> Place | None:
    room = parts["room"] or ""
    lane = parts.get("lane")
    if lane is not None:
        if len(lane) > _LONGEST:
            return None
        return Place("", _estate(lane), 0, 1, room, COURTYARD)
    building = parts["building"] or ""
    key = place_key(building)
    unit = _count(parts.get("unit") or parts.get("plain_unit") or "")
    if unit is None or not key or len(building) > _LONGEST or len(parts["estate"] or "") > _LONGEST:
        return None
    yard = key.endswith(_YARD_KEY)
    if key.removesuffix(_YARD_KEY).isdigit():
        building = f"{key.removesuffix(_YARD_KEY)}号{_YARD_KEY if yard else '楼'}"
    floor = 1 if yard else _floor(parts.get("floor") or "", room)
    return Place(_estate(parts["estate"] or ""), building, unit, floor, room, COURTYARD if yard else TOWER)


def _count(entrance: str) -> int | None:
    """The number of an entrance, 0 for none; None for one that no building has."""
    key = place_key(f"{entrance}单元") if entrance else "0"
    number = ord(key) - 64 if re.fullmatch("[A-Z]", key) else int(key) if key.isdigit() else -1
    return number if 0 <= number <= _MOST_UNITS else None


def _floor(written: str, room: str) -> int | None:
    if written and int(written) in _FLOORS:
        return int(written)
    storey = _STOREY.fullmatch(room)
    if storey is None:
        return None
    floor = int(storey["floor"])
    return -floor if storey["below"] else floor or None


def _estate(words: str) -> str:
    """An estate without the districts above it and the street beside it."""
    return _STREET.sub("", _REGION.sub("", words)).strip("-")
