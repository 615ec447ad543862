"""A believable community that does not exist: its records in the order in which a first sync wants them.

The same seed and day give the same bytes. People follow from the seed alone; plans and visits lie before the
day that is given. Styles: `2018` (3,306 households, 11,108 people, 20 grids, 13 estates), and for a whole
sub-district `average` (17 communities, 130 grids, about 130,000 people) and `stress` (1,595 grids, about
1.6 million people without care and visits).
"""

import datetime
import functools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from demo import aid, cells
from demo.activity import Visit, make_visits
from demo.care import Plan, make_plans
from demo.cells import Cells
from demo.households import STYLE_2018, STYLE_2020, Style, sizes_for
from demo.names import Names, community_name
from demo.neighbourly import Neighbourly, make_neighbourly
from demo.people import COUNTED_ON, Household, Numbers, settle
from demo.places import Estate, Grid, GridWish, make_estates, make_grids
from gridcore.codes.divisions import DEMO_COUNTY
from gridcore.ids import RecordId, ScopeId, derived_id
from gridcore.patrols import check_id
from gridcore.permissions import scope_for
from gridcore.records import RECORD_TYPES
from gridcore.roster import ids
from gridcore.work_calendar import WorkCalendar

SEED = 20201101
"""The seed of the demo that is shipped."""
HOUSEHOLDS_2018, PEOPLE_2018, GRIDS_2018, ESTATES_2018 = 3306, 11108, 20, 13
GRIDS: Mapping[str, tuple[int, ...]] = {
    "2018": (GRIDS_2018,),
    "average": (8,) * 9 + (7,) * 4 + (6,) * 2 + (9,) * 2,
    "stress": (8,) * 195 + (7,) * 5,
}
"""How many grids each community of a style has."""
StyleName = Literal["2018", "average", "stress"]
_MEAN_SIZE_2020 = 2.62
_CONTACTS_A_GRID = 96
_USUAL_BYTES, _WORKLOAD_BYTES = 180, 425


class NewRecord(NamedTuple):
    """A record ready to be created."""

    kind: str
    id: RecordId
    scope: ScopeId
    cells: Cells


