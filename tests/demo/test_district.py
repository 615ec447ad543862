"""The stress pack is a whole district in parts, the same from the same seed, and without anything of care."""

from collections import Counter
from pathlib import Path

import pytest

from demo.community import Community
from demo.district import COMMUNITIES, district, write_tree
from demo.people import COUNTED_ON
from gridcore.district_tree import COMMUNITY, GRID, Tree
from gridserver.actions.plant_tree import read_tree

_FEW = 120


@pytest.fixture(scope="module")
def few() -> Community:
    (made,) = district(_FEW, today=COUNTED_ON)
    return made


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    file: Path = tmp_path_factory.mktemp("district") / "tree.xlsx"
    assert write_tree(file) == 1_595
    found = read_tree(file.read_bytes())
    assert isinstance(found, Tree), "the list has no fault"
    return found


def test_the_list_is_a_sound_tree_of_four_levels_with_1595_grids(tree: Tree) -> None:
    levels = Counter(each.level for each in tree.divisions.values())
    assert levels == {"county": 1, "subdistrict": 12, COMMUNITY: COMMUNITIES, GRID: 1_595}
    assert len(list(tree.way_up(tree.of_level(GRID)[-1].code))) == 3


def test_the_grids_of_the_pack_are_those_of_the_tree(tree: Tree, few: Community) -> None:
    assert {each.code: each.name for each in few.grids} == {
        each.code: each.name for each in tree.grids_of(few.code)
    }


def test_a_small_pack_is_the_beginning_of_the_whole_one_and_always_the_same(few: Community) -> None:
    whole = next(district(today=COUNTED_ON))
    assert _FEW <= few.people < _FEW + 8
    assert few.households == whole.households[: len(few.households)]
    assert whole.people > 6_000


def test_the_pack_holds_places_and_people_and_nothing_else(few: Community) -> None:
    assert {each.kind for each in few.records()} == {
        *("community", "grid", "building", "room", "household", "resident"),
    }
