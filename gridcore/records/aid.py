"""Funded projects: a budget for so many households, and which household was given what."""

from gridcore.codes.aid import AID_LIVING
from gridcore.fields import (
    COMMUNITY,
    GRID,
    LAST,
    P0,
    P1,
    P2,
    choices,
    date,
    label,
    link,
    number,
    record,
    text,
)


@record("aid_project", label("AidProject", "Funded project"), scope=COMMUNITY)
class AidProject:
    """What is given to so many households, of which budget; age and living together propose whom."""

    name = text(
        label("AidProject", "Name"),
        P0,
        required=True,
        max_length=60,
        help=label(
            "AidProject", "It stands on the page of each household: what is given, not what a household lacks"
        ),
    )
    given = text(label("AidProject", "What is given"), P0, required=True, max_length=120)
    budget = number(label("AidProject", "Budget in yuan"), P0, required=True, lowest=0, highest=1_000_000_000)
    quota = number(
        label("AidProject", "For how many households"), P0, required=True, lowest=1, highest=100_000
    )
    from_age = number(label("AidProject", "From this age on"), P0, lowest=0, highest=120)
    living = choices(label("AidProject", "Who lives so"), AID_LIVING, P0)
    starts_on = date(label("AidProject", "Begins on"), P0, required=True)
    ends_on = date(label("AidProject", "Ends on"), P0, required=True)
    made_by = text(label("AidProject", "Made by"), P1, merge=LAST, computed=True, max_length=60)


@record("aid_grant", label("AidGrant", "Aid given"), scope=GRID, parent="household")
class AidGrant:
    """A household has a place in a funded project; its id follows from both, so that two laptops meet."""

    household = link(label("AidGrant", "Household"), "household", P1, required=True)
    project = link(label("AidGrant", "Project"), "aid_project", P1, required=True)
    resident = link(label("AidGrant", "For whom"), "resident", P1)
    given_on = date(label("AidGrant", "Given on"), P1)
    device = text(label("AidGrant", "Device number"), P1, max_length=40)
    remark = text(label("AidGrant", "Remark"), P2)
    noted_by = text(label("AidGrant", "Noted by"), P1, merge=LAST, computed=True, max_length=60)
