"""The directory of legal advisers and mediation rooms, and the notice that is made of it."""

from collections.abc import Sequence

from gridclient.db.mediation import community_values
from gridclient.db.mediation_directory import ADVISER, ROOM, DirectoryLine, directory
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.papers.filled_paper import Paper
from gridcore.papers.mediation_directory import NamedAdviser, adviser_notice
from gridcore.permissions import Verb, may
from gridcore.roles import Role

__all__ = ["ADVISER", "ROOM", "DirectoryLine", "MediationDirectory"]


class MediationDirectory:
    """Reads it from the store; `may_write`: whether this user notes who advises and where one meets."""

    def __init__(self, database: Database, ports: Ports, roles: frozenset[Role]) -> None:
        self._database, self._ports = database, ports
        self.may_write = may(roles, ADVISER, Verb.CREATE)

    async def lines(self) -> Sequence[DirectoryLine]:
        """The advisers, then the rooms."""
        return await self._database.read(directory)

    async def notice(self) -> Paper | None:
        """The notice of whoever advises today; None where nobody does."""
        day = self._ports.today().isoformat()

        def read(connection: Connection) -> tuple[list[DirectoryLine], str]:
            return directory(connection), str(community_values(connection).get("name") or "")

        lines, community = await self._database.read(read)
        named = [
            NamedAdviser(each.name, each.where, each.more, each.phone, each.complaint_phone)
            for each in lines
            if each.kind == ADVISER and each.is_there(day)
        ]
        return adviser_notice(day, community, named) if named else None
