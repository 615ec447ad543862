"""The demo's funded project: a call bell for old people who live alone, and who has one already."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demo.cells import Cells
from demo.people import Household
from gridcore.aid import AidRule, Member, aid_grant_id
from gridcore.codes.aid import LIVES_ALONE, NO_KIN_HERE
from gridcore.codes.people import GONE
from gridcore.ids import RecordId, derived_id

BUDGET, PLACES, FROM_AGE = 120_000, 100, 65
RULE = AidRule(FROM_AGE, frozenset({LIVES_ALONE, NO_KIN_HERE}))
_GIVEN_OF = 5
"""Each so manieth household that fits has a place."""
_HANDED_OVER_OF = 3
"""And all of these but each so manieth have their bell."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A household with a place; `device` is None where nothing was handed over yet."""

    id: RecordId
    household: Household
    resident: RecordId
    given_on: datetime.date | None
    device: str | None


def project_id(code: str) -> RecordId:
    """The project of a community."""
    return derived_id("demo", "aid_project", code)


def project_cells(today: datetime.date) -> Cells:
    """What the project says."""
    return {
        "name": "12349 关护通进家",
        "given": "“关护通”呼叫器一台、家政服务每月两次",
        "budget": BUDGET,
        "quota": PLACES,
        "from_age": FROM_AGE,
        "living": [*sorted(RULE.living)],
        "starts_on": (today - datetime.timedelta(days=60)).isoformat(),
        "ends_on": (today + datetime.timedelta(days=120)).isoformat(),
    }


def make_grants(code: str, households: Sequence[Household], today: datetime.date) -> Iterator[Grant]:
    """Who has a place: some of those whom the project proposes."""
    project, fitting = project_id(code), 0
    for home in households:
        members = [
            Member(each.id, each.birth_date, each.relation) for each in home.people if each.status not in GONE
        ]
        reasons = RULE.reasons(members, today)
        if not reasons:
            continue
        fitting += 1
        number, is_chosen = divmod(fitting, _GIVEN_OF)
        if is_chosen or number >= PLACES:
            continue
        has_bell = number % _HANDED_OVER_OF != 0
        day = today - datetime.timedelta(days=5 + number % 40)
        yield Grant(
            aid_grant_id(project, home.id),
            home,
            reasons[0].resident,
            day if has_bell else None,
            f"GHT-{number:04}" if has_bell else None,
        )


def grant_cells(code: str, grant: Grant, workers: Mapping[str, str]) -> Cells:
    """What a place says."""
    cells: Cells = {
        "household": grant.household.id,
        "project": project_id(code),
        "resident": grant.resident,
        "noted_by": workers[grant.household.grid.code],
    }
    if grant.given_on is not None:
        cells |= {"given_on": grant.given_on.isoformat(), "device": grant.device}
    return cells
