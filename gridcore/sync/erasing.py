"""Erasing: of a record and all that hangs on it nothing stays but that it was erased."""

from gridcore.ids import RecordId
from gridcore.sync.known import Author, Erased, Overlay
from gridcore.sync.outcomes import ERASED, NOT_HERE, OK, Outcome, parked
from gridcore.sync.redirects import merged_of
from gridcore.sync.stored import FRESH, RecordState, Stored

ERASE = "erase"
"""The cell name of a proposal to erase: who asks is the first to approve it, who accepts it the second."""
MOST_ERASED = 5_000
"""Records that one decision takes along; nobody erases a whole street by mistake."""


def erase(known: Overlay, subject: Stored) -> Outcome:
    """Erase a record with what hangs on it: children, conflicts, proposals, and what was merged into it."""
    found: dict[RecordId, Stored] = {subject.id: subject}
    waiting = [subject]
    while waiting:
        around = _around(known, waiting.pop())
        waiting += [each for each in around if each.id not in found]
        found |= {each.id: each for each in around}
        if len(found) > MOST_ERASED:
            return parked("too_many_to_erase")
    for each in found.values():
        known.write(emptied(each))
    known.effects.append(Erased(tuple(sorted(found))))
    return OK


def _around(known: Overlay, stored: Stored) -> list[Stored]:
    ids = {*known.children(stored.id), *_merged_into(known, stored)}
    merged = merged_of(stored)
    if merged is not None:
        ids.add(merged.note)
    held = [known.record(each) for each in sorted(ids)]
    return [each for each in held if each is not None and each.state is not RecordState.ERASED]


def _merged_into(known: Overlay, stored: Stored) -> list[RecordId]:
    """The losers of this record: they are the same person."""
    found = []
    for each in known.linked(stored.id):
        held = known.record(each)
        merged = merged_of(held) if held is not None else None
        if merged is not None and merged.winner == stored.id:
            found.append(each)
    return found


def erased(author: Author, stored: Stored) -> Outcome:
    """What an edit of an erased record leads to, for those who knew it and for everybody else."""
    return ERASED if author.follows(stored.scope) or author.knew(stored) else NOT_HERE


def emptied(stored: Stored) -> Stored:
    """What stays of an erased record: its id, where it was, and its number."""
    return Stored(
        id=stored.id,
        kind=stored.kind,
        scope=stored.scope,
        cells={},
        vers={},
        sets={},
        seq=FRESH,
        state=RecordState.ERASED,
        left=stored.left,
    )
