"""Moving house: one record for life, a stay with its dates left behind, also on two laptops at once."""

import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId
from gridcore.moving import Home, Mover, Saving, leave_edits, left_edits, move_edits, move_problem, stay_id
from gridcore.records import RECORD_TYPES
from gridcore.sync.changes import Seen
from gridcore.sync.edits import Edit, Set
from tests.core.sync_desk import GRID, HOME, OTHER, PERSON, ROOM, Desk, create, put

ANN, BOB, SUE = (ReplicaId(each) for each in ("ann-1", "bob-3", "sue-6"))
NEXT, THIRD = RecordId("next"), RecordId("third")
ON = "2026-11-22"
SAVING = Saving(GroupId("g"), "")


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    homes = [create(each, "household", room=ROOM, address=each) for each in (NEXT, THIRD)]
    known = {"relation": "30", "moved_in_on": "2010-01-01", "status": "lives_here"}
    about = [put(PERSON, cell, value, made.record(PERSON).seq) for cell, value in known.items()]
    assert {each.code for each in made.push(ANN, *homes, *about)} == {"ok"}
    return made


def seen(desk: Desk, record: RecordId) -> Seen:
    stored = desk.record(record)
    declared = RECORD_TYPES[stored.kind]
    bases = dict.fromkeys(declared.cells, stored.seq)
    return Seen(dict(stored.cells), bases)


def mover(desk: Desk, relation: str | None = "02", former: int = 0) -> Mover:
    return Mover(PERSON, seen(desk, PERSON), relation, former)


def home(desk: Desk, record: RecordId) -> Home:
    return Home(record, seen(desk, record))


def moved(desk: Desk, to: RecordId, on: str = ON, former: int = 0) -> list[Edit]:
    return move_edits([mover(desk, former=former)], home(desk, to), on, SAVING)


def says(desk: Desk, record: RecordId, *cells: str) -> list[Value]:
    return [desk.record(record).cells.get(each) for each in cells]


def test_whoever_moves_keeps_the_record_and_the_stay_keeps_its_dates(desk: Desk) -> None:
    codes = [each.code for each in desk.push(ANN, *moved(desk, NEXT))]
    assert set(codes) == {"ok"}
    assert says(desk, PERSON, "household", "relation", "moved_in_on", "arrival") == [
        NEXT,
        "02",
        ON,
        "moved_in",
    ]
    stay = stay_id(HOME, PERSON, 0)
    assert desk.record(stay).kind == "membership"
    found = says(desk, stay, "household", "resident", "relation", "moved_in_on", "moved_out_on")
    assert found == [HOME, PERSON, "30", "2010-01-01", ON]


def test_two_laptops_that_tell_of_one_move_make_one_stay(desk: Desk) -> None:
    from_ann, from_bob = moved(desk, NEXT), moved(desk, NEXT)
    desk.push(ANN, *from_ann)
    assert {each.code for each in desk.push(BOB, *from_bob)} == {"same"}


def test_two_laptops_that_move_somebody_to_two_places_ask_a_person_and_keep_both(desk: Desk) -> None:
    from_ann, from_bob = moved(desk, NEXT), moved(desk, THIRD)
    desk.push(ANN, *from_ann)
    found = dict(
        zip((getattr(each, "cell", each.id) for each in from_bob), desk.push(BOB, *from_bob), strict=True)
    )
    assert found["household"].code == "conflict"
    assert says(desk, PERSON, "household") == [THIRD]
    assert found[stay_id(HOME, PERSON, 0)].code == "same"


def test_a_stay_remains_in_the_grid_that_is_left(desk: Desk) -> None:
    far = [
        create(RecordId("far-house"), "building", scope=OTHER, name="二号楼"),
        create(RecordId("far-room"), "room", place={"building": "far-house", "room_number": "1"}),
        create(RecordId("far-home"), "household", room="far-room", address="乙"),
    ]
    desk.push(SUE, *far)
    assert {each.code for each in desk.push(SUE, *moved(desk, RecordId("far-home")))} == {"ok"}
    assert desk.record(PERSON).scope == OTHER
    assert desk.record(stay_id(HOME, PERSON, 0)).scope == GRID


def test_the_first_head_of_a_household_is_noted_and_one_that_was_given_up_lives_again(desk: Desk) -> None:
    desk.push(ANN, put(NEXT, "ended_on", "2020-01-01", desk.record(NEXT).seq))
    desk.push(ANN, *moved(desk, NEXT))
    assert says(desk, NEXT, "head", "ended_on") == [PERSON, None]
    kept = [each for each in moved(desk, NEXT) if each.id == NEXT]
    assert kept == []


def test_whoever_comes_back_has_two_stays(desk: Desk) -> None:
    left = leave_edits(mover(desk), "moved_away", "2015-06-01", SAVING)
    assert {each.code for each in desk.push(ANN, *left)} == {"ok"}
    assert says(desk, PERSON, "status", "moved_out_on", "household") == ["moved_away", "2015-06-01", HOME]
    assert {each.code for each in desk.push(ANN, *moved(desk, HOME))} == {"ok"}
    assert says(desk, PERSON, "status", "moved_out_on", "moved_in_on") == ["lives_here", None, ON]
    assert says(desk, stay_id(HOME, PERSON, 0), "moved_in_on", "moved_out_on") == ["2010-01-01", "2015-06-01"]
    assert moved(desk, NEXT, former=1)[0].id == stay_id(HOME, PERSON, 1) != stay_id(HOME, PERSON, 0)


def test_who_dies_stays_in_the_household_with_the_day(desk: Desk) -> None:
    desk.push(ANN, *leave_edits(mover(desk), "deceased", ON, SAVING))
    assert says(desk, PERSON, "status", "died_on", "household") == ["deceased", ON, HOME]


def test_a_household_without_its_head_names_none_and_an_empty_one_is_given_up(desk: Desk) -> None:
    desk.push(ANN, put(HOME, "head", PERSON, desk.record(HOME).seq))
    some = left_edits(home(desk, HOME), [PERSON], stay=2, on=ON, saving=SAVING)
    assert [(each.cell, each.value) for each in some if isinstance(each, Set)] == [("head", None)]
    nobody = left_edits(home(desk, HOME), [PERSON], stay=0, on=ON, saving=SAVING)
    assert [each.cell for each in nobody if isinstance(each, Set)] == ["head", "ended_on"]
    assert left_edits(home(desk, HOME), [RecordId("another")], stay=1, on=ON, saving=SAVING) == []


@pytest.mark.parametrize(
    ("known", "code"),
    [
        ({}, None),
        ({"status": "deceased"}, "has_died"),
        ({"birth_date": "2026-11-23"}, "arrival_before_birth"),
        ({"moved_in_on": "2026-11-23"}, "moved_out_before_in"),
        ({"status": "moved_away", "moved_out_on": "2026-11-23"}, "moved_out_before_in"),
        ({"status": "moved_away", "moved_in_on": "2026-11-23", "moved_out_on": "2026-11-21"}, None),
    ],
)
def test_nobody_moves_before_coming_or_after_death(known: dict[str, Value], code: str | None) -> None:
    found = move_problem(Mover(PERSON, Seen(known, {})), ON)
    assert (found.code if found is not None else None) == code
