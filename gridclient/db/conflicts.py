"""What the page of conflicts is made from: the conflicts, and the records that they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from gridclient.db.facts import facts, seen_of
from gridclient.db.merged import standing_here
from gridclient.db.pending import pending_of
from gridclient.db.shown_tables import LAYOUTS
from gridclient.db.titles import Title, title, titles
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen
from gridcore.sync.disputes import ONE
from gridcore.sync.edits import Merge, Restore
from gridcore.sync.known import links_in
from gridcore.sync.merging import MERGE, UNMERGE
from gridcore.sync.project import Presence
from gridcore.workflows.decision import OPEN


@dataclass(frozen=True)
class ConflictLine:
    """One line of the list; `cell` is empty for what concerns the whole record."""

    conflict: RecordId
    subject: RecordId
    subject_kind: str
    title: Title
    cell: str
    conflict_kind: str
    is_open: bool
    is_waiting: bool


@dataclass(frozen=True)
class Contradiction:
    """A conflict as it is known now, with the numbers that a decision names."""

    line: ConflictLine
    seq: int
    before: Value
    standing: str
    sides: Mapping[str, Mapping[str, Value]]
    decided: Mapping[str, Value]


@dataclass(frozen=True)
class Subject:
    """The record that a conflict is about: its values by field, as shown, and whether it is there."""

    record: RecordId
    kind: str
    title: Title
    values: Mapping[str, Value]
    presence: Presence


@dataclass(frozen=True)
class MergedPair:
    """Two records that became one: which was kept, and what the other one said otherwise, by cell."""

    kept: Subject | None
    other: RecordId
    kind: str
    scope: ScopeId
    differs: Mapping[str, Value]
    linked: Mapping[RecordId, Title]
    is_undone: bool
    """Whether somebody wants to undo it, while that waits for the server or a supervisor."""


@dataclass(frozen=True)
class Picture:
    """Everything that a page shows of a conflict, from one moment."""

    contradiction: Contradiction
    subject: Subject | None
    seen: Seen | None
    twins: tuple[Subject, ...]
    people: Sequence[tuple[RecordId, str]]
    """Who lives in the household concerned: what a field offers that names one of them."""
    linked: Mapping[RecordId, Title]
    """The records that values name."""
    own: frozenset[str]
    """Every replica that this store is or was: their sides are one's own."""
    hanging: Mapping[RecordId, Mapping[str, int]] = field(default_factory=dict)
    """For each of two records that seem to be one: what hangs on it, by kind."""
    wished: RecordId | None = None
    """Which of the two somebody wants to keep, while that waits for the server or a supervisor."""
    merged: MergedPair | None = None


_LINES = """
SELECT id, subject, subject_kind, coalesce(cell, ''), conflict_kind,
       coalesce(progress, 'open') = 'open', waiting
FROM shown_conflict WHERE removed = 0 AND conflict_kind IS NOT NULL
"""


def open_conflicts(connection: Connection) -> list[ConflictLine]:
    """What waits for a decision; matters of one record stand together."""
    rows = connection.exec_driver_sql(
        f"{_LINES} AND coalesce(progress, 'open') = ? ORDER BY subject_kind, subject, cell, id", (OPEN,)
    )
    return _lines(connection, rows.all())


def decided_conflicts(connection: Connection, limit: int) -> list[ConflictLine]:
    """What was decided, those first that the server does not know yet."""
    rows = connection.exec_driver_sql(
        f"{_LINES} AND progress <> ? ORDER BY waiting DESC, rowid DESC LIMIT ?", (OPEN, limit)
    )
    return _lines(connection, rows.all())


def picture(connection: Connection, conflict: RecordId) -> Picture | None:
    """A conflict with what it is about; None where it is gone from here."""
    known = _contradiction(connection, conflict)
    if known is None:
        return None
    line = known.line
    about = subject_of(connection, line.subject_kind, line.subject)
    records = known.sides.get("records", {})
    twins = [subject_of(connection, line.subject_kind, RecordId(str(each))) for each in records.values()]
    return Picture(
        contradiction=known,
        subject=about,
        seen=seen_of(connection, LAYOUTS[line.subject_kind].declared, line.subject),
        twins=tuple(each for each in twins if each is not None),
        people=_people(connection, about),
        linked=_linked(connection, known),
        own=frozenset(each for (each,) in connection.exec_driver_sql("SELECT id FROM replica")),
        hanging={each.record: hanging_on(connection, each) for each in twins if each is not None},
        wished=wished_of(connection, [each.record for each in twins if each is not None]),
        merged=_merged(connection, known),
    )


def _merged(connection: Connection, known: Contradiction) -> MergedPair | None:
    told, note = known.decided, facts(connection, known.line.conflict)
    if told.get("choice") != ONE or not isinstance(told.get("loser"), str) or note is None:
        return None
    kind, other = known.line.subject_kind, RecordId(str(told["loser"]))
    kept = standing_here(connection, RecordId(str(told.get("winner"))))
    declared = LAYOUTS[kind].declared
    differs = declared.values_of(
        {n: v for n, v in _object(told.get("differs")).items() if n in declared.cells}
    )
    named = {(link, RecordId(str(v))) for n, v in differs.items() if (link := declared.fields[n].link) and v}
    waits = any(isinstance(e.edit, Restore) for e in pending_of(connection, [other]).get(other, ()))
    return MergedPair(
        kept=subject_of(connection, kind, kept),
        other=other,
        kind=kind,
        scope=note.scope,
        differs={name: value for name, value in differs.items() if value not in (None, "", [])},
        linked=titles(connection, named),
        is_undone=waits or bool(_open_proposals(connection, other, UNMERGE)),
    )


