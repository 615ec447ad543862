"""Noting that something happened to somebody: the visit within a day follows from it on every laptop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gridclient.actions.records import Form, Records, Unsaved
from gridclient.db.search import search
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import titles
from gridclient.ports import Ports
from gridcore.extra_visits import LIFE_CHANGE, life_change_id
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import NOTHING_SEEN

_MOST = 30


@dataclass(frozen=True)
class PersonFound:
    """Somebody who lives in the grid, by name and address."""

    resident: RecordId
    name: str
    address: str


@dataclass(frozen=True)
class Noted:
    """It is on the disk; `is_new` is false where somebody had noted the same before."""

    is_new: bool


class LifeChanges:
    """What a worker hears on the way: who fell, who came home from hospital, who lost somebody."""

    def __init__(self, database: Database, records: Records, ports: Ports, worker: str) -> None:
        self._database, self._records, self._ports = database, records, ports
        self._worker = worker

    async def people(self, text: str) -> Sequence[PersonFound]:
        """Who fits a name, its pinyin, an address or the end of a phone number."""
        return await self._database.read(lambda connection: people_found(connection, text))

    async def note(self, resident: RecordId, what: str, happened_on: date) -> Noted | Unsaved:
        """Note it; the same of the same day is noted once. Raises ProblemError as `Records.save` does."""
        record = life_change_id(resident, what, happened_on.isoformat())
        if await self._records.open_form(LIFE_CHANGE, record) is not None:
            return Noted(is_new=False)
        declared = RECORD_TYPES[LIFE_CHANGE]
        values = {
            "resident": resident,
            "what": what,
            "happened_on": happened_on.isoformat(),
            "noted_at": self._ports.moment(),
            "noted_by": self._worker,
        }
        form = Form(declared, record, True, NOTHING_SEEN, declared.values_of(values))
        done = await self._records.save(form, {})
        return done if isinstance(done, Unsaved) else Noted(is_new=True)


def people_found(connection: Connection, text: str) -> list[PersonFound]:
    """Who fits a name, its pinyin, an address or the end of a phone number, the likeliest first."""
    hits = [each.record for each in search(connection, text, _MOST) if each.kind == "resident"]
    named = titles(connection, [("resident", each) for each in hits])
    found = []
    for each in hits:
        words = [*named[each].words, "", ""] if each in named else []
        if words:
            found.append(PersonFound(each, words[0], words[1]))
    return found
