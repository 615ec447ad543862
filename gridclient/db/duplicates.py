"""What the search for duplicates reads: by what people and households are recognised, and what is settled.

Nothing is read that the laptop's lists do not show: full numbers of documents never lie here.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.facts import facts
from gridclient.db.pending import pending_of
from gridcore.codes.people import GONE
from gridcore.duplicates import Person, name_key, pair_of
from gridcore.duplicates_households import Home
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.sync.disputes import BY_TWIN, DIFFERENT
from gridcore.sync.edits import Merge
from gridcore.sync.merging import MERGE
from gridcore.workflows.decision import OPEN

_ROOM, _HOUSEHOLD, _ADDRESS = "r", "h", "a"

Both = tuple[RecordId, RecordId]
"""Two records in the order of their ids."""


@dataclass(frozen=True)
class TwinFound:
    """Two residents or households that the server holds for one; `by_number`: by a full document number."""

    conflict: RecordId
    both: Both
    kind: str
    by_number: bool


@dataclass(frozen=True)
class Settled:
    """What was said about pairs: by the server, and by people."""

    twins: tuple[TwinFound, ...]
    apart: frozenset[Both]
    merging: frozenset[RecordId]
    """Records of which a merge is on its way or waits for a supervisor."""


_PEOPLE = """
SELECT r.id, coalesce(r.name, ''), coalesce(r.birth_date, ''), coalesce(r.identity_tail, ''),
       coalesce(r.sex, ''), r.household, h.room, coalesce(h.address, '')
