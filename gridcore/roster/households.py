"""Gathers rows to households: whose grid it is, who lives together, who stands in the file twice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gridcore.ids import RecordId
from gridcore.roster import ids
from gridcore.roster.columns import Column
from gridcore.roster.gathered_facilities import FacilityHere, gather_facilities
from gridcore.roster.grids import Grids
from gridcore.roster.kin import checked
from gridcore.roster.known import Known
from gridcore.roster.letting_go import let_go
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.people import Person
from gridcore.roster.places import Place
from gridcore.roster.rows import ReadRow
from gridcore.roster.whose_grid import WhoseGrid


@dataclass(slots=True)
class Member:
    """A person of a household and the rows that speak of the person, by their place in the file."""

    id: RecordId
    person: Person
    rows: list[int]


@dataclass(slots=True)
class Household:
    """The people at one address; a vacant room has none."""

    id: RecordId
    room: RecordId
    building: RecordId
    grid: str
    place: Place
    tenure: str | None = None
    number: str = ""
    members: list[Member] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)

    @property
    def head(self) -> RecordId | None:
        """The member whom the rows call the head, if they agree on one."""
        heads = [each.id for each in self.members if each.person.is_head]
        return heads[0] if len(heads) == 1 else None

    def has(self, member: Member) -> bool:
        """Whether that very member is one of it."""
        return any(each is member for each in self.members)


@dataclass(frozen=True)
class Gathered:
    """All rows with what was found out about them, and the households and facilities of those taken."""

    rows: list[ReadRow]
    households: list[Household]
    facilities: Sequence[FacilityHere] = ()


def gather(rows: Iterable[ReadRow], grids: Grids, known: Known) -> Gathered:
    """Households and facilities of the rows, in the order in which the file names them."""
    gathering = _Gathering(grids, known)
    for row in rows:
        gathering.rows.append(row)
        if row.is_taken and row.place is not None:
            gathering.take(len(gathering.rows) - 1, row, row.place)
    gathering.note_kin()
    taken = [each for each in gathering.households.values() if each.rows]
    gathering.let_go()
    facilities = gather_facilities(gathering.rows, gathering.whose, grids.community, known)
    return Gathered(gathering.rows, taken, facilities)


@dataclass(frozen=True)
class _Meeting:
    """The member whom a person turns out to be, and what to tell about it."""

    member: Member | None
    person: Person
    notes: tuple[Note, ...] = ()


class _Gathering:
    """The households so far, and where each person stands."""

    def __init__(self, grids: Grids, known: Known) -> None:
        self.rows: list[ReadRow] = []
        self.households: dict[tuple[str, tuple[str, str, int, str]], Household] = {}
        self.whose = WhoseGrid(grids, known)
        self._grids, self._known = grids, known
        self._by_number: dict[str, Member] = {}
        self._by_birth: dict[tuple[str, str], Member] = {}

    def take(self, at: int, row: ReadRow, place: Place) -> None:
        """Put the people of a row into their household, or refuse the row."""
        grid = self.whose.find(row.grid, place)
        if isinstance(grid, Note):
            self.rows[at] = row.noted(grid)
            return
        home = self._home(grid, place)
        meetings = [self._meet(home, person) for person in row.people]
        notes = [note for each in meetings for note in each.notes]
        if all(note.kind is not NoteKind.REFUSED for note in notes):
            notes += self._live_there(home, row)
            home.rows.append(at)
            for each in meetings:
                self._join(home, each, at)
        if notes:
            self.rows[at] = row.noted(*notes)

    def note_kin(self) -> None:
        """Tell what cannot be right among the people of a household."""
        for home in self.households.values():
            here = {each.id for each in home.members}
            known = [each.cells for each in self._known.residents(home.id) if each.id not in here]
            for member, (person, notes) in zip(
                home.members, checked([each.person for each in home.members], known), strict=True
            ):
                member.person = person
                if notes:
                    self.rows[member.rows[0]] = self.rows[member.rows[0]].noted(*notes)

    def let_go(self) -> None:
        """Forget where each person stands; the rows stay."""
        let_go(self.households, self._by_number, self._by_birth)

    def _row(self, member: Member) -> dict[str, str | int]:
        return {"row": self.rows[member.rows[0]].number}

    def _home(self, grid: str, place: Place) -> Household:
        key = (grid, place.key)
        if key not in self.households:
            known = self._known.building(place, grid)
            if known is not None:
                building = known.id
            else:
                building = ids.building_id(self._grids.community, grid, place.estate, place.building)
            room = self._known.room(building, place) or ids.room_id(building, place.unit, place.room)
            household = self._known.household(room) or ids.household_id(room)
            self.households[key] = Household(household, room, building, grid, place)
        return self.households[key]

    def _live_there(self, home: Household, row: ReadRow) -> list[Note]:
        """What a row says of the household as a whole; the first row that says something counts."""
        notes = []
        for column, own, already in (
            (Column.TENURE, row.tenure, home.tenure),
            (Column.HOUSEHOLD_NUMBER, row.household_number, home.number),
        ):
            if own and already and own != already:
                notes.append(Note(column, NoteKind.CHECK, "household_differs", own, already))
        home.tenure = home.tenure or row.tenure
        home.number = home.number or row.household_number
        return notes

    def _meet(self, home: Household, person: Person) -> _Meeting:
        """Whether a person stands in the file already, by identity number, else by name and birth date."""
        notes: tuple[Note, ...] = ()
        if person.number is not None and person.number in self._by_number:
            member = self._by_number[person.number]
            if not _is_same(member.person, person):
                note = Note(
                    Column.IDENTITY_NUMBER, NoteKind.LEFT_OUT, "number_twice", params=self._row(member)
                )
                person, notes = replace(person, number=None, document=None), (note,)
            elif not home.has(member):
                note = Note(Column.NAME, NoteKind.REFUSED, "person_elsewhere", params=self._row(member))
                return _Meeting(None, person, (note,))
            else:
                return self._met(member, person)
        for member in (each for each in home.members if each.person.name == person.name):
            if _agree(member.person.known_birth_date, person.known_birth_date):
                met = self._met(member, person)
                return replace(met, notes=(*notes, *met.notes))
        return _Meeting(None, person, (*notes, *self._doubts(home, person)))

    def _doubts(self, home: Household, person: Person) -> list[Note]:
        """Whether somebody at another address may be this person: in the file, or known already."""
        notes = []
        born = person.known_birth_date
        there = self._by_birth.get((person.name, born)) if born else None
        if there is not None and not home.has(there) and _agree(there.person.number, person.number):
            notes.append(Note(Column.NAME, NoteKind.CHECK, "maybe_elsewhere", params=self._row(there)))
        if (
            self._known.resident(home.id, person) is None
            and self._known.elsewhere(home.id, person) is not None
        ):
            notes.append(Note(Column.NAME, NoteKind.REFUSED, "known_elsewhere", person.name))
        return notes

    def _met(self, member: Member, person: Person) -> _Meeting:
        row = self._row(member)
        notes = [Note(None, NoteKind.MENDED, "same_person", params=row)]
        if member.person.name != person.name:
            notes.append(
                Note(Column.NAME, NoteKind.CHECK, "name_variant", person.name, member.person.name, row)
            )
        if not _agree(member.person.number, person.number):
            notes.append(Note(Column.IDENTITY_NUMBER, NoteKind.LEFT_OUT, "other_number", params=row))
        return _Meeting(member, person, tuple(notes))

    def _join(self, home: Household, meeting: _Meeting, at: int) -> None:
        person = meeting.person
        if meeting.member is not None:
            meeting.member.person = _completed(meeting.member.person, person)
            meeting.member.rows.append(at)
            return
        known = self._known.resident(home.id, person)
        derived = ids.resident_id(home.id, person.name, person.birth_date or person.tail)
        used = {each.id: each for each in home.members}
        identifier = known.id if known is not None and known.id not in used else derived
        if identifier in used:  # one row that names somebody twice
            used[identifier].person = _completed(used[identifier].person, person)
            return
        member = Member(identifier, person, [at])
        home.members.append(member)
        if person.number is not None:
            self._by_number[person.number] = member
        if person.known_birth_date is not None:
            self._by_birth[person.name, person.known_birth_date] = member


def _is_same(one: Person, other: Person) -> bool:
    """Whether two rows with one identity number mean one person: the same name, or a variant of it."""
    if one.name == other.name:
        return True
    return (
        one.name[:1] == other.name[:1]
        and _agree(one.birth_date, other.birth_date)
        and _agree(one.sex, other.sex)
    )


def _agree(one: str | None, other: str | None) -> bool:
    return not one or not other or one == other


def _completed(first: Person, second: Person) -> Person:
    """The first row's words, and the second's where the first says nothing."""
    document = first if first.number else second
    return Person(
        name=first.name,
        number=document.number,
        document=document.document,
        sex=first.sex or second.sex,
        birth_date=first.birth_date or second.birth_date,
        relation=first.relation or second.relation,
        phone=first.phone or second.phone,
        further_phones=_further(first, second),
        moved_in_on=first.moved_in_on or second.moved_in_on,
        registered_here=first.registered_here or second.registered_here,
        status=first.status or second.status,
        remark=first.remark or second.remark,
        is_head=first.is_head or second.is_head,
    )


def _further(first: Person, second: Person) -> tuple[str, ...]:
    """Every number but the first row's own, each once."""
    own = first.phone or second.phone
    both = (*first.further_phones, second.phone or "", *second.further_phones)
    return tuple(dict.fromkeys(each for each in both if each and each != own))
