"""Visits that were offered to a colleague or went to one, as the records of their changes say."""

from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import Connection

from gridclient.db.own_work import handed_in_here
from gridcore.extra_visits import EXTRA_VISIT_CHANGE
from gridcore.ids import RecordId
from gridcore.visit_offers import NOT_OFFERED, VISIT_EXCEPTION, VisitOffer, is_same_name
from gridcore.workflows.visit_offer import DECLINED, KEPT, OFFERED, TAKEN_BACK


class KnownOffer(msgspec.Struct, frozen=True, gc=False):
    """An offer, and what it is to whoever works on this laptop."""

    record: RecordId
    kind: str
    offer: VisitOffer
    is_own: bool
    """They made it, as far as is known here; of two with one name the server knows."""
    is_for_me: bool
    """They are asked, and have not answered."""
    is_taken_from_me: bool
    """They had accepted it, somebody took it back, and they have not put that away."""

    @property
    def is_turned_down(self) -> bool:
        """Whether their own offer was declined, and they have not put that away."""
        return self.is_own and self.offer.state == DECLINED


Offers = Mapping[tuple[str, str], KnownOffer]
"""By plan and period; of an extra visit by household and what asked for it."""

OFFER_COLUMNS = "offer, offered_to, offered_by, held_by, offer_reason, answer"
_ALL = f"""
SELECT '{VISIT_EXCEPTION}', id, plan, period, {OFFER_COLUMNS} FROM shown_visit_exception
WHERE removed = 0 AND offered_by IS NOT NULL
UNION ALL
SELECT '{EXTRA_VISIT_CHANGE}', id, household, occasion, {OFFER_COLUMNS} FROM shown_extra_visit_change
WHERE removed = 0 AND offered_by IS NOT NULL
"""


def offer_of(columns: Sequence[str | None]) -> VisitOffer:
    """The offer in `OFFER_COLUMNS` of a row."""
    state, to, by, *rest = columns
    if by is None:
        return NOT_OFFERED
    return VisitOffer(state or KEPT, to or "", by, *(each or "" for each in rest))


def known_offers(connection: Connection, worker: str) -> Offers:
    """All that were ever made and are remembered, with what they are to `worker`."""
    rows = connection.exec_driver_sql(_ALL).all()
    found = [
        (kind, RecordId(record), (about, when), offer_of(rest)) for kind, record, about, when, *rest in rows
    ]
    waiting = {record: kind for kind, record, _, offer in found if offer.state in (OFFERED, TAKEN_BACK)}
    here = handed_in_here(connection, waiting) if waiting else frozenset()
    known = {}
    for kind, record, key, offer in found:
        is_to_me = is_same_name(offer.to, worker)
        is_own = record in here or (is_same_name(offer.by, worker) and not (offer.waits and is_to_me))
        is_taken = offer.state == TAKEN_BACK and is_to_me and record not in here
        is_asked = offer.waits and is_to_me and not is_own
        known[key] = KnownOffer(record, kind, offer, is_own, is_asked, is_taken)
    return known
