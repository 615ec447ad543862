"""Everybody with a care plan, with the next visit of it and whose that is."""

import datetime
from collections.abc import Mapping, Sequence

import msgspec

from gridclient.actions.extra_visits import Occasion
from gridclient.db import today as kept
from gridclient.db.by_household import ByHousehold, Households
from gridclient.db.consents import NOT_ASKED, NOT_WITHOUT
from gridclient.db.shown_changes import version
from gridclient.db.threads import Connection
from gridclient.db.today import PlanChange, PlannedPerson
from gridclient.db.visit_offers import KnownOffer
from gridcore.deadlines import DueVisit, LastVisit, PlannedVisits, VisitChange, due_visit, is_door_closed
from gridcore.ids import RecordId
from gridcore.visit_offers import handed
from gridcore.work_calendar import WorkCalendar

PlanAndVisit = tuple[PlannedPerson, DueVisit | None]
PlanChanges = Mapping[RecordId, Mapping[str, VisitChange]]
"""By plan and period."""

_NOT_DUE = (*NOT_WITHOUT, *NOT_ASKED)


class DuePerson(msgspec.Struct, frozen=True, gc=False):
    """Somebody whose visit is due, with when and for which period; there may be thousands.

    `occasions` are the campaigns, changes and promises that ask for a visit as well; of an extra visit they
    are all that asks, and `due` is that of the first. What is in other hands stands in a line of its own.
    """

    person: PlannedPerson
    due: DueVisit
    occasions: tuple[Occasion, ...] = ()
    is_extra: bool = False
    offers: tuple[KnownOffer, ...] = ()
    """What was ever offered of it."""

    @property
    def is_after_change(self) -> bool:
        """Whether a major change asks for it: then it comes first."""
        return bool(self.occasions) and any(each.kind == "life_change" for each in self.occasions)

    @property
    def visit_kind(self) -> str | None:
        """The kind of visit that is asked for; None where the plan asks for it, or nothing says one."""
        if self.is_after_change:
            return "after_event"
        is_festival = any((each.kind, each.code) == ("campaign", "festival") for each in self.occasions)
        return "festival" if self.is_extra and is_festival else None

    @property
    def offered_to(self) -> str:
        """Whose answer an offer of it waits for; empty where none does."""
        return next((each.offer.to for each in self.offers if each.offer.waits), "")

    @property
    def is_for_me(self) -> bool:
        """Whether a colleague offers it to whoever works on this laptop."""
        return any(each.is_for_me for each in self.offers)

    @property
    def is_turned_down(self) -> bool:
        """Whether somebody declined it to whoever works on this laptop, or took it back from them."""
        return any(each.is_turned_down or each.is_taken_from_me for each in self.offers)


class NextVisits:
    """Everybody with a plan, each once for all pages that list them, with the next visit of the plan.

    Read and reckoned anew only for those about whom a record changed. Used by the one thread that reads.
    """

    def __init__(self, work: WorkCalendar) -> None:
        self._work = work
        self._people = ByHousehold(planned)
        self._plans: dict[RecordId, PlanAndVisit] = {}
        self._changes: PlanChanges = {}
        self._at: tuple[int, datetime.date] | None = None
        """The version of the store and the day of `_plans`."""

    def read(self, connection: Connection, day: datetime.date) -> Mapping[RecordId, PlanAndVisit]:
        """By plan, the oldest plan first."""
        now = version(connection), day
        if self._at != now:
            people = kept.in_order(self._people.rows(connection, day))
            changes = changes_of(kept.exceptions(connection))
            known = self._plans if self._at is not None and self._at[1] == day else {}
            self._plans = {}
            for each in people:
                was = known.get(each.plan)
                is_same = self._changes.get(each.plan) == changes.get(each.plan)
                if was is None or was[0] is not each or not is_same:
                    was = each, next_visit(each, changes, self._work, day)
                self._plans[each.plan] = was
            self._changes, self._at = changes, now
        return self._plans


def planned(connection: Connection, day: datetime.date, households: Households) -> Sequence[PlannedPerson]:
    """Who has a plan that runs on a day, of some households if they are named."""
    return kept.planned_people(connection, day.isoformat(), households=households)


def due_people(
    people: Sequence[PlannedPerson],
    exceptions: Sequence[PlanChange],
    work: WorkCalendar,
    day: datetime.date,
) -> list[DuePerson]:
    """The next visit of each of these people, where there is one, whoever makes it."""
    changes = changes_of(exceptions)
    found = ((each, next_visit(each, changes, work, day)) for each in people)
    return [DuePerson(person, due) for person, due in found if due is not None]


def next_visit(
    person: PlannedPerson, changes: PlanChanges, work: WorkCalendar, day: datetime.date
) -> DueVisit | None:
    """The next visit of somebody's plan; None where none is wanted."""
    if person.consent in _NOT_DUE or is_door_closed(person.declined, person.way):
        return None
    return due_visit(
        PlannedVisits(person.frequency, _day(person.starts_on) or day, _day(person.ends_on)),
        LastVisit(_day(person.last_on), _day(person.agreed)),
        changes.get(person.plan, {}),
        work,
        day,
    )


def changes_of(rows: Sequence[PlanChange]) -> PlanChanges:
    """What deviates, and with whom."""
    found: dict[RecordId, dict[str, VisitChange]] = {}
    for each in rows:
        change = handed(_deviation(each), each.offer)
        if change is not None:
            found.setdefault(each.plan, {})[each.period] = change
    return found


def _deviation(each: PlanChange) -> VisitChange | None:
    match each.change:
        case "moved" | "skipped" | "handed_over" as change:
            return VisitChange(change, _day(each.moved_to), each.handed_to or "")
        case _:
            return None


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None
