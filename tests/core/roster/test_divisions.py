"""The list of divisions is read from a workbook as offices write it."""

from gridcore.district_tree import Division, Tree, plant
from gridcore.roster.divisions import divisions_in
from gridcore.roster.workbook import Workbook
from tests.core.roster.written import sheet

ROWS = (
    ("胜利街道网格一览表", None, None, None),
    ("编码", "名称", "级别", "上级编码"),
    ("370502001000", "胜利街道", "街道", None),
    (370502001001, " 和合社区", "社区", "370502001000"),
    (None, None, None, None),
    ("3705020010011001", "第一网格", "网格", "370502001001"),
)


def test_a_list_is_found_under_its_headings_and_read_forgivingly() -> None:
    found = divisions_in(Workbook((sheet(("说明",), name="说明"), sheet(*ROWS))))
    assert found == [
        Division(3, "370502001000", "胜利街道", "subdistrict"),
        Division(4, "370502001001", "和合社区", "community", "370502001000"),
        Division(6, "3705020010011001", "第一网格", "grid", "370502001001"),
    ]
    assert isinstance(plant(found), Tree)


def test_a_level_in_unknown_words_stays_for_the_check_to_name_it() -> None:
    found = divisions_in(Workbook((sheet(("代码", "名称", "层级"), ("1", "某处", "某级")),)))
    assert found == [Division(2, "1", "某处", "某级")]


def test_a_workbook_without_such_a_list_and_a_hidden_one_hold_none() -> None:
    assert divisions_in(Workbook((sheet(("姓名", "住址"), ("张桂英", "3号楼")),))) is None
    assert divisions_in(Workbook((sheet(*ROWS, is_hidden=True),))) is None
