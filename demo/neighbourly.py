"""Around the people of the demo: consents, helping neighbours, contact wishes, former stays, places, patrols.

Drawn by a chance of their own, so that people, plans and visits are what they were without them.
"""

import datetime
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from demo.care import GUARDIAN, NOT_ASKED, REFUSED, WILLING, WITHDRAWN, Plan
from demo.patrols import PatrolPlan, make_patrols
from demo.people import COUNTED_ON, Household, Person
from demo.places import Building, Grid
from gridcore.codes.care_categories import CARE_FACTS
from gridcore.consents import CHILD_UNDER, ask_again_on
from gridcore.ids import RecordId, derived_id

_HELPING = ("chat", "errands", "meals", "phone_help", "small_repairs", "escort")
_OFFERS = {
    "service_point": ("便民服务点", "周一至周五 8:30–17:30", "代办、代收、打印，居民议事预约。"),
    "grid_station": ("网格驿站", "每天 8:00–20:00", "歇脚、饮水、充电，图书借阅。"),
    "canteen": ("社区食堂", "11:00–13:00，17:00–18:30", "助餐，可送餐到家。"),
    "elder_care": ("养老服务点", "周一至周六 9:00–17:00", "日间休息、理发、量血压。"),
    "meeting": ("邻里议事厅", "按预约开放", "议事、手工和读书活动。"),
    "clinic": ("卫生服务站", "每天 8:00–20:00", "门诊、换药、健康咨询。"),
}
_SHARED = ("canteen", "elder_care", "clinic", "meeting")


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody answered when asked about care."""

    id: RecordId
    plan: Plan
    purposes: tuple[str, ...]
    way: str
    guardian: str | None
    guardian_relation: str | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A neighbour who helps the person of a plan."""

    id: RecordId
    plan: Plan
    helper: Person
    helps_with: tuple[str, ...]
    helped_agreed_on: datetime.date
    helper_agreed_on: datetime.date
    starts_on: datetime.date
    ends_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """How somebody likes to be reached, and through whose phone besides."""

    preference: str | None
    language: str | None
    through: Person | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A grown-up child lived with the parents, in the same grid, before."""

    id: RecordId
    person: Person
    home: Household
    moved_out_on: datetime.date


@dataclass(frozen=True, slots=True)
class Facility:
    """A place for everybody."""

    id: RecordId
    grid: Grid
    building: Building
    kind: str
    name: str
    hours: str
    offers: str


@dataclass(frozen=True)
class Neighbourly:
    """All of it, of one community."""

    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    wishes: dict[RecordId, Wishes] | None = None
    stays: tuple[Stay, ...] = ()
    facilities: tuple[Facility, ...] = ()
    patrols: tuple[PatrolPlan, ...] = ()

    def among(
        self, grids: Collection[str], households: Sequence[Household], plans: Collection[RecordId]
    ) -> "Neighbourly":
        """What is left of it where only some grids (by code), households and plans (by id) are."""
        homes = {each.id for each in households}
        people = {person.id for each in households for person in each.people}
        return Neighbourly(
            answers=tuple(each for each in self.answers if each.plan.id in plans),
            pairs=tuple(each for each in self.pairs if each.plan.id in plans and each.helper.id in people),
            wishes={person: wish for person, wish in (self.wishes or {}).items() if person in people},
            stays=tuple(each for each in self.stays if each.home.id in homes and each.person.id in people),
            facilities=tuple(each for each in self.facilities if each.grid.code in grids),
            patrols=tuple(each for each in self.patrols if each.grid.code in grids),
        )


def make_neighbourly(
    chance: random.Random,
    grids: Sequence[Grid],
    households: Sequence[Household],
    plans: Sequence[Plan],
    today: datetime.date,
) -> Neighbourly:
    """What stands around the people of a community."""
    return Neighbourly(
        answers=tuple(_answer(chance, plan) for plan in plans if plan.consent != NOT_ASKED),
        pairs=tuple(_pairs(chance, households, plans, today)),
        wishes={person.id: _wishes(chance, home, person) for home in households for person in home.people},
        stays=tuple(_stays(chance, households)),
        facilities=tuple(_facilities(grids)),
        patrols=tuple(make_patrols(chance, grids, today)),
    )


def _answer(chance: random.Random, plan: Plan) -> Answer:
    sensitive = any(CARE_FACTS[each.category].data_class != "P2" for each in plan.found)
    purposes = ["visits"]
    if plan.consent != REFUSED:
        purposes += ["health"] if sensitive else []
        purposes += ["helper"] if plan.helper is not None else []
        purposes += ["photos"] if chance.random() < 0.08 else []
    guardian = relation = None
    if plan.person.age_on(plan.starts_on) < CHILD_UNDER or plan.consent == GUARDIAN:
        guardian, relation = _guardian(plan)
    ways, shares = ("paper", "spoken", "phone"), (35, 55, 10)
    way = "paper" if guardian is not None else chance.choices(ways, shares)[0]
    identity = derived_id("demo", "consent", plan.id)
    return Answer(identity, plan, tuple(purposes), way, guardian, relation)


def _guardian(plan: Plan) -> tuple[str, str]:
    """The youngest in the household who can be parent or grandparent; else the committee."""
    elders = [
        (plan.person.birth_date.year - each.birth_date.year, each.name) for each in plan.household.people
    ]
    years, name = min((each for each in elders if each[0] >= 18), default=(0, ""))
    if not name:
        return "居民委员会", "committee"
    return name, "parent" if years <= 45 else "grandparent"


def _pairs(
    chance: random.Random, households: Sequence[Household], plans: Sequence[Plan], today: datetime.date
) -> list[Pair]:
    """Where a plan names a helper, half the time as mutual aid with both consents; a few have ended."""
    heads = {(home.grid.code, home.people[0].name): home for home in reversed(households)}
    found = []
    for plan in plans:
        home = heads.get((plan.household.grid.code, plan.helper or ""))
        keeps = chance.random() < 0.5
        if home is None or home is plan.household or plan.consent not in WILLING or not keeps:
            continue
        days = min(chance.randint(5, 60), (today - plan.starts_on).days)
        asked = plan.starts_on + datetime.timedelta(days=days)
        begun = min(asked + datetime.timedelta(days=chance.randint(1, 7)), today)
        with_what = tuple(each for each in _HELPING if each in plan.needs)[:3] or ("chat",)
        over = chance.random() < 0.08
        ended = begun + datetime.timedelta(days=chance.randint(0, (today - begun).days)) if over else None
        found.append(
            Pair(
                id=derived_id("demo", "aid_pair", plan.id),
                plan=plan,
                helper=home.people[0],
                helps_with=with_what,
                helped_agreed_on=asked,
                helper_agreed_on=begun,
                starts_on=begun,
                ends_on=ended,
            )
        )
    return found


def _wishes(chance: random.Random, home: Household, person: Person) -> Wishes:
    age = person.age_on(COUNTED_ON)
    preference = language = None
    drawn = chance.random()
    if age >= 60 and drawn < 0.35:
        preference = chance.choices(("door", "call", "family"), (50, 30, 20))[0]
    elif 18 <= age < 60 and drawn < 0.12:
        preference = chance.choices(("message", "call", "none"), (60, 30, 10))[0]
    if age >= 65 and chance.random() < 0.3:
        language = "local"
    elif age >= 18 and chance.random() < 0.02:
        language = chance.choices(("dialect", "sign"), (95, 5))[0]
    younger = [
        each
        for each in home.people
        if each.phone and 18 <= each.birth_date.year - person.birth_date.year <= 45
    ]
    through = younger[0] if person.phone is None and age >= 70 and younger else None
    return Wishes(preference, language, through)


def _stays(chance: random.Random, households: Sequence[Household]) -> list[Stay]:
    """Heads of households whose parents' home, by name and age, is in the same grid."""
    parents: dict[tuple[str, str], Household] = {}
    for home in households:
        if home.people[0].age_on(COUNTED_ON) >= 58:
            parents.setdefault((home.grid.code, home.people[0].name[0]), home)
    found = []
    for home in households:
        head = home.people[0]
        known = parents.get((home.grid.code, head.name[0]))
        is_child = 25 <= head.age_on(COUNTED_ON) <= 34
        if known is None or known is home or not is_child or chance.random() >= 0.25:
            continue
        if not 20 <= head.birth_date.year - known.people[0].birth_date.year <= 45:
            continue
        left = COUNTED_ON - datetime.timedelta(days=chance.randint(60, 1500))
        found.append(Stay(derived_id("demo", "membership", head.id), head, known, left))
    return found


def _facilities(grids: Sequence[Grid]) -> list[Facility]:
    """A station in each grid, a service point in every third, and what the community shares."""
    found = []
    for at, grid in enumerate(grids):
        kinds = ["grid_station", *(["service_point"] if at % 3 == 0 else []), *_SHARED[at : at + 1]]
        for place, kind in enumerate(kinds):
            building = grid.buildings[place % len(grid.buildings)]
            name, hours, offers = _OFFERS[kind]
            identity = derived_id("demo", "facility", grid.code, kind)
            whole = f"{building.estate.name}{name}"
            found.append(Facility(identity, grid, building, kind, whole, hours, offers))
    return found


def answer_day(answer: Answer) -> tuple[datetime.date, datetime.date | None, datetime.date | None]:
    """When it was answered, when withdrawn, and before when nobody asks again."""
    plan = answer.plan
    withdrawn = plan.ends_on if plan.consent == WITHDRAWN else None
    again = ask_again_on(plan.starts_on) if plan.consent == REFUSED else None
    return plan.starts_on, withdrawn, again
