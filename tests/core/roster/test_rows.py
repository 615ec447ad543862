"""Rows that are nobody are dropped with a reason; a place may stand in the rows above."""

import pytest

from gridcore.roster.columns import Column
from gridcore.roster.headings import find_headings
from gridcore.roster.notes import Note, NoteKind
from gridcore.roster.people import Reading
from gridcore.roster.places import TOWER, Place
from gridcore.roster.rows import ReadRow, Verdict, read_rows
from gridcore.roster.workbook import Area
from tests.core.roster.written import TODAY, Row, sheet

TITLES = (
    "序号",
    "网格",
    "小区",
    "楼栋",
    "单元",
    "房号",
    "姓名",
    "与户主关系",
    "身份证号",
    "房屋性质",
    "户号",
    "联系电话",
)
FULL = (1, "一", "和合里", "3", "2", "501", "张桂英", "户主", None, None, None, None)
THERE = Place("和合里", "3号楼", 2, 5, "501", TOWER)


def read(*rows: Row, titles: Row = TITLES, merged: tuple[Area, ...] = ()) -> list[ReadRow]:
    page = sheet(titles, *rows, merged=merged)
    headings = find_headings(page)
    assert headings is not None
    return list(read_rows(page, headings, Reading(TODAY, allow_demo=True)))


def why(row: ReadRow) -> list[str]:
    return [note.code for note in row.notes]


def row(**cells: object) -> Row:
    names = dict(zip(TITLES, range(len(TITLES)), strict=True))
    found: list[object] = [None] * len(TITLES)
    for name, value in cells.items():
        found[names[name]] = value
    return found  # type: ignore[return-value]


def test_a_row_is_read_with_its_number_and_place() -> None:
    (found,) = read(FULL)
    assert (found.number, found.verdict, found.place, found.grid) == (2, Verdict.TAKEN, THERE, "一")
    assert found.is_taken


def test_a_row_keeps_what_stands_in_it_and_nothing_where_a_cell_is_empty() -> None:
    (row,) = read(FULL)
    assert row.cells == {
        **{Column.SERIAL: 1, Column.GRID: "一", Column.ESTATE: "和合里", Column.BUILDING: "3"},
        **{Column.UNIT: "2", Column.ROOM: "501", Column.NAME: "张桂英", Column.RELATION: "户主"},
    }
    assert len(row.cells) == 8
    assert row.cells.get(Column.PHONE) is None
    assert Column.REMARK not in row.cells


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (row(), "empty_row"),
        (row(序号=7), "empty_row"),
        (row(序号="合计", 姓名="11108人"), "footer"),
        (row(序号="小 计"), "footer"),
        (row(姓名="合计：5人"), "footer"),
        (row(序号="填表人：张三", 小区="审核人：李四"), "footer"),
        (TITLES, "heading_again"),
        (row(姓名="必填", 身份证号="18位", 联系电话="选填"), "explanatory_row"),
        (row(序号="示例", 姓名="张三", 房号="501"), "explanatory_row"),
    ],
)
def test_rows_that_are_nobody_are_dropped_with_the_reason(cells: Row, code: str) -> None:
    (found,) = read(cells)
    assert (found.verdict, why(found), found.is_taken) == (Verdict.DROPPED, [code], False)


def test_words_of_an_explanation_further_down_are_a_persons() -> None:
    found = read(FULL, FULL, FULL, row(姓名="张三", 小区="和合里", 楼栋="3", 房号="501", 联系电话="选填"))
    assert found[-1].verdict is not Verdict.DROPPED


def test_one_odd_word_below_the_headings_drops_nobody() -> None:
    (found,) = read((1, "一", "和合里", "3", "2", "501", "张桂英", "户主", None, "如：自有", None, None))
    assert found.is_taken


def test_merged_cells_count_for_every_row_beside_them() -> None:
    found = read(
        FULL,
        row(姓名="王建国", 与户主关系="夫"),
        row(姓名="王小明", 与户主关系="户主"),
        merged=tuple(Area(1, column, 3, column) for column in range(1, 6)),
    )
    assert [each.place for each in found] == [THERE] * 3
    assert [each.grid for each in found] == ["一"] * 3
    assert why(found[2]) == []


def test_an_empty_row_in_merged_cells_is_still_empty() -> None:
    found = read(FULL, row(), merged=(Area(1, 2, 2, 2), Area(1, 6, 2, 6), Area(0, 0, 0, 3)))
    assert why(found[1]) == ["empty_row"]


