"""One person's care, read at one moment: plans, consent, mutual aid, and reasons where they are followed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from gridclient.db.consents import answers_of, with_standing
from gridclient.db.listing import ShownRecord, Where, row, rows
from gridclient.db.today import PlanChange, PlannedPerson, exceptions, planned_people
from gridcore.codes.people import GONE
from gridcore.ids import RecordId

_HELPERS = f"""
SELECT r.id, r.name, h.address FROM shown_resident r
JOIN shown_household h ON h.id = r.household AND h.removed = 0
LEFT JOIN shown_room m ON m.id = h.room
WHERE r.removed = 0 AND r.id <> ?1 AND r.name IS NOT NULL AND coalesce(r.status, '') NOT IN {tuple(GONE)}
    AND (r.birth_date IS NULL OR r.birth_date <= ?2) AND r.scope = ?3 AND (
        m.building = (SELECT n.building FROM shown_household g JOIN shown_room n ON n.id = g.room
            JOIN shown_resident s ON s.household = g.id WHERE s.id = ?1)
        OR EXISTS (SELECT 1 FROM json_each(h.tags) WHERE value IN ('volunteer', 'contact', 'mutual_aid'))
    )
ORDER BY r.name, h.address LIMIT 500
"""


@dataclass(frozen=True)
class CareFacts:
    """What is known here of somebody's care."""

    resident: ShownRecord
    household: ShownRecord | None
    plans: Sequence[ShownRecord]
    """The newest first, each with how consent stands."""
    planned: Sequence[PlannedPerson]
    exceptions: Sequence[PlanChange]
    answers: Sequence[ShownRecord]
    """The newest first."""
    pairs: Sequence[ShownRecord]
    """Where the person is helped, or helps."""
    names: Mapping[str, str]
    """Of the people in the pairs."""
    reasons: Sequence[ShownRecord]
    """None for those who do not follow them."""
    last_on: str | None


def care_facts(
    connection: Connection, resident: RecordId, today: str, *, with_reasons: bool
) -> CareFacts | None:
    """Somebody's care on a day (ISO); None for somebody who is not on this laptop."""
    person = row(connection, "resident", resident)
    if person is None or person.removed:
        return None
    home = RecordId(str(person.values.get("household")))
    plans = rows(connection, "care_plan", [Where("resident", "=", resident)], order=["-starts_on"])
    pairs = [
        *rows(connection, "aid_pair", [Where("helped", "=", resident)], order=["-starts_on"]),
        *rows(connection, "aid_pair", [Where("helper", "=", resident)], order=["-starts_on"]),
    ]
    reasons: list[ShownRecord] = []
    if with_reasons and plans:
        reasons = rows(connection, "care_reason", [Where("plan", "in", [each.id for each in plans])])
    planned = [
        each for each in planned_people(connection, today, households=[home]) if each.resident == resident
    ]
    return CareFacts(
        resident=person,
        household=row(connection, "household", home),
        plans=with_standing(connection, plans, today),
        planned=planned,
        exceptions=exceptions(connection),
        answers=answers_of(connection, resident),
        pairs=pairs,
        names=_names(connection, pairs),
        reasons=reasons,
        last_on=_last_on(connection, resident),
    )


def possible_helpers(
    connection: Connection, resident: ShownRecord, born_until: str
) -> list[tuple[RecordId, str, str]]:
    """Grown-up neighbours: of the same building, or of households that offered to help; name and address."""
    found = connection.exec_driver_sql(_HELPERS, (resident.id, born_until, resident.scope))
    return [(RecordId(each), name, address or "") for each, name, address in found]


def _names(connection: Connection, pairs: Sequence[ShownRecord]) -> dict[str, str]:
    wanted = {str(each.values.get(name)) for each in pairs for name in ("helped", "helper")}
    found = rows(connection, "resident", [Where("id", "in", [*sorted(wanted)])], limit=len(wanted) or 1)
    return {each.id: str(each.values.get("name") or "") for each in found}


def _last_on(connection: Connection, resident: RecordId) -> str | None:
    found = connection.exec_driver_sql(
        "SELECT max(visited_on) FROM shown_visit WHERE resident = ? AND met = 1 AND removed = 0", (resident,)
    ).scalar_one()
    return found if isinstance(found, str) else None
