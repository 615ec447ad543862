"""Patrols: what is looked after in a grid, when and how, at which points, and what a walk found there."""

from gridcore.codes.care import CARE_FREQUENCY
from gridcore.codes.patrols import PATROL_FINDING, PATROL_METHOD
from gridcore.fields import (
    GRID,
    LAST,
    P1,
    P2,
    WORDS,
    choice,
    choices,
    date,
    label,
    link,
    long_text,
    moment,
    number,
    record,
    text,
)


@record("patrol_plan", label("PatrolPlan", "Patrol plan"), scope=GRID)
class PatrolPlan:
    """What is looked after again and again: content, time and method; places, never people."""

    content = text(
        label("PatrolPlan", "What is looked after"),
        P1,
        required=True,
        find=WORDS,
        max_length=120,
        help=label("PatrolPlan", "About places and things, not about people"),
    )
    rhythm = choice(label("PatrolPlan", "How often"), CARE_FREQUENCY, P1, required=True)
    hours = text(label("PatrolPlan", "At what time"), P1, max_length=60)
    methods = choices(label("PatrolPlan", "How"), PATROL_METHOD, P1)
    starts_on = date(label("PatrolPlan", "First day"), P1, required=True)
    ends_on = date(label("PatrolPlan", "Last day"), P1)
    mind = long_text(label("PatrolPlan", "What to mind"), P1)


@record("patrol_point", label("PatrolPoint", "Point of a patrol"), scope=GRID, parent="plan")
class PatrolPoint:
    """A place that a patrol comes past, in words; it may name a facility or a building."""

    plan = link(label("PatrolPoint", "Patrol plan"), "patrol_plan", P1, required=True)
    place = text(label("PatrolPoint", "What, and where"), P1, required=True, max_length=80)
    facility = link(label("PatrolPoint", "Facility"), "facility", P1)
    building = link(label("PatrolPoint", "Building"), "building", P1)
    walk_order = number(
        label("PatrolPoint", "Place in the order"), P1, merge=LAST, computed=True, lowest=0, highest=9_999
    )


@record("patrol", label("Patrol", "Patrol"), scope=GRID, parent="plan")
class Patrol:
    """The log of one walk: when it began and ended. Where its walker was is kept nowhere."""

    plan = link(label("Patrol", "Patrol plan"), "patrol_plan", P1, required=True)
    started_at = moment(label("Patrol", "Begun at"), P1, merge=LAST, computed=True)
    ended_at = moment(label("Patrol", "Ended at"), P1, merge=LAST, computed=True)
    remark = long_text(label("Patrol", "Remark"), P2)
    worker = text(label("Patrol", "Grid worker"), P1, merge=LAST, computed=True, max_length=60)


@record("patrol_check", label("PatrolCheck", "Checked point"), scope=GRID, parent="patrol")
class PatrolCheck:
    """What a point was like. Its id follows from patrol and point, and it keeps no time of its own."""

    patrol = link(label("PatrolCheck", "Patrol"), "patrol", P1, required=True)
    point = link(label("PatrolCheck", "Point"), "patrol_point", P1, required=True)
    place = text(label("PatrolCheck", "What, and where"), P1, merge=LAST, computed=True, max_length=80)
    """As the point was called then: it may be renamed, or given up."""
    finding = choice(label("PatrolCheck", "Finding"), PATROL_FINDING, P1)
    what = text(label("PatrolCheck", "What was found"), P2, max_length=200)
