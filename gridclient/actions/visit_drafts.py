"""Forms of visits that were left unsaved: listed, and led to the household that stands for theirs now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from gridclient.actions.records import Form, Records
from gridclient.db import visits as kept
from gridclient.db.drafts import all_drafts
from gridclient.db.merged import standing_here
from gridclient.db.threads import Connection, Database
from gridcore.fields import Value
from gridcore.ids import RecordId

_LINKS = ("household", "resident")


@dataclass(frozen=True)
class DraftLine:
    """A form that was left unsaved. `record` is the visit, also of one that does not exist yet.

    Without an address its household is no longer on this computer; what was typed is.
    """

    record: RecordId
    is_new: bool
    address: str
    name: str
    updated_at: str


async def draft_lines(database: Database, records: Records, today: date) -> Sequence[DraftLine]:
    """All of them, the latest first."""
    found = []
    for each in [each for each in await database.read(all_drafts) if each.kind == "visit"]:
        values: Mapping[str, Value] = each.values
        if each.record is not None:
            form = await records.open_form("visit", each.record)
            values = form.values if form is not None else {}
        shown = await database.read(partial(_led, values=values))
        household = RecordId(str(shown.get("household")))
        door = await database.read(partial(kept.door, household=household, today=today.isoformat()))
        record = each.record or RecordId(each.id.partition("/")[2])
        people = door.people if door is not None else ()
        name = next((one.name for one in people if one.resident == shown.get("resident")), "")
        address = door.address if door is not None else ""
        found.append(DraftLine(record, each.record is None, address, name, each.updated_at))
    return found


async def led(database: Database, left: Form) -> Form:
    """The form with the household and the person that stand for those that were merged away."""
    now = await database.read(partial(_led, values=left.values))
    changed = {name: now[name] for name in _LINKS if now.get(name) != left.values.get(name)}
    return replace(left, values=now, typed={**left.typed, **changed}) if changed else left


def _led(connection: Connection, values: Mapping[str, Value]) -> Mapping[str, Value]:
    named = {name: values.get(name) for name in _LINKS}
    stand = {
        name: standing_here(connection, RecordId(each))
        for name, each in named.items()
        if isinstance(each, str)
    }
    return {**values, **stand}
