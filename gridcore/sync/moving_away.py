"""A household goes to another community: what of it travels, what stays, and what an edit of it means then.

No transaction spans two communities. In the old one the records become tombstones that say where they went,
and what travels is noted; in the new one they are made under ids that follow from the old ones, so that
making them twice makes them once. They arrive in a place of their own, `grid/` with the community's code,
which nobody follows but who works in the whole community: there it is decided to which grid they go.
"""

from collections.abc import Collection, Mapping

import msgspec

from gridcore.codes.people import GONE
from gridcore.fields import ABOUT, GRID, IDENTITY, Value
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId, derived_id
from gridcore.permissions import sibling_scope
from gridcore.records import RECORD_TYPES
from gridcore.shapes import as_text
from gridcore.sync.departures import Departed, Traveller
from gridcore.sync.edits import Create, Edit, Erase, Merge, Resolve
from gridcore.sync.known import Author, Known, Overlay, parent_in, parent_of, reaches
from gridcore.sync.outcomes import OK, Outcome, parked
from gridcore.sync.presence import MOST_MOVED
from gridcore.sync.redirects import said_above, standing
from gridcore.sync.stored import FRESH, NO_CHAIN, WHOLE, RecordState, Stamp, Stored
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.decision import OPEN

HOUSEHOLD = "household"
CAME_FROM = "came_from"
TRAVELS: Mapping[str, frozenset[str]] = {
    HOUSEHOLD: frozenset({"address", "head", "phone"}),
    "resident": frozenset(
        {
            *("household", "name", "relation", "sex", "birth_date", "identity_tail"),
            *("phone", "contact_preference", "language", "status"),
        }
    ),
    "phone_number": frozenset({"resident", "phone", "phone_kind", "owner"}),
    "resident_identity": frozenset({"resident", "paper"}),
}
"""Who moved, and how they are reached. What was seen, said, promised or agreed to in the old community stays.

What is named here and nowhere else: a new kind or a new field stays where it is until somebody adds it.
"""
_COMMUNITY_DIGITS = 12


def arrivals_scope(community: CommunityId) -> ScopeId:
    """Where households from other communities arrive."""
    return ScopeId(f"{GRID}/{community}")


def abroad(known: Known, author: Author, scope: ScopeId) -> CommunityId | None:
    """The other community that a scope to move to means; None for every other scope."""
    kind, _, place = scope.partition("/")
    named = CommunityId(place)
    is_own = kind != GRID or named == author.community or author.follows(scope)
    return None if is_own or not known.is_community(named) else named


def names_community(scope: str) -> bool:
    """Whether a place to go to means a community and no grid: by its code, for the eyes of people."""
    return len(scope.partition("/")[2]) == _COMMUNITY_DIGITS


def moved_to(stored: Stored) -> CommunityId | None:
    """The community to which a record went; None for every other record."""
    held = stored.cells.get(WHOLE)
    if stored.state is not RecordState.REMOVED or not isinstance(held, dict) or "community" not in held:
        return None
    return CommunityId(str(held["community"]))


def met_a_move(known: Overlay, author: Author, edit: Edit) -> Outcome | None:
    """What is said of a record that went to another community, or would hang on it; None where none did.

    Whoever follows the place that it left, or handed it in, is told the community, and no more. It is erased
    here all the same.
    """
    if isinstance(edit, Erase):
        return None
    for each in (edit.id, *_named(known, edit)):
        gone = _gone_above(known, each) if isinstance(edit, Create) else known.record(each)
        to = moved_to(gone) if gone is not None else None
        if gone is not None and to is not None and reaches(author, gone):
            return Outcome(VerdictCode.MOVED, to)
    return None


def _named(known: Overlay, edit: Edit) -> list[RecordId]:
    """What the record of an edit would go into, or hang on; of a decision, who stands for its subject."""
    if isinstance(edit, Merge):
        return [standing(known, edit.winner)]
    decided = known.record(edit.id) if isinstance(edit, Resolve) else None
    about = parent_of(decided) if decided is not None else None
    return [standing(known, about)] if about is not None else said_above(known, edit)


