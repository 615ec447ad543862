"""Households on their way between two servers without a database (`gridserver/actions/arrivals.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridcore.ids import UserId
from gridcore.sync.changes import numbered
from gridcore.sync.departures import Departed
from gridcore.sync.edits import Create
from gridcore.sync.known import Author
from gridcore.sync.moving_away import arrival, id_there
from gridcore.sync.stored import RecordState
from gridcore.sync.verdicts import NOT_APPLIED
from tests.fakes.memory_past import SERVER_REPLICA

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridcore.ids import CommunityId
    from tests.fakes.memory_server import MemoryServer

BY = UserId("arrived")


def take_in(there: MemoryServer, came_from: CommunityId, departed: Departed) -> None:
    """Make the records in the other community, unless that was done before."""
    if has_made(there, departed):
        return
    ids = [id_there(departed.to, each.id) for each in departed.records]
    held = [there.stored[each] for each in ids if each in there.stored]
    erased = {each.id for each in held if each.state is RecordState.ERASED}
    say(there, BY, arrival(departed, came_from, erased))


def has_made(there: MemoryServer, departed: Departed) -> bool:
    """Whether a household has arrived."""
    home = id_there(departed.to, departed.household)
    made = (each.decided.edit for each in there.entries if each.replica == SERVER_REPLICA)
    return any(isinstance(each, Create) and each.id == home and each.grp.startswith(BY) for each in made)


def say(there: MemoryServer, by: UserId, edits: Sequence[Create]) -> None:
    """Decide edits that follow every scope (`gridserver/actions/write_as_server.py`)."""
    first = len(there.log.setdefault(SERVER_REPLICA, {})) + 1
    itself = Author(by, by, SERVER_REPLICA, there.communities[0], (), frozenset(), is_system=True)
    taken = there.decide(itself, [numbered(each, first + at) for at, each in enumerate(edits)])
    assert not [each for each in taken.decided if each.outcome.code in NOT_APPLIED], "not taken in"
    there.write(itself, taken)
