"""What one proposed oneself: how it stands, and taking it back before somebody has decided it."""

from collections.abc import Sequence
from functools import partial

from gridclient.actions.review import step_of
from gridclient.db.facts import save
from gridclient.db.own_proposals import OwnProposal
from gridclient.db.own_proposals import own_proposals as kept
from gridclient.db.review import judged
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.ids import CommunityId, GroupId
from gridcore.roles import Role

__all__ = ["OwnProposal", "OwnProposals"]

_MOST = 200


class OwnProposals:
    """Reads them, and withdraws one."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, roles: frozenset[Role]
    ) -> None:
        self._database, self._community, self._ports, self._roles = database, community, ports, roles

    async def lines(self) -> Sequence[OwnProposal]:
        """What waits, then what was decided."""
        today = self._ports.today().isoformat()
        return await self._database.read(partial(kept, today=today, most=_MOST))

    async def withdraw(self, line: OwnProposal) -> bool:
        """Take it back; False where it was decided meanwhile, or the server has not confirmed it yet."""
        grp, at = self._ports.new_group(), self._ports.moment()
        return await self._database.write(partial(self._withdraw, line=line, grp=grp, at=at))

    def _withdraw(self, connection: Connection, line: OwnProposal, grp: GroupId, at: str) -> bool:
        found = judged(connection, line.kind, line.record)
        if found is None:
            return False
        steps = found.machine.steps_for(found.state, self._roles)
        step = next((each for each in steps if each.only_own and each.is_open_to(is_own=True)), None)
        if step is not None:
            save(connection, self._community, [step_of(found, step, "", grp, at)], at)
        return step is not None
