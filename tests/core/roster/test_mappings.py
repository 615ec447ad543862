"""What a person says about columns is remembered by the headings, and never opens what is closed."""

import pytest

from gridcore.roster.columns import Column
from gridcore.roster.grids import Grids
from gridcore.roster.headings import Headings, find_headings, guessed_headings
from gridcore.roster.mappings import (
    MOST_REMEMBERED,
    NO_MAPPINGS,
    Mappings,
    decode_mappings,
    encode_mappings,
    moved_choice,
    signature,
    titles_from,
    with_choice,
    without_choice,
)
from gridcore.roster.people import Reading
from gridcore.roster.plan import RosterPlan
from gridcore.roster.workbook import Area, Workbook, WorkbookProblem, read_workbook
from tests.core.roster.written import (
    COMMUNITY,
    FIRST,
    HEAD,
    HEADINGS,
    NAMES,
    SECOND,
    TODAY,
    Row,
    made,
    planned,
    planned_book,
    sheet,
    xlsx,
)

GRIDS = Grids(COMMUNITY, NAMES, {FIRST, SECOND})
READING = Reading(TODAY, allow_demo=True)
UNUSUAL = ("片", "院落名", "几号", "门洞", "几零几", "谁", "跟户主", "男女", "生辰", "证", "机号")
CHOICE = {place: Column(column) for place, column in planned(HEAD).sheets[0].headings.columns.items()}  # type: ignore[union-attr]


def plan_with(mappings: Mappings, *rows: Row, headings: Row = UNUSUAL) -> RosterPlan:
    return planned_book(Workbook((sheet(headings, *rows),)), mappings=mappings)


def headings_of(*rows: Row) -> Headings:
    found = guessed_headings(sheet(*rows))
    assert found is not None
    return found


def test_headings_that_nobody_knows_are_shown_with_samples_and_read_once_a_person_has_named_them() -> None:
    before = plan_with(NO_MAPPINGS, HEAD)
    assert (before.problem, list(before.rows)) == ("no_headings", [])
    (about,) = before.sheets
    assert about.headings is not None
    assert about.headings.titles == UNUSUAL
    assert about.samples[5] == ("张桂英",)
    assert not about.is_chosen
    said = with_choice(NO_MAPPINGS, about.headings.titles, CHOICE)
    after = plan_with(said, HEAD)
    assert after.sheets[0].is_chosen
    assert after.created()["resident"] == 1
    assert plan_with(without_choice(said, UNUSUAL), HEAD).problem == "no_headings"


def test_a_choice_wins_over_what_a_heading_seems_to_say() -> None:
    headings = (*HEADINGS[:10], "联系人", "联系电话")
    swapped = {**CHOICE, 11: Column.REMARK}
    del swapped[10]
    plan = plan_with(
        with_choice(NO_MAPPINGS, headings, swapped), (*HEAD[:10], None, "10000000002"), headings=headings
    )
    assert [(each.get("phone"), each["remark"]) for each in made(plan, "resident")] == [(None, "10000000002")]


def test_other_headings_are_not_touched_by_what_was_said_of_these() -> None:
    said = with_choice(NO_MAPPINGS, UNUSUAL, CHOICE)
    assert plan_with(said, HEAD, headings=HEADINGS).created()["resident"] == 1
    assert plan_with(said, HEAD, headings=(*UNUSUAL[:10], "别的")).problem == "no_headings"
    assert signature(("甲", "乙")) != signature(("甲乙", ""))


def test_what_is_remembered_survives_being_stored_and_a_newer_or_damaged_store() -> None:
    said = with_choice(NO_MAPPINGS, UNUSUAL, CHOICE)
    assert decode_mappings(encode_mappings(said)) == said
    assert "谁" not in encode_mappings(said)
    newer = encode_mappings(said).replace('"name"', '"shoe_size"')
    kept = decode_mappings(newer).by_signature[signature(UNUSUAL)]
    assert Column.NAME not in kept.values()
    assert len(kept) == len(CHOICE) - 1
    for damaged in ("", "{", "[1]", '{"a": {"x": "name"}}'):
        assert decode_mappings(damaged) == NO_MAPPINGS


def test_of_very_many_the_oldest_is_forgotten() -> None:
    said = NO_MAPPINGS
    for number in range(MOST_REMEMBERED + 1):
        said = with_choice(said, ("甲", str(number)), {0: Column.NAME})
    assert len(said.by_signature) == MOST_REMEMBERED
    assert signature(("甲", "0")) not in said.by_signature


