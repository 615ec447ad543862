"""The people with a care plan, as the page of key populations lists them: needs, never reasons."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from gridclient.db.search import search
from gridclient.db.search_rows import Why
from gridclient.db.today import PlannedPerson
from gridcore.ids import RecordId

MOST_FOUND = 2_000
"""More than this nobody reads: one types another letter."""


class CarePerson(msgspec.Struct, frozen=True, gc=False):
    """Somebody with a plan that has not ended."""

    planned: PlannedPerson
    helper: str | None
    review_on: str | None
    phone: str | None
    is_waiting: bool
    is_disputed: bool


_BESIDE = """
SELECT p.id, p.helper, p.review_on, coalesce(r.phone, h.phone), p.waiting, p.disputed
FROM shown_care_plan p NOT INDEXED
JOIN shown_resident r ON r.id = p.resident
LEFT JOIN shown_household h ON h.id = r.household
WHERE p.removed = 0
"""
_CONSENTS = "SELECT DISTINCT resident FROM shown_consent WHERE {mark} = 1"


def care_people(connection: Connection, people: Sequence[PlannedPerson]) -> list[CarePerson]:
    """These people with what the list tells beside their plans."""
    beside = {row[0]: row[1:] for row in connection.exec_driver_sql(_BESIDE).all()}
    waits, is_disputed = (
        {resident for (resident,) in connection.exec_driver_sql(_CONSENTS.format(mark=mark)).all()}
        for mark in ("waiting", "disputed")
    )
    found = []
    for planned in people:
        helper, review_on, phone, waiting, disputed = beside[planned.plan]
        found.append(
            CarePerson(
                planned,
                helper,
                review_on,
                phone,
                is_waiting=bool(waiting) or planned.resident in waits,
                is_disputed=bool(disputed) or planned.resident in is_disputed,
            )
        )
    return found


def found_people(connection: Connection, text: str) -> frozenset[RecordId]:
    """The residents and households that a text finds."""
    hits = [each for each in search(connection, text, MOST_FOUND) if each.why is not Why.WORDS]
    residents = {each.record for each in hits if each.kind == "resident"}
    return frozenset(
        residents | {each.household for each in hits if each.household and each.kind == "household"}
    )
