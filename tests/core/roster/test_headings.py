"""The row of headings is found where offices put it, and columns about what is never kept stay closed."""

import pytest

from gridcore.roster.columns import COLUMN_LABELS, Column, column_of
from gridcore.roster.headings import Headings, find_headings, fitting, missing_columns, remapped
from gridcore.roster.workbook import Area
from tests.core.roster.written import Row, sheet


def headings(*rows: Row, merged: tuple[Area, ...] = ()) -> Headings:
    found = find_headings(sheet(*rows, merged=merged))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("姓名", Column.NAME),
        ("*姓 名", Column.NAME),
        ("姓名（必填）", Column.NAME),
        ("居民身份证号码(18位)", Column.IDENTITY_NUMBER),
        ("证件号码", Column.IDENTITY_NUMBER),
        ("出生年月", Column.BIRTH_DATE),
        ("与户主\n关系", Column.RELATION),
        ("联系电话1", Column.PHONE),
        ("手机", Column.PHONE),
        ("楼 号", Column.BUILDING),
        ("房号／室号", None),
        ("门牌号", Column.ROOM),
        ("现居住地址", Column.ADDRESS),
        ("网格编号", Column.GRID),
        ("户号", Column.HOUSEHOLD_NUMBER),
        ("是否户主", Column.IS_HEAD),
        ("房屋性质", Column.TENURE),
        ("Ｎａｍｅ", Column.NAME),
        ("户主姓名", Column.HEAD_NAME),
        ("紧急联系人电话", None),
        ("", None),
    ],
)
def test_the_usual_headings_are_known(heading: str, column: Column | None) -> None:
    assert column_of(heading) is column


def test_every_column_has_a_label() -> None:
    assert set(COLUMN_LABELS) == set(Column)


def test_headings_below_merged_titles_are_found() -> None:
    found = headings(
        ("和合社区居民信息登记表", None, None),
        ("填报单位：和合社区", None, None),
        ("姓名", "住址", "爱好"),
        ("张三", "3号楼2单元501", "下棋"),
        merged=(Area(0, 0, 0, 2),),
    )
    assert found.row == 2
    assert found.columns == {0: Column.NAME, 1: Column.ADDRESS}
    assert found.unknown == (2,)


def test_a_heading_in_two_rows_is_one() -> None:
    found = headings(
        ("姓名", "住址", None, None, "民族情况", None),
        (None, "楼栋", "单元", "房号", "名称", None),
        ("张三", "3", "2", "501", "汉", None),
        merged=(Area(0, 0, 1, 0), Area(0, 1, 0, 3), Area(0, 4, 0, 5)),
    )
    assert found.row == 1
    read = {0: Column.NAME, 1: Column.BUILDING, 2: Column.UNIT, 3: Column.ROOM}
    assert fitting(found).columns == read
    assert found.forbidden == {4: "ethnicity", 5: "ethnicity"}, "whatever stands below such a heading"
    assert found.titles[4] == "名称"


def test_a_heading_over_several_columns_closes_them_all_and_a_title_over_the_list_none() -> None:
    grouped = headings(
        ("基本信息", None, "宗教信仰", None),
        ("姓名", "住址", "名称", "类型"),
        merged=(Area(0, 0, 0, 1), Area(0, 2, 0, 3)),
    )
    assert grouped.columns == {0: Column.NAME, 1: Column.ADDRESS}
    assert set(grouped.forbidden) == {2, 3}
    titled = headings(
        ("宗教活动场所一览表", None, None), ("名称", "类型", "地址"), merged=(Area(0, 0, 0, 2),)
    )
    assert titled.forbidden == {}
    assert len(titled.columns) == 3


def test_the_first_of_two_columns_with_one_meaning_is_read() -> None:
    found = headings(("姓名", "住址", "联系电话", "手机"))
    assert found.columns[2] is Column.PHONE
    assert found.unknown == (3,)


@pytest.mark.parametrize("heading", ["民族", "政治面貌", "宗教信仰", "工作单位", "是否重点人员", "Religion"])
def test_columns_about_what_is_never_kept_are_named_and_closed(heading: str) -> None:
    found = headings(("姓名", "住址", heading))
    assert set(found.forbidden) == {2}
    with pytest.raises(ValueError, match="cannot be read"):
        remapped(found, {0: Column.NAME, 2: Column.REMARK})


def test_a_user_may_say_what_a_column_holds() -> None:
    found = remapped(
        headings(("姓名", "住址", "爱好")), {0: Column.NAME, 1: Column.ADDRESS, 2: Column.REMARK}
    )
    assert found.columns[2] is Column.REMARK
    assert found.unknown == ()


def test_a_choice_of_columns_that_means_nothing_is_refused() -> None:
    found = headings(("姓名", "住址"))
    with pytest.raises(ValueError, match="cannot be read"):
        remapped(found, {7: Column.NAME})
    with pytest.raises(ValueError, match="the same"):
        remapped(found, {0: Column.NAME, 1: Column.NAME})


def test_a_sheet_of_other_things_has_no_headings() -> None:
    assert find_headings(sheet()) is None
    assert find_headings(sheet(("姓名",), ("张三",))) is None
    assert find_headings(sheet((1, 2), ("收入", "支出"), ("x" * 70, None))) is None
    assert find_headings(sheet(*[("标题", None)] * 40, ("姓名", "住址"))) is None


def test_a_name_and_a_place_are_needed() -> None:
    assert missing_columns({0: Column.NAME, 1: Column.ADDRESS}) == ()
    assert missing_columns({0: Column.NAME, 1: Column.ROOM, 2: Column.BUILDING}) == ()
    assert missing_columns({0: Column.SEX}) == (Column.NAME, Column.ADDRESS)


def test_a_list_of_rooms_needs_no_names_unless_it_tells_of_people() -> None:
    rooms = {0: Column.BUILDING, 1: Column.UNIT, 2: Column.ROOM}
    assert missing_columns(rooms) == ()
    assert missing_columns({0: Column.UNIT, 1: Column.ROOM}) == (Column.NAME,)
    for told in (Column.IDENTITY_NUMBER, Column.SEX, Column.PHONE, Column.RELATION, Column.HEAD_NAME):
        assert missing_columns({**rooms, 3: told}) == (Column.NAME,)
