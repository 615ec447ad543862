"""The tree of divisions: any levels, no orphan, no cycle, and one fault refuses the whole list."""

import pytest

from gridcore.codes.places import DISTRICT_LEVEL
from gridcore.district_tree import Division, RowProblem, Tree, plant

TOWN, COMMUNITY = "370502001000", "370502001001"
GRID = f"{COMMUNITY}1001"
ROWS = (
    Division(2, "370502000000", "东营区", "county"),
    Division(3, TOWN, "胜利街道", "subdistrict", "370502000000"),
    Division(4, COMMUNITY, "和合社区", "community", TOWN),
    Division(5, GRID, "第一网格", "grid", COMMUNITY),
)


def told(*rows: Division, allow_demo: bool = False) -> list[tuple[int, str, str]]:
    found = plant(rows, allow_demo=allow_demo)
    assert not isinstance(found, Tree)
    return [(each.row, each.problem.field, each.problem.code) for each in found]


def test_a_sound_list_is_a_tree_of_its_own_levels() -> None:
    tree = plant(ROWS)
    assert isinstance(tree, Tree)
    assert [each.name for each in tree.way_up(GRID)] == ["和合社区", "胜利街道", "东营区"]
    assert [each.code for each in tree.grids_of(COMMUNITY)] == [GRID]
    assert tree.of_level("area") == []
    area = Division(9, "西片", "西片区", "area", TOWN)
    with_area = plant([*ROWS[:2], area, Division(4, COMMUNITY, "和合社区", "community", "西片"), ROWS[3]])
    assert isinstance(with_area, Tree)
    assert next(with_area.way_up(COMMUNITY)).name == "西片区"


def test_a_tree_of_three_levels_of_grids_is_read_as_offices_name_them() -> None:
    """4 grids of the first level, 31 of the second, which are communities, and 352 of the third."""
    first, second, third = (DISTRICT_LEVEL.find(each) for each in ("一级网格", "二级网格", "三级小网格"))
    assert first is not None
    assert second is not None
    assert third is not None
    areas = [Division(at, f"第{at}大网格", "大网格", first) for at in range(4)]
    communities = [
        Division(10 + at, f"370502001{at:03}", "二级", second, areas[at % 4].code) for at in range(1, 32)
    ]
    grids = [
        Division(100 + at, f"{above}1{at:03}", "三级", third, above)
        for at in range(1, 353)
        if (above := communities[at % 31].code)
    ]
    tree = plant([*areas, *communities, *grids])
    assert isinstance(tree, Tree)
    assert [len(tree.of_level(level)) for level in (first, second, third)] == [4, 31, 352]


def test_an_office_of_one_community_has_nothing_above_it() -> None:
    alone = Division(2, COMMUNITY, "和合社区", "community")
    assert isinstance(plant([alone, ROWS[3]]), Tree)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (Division(9, "", "", "", ""), [("code", "required"), ("name", "required"), ("level", "required")]),
        (Division(9, "x", "某处", "street", ""), [("level", "level_unknown")]),
        (Division(9, GRID, "又一网格", "grid", COMMUNITY), [("code", "code_twice")]),
        (Division(9, "37050200100", "某社区", "community", TOWN), [("code", "division_length")]),
        (Division(9, f"{COMMUNITY}3001", "某网格", "grid", COMMUNITY), [("code", "place_code")]),
        (Division(9, "370502001002", "某社区", "community", "370502009000"), [("above", "above_missing")]),
        (Division(9, f"{COMMUNITY}1002", "某网格", "grid"), [("above", "above_missing")]),
        (Division(9, "370502002000", "某街道", "subdistrict", COMMUNITY), [("above", "above_level")]),
        (Division(9, "3705020010021001", "某网格", "grid", COMMUNITY), [("above", "grid_outside")]),
        (Division(9, f"{COMMUNITY}1002", "某网格", "grid", TOWN), [("above", "grid_outside")]),
    ],
)
def test_one_fault_refuses_the_list_and_is_told_by_row_and_field(
    wrong: Division, expected: list[tuple[str, str]]
) -> None:
    assert told(*ROWS, wrong) == [(9, field, code) for field, code in expected]


def test_a_cycle_is_told_in_each_of_its_rows() -> None:
    one, other = Division(2, "甲", "甲片", "area", "乙"), Division(3, "乙", "乙片", "area", "甲")
    assert told(one, other) == [(2, "above", "above_cycle"), (3, "above", "above_cycle")]
    itself = Division(2, "甲", "甲片", "area", "甲")
    assert told(itself) == [(2, "above", "above_cycle")]


def test_made_up_divisions_are_for_demonstrations() -> None:
    made_up = Division(2, "999901001001", "演示社区", "community")
    assert told(made_up) == [(2, "code", "division_province")]
    assert isinstance(plant([made_up], allow_demo=True), Tree)
    assert RowProblem(2, plant([made_up])[0].problem).row == 2  # type: ignore[index]
