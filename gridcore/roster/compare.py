"""Compares households and facilities of a roster with what is known, and makes the edits that are missing.

What is empty is filled in; what differs stays as it is and is told, field by field, for a person to decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import msgspec

from gridcore.fields import Value
from gridcore.identity_number import number_key
from gridcore.ids import GroupId, RecordId, derived_id
from gridcore.permissions import scope_for
from gridcore.records import RECORD_TYPES
from gridcore.roster import ids
from gridcore.roster.gathered_facilities import FacilityHere
from gridcore.roster.households import Household, Member
from gridcore.roster.known import Known, KnownRecord
from gridcore.roster.together import Together
from gridcore.shapes import as_text
from gridcore.sync.changes import changes, creation
from gridcore.sync.edits import Edit

MOST_TOGETHER = 400
"""Edits of one group: a request carries 2,000 and never cuts a group."""


class Standing(StrEnum):
    """How what a row says stands to what is known, from the lightest to the heaviest."""

    SAME = "same"
    NEW = "new"
    FILLS = "fills"
    DIFFERS = "differs"


_ROOM_STATUS: Mapping[str, str] = {"owner": "occupied", "rented": "rented", "vacant": "vacant"}
_FAMILIES = frozenset({"10", "20", "30", "40", "50", "60", "70"})
"""Relations that stand for all that begin with the same digit: 10 配偶 for 11 夫 and 12 妻."""


@dataclass(frozen=True)
class Difference:
    """A cell of a known record for which a row has another value.

    `edits` bring the row's value in place of the one that was seen: if that has changed meanwhile, both
    values meet as any two edits do. They are saved only if a person wishes it.
    """

    record: RecordId
    kind: str
    cell: str
    before: Value
    after: Value
    edits: tuple[Edit, ...]
    row: int = -1
    """The place of the row among all rows of the plan."""
    names: tuple[str, str] = ("", "")
    """Of the people or buildings before and after, where the cell says which it is."""


@dataclass
class Compared:
    """Edits in the order in which they may be sent, and what was found for each row.

    What stands together is saved together: a building, a facility, or a household with its people and their
    documents. A document is a group of its own: a number that another laptop handed in before is refused, and
    must not refuse its household with it.
    """

    together: Together = field(default_factory=Together)
    standings: dict[int, Standing] = field(default_factory=dict)
    differing: dict[int, list[str]] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)

    def tell(self, rows: list[int], standing: Standing, differing: list[Difference]) -> None:
        """Note what was found for some rows; of several findings the heaviest counts."""
        order = list(Standing)
        for at in rows:
            self.standings[at] = max(self.standings.get(at, standing), standing, key=order.index)
            if differing:
                self.differing.setdefault(at, []).extend(each.cell for each in differing)
        self.differences += [replace(each, row=rows[0]) for each in differing]


@dataclass(frozen=True)
class _Finding:
    standing: Standing
    differing: list[Difference]
    edits: list[Edit]
    handed_in: list[Edit] = field(default_factory=list)


def compare(
    households: Iterable[Household], known: Known, at: str, facilities: Iterable[FacilityHere] = ()
) -> Compared:
    """The edits that bring households and facilities to what their rows say.

    `at` is the claimed moment, for display.
    """
    found = Compared()
    comparing = _Comparing(known, at)
    made: set[RecordId] = set()
    for home in households:
        if home.building not in made:
            made.add(home.building)
            group = GroupId(derived_id("import", home.building, at))
            edits = comparing.record("building", home.building, _building_cells(home), group, home.grid).edits
            if edits:
                found.together.append(tuple(edits))
        comparing.household(home, found)
    for each in facilities:
        comparing.facility(each, found)
    return found


class _Comparing:
    """Wanted cells against known ones."""

    def __init__(self, known: Known, at: str) -> None:
        self._known, self._at = known, at

    def household(self, home: Household, found: Compared) -> None:
        """The edits of one household."""
        group = GroupId(derived_id("import", home.id, self._at))
        status = _ROOM_STATUS.get(home.tenure or "")
        room = self.record("room", home.room, _room_cells(home, status), group)
        edits, handed_in = room.edits, list[Edit]()
        if not home.members:
            found.tell(home.rows, room.standing, room.differing)
        else:
            shared = self.record("household", home.id, _household_cells(home), group)
            edits = edits + shared.edits
            for member in home.members:
                own = self._member(home, member, group)
                edits, handed_in = edits + own.edits, handed_in + own.handed_in
                found.tell(member.rows, own.standing, own.differing)
            differing = room.differing + [self._with_names(each, home) for each in shared.differing]
            if differing:
                found.tell(home.rows[:1], Standing.DIFFERS, differing)
            elif shared.standing is Standing.FILLS or room.standing is Standing.FILLS:
                found.tell(home.rows[:1], Standing.FILLS, [])
        if edits or handed_in:
            found.together.append((*_in_groups(edits, group), *handed_in))

    def facility(self, each: FacilityHere, found: Compared) -> None:
        """The edits of one facility."""
        group = GroupId(derived_id("import", each.id, self._at))
        own = self.record("facility", each.id, _facility_cells(each), group, each.grid)
        found.tell(each.rows, own.standing, [self._with_buildings(one) for one in own.differing])
        if own.edits:
            found.together.append(tuple(own.edits))

    def record(
        self, kind: str, record: RecordId, cells: Mapping[str, Value], group: GroupId, grid: str = ""
    ) -> _Finding:
        """A record that is to have these cells: made, completed, or left as it is."""
        declared = RECORD_TYPES[kind]
        known = self._known[record]
        if known is None:
            scope = scope_for(declared, grid) if declared.parent is None else None
            made = creation(declared, record, cells, grp=group, at=self._at, scope=scope)
            return _Finding(Standing.NEW, [], [made])
        missing: dict[str, Value] = {}
        differing: list[Difference] = []
        held_cells = known.cells
        for name, value in cells.items():
            held = held_cells.get(name)
            if value is None or _is_alike(kind, name, held, value):
                continue
            if held in (None, "", []):
                missing[name] = value
            else:
                differing.append(self._difference(known, name, value))
        edits = changes(declared, record, known.seen, missing, grp=group, at=self._at) if missing else []
        standing = Standing.DIFFERS if differing else Standing.FILLS if missing else Standing.SAME
        return _Finding(standing, differing, edits)

    def _difference(self, known: KnownRecord, cell: str, value: Value) -> Difference:
        own = GroupId(derived_id("import-take", known.id, self._at))
        declared = RECORD_TYPES[known.kind]
        edits = changes(declared, known.id, known.seen, {cell: value}, grp=own, at=self._at)
        return Difference(known.id, known.kind, cell, known.cells.get(cell), value, tuple(edits))

    def _with_names(self, found: Difference, home: Household) -> Difference:
        """The difference with the names of the two heads."""
        if found.cell != "head":
            return found
        before = self._known[RecordId(str(found.before))]
        after = next((each.person.name for each in home.members if each.id == found.after), "")
        return replace(found, names=(before.text("name") if before is not None else "", after))

    def _with_buildings(self, found: Difference) -> Difference:
        """The difference with the names of the two buildings."""
        if found.cell != "building":
            return found
        both = (self._known[RecordId(str(each))] for each in (found.before, found.after))
        before, after = (f"{it.text('estate')}{it.text('name')}" if it is not None else "" for it in both)
        return replace(found, names=(before, after))

    def _member(self, home: Household, member: Member, group: GroupId) -> _Finding:
        resident = self._resident(home, member, group)
        if member.person.number is None or not self._wants_identity(resident, member):
            return resident
        identity = ids.identity_id(member.id)
        own_group = GroupId(derived_id("import", identity, self._at))
        own = self.record("resident_identity", identity, _identity_cells(member), own_group)
        standing = resident.standing
        if standing is Standing.SAME and own.standing is not Standing.SAME:
            standing = Standing.DIFFERS if own.differing else Standing.FILLS
        return _Finding(standing, resident.differing + own.differing, resident.edits, own.edits)

    def _resident(self, home: Household, member: Member, group: GroupId) -> _Finding:
        """A person with the further phone numbers that nobody has noted yet."""
        found = self.record("resident", member.id, _resident_cells(home, member), group)
        known, edits = self._known.phones(member.id), found.edits
        for phone in member.person.further_phones:
            if phone not in known:
                cells: dict[str, Value] = {"resident": member.id, "phone": phone}
                edits = (
                    edits + self.record("phone_number", ids.phone_id(member.id, phone), cells, group).edits
                )
        is_filled = found.standing is Standing.SAME and len(edits) > len(found.edits)
        return _Finding(Standing.FILLS if is_filled else found.standing, found.differing, edits)

    def _wants_identity(self, resident: _Finding, member: Member) -> bool:
        """Where documents are not received: whoever has the number's end has handed the number in."""
        if self._known.sees_identities or resident.standing is Standing.NEW:
            return True
        known = self._known[member.id]
        return known is not None and not known.text("identity_tail")


