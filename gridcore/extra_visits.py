"""Visits beyond a plan's rhythm: to whom a campaign goes, when a major change wants somebody called on.

Nothing here is stored: an extra visit follows from what asked for it, the visits since, the changes and the
day.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from gridcore.deadlines import DueVisit, VisitChange, state_on
from gridcore.ids import RecordId, derived_id

LIFE_CHANGE, CAMPAIGN, EXTRA_VISIT_CHANGE = "life_change", "campaign", "extra_visit_change"
STAND_IN = "stand_in"
WITHIN = datetime.timedelta(hours=24)
"""How soon somebody is called on after a major change."""


@dataclass(frozen=True)
class CampaignWish:
    """To whom a campaign goes, and when; what is left empty narrows nothing."""

    starts_on: datetime.date
    ends_on: datetime.date
    levels: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    from_age: int | None = None

    @property
    def is_for_plans(self) -> bool:
        """Whether it goes to people with a care plan alone: it names what only a plan says, or no age."""
        return bool(self.levels or self.needs) or self.from_age is None

    def runs_on(self, day: datetime.date) -> bool:
        """Whether the day lies in it."""
        return self.starts_on <= day <= self.ends_on

    def fits_plan(self, level: str | None, needs: Collection[str]) -> bool:
        """Whether what a plan says is what is asked for: a level of those named, and one of the needs."""
        has_level = not self.levels or level in self.levels
        return has_level and (not self.needs or not self.needs.isdisjoint(needs))

    def fits_age(self, age: int | None) -> bool:
        """Whether somebody is old enough; of whom no age is known, a campaign by age does not reach."""
        return self.from_age is None or (age is not None and age >= self.from_age)


def in_campaign(
    wish: CampaignWish, period: str, change: VisitChange | None, today: datetime.date
) -> DueVisit | None:
    """The visit of a household that the campaign has not reached yet: due from its first day to its last.

    A day that it was moved to counts while it lies in the campaign. Nobody waits before the last day is over.
    """
    if not wish.runs_on(today) or (change is not None and change.deviation == "skipped"):
        return None
    moved = change.moved_to if change is not None else None
    if moved is not None and today < moved <= wish.ends_on:
        return DueVisit(moved, period, *state_on(moved, today))
    return DueVisit(today, period, "today", 0)


def after_change(
    limit: datetime.date, period: str, change: VisitChange | None, today: datetime.date
) -> DueVisit | None:
    """The visit after a major change: due at once, waiting after `limit`, the day on which 24 hours end."""
    if change is not None and change.deviation == "skipped":
        return None
    day = limit if change is None or change.moved_to is None else change.moved_to
    if today > day:
        return DueVisit(day, period, *state_on(day, today))
    if day > limit and today < day:
        return DueVisit(day, period, *state_on(day, today))
    return DueVisit(day, period, "today", (day - today).days)


def limit_of(noted_at: datetime.datetime) -> datetime.datetime:
    """Until when somebody is called on after a change that was noted."""
    return noted_at + WITHIN


def life_change_id(resident: RecordId, what: str, happened_on: str) -> RecordId:
    """The id that every laptop gives the same change: whoever notes it second, notes the first one again."""
    return derived_id(LIFE_CHANGE, resident, what, happened_on)


def extra_change_id(household: RecordId, occasion: RecordId) -> RecordId:
    """The id that every laptop gives the change of one extra visit."""
    return derived_id(EXTRA_VISIT_CHANGE, household, occasion)
