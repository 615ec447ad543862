"""A household that goes elsewhere as a whole: what goes with it, where it may go, and what is in its way."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.facts import place_of
from gridclient.db.pending import pending_of
from gridclient.db.settings import Setting, get_setting, set_setting
from gridcore.codes.people import GONE
from gridcore.fields import GRID
from gridcore.ids import RecordId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.sync.edits import Move
from gridcore.sync.proposals import SCOPE
from gridcore.wire.communities import Communities, Neighbour
from gridcore.workflows.decision import OPEN

_COMMUNITIES = Setting("communities", "")


@dataclass(frozen=True)
class Going:
    """A household with what goes along; `to`: where it waits to go already.

    Of `people`, `living` are those who had not moved out or died before.
    """

    scope: ScopeId
    people: int
    living: int
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
       (SELECT count(*) FROM ({_PEOPLE} AND coalesce(status, '') NOT IN {GONE})),
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
    scope, people, living, phones, stays, visits, plans, proposed = row
    moves = [each.edit for each in pending_of(connection, [household]).get(household, ())]
    unsent = next((each.scope for each in moves if isinstance(each, Move)), None)
    to = unsent or (ScopeId(str(proposed).strip('"')) if proposed is not None else None)
    return Going(scope, people, living, phones, stays, visits, plans, to)


def neighbours(connection: Connection) -> Sequence[Neighbour]:
    """The communities that the server told of last."""
    held = get_setting(connection, _COMMUNITIES)
    try:
        return msgspec.json.decode(held, type=Communities).communities if held else ()
    except JSON_FAULTS:
        return ()


def keep_neighbours(connection: Connection, told: Communities) -> bool:
    """Remember what the server told; whether it is news."""
    text = msgspec.json.encode(told).decode()
    is_news = get_setting(connection, _COMMUNITIES) != text
    if is_news:
        set_setting(connection, _COMMUNITIES, text)
    return is_news


def neighbour_words(neighbour: Neighbour) -> str:
    """A community by the divisions in which it lies."""
    return " · ".join((*neighbour.districts, neighbour.name))


def place_words(connection: Connection, scope: ScopeId) -> str:
    """The name of a grid of the community, or of another community; the code where it is not known here."""
    code = scope.removeprefix(f"{GRID}/")
    for each in neighbours(connection):
        if each.code == code:
            return neighbour_words(each)
    found = connection.exec_driver_sql("SELECT name FROM shown_grid WHERE code = ?", (code,)).scalar()
    return str(found or code)


def place_words_of(connection: Connection, record: RecordId) -> str:
    """The name of the grid in which a record lies; empty where it is not here."""
    held = place_of(connection, record)
    return place_words(connection, held[1]) if held is not None else ""