def _gone_above(known: Overlay, record: RecordId) -> Stored | None:
    """The first of what a record is, or hangs on, that went away."""
    above: RecordId | None = record
    while above is not None and not known.is_calm(above) and (stored := known.record(above)) is not None:
        if moved_to(stored) is not None:
            return stored
        above = parent_of(stored)
    return None


def depart(known: Overlay, author: Author, household: Stored, to: CommunityId, n: int) -> Outcome:
    """A household leaves: what travels becomes tombstones, and is noted for the other community.

    What is disputed or proposed about it is decided first: nobody could decide it afterwards.
    """
    family = [household]
    for each in family:
        for child in filter(None, map(known.record, known.children(each.id))):
            if _waits(child):
                return parked("open_matters")
            if child.kind in TRAVELS and child.state is RecordState.PRESENT and not _stays(child, each):
                family.append(child)
        if len(family) > MOST_MOVED:
            return parked("too_many_to_move")
    stamp, where = Stamp(FRESH, author.replica, n, NO_CHAIN), dict[str, Value](community=to)
    for each in family:
        cells, vers = {**each.cells, WHOLE: where}, {**each.vers, WHOLE: stamp}
        known.write(
            msgspec.structs.replace(each, seq=FRESH, state=RecordState.REMOVED, cells=cells, vers=vers)
        )
    known.effects.append(Departed(household.id, to, tuple(map(_traveller, family))))
    return OK


def _waits(child: Stored) -> bool:
    """Whether somebody has yet to decide it; several numbers of one person are never put before anybody."""
    is_open = RECORD_TYPES[child.kind].scope is ABOUT and child.cells.get("progress") == OPEN
    return is_open and not child.scope.startswith(f"{IDENTITY}/")


def _stays(child: Stored, parent: Stored) -> bool:
    """Whoever had moved out or died before did not come along; nor does what lies in another grid."""
    place = sibling_scope(RECORD_TYPES[child.kind], parent.scope)
    return child.cells.get("status") in GONE or child.scope != place


def _traveller(stored: Stored) -> Traveller:
    travels = TRAVELS[stored.kind]
    return Traveller(
        stored.id, stored.kind, {name: value for name, value in stored.cells.items() if name in travels}
    )


def id_there(community: CommunityId, record: RecordId) -> RecordId:
    """The id of a record in the community to which it went."""
    return derived_id("arrived", community, record)


def arrival(departed: Departed, came_from: CommunityId, erased: Collection[RecordId] = ()) -> list[Create]:
    """The edits of one group that make the records in the other community, each after what it hangs on.

    What was erased there before a restore of the server stays so, with what hung on it.
    """
    to, grp = departed.to, GroupId(f"arrived {id_there(departed.to, departed.household)}")
    arriving = _without(departed, erased)
    ids = {each.id: id_there(to, each.id) for each in arriving}
    edits = []
    for each in arriving:
        cells = _named_there(each, ids)
        scope = arrivals_scope(to) if each.kind == HOUSEHOLD else None
        if each.kind == "resident":
            cells |= {CAME_FROM: came_from, "arrival": "moved_in"}
        edits.append(Create(0, grp, ids[each.id], each.kind, cells, scope=scope))
    return edits


def _without(departed: Departed, erased: Collection[RecordId]) -> list[Traveller]:
    """The records, each after what it hangs on, but those whose ids there were erased."""
    found: dict[RecordId, Traveller] = {}
    for each in departed.records:
        above = parent_in(each.kind, each.cells)
        if id_there(departed.to, each.id) not in erased and (above is None or above in found):
            found[each.id] = each
    return [*found.values()]


def _named_there(traveller: Traveller, ids: Mapping[RecordId, RecordId]) -> dict[str, Value]:
    """The values of a record with its links as they are in the other community; others lead nowhere there."""
    declared, cells = RECORD_TYPES[traveller.kind], dict(traveller.cells)
    for name in [each.name for each in declared.fields.values() if each.link is not None]:
        there = ids.get(RecordId(as_text(cells.pop(name, None))))
        if there is not None:
            cells[name] = there
    return cells
