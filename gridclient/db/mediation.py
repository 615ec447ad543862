"""Mediation cases as lists and pages show them, read from the shown tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Connection

from gridclient.db.shown_tables import LAYOUTS, OWN_COLUMNS
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.verdicts import VerdictCode


@dataclass(frozen=True)
class Held:
    """A record that is shown: its values by field, and what the server has still to say about it."""

    record: RecordId
    scope: ScopeId
    values: Mapping[str, Value]
    is_waiting: bool
    is_disputed: bool

    def text(self, name: str) -> str:
        """A value that is text; empty where there is none."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""


_ORDER: Mapping[str, str] = {
    "party": "role",
    "mediation_session": "held_on",
    "agreement": "agreed_on",
    "case_member": "member_role",
    "evidence": "dated_on",
    "power_of_attorney": "given_on",
    "investigation": "held_on",
    "case_helper": "name",
    "case_extension": "asked_on",
    "performance_item": "due",
    "return_visit": "visited_on",
    "confirmation": "applied_on",
    "signed_paper": "signed_on",
    "case_danger": "reported_on",
}
"""What hangs on a case, and by what each kind is ordered."""


@dataclass(frozen=True)
class CaseRecords:
    """All records of one case; `parts` by kind, each kind in the order in which it is read."""

    case: Held
    parts: Mapping[str, Sequence[Held]] = field(default_factory=dict)
    is_second: bool = False
    """Whether a colleague had answered the dispute that it was begun with here; read with a single case."""

    def of(self, kind: str) -> Sequence[Held]:
        """The records of a kind."""
        return self.parts.get(kind, ())

    @property
    def parties(self) -> Sequence[Held]:
        """Applicants, then respondents."""
        return self.of("party")

    @property
    def sessions(self) -> Sequence[Held]:
        """By their day."""
        return self.of("mediation_session")

    @property
    def agreement(self) -> Held | None:
        """The one agreement."""
        return next(iter(self.of("agreement")), None)

    @property
    def all(self) -> Sequence[Held]:
        """The case and all that hangs on it."""
        return [self.case, *(each for kind in _ORDER for each in self.of(kind))]

    @property
    def is_waiting(self) -> bool:
        """Whether something of the case is not on the server yet."""
        return any(each.is_waiting for each in self.all)


def cases(connection: Connection) -> list[CaseRecords]:
    """Every case on this laptop with its records; a mediator has dozens, not thousands."""
    found = _held(connection, "mediation_case")
    parts = {kind: _by_case(_held(connection, kind)) for kind in _ORDER} if found else {}
    return [
        CaseRecords(
            each,
            {kind: _ordered(held.get(each.record, []), _ORDER[kind]) for kind, held in parts.items()},
        )
        for each in found
    ]


def case_records(connection: Connection, record: RecordId) -> CaseRecords | None:
    """The case with this record, be it a party's or the agreement's; None where it is not here."""
    found = connection.exec_driver_sql(_CASE_OF, (record,) * (len(_ORDER) + 1)).scalar()
    held = _held(connection, "mediation_case", _Of("id", found)) if found is not None else []
    if not held:
        return None
    of_case = _Of("case", held[0].record)
    parts = {kind: _ordered(_held(connection, kind, of_case), _ORDER[kind]) for kind in _ORDER}
    return CaseRecords(held[0], parts, _is_second(connection, held[0]))


def community_values(connection: Connection) -> Mapping[str, Value]:
    """The community's own record, for the name of its committee; empty where it has not arrived."""
    found = _held(connection, "community")
    return found[0].values if found else {}


_CASE_OF = " UNION ALL ".join(
    [
        "SELECT id FROM shown_mediation_case WHERE id = ?",
        *(f'SELECT "case" FROM {LAYOUTS[kind].table} WHERE id = ? AND removed = 0' for kind in _ORDER),
    ]
)


_ANSWERED_LATE = """
SELECT 1 FROM sent made JOIN sent step ON step.community = made.community AND step.n = made.n - 1
WHERE made.scope = ? AND made.record = ? AND step.record = ? AND step.verdict = ? LIMIT 1
"""
"""A dispute is taken on and its case begun in one save, the step first."""


def _is_second(connection: Connection, case: Held) -> bool:
    report = case.text("report")
    asked = (case.scope, case.record, report, VerdictCode.STALE.value)
    return bool(report) and connection.exec_driver_sql(_ANSWERED_LATE, asked).first() is not None


class _Of(NamedTuple):
    """Records whose column has this value."""

    column: str
    value: str


def _held(connection: Connection, kind: str, of: _Of | None = None) -> list[Held]:
    layout = LAYOUTS[kind]
    columns = ", ".join(f'"{each}"' for each in layout.columns)
    only = f' AND "{of.column}" = ?' if of is not None else ""
    rows = connection.exec_driver_sql(
        f"SELECT {columns} FROM {layout.table} WHERE removed = 0{only} ORDER BY id",
        (of.value,) if of is not None else (),
    )
    assert OWN_COLUMNS[:4] == ("id", "scope", "waiting", "disputed")
    return [
        Held(RecordId(row[0]), ScopeId(row[1]), layout.values(tuple(row)), bool(row[2]), bool(row[3]))
        for row in rows
    ]


def _by_case(held: Sequence[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for each in held:
        found.setdefault(each.text("case"), []).append(each)
    return found


def _ordered(held: Sequence[Held], name: str) -> list[Held]:
    return sorted(held, key=lambda each: (each.text(name), each.record))
