"""What is there already: records of the grids concerned, found by the words that a roster uses for them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec

from gridcore.fields import Value, Values
from gridcore.identity_number import number_key
from gridcore.ids import RecordId, ScopeId
from gridcore.roster import ids
from gridcore.roster.letting_go import let_go
from gridcore.roster.people import Person
from gridcore.roster.places import Place
from gridcore.shapes import as_text
from gridcore.sync.changes import Bases, Seen

KINDS = ("building", "room", "household", "resident", "phone_number", "resident_identity", "facility")
"""What an import needs to know; where identity documents are not received, they stay unknown."""

MOVED_AWAY = "moved_away"
_PREFIX = 2
"""Letters by which ids fall into some hundred parts."""


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(tuple[dict[str, Value], dict[str, int | dict[str, int]]])


class KnownRecord:
    """A present record with its cells, and the bases for an edit of them, both packed.

    A laptop may know 300,000 records, and an import looks at each a few times.
    """

    __slots__ = ("_packed", "id", "kind", "scope")

    def __init__(
        self, record: RecordId, kind: str, scope: ScopeId, cells: Values, bases: Bases | None = None
    ) -> None:
        self.id, self.kind, self.scope = record, kind, scope
        said = {name: value for name, value in cells.items() if value is not None}
        changed = {name: base for name, base in (bases or {}).items() if base}
        self._packed = _encoder.encode((said, changed))

    @property
    def cells(self) -> Values:
        """What its cells say; those that say nothing are left out."""
        return _decoder.decode(self._packed)[0]

    @property
    def bases(self) -> Bases:
        """The bases of its cells; where there is none, it is 0."""
        return _decoder.decode(self._packed)[1]

    @property
    def seen(self) -> Seen:
        """As a form that shows the record."""
        return Seen(*_decoder.decode(self._packed))

    def text(self, cell: str) -> str:
        """A cell's text; empty where there is none."""
        return as_text(self.cells.get(cell))


