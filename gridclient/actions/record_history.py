"""Every change of records of any kind that this laptop knows of: who, when, from what to what.

Several sources meet here: what confirmed values were before, this laptop's own edits that the server has
answered and those that it has not, decided conflicts, proposals, removals. A change that two of them tell of
is told once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gridclient.db.history import Former
from gridclient.db.pending import EditState
from gridclient.db.record_history import DecidedConflict, HistoryFacts, SentEdit, ToldProposal
from gridclient.db.removals import REMOVED, RESTORED
from gridcore.fields import RecordType, Value
from gridcore.ids import RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.disputes import ONE
from gridcore.sync.edits import Add, Create, Drop, Edit, Remove, Restore, Set, Step, Text, cells_touched
from gridcore.sync.project import project
from gridcore.sync.stored import WHOLE, Confirmed, elements_of
from gridcore.sync.verdicts import VerdictCode
from gridcore.workflows.decision import DECLINED

What = Literal[
    "changed",
    "added",
    "removed",
    "restored",
    "decided",
    "merged",
    "went_into",
    "went_elsewhere",
    "proposed",
]
"""A record `went_into` another one of this laptop, or `went_elsewhere`: into one of another grid."""
Standing = Literal["received", "waiting", "on_server", "backed_up", "refused"]
"""Where a change is: somebody else's was received; the user's own is here, on the server, in its backups."""
THIS_COMPUTER = ""
"""The device of what was done here."""
_OTHER_WAY: Mapping[str, str] = {"add": "drop", "drop": "add"}
_WHOLE: Mapping[str, What] = {REMOVED: "removed", RESTORED: "restored"}
_TAKEN_OVER = frozenset({VerdictCode.OK, VerdictCode.SAME, VerdictCode.MERGED, VerdictCode.CONFLICT})


@dataclass(frozen=True)
class Lost:
    """A value that did not stand in the end; `cell` is what the whole cell would have been."""

    author: str
    value: Value
    cell: Value


@dataclass(frozen=True)
class Change:
    """One change of one field, or of a whole record (`field` is empty).

    `author` is None for somebody else whose name the laptop was not told; then `at` is when it learned of it,
    otherwise when it was done. `device` is empty for this computer, None where nobody told. `others` are
    values that lost in a decided conflict, or as a proposal. `cell_before` is what the whole cell was; of a
    set of which a proposal spoke, the one thing to do: `{"add": …}` or `{"drop": …}`. `title` is what a
    removed record was called, or what is proposed of a whole record. Of a merge, `other` is the other record,
    and `scope` where the one lay that is gone. Of a proposal, `outcome` is its state, and `decided_by` who
    decided it.
    """

    record: RecordId
    kind: str
    what: What
    field: str
    before: Value
    after: Value
    author: str | None
    at: str
    standing: Standing = "received"
    others: tuple[Lost, ...] = ()
    device: str | None = None
    cell_before: Value = None
    title: str = ""
    outcome: str = ""
    decided_by: str = ""
    other: RecordId | None = None
    scope: ScopeId | None = None


def history_told(facts: HistoryFacts, user_name: str) -> list[Change]:
    """The changes of all records that the facts speak of: what waits first, then the latest first."""
    told = [*_waiting(facts, user_name), *_refused(facts, user_name)]
    past = [*_replaced(facts), *_decided(facts), *_proposed(facts), *_removed(facts)]
    past += _sent(facts, user_name)
    past.sort(key=lambda each: (each.at, each.what != "added"), reverse=True)
    told.sort(key=lambda each: each.at, reverse=True)
    return [*told, *past]


def _replaced(facts: HistoryFacts) -> Iterator[Change]:
    own = _own_standings(facts.sent)
    for record, former in facts.former.items():
        confirmed = facts.confirmed.get(record)
        if confirmed is None:
            continue
        declared = RECORD_TYPES[confirmed.kind]
        later: dict[str, tuple[Value, int]] = {}
        for each in former:  # the latest first: what replaced a value was seen just before
            by = each.replaced_by, each.replaced_at
            if each.cell == WHOLE:
                what = _WHOLE.get(each.value, "added") if isinstance(each.value, str) else "added"
                yield Change(record, declared.kind, what, "", None, None, *by, device=each.device)
                continue
            known = (confirmed.cells.get(each.cell), confirmed.version(each.cell))
            after, seq = later.get(each.cell, known)
            later[each.cell] = (each.value, each.seq)
            standing = own.get((record, each.cell, seq), "received")
            for changed in fields_changed(declared, each.cell, each.value, after):
                told = Change(record, declared.kind, "changed", *changed, *by, standing, device=each.device)
                yield replace(told, cell_before=each.value)


def _own_standings(sent: Sequence[SentEdit]) -> dict[tuple[RecordId, str, int], Standing]:
    """How the user's own edits stand, by what they wrote."""
    found: dict[tuple[RecordId, str, int], Standing] = {}
    for each in sent:
        for cell in cells_touched(each.edit):
            found[each.edit.id, cell, each.seq] = _standing(each)
    return found


