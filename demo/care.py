"""Care plans of the demo and the reasons behind them, as many per 1,000 people as surveys find."""

import datetime
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from demo.households import FEMALE, MALE, Template
from demo.people import COUNTED_ON, Household, Person
from gridcore.codes.care_categories import CARE_FACTS, review_months, strongest_frequency
from gridcore.ids import RecordId, derived_id

GRANTED, GUARDIAN, NOT_ASKED, REFUSED, WITHDRAWN = "granted", "guardian", "not_asked", "refused", "withdrawn"
WILLING = (GRANTED, GUARDIAN)
_CONSENT_SHARE, _REFUSED_SHARE, _WITHDRAWN_SHARE = 0.82, 0.10, 0.03
_NEEDS_NO_CONSENT = ("statutory duty", "application")

PER_THOUSAND: Mapping[str, float] = {"E04": 20, "V01": 25, "U01": 12, "M01": 6, "H01": 30}
"""People who agreed to it or asked for it."""
FOUND_PER_THOUSAND: Mapping[str, float] = {"D": 26, "A01": 6, "A02": 2, "C01": 3, "C": 2}
"""People (A01: families) whom it concerns, before anybody is asked."""
_KINDS = ("1", "2", "3", "4", "5", "6", "7")
_KIND_SHARES = (14.9, 24.2, 1.5, 29.1, 6.7, 7.4, 16.3)
_SEVERE_SHARE = 0.296
_CONFIRMED: Mapping[str, str] = {
    "visit": "入户走访",
    "birth year": "出生日期",
    "assessment paper": "能力评估表",
    "certificate": "残疾人证",
    "guardian": "监护人说明",
    "child director": "儿童主任",
    "civil affairs": "民政办",
    "civil affairs list": "民政名单",
    "own statement": "本人说明",
}
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "E01": ("chat", "phone_help", "small_repairs", "errands", "call_before_visit"),
    "E02": ("chat", "phone_help", "small_repairs", "errands"),
    "E03": ("speak_slowly", "speak_loudly", "escort", "meals"),
    "E04": ("mobility_help", "escort", "meals", "cleaning", "medicine_reminder"),
    "D01": ("escort", "errands", "call_before_visit"),
    "D02": ("mobility_help", "escort", "cleaning", "carer_rest"),
    "D03": ("escort", "carer_rest"),
    "C01": ("study_help", "chat"),
    "C02": ("study_help",),
    "C03": ("study_help", "chat"),
    "A01": ("errands", "small_repairs"),
    "A02": ("meals", "cleaning", "chat"),
    "V01": ("chat",),
    "M01": ("errands", "call_before_visit"),
    "H01": ("medicine_reminder", "errands"),
}
_OF_DISABILITY: Mapping[str, tuple[str, ...]] = {
    "1": ("large_print", "escort"),
    "2": ("write_it_down", "speak_slowly"),
    "3": ("write_it_down",),
    "4": ("wheelchair", "mobility_help"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One category that a plan has; a disability with kind and grade as on its certificate."""

    category: str
    kind: str | None = None
    grade: str | None = None

    @property
    def confirmed_by(self) -> str:
        """Who or what confirms the category, as it is written into the record."""
        return _CONFIRMED[CARE_FACTS[self.category].confirmed_by]


@dataclass(frozen=True, slots=True)
class Plan:
    """A care plan; `found` are all categories that apply, `reasons` those that may be kept."""

    id: RecordId
    household: Household
    person: Person
    found: tuple[Reason, ...]
    frequency: str
    way: str
    needs: tuple[str, ...]
    consent: str
    helper: str | None
    starts_on: datetime.date
    review_on: datetime.date | None
    ends_on: datetime.date | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """What was agreed to, and what the law has kept without asking."""
        asked = self.consent in (*WILLING, WITHDRAWN)
        return tuple(
            each for each in self.found if asked or CARE_FACTS[each.category].basis in _NEEDS_NO_CONSENT
        )


def make_plans(chance: random.Random, households: Sequence[Household], today: datetime.date) -> list[Plan]:
    """The care plans of a community, in the order of its people."""
    found = _categories(chance, households)
    helpers = _helpers(households)
    return [
        _plan(chance, household, person, found[person.id], helpers[household.grid.code], today)
        for household in households
        for person in household.people
        if person.id in found
    ]


def _categories(chance: random.Random, households: Sequence[Household]) -> dict[RecordId, list[Reason]]:
    lived = [(household, person) for household in households for person in household.people]
    ages = {person.id: person.age_on(COUNTED_ON) for _, person in lived}
    found: dict[RecordId, list[Reason]] = {}

    def give(people: Iterable[Person], category: str) -> None:
        for person in people:
            found.setdefault(person.id, []).append(Reason(category))

    def draw(per_thousand: float, weight: Callable[[Household, Person, int], float]) -> list[Person]:
        weighted = [(weight(home, person, ages[person.id]), person) for home, person in lived]
        keys = [(chance.random() ** (1 / heavy), person) for heavy, person in weighted if heavy > 0]
        keys.sort(key=lambda each: -each[0])
        return [person for _, person in keys[: round(per_thousand * len(lived) / 1000)]]

    old = [home for home in households if all(ages[person.id] >= 60 for person in home.people)]
    give((home.people[0] for home in old if len(home.people) == 1), "E01")
    # A couple is visited together: the plan is the older one's.
    give((min(home.people, key=lambda each: each.birth_date) for home in old if len(home.people) == 2), "E02")
    give((person for _, person in lived if ages[person.id] >= 80), "E03")
    for category, weight in _ASKED_FOR.items():
        give(draw(PER_THOUSAND[category] / _CONSENT_SHARE, weight), category)
    for person in draw(FOUND_PER_THOUSAND["D"], lambda _home, _person, age: 4.0 if age >= 60 else 1.0):
        found.setdefault(person.id, []).append(_disability(chance, ages[person.id]))
    for category in ("A01", "A02", "C01"):
        give(draw(FOUND_PER_THOUSAND[category], _FOUND[category]), category)
    left_behind = {key for key, reasons in found.items() if Reason("C01") in reasons}
    for person in draw(FOUND_PER_THOUSAND["C"], _child_in_difficulty):
        if person.id not in left_behind:
            give([person], "C03" if chance.random() < 0.2 else "C02")
    return found


def _with_baby(home: Household, person: Person, age: int) -> float:
    grown = person.sex == FEMALE and 20 <= age <= 43
    return float(grown and any(each.age_on(COUNTED_ON) <= 2 for each in home.people))


def _poor(home: Household, person: Person, age: int) -> float:
    """Small families, by their heads; those who rent are looked after where they are registered."""
    size = len(home.people)
    if person is not home.people[0] or home.tenure == "rented" or age < 25 or size > 3:
        return 0.0
    return (0.5, 0.2, 0.06)[size - 1]


def _child_in_difficulty(home: Household, _person: Person, age: int) -> float:
    return float(3 <= age <= 15 and home.template in (Template.SINGLE_PARENT, Template.THREE_GENERATIONS))


_ASKED_FOR: Mapping[str, Callable[[Household, Person, int], float]] = {
    "E04": lambda _home, _person, age: max(age - 62, 0) ** 2,
    "V01": lambda _home, person, age: float(person.sex == MALE and age >= 24) * (1 + age / 40),
    "U01": lambda _home, _person, age: float(20 <= age <= 55),
    "M01": _with_baby,
    "H01": lambda _home, _person, age: max(age - 42, 0),
}
_FOUND: Mapping[str, Callable[[Household, Person, int], float]] = {
    "A01": _poor,
    "A02": lambda home, _person, _age: float(home.template is Template.SINGLE_OLDER),
    "C01": lambda home, _person, age: float(home.template is Template.GRANDPARENTS and age < 16),
}


def _disability(chance: random.Random, age: int) -> Reason:
    kind = chance.choices(_KINDS, _KIND_SHARES)[0]
    severe = chance.random() < _SEVERE_SHARE
    grade = chance.choice("12" if severe else "34")
    return Reason("D03" if age < 15 else "D02" if severe else "D01", kind, grade)


def _helpers(households: Sequence[Household]) -> dict[str, list[str]]:
    """Neighbours of each grid who offered to help."""
    found: dict[str, list[str]] = {}
    for each in households:
        names = found.setdefault(each.grid.code, [])
        if {"contact", "volunteer", "mutual_aid"} & set(each.tags):
            names.append(each.people[0].name)
    return found


def _plan(
    chance: random.Random,
    household: Household,
    person: Person,
    found: list[Reason],
    helpers: list[str],
    today: datetime.date,
) -> Plan:
    age = person.age_on(COUNTED_ON)
    consent = _consent(chance, age)
    categories = [each.category for each in found]
    frequency = strongest_frequency(categories, age) or "on_request"
    starts_on = today - datetime.timedelta(days=_age_of_plan(chance, consent))
    ends_on = review_on = None
    if consent == WITHDRAWN:
        ends_on = starts_on + datetime.timedelta(days=chance.randint(20, (today - starts_on).days))
    else:
        review_on = _review(chance, starts_on, review_months(categories), today)
    helped = helpers and consent in WILLING and chance.random() < 0.35
    return Plan(
        id=derived_id("demo", "care_plan", person.id),
        household=household,
        person=person,
        found=tuple(found),
        frequency="on_request" if consent == REFUSED else frequency,
        way=chance.choices(("door", "phone", "video"), (80, 17, 3))[0],
        needs=_needs(chance, found) if consent in WILLING else (),
        consent=consent,
        helper=chance.choice(helpers) if helped else None,
        starts_on=starts_on,
        review_on=review_on,
        ends_on=ends_on,
    )


def _consent(chance: random.Random, age: int) -> str:
    drawn = chance.random()
    if drawn < _CONSENT_SHARE:
        if chance.random() < _WITHDRAWN_SHARE:
            return WITHDRAWN
        return GUARDIAN if age < 18 else GRANTED
    return REFUSED if drawn < _CONSENT_SHARE + _REFUSED_SHARE else NOT_ASKED


def _age_of_plan(chance: random.Random, consent: str) -> int:
    """How many days ago a plan began; where nobody was asked yet it is new."""
    if consent == NOT_ASKED:
        return chance.randint(0, 25)
    return chance.randint(60, 700)


def _review(chance: random.Random, begun: datetime.date, months: int, today: datetime.date) -> datetime.date:
    """The next review after today; a few are a little late."""
    late = chance.randint(1, 30) if chance.random() < 0.04 else 0
    day = begun
    while day <= today - datetime.timedelta(days=late):
        years, month = divmod(day.month - 1 + months, 12)
        day = day.replace(year=day.year + years, month=month + 1, day=min(begun.day, 28))
    return day


def _needs(chance: random.Random, found: list[Reason]) -> tuple[str, ...]:
    """What helps: some of what the categories bring, in the order of the list of needs."""
    usual = {need for each in found for need in _NEEDS.get(each.category, ())}
    certain = {need for each in found if each.kind for need in _OF_DISABILITY.get(each.kind, ())}
    chosen = {need for need in sorted(usual) if chance.random() < 0.5} | certain
    return tuple(sorted(chosen))
