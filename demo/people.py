"""People of the demo: members of households with names, birth dates, made-up numbers and phones.

Nothing can be taken for a real person's: identity numbers lie in an area that does not exist, phones begin
with 100, which is no prefix of mobile numbers.
"""

import datetime
import random
from dataclasses import dataclass

from demo.households import FEMALE, Member, Style, Template, draw_template, members
from demo.names import Names
from demo.places import Grid, Room
from gridcore.codes.divisions import DEMO_COUNTY
from gridcore.identity_number import check_character
from gridcore.ids import RecordId
from gridcore.roster import ids

COUNTED_ON = datetime.date(2025, 11, 1)
"""Ages are those of this day, so that the same seed gives the same people whenever the demo is started."""

_PHONES = 100_000_000
_SPREAD = 61_803_399
"""Has no factor with _PHONES, so that counting in these steps repeats no number."""
_NOTES = (
    "门铃坏了，请敲门。",
    "白天上班，晚上七点以后在家。",
    "家里养了一只小狗，很温顺。",
    "周末常去看父母，请先打电话。",
    "钥匙寄放在对门邻居家。",
    "电梯停运时请打电话，可以下楼见面。",
    "夜班较多，上午请不要敲门。",
    "愿意帮忙代收邻居快递。",
    "楼道里有婴儿车，属于本户，已提醒不挡通道。",
    "阳台漏水已报物业，等待维修。",
    "家里有老人，说话请慢一些。",
    "自行车停在单元门口左侧。",
)
_TAGS = (
    ("service_post", 0.060),
    ("volunteer", 0.055),
    ("contact", 0.035),
    ("mutual_aid", 0.020),
    ("hosts_meetings", 0.008),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who lives in the demo."""

    id: RecordId
    name: str
    sex: str
    birth_date: datetime.date
    relation: str
    identity_number: str | None
    phone: str | None
    registered_here: str
    status: str

    def age_on(self, day: datetime.date) -> int:
        """Completed years."""
        before = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before


@dataclass(frozen=True, slots=True)
class Household:
    """People at one address, the head first."""

    id: RecordId
    grid: Grid
    room: Room
    template: Template
    tenure: str
    tags: tuple[str, ...]
    note: str | None
    people: tuple[Person, ...]

    @property
    def phone(self) -> str | None:
        """The head's phone, else that of the first who has one."""
        return next((each.phone for each in self.people if each.phone), None)


class Numbers:
    """Hands out identity numbers and phones, none twice."""

    def __init__(self) -> None:
        self._phones = 0
        self._sequences: dict[tuple[datetime.date, str], int] = {}

    def phone(self) -> str:
        """100 and eight digits."""
        self._phones += 1
        return f"100{self._phones * _SPREAD % _PHONES:08d}"

    def identity_number(self, chance: random.Random, born: datetime.date, sex: str) -> str:
        """A number of the made-up area with a right check character; odd sequences are men's."""
        last = self._sequences.get((born, sex))
        turn = chance.randrange(500) if last is None else (last + 1) % 500
        self._sequences[born, sex] = turn
        sequence = turn * 2 + (0 if sex == FEMALE else 1)
        seventeen = f"{DEMO_COUNTY}{born:%Y%m%d}{sequence:03d}"
        return seventeen + check_character(seventeen)


def settle(
    chance: random.Random, style: Style, numbers: Numbers, grid: Grid, sizes: list[int]
) -> tuple[dict[RecordId, str], list[Household]]:
    """What each room of a grid is used for, and the households in it, in the order of the rooms."""
    names = Names(chance)
    templates = [draw_template(style, size, chance) for size in sizes]
    status, lived_in = _use_rooms(chance, grid)
    rented_rooms = _rented(chance, templates, len(grid.rooms))
    found = []
    for place, room in enumerate(lived_in):
        rented = place in rented_rooms
        status[room.id] = "rented" if rented else "occupied"
        made = members(templates[place], sizes[place], chance, names)
        people = _people(names, chance, numbers, ids.household_id(room.id), made, rented)
        found.append(_household(chance, grid, room, templates[place], people, rented))
    return status, found


def _use_rooms(chance: random.Random, grid: Grid) -> tuple[dict[RecordId, str], list[Room]]:
    """Rooms that nobody lives in, and the others; shops lie on the ground floor."""
    empty = len(grid.rooms) - grid.households
    ground = [room for room in grid.rooms if room.floor == 1 and room.unit]
    shops = chance.sample(ground, min(empty, len(ground), round(len(grid.rooms) * 0.004)))
    status = {room.id: "business" for room in shops}
    free = [room for room in grid.rooms if room.id not in status]
    for room in chance.sample(free, empty - len(shops)):
        status[room.id] = "unknown" if chance.random() < 0.02 else "vacant"
    return status, [room for room in grid.rooms if room.id not in status]


def _rented(chance: random.Random, templates: list[Template], rooms: int) -> set[int]:
    """Which households rent: flatmates first, then the young more often than the old."""
    keen = {Template.SHARED: 50.0, Template.SINGLE: 4.0, Template.COUPLE: 2.0, Template.CHILDREN: 1.0}
    drawn = sorted(
        range(len(templates)), key=lambda place: chance.random() ** (1 / keen.get(templates[place], 0.25))
    )
    return set(drawn[-round(rooms * 0.12) :])


def _household(
    chance: random.Random,
    grid: Grid,
    room: Room,
    template: Template,
    people: tuple[Person, ...],
    rented: bool,
) -> Household:
    settled = not rented and any(30 <= person.age_on(COUNTED_ON) <= 76 for person in people)
    tags = tuple(tag for tag, share in _TAGS if settled and chance.random() < share)
    note = chance.choice(_NOTES) if chance.random() < 0.1 else None
    tenure = "rented" if rented else "owner" if chance.random() < 0.97 else "other"
    return Household(ids.household_id(room.id), grid, room, template, tenure, tags, note, people)


def _people(
    names: Names,
    chance: random.Random,
    numbers: Numbers,
    household: RecordId,
    made: list[Member],
    rented: bool,
) -> tuple[Person, ...]:
    """Members with names, no two alike in a household, most of them registered at the same place."""
    usual = _registered(chance, rented)
    taken: set[str] = set()
    people = []
    for member in made:
        given = names.given(member.sex, member.age, taken=taken)
        taken.add(given)
        registered = usual if chance.random() < 0.94 else _registered(chance, rented)
        people.append(_person(chance, numbers, household, member, member.surname + given, registered))
    return tuple(people)


def _person(
    chance: random.Random, numbers: Numbers, household: RecordId, member: Member, name: str, registered: str
) -> Person:
    born = _born(chance, member.age)
    numberless = chance.random() < (0.5 if member.age == 0 else 0.02)
    phoneless = member.age < 12 or chance.random() < (0.4 if member.age < 16 or member.age > 78 else 0.04)
    away = 18 <= member.age <= 50 and chance.random() < 0.03
    return Person(
        id=ids.resident_id(household, name, born.isoformat()),
        name=name,
        sex=member.sex,
        birth_date=born,
        relation=member.relation,
        identity_number=None if numberless else numbers.identity_number(chance, born, member.sex),
        phone=None if phoneless else numbers.phone(),
        registered_here=registered,
        status="away" if away else "lives_here",
    )


def _born(chance: random.Random, age: int) -> datetime.date:
    """A birthday of somebody who is this old on the day of the count."""
    latest = COUNTED_ON.replace(year=COUNTED_ON.year - age)
    return latest - datetime.timedelta(days=chance.randrange(365))


def _registered(chance: random.Random, rented: bool) -> str:
    shares = (10, 33, 56, 1) if rented else (86, 9, 4, 1)
    return chance.choices(("here", "same_city", "elsewhere", "unknown"), shares)[0]
