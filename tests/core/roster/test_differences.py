"""What a row says otherwise is told field by field, and taken only if a person wishes it."""

from gridcore.ids import GroupId
from gridcore.roster.compare import Standing
from gridcore.sync.edits import Set, Text
from tests.core.roster.test_plan import changed
from tests.core.roster.written import HEAD, HEADINGS, HUSBAND, known_after, made, planned


def test_a_difference_tells_both_values_and_changes_nothing_by_itself() -> None:
    known = changed(known_after(planned(HEAD, HUSBAND)), "resident", phone="10099998888")
    plan = planned(HEAD, HUSBAND, known=known)
    assert plan.changes_nothing
    (found,) = plan.differences
    assert (found.kind, found.cell, found.before, found.after) == (
        *("resident", "phone"),
        *("10099998888", "10000000001"),
    )
    row = plan.rows[found.row]
    assert (row.number, row.differing, row.standing) == (2, ("phone",), Standing.DIFFERS)


def test_taking_a_difference_writes_on_the_version_that_was_seen() -> None:
    known = changed(known_after(planned(HEAD)), "resident", phone="10099998888")
    plan = planned(HEAD, known=known)
    (edit,) = plan.taking(plan.differences).edits()
    assert isinstance(edit, Set)
    assert (edit.cell, edit.value, edit.base) == ("phone", "10000000001", 1)
    assert plan.taking(()).changes_nothing


def test_what_is_taken_of_one_record_is_saved_together_and_of_another_one_apart() -> None:
    headings = (*HEADINGS, "备注", "房屋性质")
    first = planned((*HEAD, "旧话", "自有"), headings=headings)
    known = changed(
        changed(known_after(first), "resident", phone="1", remark="新话"), "room", status="vacant"
    )
    plan = planned((*HEAD, "旧话", "自有"), headings=headings, known=known)
    assert {each.cell for each in plan.differences} == {"phone", "remark", "status"}
    taken = plan.taking(plan.differences).together
    assert sorted(map(len, taken)) == [1, 2]
    assert len({edit.grp for edits in taken for edit in edits}) == 2
    assert {type(edit) for edits in taken for edit in edits} == {Set, Text}
    assert all(isinstance(edit.grp, str) and edit.grp != GroupId("") for edits in taken for edit in edits)


def test_another_head_is_told_by_name() -> None:
    known = known_after(planned(HEAD, HUSBAND))
    wife = (*HEAD[:6], "妻", *HEAD[7:])
    husband = (*HUSBAND[:6], "户主", *HUSBAND[7:])
    heads = [each for each in planned(wife, husband, known=known).differences if each.cell == "head"]
    assert [each.names for each in heads] == [("张桂英", "王建国")]
    nobody = changed(known, "household", head="0190a000-0000-7000-8000-000000000001")
    heads = [each for each in planned(HEAD, HUSBAND, known=nobody).differences if each.cell == "head"]
    assert [each.names for each in heads] == [("", "张桂英")]


def test_a_number_that_was_kept_in_small_letters_is_the_same_number() -> None:
    headings = (*HEADINGS, "证件类型")
    row = (*HEAD[:9], "E12345678", HEAD[10], "护照")
    first = planned(row, headings=headings)
    (paper,) = (each["paper"] for each in made(first, "resident_identity"))
    assert paper == {"document": "5", "document_number": "E12345678"}
    small = {**paper, "document_number": "e 12345678"} if isinstance(paper, dict) else None
    known = changed(known_after(first), "resident_identity", paper=small)
    again = planned(row, headings=headings, known=known)
    assert again.changes_nothing
    assert again.differences == ()
    other = planned((*row[:9], "E87654321", *row[10:]), headings=headings, known=known)
    assert [each.cell for each in other.differences] == ["paper"]
    married = planned((*row[:5], "张桂芳", *row[6:]), headings=headings, known=known)
    assert [each.cell for each in married.differences] == ["name"]
