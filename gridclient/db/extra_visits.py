"""What visits beyond a plan follow from: campaigns, major changes, whom they reached, what was moved."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from gridclient.db.by_household import Households
from gridclient.db.today import listed
from gridclient.db.visit_offers import OFFER_COLUMNS, offer_of
from gridcore.deadlines import VisitChange
from gridcore.extra_visits import CampaignWish
from gridcore.ids import RecordId
from gridcore.visit_offers import handed


@dataclass(frozen=True)
class KnownCampaign:
    """A campaign as it was made."""

    id: RecordId
    name: str
    reason: str
    told: str
    wish: CampaignWish


@dataclass(frozen=True)
class OpenChange:
    """A major change after which nobody was met yet, nor said that no visit is wanted."""

    id: RecordId
    resident: RecordId
    what: str
    noted_at: str


_OPEN_CHANGES = """
SELECT c.id, c.resident, c.what, c.noted_at FROM shown_life_change c
WHERE c.removed = 0 AND c.what IS NOT NULL AND c.noted_at IS NOT NULL AND c.resident IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM shown_visit v WHERE v.resident = c.resident AND v.removed = 0
        AND (v.met = 1 OR v.declined = 1) AND coalesce(v.recorded_at, v.visited_on) > c.noted_at)
ORDER BY c.noted_at, c.id
"""


def campaigns(connection: Connection, day: date | None = None) -> list[KnownCampaign]:
    """All campaigns, the latest first, or those that run on a day; what says no days is none."""
    running = "" if day is None else " AND starts_on <= :day AND ends_on >= :day"
    rows = connection.exec_driver_sql(
        "SELECT id, name, reason, told, starts_on, ends_on, levels, needs, from_age FROM shown_campaign"
        " WHERE removed = 0 AND length(starts_on) = 10 AND length(ends_on) = 10"
        f"{running} ORDER BY starts_on DESC, id",
        {} if day is None else {"day": day.isoformat()},
    ).all()
    found = []
    for record, name, reason, told, begins, ends, levels, needs, age in rows:
        days = date.fromisoformat(begins), date.fromisoformat(ends)
        wish = CampaignWish(*days, _listed(levels), _listed(needs), age)
        found.append(KnownCampaign(RecordId(record), name or "", reason or "other", told or "", wish))
    return found


def reached(connection: Connection, wish: CampaignWish, households: Households = None) -> set[RecordId]:
    """The households at which somebody was met, or asked for no visit, in the days of a campaign."""
    among = "" if households is None else " AND household IN (SELECT value FROM json_each(:homes))"
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT household FROM shown_visit WHERE visited_on BETWEEN :since AND :until"
        f" AND removed = 0 AND (met = 1 OR declined = 1){among}",
        {
            "since": wish.starts_on.isoformat(),
            "until": wish.ends_on.isoformat(),
            "homes": listed(households or ()),
        },
    )
    return {RecordId(household) for (household,) in rows.all()}


def open_changes(connection: Connection) -> list[OpenChange]:
    """Major changes that still want a visit, the oldest first."""
    return [OpenChange(*row) for row in connection.exec_driver_sql(_OPEN_CHANGES).all()]


def extra_changes(connection: Connection) -> Mapping[tuple[RecordId, RecordId], VisitChange]:
    """Extra visits that were moved, left out or accepted by a colleague, by household and what asks."""
    rows = connection.exec_driver_sql(
        f"SELECT household, occasion, exception, moved_to, {OFFER_COLUMNS} FROM shown_extra_visit_change"
        " WHERE removed = 0 AND (exception IN ('moved', 'skipped') OR offered_by IS NOT NULL)"
    ).all()
    found = {}
    for household, occasion, exception, moved, *offer in rows:
        day = date.fromisoformat(moved) if moved else None
        deviation = VisitChange(exception, day) if exception in ("moved", "skipped") else None
        change = handed(deviation, offer_of(offer))
        if change is not None:
            found[RecordId(household), RecordId(occasion)] = change
    return found


def _listed(kept: str | None) -> frozenset[str]:
    listed: Sequence[str] = json.loads(kept) if kept else ()
    return frozenset(listed)