def test_relatives_without_an_address_live_with_the_rows_above() -> None:
    found = read(FULL, row(姓名="王建国", 与户主关系="夫"), row(姓名="王小明", 与户主关系="长子"))
    assert [each.place for each in found] == [THERE] * 3
    assert [why(each) for each in found] == [[], ["place_from_above"], ["place_from_above"]]
    assert {each.grid for each in found} == {"一"}


def test_a_head_without_an_address_is_not_put_anywhere() -> None:
    found = read(FULL, row(姓名="李四", 与户主关系="户主"), row(姓名="赵六"))
    assert [why(each) for each in found[1:]] == [["place_missing"], ["place_missing"]]
    assert read(row(姓名="李四", 与户主关系="妻"))[0].verdict is Verdict.REFUSED


def test_a_relative_whose_address_cannot_be_read_is_not_put_with_the_rows_above() -> None:
    found = read(FULL, row(姓名="王建国", 与户主关系="夫", 楼栋="9"))
    assert (found[1].place, why(found[1])) == (None, ["place_unreadable"])


def test_the_household_number_decides_whether_a_row_goes_on() -> None:
    same, other = row(姓名="李四", 户号=1.0), row(姓名="赵六", 户号=2.0, 与户主关系="妻")
    found = read((*FULL[:10], "1", None), same, other)
    assert [why(each) for each in found[1:]] == [["place_from_above"], ["place_missing"]]


def test_somebody_of_the_rows_above_may_stand_there_once_more() -> None:
    number = "999901195603041246"
    head = (*FULL[:8], number, None, None, None)
    found = read(head, row(姓名="张桂瑛", 与户主关系="户主", 身份证号=number))
    assert why(found[1]) == ["place_from_above"]
    moved = (1, "一", "和合里", "3", "2", "502", "李四", "户主", None, None, None, None)
    found = read(head, moved, row(姓名="张桂瑛", 与户主关系="户主", 身份证号=number))
    assert why(found[2]) == ["place_missing"]


def test_a_room_without_its_building_is_in_the_building_above() -> None:
    found = read(FULL, row(房号="502", 姓名="李四"), row(房号="？", 姓名="赵六"))
    assert found[1].place == Place("和合里", "3号楼", 2, 5, "502", TOWER)
    assert (why(found[1]), found[1].grid) == (["place_from_above"], "一")
    assert why(found[2]) == ["place_unreadable"]


def test_a_place_that_cannot_be_read_refuses_the_row() -> None:
    assert why(read(row(姓名="李四", 楼栋="3", 房号="五楼东户"))[0]) == ["place_unreadable"]
    assert why(read(row(姓名="李四", 楼栋="3"))[0]) == ["place_unreadable"]


def test_a_refused_row_still_tells_where_it_is() -> None:
    (found,) = read((1, "一", "和合里", "3", "2", "501", None, None, None, None, None, None))
    assert (why(found), found.place) == (["name_missing"], THERE)


def test_full_width_places_are_put_right_and_told() -> None:
    (found,) = read((1, "一", "和合里", "３栋", "2", "501", "张桂英", None, None, None, None, None))
    assert found.notes == (Note(Column.BUILDING, NoteKind.MENDED, "full_width", "３栋", "3栋"),)


@pytest.mark.parametrize(
    "cells", [{"姓名": "空户"}, {"房屋性质": "空置"}, {"房屋性质": "空房", "姓名": "无"}]
)
def test_a_vacant_room_is_a_row_without_people(cells: dict[str, object]) -> None:
    (found,) = read(row(小区="和合里", 楼栋="3", 单元="2", 房号="501", **cells))
    assert (found.people, found.place, found.is_taken) == ((), THERE, True)


def test_somebody_in_a_room_that_is_called_vacant_is_taken() -> None:
    (found,) = read(row(小区="和合里", 楼栋="3", 房号="501", 姓名="李四", 房屋性质="空置"))
    assert (len(found.people), found.tenure) == (1, "vacant")


def test_an_address_in_words_completes_the_columns() -> None:
    titles = ("小区", "楼栋", "单元", "房号", "姓名", "住址")
    found = read(
        (None, "3", "2", "501", "张三", "和合里3号楼2单元501"),
        ("和合里", None, None, None, "李四", "3号楼2单元501"),
        ("和合里", "3", "2", "501", "王五", "不详"),
        (None, None, None, None, "赵六", "和合里3-2-501"),
        ("别处", "3", "2", "501", "孙七", "和合里3号楼2单元501"),
        titles=titles,
    )
    assert [each.place for each in found[:4]] == [THERE] * 4
    assert found[4].place is not None
    assert found[4].place.estate == "别处"
