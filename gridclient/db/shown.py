"""Keeps the shown tables and the search in step with the facts: confirmed records under this device's edits.

`show` is the one way in, for a single save and for thousands of received records alike.
"""

from collections.abc import Collection, Sequence

import msgspec
from sqlalchemy import Connection

from gridclient.db.among import among
from gridclient.db.confirmed import confirmed_of
from gridclient.db.pending import EditState, Pending, pending_of
from gridclient.db.search_rows import SEARCHABLE, index, reindex, unindex
from gridclient.db.shown_changes import tell_of_everything, telling
from gridclient.db.shown_tables import LAYOUTS, Column
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.edits import Edit, Resolve, Set
from gridcore.sync.project import Presence, Shown, project
from gridcore.sync.stored import Confirmed
from gridcore.workflows.decision import OPEN

CONFLICT = "conflict"


class Facts(msgspec.Struct, frozen=True):
    """All that is known of one record."""

    id: RecordId
    kind: str
    scope: ScopeId
    confirmed: Confirmed | None
    pending: Sequence[Pending] = ()
    decided: Sequence[Set] = ()
    """What this device decided in conflicts about the record and the server has not yet written into it."""

    @property
    def is_waiting(self) -> bool:
        """Whether an edit has no answer yet."""
        return bool(self.pending) and any(each.state is EditState.WAITING for each in self.pending)

    def shown(self) -> Shown:
        """What the user sees."""
        if self.confirmed is not None and not self.pending and not self.decided:
            return Shown(Presence.SHOWN, self.confirmed.cells, frozenset())
        edits: list[Edit] = [each.edit for each in self.pending]
        if self.decided:  # who goes on after a decision sees what was typed last
            edits = sorted([*edits, *self.decided], key=lambda each: each.n)
        return project(LAYOUTS[self.kind].declared, self.confirmed, edits)


def facts_of(connection: Connection, records: Collection[RecordId]) -> list[Facts]:
    """The facts of those records that anything is known of, of kinds that this version knows."""
    confirmed = confirmed_of(connection, records)
    pending = pending_of(connection, records)
    decided = decisions_about(connection, records)
    found = []
    for record in dict.fromkeys(records):
        known, edits = confirmed.get(record), pending.get(record, [])
        if known is not None:
            kind, scope = known.kind, known.scope
        elif edits:
            kind, scope = edits[0].kind, edits[0].scope
        else:
            continue
        if kind in LAYOUTS:
            found.append(Facts(record, kind, scope, known, edits, decided.get(record, ())))
    return found


def decisions_about(connection: Connection, records: Collection[RecordId]) -> dict[RecordId, list[Set]]:
    """Decisions of conflicts that are still on their way, as edits of the cells that they are about."""
    found: dict[RecordId, list[Set]] = {}
    if not records:
        return found
    those, named = among(records)
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT p.record FROM shown_conflict c JOIN pending_edit p ON p.record = c.id"
        f" WHERE c.subject {those} AND p.state <> 'aside'",
        (named,),
    ).all()
    if not rows:
        return found
    conflicts = confirmed_of(connection, [RecordId(each) for (each,) in rows])
    for conflict, edits in pending_of(connection, list(conflicts)).items():
        cells = conflicts[conflict].cells
        subject, cell = RecordId(str(cells.get("subject"))), str(cells.get("cell"))
        if subject not in records or cells.get("conflict_kind") != "value":
            continue
        for each in edits:
            if isinstance(each.edit, Resolve):
                made = Set(each.n, each.edit.grp, subject, cell, each.edit.value, 0, each.edit.at)
                found.setdefault(subject, []).append(made)
    return found


def refresh(connection: Connection, records: Collection[RecordId]) -> None:
    """Show these records anew, from what the tables of facts hold now."""
    if not records:
        return
    found = facts_of(connection, records)
    known = {each.id for each in found}
    show(connection, found)
    hide(connection, [each for each in records if each not in known])


