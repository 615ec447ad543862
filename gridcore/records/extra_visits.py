"""Visits beyond a plan's rhythm: after a major change, in a campaign; and who stands in for whom."""

from gridcore.codes.care import CARE_LEVEL, CARE_NEEDS
from gridcore.codes.extra_visits import CAMPAIGN_REASON, LIFE_CHANGE
from gridcore.codes.visits import PLAN_EXCEPTION
from gridcore.fields import (
    ASK_KEEP,
    COMMUNITY,
    GRID,
    LAST,
    MIN,
    P0,
    P1,
    P2,
    choice,
    choices,
    date,
    label,
    link,
    moment,
    number,
    record,
    text,
)
from gridcore.records.visits import HANDING_OVER


@record("campaign", label("Campaign", "Campaign"), scope=COMMUNITY)
class Campaign:
    """Extra visits of a season: to whom its words fit, once in its days. Whose reasons of care they are is
    not asked; level, needs and age decide.
    """

    name = text(label("Campaign", "Name"), P0, required=True, max_length=60)
    reason = choice(label("Campaign", "Occasion"), CAMPAIGN_REASON, P0, required=True)
    starts_on = date(label("Campaign", "Begins on"), P0, required=True)
    ends_on = date(label("Campaign", "Ends on"), P0, required=True)
    levels = choices(label("Campaign", "Levels of care"), CARE_LEVEL, P0)
    needs = choices(label("Campaign", "Needs"), CARE_NEEDS, P0)
    from_age = number(label("Campaign", "From this age on"), P0, lowest=0, highest=120)
    told = text(label("Campaign", "What to think of at the door"), P0)
    made_by = text(label("Campaign", "Made by"), P1, merge=LAST, computed=True, max_length=60)


@record("stand_in", label("StandIn", "Stand-in"), scope=COMMUNITY)
class StandIn:
    """The workers of one grid make the visits of another one for some days; it ends by itself.

    On these days the server gives the other grid to them, and to nobody else.
    """

    grid = link(label("StandIn", "Grid"), "grid", P0, required=True)
    by_grid = link(label("StandIn", "Grid that stands in"), "grid", P0, required=True)
    starts_on = date(label("StandIn", "From"), P0, required=True)
    ends_on = date(label("StandIn", "To"), P0, required=True, merge=ASK_KEEP)
    made_by = text(label("StandIn", "Arranged by"), P1, merge=LAST, computed=True, max_length=60)


@record("life_change", label("LifeChange", "Major change"), scope=GRID, parent="resident")
class LifeChange:
    """Something happened to somebody, who is called on within a day; its id follows from who, what, when."""

    resident = link(label("LifeChange", "Resident"), "resident", P1, required=True)
    what = choice(label("LifeChange", "What happened"), LIFE_CHANGE, P2, required=True)
    happened_on = date(label("LifeChange", "Happened on"), P2, required=True)
    noted_at = moment(label("LifeChange", "Noted at"), P1, merge=MIN, computed=True)
    noted_by = text(label("LifeChange", "Noted by"), P1, merge=LAST, computed=True, max_length=60)


@record(
    "extra_visit_change",
    label("ExtraVisitChange", "Change to an extra visit"),
    scope=GRID,
    parent="household",
)
class ExtraVisitChange:
    """An extra visit that was moved, left out or offered; household and what asked for it make its id."""

    household = link(label("ExtraVisitChange", "Household"), "household", P1, required=True)
    occasion = text(label("ExtraVisitChange", "Asked for by"), P1, required=True, max_length=36)
    exception = choice(label("ExtraVisitChange", "What changed"), PLAN_EXCEPTION, P1)
    moved_to = date(label("ExtraVisitChange", "Moved to"), P1)
    reason = text(label("ExtraVisitChange", "Reason"), P2)
    offer, offered_to, offered_by, held_by, offer_reason, answer = HANDING_OVER
