"""Deciding one edit on the server: pure, total, and the same for every caller."""

from typing import assert_never

from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.roles import Role
from gridcore.sync.cell_edits import take_cell_edit
from gridcore.sync.creation import reaches, take_create
from gridcore.sync.disputes import CONFLICT
from gridcore.sync.edits import Add, Create, Drop, Edit, Move, Remove, Resolve, Restore, Set, Step, Text
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import NOT_ALLOWED, NOT_HERE, Outcome, invalid, parked
from gridcore.sync.presence import take_move, take_removal, take_restore
from gridcore.sync.proposals import SCOPE, Wish, propose
from gridcore.sync.resolve import take_resolve
from gridcore.sync.stored import RecordState, Stored


def accept(known: Overlay, author: Author, edit: Edit) -> Outcome:
    """Decide an edit on the known records; what changes is written to `known`."""
    if isinstance(edit, Create):
        return take_create(known, author, edit)
    stored = known.record(edit.id)
    if stored is None or stored.state is RecordState.ERASED:
        return NOT_HERE
    if not reaches(author, stored):
        return parked("scope_left") if author.knew(stored) else NOT_HERE
    match edit:
        case Set() | Text() | Add() | Drop() | Step():
            return take_cell_edit(known, author, stored, edit)
        case Remove() | Restore():
            return _take_presence(known, author, stored, edit)
        case Move():
            return _take_move(known, author, stored, edit)
        case Resolve():
            return _take_resolve(known, author, stored, edit)
        case _:
            assert_never(edit)


def _may(author: Author, stored: Stored, verb: Verb) -> bool:
    return author.is_system or may(author.roles(stored.scope), stored.kind, verb)


def _take_presence(known: Overlay, author: Author, stored: Stored, edit: Remove | Restore) -> Outcome:
    if not _may(author, stored, Verb.REMOVE):
        return NOT_ALLOWED
    if isinstance(edit, Remove):
        return take_removal(known, author, stored, edit)
    return take_restore(known, author, stored, edit)


def _take_move(known: Overlay, author: Author, stored: Stored, edit: Move) -> Outcome:
    if not _may(author, stored, Verb.EDIT):
        return NOT_ALLOWED
    outcome = take_move(known, author, stored, edit.scope)
    if outcome is None:
        wish = Wish(SCOPE, edit.scope, known.seq_before(stored.id), edit.n, edit.at)
        return propose(known, author, stored, wish)
    return outcome


def _take_resolve(known: Overlay, author: Author, conflict: Stored, edit: Resolve) -> Outcome:
    if conflict.kind != CONFLICT:
        return invalid("wrong_verb")
    roles = author.roles(conflict.scope)
    kind, cell = str(conflict.cells["subject_kind"]), str(conflict.cells["cell"])
    if not (author.is_system or Role.SUPERVISOR in roles or may_edit_cell(roles, kind, cell)):
        return NOT_ALLOWED
    return take_resolve(known, author, conflict, edit)
