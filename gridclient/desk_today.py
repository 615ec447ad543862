"""The first page of the day, and the ways that lead from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from gridclient.actions.key_people import Filter
from gridclient.actions.left_over import LeftOvers
from gridclient.actions.life_changes import LifeChanges
from gridclient.actions.today import DuePerson
from gridclient.actions.visits import VisitAsked
from gridclient.desk_activities import add_duties
from gridclient.desk_danger import add_case_notices
from gridclient.desk_disputes import disputes_notice
from gridclient.desk_patrols import add_patrols
from gridclient.desk_rooms import Rooms
from gridclient.ui.today.answers import Answers
from gridclient.ui.today.left_over_notice import LeftOverNotice
from gridclient.ui.today.notices import TodayNotices
from gridclient.ui.today.today_page import TodayPage


class Goes(Protocol):
    """Shows a page of the window."""

    def __call__(self, page: str, argument: object = None, /) -> None:
        """By its name, with what it shall show."""


def life_changes(rooms: Rooms) -> LifeChanges:
    """Noting what happened to somebody, on Today and from the form of a visit."""
    return LifeChanges(rooms.database, rooms.records, rooms.ports, rooms.me.name)


def today_page(
    rooms: Rooms,
    saved: Callable[[], None],
    go: Goes,
    tell: Callable[..., None],
    parent: QWidget,
) -> TodayPage:
    """Today, connected."""
    life = life_changes(rooms)
    page = TodayPage(rooms.today, rooms.visit_changes, rooms.ports.today, parent, life=life)

    def visit(due: object) -> None:
        if isinstance(due, DuePerson):
            at = due.person
            go("visit", VisitAsked(household=at.household, resident=at.resident, kind=due.visit_kind))

    page.told.connect(tell)
    page.saved.connect(saved)
    page.visit_asked.connect(visit)
    page.household_asked.connect(lambda household: go("household", household))
    page.returned_asked.connect(lambda each: go("visit", VisitAsked(visit=each.visit)))
    page.conflicts_asked.connect(lambda: go("conflicts"))
    page.reviews_asked.connect(lambda: go("care", Filter.REVIEW))
    page.person_asked.connect(lambda resident: go("person", resident))
    notice = disputes_notice(rooms, go, page.notices)
    page.notices.add(notice)
    page.notices.shown.connect(notice.reload)
    notice.told.connect(page.notices.arrange)
    answers = Answers(rooms.visit_changes.offers, page.notices)
    answers.told.connect(tell)
    answers.done.connect(saved)
    answers.done.connect(page.reload)
    add_case_notices(rooms, go, page.notices)
    add_patrols(rooms, go, page.notices)
    add_duties(rooms, go, page.notices)
    _add_left_over(rooms, go, page.notices)
    return page


def _add_left_over(rooms: Rooms, go: Goes, notices: TodayNotices) -> None:
    """The line about what one owes from earlier days, after what others wait for."""
    notice = LeftOverNotice(LeftOvers(rooms.database, rooms.ports), notices)
    notice.notes_asked.connect(lambda: go("notes"))
    notice.visits_asked.connect(lambda: go("visits"))
    notices.add(notice)
    notices.shown.connect(notice.reload)
    notice.told.connect(notices.arrange)
