"""People who change their household, leave it, or die: each told once with its day, in one group of edits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from gridclient.db import stays as kept
from gridclient.db.facts import save
from gridclient.db.listing import Where, row, rows
from gridclient.db.stays import Door
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values
from gridcore.ids import CommunityId, GroupId, RecordId
from gridcore.kinship import Kin, kin_problems
from gridcore.moving import (
    Departure,
    Home,
    Mover,
    Saving,
    leave_edits,
    left_edits,
    move_edits,
    move_problem,
)
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import NOTHING_SEEN, creation
from gridcore.sync.edits import Edit

__all__ = ["Departure", "Door", "Moved", "Moving", "NotMoved"]


@dataclass(frozen=True)
class Moved:
    """The move is on the disk; `household` is where the people live now."""

    household: RecordId


@dataclass(frozen=True)
class NotMoved:
    """Nothing was written; `problems` by resident, none where somebody has left this laptop."""

    problems: Mapping[RecordId, FieldProblem]


class Moving:
    """What a user can do about where people live."""

    def __init__(self, database: Database, community: CommunityId, ports: Ports) -> None:
        self._database, self._community, self._ports = database, community, ports

    async def doors(self, household: RecordId) -> Sequence[Door]:
        """The households to which people of one may move."""
        return await self._database.read(partial(kept.doors, household=household))

    async def move(
        self, people: Mapping[RecordId, str | None], to: RecordId | None, on: str
    ) -> Moved | NotMoved:
        """People move on a day (ISO), each with a relation to the head there.

        Without a household to go to they found one of their own at the same door. Whoever moved away before
        comes back. Raises ProblemError as `Database.write` does.
        """
        saving = Saving(GroupId(self._ports.new_id()), self._ports.moment())
        founded = RecordId(self._ports.new_id())

        def write(connection: Connection) -> Moved | NotMoved:
            movers = [kept.mover(connection, each, relation) for each, relation in people.items()]
            going = [each for each in movers if each is not None]
            target = kept.home(connection, to) if to is not None else Home(founded, NOTHING_SEEN)
            if target is None or not going or len(going) < len(movers):
                return NotMoved({})
            problems = _problems(connection, going, target, on)
            if problems:
                return NotMoved(problems)
            edits = _founded(connection, going[0].household, target, saving) if to is None else []
            edits += move_edits(going, target, on, saving)
            for each in dict.fromkeys(mover.household for mover in going):
                edits += _left(connection, each, target, going, on, saving)
            save(connection, self._community, edits, saving.at)
            return Moved(target.id)

        return await self._database.write(write)

    async def leave(self, resident: RecordId, how: Departure, on: str) -> Moved | NotMoved:
        """Somebody moves out of the community, or dies, on a day (ISO)."""
        saving = Saving(GroupId(self._ports.new_id()), self._ports.moment())

        def write(connection: Connection) -> Moved | NotMoved:
            leaver = kept.mover(connection, resident)
            if leaver is None:
                return NotMoved({})
            wrong = move_problem(leaver, on)
            if wrong is not None:
                return NotMoved({resident: wrong})
            edits = leave_edits(leaver, how, on, saving)
            left = kept.home(connection, leaver.household)
            if left is not None:
                edits += left_edits(left, [resident], stay=1, on=on, saving=saving)
            save(connection, self._community, edits, saving.at)
            return Moved(leaver.household)

        return await self._database.write(write)


def _founded(connection: Connection, beside: RecordId, target: Home, saving: Saving) -> list[Edit]:
    """A new household at the door of another one."""
    there = row(connection, "household", beside)
    cells: dict[str, Value] = {
        name: there.values.get(name) if there else None for name in ("room", "address")
    }
    return [creation(RECORD_TYPES["household"], target.id, cells, grp=saving.grp, at=saving.at)]


def _left(
    connection: Connection,
    household: RecordId,
    target: Home,
    movers: Sequence[Mover],
    on: str,
    saving: Saving,
) -> list[Edit]:
    """What becomes of a household that people leave."""
    left = kept.home(connection, household)
    if left is None or household == target.id:
        return []
    gone = [each.resident for each in movers]
    stay = len(kept.living(connection, household, gone))
    return left_edits(left, gone, stay=stay, on=on, saving=saving)


def _problems(
    connection: Connection, movers: Sequence[Mover], target: Home, on: str
) -> dict[RecordId, FieldProblem]:
    """Who cannot move so: because of the day, or because of who would be whose child there."""
    there = rows(connection, "resident", [Where("household", "=", target.id)])
    going = {each.resident for each in movers}
    others: list[Values] = [each.values for each in there if each.id not in going]
    found: dict[RecordId, FieldProblem] = {}
    for each in movers:
        wrong = move_problem(each, on)
        beside = [_as_there(other) for other in movers if other is not each]
        kin = kin_problems(_as_there(each), Kin([*others, *beside]))
        errors = [problem for problem in kin if problem.severity == "error"]
        if wrong is not None or errors:
            found[each.resident] = wrong or errors[0]
    return found


def _as_there(mover: Mover) -> Values:
    """What a person's record says after the move."""
    return {**mover.seen.cells, "relation": mover.relation, "status": "lives_here"}