def _open_proposals(connection: Connection, record: RecordId, cell: str) -> list[RecordId]:
    rows = connection.exec_driver_sql(
        "SELECT id FROM shown_proposal WHERE subject = ? AND cell = ? AND progress = ? AND removed = 0",
        (record, cell, OPEN),
    )
    return [RecordId(each) for (each,) in rows]


def hanging_on(connection: Connection, subject: Subject) -> dict[str, int]:
    """How many records of each kind hang on one, or name it: what goes along when it is merged."""
    found: dict[str, int] = {}
    for kind, layout in LAYOUTS.items():
        links = sorted(links_in(kind))
        named = [each for each in links if layout.declared.fields[each].link == subject.kind]
        if named:
            where = " OR ".join(f'"{each}" = ?' for each in named)
            count = connection.exec_driver_sql(
                f"SELECT count(*) FROM {layout.table} WHERE removed = 0 AND ({where})",
                (subject.record,) * len(named),
            ).scalar()
            found |= {kind: count} if count else {}
    return found


def wished_of(connection: Connection, twins: Sequence[RecordId]) -> RecordId | None:
    """Of two records, the one that is to stay: by an edit on its way, or by an open proposal."""
    for edits in pending_of(connection, twins).values():
        for each in edits:
            if isinstance(each.edit, Merge):
                return each.edit.winner
    for record in twins:
        for proposal in _open_proposals(connection, record, MERGE):
            known = facts(connection, proposal)
            if known is not None:
                return RecordId(str(known.shown().cells.get("value")))
    return None


def _contradiction(connection: Connection, conflict: RecordId) -> Contradiction | None:
    known = facts(connection, conflict)
    lines = _lines(connection, connection.exec_driver_sql(f"{_LINES} AND id = ?", (conflict,)).all())
    if known is None or known.confirmed is None or not lines:
        return None
    cells = known.shown().cells
    return Contradiction(
        line=lines[0],
        seq=known.confirmed.seq,
        before=cells.get("before"),
        standing=str(cells.get("standing") or ""),
        sides={name: side for name, side in _object(cells.get("sides")).items() if isinstance(side, dict)},
        decided=_object(cells.get("decided")),
    )


def subject_of(connection: Connection, kind: str, record: RecordId) -> Subject | None:
    """A record with its values by field; None where it is gone from here."""
    found = facts(connection, record)
    if found is None or found.kind != kind:
        return None
    shown = found.shown()
    values = LAYOUTS[kind].declared.values_of(shown.cells)
    return Subject(record, kind, title(connection, kind, record), values, shown.presence)


def names_in(connection: Connection, subjects: Sequence[Subject]) -> Mapping[RecordId, Title]:
    """By what people know the records that the values of these name."""
    links = {
        (each.link, RecordId(str(value)))
        for one in subjects
        for each in RECORD_TYPES[one.kind].fields.values()
        if each.link is not None and (value := one.values.get(each.name))
    }
    return titles(connection, links)


def _people(connection: Connection, about: Subject | None) -> list[tuple[RecordId, str]]:
    if about is None:
        return []
    household = about.record if about.kind == "household" else about.values.get("household")
    rows = connection.exec_driver_sql(
        "SELECT id, coalesce(name, '') FROM shown_resident WHERE household = ? AND removed = 0"
        " ORDER BY name, id",
        (household,),
    )
    return [(RecordId(resident), name) for resident, name in rows]


def _linked(connection: Connection, known: Contradiction) -> dict[RecordId, Title]:
    """The titles of records that the values of a disputed link name."""
    cell = LAYOUTS[known.line.subject_kind].declared.cells.get(known.line.cell)
    if cell is None:
        return {}
    values = [known.before, *(side.get("value") for side in known.sides.values())]
    wanted = set()
    for each in cell.fields:
        for value in values:
            named = value.get(each.name) if isinstance(value, dict) and each.group else value
            if each.link is not None and isinstance(named, str):
                wanted.add((each.link, RecordId(named)))
    return titles(connection, wanted)


def _lines(connection: Connection, rows: Sequence[Sequence[object]]) -> list[ConflictLine]:
    # What was merged has no name here any more; people know it by that of the record that was kept.
    stands = {RecordId(str(each)): standing_here(connection, RecordId(str(each))) for _, each, *_ in rows}
    named = titles(connection, [(str(kind), stands[RecordId(str(each))]) for _, each, kind, *_ in rows])
    return [
        ConflictLine(
            conflict=RecordId(str(conflict)),
            subject=RecordId(str(each)),
            subject_kind=str(kind),
            title=named[stands[RecordId(str(each))]],
            cell=str(cell),
            conflict_kind=str(conflict_kind),
            is_open=bool(is_open),
            is_waiting=bool(waiting),
        )
        for conflict, each, kind, cell, conflict_kind, is_open, waiting in rows
        if kind in LAYOUTS
    ]


def _object(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, dict) else {}
