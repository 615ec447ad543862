"""Everything that this laptop holds about one person, whatever the kind of record."""

from collections.abc import Iterable

from sqlalchemy import Connection

from gridclient.db.listing import ShownRecord, Where, row, rows
from gridcore.fields import RecordType, Value
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.visit_offers import goes_with_a_step

_MOST = 10_000


def held_about(connection: Connection, resident: RecordId) -> list[ShownRecord]:
    """The person, the household, and whatever names the person or a care plan, in the order of the kinds.

    What hangs on a plan is found by its link, so that a kind that comes later is not forgotten. Reasons of
    care are among it on laptops that follow them, and nowhere else.
    """
    person = row(connection, "resident", resident)
    if person is None or person.removed:
        return []
    household = person.values.get("household")
    homes = [RecordId(household)] if isinstance(household, str) else []
    about = {"resident": [resident], "care_plan": _plans(connection, resident)}
    found: dict[RecordId, ShownRecord] = {person.id: person}
    for each in homes:
        home = row(connection, "household", each)
        if home is not None:
            found[home.id] = home
    for declared in RECORD_TYPES.values():
        for target, ids in about.items():
            for name in _links(declared, target):
                where = [Where(name, "in", [*ids])]
                found |= {each.id: each for each in rows(connection, declared.kind, where, limit=_MOST)}
    kinds = list(RECORD_TYPES)
    return sorted(found.values(), key=lambda each: (kinds.index(each.kind), each.id))


def _plans(connection: Connection, resident: RecordId) -> list[RecordId]:
    return [
        each.id for each in rows(connection, "care_plan", [Where("resident", "=", resident)], limit=_MOST)
    ]


def _links(declared: RecordType, target: str) -> Iterable[str]:
    """The fields by which a kind names what it is about."""
    return [each.name for each in declared.fields.values() if each.link == target]


def values_held(each: ShownRecord, resident: RecordId) -> dict[str, Value]:
    """What is told of a record: every value but empty ones, and no other person that it names.

    Nor what colleagues tell each other when one cannot come: that is about them.
    """
    found = {name: value for name, value in each.values.items() if value not in (None, "", [])}
    of_others = {
        name
        for name, declared in RECORD_TYPES[each.kind].fields.items()
        if (declared.link == "resident" and found.get(name) not in (None, resident))
        or goes_with_a_step(each.kind, declared.cell)
    }
    return {name: value for name, value in found.items() if name not in of_others}
