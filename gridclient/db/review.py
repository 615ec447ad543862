"""What waits for a supervisor: visits that were submitted, proposals, agreements."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from gridclient.db.confirmed import confirmed_record
from gridclient.db.facts import facts, seen_of
from gridclient.db.history import history_of
from gridclient.db.own_work import handed_in_here, mine
from gridclient.db.titles import Title, titles
from gridcore.fields import RecordType, Values
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen, saw_of
from gridcore.workflows import MACHINES, Machine


@dataclass(frozen=True)
class Waiting:
    """Something handed to the supervisor. `sort`: a visit's kind, a proposal's field, an export's list."""

    record: RecordId
    kind: str
    title: Title
    author: str
    sort: str
    day: str
    follow_up: str | None
    is_disputed: bool
    is_waiting: bool
    seq: int
    """The number of the record as the list shows it; 0 for one that the server has not confirmed."""
    case: RecordId | None = None
    """The mediation case on whose page it is judged."""
    is_own: bool = False
    """Whether the supervisor handed it in, or proposed it."""


@dataclass(frozen=True)
class Judged:
    """A record as the supervisor sees it, and the versions that a judgement of it names."""

    record: RecordId
    declared: RecordType
    values: Values
    seen: Seen
    machine: Machine
    state: str
    saw: dict[str, int]
    former: Values
    """By cell what stood there before its last change, as far as this laptop has seen it."""


_VISITS = """
SELECT v.id, coalesce(v.worker, ''), coalesce(v.kind, ''), coalesce(v.visited_on, ''), v.follow_up,
       v.disputed, v.waiting, coalesce(c.seq, 0)
FROM shown_visit v LEFT JOIN confirmed c ON c.id = v.id WHERE v.approval = 'submitted' AND v.removed = 0
ORDER BY v.worker, v.kind, v.visited_on, v.id
"""
_PROPOSALS = """
SELECT p.id, coalesce(p.author, ''), coalesce(p.cell, ''), p.waiting, coalesce(c.seq, 0), p."user", p.replica
FROM shown_proposal p LEFT JOIN confirmed c ON c.id = p.id
WHERE coalesce(p.progress, 'open') = 'open' AND p.removed = 0 ORDER BY p.author, p.subject, p.cell, p.id
"""
_CASES = """
SELECT 'agreement', a.id, m.id, coalesce(m.mediator, ''), coalesce(a.agreed_on, ''), a.disputed, a.waiting,
       coalesce(c.seq, 0)
FROM shown_agreement a JOIN shown_mediation_case m ON m.id = a."case" LEFT JOIN confirmed c ON c.id = a.id
WHERE a.approval = 'submitted' AND a.removed = 0
UNION ALL
SELECT 'mediation_case', m.id, m.id, coalesce(m.mediator, ''), '', m.disputed, m.waiting, coalesce(c.seq, 0)
FROM shown_mediation_case m LEFT JOIN confirmed c ON c.id = m.id
WHERE m.progress IN ('acceptance_submitted', 'closing_submitted') AND m.removed = 0
ORDER BY 1, 4, 5, 2
"""
_REQUESTS = """
SELECT q.id, coalesce(q.author, ''), coalesce(q.wish, ''), coalesce(q.asked_on, ''), q.disputed, q.waiting,
       coalesce(c.seq, 0)
FROM shown_rights_request q LEFT JOIN confirmed c ON c.id = q.id
WHERE coalesce(q.progress, 'open') = 'open' AND q.removed = 0 ORDER BY q.asked_on, q.id
"""
_DANGERS = """
SELECT d.id, coalesce(d.reported_by, ''), coalesce(d.seen_on, ''), d.disputed, d.waiting, coalesce(c.seq, 0)
FROM shown_danger_report d JOIN confirmed c ON c.id = d.id
WHERE coalesce(d.progress, 'waits') = 'waits' AND d.removed = 0 ORDER BY d.seen_on, d.id
"""
_EXPORTS = """
SELECT e.id, coalesce(e.asked_by, ''), coalesce(e.ledger, ''), coalesce(substr(e.asked_at, 1, 10), ''),
       e.disputed, e.waiting, coalesce(c.seq, 0)
FROM shown_list_export e LEFT JOIN confirmed c ON c.id = e.id
WHERE e.progress = 'asked' AND e.removed = 0 AND coalesce(e.valid_until, ?1) >= ?1
ORDER BY e.asked_by, e.asked_at, e.id
"""


