"""Who moves where: the edits by which people change their household, leave it, or die.

A resident is one record for life. What the resident says is where the person lives now; a stay that ends
becomes a record of its own beside the household that is left, with its dates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from gridcore.codes.people import GONE
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, derived_id
from gridcore.kinship import HEADS
from gridcore.records import RECORD_TYPES
from gridcore.shapes import as_text
from gridcore.sync.changes import Seen, changes, creation
from gridcore.sync.edits import Edit

Departure = Literal["moved_away", "deceased"]
_DAY_OF: Mapping[Departure, str] = {"moved_away": "moved_out_on", "deceased": "died_on"}


@dataclass(frozen=True)
class Mover:
    """Somebody who changes the household; `former` counts the stays there that had ended before."""

    resident: RecordId
    seen: Seen
    relation: str | None = None
    """To the head of the household that the person comes to."""
    former: int = 0

    def says(self, cell: str) -> Value:
        """A cell of the resident as it stands."""
        return self.seen.cells.get(cell)

    @property
    def household(self) -> RecordId:
        """Where the person lives, or lived last."""
        return RecordId(str(self.says("household")))


@dataclass(frozen=True)
class Home:
    """A household that people come to or leave."""

    id: RecordId
    seen: Seen


@dataclass(frozen=True)
class Saving:
    """The group of a save, and its claimed moment."""

    grp: GroupId
    at: str


def stay_id(household: RecordId, resident: RecordId, former: int) -> RecordId:
    """The id of a person's next stay in a household: two laptops that tell of one move make one record."""
    return derived_id("membership", household, resident, str(former))


def move_problem(mover: Mover, on: str) -> FieldProblem | None:
    """Why somebody cannot move on a day: before coming there, before being born, or after death."""
    if mover.says("status") == "deceased":
        return problem("status", "has_died")
    if as_text(mover.says("birth_date")) > on:
        return problem("moved_in_on", "arrival_before_birth")
    is_gone = mover.says("status") in GONE
    if as_text(mover.says("moved_out_on" if is_gone else "moved_in_on")) > on:
        return problem("moved_in_on", "moved_out_before_in")
    return None


def move_edits(movers: Sequence[Mover], to: Home, on: str, saving: Saving) -> list[Edit]:
    """People come to a household on a day (ISO), from another one or back from elsewhere."""
    edits = [each for mover in movers for each in _moved(mover, to.id, on, saving)]
    leads = [each.resident for each in movers if each.relation in HEADS]
    wanted: dict[str, Value] = {"ended_on": None}
    if len(leads) == 1 and to.seen.cells.get("head") is None:
        wanted["head"] = leads[0]
    return edits + _household(to, wanted, saving)


def leave_edits(leaver: Mover, how: Departure, on: str, saving: Saving) -> list[Edit]:
    """Somebody moves out of the community, or dies; the record stays where it is."""
    wanted: dict[str, Value] = {_DAY_OF[how]: on, "status": how}
    declared = RECORD_TYPES["resident"]
    return changes(declared, leaver.resident, leaver.seen, wanted, grp=saving.grp, at=saving.at)


def left_edits(home: Home, gone: Sequence[RecordId], *, stay: int, on: str, saving: Saving) -> list[Edit]:
    """What a household becomes when people left it: without its head, or given up where `stay` is nobody."""
    wanted: dict[str, Value] = {}
    if home.seen.cells.get("head") in gone:
        wanted["head"] = None
    if stay == 0:
        wanted["ended_on"] = on
    return _household(home, wanted, saving)


def _moved(mover: Mover, to: RecordId, on: str, saving: Saving) -> list[Edit]:
    is_gone = mover.says("status") in GONE
    stay: dict[str, Value] = {
        "household": mover.household,
        "resident": mover.resident,
        "relation": mover.says("relation"),
        "moved_in_on": mover.says("moved_in_on"),
        "moved_out_on": mover.says("moved_out_on") if is_gone else on,
    }
    ended = stay_id(mover.household, mover.resident, mover.former)
    # The day of leaving goes first: while it stands, the day of coming would seem to lie after it.
    wanted: dict[str, Value] = {
        "moved_out_on": None,
        "household": to,
        "relation": mover.relation,
        "arrival": "moved_in",
        "moved_in_on": on,
    }
    if is_gone:
        wanted["status"] = "lives_here"
    membership, resident = RECORD_TYPES["membership"], RECORD_TYPES["resident"]
    return [
        creation(membership, ended, stay, grp=saving.grp, at=saving.at),
        *changes(resident, mover.resident, mover.seen, wanted, grp=saving.grp, at=saving.at),
    ]


def _household(home: Home, wanted: Mapping[str, Value], saving: Saving) -> list[Edit]:
    return changes(RECORD_TYPES["household"], home.id, home.seen, wanted, grp=saving.grp, at=saving.at)
