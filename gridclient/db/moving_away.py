"""A household that goes to another grid as a whole: what goes with it, what stays, and what is in its way."""

from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.pending import pending_of
from gridcore.fields import GRID
from gridcore.ids import RecordId, ScopeId
from gridcore.sync.edits import Move
from gridcore.sync.proposals import SCOPE
from gridcore.workflows.decision import OPEN


@dataclass(frozen=True)
class Going:
    """A household with what goes along; `to`: where it waits to go already."""

    scope: ScopeId
    people: int
    phones: int
    stays: int
    visits: int
    plans: int
    to: ScopeId | None = None

    @property
    def grid(self) -> str:
        """The code of the grid in which it lies."""
        return self.scope.removeprefix(f"{GRID}/")


_PEOPLE = "SELECT id FROM shown_resident WHERE household = ?1 AND removed = 0"
_GOING = f"""
SELECT h.scope, (SELECT count(*) FROM ({_PEOPLE})),
       (SELECT count(*) FROM shown_phone_number WHERE removed = 0 AND resident IN ({_PEOPLE})),
       (SELECT count(*) FROM shown_membership WHERE removed = 0 AND household = ?1),
       (SELECT count(*) FROM shown_visit WHERE removed = 0 AND household = ?1),
       (SELECT count(*) FROM shown_care_plan WHERE removed = 0 AND resident IN ({_PEOPLE})),
       (SELECT value FROM shown_proposal
         WHERE removed = 0 AND subject = ?1 AND cell = '{SCOPE}' AND progress = '{OPEN}' LIMIT 1)
FROM shown_household h WHERE h.id = ?1 AND h.removed = 0
"""


def going(connection: Connection, household: RecordId) -> Going | None:
    """What goes with a household; None for one that is not here."""
    row = connection.exec_driver_sql(_GOING, (household,)).one_or_none()
    if row is None:
        return None
    scope, people, phones, stays, visits, plans, proposed = row
    moves = [each.edit for each in pending_of(connection, [household]).get(household, ())]
    unsent = next((each.scope for each in moves if isinstance(each, Move)), None)
    to = unsent or (ScopeId(str(proposed).strip('"')) if proposed is not None else None)
    return Going(scope, people, phones, stays, visits, plans, to)


def place_words(connection: Connection, scope: ScopeId) -> str:
    """The name of a grid of the community; its code where it is not known here."""
    code = scope.removeprefix(f"{GRID}/")
    found = connection.exec_driver_sql("SELECT name FROM shown_grid WHERE code = ?", (code,)).scalar()
    return str(found or code)


def place_of(connection: Connection, kind: str, record: RecordId) -> str:
    """The name of the grid in which a record lies; empty where it is not here."""
    held = connection.exec_driver_sql(f"SELECT scope FROM shown_{kind} WHERE id = ?", (record,)).scalar()
    return place_words(connection, ScopeId(held)) if held is not None else ""