def _in_groups(edits: list[Edit], group: GroupId) -> Iterator[Edit]:
    """The edits as one group, or as several where a household has hundreds of people."""
    for start in range(0, len(edits), MOST_TOGETHER):
        own = GroupId(derived_id(group, str(start))) if start else group
        for each in edits[start : start + MOST_TOGETHER]:
            yield msgspec.structs.replace(each, grp=own) if start else each


def _is_alike(kind: str, name: str, held: Value, value: Value) -> bool:
    """Whether a known value says what the roster says; what was found by its words is not compared again."""
    if held == value or (held is not None and (kind, name) in _FOUND_BY):
        return True
    if name == "paper" and isinstance(held, Mapping) and isinstance(value, Mapping):
        both = (number_key(as_text(each.get("document_number"))) for each in (held, value))
        return held.get("document") == value.get("document") and len(set(both)) == 1
    if name == "relation" and isinstance(held, str) and isinstance(value, str):
        heads = {"01", "02"}
        family = held[0] == value[0] and bool({held, value} & _FAMILIES)
        return family or {held, value} <= heads
    return False


_FOUND_BY = frozenset(
    {
        *(("building", cell) for cell in ("estate", "name", "layout")),
        ("room", "place"),
        *(("household", cell) for cell in ("room", "address")),
        ("resident", "household"),
        ("resident_identity", "resident"),
        ("facility", "name"),
    }
)