@dataclass(frozen=True, repr=False)
class Community:
    """One community; `records` makes its records as they are asked for."""

    code: str
    name: str
    today: datetime.date
    grids: tuple[Grid, ...]
    estates: tuple[Estate, ...]
    workers: dict[str, str]
    """The name of the worker of each grid, by the grid's code."""
    households: tuple[Household, ...]
    plans: tuple[Plan, ...]
    visits: tuple[Visit, ...]
    rooms: dict[RecordId, str]
    """What each room is used for."""
    around: Neighbourly

    @property
    def people(self) -> int:
        """How many people live here."""
        return sum(len(each.people) for each in self.households)

    def records(self, *, with_states: bool = False) -> Iterator[NewRecord]:
        """Every record, parents before what hangs on them.

        A creation begins in its machine's first state; `with_states` gives visits as approval left them, with
        the supervisor's remarks, for a loader that writes records as they are.
        """
        yield from self._places()
        yield from self._people()
        yield from self._care()
        for visit in self.visits:
            worker = self.workers[visit.household.grid.code]
            made = cells.of_visit(visit, worker, with_state=with_states)
            yield _new("visit", visit.id, visit.household.grid.code, made)
        yield from self._aid()
        yield from self._patrols()

    def _places(self) -> Iterator[NewRecord]:
        yield _new("community", ids.community_id(self.code), "", cells.of_community(self.code, self.name))
        for grid in self.grids:
            yield _new("grid", grid.id, "", cells.of_grid(self.code, grid, self.workers[grid.code]))
        for grid in self.grids:
            for building in grid.buildings:
                yield _new("building", building.id, grid.code, cells.of_building(building))
        for grid in self.grids:
            for room in grid.rooms:
                yield _new("room", room.id, grid.code, cells.of_room(room, self.rooms[room.id]))
        for each in self.around.facilities:
            yield _new("facility", each.id, each.grid.code, cells.of_facility(each))

    def _people(self) -> Iterator[NewRecord]:
        last = {visit.household.id: visit.visited_on for visit in self.visits if visit.met}
        for home in self.households:
            yield _new("household", home.id, home.grid.code, cells.of_household(home, last.get(home.id)))
        wishes, moved = self.around.wishes or {}, {each.person.id: each for each in self.around.stays}
        for home in self.households:
            for person in home.people:
                made = cells.of_resident(home, person, wishes.get(person.id), moved.get(person.id))
                yield _new("resident", person.id, home.grid.code, made)
        for stay in self.around.stays:
            yield _new("membership", stay.id, stay.home.grid.code, cells.of_stay(stay))
        for home in self.households:
            for person in home.people:
                through = wishes[person.id].through if wishes else None
                if through is not None:
                    identity = derived_id("demo", "phone_number", person.id)
                    yield _new("phone_number", identity, home.grid.code, cells.of_phone(person, through))
        for home in self.households:
            for person in home.people:
                if person.identity_number is not None:
                    identity = ids.identity_id(person.id)
                    yield _new("resident_identity", identity, home.grid.code, cells.of_identity(person))

    def _care(self) -> Iterator[NewRecord]:
        for plan in self.plans:
            yield _new("care_plan", plan.id, plan.household.grid.code, cells.of_plan(plan))
        for answer in self.around.answers:
            code = answer.plan.household.grid.code
            yield _new("consent", answer.id, code, cells.of_answer(answer, self.workers[code]))
        for pair in self.around.pairs:
            yield _new("aid_pair", pair.id, pair.plan.household.grid.code, cells.of_pair(pair))
        for plan in self.plans:
            for reason in plan.reasons:
                identity = derived_id("demo", "care_reason", plan.id, reason.category)
                yield _new("care_reason", identity, plan.household.grid.code, cells.of_reason(plan, reason))

    def _aid(self) -> Iterator[NewRecord]:
        if not self.plans:
            return
        yield _new("aid_project", aid.project_id(self.code), "", aid.project_cells(self.today))
        for grant in aid.make_grants(self.code, self.households, self.today):
            made = aid.grant_cells(self.code, grant, self.workers)
            yield _new("aid_grant", grant.id, grant.household.grid.code, made)

    def _patrols(self) -> Iterator[NewRecord]:
        plans = self.around.patrols
        for plan in plans:
            yield _new("patrol_plan", plan.id, plan.grid.code, cells.of_patrol_plan(plan))
        for plan in plans:
            for number, point in enumerate(plan.points, start=1):
                made = cells.of_patrol_point(plan, point, number)
                yield _new("patrol_point", point.id, plan.grid.code, made)
        for plan in plans:
            for walk in plan.walks:
                made = cells.of_patrol(plan, walk, self.workers[plan.grid.code])
                yield _new("patrol", walk.id, plan.grid.code, made)
        for plan in plans:
            for walk in plan.walks:
                for check in walk.checks:
                    identity = check_id(walk.id, check.point.id)
                    yield _new("patrol_check", identity, plan.grid.code, cells.of_patrol_check(walk, check))


def community(
    style: StyleName = "2018",
    seed: int = SEED,
    *,
    today: datetime.date,
    number: int = 1,
    visits: int | None = None,
    numbers: Numbers | None = None,
    work: WorkCalendar | None = None,
) -> Community:
    """The nth community of a style, from 1, as it is on a day.

    `visits` asks for exactly so many, with about 400 bytes of words each; without it there are as many, and
    as long, as workers write. `numbers` keeps communities from sharing an identity number. Raises ValueError
    for a day before the people were counted.
    """
    if today < COUNTED_ON:
        raise ValueError("nobody is counted yet on that day")
    return _make(_draft(style, seed, number), today, visits, numbers or Numbers(), work)


def sub_district(
    style: StyleName = "average",
    seed: int = SEED,
    *,
    today: datetime.date,
    work: WorkCalendar | None = None,
) -> Iterator[Community]:
    """The communities of a style, one after the other, each made when it is asked for."""
    numbers = Numbers()
    for number in range(1, len(GRIDS[style]) + 1):
        yield community(style, seed, today=today, number=number, numbers=numbers, work=work)


def tiny(seed: int = SEED, *, today: datetime.date = COUNTED_ON) -> Community:
    """One grid of twelve households with forty people, their plans and visits; for unit tests."""
    draft = _Draft(1, f"{seed}/tiny", STYLE_2018, (12,), 40, ((0,),), villages=0)
    return _make(draft, today, None, Numbers(), None)


@dataclass(frozen=True)
class _Draft:
    """What a community is made from; households and the numbers of estates by grid."""

    number: int
    seed: str
    style: Style
    households: tuple[int, ...]
    people: int
    estates: tuple[tuple[int, ...], ...]
    villages: int
    has_care: bool = True

    def chance(self, part: str) -> random.Random:
        """A source of chance for one part, so that more visits do not change the people."""
        return random.Random(f"{self.seed}/{self.number}/{part}")


