"""I3: no value is silently lost (see `sync_oracle`): where each edit that somebody saved has gone."""

import re
from collections.abc import Iterator
from itertools import takewhile

from gridcore.fields import Merge, Value
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import (
    Add,
    Create,
    Drop,
    Edit,
    Remove,
    Resolve,
    Restore,
    Set,
    Step,
    Text,
)
from gridcore.sync.merging import MERGE, UNMERGE
from gridcore.sync.stored import RecordState, Stored, elements_of
from gridcore.sync.verdicts import VerdictCode
from tests.core.sync_people import C, People, Saved
from tests.core.sync_whole import is_alike, places_of, was_erased
from tests.fakes.memory_log import Entry
from tests.fakes.memory_server import APPLIED

_WORD = re.compile(r"#\d+")


def words_of(value: object) -> Iterator[str]:
    """The words that nobody else writes, wherever they stand."""
    yield from _WORD.findall(repr(value))


def is_kept(world: People[C], saved: Saved) -> bool:
    """Whether an edit is in force, or whoever replaced it knew of it, or somebody is asked, or it waits."""
    entry = world.server.log[saved.replica][saved.edit.n]
    if entry in world.server.parked or was_erased(world, entry):
        return True
    edit, known = saved.edit, world.server.stored
    places = places_of(world, edit.id, entry.decided.subject)
    match edit:
        case Create():
            return all(any(_has_cell(world, entry, saved, at, name) for at in places) for name in edit.cells)
        case Set() | Text() | Add() | Drop():
            return any(_has_cell(world, entry, saved, at, edit.cell) for at in places)
        case Resolve():
            conflict = known[edit.id]
            kind, cell = conflict.cells["conflict_kind"], str(conflict.cells["cell"])
            subject = RecordId(str(conflict.cells["subject"]))
            places = places_of(world, subject, entry.decided.subject)
            return kind != "value" or any(
                _has_any(world, entry, saved, at, cell, edit.value) for at in places
            )
        case Remove():
            return known[edit.id].state is RecordState.REMOVED or _was_removal_answered(world, entry)
        case Step():
            return True  # checked as a path of states
        case _:  # of whole records: they have no value that could be lost
            return entry.verdict.code in (*APPLIED, VerdictCode.PROPOSED)


def _was_removal_answered(world: People[C], entry: Entry) -> bool:
    """A removal that is not in force is disputed, or was taken back, or gave way to somebody's work."""
    record = entry.decided.edit.id
    return any(
        each.cells.get("subject") == record
        and (each.cells.get("conflict_kind") == "removal" or each.cells.get("cell") == UNMERGE)
        for each in world.server.stored.values()
    ) or any(
        isinstance(each.decided.edit, Restore) or each.replica == entry.replica
        for each in _after(world, entry)
        if record in (each.decided.edit.id, each.decided.subject, _stands_for_both(world, each))
    )


def _stands_for_both(world: People[C], entry: Entry) -> Value:
    """The record that stays where somebody agrees that two are one: it comes back if it had been removed."""
    edit = entry.decided.edit
    proposal = world.server.stored.get(edit.id)
    if isinstance(edit, Step) and proposal is not None and proposal.cells.get("cell") == MERGE:
        return proposal.cells.get("value")
    return None


def _has_cell(world: People[C], entry: Entry, saved: Saved, record: RecordId, name: str) -> bool:
    cell, edit = RECORD_TYPES[world.server.stored[record].kind].cells[name], saved.edit
    if cell.is_set:
        return all(_has_element(world, entry, record, name, each) for each in _elements(edit, name))
    value = edit.cells[name] if isinstance(edit, Create) else getattr(edit, "value", None)
    return cell.merge is Merge.STEP or _has_any(world, entry, saved, record, name, value)


def _has_any(world: People[C], entry: Entry, saved: Saved, record: RecordId, name: str, value: Value) -> bool:
    if RECORD_TYPES[world.server.stored[record].kind].cells[name].merge is Merge.TEXT:
        new = set(words_of(value)) - set(words_of(saved.seen.get(name)))
        return all(_has_word(world, entry, record, name, each) for each in new)
    return _has_value(world, entry, saved, record, name, value)


def _elements(edit: Edit, name: str) -> list[tuple[bool, str]]:
    match edit:
        case Create():
            return [(True, each) for each in elements_of(edit.cells.get(name))]
        case Add():
            return [(True, edit.element)]
        case Drop():
            return [(False, edit.element)]
        case _:
            return []


def _has_value(
    world: People[C], entry: Entry, saved: Saved, record: RecordId, name: str, value: Value
) -> bool:
    stored = world.server.stored[record]
    standing = stored.cells.get(name)
    rule = RECORD_TYPES[stored.kind].cells[name].merge
    if is_alike(world, standing, value) or any(_holds(each, value) for each in _about(world, record, name)):
        return True
    after = [
        each for each in _after(world, entry) if each.decided.subject == record and name in each.decided.cells
    ]
    later = (standing, *(getattr(each.decided.edit, "value", None) for each in after))
    is_under = rule is Merge.MAX and (entry.verdict.code == "merged" or max(map(str, later)) >= str(value))
    if rule is Merge.LAST or is_under:
        return True  # by rule: the history has it
    return any(
        each.replica == entry.replica
        or isinstance(each.decided.edit, Step)
        or _saw(world, each, name, value)
        or _had_read(world, each, entry)
        for each in after
    )


