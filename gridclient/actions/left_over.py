"""What one began on earlier days and owes still: notes that became nothing yet, visits not handed in."""

from dataclasses import dataclass
from datetime import date, datetime

from gridclient.db.drafts import all_drafts
from gridclient.db.notes import open_notes
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports


@dataclass(frozen=True)
class LeftOver:
    """How many of each, and the day of the oldest."""

    notes: int = 0
    visits: int = 0
    since: date | None = None


class LeftOvers:
    """Reads them; what was begun today is work, and not left over."""

    def __init__(self, database: Database, ports: Ports) -> None:
        self._database, self._ports = database, ports

    async def before_today(self) -> LeftOver:
        """Open notes and unsaved forms of visits of the days before."""
        return await self._database.read(self._read)

    def _read(self, connection: Connection) -> LeftOver:
        today = self._ports.today()

        def days(moments: list[str]) -> list[date]:
            found = (datetime.fromisoformat(each).astimezone().date() for each in moments if each)
            return [each for each in found if each < today]

        notes = days([each.noted_at for each in open_notes(connection)])
        visits = days([each.updated_at for each in all_drafts(connection) if each.kind == "visit"])
        return LeftOver(len(notes), len(visits), min([*notes, *visits], default=None))
