"""Revealing a protected value leaves a line in the log of this laptop."""

from gridclient.db.reveals import note_reveal
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.ids import RecordId


class Reveals:
    """Notes what came into sight."""

    def __init__(self, database: Database, ports: Ports) -> None:
        self._database, self._ports = database, ports

    async def note(self, kind: str, record: RecordId, field: str, reason: str = "") -> None:
        """Write the line; what is sensitive is looked at for a reason."""
        told = (kind, record, field, self._ports.moment(), reason)
        await self._database.write(lambda connection: note_reveal(connection, *told))
