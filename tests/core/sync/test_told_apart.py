"""Two people who were told apart are not asked about again, whatever the server hears first (ADR 0033)."""

import msgspec
import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, derived_id
from gridcore.sync.edits import Edit
from tests.core.sync_desk import HOME, OTHER, PERSON, Desk, create, put, remove

ANN, SUE, FAR = (ReplicaId(each) for each in ("ann-1", "sue-6", "far-8"))
TWIN = RecordId("twin")
APART = derived_id("told_apart", *sorted((PERSON, TWIN)))


@pytest.fixture
def desk() -> Desk:
    """Somebody whose day of birth is known."""
    made = Desk()
    made.one(ANN, put(PERSON, "birth_date", "1950-01-01"))
    return made


def twin() -> Edit:
    return create(TWIN, "resident", household=HOME, name="某人", birth_date="1950-01-01")


def told_apart(record: RecordId = APART, /, household: str = HOME, **changed: Value) -> Edit:
    pair: dict[str, Value] = {"resident": PERSON, "other_resident": TWIN, "other_household": HOME}
    cells = {"household": household, **pair, "stands": True, **changed}
    return msgspec.structs.replace(create(record, "told_apart"), cells=cells)


def doubts(desk: Desk) -> list[tuple[object, object]]:
    """The conflicts: whether they are open, and what was chosen."""
    found = [each.cells for each in desk.server.stored.values() if each.kind == "conflict"]
    told = [(each["progress"], each.get("decided")) for each in found]
    return [(progress, each.get("choice") if isinstance(each, dict) else None) for progress, each in told]


def test_who_was_told_apart_before_the_server_heard_of_the_other_is_not_asked_about(desk: Desk) -> None:
    assert [each.code for each in desk.push(ANN, told_apart(), twin())] == ["ok", "ok"]
    back = [desk.one(ANN, put(TWIN, "name", name, desk.version(TWIN, "name"))) for name in ("某", "某人")]
    assert [each.code for each in back] == ["ok", "ok"]
    assert doubts(desk) == []


def test_who_is_told_apart_in_the_same_request_is_asked_about_no_longer(desk: Desk) -> None:
    assert [each.code for each in desk.push(ANN, twin(), told_apart())] == ["duplicate", "ok"]
    assert doubts(desk) == [("resolved", "different")]


def test_who_is_told_apart_later_by_somebody_who_had_not_heard_is_asked_about_no_longer(desk: Desk) -> None:
    desk.one(ANN, twin())
    assert doubts(desk) == [("open", None)]
    assert desk.one(SUE, told_apart()).code == "ok"
    assert doubts(desk) == [("resolved", "different")]
    desk.one(SUE, told_apart())
    assert doubts(desk) == [("resolved", "different")], "said twice it is decided once"


def test_what_was_taken_back_is_asked_again(desk: Desk) -> None:
    desk.push(ANN, told_apart(), put(APART, "stands", value=False), twin())
    assert doubts(desk) == [("open", None)]


@pytest.mark.parametrize(
    "said",
    [
        told_apart(stands=False),
        told_apart(other_resident=None),
        told_apart(other_resident="somebody"),
        told_apart(RecordId("another")),
        told_apart(resident=None, other_resident=None),
    ],
)
def test_only_a_record_of_this_pair_that_stands_tells_it_apart(desk: Desk, said: Edit) -> None:
    desk.push(ANN, said, twin())
    assert doubts(desk) == [("open", None)]
    desk.push(SUE, said)
    assert doubts(desk) == [("open", None)]


def test_nobody_tells_people_apart_who_are_not_in_the_grids_that_he_follows(desk: Desk) -> None:
    desk.one(ANN, twin())
    made = desk.push(
        FAR,
        create(RecordId("house2"), "building", scope=OTHER, name="二号楼"),
        create(RecordId("room2"), "room", place={"building": "house2", "room_number": "1"}),
        create(RecordId("home2"), "household", room="room2", address="甲"),
        told_apart(household="home2"),
    )
    assert {each.code for each in made} == {"ok"}
    assert doubts(desk) == [("open", None)]
    desk.one(ANN, put(TWIN, "birth_date", "1950-01-02"))
    assert desk.one(ANN, put(TWIN, "birth_date", "1950-01-01")).code == "duplicate"


def test_removed_it_says_nothing_any_more(desk: Desk) -> None:
    desk.push(ANN, told_apart())
    desk.one(SUE, remove(APART, desk.record(APART).seq))
    desk.one(ANN, twin())
    assert doubts(desk) == [("open", None)]


def test_the_same_document_number_is_asked_about_all_the_same(desk: Desk) -> None:
    desk.push(ANN, told_apart(), twin())
    for number, person in enumerate((PERSON, TWIN)):
        paper: Value = {"document_number": "110101195001010011"}
        desk.one(ANN, create(RecordId(f"paper{number}"), "resident_identity", resident=person, paper=paper))
    assert doubts(desk) == [("open", None)]


def test_a_number_in_small_letters_is_the_same_number(desk: Desk) -> None:
    desk.push(ANN, told_apart(), twin())
    made = [
        create(
            RecordId(f"paper{at}"), "resident_identity", resident=person, paper={"document_number": number}
        )
        for at, (person, number) in enumerate(((PERSON, "E12345678"), (TWIN, "e12345678")))
    ]
    desk.push(ANN, *made)
    assert doubts(desk) == [("open", None)]


def test_people_who_never_seemed_to_be_one_may_be_told_apart(desk: Desk) -> None:
    desk.push(ANN, create(TWIN, "resident", household=HOME, name="某乙"), told_apart())
    assert doubts(desk) == []
    desk.one(ANN, put(TWIN, "birth_date", "1950-01-01"))
    assert desk.one(ANN, put(TWIN, "name", "某人", desk.version(TWIN, "name"))).code == "ok"
    assert doubts(desk) == []
