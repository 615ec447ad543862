"""How a visit that is due is shown in a line: when, why, what helps."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.actions.extra_visits import Occasion
from gridclient.actions.today import DuePerson
from gridclient.ui.visit_hands import offered_words, promise_words, with_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import day_words, language, listed, words
from gridcore.codes.care import CARE_NEEDS, CONTACT_WAY
from gridcore.codes.extra_visits import CAMPAIGN_REASON, LIFE_CHANGE
from gridcore.codes.visits import FOLLOW_UP
from gridcore.fields import label

_TODAY = label("Visit due", "today")
_BY_TODAY = label("Visit due", "today by {time}")
_BY_TOMORROW = label("Visit due", "by tomorrow {time}")
_NEVER = label("Visit due", "never")
_UNKNOWN = label("Visit due", "arriving")
_OFFERS = label("Visit due", "{colleague} offers you: {name}, {address}")


def when_badge(each: DuePerson) -> Badge:
    """When: how long the household waits, today, in some days, until when after a change, or with whom."""
    days = each.due.days  # the tool that collects texts takes a plain name alone
    if each.due.handed_over:
        return Badge(with_words(each.due.handed_to), "hand", "vacant")
    match each.due.state:
        case "overdue":
            text = QCoreApplication.translate("Visit due", "waiting for %n day(s)", None, days)
            return Badge(text, "clock", "care")
        case "today":
            limit = each.occasions[0].limit if each.is_extra else None
            if limit is not None:
                told = words(_BY_TODAY if days == 0 else _BY_TOMORROW)
                return Badge(told.format(time=f"{limit.astimezone():%H:%M}"), "clock", "care")
            return Badge(words(_TODAY), "calendar", "service")
        case _:
            text = QCoreApplication.translate("Visit due", "in %n day(s)", None, days)
            return Badge(text, "calendar", "vacant")


def unknown_badge() -> Badge:
    """While visits arrive nobody knows who waits."""
    return Badge(words(_UNKNOWN), "clock", "vacant")


def occasion_words(occasion: Occasion) -> str:
    """What asks for the visit: the campaign's name, what was promised and by whom, or what happened."""
    if occasion.kind == "promise":
        what = occasion.name or FOLLOW_UP.text(occasion.code, language())
        return promise_words(what, occasion.owner)
    if occasion.kind == "campaign":
        return occasion.name or CAMPAIGN_REASON.text(occasion.code, language())
    return LIFE_CHANGE.text(occasion.code, language())


def why_words(each: DuePerson) -> str:
    """Whose answer is waited for, what happened or which campaign it is, and what helps."""
    offered = offered_words(each.offered_to)
    needs = [CARE_NEEDS.text(need, language()) for need in each.person.needs]
    return " · ".join(filter(None, (offered, listed(map(occasion_words, each.occasions)), listed(needs))))


def offer_words(each: DuePerson) -> tuple[str, str]:
    """Who offers whose visit; and why, with what asks for it and what helps."""
    mine = [one.offer for one in each.offers if one.is_for_me]
    colleague = mine[0].by if mine else ""
    told = words(_OFFERS).format(colleague=colleague, name=each.person.name, address=each.person.address)
    needs = listed(CARE_NEEDS.text(need, language()) for need in each.person.needs)
    what = listed(map(occasion_words, each.occasions))
    return told, " · ".join(filter(None, (mine[0].reason if mine else "", what, needs)))


def last_words(each: DuePerson) -> str:
    """The last visit."""
    last = each.person.last_on
    return day_words(date.fromisoformat(last)) if last else words(_NEVER)


def way_words(each: DuePerson) -> str:
    """By door, by phone."""
    way = each.person.way
    return CONTACT_WAY.text(way, language()) if way else ""
