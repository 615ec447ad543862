"""Judicial confirmation, the side state of a case (People's Mediation Law, article 33): it follows from the
records and is stored nowhere."""

import datetime
import enum
from collections.abc import Mapping

from gridcore.case_contents import CaseContents
from gridcore.deadlines import confirmation_due
from gridcore.fields import Label, label
from gridcore.shapes import text_of
from gridcore.workflows import mediation


class CourtState(enum.StrEnum):
    """How the agreement of a case stands with the court."""

    NONE = "none"
    POSSIBLE = "possible"
    APPLIED = "applied"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


COURT_LABELS: Mapping[CourtState, Label] = {
    CourtState.NONE: label("Court", "Not for the court"),
    CourtState.POSSIBLE: label("Court", "The court may be asked"),
    CourtState.APPLIED: label("Court", "Confirmation applied for"),
    CourtState.ACCEPTED: label("Court", "Taken up by the court"),
    CourtState.CONFIRMED: label("Court", "Confirmed by the court"),
    CourtState.REJECTED: label("Court", "Rejected by the court"),
    CourtState.WITHDRAWN: label("Court", "Application to the court withdrawn"),
    CourtState.EXPIRED: label("Court", "The time to ask the court is over"),
}
_RULED = frozenset({CourtState.CONFIRMED, CourtState.REJECTED})


def court_state(file: CaseContents, today: datetime.date) -> CourtState:
    """What became of the confirmation: the last application counts that was not withdrawn."""
    asked = [each for each in file.confirmations if not _is_withdrawn(each.get("result"))]
    if asked:
        last = max(asked, key=lambda each: text_of(each, "applied_on"))
        ruled = next((each for each in _RULED if each == last.get("result")), None)
        return ruled or (CourtState.ACCEPTED if text_of(last, "accepted_on") else CourtState.APPLIED)
    last_day = last_day_to_ask(file)
    if last_day is not None and today <= last_day:
        return CourtState.POSSIBLE
    if file.confirmations:
        return CourtState.WITHDRAWN
    return CourtState.NONE if last_day is None else CourtState.EXPIRED


def last_day_to_ask(file: CaseContents) -> datetime.date | None:
    """Until when both parties may ask; None where they have asked, or where nothing can be confirmed.

    A court confirms what is written. Who withdrew an application may ask again while the thirty days last.
    """
    in_force = text_of(file.agreement or {}, "in_force_on")
    has_asked = any(not _is_withdrawn(each.get("result")) for each in file.confirmations)
    if not in_force or has_asked or file.outcome == mediation.AGREED_ORAL:
        return None
    return confirmation_due(datetime.date.fromisoformat(in_force))


def _is_withdrawn(result: object) -> bool:
    return result == CourtState.WITHDRAWN