FROM shown_resident r LEFT JOIN shown_household h ON h.id = r.household
WHERE r.removed = 0
"""


def people_after(connection: Connection, after: str, limit: int) -> list[Person]:
    """The next people in the order of their ids."""
    rows = connection.exec_driver_sql(f"{_PEOPLE} AND r.id > ? ORDER BY r.id LIMIT ?", (after, limit))
    return [_read(row) for row in rows]


def count_people(connection: Connection) -> int:
    """How many people there are to compare."""
    return int(
        connection.exec_driver_sql("SELECT count(*) FROM shown_resident WHERE removed = 0").scalar_one()
    )


def person_of(connection: Connection, record: str, values: Values) -> Person:
    """Somebody as a form describes them."""
    told = {name: value if isinstance(value, str) else "" for name, value in values.items()}
    household = told.get("household", "")
    home = connection.exec_driver_sql(
        "SELECT room, coalesce(address, '') FROM shown_household WHERE id = ?", (household,)
    ).first()
    room, address = home if home is not None else (None, "")
    known = [told.get(each, "") for each in ("name", "birth_date", "identity_tail", "sex")]
    return _person(record, known, household, room, address)


def who_may_be(connection: Connection, person: Person) -> list[Person]:
    """Those who live where somebody does, or share the day of birth or the end of the number."""
    found: dict[RecordId, Person] = {}
    place = person.homes[0]
    asked = [
        ("r.birth_date = ?", person.birth_date),
        ("upper(r.identity_tail) = ?", person.tail),
        ("h.room = ?", place[1:] if place.startswith(_ROOM) else ""),
        ("h.id = ?", place[1:] if place.startswith(_HOUSEHOLD) else ""),
    ]
    for condition, value in asked:
        if value:
            rows = connection.exec_driver_sql(f"{_PEOPLE} AND {condition}", (value,))
            found.update((each.record, each) for each in map(_read, rows))
    found.pop(person.record, None)
    return [each for _, each in sorted(found.items())]


def homes(connection: Connection) -> list[Home]:
    """The households that are not given up."""
    phones: dict[str, set[str]] = {}
    members: dict[str, set[RecordId]] = {}
    gone = msgspec.json.encode(GONE).decode()
    people = connection.exec_driver_sql(
        "SELECT id, household, phone FROM shown_resident WHERE removed = 0 AND household IS NOT NULL"
        " AND coalesce(status, '') NOT IN (SELECT value FROM json_each(?))",
        (gone,),
    )
    for resident, household, phone in people:
        members.setdefault(household, set()).add(resident)
        phones.setdefault(household, set()).add(_digits(phone))
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(room, ''), phone FROM shown_household WHERE removed = 0 AND ended_on IS NULL"
    )
    return [
        Home(
            RecordId(household),
            room,
            frozenset({*phones.get(household, ()), _digits(phone)} - {""}),
            frozenset(members.get(household, ())),
        )
        for household, room, phone in rows
    ]


def settled(connection: Connection) -> Settled:
    """What was said about pairs so far."""
    twins, apart = [], set()
    for conflict, kind, both, choice, is_open in _twin_conflicts(connection):
        if is_open:
            people = pair_of(*both) if kind != "resident_identity" else _holders(connection, both)
            if people is not None:
                found_kind = "resident" if kind == "resident_identity" else kind
                twins.append(TwinFound(conflict, people, found_kind, kind == "resident_identity"))
        elif choice == DIFFERENT:
            apart.add(pair_of(*both))
    rows = connection.exec_driver_sql(
        "SELECT coalesce(resident, household), coalesce(other_resident, other_household), stands"
        " FROM shown_told_apart WHERE removed = 0"
    )
    for one, other, stands in rows:
        if one is not None and other is not None:
            (apart.add if stands else apart.discard)(pair_of(RecordId(one), RecordId(other)))
    return Settled(tuple(twins), frozenset(apart), _merging(connection))


def _merging(connection: Connection) -> frozenset[RecordId]:
    found: set[RecordId] = set()
    rows = connection.exec_driver_sql(
        "SELECT id, subject FROM shown_proposal WHERE cell = ? AND progress = ? AND removed = 0",
        (MERGE, OPEN),
    ).all()
    for proposal, subject in rows:
        known = facts(connection, RecordId(proposal))
        if known is not None:
            found |= {RecordId(subject), RecordId(str(known.shown().cells.get("value")))}
    waiting = connection.exec_driver_sql(
        "SELECT DISTINCT record FROM pending_edit WHERE kind IN ('resident', 'household')"
    )
    records = [RecordId(each) for (each,) in waiting]
    for edits in pending_of(connection, records).values():
        found |= {one for each in edits if isinstance(each.edit, Merge) for one in _named_by(each.edit)}
    return frozenset(found)


def _named_by(edit: Merge) -> tuple[RecordId, RecordId]:
    return edit.id, edit.winner


def _twin_conflicts(connection: Connection) -> Iterator[tuple[RecordId, str, Both, str, bool]]:
    rows = connection.exec_driver_sql(
        "SELECT id, subject_kind, sides, decided, coalesce(progress, 'open') = ? FROM shown_conflict"
        " WHERE removed = 0 AND conflict_kind = ?",
        (OPEN, BY_TWIN),
    ).all()
    for conflict, kind, sides, decided, is_open in rows:
        records = _inside(_object(sides), "records")
        first, second = records.get("first"), records.get("second")
        if isinstance(first, str) and isinstance(second, str):
            choice = str(_object(decided).get("choice") or "")
            yield RecordId(conflict), str(kind), (RecordId(first), RecordId(second)), choice, bool(is_open)


def _holders(connection: Connection, documents: Collection[RecordId]) -> Both | None:
    """The residents whose documents these are, where this laptop handed both in."""
    listed = msgspec.json.encode(list(documents)).decode()
    rows = connection.exec_driver_sql(
        "SELECT about FROM handed_in WHERE about IS NOT NULL"
        " AND record IN (SELECT value FROM json_each(?1)) UNION"
        " SELECT resident FROM shown_resident_identity WHERE removed = 0 AND resident IS NOT NULL"
        " AND id IN (SELECT value FROM json_each(?1))",
        (listed,),
    )
    found = [RecordId(each) for (each,) in rows]
    return pair_of(*found) if len(found) == 2 else None


def _person(record: str, known: Sequence[str], household: str, room: str | None, address: str) -> Person:
    """Somebody from name, day of birth, last four characters and sex, and from where they live.

    That is told by the flat, else by the household, and by the address as it is written.
    """
    name, born, tail, sex = known
    place = f"{_ROOM}{room}" if room else f"{_HOUSEHOLD}{household}"
    written = name_key(address)
    return Person(
        record=RecordId(record),
        name=name,
        birth_date=born,
        tail=tail.upper(),
        sex=sex if sex in ("1", "2") else "",
        homes=(place, f"{_ADDRESS}{written}") if written else (place,),
    )


def _read(row: Sequence[str]) -> Person:
    return _person(row[0], row[1:5], row[5], row[6], row[7])


def _digits(phone: str | None) -> str:
    return "".join(each for each in phone or "" if each.isdigit())


def _object(held: object) -> Mapping[str, Value]:
    found = msgspec.json.decode(held) if isinstance(held, str) and held else None
    return found if isinstance(found, dict) else {}


def _inside(held: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    found = held.get(name)
    return found if isinstance(found, dict) else {}