class Known:
    """Records by id, and by the words for them."""

    def __init__(self, records: Iterable[KnownRecord] = (), *, sees_identities: bool = False) -> None:
        """`sees_identities` says whether identity documents are among the records, as on the server."""
        self.sees_identities = sees_identities
        self._records: dict[RecordId, KnownRecord] = {}
        self._buildings: dict[str, list[KnownRecord]] = defaultdict(list)
        self._rooms: dict[tuple[str, Value, str], RecordId] = {}
        self._households: dict[str, RecordId] = {}
        self._residents: dict[str, list[KnownRecord]] = defaultdict(list)
        self._by_name: dict[str, list[KnownRecord]] = defaultdict(list)
        self._by_number: dict[str, str] = {}
        self._phones: dict[str, set[str]] = defaultdict(set)
        self._facilities: dict[tuple[str, str], list[KnownRecord]] = defaultdict(list)
        for each in _by_id(records):
            if each.id not in self._records:  # it was read before and after the server's answer came
                self._records[each.id] = each
                self._index(each)

    def __getitem__(self, record: RecordId) -> KnownRecord | None:
        return self._records.get(record)

    def __iter__(self) -> Iterator[KnownRecord]:
        return iter(self._records.values())

    def let_go(self) -> None:
        """Forget all of it."""
        let_go(self._records, self._rooms, self._households, self._residents, self._by_name)
        let_go(self._buildings, self._by_number, self._phones, self._facilities)

    def building(self, place: Place, grid: str | None) -> KnownRecord | None:
        """The one building that a place means, in a grid or in the whole community; None where unsure."""
        estate, building = place.key[:2]
        found = [each for each in self._buildings[building] if grid is None or each.scope == f"grid/{grid}"]
        if estate:
            found = [each for each in found if ids.place_key(each.text("estate")) == estate]
        return found[0] if len(found) == 1 else None

    def facilities(self, grid: str, name: str) -> Sequence[KnownRecord]:
        """The facilities of a grid that have a name, however it is written."""
        return self._facilities.get((f"grid/{grid}", ids.facility_key(name)), ())

    def room(self, building: RecordId, place: Place) -> RecordId | None:
        """The room of a building."""
        return self._rooms.get((building, place.unit, place.key[3]))

    def household(self, room: RecordId) -> RecordId | None:
        """The household in a room."""
        return self._households.get(room)

    def residents(self, household: RecordId) -> Sequence[KnownRecord]:
        """Everybody of a household."""
        return self._residents.get(household, ())

    def phones(self, resident: RecordId) -> Set[str]:
        """Every number under which a resident is reached."""
        held = self._records.get(resident)
        return self._phones.get(resident, set()) | ({held.text("phone")} if held is not None else set())

    def resident(self, household: RecordId, person: Person) -> KnownRecord | None:
        """The person among a household's residents, also under another spelling of the name."""
        near = self.residents(household)
        holder = self._by_number.get(person.number or "")
        numbered = next((each for each in near if each.id == holder), None)
        return (
            numbered
            or next(
                (each for each in near if each.text("name") == person.name and may_be(each, person)), None
            )
            or next((each for each in near if _is_surely(each, person)), None)
        )

    def elsewhere(self, household: RecordId, person: Person) -> KnownRecord | None:
        """Somebody at another address who is this person, by identity number or by name and birth date."""
        holder = self._records.get(RecordId(self._by_number.get(person.number or "", "")))
        if holder is not None and holder.text("household") != household:
            return holder
        return next(
            (
                each
                for each in self._by_name.get(person.name, ())
                if each.text("household") != household
                and each.text("status") != MOVED_AWAY
                and may_be(each, person)
                and (_both(each.text("birth_date"), person.known_birth_date))
            ),
            None,
        )

    def _index(self, each: KnownRecord) -> None:
        if each.kind == "building":
            self._buildings[ids.place_key(each.text("name"))].append(each)
        elif each.kind == "room":
            place = each.cells.get("place")
            if isinstance(place, Mapping):
                number = ids.place_key(as_text(place.get("room_number")))
                self._rooms.setdefault(
                    (as_text(place.get("building")), place.get("unit") or 0, number), each.id
                )
        elif each.kind == "household":
            self._households.setdefault(each.text("room"), each.id)
        elif each.kind == "resident":
            self._residents[each.text("household")].append(each)
            self._by_name[each.text("name")].append(each)
        elif each.kind == "phone_number":
            self._phones[each.text("resident")].add(each.text("phone"))
        elif each.kind == "facility":
            self._facilities[each.scope, ids.facility_key(each.text("name"))].append(each)
        elif each.kind == "resident_identity" and (number := number_in(each)):
            self._by_number.setdefault(number, each.text("resident"))


def _by_id(records: Iterable[KnownRecord]) -> Iterator[KnownRecord]:
    """In the order of their ids; to sort all in one go would hold up every other thread."""
    parts: dict[str, list[KnownRecord]] = defaultdict(list)
    for each in records:
        parts[each.id[:_PREFIX]].append(each)
    for prefix in sorted(parts):
        yield from sorted(parts.pop(prefix), key=lambda record: record.id)


def number_in(identity: KnownRecord) -> str:
    """The number of a known identity document, in the one way of writing it."""
    paper = identity.cells.get("paper")
    return number_key(as_text(paper.get("document_number"))) if isinstance(paper, Mapping) else ""


def may_be(known: KnownRecord, person: Person) -> bool:
    """Whether nothing that both say of themselves differs: birth date, end of the identity number."""
    return _agree(known.text("birth_date"), person.known_birth_date) and _agree(
        known.text("identity_tail"), person.tail
    )


def _is_surely(known: KnownRecord, person: Person) -> bool:
    return _both(known.text("birth_date"), person.known_birth_date) and _both(
        known.text("identity_tail"), person.tail
    )


def _agree(one: str, other: str | None) -> bool:
    return not one or not other or one == other


def _both(one: str, other: str | None) -> bool:
    return bool(one) and one == other
