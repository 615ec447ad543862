"""Records that a restored server no longer has: what they were, and the way back to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.cursors import ScopeState, cursors
from gridclient.db.facts import UnknownRecordError, place_of, save
from gridclient.db.removals import removed
from gridclient.db.titles import Title, titles
from gridclient.db.went_back import let_go_of_gone
from gridcore.case_contents import gathered
from gridcore.fields import DataClass, FieldKind, Value
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.case_steps import CASE
from gridcore.sync.edits import Create, Edit, Step
from gridcore.sync.known import parent_in
from gridcore.visit_offers import goes_with_a_step
from gridcore.workflows import MACHINES, Machine
from gridcore.workflows.case_file import missing_before

_LONGEST = 24


@dataclass(frozen=True)
class GoneRecord:
    """A record that was set aside at `at`, with what names it."""

    id: RecordId
    kind: str
    title: Title
    at: str


@dataclass(frozen=True)
class Short:
    """A record that is back in another state than it was in: the rest of the way is for others to go."""

    kind: str
    was: str
    now: str


@dataclass(frozen=True)
class _Kept:
    kind: str
    scope: ScopeId
    cells: dict[str, Value]
    at: str


def gone(connection: Connection) -> list[GoneRecord]:
    """Everything of a kind that this version knows, in the order in which it was made."""
    kept = _kept(connection)
    parents = {each: parent for each, found in kept.items() if (parent := _parent(found)) is not None}
    known = titles(connection, [(_kind_above(kept[each]), parent) for each, parent in parents.items()])
    return [
        GoneRecord(each, found.kind, _title(found, known.get(parents.get(each, each), Title())), found.at)
        for each, found in sorted(kept.items())
    ]


def put_back(
    connection: Connection,
    community: CommunityId,
    record: RecordId,
    group: GroupId,
    at: str,
    roles: frozenset[Role],
) -> list[Short] | None:
    """Save the record once more, and before it those that it hangs on; None where one of these is nowhere.

    Their states follow by the steps that the roles may take; returned is where that was not all.
    """
    kept = _kept(connection)
    chain = [*_chain(connection, kept, record)][::-1]
    edits: list[Edit] = []
    short = []
    for each in chain:
        made = Create(0, group, each, kept[each].kind, _cells(kept[each]), scope=kept[each].scope, at=at)
        steps = [*_steps(kept[each], roles, made)]
        edits += [made, *steps]
        short += _short(kept[each], steps)
    if not edits:
        return None
    try:
        save(connection, community, edits, at)
    except UnknownRecordError:
        return None
    for each in chain:
        let_go(connection, each)
    return short


def let_go(connection: Connection, record: RecordId) -> None:
    """Forget the record: nobody needs it."""
    connection.exec_driver_sql("DELETE FROM gone_record WHERE id = ?", (record,))


def let_go_of_what_left(connection: Connection, community: CommunityId) -> None:
    """Let go of what hangs on a record that has left the scopes of this laptop: it came back elsewhere.

    What hangs on something that is gone as well, that was removed, or that was never here, stays.
    """
    kept = _kept(connection)
    if not kept:
        return
    followed = cursors(connection, community)
    if any(each.state is ScopeState.RESTORED for each in followed.values()):
        return  # what a record hangs on may be found gone by the next comparison
    above = {each: place for each, found in kept.items() if (place := _place_above(found)) in followed}
    about = {each: _about(kept[each]) for each in above}
    missing = {each for each in about.values() if each is not None and each not in kept}
    missing -= {each for each in missing if place_of(connection, each) is not None}
    missing -= {each.record for each in removed(connection, missing)}
    while left := [each for each, on in about.items() if on in missing]:
        let_go_of_gone(connection, left)
        missing |= {*left}
        about = {each: on for each, on in about.items() if each not in missing}


def _about(kept: _Kept) -> RecordId | None:
    """The record that this one hangs on or speaks of."""
    declared = RECORD_TYPES[kept.kind]
    subject = kept.cells.get("subject") if "subject_kind" in declared.fields else None
    return RecordId(subject) if isinstance(subject, str) else _parent(kept)


def _place_above(kept: _Kept) -> ScopeId | None:
    """The scope in which that would lie beside this one."""
    declared = RECORD_TYPES[kept.kind]
    subject_kind = str(kept.cells.get("subject_kind")) if "subject_kind" in declared.fields else ""
    above = RECORD_TYPES.get(subject_kind or _kind_above(kept))
    return ScopeId(f"{above.scope}/{kept.scope.partition('/')[2]}") if above is not None else None


def _kind_above(kept: _Kept) -> str:
    """The kind of what the record hangs on."""
    declared = RECORD_TYPES[kept.kind]
    return (declared.fields[declared.parent].link or "") if declared.parent is not None else ""


def _kept(connection: Connection) -> dict[RecordId, _Kept]:
    rows = connection.exec_driver_sql("SELECT id, kind, scope, cells, at FROM gone_record")
    return {
        RecordId(row.id): _Kept(
            row.kind, ScopeId(row.scope), msgspec.json.decode(row.cells, type=dict[str, Value]), row.at
        )
        for row in rows
        if row.kind in RECORD_TYPES
    }


def _parent(kept: _Kept) -> RecordId | None:
    return parent_in(kept.kind, kept.cells)


def _chain(connection: Connection, kept: Mapping[RecordId, _Kept], record: RecordId) -> Iterator[RecordId]:
    """The record and what it hangs on, upwards, as far as that is gone as well."""
    each: RecordId | None = record
    while each is not None and each in kept and place_of(connection, each) is None:
        yield each
        each = _parent(kept[each])


def _steps(kept: _Kept, roles: frozenset[Role], made: Create) -> Iterator[Step]:
    """Steps that the server takes now: a case whose parties are not back yet waits for them in its first."""
    machine, state = _machine_of(kept)
    file = gathered(RECORD_TYPES[kept.kind].values_of(kept.cells), {}) if kept.kind == CASE else None
    for each in machine.way_to(state, roles) if machine is not None else ():
        if file is not None and missing_before(each, file):
            return
        cell = RECORD_TYPES[kept.kind].machine_cell or ""
        yield Step(0, made.grp, made.id, cell, each.source, each.to, 0, at=made.at)


def _short(kept: _Kept, steps: Sequence[Step]) -> list[Short]:
    machine, was = _machine_of(kept)
    if machine is None:
        return []
    now = steps[-1].to if steps else machine.first
    return [Short(kept.kind, was, now)] if was != now else []


def _machine_of(kept: _Kept) -> tuple[Machine | None, str]:
    """The machine of the record's kind, and the state in which the record was."""
    declared = RECORD_TYPES[kept.kind]
    if declared.machine_cell is None:
        return None, ""
    machine = MACHINES[declared.fields[declared.machine_cell].machine or ""]
    return machine, str(kept.cells.get(declared.machine_cell) or machine.first)


def _cells(kept: _Kept) -> dict[str, Value]:
    machine = RECORD_TYPES[kept.kind].machine_cell
    said = {name: value for name, value in kept.cells.items() if value is not None}
    return {
        name: value
        for name, value in said.items()
        if name != machine and not goes_with_a_step(kept.kind, name)
    }


def _title(kept: _Kept, above: Title) -> Title:
    """The first text and the first day of the record, and the name of what it hangs on."""
    declared = RECORD_TYPES[kept.kind]
    values = declared.values_of(kept.cells)
    shown = [each for each in declared.fields.values() if each.data_class <= DataClass.P2]
    texts = [
        value[:_LONGEST]
        for each in shown
        if each.kind is FieldKind.TEXT and isinstance(value := values.get(each.name), str) and value
    ]
    days = [
        value for each in shown if each.kind is FieldKind.DATE and isinstance(value := values[each.name], str)
    ]
    return Title((*texts[:1], *above.words[:1]), days[0] if days else None)
