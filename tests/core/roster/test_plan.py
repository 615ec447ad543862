"""A plan tells of every row what it would do, and does no more than that."""

import datetime
import re
from collections import Counter

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridcore.field_problems import MENDED
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.records import RECORD_TYPES
from gridcore.roster import notes
from gridcore.roster.columns import Column
from gridcore.roster.compare import MOST_TOGETHER, Standing
from gridcore.roster.known import Known, KnownRecord
from gridcore.roster.plan import LOOKS, RosterPlan, Step, slices
from gridcore.roster.rows import Verdict
from gridcore.roster.workbook import Area, Sheet, Workbook
from gridcore.shapes import fits_cell
from gridcore.sync.edits import Create, Edit, Remove, Set, Text
from tests.core.roster.written import (
    AT,
    FIRST,
    HEAD,
    HEADINGS,
    HUSBAND,
    Row,
    codes,
    known_after,
    only_row,
    planned,
    planned_book,
    sheet,
)

NUMBER = "999901195603041246"
WITH_NUMBER = (*HEAD[:9], NUMBER, HEAD[10])


def changed(known: Known, kind: str, **cells: Value) -> Known:
    """What is known, with other values in the record of a kind."""
    records = []
    for each in known:
        values = {**each.cells, **cells} if each.kind == kind else each.cells
        records.append(KnownRecord(each.id, each.kind, each.scope, values, each.bases))
    return Known(records, sees_identities=known.sees_identities)


def edits(found: RosterPlan) -> list[Edit]:
    return list(found.edits())


def book(*sheets: Sheet) -> RosterPlan:
    return planned_book(Workbook(sheets))


def test_everything_new_is_created_parents_first_and_grouped_by_household() -> None:
    found = planned(WITH_NUMBER, HUSBAND)
    assert [[each.kind for each in part if isinstance(each, Create)] for part in found.together] == [
        ["building"],
        ["room", "household", "resident", "resident", "resident_identity"],
    ]
    parts = list(found.together)
    building = parts[0][0]
    assert isinstance(building, Create)
    assert building.scope == f"grid/{FIRST}"
    assert {each.at for each in edits(found)} == {AT}
    home, *number = parts[1][-2:]
    assert [len({each.grp for each in part}) for part in found.together] == [1, 2]
    assert home.grp not in {each.grp for each in number}
    assert found.verdicts() == {"taken": 2, "mended": 0, "refused": 0, "dropped": 0}
    assert found.standings() == {"same": 0, "new": 2, "fills": 0, "differs": 0}


@pytest.mark.parametrize("sees_identities", [True, False])
def test_the_same_file_twice_changes_nothing(sees_identities: bool) -> None:
    known = known_after(planned(WITH_NUMBER, HUSBAND), sees_identities=sees_identities)
    again = planned(WITH_NUMBER, HUSBAND, known=known)
    assert again.changes_nothing
    assert [row.standing for row in again.rows] == [Standing.SAME, Standing.SAME]


def test_two_laptops_with_the_same_file_make_the_same_records() -> None:
    one, other = planned(WITH_NUMBER, HUSBAND), planned(HUSBAND, WITH_NUMBER)
    assert {each.id for each in edits(one)} == {each.id for each in edits(other)}


def test_what_is_empty_is_filled_in_with_the_version_that_was_seen() -> None:
    known = changed(known_after(planned(HEAD)), "resident", phone=None)
    found = planned(HEAD, known=known)
    assert only_row(found).standing is Standing.FILLS
    (edit,) = edits(found)
    assert isinstance(edit, Set)
    assert (edit.cell, edit.value, edit.base) == ("phone", "10000000001", 1)


def test_an_empty_remark_gets_the_rosters_words() -> None:
    headings, row = (*HEADINGS, "备注"), (*HEAD, "白天不在")
    known = known_after(planned(HEAD))
    (edit,) = edits(planned(row, headings=headings, known=known))
    assert isinstance(edit, Text)
    assert edit.value == "白天不在"


def test_what_differs_stays_as_it_is_and_is_told() -> None:
    known = changed(known_after(planned(HEAD)), "resident", phone="10099999999", sex="1")
    found = planned(HEAD, known=known)
    assert found.changes_nothing
    assert only_row(found).standing is Standing.DIFFERS
    assert only_row(found).differing == ("sex", "phone")


