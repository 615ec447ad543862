"""How consent stands for a care plan: the newest answer that counts, and the plan's own word."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import msgspec
from sqlalchemy import Connection

from gridclient.db.listing import ShownRecord, Where, rows
from gridcore.ids import RecordId

NOT_WITHOUT = ("refused", "withdrawn", "awaits_approval")
"""Without consent nobody stands at the door, and no list tells of the plan."""
NOT_ASKED = ("not_asked", None)
"""Somebody should ask; until then no visit is due."""

_NO = ("refused", "withdrawn")


def standing(today: str) -> str:
    """The standing of `p` (a care plan) of `r` (its resident) as SQL; `today` is the parameter of the day.

    An answer counts from its day; of one day the stricter one, so that a withdrawal never waits for a clock.
    For a child under 14 (`gridcore.consents.is_child`) a guardian's consent counts once the server has said
    that it is approved. Without any answer the plan's own word stands, as it was kept before answers were
    records; where that says no, it takes a new answer, which is written to both, to change it.
    """
    fourteen_ago = f"""(substr({today}, 1, 4) - 14)
        || CASE substr({today}, 6) WHEN '02-29' THEN '-02-28' ELSE substr({today}, 5) END"""
    approved = """k.given_by = 'guardian' AND EXISTS (SELECT 1 FROM confirmed c
        WHERE c.id = k.id AND json_extract(c.cells, '$.child_approved') = 1)"""
    says = f"""CASE WHEN k.withdrawn_on IS NOT NULL THEN 'withdrawn'
        WHEN coalesce(k.answer, '') <> 'granted' THEN 'refused'
        WHEN length(r.birth_date) = 10 AND r.birth_date > {fourteen_ago} AND NOT ({approved})
            THEN 'awaits_approval'
        WHEN k.given_by = 'guardian' THEN 'guardian' ELSE 'granted' END"""
    answered = f"""(SELECT {says} AS says FROM shown_consent k
        WHERE k.resident = p.resident AND k.removed = 0
            AND EXISTS (SELECT 1 FROM json_each(k.purposes) WHERE value = 'visits')
        ORDER BY says = 'awaits_approval', max(coalesce(k.given_on, ''), coalesce(k.withdrawn_on, '')) DESC,
            says NOT IN {_NO}, k.id LIMIT 1)"""
    return f"CASE WHEN p.consent IN {_NO} THEN p.consent ELSE coalesce({answered}, p.consent) END"


def with_standing(connection: Connection, plans: Sequence[ShownRecord], today: str) -> list[ShownRecord]:
    """The plans, each with how consent stands on a day (ISO) in the place of its own word."""
    stands = standings(connection, [each.id for each in plans], today)
    return [replace(each, values=each.values | {"consent": stands.get(each.id)}) for each in plans]


def standings(
    connection: Connection, plans: Collection[RecordId], today: str
) -> Mapping[RecordId, str | None]:
    """How consent stands for each of these plans on a day (ISO)."""
    found = connection.exec_driver_sql(
        f"SELECT p.id, {standing(':today')} FROM shown_care_plan p JOIN shown_resident r ON r.id = p.resident"
        " WHERE p.id IN (SELECT value FROM json_each(:plans))",
        {"today": today, "plans": msgspec.json.encode([*plans]).decode()},
    )
    return {RecordId(plan): stands for plan, stands in found.all()}


def answers_of(connection: Connection, resident: RecordId) -> list[ShownRecord]:
    """Everything that was answered by or for somebody, the newest first."""
    return rows(connection, "consent", [Where("resident", "=", resident)], order=["-given_on", "-id"])