def waiting_for_supervisor(connection: Connection, today: str) -> list[Waiting]:
    """Reports of danger first; then what people ask for, visits by worker and kind, proposals, cases, lists.

    A list whose last day is over waits for nobody: it could not be written any more.
    """
    dangers = connection.exec_driver_sql(_DANGERS).all()
    requests = connection.exec_driver_sql(_REQUESTS).all()
    visits = connection.exec_driver_sql(_VISITS).all()
    proposals = connection.exec_driver_sql(_PROPOSALS).all()
    cases = connection.exec_driver_sql(_CASES).all()
    exports = connection.exec_driver_sql(_EXPORTS, (today,)).all()
    named = titles(
        connection,
        [
            *(("rights_request", RecordId(row[0])) for row in requests),
            *(("visit", RecordId(row[0])) for row in visits),
            *(("proposal", RecordId(row[0])) for row in proposals),
            *((row[0], RecordId(row[1])) for row in cases),
            *(("list_export", RecordId(row[0])) for row in exports),
        ],
    )
    me, found = mine(connection), []
    for each, author, day, disputed, waits, seq in dangers:
        marks = (bool(disputed), bool(waits), seq)
        title = Title(day=day or None)
        found.append(Waiting(RecordId(each), "danger_report", title, author, "", day, None, *marks))
    for each, author, wish, day, disputed, waits, seq in requests:
        marks = (bool(disputed), bool(waits), seq)
        found.append(Waiting(RecordId(each), "rights_request", named[each], author, wish, day, None, *marks))
    for each, worker, sort, day, follow_up, disputed, waits, seq in visits:
        marks = (bool(disputed), bool(waits), seq)
        found.append(Waiting(RecordId(each), "visit", named[each], worker, sort, day, follow_up, *marks))
    for each, author, cell, waits, seq, user, replica in proposals:
        marks, own = (False, bool(waits), seq), me.is_by_me(user, replica)
        line = Waiting(RecordId(each), "proposal", named[each], author, cell, "", None, *marks)
        found.append(replace(line, is_own=own))
    for kind, each, case, mediator, day, disputed, waits, seq in cases:
        marks = (bool(disputed), bool(waits), seq)
        found.append(
            Waiting(RecordId(each), kind, named[each], mediator, "", day, None, *marks, case=RecordId(case))
        )
    for each, author, ledger, day, disputed, waits, seq in exports:
        marks = (bool(disputed), bool(waits), seq)
        found.append(Waiting(RecordId(each), "list_export", named[each], author, ledger, day, None, *marks))
    others = {each.record: each.kind for each in found if each.kind != "proposal"}
    here = handed_in_here(connection, others)
    return [replace(each, is_own=True) if each.record in here else each for each in found]


def judged(connection: Connection, kind: str, record: RecordId) -> Judged | None:
    """A record to judge, with what its judge sees of it; None for one that the server has not confirmed."""
    is_told = confirmed_record(connection, record) is not None
    return handed_in(connection, kind, record) if is_told else None


def handed_in(connection: Connection, kind: str, record: RecordId) -> Judged | None:
    """The same, also of what the server has not confirmed: a judgement of it could name nothing."""
    declared = RECORD_TYPES[kind]
    known, seen = facts(connection, record), seen_of(connection, declared, record)
    confirmed = confirmed_record(connection, record)
    if known is None or seen is None or declared.machine_cell is None:
        return None
    cells = known.shown().cells
    machine = MACHINES[declared.fields[declared.machine_cell].machine or ""]
    return Judged(
        record=record,
        declared=declared,
        values=declared.values_of(cells),
        seen=seen,
        machine=machine,
        state=str(cells.get(declared.machine_cell) or machine.first),
        saw=saw_of(machine, confirmed) if confirmed is not None else {},
        former={e.cell: e.value for e in reversed(history_of(connection, record)) if e.value is not None},
    )
