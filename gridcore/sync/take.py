"""Deciding a request: its edits in order, group by group, on one state."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from gridcore.fields import Value
from gridcore.sync.accept import accept
from gridcore.sync.edits import Add, Create, Drop, Edit, Set, Step, Text
from gridcore.sync.known import Author, Effect, Known, Overlay
from gridcore.sync.outcomes import Decided, Outcome, parked
from gridcore.sync.stored import Stored
from gridcore.sync.verdicts import REFUSES_THE_GROUP


@dataclass(frozen=True)
class Taken:
    """What a request leads to: a verdict for each edit, the records to write, the effects on assignments."""

    decided: tuple[Decided, ...]
    records: tuple[Stored, ...]
    effects: tuple[Effect, ...]


def take(known: Known, author: Author, edits: Sequence[Edit]) -> Taken:
    """Decide edits in ascending order. A group is atomic for `denied` and `invalid` alone; then it is parked whole."""
    decided: list[Decided] = []
    whole = Overlay(known)
    for _, members in groupby(edits, key=lambda each: each.grp):
        group = list(members)
        trial = Overlay(whole)
        outcomes = [_decide(trial, author, edit) for edit in group]
        if any(each.code in REFUSES_THE_GROUP for each in outcomes):
            outcomes = [_with_its_group(each) for each in outcomes]
        else:
            _keep(whole, trial)
        decided += [Decided(edit, each, edit.id) for edit, each in zip(group, outcomes, strict=True)]
    records = tuple(whole.records[each] for each in sorted(whole.records))
    return Taken(tuple(decided), records, tuple(whole.effects))


def _decide(known: Overlay, author: Author, edit: Edit) -> Outcome:
    outcome = accept(known, author, edit)
    for cell, value in sent_cells(edit).items():
        known.sent_now[edit.id, cell, author.replica, edit.n] = value
    return outcome


def _with_its_group(outcome: Outcome) -> Outcome:
    return outcome if outcome.code in REFUSES_THE_GROUP else parked("group_refused")


def _keep(whole: Overlay, trial: Overlay) -> None:
    whole.records.update(trial.records)
    whole.sent_now.update(trial.sent_now)
    whole.merged_now.update(trial.merged_now)
    whole.effects += trial.effects


def sent_cells(edit: Edit) -> dict[str, Value]:
    """The values that an edit sends, by cell: what its author's next edit of the cell continues."""
    match edit:
        case Create(cells=cells):
            return dict(cells)
        case Set(cell=cell, value=value) | Text(cell=cell, value=value):
            return {cell: value}
        case Step(cell=cell, to=to):
            return {cell: to}
        case Add(cell=cell, element=element) | Drop(cell=cell, element=element):
            return {cell: element}
        case _:
            return {}
