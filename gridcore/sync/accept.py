"""Deciding one edit on the server: pure, total, and the same for every caller."""

from typing import assert_never

from gridcore.ids import RecordId
from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.cell_edits import take_cell_edit
from gridcore.sync.creation import take_create
from gridcore.sync.disputes import CONFLICT
from gridcore.sync.edits import (
    Add,
    CellEdit,
    Create,
    Drop,
    Edit,
    Erase,
    Merge,
    Move,
    Remove,
    Resolve,
    Restore,
    Set,
    Step,
    Text,
)
from gridcore.sync.erasing import ERASE, erased
from gridcore.sync.known import Author, Overlay, reaches
from gridcore.sync.merging import MERGE, UNMERGE
from gridcore.sync.moving_away import HOUSEHOLD, abroad, met_a_move
from gridcore.sync.outcomes import ERASED, NOT_ALLOWED, NOT_HERE, SAME, Outcome, invalid, parked
from gridcore.sync.own_matters import refused, refused_decision
from gridcore.sync.presence import take_move, take_removal, take_restore
from gridcore.sync.proposals import SCOPE, Wish, propose
from gridcore.sync.redirects import (
    MERGED_ELSEWHERE,
    hangs_on_erased,
    leads_elsewhere,
    meeting,
    merged_of,
    redirected,
    standing,
    told_elsewhere,
)
from gridcore.sync.resolve import take_resolve
from gridcore.sync.stored import RecordState, Stored

_OfKnown = CellEdit | Remove | Restore | Move | Resolve | Merge | Erase


def accept(known: Overlay, author: Author, edit: Edit) -> Outcome:
    """Decide an edit on the known records; what changes is written to `known`.

    An edit of a record that was merged into another one is decided on that one.
    """
    meant = redirected(known, author, edit)
    if meant is None:
        return SAME
    if meant is edit:
        return _accept(known, author, edit)
    if leads_elsewhere(known, author, edit, meant):
        return MERGED_ELSEWHERE
    loser = known.record(edit.id) if meant.id != edit.id else None
    outcome = _accept(known, meeting(known, author, loser) if loser is not None else author, meant)
    return told_elsewhere(edit, meant, outcome)


def _accept(known: Overlay, author: Author, edit: Edit) -> Outcome:
    moved = met_a_move(known, author, edit)
    if moved is not None:
        return moved
    if isinstance(edit, Create):
        return take_create(known, author, edit)
    stored = known.record(edit.id)
    if stored is None:
        return NOT_HERE
    beyond = _out_of_reach(author, stored)
    if beyond is not None:
        return beyond
    if hangs_on_erased(known, author, edit):
        return ERASED
    return _decide(known, author, stored, edit)


def _out_of_reach(author: Author, stored: Stored) -> Outcome | None:
    """Why the author says nothing of a record: it was erased, or lies where they do not see it."""
    if stored.state is RecordState.ERASED:
        return erased(author, stored)
    if reaches(author, stored):
        return None
    return parked("scope_left") if author.knew(stored) else NOT_HERE


def _decide(known: Overlay, author: Author, stored: Stored, edit: _OfKnown) -> Outcome:
    """Decide an edit of a record that its author reaches."""
    match edit:
        case Set() | Text() | Add() | Drop() | Step():
            return take_cell_edit(known, author, stored, edit)
        case Remove() | Restore():
            return _take_presence(known, author, stored, edit)
        case Move():
            return _take_move(known, author, stored, edit)
        case Resolve():
            return _take_resolve(known, author, stored, edit)
        case Merge():
            return _take_merge(known, author, stored, edit)
        case Erase():
            return _ask_to_erase(known, author, stored, edit)
        case _:
            assert_never(edit)


def _may(author: Author, stored: Stored, verb: Verb) -> bool:
    return author.is_system or may(author.roles(stored.scope), stored.kind, verb)


def _take_presence(known: Overlay, author: Author, stored: Stored, edit: Remove | Restore) -> Outcome:
    if not _may(author, stored, Verb.REMOVE):
        return NOT_ALLOWED
    merged = merged_of(stored)
    if isinstance(edit, Remove):
        return SAME if merged is not None else take_removal(known, author, stored, edit)
    if merged is None:
        others = refused(known, author, stored.kind, stored.id, stored.cells)
        return others or take_restore(known, author, stored, edit)
    winner = known.record(standing(known, stored.id)) or stored
    wish = Wish(UNMERGE, merged.winner, known.seq_before(stored.id), edit.n, edit.at)
    return propose(known, author, stored, wish, beside=winner.scope)


def _take_merge(known: Overlay, author: Author, loser: Stored, edit: Merge) -> Outcome:
    """Two records of one kind are one: nobody says so alone, a supervisor who is not the author decides."""
    winner = known.record(standing(known, edit.winner))
    if winner is None:
        return NOT_HERE
    beyond = _out_of_reach(author, winner)
    if beyond is not None:
        return beyond
    if not RECORD_TYPES[loser.kind].mergeable or winner.kind != loser.kind or edit.winner == loser.id:
        return invalid("not_mergeable")
    if not (_may(author, loser, Verb.REMOVE) and _may(author, winner, Verb.REMOVE)):
        return NOT_ALLOWED
    if standing(known, loser.id) == winner.id:
        return SAME
    wish = Wish(MERGE, winner.id, known.seq_before(loser.id), edit.n, edit.at)
    return propose(known, author, loser, wish, beside=winner.scope)


def _take_move(known: Overlay, author: Author, stored: Stored, edit: Move) -> Outcome:
    if not _may(author, stored, Verb.EDIT):
        return NOT_ALLOWED
    is_abroad = abroad(known, author, edit.scope) is not None
    if is_abroad and stored.kind != HOUSEHOLD:
        return invalid("not_movable")
    outcome = None if is_abroad else take_move(known, author, stored, edit.scope)
    if outcome is None:
        wish = Wish(SCOPE, edit.scope, known.seq_before(stored.id), edit.n, edit.at)
        return propose(known, author, stored, wish)
    return outcome


def _ask_to_erase(known: Overlay, author: Author, stored: Stored, edit: Erase) -> Outcome:
    """A supervisor approves first by asking; it happens when another one accepts that."""
    roles = author.roles(stored.scope)
    if Role.SUPERVISOR not in roles or not may(roles, stored.kind, Verb.REMOVE):
        return NOT_ALLOWED
    wish = Wish(ERASE, edit.reason, known.seq_before(stored.id), edit.n, edit.at)
    return propose(known, author, stored, wish)


def _take_resolve(known: Overlay, author: Author, conflict: Stored, edit: Resolve) -> Outcome:
    if conflict.kind != CONFLICT:
        return invalid("wrong_verb")
    roles = author.roles(conflict.scope)
    kind, cell = str(conflict.cells["subject_kind"]), str(conflict.cells["cell"])
    if not (author.is_system or Role.SUPERVISOR in roles or may_edit_cell(roles, kind, cell)):
        return NOT_ALLOWED
    subject = known.record(RecordId(str(conflict.cells["subject"])))
    others = refused_decision(known, author, subject, cell, edit.value) if subject is not None else None
    return others or take_resolve(known, author, conflict, edit)
