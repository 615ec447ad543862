"""Mediation cases as lists and pages show them, read from the shown tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.shown_tables import LAYOUTS, OWN_COLUMNS
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId


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


@dataclass(frozen=True)
class CaseRecords:
    """All records of one case, each kind in the order in which it is read."""

    case: Held
    parties: Sequence[Held]
    sessions: Sequence[Held]
    agreement: Held | None

    @property
    def all(self) -> Sequence[Held]:
        """The case and all that hangs on it."""
        agreement = [self.agreement] if self.agreement is not None else []
        return [self.case, *self.parties, *self.sessions, *agreement]

    @property
    def is_waiting(self) -> bool:
        """Whether something of the case is not on the server yet."""
        return any(each.is_waiting for each in self.all)


def cases(connection: Connection) -> list[CaseRecords]:
    """Every case on this laptop with its records; a mediator has dozens, not thousands."""
    found = _held(connection, "mediation_case")
    parties, sessions, agreements = (
        _by_case(_held(connection, kind)) for kind in ("party", "mediation_session", "agreement")
    )
    return [
        CaseRecords(
            each,
            _ordered(parties.get(each.record, []), "role"),
            _ordered(sessions.get(each.record, []), "held_on"),
            next(iter(agreements.get(each.record, [])), None),
        )
        for each in found
    ]


def case_records(connection: Connection, record: RecordId) -> CaseRecords | None:
    """The case with this record, be it a party's or the agreement's; None where it is not here."""
    return next((each for each in cases(connection) if any(one.record == record for one in each.all)), None)


def community_values(connection: Connection) -> Mapping[str, Value]:
    """The community's own record, for the name of its committee; empty where it has not arrived."""
    found = _held(connection, "community")
    return found[0].values if found else {}


def _held(connection: Connection, kind: str) -> list[Held]:
    layout = LAYOUTS[kind]
    columns = ", ".join(f'"{each}"' for each in layout.columns)
    rows = connection.exec_driver_sql(f"SELECT {columns} FROM {layout.table} WHERE removed = 0 ORDER BY id")
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
