"""Ids that follow from something: whoever makes a record under one has to say what it follows from.

An id of chance tells nothing. One that follows from an address and a name can be worked out by whoever wants
to know whether somebody lives there: were something else made under it, the answer would say whether it is
taken. So it is refused like what lies elsewhere, taken or not. What a record hangs on is asked for anyway.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from gridcore.aid import aid_grant_id
from gridcore.diary import diary_id
from gridcore.extra_visits import extra_change_id, life_change_id
from gridcore.fields import GRID, Values
from gridcore.ids import RecordId, derived_id
from gridcore.moving import stay_id
from gridcore.patrols import check_id
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import period_id
from gridcore.roster import ids
from gridcore.shapes import as_text
from gridcore.sync.danger_receipts import in_case_id
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Author, Known
from gridcore.sync.twins import BUILDING, TOLD_APART, told_apart_id

_DERIVED = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
_MOST_BEFORE = 100
"""Of stays of one person in one household, and of grids that had one building, which are numbered."""

_FROM: Mapping[str, tuple[Callable[..., RecordId], tuple[str, ...]]] = {
    "agreement": (partial(derived_id, "agreement"), ("case",)),
    "aid_grant": (aid_grant_id, ("project", "household")),
    "case_danger": (in_case_id, ("report",)),
    "extra_visit_change": (extra_change_id, ("household", "occasion")),
    "grid": (ids.grid_id, ("code",)),
    "household": (ids.household_id, ("room",)),
    "life_change": (life_change_id, ("resident", "what", "happened_on")),
    "patrol_check": (check_id, ("patrol", "point")),
    "phone_number": (ids.phone_id, ("resident", "phone")),
    "resident_identity": (ids.identity_id, ("resident",)),
    "visit_exception": (partial(derived_id, "visit_exception"), ("plan", "period")),
}
"""What makes the id of a record, and the fields that it follows from, where nothing else goes into it."""


def is_borrowed(known: Known, author: Author, edit: Edit) -> bool:
    """Whether a new record has an id that follows from something else than what the record says."""
    if author.is_system or not isinstance(edit, Create) or _DERIVED.fullmatch(edit.id) is None:
        return False
    return edit.kind in RECORD_TYPES and known.record(edit.id) is None and edit.id not in _ids(author, edit)


def _ids(author: Author, edit: Create) -> Iterable[RecordId]:
    declared = RECORD_TYPES[edit.kind]
    said = {name: declared.value_of(edit.cells, name) for name in declared.fields}
    if edit.kind in _FROM:
        made, named = _FROM[edit.kind]
        return (made(*(as_text(said[name]) for name in named)),)
    follows = _OTHERWISE.get(edit.kind)
    return follows(author, edit, said) if follows is not None else ()


def _building(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    kind, _, grid = (edit.scope or "").partition("/")
    place = as_text(said.get("estate")), as_text(said.get("name"))
    return (ids.building_id(author.community, grid, *place),) if kind == GRID else ()


def _facility(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    kind, _, grid = (edit.scope or "").partition("/")
    named = as_text(said.get("facility_kind")), as_text(said.get("name"))
    return (ids.facility_id(author.community, grid, *named),) if kind == GRID else ()


def _room(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    unit, building = said.get("unit"), RecordId(as_text(said.get("building")))
    return (ids.room_id(building, unit if isinstance(unit, int) else 0, as_text(said.get("room_number"))),)


def _resident(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    """A later row of a roster may tell of the same person what the first one did not."""
    household, name = RecordId(as_text(said.get("household"))), as_text(said.get("name"))
    told = ("", as_text(said.get("birth_date")), as_text(said.get("identity_tail")))
    return (ids.resident_id(household, name, known_by) for known_by in told)


def _membership(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    household, resident = (RecordId(as_text(said.get(each))) for each in ("household", "resident"))
    return (stay_id(household, resident, before) for before in range(_MOST_BEFORE))


def _grid_period(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    building = RecordId(as_text(said.get("building")))
    return (period_id(building, before) for before in range(_MOST_BEFORE))


def _told_apart(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    pairs = (("household", "other_household"), ("resident", "other_resident"))
    return (told_apart_id(*(RecordId(as_text(said.get(each))) for each in pair)) for pair in pairs)


def _diary(author: Author, edit: Create, said: Values) -> Iterable[RecordId]:
    return (diary_id(author.user, as_text(said.get("day"))),)


_OTHERWISE: Mapping[str, Callable[[Author, Create, Values], Iterable[RecordId]]] = {
    BUILDING: _building,
    TOLD_APART: _told_apart,
    "diary": _diary,
    "facility": _facility,
    "grid_period": _grid_period,
    "membership": _membership,
    "resident": _resident,
    "room": _room,
}