def _building_cells(home: Household) -> dict[str, Value]:
    return {"estate": home.place.estate or None, "name": home.place.building, "layout": home.place.layout}


def _room_cells(home: Household, status: str | None) -> dict[str, Value]:
    place = home.place
    where: dict[str, Value] = {
        "building": home.building,
        "unit": place.unit,
        "floor": place.floor,
        "room_number": place.room,
    }
    return {"place": where, "status": status}


def _household_cells(home: Household) -> dict[str, Value]:
    return {"room": home.room, "address": home.place.address, "head": home.head, "tenure": home.tenure}


def _facility_cells(each: FacilityHere) -> dict[str, Value]:
    own = each.facility
    return {
        "name": own.name,
        "facility_kind": own.kind,
        "building": each.building,
        "address": own.address,
        "hours": own.hours,
        "phone": own.phone,
        "offers": own.offers,
        "closed_on": own.closed_on,
    }


def _resident_cells(home: Household, member: Member) -> dict[str, Value]:
    person = member.person
    return {
        "household": home.id,
        "name": person.name,
        "relation": person.relation,
        "sex": person.sex,
        "birth_date": person.birth_date,
        "identity_tail": person.tail,
        "phone": person.phone,
        "moved_in_on": person.moved_in_on,
        "registered_here": person.registered_here,
        "status": person.status,
        "remark": person.remark,
    }


def _identity_cells(member: Member) -> dict[str, Value]:
    paper: dict[str, Value] = {"document": member.person.document, "document_number": member.person.number}
    return {"resident": member.id, "paper": paper}