def show(connection: Connection, records: Sequence[Facts], *, are_new: bool = False) -> None:
    """Write shown rows and search rows of records whose facts are at hand.

    `are_new`: nothing was shown of them so far, which saves looking for what to take out.
    """
    if not records:
        return
    by_kind: dict[str, list[Facts]] = {}
    for each in records:
        by_kind.setdefault(each.kind, []).append(each)
    with telling(connection, {kind: [each.id for each in facts] for kind, facts in by_kind.items()}):
        others = _show_kinds(connection, by_kind, [each.id for each in records], are_new=are_new)
    if others:
        show(connection, facts_of(connection, others))


def _show_kinds(
    connection: Connection,
    by_kind: dict[str, list[Facts]],
    records: Sequence[RecordId],
    *,
    are_new: bool,
) -> set[RecordId]:
    """Returns what else is to be shown anew: what conflicts among the records are about."""
    conflicts = by_kind.pop(CONFLICT, [])
    subjects: set[RecordId] = set()
    if conflicts:  # first, because the rows of what they are about say so
        ids = [each.id for each in conflicts]
        subjects = _subjects_of(connection, ids)
        _show_kind(connection, CONFLICT, conflicts, frozenset(), are_new=are_new)
        subjects |= _subjects_of(connection, ids)
    disputed = _disputed(connection, records)
    for kind, facts in by_kind.items():
        _show_kind(connection, kind, facts, disputed, are_new=are_new)
    return subjects - set(records)


def _show_kind(
    connection: Connection, kind: str, records: Sequence[Facts], disputed: frozenset[str], *, are_new: bool
) -> None:
    layout = LAYOUTS[kind]
    rows: list[tuple[Column, ...]] = []
    gone: list[RecordId] = []
    for each in records:
        shown = each.shown()
        if shown.presence is Presence.UNKNOWN:
            gone.append(each.id)
            continue
        rows.append(
            layout.row(
                each.id,
                each.scope,
                shown.cells,
                waiting=each.is_waiting,
                disputed=each.id in disputed,
                removed=shown.presence is Presence.REMOVED,
            )
        )
    if kind in SEARCHABLE:
        if are_new:
            index(connection, kind, rows)
        else:
            reindex(connection, kind, rows, gone)
    if rows:
        connection.exec_driver_sql(layout.upsert, rows)
    if gone:
        _delete_rows(connection, kind, gone)


def hide(connection: Connection, records: Collection[RecordId]) -> None:
    """Take records out of every shown table and out of the search."""
    if not records:
        return
    tell_of_everything(connection)
    subjects = _subjects_of(connection, records) - set(records)
    for kind in LAYOUTS:
        if kind in SEARCHABLE:
            unindex(connection, kind, records)
        _delete_rows(connection, kind, records)
    show(connection, facts_of(connection, subjects))


def _delete_rows(connection: Connection, kind: str, records: Collection[RecordId]) -> None:
    connection.exec_driver_sql(
        f"DELETE FROM {LAYOUTS[kind].table} WHERE id IN (SELECT value FROM json_each(?))", (_listed(records),)
    )


def _disputed(connection: Connection, records: Collection[RecordId]) -> frozenset[str]:
    """Those of the records that an open conflict is about."""
    rows = connection.exec_driver_sql(
        "SELECT subject FROM shown_conflict WHERE progress = ? AND removed = 0"
        " AND subject IN (SELECT value FROM json_each(?))",
        (OPEN, _listed(records)),
    )
    return frozenset(each for (each,) in rows)


def _subjects_of(connection: Connection, conflicts: Collection[RecordId]) -> set[RecordId]:
    """What these conflicts are about, as far as they are shown."""
    rows = connection.exec_driver_sql(
        "SELECT subject FROM shown_conflict WHERE id IN (SELECT value FROM json_each(?))",
        (_listed(conflicts),),
    )
    return {RecordId(subject) for (subject,) in rows}


def _listed(records: Collection[RecordId]) -> str:
    return msgspec.json.encode(list(records)).decode()