def _draft(style: StyleName, seed: int, number: int) -> _Draft:
    if style == "2018":
        return _draft_2018(f"{seed}/{style}", number)
    chance = random.Random(f"{seed}/{style}/{number}/draft")
    grids = GRIDS[style][number - 1]
    people = [round(min(max(chance.gauss(1000, 120), 650), 1500)) for _ in range(grids)]
    estates: list[tuple[int, ...]] = []
    first = 0
    for _ in range(grids):
        own = chance.choices((1, 2, 3, 4), (20, 40, 30, 10))[0]
        estates.append(tuple(range(first, first + own)))
        first += own
    return _Draft(
        number,
        f"{seed}/{style}",
        STYLE_2020,
        tuple(round(each / _MEAN_SIZE_2020) for each in people),
        sum(people),
        tuple(estates),
        villages=1 if chance.random() < 0.3 else 0,
        has_care=style != "stress",
    )


def _draft_2018(seed: str, number: int) -> _Draft:
    """Twenty grids in thirteen estates: seven estates are large enough for two grids."""
    chance = random.Random(f"{seed}/{number}/draft")
    rough = [chance.gauss(1, 0.12) for _ in range(GRIDS_2018)]
    bounds = [round(HOUSEHOLDS_2018 * sum(rough[:place]) / sum(rough)) for place in range(GRIDS_2018 + 1)]
    households = tuple(after - before for before, after in pairwise(bounds))
    halves = GRIDS_2018 - ESTATES_2018
    estates = tuple((place // 2 if place < 2 * halves else place - halves,) for place in range(GRIDS_2018))
    return _Draft(number, seed, STYLE_2018, households, PEOPLE_2018, estates, villages=1)


def _make(
    draft: _Draft, today: datetime.date, visits: int | None, numbers: Numbers, work: WorkCalendar | None
) -> Community:
    code = community_code(draft.number)
    places, living = draft.chance("places"), draft.chance("people")
    estates = make_estates(places, draft.estates[-1][-1] + 1, draft.villages)
    wishes = [
        GridWish(count, tuple(estates[each] for each in of_grid))
        for count, of_grid in zip(draft.households, draft.estates, strict=True)
    ]
    grids = make_grids(places, code, wishes)
    sizes = sizes_for(draft.style, sum(draft.households), draft.people, living)
    rooms: dict[RecordId, str] = {}
    households: list[Household] = []
    for grid in grids:
        own, sizes = sizes[: grid.households], sizes[grid.households :]
        used, settled = settle(living, draft.style, numbers, grid, own)
        rooms |= used
        households += settled
    plans = make_plans(draft.chance("care"), households, today) if draft.has_care else []
    made = make_visits(
        draft.chance("visits"),
        households,
        plans,
        today,
        contacts=len(grids) * _CONTACTS_A_GRID if draft.has_care else 0,
        count=visits,
        size=_USUAL_BYTES if visits is None else _WORKLOAD_BYTES,
        work=work,
    )
    around = Neighbourly()
    if draft.has_care:
        around = make_neighbourly(draft.chance("around"), grids, households, plans, today)
    return Community(
        code=code,
        name=community_name(draft.number),
        today=today,
        grids=tuple(grids),
        estates=tuple(estates),
        workers=_workers(draft.chance("workers"), grids),
        households=tuple(households),
        plans=tuple(plans),
        visits=tuple(made),
        rooms=rooms,
        around=around,
    )


def community_code(number: int) -> str:
    """The division code of the nth community: seventeen in each sub-district of the made-up county."""
    town, committee = divmod(number - 1, len(GRIDS["average"]))
    return f"{DEMO_COUNTY}{town + 1:03d}{committee + 1:03d}"


def _workers(chance: random.Random, grids: Sequence[Grid]) -> dict[str, str]:
    """A worker for each grid, no two of one name."""
    names, found = Names(chance), dict[str, str]()
    for grid in grids:
        sex = "2" if chance.random() < 0.7 else "1"
        while (name := names.surname() + names.given(sex, 35)) in found.values():
            pass
        found[grid.code] = name
    return found


@functools.cache
def _scope(kind: str, grid: str) -> ScopeId:
    return scope_for(RECORD_TYPES[kind], grid)


def _new(kind: str, identity: RecordId, grid: str, made: Cells) -> NewRecord:
    return NewRecord(kind, identity, _scope(kind, grid), made)
