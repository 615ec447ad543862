"""How somebody with a care plan is shown in a line: the next contact, the level, what helps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.actions.household_card import age_on
from gridclient.actions.key_people import CareLine, Filter
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import language, listed, words
from gridcore.codes.care import CARE_FREQUENCY, CARE_LEVEL, CARE_NEEDS
from gridcore.deadlines import DueVisit
from gridcore.fields import Value, label, record_type
from gridcore.masking import mask_value
from gridcore.records.people import Resident

_PHONE = record_type(Resident).fields["phone"]
_TODAY = label("Care list", "Today")
_NOT_ASKED = label("Care list", "Consent not asked yet")
_AWAITS = label("Care list", "Consent waits for approval")
_REFUSED = label("Care list", "Refused, no visits")
_WITHDRAWN = label("Care list", "Withdrawn, no visits")
_DECIDE = label("Care list", "Third refusal: decide how to go on")
_ON_REQUEST = label("Care list", "On request")
_NOT_YET = label("Care list", "not yet")
_DISPUTED = label("Care list", "Disputed")
_WAITING = label("Care list", "Waiting to be sent")
_SYNCED = label("Care list", "On the server")


def next_badge(consent: Value, due: DueVisit | None) -> Badge:
    """The next contact, or why there is none."""
    match consent:
        case "refused":
            return Badge(words(_REFUSED), "cross", "vacant")
        case "withdrawn":
            return Badge(words(_WITHDRAWN), "undo", "vacant")
        case "awaits_approval":
            return Badge(words(_AWAITS), "review", "service")
        case "not_asked" | None:
            return Badge(words(_NOT_ASKED), "hand", "service")
    if due is None:
        return Badge(words(_ON_REQUEST), None, "plain")
    days = due.days  # the tool that collects texts takes a plain name alone
    match due.state:
        case "overdue":
            text = QCoreApplication.translate("Care list", "Household waiting for %n day(s)", None, days)
            return Badge(text, "clock", "care")
        case "today":
            return Badge(words(_TODAY), "calendar", "service")
        case _:
            text = QCoreApplication.translate("Care list", "In %n day(s)", None, days)
            return Badge(text, "calendar", "vacant")


def line_badge(line: CareLine) -> Badge:
    """The next contact of a line; after three refusals, that somebody decides how to go on."""
    if Filter.DOOR_CLOSED in line.filters:
        return Badge(words(_DECIDE), "hand", "service")
    return next_badge(line.person.planned.consent, line.due)


def who_words(line: CareLine, today: date) -> str:
    """Name and age."""
    age = age_on(line.person.planned.born, today)
    name = line.person.planned.name or "—"
    return name if age is None else f"{name} · {age}"


def level_words(line: CareLine) -> str:
    """How much care, and how often."""
    level, frequency = line.person.planned.level, line.person.planned.frequency
    told = [CARE_LEVEL.text(level, language())] if level else []
    return " · ".join([*told, CARE_FREQUENCY.text(frequency, language())])


def needs_words(line: CareLine) -> str:
    """What helps."""
    return listed(CARE_NEEDS.text(each, language()) for each in line.person.planned.needs)


def last_words(line: CareLine) -> str:
    """The day of the last contact."""
    last = line.person.planned.last_on
    return date_words(last) if last else words(_NOT_YET)


def phone_words(line: CareLine) -> str:
    """The mask of the phone."""
    return mask_value(_PHONE, line.person.phone)


def sync_badge(line: CareLine) -> Badge:
    """How far its changes are on their way."""
    if line.person.is_disputed:
        return Badge(words(_DISPUTED), "conflict", "care")
    if line.person.is_waiting:
        return Badge(words(_WAITING), "waiting", "service")
    return Badge(words(_SYNCED), "check", "ok")
