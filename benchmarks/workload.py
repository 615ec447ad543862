"""The workload W, or less of it: one community, generated from a seed, always as it was on the same day."""

import dataclasses
import datetime
import functools
from collections.abc import Iterator
from dataclasses import dataclass

from demo.community import PEOPLE_2018, SEED, Community, NewRecord, community
from demo.people import Household, Numbers

PEOPLE, VISITS, MANY = PEOPLE_2018, 20_000, 100_000
DAY = datetime.date(2026, 3, 2)
_VISITS_OF_MANY = 2_000


@dataclass(frozen=True)
class Workload:
    """How many people, and the seed that they follow from.

    Visits are in proportion; a workload of less than a tenth, which only tries the benchmarks, has a tenth.
    """

    people: int = PEOPLE
    seed: int = SEED

    @property
    def edits(self) -> int:
        """How many records each of two devices edits offline before they meet: 500 in the whole community."""
        return min(500, self.people // 5)

    @property
    def alike(self) -> int:
        """Edits of the same field of the same record; twice as many are of different fields of one."""
        return self.edits // 10

    def of_day(self, whole: int) -> int:
        """As much of a day's work as fits to the number of people."""
        return min(whole, max(whole * self.people // PEOPLE, 2))

    def make(self) -> Community:
        """The community; with fewer people its first households alone. Raises ValueError for too many."""
        if not 100 <= self.people <= PEOPLE:
            raise ValueError(f"a community has 100 to {PEOPLE} people here")
        made = _whole(self.seed, VISITS if self.people > PEOPLE // 10 else VISITS // 10)
        return made if self.people == PEOPLE else _first(made, self.people)


def of_many_people(count: int, seed: int) -> Iterator[NewRecord]:
    """Records of at least so many people, from as many communities as that takes."""
    numbers, found, number = Numbers(), 0, 1
    while found < count:
        made = community("average", seed, today=DAY, number=number, visits=_VISITS_OF_MANY, numbers=numbers)
        if found + made.people > count:
            made = _first(made, count - found)
        yield from made.records()
        found, number = found + made.people, number + 1


@functools.lru_cache(maxsize=1)
def _whole(seed: int, visits: int) -> Community:
    return community(seed=seed, today=DAY, visits=visits)


def _first(made: Community, people: int) -> Community:
    households: list[Household] = []
    found = 0
    for home in made.households:
        if found >= people:
            break
        households.append(home)
        found += len(home.people)
    kept = {home.id for home in households}
    grids = {home.grid.code for home in households}
    plans = tuple(each for each in made.plans if each.household.id in kept)
    return dataclasses.replace(
        made,
        households=tuple(households),
        grids=tuple(each for each in made.grids if each.code in grids),
        plans=plans,
        visits=tuple(each for each in made.visits if each.household.id in kept),
        around=made.around.among(grids, households, {each.id for each in plans}),
    )
