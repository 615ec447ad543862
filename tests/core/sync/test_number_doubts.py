"""A doubt that a mistyped number opened goes by itself once the number is mended, and comes back with it."""

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, conflict_id
from gridcore.sync.disputes import DIFFERENT, GONE
from tests.core.sync_desk import HOME, PERSON, Desk, create, put, resolve

WRONG, RIGHT = "330106195001010021", "330106195001010048"
PAPER, OTHER, THIRD = RecordId("paper-1"), RecordId("paper-2"), RecordId("paper-3")


def desk_of(*people: str) -> Desk:
    """The person of the desk, and others of the same household."""
    desk = Desk()
    for each in people:
        desk.one(desk.bob, create(RecordId(each), "resident", household=HOME, name=each))
    return desk


def hand_in(desk: Desk, who: ReplicaId, record: RecordId, person: str, number: str) -> None:
    paper: Value = {"document": "1", "document_number": number}
    assert desk.one(who, create(record, "resident_identity", resident=person, paper=paper)).code == "ok"


def mend(desk: Desk, who: ReplicaId, number: str) -> None:
    """The number is handed in anew, with its last four."""
    hand_in(desk, who, PAPER, PERSON, number)
    seen = desk.record(PERSON).version("identity_tail")
    assert desk.one(who, put(PERSON, "identity_tail", number[-4:], seen)).code == "ok"


def doubts(desk: Desk) -> dict[str, tuple[Value, Value]]:
    """The doubts about numbers by their pair: state and choice."""
    found = {}
    for each in desk.server.stored.values():
        if each.kind == "conflict" and each.cells["conflict_kind"] == "duplicate":
            sides, decided = each.cells["sides"], each.cells.get("decided")
            assert isinstance(sides, dict)
            pair = sides["records"]
            assert isinstance(pair, dict)
            choice = decided.get("choice") if isinstance(decided, dict) else None
            found[f"{pair['first']} {pair['second']}"] = (each.cells["progress"], choice)
    return found


def test_it_goes_when_the_same_hand_mends_the_number() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    hand_in(desk, desk.bob, OTHER, "乙", WRONG)
    assert doubts(desk) == {"paper-1 paper-2": ("open", None)}
    hand_in(desk, desk.ann, PAPER, PERSON, RIGHT)
    assert doubts(desk) == {"paper-1 paper-2": ("resolved", GONE)}


def test_it_goes_when_a_colleague_mends_the_number_by_its_last_four() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.bob, OTHER, "乙", WRONG)
    mend(desk, desk.ann, WRONG)
    assert doubts(desk) == {"paper-1 paper-2": ("open", None)}
    mend(desk, desk.bob, RIGHT)
    assert doubts(desk) == {"paper-1 paper-2": ("resolved", GONE)}


def test_it_goes_when_the_number_and_who_else_has_it_come_in_one_request() -> None:
    desk = desk_of("乙")
    papers: list[Value] = [{"document": "1", "document_number": each} for each in (WRONG, WRONG, RIGHT)]
    desk.push(
        desk.ann,
        create(PAPER, "resident_identity", resident=PERSON, paper=papers[0]),
        create(OTHER, "resident_identity", resident="乙", paper=papers[1]),
        create(PAPER, "resident_identity", resident=PERSON, paper=papers[2]),
    )
    assert doubts(desk) == {"paper-1 paper-2": ("resolved", GONE)}


def test_it_comes_back_with_the_number() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    hand_in(desk, desk.bob, OTHER, "乙", WRONG)
    for number, told in ((RIGHT, ("resolved", GONE)), (WRONG, ("open", None)), (RIGHT, ("resolved", GONE))):
        hand_in(desk, desk.ann, PAPER, PERSON, number)
        assert doubts(desk) == {"paper-1 paper-2": told}


def test_the_others_who_share_the_number_are_doubted_still() -> None:
    desk = desk_of("乙", "丙")
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    hand_in(desk, desk.bob, OTHER, "乙", WRONG)
    hand_in(desk, desk.eve, THIRD, "丙", WRONG)
    assert doubts(desk) == {"paper-1 paper-2": ("open", None), "paper-1 paper-3": ("open", None)}
    hand_in(desk, desk.ann, PAPER, PERSON, RIGHT)
    assert doubts(desk) == {
        "paper-1 paper-2": ("resolved", GONE),
        "paper-1 paper-3": ("resolved", GONE),
        "paper-2 paper-3": ("open", None),
    }


def test_another_way_of_writing_the_number_mends_nothing() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.ann, PAPER, PERSON, "E10000001")
    hand_in(desk, desk.bob, OTHER, "乙", "E10000001")
    hand_in(desk, desk.ann, PAPER, PERSON, "e 10000001")
    assert doubts(desk) == {"paper-1 paper-2": ("open", None)}


def test_what_a_person_decided_stays_decided() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    hand_in(desk, desk.bob, OTHER, "乙", WRONG)
    note = conflict_id(PAPER, OTHER, 0)
    assert desk.one(desk.sue, resolve(note, desk.record(note).seq, DIFFERENT, DIFFERENT)).code == "ok"
    for number in (RIGHT, WRONG):
        hand_in(desk, desk.ann, PAPER, PERSON, number)
        assert doubts(desk) == {"paper-1 paper-2": ("resolved", DIFFERENT)}


def test_who_decides_late_what_has_gone_by_itself_decides_it_for_good() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    hand_in(desk, desk.bob, OTHER, "乙", WRONG)
    note = conflict_id(PAPER, OTHER, 0)
    seen = desk.record(note).seq
    hand_in(desk, desk.ann, PAPER, PERSON, RIGHT)
    assert desk.one(desk.sue, resolve(note, seen, DIFFERENT, DIFFERENT)).code == "ok"
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    assert doubts(desk) == {"paper-1 paper-2": ("resolved", DIFFERENT)}


def test_a_number_taken_back_without_another_one_ends_the_doubt_too() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    hand_in(desk, desk.bob, OTHER, "乙", WRONG)
    desk.one(desk.ann, put(PAPER, "paper", {"document": "1"}))
    assert doubts(desk) == {"paper-1 paper-2": ("resolved", GONE)}


def test_who_gave_the_number_up_in_the_same_request_is_nobodys_double() -> None:
    desk = desk_of("乙")
    hand_in(desk, desk.ann, PAPER, PERSON, WRONG)
    papers: list[Value] = [{"document": "1", "document_number": each} for each in (RIGHT, WRONG)]
    desk.push(
        desk.ann,
        create(PAPER, "resident_identity", resident=PERSON, paper=papers[0]),
        create(OTHER, "resident_identity", resident="乙", paper=papers[1]),
    )
    assert doubts(desk) == {}