def _standing(sent: SentEdit) -> Standing:
    return "backed_up" if sent.is_backed_up else "on_server"


def fields_changed(
    declared: RecordType, cell: str, before: Value, after: Value
) -> list[tuple[str, Value, Value]]:
    """A change of a cell as changes of its fields."""
    known = declared.cells.get(cell)
    if known is None:
        return []
    was, now = declared.values_of({cell: before}), declared.values_of({cell: after})
    names = [each.name for each in known.fields]
    return [(name, was[name], now[name]) for name in names if (was[name] or None) != (now[name] or None)]


@dataclass(frozen=True)
class _Told:
    """By whom, when, and how an edit of this laptop stands."""

    author: str
    at: str
    standing: Standing


def _waiting(facts: HistoryFacts, user_name: str) -> list[Change]:
    found = []
    for record, pending in facts.pending.items():
        confirmed, before = facts.confirmed.get(record), list[Edit]()
        for each in pending:
            standing: Standing = "waiting" if each.state is EditState.WAITING else "on_server"
            told = _Told(user_name, each.made_at, standing)
            found += _of_edit(each.edit, each.kind, confirmed, before, told)
            before.append(each.edit)
    return found


def _refused(facts: HistoryFacts, user_name: str) -> list[Change]:
    found = []
    for each in facts.aside:
        told = _Told(user_name, each.made_at, "refused")
        found += _of_edit(each.edit, each.kind, facts.confirmed.get(each.edit.id), [], told)
    return found


def _of_edit(
    edit: Edit, kind: str, confirmed: Confirmed | None, before: Sequence[Edit], told: _Told
) -> list[Change]:
    """What an edit changes, seen against what was shown when it was made."""
    declared = RECORD_TYPES.get(kind)
    if declared is None:  # of a program that knew more kinds; the page of sync tells of such an edit
        return []
    told = replace(told, at=edit.at or told.at)
    match edit:
        case Create():
            return [_own(edit, kind, "added", ("", None, None), told)]
        case Remove():
            return [_own(edit, kind, "removed", ("", None, None), told)]
        case Restore():
            return [_own(edit, kind, "restored", ("", None, None), told)]
        case Set() | Text() | Add() | Drop() | Step():
            was = project(declared, confirmed, before).cells.get(edit.cell)
            now = project(declared, confirmed, [*before, edit]).cells.get(edit.cell)
            changed = fields_changed(declared, edit.cell, was, now)
            return [replace(_own(edit, kind, "changed", each, told), cell_before=was) for each in changed]
        case _:
            return []


def _own(edit: Edit, kind: str, what: What, change: tuple[str, Value, Value], told: _Told) -> Change:
    return Change(edit.id, kind, what, *change, told.author, told.at, told.standing, device=THIS_COMPUTER)


def _sent(facts: HistoryFacts, user_name: str) -> list[Change]:
    """Own edits that replaced nothing: additions, removals, and fields that were empty before.

    Of a record that was made here, what was edited before the server had it is seen against that.
    """
    found = []
    made: dict[RecordId, list[Edit]] = {}
    for each in facts.sent:
        confirmed = facts.confirmed.get(each.edit.id)
        if each.verdict not in _TAKEN_OVER or confirmed is None:
            continue
        if not _is_told(each, confirmed, facts.former.get(each.edit.id, ())):
            told = _Told(user_name, each.at, _standing(each))
            found += _of_edit(each.edit, confirmed.kind, None, made.get(each.edit.id, []), told)
        if isinstance(each.edit, Create) or each.edit.id in made:
            made.setdefault(each.edit.id, []).append(each.edit)
    return found


