"""A person's file: everything held here about somebody, written out after it was noted for whom and why."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from gridclient.db.listing import row
from gridclient.db.person_file import held_about, values_held
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.fields import Values
from gridcore.ids import RecordId

FORMAT = "gridclient person file 1"


@dataclass(frozen=True)
class HeldRecord:
    """One record of the file, by field, without what is empty."""

    kind: str
    id: RecordId
    values: Values


@dataclass(frozen=True)
class PersonFile:
    """What is held about somebody, and the note that it was given out."""

    given: HeldRecord
    made_at: str
    records: Sequence[HeldRecord]

    def as_json(self) -> bytes:
        """The file for other programs; values are as they are stored, codes included."""
        told = {
            "format": FORMAT,
            "made_at": self.made_at,
            "given": self.given.values,
            "records": [{"kind": e.kind, "id": e.id, "values": e.values} for e in self.records],
        }
        return msgspec.json.format(msgspec.json.encode(told), indent=2)


class PersonFiles:
    """Gathers files. Only for a note (`given_file`) that is on the disk: without it there is no file."""

    def __init__(self, database: Database, ports: Ports) -> None:
        self._database, self._ports = database, ports

    async def file(self, given: RecordId) -> PersonFile | None:
        """The file that a note speaks of; None where the note or the person is not here (any more)."""
        return await self._database.read(lambda connection: self._file(connection, given))

    def _file(self, connection: Connection, given: RecordId) -> PersonFile | None:
        note = row(connection, "given_file", given)
        if note is None or note.removed:
            return None
        resident = RecordId(str(note.values.get("resident")))
        held = [
            HeldRecord(each.kind, each.id, values_held(each, resident))
            for each in held_about(connection, resident)
        ]
        if not held:
            return None
        told = HeldRecord(note.kind, note.id, values_held(note, resident))
        return PersonFile(told, self._ports.moment(), held)