def test_what_differs_about_household_and_room_is_told_at_their_first_row() -> None:
    headings = (*HEADINGS, "房屋性质")
    rows = ((*HEAD, "自有"), (*HUSBAND, "自有"))
    known = known_after(planned(*rows, headings=headings))
    other = changed(changed(known, "household", tenure="rented"), "room", status="rented")
    found = planned(*rows, headings=headings, known=other)
    assert [row.differing for row in found.rows] == [("status", "tenure"), ()]
    empty = changed(known, "household", tenure=None)
    assert [row.standing for row in planned(*rows, headings=headings, known=empty).rows] == ["fills", "same"]
    unknown = changed(known, "room", status=None)
    assert [row.standing for row in planned(*rows, headings=headings, known=unknown).rows] == [
        "fills",
        "same",
    ]


def test_a_vacant_room_is_compared_as_well() -> None:
    headings = ("网格", "楼栋", "单元", "房号", "姓名", "房屋性质")
    row = ("第一网格", "3", "2", "501", None, "空置")
    known = known_after(planned(row, headings=headings))
    assert only_row(planned(row, headings=headings, known=known)).standing is Standing.SAME
    lived_in = changed(known, "room", status="occupied")
    assert only_row(planned(row, headings=headings, known=lived_in)).differing == ("status",)


def test_somebody_under_another_spelling_is_recognised_by_birth_date_and_number() -> None:
    known = changed(known_after(planned(WITH_NUMBER), sees_identities=False), "resident", name="张桂瑛")
    found = planned(WITH_NUMBER, known=known)
    assert only_row(found).differing == ("name",)
    assert found.changes_nothing


@pytest.mark.parametrize(
    ("held", "written", "is_alike"),
    [
        ("10", "妻", True),
        ("12", "配偶", True),
        ("01", "户主", True),
        ("20", "女儿", False),
        ("22", "次子", False),
    ],
)
def test_relations_of_one_family_do_not_differ(held: str, written: str, is_alike: bool) -> None:
    row = (*HEAD[:6], written, *HEAD[7:])
    known = changed(known_after(planned(row)), "resident", relation=held)
    found = only_row(planned(row, known=known))
    assert found.differing == (() if is_alike else ("relation",))


def test_a_number_is_handed_in_where_its_end_is_not_known_yet() -> None:
    without = known_after(planned(HEAD), sees_identities=False)
    found = planned(WITH_NUMBER, known=without)
    assert [type(each).__name__ for each in edits(found)] == ["Set", "Create"]
    assert only_row(found).standing is Standing.FILLS


def test_the_server_compares_whole_numbers() -> None:
    known = known_after(planned(WITH_NUMBER))
    paper = {"document": "1", "document_number": "99990119560304106X"}
    other = changed(known, "resident_identity", paper=paper)  # type: ignore[arg-type]
    assert only_row(planned(WITH_NUMBER, known=other)).differing == ("paper",)
    missing = Known([each for each in known if each.kind != "resident_identity"], sees_identities=True)
    found = planned(WITH_NUMBER, known=missing)
    assert (only_row(found).standing, found.created()) == (Standing.FILLS, {"resident_identity": 1})


def test_hundreds_in_one_household_come_in_several_groups() -> None:
    people = [(*HEAD[:5], f"住{chr(0x4E00 + n)}", None, None, "1990-01-01") for n in range(MOST_TOGETHER)]
    found = planned(*people)
    groups = Counter(each.grp for each in found.edits())
    assert list(groups.values()) == [1, MOST_TOGETHER, 2]
    assert [len(part) for part in found.together] == [1, MOST_TOGETHER + 2]


def test_portions_never_cut_what_belongs_together() -> None:
    def group(name: str, size: int) -> list[Edit]:
        return [Remove(0, GroupId(name), RecordId(f"{name}{n}"), 0) for n in range(size)]

    groups = [group("a", 3), group("b", 2), group("c", 7), group("d", 1), group("e", 1)]
    assert [len(each) for each in slices(groups, 5)] == [5, 7, 2]
    assert list(slices([], 5)) == []


def test_every_value_fits_its_field() -> None:
    found = planned(WITH_NUMBER, HUSBAND)
    for edit in edits(found):
        assert isinstance(edit, Create)
        declared = RECORD_TYPES[edit.kind]
        assert all(fits_cell(declared.cells[name], value) for name, value in edit.cells.items())


def test_all_visible_sheets_with_headings_are_read() -> None:
    other = (*HEAD[:4], "502", "李四")
    found = book(
        sheet(HEADINGS, HEAD, name="一"),
        sheet(("填表说明",), ("请如实填写",), name="说明"),
        sheet(HEADINGS, other, name="二"),
        sheet(HEADINGS, HUSBAND, name="下拉", is_hidden=True),
    )
    assert [each.problem for each in found.sheets] == [None, "no_headings", None, "no_headings"]
    assert [(row.sheet, row.number) for row in found.rows] == [("一", 2), ("二", 2)]
    assert found.problem is None