def _had_read(world: People[C], later: Entry, entry: Entry) -> bool:
    """Whether a later edit was made in sight of a version that was lost, and that had this one in it."""
    base = getattr(later.decided.edit, "base", 0)
    return base >= _number(entry) and any(lost.holds(base) for lost in world.server.lost_numbers)


def _saw(world: People[C], entry: Entry, name: str, value: Value) -> bool:
    return value in _seen(world, entry, name)


def _seen(world: People[C], entry: Entry, name: str) -> list[Value]:
    """What was on the screen for this edit, and for earlier ones that it goes on from."""
    edit, former = entry.decided.edit, world.followed.get(entry.replica)
    before = [
        saved.seen
        for saved in world.saved.values()
        if saved.edit.id == edit.id
        and (saved.replica == former or (saved.replica == entry.replica and saved.edit.n <= edit.n))
    ]
    sides = [side for seen in before if isinstance(side := seen.get("sides"), dict)]
    shown = [each.get("value") for side in sides for each in side.values() if isinstance(each, dict)]
    return [*(seen.get(name) for seen in before), *shown]


def _holds(about: Stored, value: Value) -> bool:
    sides = about.cells.get("sides")
    kept = (
        [each.get("value") for each in sides.values() if isinstance(each, dict)]
        if isinstance(sides, dict)
        else []
    )
    decided = about.cells.get("decided")
    return value in (
        *kept,
        about.cells.get("value"),
        decided.get("value") if isinstance(decided, dict) else None,
    )


def _has_word(world: People[C], entry: Entry, record: RecordId, name: str, word: str) -> bool:
    """A clause is there, or in a conflict, or whoever took it out had it on the screen."""
    here = {*words_of(world.server.stored[record].cells.get(name))}
    here |= {found for each in _about(world, record, name) for found in words_of(each.cells)}
    return word in here or any(
        word not in set(words_of(getattr(each.decided.edit, "value", None)))
        and (each.replica == entry.replica or word in set(words_of(_seen(world, each, name))))
        for each in _after(world, entry)
        if each.decided.subject == record and name in each.decided.cells
    )


def _has_element(
    world: People[C], entry: Entry, record: RecordId, name: str, wanted: tuple[bool, str]
) -> bool:
    adding, element = wanted
    stored = world.server.stored[record]
    if (element in elements_of(stored.cells.get(name))) is adding:
        return True
    proposed: list[Value] = [{"add": element}, {"drop": element}]
    if any(each.cells.get("value") in proposed for each in _about(world, record, name)):
        return True
    others = [
        each
        for each in world.server.entries
        if record in (each.decided.edit.id, each.decided.subject)
        and (not adding, element) in _elements_of_entry(each, name)
    ]
    if not adding:
        return bool(others)  # adding beats dropping
    added = [
        entry,
        *(each for each in _before(world, entry) if (True, element) in _elements_of_entry(each, name)),
    ]
    return any(
        each.replica == entry.replica or getattr(each.decided.edit, "base", 0) >= min(map(_number, added))
        for each in others
        if each in _after(world, entry)
    )


def _elements_of_entry(entry: Entry, name: str) -> list[tuple[bool, str]]:
    edit = entry.decided.edit
    return _elements(edit, name) if name in entry.decided.cells and entry.verdict.code in APPLIED else []


def _about(world: People[C], record: RecordId, cell: str) -> list[Stored]:
    return [
        each
        for each in world.server.stored.values()
        if each.kind in ("conflict", "proposal")
        and (each.cells.get("subject"), each.cells.get("cell")) == (record, cell)
    ]


def _before(world: People[C], entry: Entry) -> list[Entry]:
    return list(takewhile(lambda each: each is not entry, world.server.entries))


def _after(world: People[C], entry: Entry) -> list[Entry]:
    """The edits that took effect after this one; one that came again may have been overtaken by them."""
    entries = [*world.server.entries[len(_before(world, entry)) + 1 :]]
    if entry.was is not None:
        others = (each for each in world.server.entries if each is not entry)
        entries = [each for each in others if each.replica != entry.replica or _n(each) > _n(entry)]
    mine = [each for each in entries if (each.replica, each.verdict.code) == (entry.replica, "proposed")]
    replaced = mine if entry.verdict.code is VerdictCode.PROPOSED else []
    return [each for each in entries if each.verdict.code in APPLIED or each in replaced]


def _n(entry: Entry) -> int:
    return entry.decided.edit.n


def _number(entry: Entry) -> int:
    """Which number laptops knew an edit by."""
    return entry.was if entry.was is not None else entry.verdict.seq
