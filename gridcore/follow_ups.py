"""What a follow-up that is ticked in a visit makes, in one place: nothing of it is typed twice."""

import datetime
import enum
from collections.abc import Mapping

from gridcore.fields import Values

_IN_A_WEEK = datetime.timedelta(days=7)


class Makes(enum.StrEnum):
    """What comes of a follow-up."""

    NOTHING = "nothing"
    DUE_VISIT = "due_visit"
    """A visit is due on the visit's `next_date`, with what was promised."""
    MEDIATION_DRAFT = "mediation_draft"
    """A mediation case begins with what was said and who was visited."""
    READ_BY_SUPERVISOR = "read_by_supervisor"
    """The supervisor who approves the visit reads it there."""


FOLLOW_UPS: Mapping[str, Makes] = {
    "none": Makes.NOTHING,
    "visit_again": Makes.DUE_VISIT,
    "errand": Makes.DUE_VISIT,
    "incident": Makes.READ_BY_SUPERVISOR,
    "mediation": Makes.MEDIATION_DRAFT,
    "care_specialist": Makes.READ_BY_SUPERVISOR,
    "supervisor": Makes.READ_BY_SUPERVISOR,
}
"""By code of `gridcore.codes.visits.FOLLOW_UP`; an area of its own takes its line over when it comes."""

DUE_AGAIN = tuple(code for code, makes in FOLLOW_UPS.items() if makes is Makes.DUE_VISIT)
"""The follow-ups after which somebody comes back on a day."""


def makes_of(follow_up: object) -> Makes:
    """What a follow-up makes; a code of a later version makes nothing here."""
    return FOLLOW_UPS.get(follow_up, Makes.NOTHING) if isinstance(follow_up, str) else Makes.NOTHING


def day_again(visited_on: datetime.date, by_plan: datetime.date | None) -> datetime.date:
    """The day that is proposed for coming again: in a week, or earlier where the plan wants it."""
    in_a_week = visited_on + _IN_A_WEEK
    return in_a_week if by_plan is None else min(by_plan, in_a_week)


def coming_again(
    values: Values, visited_on: datetime.date, by_plan: datetime.date | None, *, has_plan: bool
) -> dict[str, str]:
    """What one of the two lacks: the day, where the follow-up asks for a visit; the follow-up, where a day
    was agreed that no plan keeps and nothing else follows.
    """
    follow_up = values.get("follow_up")
    if values.get("next_date"):
        return {} if has_plan or follow_up not in (None, "none") else {"follow_up": "visit_again"}
    is_wanted = makes_of(follow_up) is Makes.DUE_VISIT
    return {"next_date": day_again(visited_on, by_plan).isoformat()} if is_wanted else {}