def _is_told(sent: SentEdit, confirmed: Confirmed, former: Sequence[Former]) -> bool:
    """Whether a replaced value tells of this edit already: the cell then had a value before it."""
    edit = sent.edit
    if isinstance(edit, Remove | Restore):
        word = REMOVED if isinstance(edit, Remove) else RESTORED
        return any(each.cell == WHOLE and each.value == word for each in former)
    if not isinstance(edit, Set | Text | Add | Drop | Step):
        return False
    of_cell = [each for each in former if each.cell == edit.cell]
    if isinstance(edit, Add | Drop):
        return any((edit.element in elements_of(each.value)) == isinstance(edit, Drop) for each in of_cell)
    reached = [confirmed.version(edit.cell), *(each.seq for each in of_cell)]
    return any(version == sent.seq for version in reached[: len(of_cell)])


def _decided(facts: HistoryFacts) -> Iterator[Change]:
    for each in facts.decided:
        declared = RECORD_TYPES.get(each.subject_kind)
        if each.conflict_kind == "duplicate":
            yield from _merged(each, facts.went_into)
            continue
        if declared is None or each.cell not in declared.cells:
            continue
        value = each.decided.get("value")
        sides: Sequence[Mapping[str, Value]] = [*each.sides.values()]
        for field in declared.cells[each.cell].fields:
            before, after = (
                declared.values_of({each.cell: kept}).get(field.name) for kept in (each.before, value)
            )
            lost = [
                Lost(
                    str(side.get("author") or ""),
                    declared.values_of({each.cell: side.get("value")})[field.name],
                    side.get("value"),
                )
                for side in sides
            ]
            yield Change(
                record=each.subject,
                kind=each.subject_kind,
                what="decided",
                field=field.name,
                before=before,
                after=after,
                author=str(each.decided.get("author") or "") or None,
                at=str(each.decided.get("at") or max((str(s.get("at") or "") for s in sides), default="")),
                others=tuple(one for one in lost if one.value != after),
                cell_before=each.before,
            )


def _merged(conflict: DecidedConflict, told: Collection[RecordId]) -> Iterator[Change]:
    """Two records of one person or household became one; two that were found to be two are no change.

    Where it is told what became of the one that is gone, that is enough.
    """
    decided = conflict.decided
    if decided.get("choice") != ONE or decided.get("winner") is None or decided.get("loser") in told:
        return
    author, at = str(decided.get("author") or "") or None, str(decided.get("at") or "")
    winner = RecordId(str(decided["winner"]))
    loser = RecordId(str(decided["loser"])) if decided.get("loser") else None
    merged = Change(winner, conflict.subject_kind, "merged", "", None, None, author, at)
    yield replace(merged, other=loser, scope=conflict.scope)


def _proposed(facts: HistoryFacts) -> Iterator[Change]:
    """What waited, or waits, for a supervisor; what became of it; and who decided."""
    for each in facts.proposals:
        declared = RECORD_TYPES.get(each.subject_kind)
        if declared is None:
            continue
        decided = Change(
            *(each.subject, declared.kind, "proposed", "", None, None, each.author or None, each.at),
            device=each.device,
            outcome=each.progress,
            decided_by=each.decided_by or "",
        )
        cell = declared.cells.get(each.cell)
        if cell is None:  # merging, undoing that, moving, erasing
            yield replace(decided, title=each.cell)
        elif cell.is_set:
            told = replace(
                decided, field=cell.name, before=_elements(each, "drop"), after=_elements(each, "add")
            )
            held = _object(each.value)
            back: Value = {_OTHER_WAY[verb]: it for verb, it in held.items() if verb in _OTHER_WAY}
            yield replace(told, cell_before=back, others=_declined(each, told.after or told.before))
        else:
            for field, was, now in fields_changed(declared, cell.name, each.before, each.value):
                told = replace(decided, field=field, before=was, after=now, cell_before=each.before)
                yield replace(told, others=_declined(each, now))


def _declined(proposal: ToldProposal, value: Value) -> tuple[Lost, ...]:
    """What was proposed and did not come to stand."""
    lost = Lost(proposal.author, value, proposal.value)
    return (lost,) if proposal.progress == DECLINED else ()


def _object(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}


def _elements(proposal: ToldProposal, verb: str) -> Value:
    """What a proposal about a set adds to it, or drops from it."""
    held = _object(proposal.value)
    return [held[verb]] if verb in held else None


def _removed(facts: HistoryFacts) -> Iterator[Change]:
    for each in facts.removals:
        if each.kind in RECORD_TYPES:
            other = facts.went_into.get(each.record)
            gone: What = "went_elsewhere" if each.is_merged else "removed"
            what: What = "went_into" if other is not None else gone
            told = Change(each.record, each.kind, what, "", None, None, each.author, each.at)
            yield replace(told, device=each.device, title=each.title, other=other, scope=each.scope)