def test_a_workbook_without_a_roster_says_why() -> None:
    assert book().problem == "no_headings"
    assert book(sheet(HEADINGS, HEAD, is_hidden=True)).problem == "no_headings"
    found = book(sheet(("姓名", "性别"), ("张三", "男")))
    assert found.problem == "columns_missing"
    assert found.sheets[0].missing == (Column.ADDRESS,)
    assert list(found.rows) == []


def test_a_users_choice_of_columns_is_followed() -> None:
    headings, row = ("称呼", "姓名", "住址", "网格"), ("张三", "别名", "3号楼2单元501", "第一网格")
    columns = {"人员": {0: Column.NAME, 2: Column.ADDRESS, 3: Column.GRID}}
    found = planned(row, headings=headings, columns=columns)
    assert only_row(found).names == ("张三",)
    assert found.sheets[0].headings is not None
    assert found.sheets[0].headings.unknown == (1,)
    nothing = planned_book(Workbook((sheet(("说明",), name="人员"),)), columns=columns)
    assert nothing.problem == "no_headings"


def test_a_row_of_the_preview_tells_who_where_and_what() -> None:
    found = only_row(planned((*HEAD[:8], "1956.3.4", None, "无")))
    assert (found.names, found.address, found.verdict) == (("张桂英",), "和合里3号楼2单元501", Verdict.MENDED)
    assert codes(found) == {"date_format", "written_empty"}


def watched(step: Step) -> RosterPlan:
    """What becomes of 500 households, while somebody looks."""
    rows = [(*HEAD[:4], str(at), *HEAD[5:]) for at in range(100, 600)]
    return planned_book(Workbook((sheet(HEADINGS, *rows),)), step=step)


def test_progress_moves_while_rows_are_read_gathered_and_compared() -> None:
    told: list[tuple[int, int]] = []
    watched(lambda done, total: told.append((done, total)))
    assert {total for _, total in told} == {LOOKS * 501}
    assert told == sorted(set(told))
    assert [done // 501 for done, _ in told] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize("look", range(LOOKS))
def test_each_look_at_the_rows_can_be_ended(look: int) -> None:
    told: list[int] = []

    def step(done: int, total: int) -> None:
        told.append(done)
        if done >= look * 501 + 200:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        watched(step)
    assert told[-1] // 501 == look


def test_every_code_that_is_told_has_a_sentence() -> None:
    every = [note for row in planned(WITH_NUMBER, HUSBAND, ("合计",)).rows for note in row.notes]
    assert all(note.sentence.text for note in every)
    assert notes.Note(None, notes.NoteKind.MENDED, "full_width").sentence == MENDED["full_width"]
    assert notes.Note(None, notes.NoteKind.CHECK, "date_order").sentence.text
    for sentence in (*notes.ROSTER_PROBLEMS.values(), *notes.WORKBOOK_PROBLEMS.values()):
        assert set(re.findall(r"{(\w+)}", sentence.text)) <= {"row", "count", "kinds"}


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *HEADINGS,
            *(each for each in WITH_NUMBER if each),
            "民族",
            "合计",
            "空户",
            "张三、李四",
            "３栋",
            "3-2-501",
            "户主",
        ]
    ),
    st.text(max_size=12),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(min_value=datetime.datetime(1900, 1, 1)),
)
AREAS = st.builds(
    lambda top, left, height, width: Area(top, left, min(top + height, 5), min(left + width, 11)),
    *(st.integers(0, 5), st.integers(0, 11), st.integers(0, 5), st.integers(0, 11)),
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=12, max_size=12), min_size=6, max_size=6),
    st.booleans(),
    st.lists(AREAS, max_size=4),
)
def test_no_cells_whatever_raise(rows: list[Row], has_headings: bool, merged: list[Area]) -> None:
    top: list[Row] = [HEADINGS] if has_headings else []
    found = book(sheet(*top, *rows, merged=merged))
    for edit in edits(found):
        assert isinstance(edit, Create)
        declared = RECORD_TYPES[edit.kind]
        assert all(fits_cell(declared.cells[name], value) for name, value in edit.cells.items())
        assert msgspec.json.encode(edit)
    (told,) = found.sheets
    if told.problem is None and told.headings is not None:
        assert len(found.rows) == len(top) + len(rows) - told.headings.row - 1
    again = planned_book(Workbook((sheet(*top, *rows, merged=merged),)), known=known_after(found))
    assert again.changes_nothing


def test_scopes_of_known_records_tell_the_grid() -> None:
    building = KnownRecord(
        RecordId("b"), "building", ScopeId(f"grid/{FIRST}"), {"name": "3号楼", "estate": "和合里"}
    )
    found = planned((None, *HEAD[1:]), known=Known([building]))
    assert only_row(found).verdict is Verdict.TAKEN