def test_saying_a_column_holds_what_another_one_held_leaves_that_one_out() -> None:
    choice = {0: Column.NAME, 1: Column.PHONE}
    assert moved_choice(choice, 2, Column.NAME) == {1: Column.PHONE, 2: Column.NAME}
    assert moved_choice(choice, 1, None) == {0: Column.NAME}
    assert moved_choice(choice, 0, Column.NAME) == choice


def test_a_remembered_choice_never_opens_what_is_closed_and_never_reads_one_thing_twice() -> None:
    headings = headings_of(("谁", "民族", "住哪", "住处"))
    impossible = {
        0: Column.NAME,
        1: Column.REMARK,
        2: Column.ADDRESS,
        3: Column.ADDRESS,
        9: Column.PHONE,
        -1: Column.SEX,
    }
    said = with_choice(NO_MAPPINGS, headings.titles, impossible)
    assert said.chosen(headings) == {0: Column.NAME, 2: Column.ADDRESS}


@pytest.mark.parametrize("title", ["民族" + "长" * 500, "政治面貌（" + "说明" * 100 + "）"])
def test_a_long_heading_about_what_is_never_kept_is_closed_too(title: str) -> None:
    headings = headings_of(("谁", "住哪", title))
    assert set(headings.forbidden) == {2}
    plan = plan_with(NO_MAPPINGS, ("张三", "和合里3号楼501", "秘密"), headings=("谁", "住哪", title))
    assert plan.sheets[0].samples == (("张三",), ("和合里3号楼501",), ())


def test_single_headings_can_be_named_in_a_file() -> None:
    said = titles_from('{"谁": "name", "姓名": null, "住哪": "address"}'.encode())
    plan = plan_with(
        said, ("别名", "张三", "和合里3号楼2-501", "第一网格"), headings=("姓名", "谁", "住哪", "网格")
    )
    assert [each.names for each in plan.rows] == [("张三",)]
    assert said.chosen(headings_of(("甲", "乙"))) is None
    twice = plan_with(
        said, ("张三", "李四", "和合里3号楼2-501", "第一网格"), headings=("谁", "谁", "住哪", "网格")
    )
    assert [each.names for each in twice.rows] == [("张三",)]
    taken = titles_from('{"人": "name"}'.encode())
    moved = plan_with(
        taken, ("甲某", "张三", "和合里3号楼2-501", "第一网格"), headings=("姓名", "人", "住址", "网格")
    )
    assert [each.names for each in moved.rows] == [("张三",)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff", "no JSON"),
        (b"[]", "no JSON"),
        (b'{"a": 1}', "no JSON"),
        (b'{"a": "shoe_size"}', "no column shoe_size"),
        (b'{"a": "name", "b": "name"}', "hold the same"),
        ('{"民族": "remark"}'.encode(), "by design"),
    ],
)
def test_a_file_of_headings_that_means_nothing_gets_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        titles_from(content)


def test_hostile_headings_are_read_or_refused_and_never_fail() -> None:
    long = xlsx(("人员", [["长" * 10_000] * 8 + ["姓名", "住址"], ["x"] * 8 + ["张三", "和合里3号楼501"]]))
    book = read_workbook(long)
    assert isinstance(book, Workbook)
    assert find_headings(book.sheets[0]) is not None
    assert read_workbook(xlsx(("人员", [["姓名"] * 2_000, ["张三"] * 2_000]))) == WorkbookProblem(
        "too_many_columns"
    )
    twice = plan_with(
        NO_MAPPINGS,
        ("张三", "李四", "和合里3号楼2-501", "第一网格"),
        headings=("姓名", "姓名", "住址", "网格"),
    )
    assert [each.names for each in twice.rows] == [("张三",)]
    merged = sheet(("谁", None, "住哪"), ("张三", None, "和合里3号楼501"), merged=[Area(0, 0, 0, 1)])
    assert guessed_headings(merged) is not None
    formulas = read_workbook(xlsx(("人员", [["谁", "住哪"], [("=1+1", "张三"), ("=A1", "和合里3号楼501")]])))
    assert isinstance(formulas, Workbook)
    assert formulas.sheets[0].rows[1][0] == "张三"


def test_a_sheet_without_anything_like_headings_offers_none() -> None:
    assert guessed_headings(sheet((1, 2), ("只有一个", None))) is None
    assert plan_with(NO_MAPPINGS, (1, 2), headings=(None, 1)).sheets[0].headings is None
