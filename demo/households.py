"""Who lives together: households of a size, drawn from templates, with ages, sexes and relations.

The shares are those of the census of 2020 (sizes, ages, sexes); the style of 2018 has larger households.
Relations are codes of GB/T 4761 to the head, who stands first.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from demo.names import Names

HEAD, SPOUSE, SON, DAUGHTER, UNRELATED, OTHER_RELATIVE = "02", "10", "20", "30", "99", "97"
SON_IN_LAW, DAUGHTER_IN_LAW, FATHER, MOTHER = "28", "38", "51", "52"
_GRANDCHILD = {("1", True): "41", ("2", True): "42", ("1", False): "43", ("2", False): "44"}
"""Code by sex, and whether it is a son's child."""
_PARENT_IN_LAW = {("1", "1"): "55", ("1", "2"): "56", ("2", "1"): "53", ("2", "2"): "54"}
"""Code by the head's sex and the parent's."""
MALE, FEMALE = "1", "2"
_OLDEST = 97


class Template(StrEnum):
    """How the people of a household belong together."""

    SINGLE = "single"
    SINGLE_OLDER = "single_older"
    COUPLE = "couple"
    COUPLE_OLDER = "couple_older"
    CHILDREN = "children"
    ADULT_CHILDREN = "adult_children"
    GROWN_CHILD = "grown_child"
    SINGLE_PARENT = "single_parent"
    THREE_GENERATIONS = "three_generations"
    GRANDPARENTS = "grandparents"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a household, before the person gets a name of their own."""

    sex: str
    age: int
    relation: str
    surname: str


@dataclass(frozen=True)
class Style:
    """Shares of household sizes in per mille, and of templates among the households of a size."""

    sizes: Mapping[int, int]
    templates: Mapping[int, Mapping[Template, int]]


_T = Template
STYLE_2018 = Style(
    sizes={1: 110, 2: 190, 3: 270, 4: 215, 5: 130, 6: 65, 7: 20},
    templates={
        1: {_T.SINGLE: 30, _T.SINGLE_OLDER: 70},
        2: {_T.COUPLE_OLDER: 58, _T.COUPLE: 26, _T.SINGLE_PARENT: 6, _T.GROWN_CHILD: 4, _T.SHARED: 6},
        3: {
            _T.CHILDREN: 61,
            _T.ADULT_CHILDREN: 19,
            _T.GROWN_CHILD: 5,
            _T.GRANDPARENTS: 3,
            _T.SINGLE_PARENT: 4,
            _T.SHARED: 8,
        },
        4: {
            _T.CHILDREN: 53,
            _T.ADULT_CHILDREN: 14,
            _T.THREE_GENERATIONS: 24,
            _T.GRANDPARENTS: 1,
            _T.SHARED: 8,
        },
        5: {_T.THREE_GENERATIONS: 58, _T.CHILDREN: 29, _T.SHARED: 13},
        6: {_T.THREE_GENERATIONS: 94, _T.SHARED: 6},
        7: {_T.THREE_GENERATIONS: 100},
    },
)
STYLE_2020 = Style(
    sizes={1: 254, 2: 297, 3: 210, 4: 132, 5: 62, 6: 35, 7: 10},
    templates={
        1: {_T.SINGLE: 75, _T.SINGLE_OLDER: 25},
        2: {_T.COUPLE_OLDER: 30, _T.COUPLE: 36, _T.SINGLE_PARENT: 19, _T.GROWN_CHILD: 5, _T.SHARED: 10},
        3: {_T.CHILDREN: 80, _T.GROWN_CHILD: 6, _T.GRANDPARENTS: 2, _T.SINGLE_PARENT: 9, _T.SHARED: 3},
        4: {_T.CHILDREN: 64, _T.THREE_GENERATIONS: 33, _T.GRANDPARENTS: 1, _T.SHARED: 2},
        5: {_T.THREE_GENERATIONS: 82, _T.CHILDREN: 18},
        6: {_T.THREE_GENERATIONS: 100},
        7: {_T.THREE_GENERATIONS: 100},
    },
)


def sizes_for(style: Style, households: int, people: int, chance: random.Random) -> list[int]:
    """Household sizes in the style's shares, in any order, that add up to exactly so many people."""
    largest = max(style.sizes)
    sizes = [size for size, share in style.sizes.items() for _ in range(share * households // 1000)]
    sizes += [3] * (households - len(sizes))
    chance.shuffle(sizes)
    missing, place = people - sum(sizes), 0
    step = 1 if missing > 0 else -1
    while missing:
        if 1 <= sizes[place % households] + step <= largest:
            sizes[place % households] += step
            missing -= step
        place += 1
    return sizes


def draw_template(style: Style, size: int, chance: random.Random) -> Template:
    """How the people of a household of this size belong together."""
    shares = style.templates[size]
    return chance.choices(list(shares), list(shares.values()))[0]


def members(template: Template, size: int, chance: random.Random, names: Names) -> list[Member]:
    """The people of a household, the head first."""
    return _MAKERS[template](size, chance, names)


def _single(_: int, chance: random.Random, names: Names) -> list[Member]:
    age = round(chance.triangular(21, 59, 31))
    return [Member(MALE if chance.random() < 0.58 else FEMALE, age, HEAD, names.surname())]


def _single_older(_: int, chance: random.Random, names: Names) -> list[Member]:
    age = min(60 + int(chance.expovariate(1 / 15)), _OLDEST)
    return [Member(MALE if chance.random() < 0.42 else FEMALE, age, HEAD, names.surname())]


def _couple(_: int, chance: random.Random, names: Names) -> list[Member]:
    return _pair(round(chance.triangular(23, 59, 42)), chance, names, lowest=22)


def _couple_older(_: int, chance: random.Random, names: Names) -> list[Member]:
    return _pair(min(60 + int(chance.expovariate(1 / 12)), 92), chance, names, lowest=60)


def _children(size: int, chance: random.Random, names: Names) -> list[Member]:
    mother = round(chance.triangular(25, 56, 37))
    parents = _pair(mother + _husband_gap(chance), chance, names, lowest=22, wife=mother)
    count = size - 2
    ages = _child_ages(mother, count, chance)
    return parents + _offspring(ages, _line(parents), chance)


def _adult_children(size: int, chance: random.Random, names: Names) -> list[Member]:
    mother = chance.randint(47, 57)
    parents = _pair(mother + _husband_gap(chance), chance, names, lowest=45, wife=mother)
    return parents + _offspring(_child_ages(mother, size - 2, chance), _line(parents), chance)


def _grown_child(size: int, chance: random.Random, names: Names) -> list[Member]:
    age = round(chance.triangular(60, 88, 64))
    elders = _pair(age, chance, names, lowest=58)
    if size == 2:
        elders = [chance.choice(elders)]
        elders = [Member(elders[0].sex, elders[0].age, HEAD, elders[0].surname)]
    youngest = min(each.age for each in elders)
    child = max(youngest - chance.randint(23, 34), 18)
    return elders + _offspring([child], _line(elders), chance)


def _single_parent(size: int, chance: random.Random, names: Names) -> list[Member]:
    age = round(chance.triangular(26, 55, 39))
    parent = Member(FEMALE if chance.random() < 0.6 else MALE, age, HEAD, names.surname())
    # A mother's children carry their father's surname more often than hers.
    surname = parent.surname if parent.sex == MALE or chance.random() < 0.3 else names.surname()
    return [parent, *_offspring(_child_ages(age, size - 1, chance), surname, chance)]


def _three_generations(size: int, chance: random.Random, names: Names) -> list[Member]:
    elders = 1 if size == 4 or (size == 5 and chance.random() < 0.5) else 2
    mother = round(chance.triangular(26, 53, 37))
    parents = _pair(mother + _husband_gap(chance), chance, names, lowest=23, wife=mother)
    husband, wife = sorted(parents, key=lambda each: each.sex)
    ages = _child_ages(mother, size - 2 - elders, chance)
    of_husband = chance.random() < 0.72
    near = husband if of_husband else wife
    her_age = near.age + chance.randint(22, 33)
    old = _pair(her_age + _husband_gap(chance), chance, names, lowest=46, wife=her_age)
    grandfather, grandmother = sorted(old, key=lambda each: each.sex)
    line = near.surname
    kept = [
        Member(MALE, min(grandfather.age, _OLDEST), "", line),
        Member(FEMALE, min(grandmother.age, _OLDEST), "", grandmother.surname),
    ]
    if elders == 1:
        kept = [kept[1] if chance.random() < 0.6 else kept[0]]
    if chance.random() < 0.4:
        return _led_by_elder(kept, husband, wife, of_husband, ages, chance)
    children = _offspring(ages, husband.surname, chance)
    older = [
        Member(each.sex, each.age, _parent_relation(parents[0], near, each.sex), each.surname)
        for each in kept
    ]
    return [*parents, *older, *children]


def _led_by_elder(
    elders: list[Member],
    husband: Member,
    wife: Member,
    of_husband: bool,
    ages: list[int],
    chance: random.Random,
) -> list[Member]:
    found = [Member(elders[0].sex, elders[0].age, HEAD, elders[0].surname)]
    found += [Member(each.sex, each.age, SPOUSE, each.surname) for each in elders[1:]]
    found.append(Member(MALE, husband.age, SON if of_husband else SON_IN_LAW, husband.surname))
    found.append(Member(FEMALE, wife.age, DAUGHTER_IN_LAW if of_husband else DAUGHTER, wife.surname))
    for age in ages:
        sex = _child_sex(chance)
        found.append(Member(sex, age, _GRANDCHILD[sex, of_husband], husband.surname))
    return found


def _grandparents(size: int, chance: random.Random, names: Names) -> list[Member]:
    """Grandparents with children whose parents work elsewhere."""
    elders = _pair(round(chance.triangular(56, 76, 63)), chance, names, lowest=52)
    through_son = chance.random() < 0.8
    surname = _line(elders) if through_son else names.surname()
    youngest = min(each.age for each in elders)
    found = list(elders)
    for _ in range(size - 2):
        age, sex = min(chance.randint(2, 15), youngest - 40), _child_sex(chance)
        found.append(Member(sex, age, _GRANDCHILD[sex, through_son], surname))
    return found


def _shared(size: int, chance: random.Random, names: Names) -> list[Member]:
    """Flatmates who rent together."""
    relations = [HEAD, *[UNRELATED] * (size - 1)]
    return [
        Member(MALE if chance.random() < 0.55 else FEMALE, chance.randint(20, 44), relation, names.surname())
        for relation in relations
    ]


_MAKERS: Mapping[Template, Callable[[int, random.Random, Names], list[Member]]] = {
    Template.SINGLE: _single,
    Template.SINGLE_OLDER: _single_older,
    Template.COUPLE: _couple,
    Template.COUPLE_OLDER: _couple_older,
    Template.CHILDREN: _children,
    Template.ADULT_CHILDREN: _adult_children,
    Template.GROWN_CHILD: _grown_child,
    Template.SINGLE_PARENT: _single_parent,
    Template.THREE_GENERATIONS: _three_generations,
    Template.GRANDPARENTS: _grandparents,
    Template.SHARED: _shared,
}


def _pair(
    husband: int, chance: random.Random, names: Names, *, lowest: int, wife: int | None = None
) -> list[Member]:
    """A married couple; three heads in four are the husband."""
    surname = names.surname()
    younger = husband - _husband_gap(chance) if wife is None else wife
    man = (MALE, max(husband, lowest), surname)
    woman = (FEMALE, max(younger, lowest), names.surname(other_than=surname))
    head, spouse = (man, woman) if chance.random() < 0.75 else (woman, man)
    return [Member(head[0], head[1], HEAD, head[2]), Member(spouse[0], spouse[1], SPOUSE, spouse[2])]


def _husband_gap(chance: random.Random) -> int:
    """By how many years a husband is older; spouses lie within six years."""
    return max(min(round(chance.gauss(1.6, 2.2)), 6), -6)


def _child_ages(mother: int, count: int, chance: random.Random) -> list[int]:
    """Ages of children that a woman of this age has at home, the eldest first; born when she was 22 to 38."""
    born_at = sorted(min(chance.randint(22, 31) + 3 * place, 38) for place in range(count))
    return [max(min(mother - each, 31 - place), 0) for place, each in enumerate(born_at)]


def _offspring(ages: list[int], surname: str, chance: random.Random) -> list[Member]:
    found = []
    for age in ages:
        sex = _child_sex(chance)
        found.append(Member(sex, age, SON if sex == MALE else DAUGHTER, surname))
    return found


def _child_sex(chance: random.Random) -> str:
    return MALE if chance.random() < 0.545 else FEMALE


def _line(couple: list[Member]) -> str:
    """The surname that children carry: the father's, or that of a parent alone."""
    return min(couple, key=lambda each: each.sex).surname


def _parent_relation(head: Member, child: Member, sex: str) -> str:
    """What a parent of one spouse is to the head."""
    if child.sex == head.sex:
        return FATHER if sex == MALE else MOTHER
    return _PARENT_IN_LAW[head.sex, sex]
