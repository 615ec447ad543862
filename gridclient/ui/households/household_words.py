"""How a household is shown in a line: its state, its way to the server, its last visit."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.actions.household_card import Card
from gridclient.actions.households import HouseholdLine
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import day_words, language, words
from gridcore.codes.people import TENURE
from gridcore.fields import label, record_type
from gridcore.masking import mask_value
from gridcore.records.people import Household

PHONE = record_type(Household).fields["phone"]

_CARE = label("Household list", "Care household")
_SERVICE_POST = label("Household list", "Service post")
_VOLUNTEER = label("Household list", "Volunteer")
_RENTED = label("Household list", "Rented")
_VACANT = label("Household list", "Vacant")
_LIVED_IN = label("Household list", "Lived in")
_DISPUTED = label("Household list", "Disputed")
_WAITING = label("Household list", "Waiting")
_SYNCED = label("Household list", "On the server")


def subtitle_words(card: Card) -> str:
    """What is said under a household's address: its use, how many live there, when somebody last came."""
    values, parts = card.household.values, []
    if isinstance(ended := values.get("ended_on"), str) and not card.living:
        told = QCoreApplication.translate("HouseholdPage", "given up on {day}")
        parts.append(told.format(day=date_words(ended)))
    elif isinstance(tenure := values.get("tenure"), str):
        parts.append(TENURE.text(tenure, language()))
    living = len(card.living)
    parts.append(QCoreApplication.translate("HouseholdPage", "%n person(s)", "", living))
    last = max(
        (str(d) for v in card.visits if v.values.get("met") and (d := v.values.get("visited_on"))),
        default="",
    )
    last = max(last, str(values.get("last_visit") or ""))
    if last:
        told = QCoreApplication.translate("HouseholdPage", "last visit {day}")
        parts.append(told.format(day=date_words(last)))
    else:
        parts.append(QCoreApplication.translate("HouseholdPage", "never visited yet"))
    return " · ".join(parts)


def kind_badge(line: HouseholdLine) -> Badge:
    """What a household is above all."""
    if (
        line.household is None
        or line.tenure == "vacant"
        or (not line.people and line.room_status == "vacant")
    ):
        return Badge(words(_VACANT), "ring", "vacant")
    if line.has_care:
        return Badge(words(_CARE), "heart", "care")
    if "service_post" in line.tags:
        return Badge(words(_SERVICE_POST), "star", "service")
    if line.tenure == "rented" or line.room_status == "rented":
        return Badge(words(_RENTED), "key", "rented")
    if "volunteer" in line.tags:
        return Badge(words(_VOLUNTEER), "flag", "ok")
    return Badge(words(_LIVED_IN))


def sync_badge(line: HouseholdLine) -> Badge | None:
    """How far its changes are on their way; nothing for a room without a household."""
    if line.household is None:
        return None
    if line.is_disputed:
        return Badge(words(_DISPUTED), "conflict", "care")
    if line.is_waiting:
        return Badge(words(_WAITING), "waiting", "service")
    return Badge(words(_SYNCED), "check", "ok")


def whose_words(line: HouseholdLine) -> str:
    """The head, and whom the search found beside the head."""
    if line.household is None:
        return "—"
    return " · ".join(part for part in (line.name or "—", line.found) if part)


def phone_words(line: HouseholdLine) -> str:
    """The mask of the phone."""
    return mask_value(PHONE, line.phone)


def last_visit_words(line: HouseholdLine) -> str:
    """The day of the last visit."""
    if line.household is None:
        return ""
    if line.last_visit is None:
        return QCoreApplication.translate("Household list", "not yet")
    return day_words(date.fromisoformat(line.last_visit))
