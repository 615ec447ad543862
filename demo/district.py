"""The stress pack: a district of 1,595 grids and 1.6 million people, to try the tree, search and start-up.

It is a skeleton: places, households and people, without identity documents and without anything of care. One
community is made after the other, so that the pack takes the memory of one, whatever its size.
"""

import dataclasses
import datetime
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import xlsxwriter

from demo.community import GRIDS, SEED, Community, community_code, sub_district
from demo.names import chinese_number, community_name
from demo.people import Household
from gridcore.codes.divisions import DEMO_COUNTY, grid_code, parent_division
from gridcore.codes.places import DISTRICT_LEVEL

COMMUNITIES = len(GRIDS["stress"])
_HEADINGS = ("编码", "名称", "级别", "上级")
_COUNTY = f"{DEMO_COUNTY}000000"

Division = tuple[str, str, str, str]
"""Code, name, level and what it lies in, as they stand in the list."""


def district(people: int | None = None, seed: int = SEED, *, today: datetime.date) -> Iterator[Community]:
    """The communities in their order until there are so many people; without a number all of them."""
    found = 0
    for made in sub_district("stress", seed, today=today):
        if people is not None and found >= people:
            return
        yield _skeleton(made, None if people is None else people - found)
        found += made.people


def divisions(communities: int = COMMUNITIES) -> Iterator[Division]:
    """The county, its sub-districts, so many communities and all of their grids: four levels."""
    level = {each.code: each.zh for each in DISTRICT_LEVEL}
    yield _COUNTY, "演示县", level["county"], ""
    codes = [community_code(number) for number in range(1, communities + 1)]
    for place, (town, of_town) in enumerate(
        groupby(enumerate(codes, 1), lambda each: parent_division(each[1])), 1
    ):
        assert town is not None, "a community lies in a sub-district"
        yield town, f"第{chinese_number(place)}街道（演示）", level["subdistrict"], _COUNTY
        for number, code in of_town:
            yield code, community_name(number), level["community"], town
            for grid in range(1, GRIDS["stress"][number - 1] + 1):
                yield grid_code(code, "1", grid), f"第{chinese_number(grid)}网格", level["grid"], code


def write_tree(path: Path, communities: int = COMMUNITIES) -> int:
    """Write the list of divisions and grids as `gridserver import-tree` takes it; how many grids it names."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("区划")
        for row, cells in enumerate((_HEADINGS, *divisions(communities))):
            sheet.write_row(row, 0, cells)
    return sum(GRIDS["stress"][:communities])


def _skeleton(made: Community, most: int | None) -> Community:
    """Without identity numbers, and where there are more people than `most`, the first households alone."""
    kept: list[Household] = []
    found = 0
    for home in made.households:
        if most is not None and found >= most:
            break
        kept.append(_without_numbers(home))
        found += len(home.people)
    return dataclasses.replace(made, households=tuple(kept))


def _without_numbers(home: Household) -> Household:
    people = tuple(dataclasses.replace(each, identity_number=None) for each in home.people)
    return dataclasses.replace(home, people=people)
