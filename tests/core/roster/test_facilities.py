"""A list of facilities goes the way of a roster: previewed, refused by row and reason, never twice."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roster.columns import Column
from gridcore.roster.compare import Standing
from gridcore.roster.facilities import Facility
from gridcore.roster.grids import Grids
from gridcore.roster.headings import fitting, missing_columns
from gridcore.roster.known import Known, KnownRecord
from gridcore.roster.plan import RosterPlan
from gridcore.roster.report import report_sheets
from gridcore.roster.rows import Verdict
from gridcore.roster.workbook import Area, Cell, Workbook
from gridcore.sync.edits import Create, Set, Text
from tests.core.roster.test_headings import headings
from tests.core.roster.written import (
    COMMUNITY,
    FIRST,
    HEAD,
    HEADINGS,
    NAMES,
    SECOND,
    codes,
    known_after,
    made,
    only_row,
    planned,
    planned_book,
    sheet,
)

TITLES = ("所属网格", "场所名称", "类型", "地址", "开放时间", "联系电话", "服务内容", "停用日期")
POINT = (
    "第一网格",
    "和合便民服务点",
    "便民服务点",
    "和合里3号楼东侧",
    "8:00-18:00",
    "10000000001",
    None,
    None,
)
CANTEEN = ("第二网格", "幸福食堂", "食堂", None, None, None, "午餐、晚餐", None)
SHORT = ("网格", "名称", "类别", "小区", "楼栋", "地址")


def of(*rows: tuple[Cell, ...], titles: tuple[str, ...] = TITLES, known: Known | None = None) -> RosterPlan:
    return planned(*rows, headings=titles, known=known)


def a_building(grid: str, name: str = "3号楼", estate: str = "和合里", number: int = 1) -> KnownRecord:
    cells: dict[str, Value] = {"name": name, "estate": estate}
    identifier = RecordId(f"0190a000-0000-7000-8000-00000000000{number}")
    return KnownRecord(identifier, "building", ScopeId(f"grid/{grid}"), cells)


def a_facility(name: str, kind: str, number: int, **more: Value) -> KnownRecord:
    cells: dict[str, Value] = {"name": name, "facility_kind": kind, **more}
    identifier = RecordId(f"0190a000-0000-7000-8000-00000000001{number}")
    return KnownRecord(identifier, "facility", ScopeId(f"grid/{FIRST}"), cells, dict.fromkeys(cells, 1))


def test_each_row_becomes_a_facility_of_its_grid() -> None:
    plan = of(POINT, CANTEEN)
    assert [each.verdict for each in plan.rows] == [Verdict.TAKEN, Verdict.TAKEN]
    assert [(each.names, each.address) for each in plan.rows] == [
        (("和合便民服务点",), "和合里3号楼东侧"),
        (("幸福食堂",), ""),
    ]
    assert made(plan, "facility") == [
        {
            "name": "和合便民服务点",
            "facility_kind": "service_point",
            "address": "和合里3号楼东侧",
            "hours": "8:00-18:00",
            "phone": "10000000001",
        },
        {"name": "幸福食堂", "facility_kind": "canteen", "offers": "午餐、晚餐"},
    ]
    assert [e.scope for e in plan.edits() if isinstance(e, Create)] == [f"grid/{FIRST}", f"grid/{SECOND}"]
    assert set(plan.created()) == {"facility"}


def test_what_was_imported_is_there_already() -> None:
    first = of(POINT, CANTEEN)
    known = known_after(first)
    scoped = Known(
        KnownRecord(e.id, e.kind, e.scope, {**e.cells, "name": f" {e.text('name')}"}, e.bases) for e in known
    )
    again = of(POINT, (*CANTEEN[:1], "幸福 食堂", *CANTEEN[2:]), known=scoped)
    assert again.changes_nothing
    assert [each.standing for each in again.rows] == [Standing.SAME, Standing.SAME]


def test_gaps_are_filled_and_differences_wait_for_a_person() -> None:
    known = known_after(of(POINT))
    plan = of((*POINT[:4], "9:00-17:00", POINT[5], "代缴水电费", "2026-10-01"), known=known)
    assert only_row(plan).standing is Standing.DIFFERS
    assert {(type(e), e.cell) for e in plan.edits() if isinstance(e, Set | Text)} == {
        (Text, "offers"),
        (Set, "closed_on"),
    }
    (found,) = plan.differences
    assert (found.kind, found.cell, found.before, found.after) == (
        *("facility", "hours"),
        *("8:00-18:00", "9:00-17:00"),
    )
    assert [e.cell for e in plan.taking([found]).edits() if isinstance(e, Set)] == ["closed_on", "hours"]


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        (("第一网格", None, "便民服务点", "和合里"), "facility_name_missing", Column.FACILITY_NAME),
        (("第一网格", "不详", "便民服务点", "和合里"), "facility_name_missing", Column.FACILITY_NAME),
        (("第一网格", "长" * 61, "便民服务点", "和合里"), "too_long", Column.FACILITY_NAME),
        (("第一网格", "服务点", "飞船", "和合里"), "kind_unknown", Column.FACILITY_KIND),
        (("第一网格", "服务点", None, "和合里"), "kind_missing", Column.FACILITY_KIND),
        (("第一网格", "服务点", "无", "和合里"), "kind_missing", Column.FACILITY_KIND),
        (("第九网格", "服务点", "便民服务点", "和合里"), "grid_unknown", Column.GRID),
        ((None, "服务点", "便民服务点", "和合里"), "grid_missing", Column.GRID),
    ],
)
def test_a_row_without_name_kind_or_grid_is_refused_and_says_why(
    row: tuple[Cell, ...], code: str, column: Column
) -> None:
    plan = of(row, titles=TITLES[:4])
    found = only_row(plan)
    assert found.verdict is Verdict.REFUSED
    assert [(each.column, each.code) for each in found.notes if each.kind == "refused"] == [(column, code)]
    assert plan.changes_nothing


def test_the_kinds_that_there_are_are_told_with_one_that_nobody_knows() -> None:
    (note,) = only_row(of(("第一网格", "服务点", "飞船"), titles=TITLES[:3])).notes
    assert note.before == "飞船"
    assert "便民服务点、网格驿站" in note.sentence.text.format(**note.params)


def test_a_facility_of_a_grid_that_one_does_not_follow_is_refused() -> None:
    grids = Grids(COMMUNITY, NAMES, {FIRST})
    plan = planned(CANTEEN, POINT, headings=TITLES, grids=grids)
    assert [codes(each) for each in plan.rows] == [{"grid_not_yours"}, set()]
    assert len(made(plan, "facility")) == 1


def test_a_row_that_names_no_grid_lies_in_that_of_its_building() -> None:
    known = Known([a_building(SECOND)])
    plan = of((None, "服务点", "驿站", "和合里", "3栋", None), titles=SHORT, known=known)
    (edit,) = plan.edits()
    assert isinstance(edit, Create)
    assert edit.scope == f"grid/{SECOND}"
    assert edit.cells["building"] == a_building(SECOND).id
    assert edit.cells["facility_kind"] == "grid_station"
    assert only_row(plan).address == "和合里3号楼"


def test_a_building_of_another_grid_than_the_named_one_refuses_the_row() -> None:
    known = Known([a_building(SECOND)])
    plan = of(("第一网格", "服务点", "驿站", "和合里", "3栋", None), titles=SHORT, known=known)
    assert codes(only_row(plan)) == {"building_elsewhere"}


def test_a_building_that_nobody_knows_is_kept_as_the_address_and_never_loses_the_row() -> None:
    row = ("第一网格", "服务点", "驿站", None, "3栋", None)
    plan = of(row, titles=SHORT)
    assert codes(only_row(plan)) == {"building_as_address"}
    assert made(plan, "facility")[0]["address"] == "3号楼"
    beside = of((*row[:5], "东门外"), titles=SHORT)
    assert (codes(only_row(beside)), only_row(beside).verdict) == ({"building_unknown"}, Verdict.MENDED)
    assert made(beside, "facility")[0]["address"] == "东门外"
    unread = of((*row[:4], "长" * 80, None), titles=SHORT)
    assert codes(only_row(unread)) == {"building_unknown"}
    assert only_row(unread).address == ""
    said = of((*row[:4], "无", None), titles=SHORT)
    assert codes(only_row(said)) == set()


def test_another_building_is_a_difference_with_both_names() -> None:
    known = [a_building(FIRST), a_building(FIRST, "5号楼", number=2)]
    row = ("第一网格", "服务点", "驿站", "和合里", "3栋", None)
    first = of(row, titles=SHORT, known=Known(known))
    after = Known([*known, *known_after(first)])
    (found,) = of((*row[:4], "5号楼", None), titles=SHORT, known=after).differences
    assert (found.cell, found.names) == ("building", ("和合里3号楼", "和合里5号楼"))
    there = next(each for each in after if each.kind == "facility")
    gone = Known([known[1], there])
    (found,) = of((*row[:4], "5号楼", None), titles=SHORT, known=gone).differences
    assert found.names == ("", "和合里5号楼")


def test_two_rows_of_one_facility_become_one_record_and_the_first_one_counts() -> None:
    known = Known([a_building(FIRST), a_building(FIRST, "5号楼", number=2)])
    titles = (*SHORT, "开放时间", "联系电话")
    one = ("第一网格", "便民 服务点", "驿站", "和合里", "3栋", None, "8:00-18:00", None)
    two = ("第一网格", "便民服务点", "网格驿站", "和合里", "5栋", None, "9:00-17:00", "10000000001")
    plan = of(one, two, one, titles=titles, known=known)
    assert [codes(each) for each in plan.rows] == [
        set(),
        {"same_facility", "facility_differs"},
        {"same_facility"},
    ]
    assert {note.params["row"] for note in plan.rows[1].notes} == {2}
    differing = {each.column for each in plan.rows[1].notes if each.code == "facility_differs"}
    assert differing == {Column.HOURS, Column.BUILDING}
    (cells,) = made(plan, "facility")
    assert (cells["hours"], cells["phone"]) == ("8:00-18:00", "10000000001")
    assert cells["building"] == a_building(FIRST).id


def test_one_name_in_two_grids_or_of_two_kinds_is_two_facilities() -> None:
    other_grid = ("第二网格", *POINT[1:])
    other_kind = (*POINT[:2], "调解室", *POINT[3:])
    plan = of(POINT, other_grid, other_kind)
    assert len({edit.id for edit in plan.edits() if isinstance(edit, Create)}) == 3


def test_a_facility_is_known_by_name_and_kind_and_by_the_name_alone_where_no_other_is_meant() -> None:
    first = of(POINT)
    changed = of((*POINT[:2], "调解室", *POINT[3:]), known=known_after(first))
    (found,) = changed.differences
    assert (found.cell, found.before, found.after) == ("facility_kind", "service_point", "mediation_room")
    assert changed.changes_nothing
    both = of(POINT, (*POINT[:2], "调解室", *POINT[3:]), known=known_after(first))
    assert [each.standing for each in both.rows] == [Standing.SAME, Standing.NEW]


def test_of_several_known_ones_with_the_name_none_is_taken_for_another_kind() -> None:
    known = Known([a_facility("驿站", "shop", 1), a_facility("驿站", "market", 2)])
    plan = of(("第一网格", "驿站", "调解室"), titles=TITLES[:3], known=known)
    assert only_row(plan).standing is Standing.NEW
    one = Known([a_facility("驿站", "shop", 1)])
    two = of(("第一网格", "驿站", "调解室"), ("第一网格", "驿站", "食堂"), titles=TITLES[:3], known=one)
    assert [each.standing for each in two.rows] == [Standing.NEW, Standing.NEW]


def test_values_are_put_right_as_the_form_does() -> None:
    row = (
        *("第一网格", "ＡＢ 服务点", "其它", "东 门", "８:００", "138 0013 8000、010-12345678"),
        *("陪　聊\n代办", "2026年9月1日"),
    )
    plan = of(row)
    (cells,) = made(plan, "facility")
    assert cells == {
        "name": "AB 服务点",
        "facility_kind": "other",
        "address": "东 门",
        "hours": "8:00",
        "phone": "13800138000",
        "offers": "陪 聊\n代办",
        "closed_on": "2026-09-01",
    }
    assert {"first_phone", "full_width"} <= codes(only_row(plan))
    assert only_row(plan).verdict is Verdict.MENDED


def test_a_value_that_cannot_be_taken_is_left_out_and_the_row_is_taken() -> None:
    row = ("第一网格", "服务点", "驿站", "长" * 201, "无", "请打电话", "不清楚\ufffd", "没有的日子")
    plan = of(row)
    assert made(plan, "facility") == [{"name": "服务点", "facility_kind": "grid_station"}]
    left = {each.column for each in only_row(plan).notes if each.kind == "left_out"}
    assert {Column.ADDRESS, Column.PHONE, Column.CLOSED_ON} <= left
    late = of((*row[:3], None, None, None, None, datetime.datetime(2027, 5, 1)))
    assert made(late, "facility")[0]["closed_on"] == "2027-05-01"


def test_an_account_of_people_in_what_it_offers_is_worth_a_look() -> None:
    row = (*POINT[:6], "每周为信教群众登记", None)
    assert "forbidden_topic" in codes(only_row(of(row)))


def test_merged_kinds_and_grids_hold_for_every_row_beside_them() -> None:
    rows = (("第一网格", "甲", "驿站"), (None, "乙", None), (None, "丙", None))
    merged = [Area(1, 0, 3, 0), Area(1, 2, 3, 2)]
    plan = planned(*rows, headings=TITLES[:3], merged=merged)
    assert [each.verdict for each in plan.rows] == [Verdict.TAKEN] * 3
    assert {cells["facility_kind"] for cells in made(plan, "facility")} == {"grid_station"}


def test_totals_and_empty_rows_are_nobody() -> None:
    plan = of(POINT, (None,) * 8, ("合计", "195个", *[None] * 6))
    assert [each.verdict for each in plan.rows] == [Verdict.TAKEN, Verdict.DROPPED, Verdict.DROPPED]


def test_households_and_facilities_of_one_file_are_planned_together() -> None:
    book = Workbook((sheet(HEADINGS, HEAD), sheet(TITLES, POINT, name="场所")))
    plan = planned_book(book)
    assert plan.created() == {**planned(HEAD).created(), "facility": 1}
    assert [each.names for each in plan.rows] == [("张桂英",), ("和合便民服务点",)]


def test_a_sheet_is_of_people_or_of_facilities_and_does_not_take_the_others_columns() -> None:
    people = headings(("姓名", "住址", "类别", "服务时间"))
    assert set(fitting(people).columns.values()) == {Column.NAME, Column.ADDRESS}
    assert fitting(people).unknown == (2, 3)
    assert missing_columns(fitting(people).columns) == ()
    places = headings(("场所名称", "类型", "地址", "性别", "备注"))
    assert set(fitting(places).columns.values()) == {
        *(Column.FACILITY_NAME, Column.FACILITY_KIND, Column.ADDRESS),
    }
    kindless = headings(("场所名称", "地址"))
    assert missing_columns(kindless.columns) == (Column.FACILITY_KIND,)


def test_who_answers_for_a_facility_is_nobody_of_a_roster_and_a_roster_keeps_its_people() -> None:
    titles = ("网格", "场所名称", "类型", "地址", "姓名", "电话")
    plan = of(("第一网格", "驿站", "驿站", "3号楼101", "王负责", "10000000001"), titles=titles)
    assert set(plan.created()) == {"facility"}
    assert plan.sheets[0].headings is not None
    assert plan.sheets[0].headings.unknown == (4,)
    people = of(
        ("第一网格", "张桂英", "女", "和合里3号楼2单元501", "甲", "乙"),
        titles=("网格", "姓名", "性别", "住址", "名称", "类型"),
    )
    assert only_row(people).verdict is Verdict.TAKEN
    assert "facility" not in people.created()


def test_the_report_of_a_file_with_both_is_read_as_both() -> None:
    book = Workbook(
        (
            sheet(HEADINGS, ("第九网格", *HEAD[1:])),
            sheet(TITLES, ("第九网格", *POINT[1:]), name="场所"),
        )
    )
    refused = planned_book(book)
    titles, *rows = report_sheets(refused, lambda label: label.text)[0].rows
    grid = titles.index("网格")
    corrected = [[each or None for each in (*row[:grid], "第一网格", *row[grid + 1 :])] for row in rows]
    again = planned(*corrected, headings=titles)
    assert [each.verdict for each in again.rows] == [Verdict.TAKEN, Verdict.TAKEN]
    assert again.created()["facility"] == again.created()["resident"] == 1


def test_what_was_refused_comes_back_and_is_taken_once_it_is_corrected() -> None:
    plan = of(("第一网格", "服务点", "飞船", "东门"), titles=TITLES[:4])
    refused = report_sheets(plan, lambda label: label.text)[0]
    assert refused.rows[0][:4] == TITLES[:4]
    corrected = (refused.rows[0], (*refused.rows[1][:2], "驿站", *refused.rows[1][3:]))
    again = planned(*corrected[1:], headings=corrected[0])
    assert [each.verdict for each in again.rows] == [Verdict.TAKEN]


def test_a_facility_takes_from_another_row_only_what_it_does_not_say() -> None:
    whole = Facility("甲", "shop", None, "东门", "8:00", "1", "米", "2026-01-01")
    assert Facility("甲", "shop", hours="9:00").completed(whole).hours == "9:00"
    assert Facility("甲", "shop").completed(whole) == whole
    assert Facility("甲", "shop").place == ""


WORDS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.sampled_from(
        ["第一网格", "驿站", "食堂", "无", "=1+1", "3号楼", "合计", "长" * 300, "\ufffd", "\ud800"]
    ),
)


@given(st.lists(st.tuples(*[WORDS] * 8), max_size=6))
def test_no_cell_breaks_a_list_of_facilities(rows: list[tuple[Cell, ...]]) -> None:
    plan = of(*rows)
    assert len(plan.rows) == len(rows)
    for cells in made(plan, "facility"):
        assert cells["name"]
        assert cells["facility_kind"]
    assert not plan.differences
    assert of(*rows, known=known_after(plan)).changes_nothing
