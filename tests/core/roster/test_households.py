"""Rows meet in households: by place, by person, in the grids that the importer follows."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId
from gridcore.roster import ids
from gridcore.roster.columns import Column
from gridcore.roster.compare import Standing
from gridcore.roster.grids import Grids
from gridcore.roster.known import Known, KnownRecord
from gridcore.roster.notes import NoteKind
from gridcore.roster.plan import RosterPlan
from gridcore.roster.rows import Verdict
from tests.core.roster.written import (
    COMMUNITY,
    FIRST,
    HEAD,
    HEADINGS,
    HUSBAND,
    NAMES,
    SECOND,
    Row,
    codes,
    known_after,
    made,
    only_row,
    planned,
)

NUMBER = "999901195603041246"
BY_PLACE = HEAD[1:5]


def person(name: str, **cells: str | None) -> Row:
    """A row at the place of HEAD unless it says otherwise."""
    found = {
        "grid": "第一网格",
        "estate": "和合里",
        "building": "3号楼",
        "unit": "2",
        "room": "501",
        "name": name,
        "relation": None,
        "sex": None,
        "birth_date": None,
        "number": None,
        "phone": None,
        **cells,
    }
    return tuple(found.values())


def rows_told(plan: RosterPlan) -> list[set[str]]:
    return [codes(row) for row in plan.rows]


def test_people_at_one_address_become_one_household_with_its_head() -> None:
    plan = planned(HEAD, HUSBAND)
    (home,) = made(plan, "household")
    residents = made(plan, "resident")
    assert [each["name"] for each in residents] == ["张桂英", "王建国"]
    assert home["address"] == "和合里3号楼2单元501"
    assert home["head"] == ids.resident_id(RecordId(str(residents[0]["household"])), "张桂英", "1956-03-04")
    assert plan.created() == {"building": 1, "room": 1, "household": 1, "resident": 2}


def test_one_address_written_in_two_ways_is_one_household() -> None:
    plan = planned(HEAD, person("王建国", building="３栋", unit="二单元", room="0501室"))
    assert len(made(plan, "household")) == 1


def test_two_heads_are_told_and_neither_is_taken() -> None:
    plan = planned(HEAD, person("王建国", relation="户主"))
    assert rows_told(plan) == [{"two_heads"}, {"two_heads"}]
    assert "head" not in made(plan, "household")[0]


def test_beside_two_heads_a_child_older_than_both_is_told_in_its_own_row() -> None:
    child = person("王小明", relation="子", birth_date="1940-01-01")
    plan = planned(HEAD, person("王建国", relation="户主", birth_date="1950-01-01"), child)
    assert rows_told(plan) == [{"two_heads"}, {"two_heads"}, {"child_older"}]
    assert [(each.column, each.kind) for each in plan.rows[2].notes] == [(Column.RELATION, NoteKind.LEFT_OUT)]


@pytest.mark.parametrize(
    ("written", "grid"),
    [
        (FIRST, FIRST),
        ("第二网格", SECOND),
        ("2号网格", SECOND),
        ("和合社区第２网格", SECOND),
        ("网格2", SECOND),
        ("2", SECOND),
        ("002", SECOND),
        ("第三网格", None),
        ("别处", None),
    ],
)
def test_a_grid_is_known_by_code_name_and_number(written: str, grid: str | None) -> None:
    assert Grids(COMMUNITY, NAMES, {FIRST}).find(written) == grid


def test_names_of_grids_go_before_their_numbers() -> None:
    grids = Grids(COMMUNITY, {FIRST: "2", SECOND: "东区"}, {FIRST})
    assert grids.find("2") == FIRST
    assert grids.find("东区") == SECOND


@pytest.mark.parametrize(("grid", "code"), [("第九网格", "grid_unknown"), ("第二网格", "grid_not_yours")])
def test_rows_outside_the_importers_grids_are_refused_one_by_one(grid: str, code: str) -> None:
    grids = Grids(COMMUNITY, NAMES, {FIRST})
    plan = planned(HEAD, person("李四", grid=grid, room="502"), grids=grids)
    assert [row.verdict for row in plan.rows] == [Verdict.TAKEN, Verdict.REFUSED]
    assert codes(plan.rows[1]) == {code}
    assert len(made(plan, "resident")) == 1


def test_rows_without_a_grid_belong_to_the_chosen_one_or_the_only_one() -> None:
    row = person("李四", grid=None)
    assert codes(only_row(planned(row))) == {"grid_missing"}
    chosen = Grids(COMMUNITY, NAMES, {FIRST, SECOND}, default=SECOND)
    only = Grids(COMMUNITY, NAMES, {SECOND})
    for grids in (chosen, only):
        plan = planned(row, grids=grids)
        assert next(plan.edits()).scope == f"grid/{SECOND}"  # type: ignore[union-attr]


def test_rows_without_a_grid_belong_to_that_of_their_building() -> None:
    known = known_after(planned(person("李四", grid="第二网格")))
    plan = planned(person("李四", grid=None), known=known)
    assert only_row(plan).verdict is Verdict.TAKEN
    assert plan.changes_nothing


def test_somebody_twice_at_one_address_is_one_person() -> None:
    plan = planned(
        person("张桂英", number=NUMBER),
        person("张桂英", number=NUMBER, phone="10012345678", birth_date="1956-03-04"),
    )
    assert rows_told(plan) == [set(), {"same_person"}]
    assert plan.rows[1].verdict is Verdict.MENDED
    (resident,) = made(plan, "resident")
    assert (resident["phone"], resident["birth_date"]) == ("10012345678", "1956-03-04")


def test_a_variant_of_the_name_meets_by_the_identity_number() -> None:
    plan = planned(person("张桂英", number=NUMBER), person("张桂瑛", number=NUMBER))
    assert rows_told(plan)[1] == {"same_person", "name_variant"}
    assert [each["name"] for each in made(plan, "resident")] == ["张桂英"]


def test_without_numbers_name_and_birth_date_make_the_person() -> None:
    same = planned(person("王芳", birth_date="1980-01-01"), person("王芳", birth_date="1980-01-01"))
    assert rows_told(same)[1] == {"same_person"}
    unsure = planned(person("王芳", birth_date="1980-01-01"), person("王芳"))
    assert rows_told(unsure)[1] == {"same_person"}
    mother_and_daughter = planned(
        person("王芳", birth_date="1980-01-01"), person("王芳", birth_date="2005-05-05")
    )
    assert len(made(mother_and_daughter, "resident")) == 2


def test_two_numbers_for_one_person_keep_the_first() -> None:
    plan = planned(
        person("张桂英", birth_date="1956-03-04", number=NUMBER),
        person("张桂英", birth_date="1956-03-04", number="99990119560304106X"),
    )
    assert rows_told(plan)[1] == {"same_person", "other_number"}
    assert [each["paper"] for each in made(plan, "resident_identity")] == [
        {"document": "1", "document_number": NUMBER}
    ]


def test_one_number_for_two_people_is_left_out_the_second_time() -> None:
    plan = planned(person("张桂英", number=NUMBER), person("李小明", number=NUMBER))
    assert rows_told(plan)[1] == {"number_twice"}
    assert plan.rows[1].notes[-1].kind is NoteKind.LEFT_OUT
    assert [each.get("identity_tail") for each in made(plan, "resident")] == ["1246", None]
    again = planned(
        person("张桂英", number=NUMBER),
        person("李小明"),
        person("李小明", number=NUMBER, phone="10012345678"),
    )
    assert rows_told(again)[2] == {"number_twice", "same_person"}


def test_one_person_at_two_addresses_is_refused_the_second_time() -> None:
    plan = planned(person("张桂英", number=NUMBER), person("张桂英", number=NUMBER, room="502"))
    assert rows_told(plan)[1] == {"person_elsewhere"}
    assert plan.rows[1].notes[-1].params == {"row": 2}
    assert len(made(plan, "household")) == 1


def test_the_same_name_and_birth_date_elsewhere_is_worth_a_look() -> None:
    one = person("王芳", birth_date="1980-01-01")
    plan = planned(one, person("王芳", birth_date="1980-01-01", room="502"))
    assert rows_told(plan)[1] == {"maybe_elsewhere"}
    assert plan.rows[1].verdict is Verdict.TAKEN


def test_one_row_that_names_somebody_twice_makes_one_person() -> None:
    plan = planned(person("王芳、王芳"))
    assert len(made(plan, "resident")) == 1


def test_what_rows_of_one_household_contradict_is_told() -> None:
    headings = ("网格", "楼栋", "单元", "房号", "姓名", "住房性质", "户号")
    plan = planned(
        ("第一网格", "3", "2", "501", "张三", "自有", "1"),
        ("第一网格", "3", "2", "501", "李四", "出租", "2"),
        headings=headings,
    )
    assert rows_told(plan)[1] == {"household_differs"}
    assert made(plan, "household")[0]["tenure"] == "owner"
    assert made(plan, "room")[0]["status"] == "occupied"


def test_a_vacant_room_is_made_without_a_household() -> None:
    plan = planned(
        ("第一网格", "3", "2", "501", "空户", "空置"),
        headings=("网格", "楼栋", "单元", "房号", "姓名", "住房性质"),
    )
    assert plan.created() == {"building": 1, "room": 1}
    assert made(plan, "room")[0]["status"] == "vacant"


def test_a_list_of_rooms_makes_buildings_and_rooms_and_nobody() -> None:
    plan = planned(
        ("第一网格", "3", "2", "501", "空置"),
        ("第一网格", "3", "2", "502", "出租"),
        ("第一网格", "3", "2", "503", None),
        ("第一网格", "3", "2", "503", None),
        ("第一网格", "3", "2", "5O4", None),
        headings=("网格", "楼栋", "单元", "房号", "房屋状态"),
    )
    assert plan.created() == {"building": 1, "room": 3}
    assert [each.get("status") for each in made(plan, "room")] == ["vacant", "rented", None]
    assert rows_told(plan) == [set(), set(), set(), set(), {"place_unreadable"}]


def test_a_use_of_a_flat_that_is_not_known_is_left_out_and_told() -> None:
    plan = planned(
        ("第一网格", "3", "2", "501", "张桂英", "鬼屋"),
        ("第一网格", "3", "2", "502", "李强", "无"),
        headings=("网格", "楼栋", "单元", "房号", "姓名", "房屋状态"),
    )
    assert rows_told(plan) == [{"unknown_code"}, set()]
    assert plan.created()["household"] == 2


def known_resident(home: RecordId, **cells: Value) -> KnownRecord:
    return KnownRecord(
        RecordId("resident-1"),
        "resident",
        ScopeId(f"grid/{FIRST}"),
        {"household": home, "name": "张桂英", **cells},
    )


def test_somebody_known_at_another_address_is_not_made_twice() -> None:
    elsewhere = known_resident(RecordId("home-2"), birth_date="1956-03-04")
    plan = planned(HEAD, known=Known([elsewhere]))
    assert codes(only_row(plan)) == {"known_elsewhere"}
    moved = known_resident(RecordId("home-2"), birth_date="1956-03-04", status="moved_away")
    assert codes(only_row(planned(HEAD, known=Known([moved])))) == set()
    other = known_resident(RecordId("home-2"), birth_date="1956-03-04", identity_tail="0000")
    row = (*HEAD[:9], NUMBER, None)
    assert codes(only_row(planned(row, known=Known([other])))) == set()


def test_the_server_knows_somebody_elsewhere_by_the_number_under_any_name() -> None:
    resident = known_resident(RecordId("home-2"))
    identity = KnownRecord(
        RecordId("identity-1"),
        "resident_identity",
        ScopeId(f"identity/{FIRST}"),
        {"resident": resident.id, "paper": {"document": "1", "document_number": NUMBER}},
    )
    known = Known([resident, identity], sees_identities=True)
    assert codes(only_row(planned(person("张英", number=NUMBER), known=known))) == {"known_elsewhere"}
    empty = KnownRecord(RecordId("identity-2"), "resident_identity", ScopeId("identity/x"), {"paper": None})
    assert codes(only_row(planned(person("张英", number=NUMBER), known=Known([empty])))) == set()


def test_buildings_made_by_hand_are_recognised_by_their_words() -> None:
    building = KnownRecord(
        RecordId("by-hand"),
        "building",
        ScopeId(f"grid/{FIRST}"),
        {"name": "３栋", "estate": "和合里", "layout": "tower"},
    )
    plan = planned(HEAD, person("李四", estate=None, room="502"), known=Known([building]))
    assert {room["place"]["building"] for room in made(plan, "room")} == {"by-hand"}  # type: ignore[index, call-overload]
    twin = KnownRecord(
        RecordId("other"), "building", ScopeId(f"grid/{FIRST}"), {"name": "3号楼", "estate": "别处"}
    )
    plan = planned(person("李四", estate=None), known=Known([building, twin]))
    assert plan.created()["building"] == 1


def test_rooms_and_households_made_by_hand_are_recognised_by_their_place() -> None:
    scope = ScopeId(f"grid/{FIRST}")
    building = KnownRecord(RecordId("b"), "building", scope, {"name": "3号楼", "estate": "和合里"})
    place: dict[str, Value] = {"building": "b", "unit": 2, "floor": 5, "room_number": "0501"}
    room = KnownRecord(RecordId("r"), "room", scope, {"place": place})
    odd = KnownRecord(RecordId("r2"), "room", scope, {"place": None})
    home = KnownRecord(RecordId("h"), "household", scope, {"room": "r", "address": "老地方"})
    plan = planned(HEAD, known=Known([building, room, odd, home]))
    assert plan.created() == {"resident": 1}
    assert made(plan, "resident")[0]["household"] == "h"


def test_two_people_never_share_one_known_record() -> None:
    first = planned(person("王芳"))
    known = known_after(first)
    plan = planned(
        person("王芳", birth_date="1980-01-01"), person("王芳", birth_date="2005-05-05"), known=known
    )
    assert len(made(plan, "resident")) == 1
    assert [row.standing for row in plan.rows] == ["fills", "new"]


def test_a_child_older_than_the_head_is_taken_without_the_relation_and_told_in_its_row() -> None:
    plan = planned(HEAD, person("王小明", relation="子", birth_date="1950-01-01"))
    assert rows_told(plan) == [set(), {"child_older"}]
    (note,) = plan.rows[1].notes
    assert (note.column, note.kind) == (Column.RELATION, NoteKind.LEFT_OUT)
    child = next(each for each in made(plan, "resident") if each["name"] == "王小明")
    assert "relation" not in child
    assert child["birth_date"] == "1950-01-01"


def test_who_is_odd_beside_the_head_is_taken_with_a_look() -> None:
    plan = planned(HEAD, person("王小明", relation="儿媳", birth_date="1950-01-01"))
    assert rows_told(plan) == [set(), {"stepchild_older"}]
    assert plan.rows[1].notes[0].kind is NoteKind.CHECK
    assert {each.get("relation") for each in made(plan, "resident")} == {"02", "38"}


def test_a_head_by_a_column_of_its_own_counts_and_so_does_one_who_is_known() -> None:
    headings = (*HEADINGS, "是否户主")
    heads = [
        (*person(name, relation="夫" if at else None), "是") for at, name in enumerate(("张桂英", "王建国"))
    ]
    assert rows_told(planned(*heads, headings=headings)) == [{"two_heads"}, {"two_heads"}]
    known = known_after(planned(HEAD))
    assert rows_told(planned(person("王建国", relation="户主"), known=known)) == [{"two_heads"}]


def test_further_phones_become_records_of_their_own_once() -> None:
    headings = (*HEADINGS, "固定电话")
    row = (*person("张桂英", phone="10000000001/10000000002"), "0546-1234567、10000000001")
    plan = planned(row, headings=headings)
    numbers = [each["phone"] for each in made(plan, "phone_number")]
    assert numbers == ["10000000002", "05461234567"]
    assert made(plan, "resident")[0]["phone"] == "10000000001"
    again = planned(row, headings=headings, known=known_after(plan))
    assert again.changes_nothing
    more = planned((*row[:-1], "10000000009"), headings=headings, known=known_after(plan))
    assert [each["phone"] for each in made(more, "phone_number")] == ["10000000009"]
    assert [each.standing for each in more.rows] == [Standing.FILLS]


def test_two_rows_of_one_person_bring_all_their_phones() -> None:
    rows = [person("张桂英", phone=phone) for phone in (None, "10000000001", "10000000002", "10000000001")]
    plan = planned(*rows)
    assert made(plan, "resident")[0]["phone"] == "10000000001"
    assert [each["phone"] for each in made(plan, "phone_number")] == ["10000000002"]


@pytest.mark.parametrize(
    ("since", "kept"), [("1998年5月1日", "1998-05-01"), ("1950-01-01", None), ("2030-01-01", None)]
)
def test_nobody_came_before_being_born_or_after_today(since: str, kept: str | None) -> None:
    plan = planned((*HEAD, since), headings=(*HEADINGS, "入住日期"))
    assert made(plan, "resident")[0].get("moved_in_on") == kept
    kinds = {each.kind for each in plan.rows[0].notes}
    assert kinds == ({NoteKind.LEFT_OUT} if kept is None else {NoteKind.MENDED})


def test_a_building_in_two_grids_is_refused_at_the_second() -> None:
    both = {FIRST: NAMES[FIRST], SECOND: NAMES[SECOND]}
    grids = Grids(COMMUNITY, both, both.keys())
    plan = planned(HEAD, person("王建国", grid="第二网格", room="502"), grids=grids)
    assert rows_told(plan) == [set(), {"building_elsewhere"}]
    assert [each.verdict for each in plan.rows] == [Verdict.TAKEN, Verdict.REFUSED]
    known = known_after(planned(HEAD, grids=grids))
    later = planned(person("王建国", grid="第二网格", room="502"), grids=grids, known=known)
    assert rows_told(later) == [{"building_elsewhere"}]
    assert later.changes_nothing


def test_buildings_without_an_estate_may_bear_one_name_in_two_grids() -> None:
    both = {FIRST: NAMES[FIRST], SECOND: NAMES[SECOND]}
    grids = Grids(COMMUNITY, both, both.keys())
    rows = [
        person(name, grid=grid, estate=None) for name, grid in (("王一", "第一网格"), ("王二", "第二网格"))
    ]
    assert rows_told(planned(*rows, grids=grids)) == [set(), set()]
