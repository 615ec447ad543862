"""A step of a mediation case asks on the server what its button asked on the laptop: one table, one file."""

from gridcore.case_contents import gathered
from gridcore.fields import Values
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Step
from gridcore.sync.known import Author, Overlay
from gridcore.sync.outcomes import Outcome
from gridcore.sync.restored import AWAITED
from gridcore.sync.stored import RecordState, Stored
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows import MACHINES
from gridcore.workflows.case_file import Missing, missing_before

CASE = "mediation_case"
LACKS = "lacks:"
"""Begins the answer to a step for which the file lacks something; words of the table follow."""
_KNOWN = {each.value: each for each in Missing}


def lacking(known: Overlay, author: Author, stored: Stored, edit: Step) -> Outcome | None:
    """Why a case does not go on yet, though the table of steps allows it; None where nothing is missing.

    A laptop asks the same before it saves, and its own records go up before its step. So this meets what a
    colleague wrote or took away meanwhile: the matter has moved on, the step stays with its author, who mends
    the file and takes it again. What the server lost at a restore is waited for.
    """
    if stored.kind != CASE:
        return None
    rule = MACHINES["mediation"].step(edit.source, edit.to)
    file = gathered(_values(stored), _parts(known, stored))
    missing = missing_before(rule, file) if rule is not None else ()
    if not missing:
        return None
    found = Outcome(VerdictCode.STALE, LACKS + ",".join(missing))
    return AWAITED if author.past.is_lost(edit.base) else found


def lacking_in(answer: str) -> tuple[Missing, ...]:
    """What a case lacked for a step, as far as this version knows the words."""
    told = answer.removeprefix(LACKS).split(",") if answer.startswith(LACKS) else []
    return tuple(_KNOWN[each] for each in told if each in _KNOWN)


def _parts(known: Overlay, case: Stored) -> dict[str, list[tuple[str, Values]]]:
    """What is there of a case, by kind."""
    found: dict[str, list[tuple[str, Values]]] = {}
    for each in map(known.record, known.children(case.id)):
        if each is not None and each.state is RecordState.PRESENT:
            found.setdefault(each.kind, []).append((each.id, _values(each)))
    return found


def _values(stored: Stored) -> Values:
    return RECORD_TYPES[stored.kind].values_of(stored.cells)
