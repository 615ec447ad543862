"""What a restored server no longer has: looked at, put back, or let go of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from gridclient.db import gone as kept
from gridclient.db.threads import Database
from gridclient.db.titles import Title
from gridclient.ports import Ports
from gridcore.fields import Label, label
from gridcore.ids import CommunityId, RecordId
from gridcore.permissions import Verb, may, said_by_server
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.workflows import MACHINES

__all__ = ["Gone", "GoneRecord", "OtherState"]

_UNKNOWN_STATE = label("Gone", "a state that this version does not know")


@dataclass(frozen=True)
class GoneRecord:
    """One record; `may_put_back` says whether this user may record such a thing.

    What `is_handed_in` names its author by the server's word: nobody else can say it again.
    """

    record: RecordId
    label: Label
    title: Title
    at: str
    may_put_back: bool
    is_handed_in: bool = False


@dataclass(frozen=True)
class OtherState:
    """A record that was put back and is not in the state in which it was."""

    label: Label
    was: Label
    now: Label


class Gone:
    """Records that were set aside when the server was restored; they are kept for 45 days."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, roles: Iterable[Role]
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._roles = frozenset(roles)

    async def records(self) -> Sequence[GoneRecord]:
        """All of them."""
        return [
            GoneRecord(
                each.id,
                RECORD_TYPES[each.kind].label,
                each.title,
                each.at,
                may(self._roles, each.kind, Verb.CREATE),
                bool(said_by_server(each.kind)),
            )
            for each in await self._database.read(kept.gone)
        ]

    async def put_back(self, record: RecordId) -> Sequence[OtherState] | None:
        """Record it once more with what it hangs on; None where that is not here any more.

        Returned is what could not be brought to its former state.
        """
        back = partial(
            kept.put_back,
            community=self._community,
            record=record,
            group=self._ports.new_group(),
            at=self._ports.moment(),
            roles=self._roles,
        )
        short = await self._database.write(back)
        return None if short is None else [_told(each) for each in short]

    async def let_go(self, record: RecordId) -> None:
        """Forget it on this computer."""
        await self._database.write(partial(kept.let_go, record=record))


def _told(short: kept.Short) -> OtherState:
    declared = RECORD_TYPES[short.kind]
    states = MACHINES[declared.fields[declared.machine_cell or ""].machine or ""].states
    return OtherState(declared.label, states.get(short.was, _UNKNOWN_STATE), states[short.now])
