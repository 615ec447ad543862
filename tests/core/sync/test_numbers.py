"""Several numbers of one person: the last four in the person's record say which of them stands."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId
from gridcore.sync.stored import Stored
from tests.core.sync_desk import GRID, HOME, IDENTITY, PERSON, Desk, create, put, remove, resolve

PAPER, OTHER_PAPER, TWIN = RecordId("paper"), RecordId("paper-2"), RecordId("twin")
FIRST, SECOND, THIRD = "330106195001010021", "33010619500101003x", "330106195001010048"


def hand_in(desk: Desk, who: ReplicaId, number: str, tail: str = "", base: int | None = None) -> None:
    """As the form does: the number, and the last four if they are not noted so."""
    paper: Value = {"document": "1", "document_number": number}
    assert desk.one(who, create(PAPER, "resident_identity", resident=PERSON, paper=paper)).code == "ok"
    if tail:
        seen = desk.record(PERSON).version("identity_tail") if base is None else base
        desk.one(who, put(PERSON, "identity_tail", tail, seen))


def number_of(desk: Desk) -> Value:
    paper = desk.value(PAPER, "paper")
    assert isinstance(paper, dict)
    return paper["document_number"]


def tail_matter(desk: Desk) -> Stored:
    (found,) = desk.about("conflict", PERSON)
    return found


def test_whoever_has_seen_the_last_four_corrects_the_number_of_a_colleague() -> None:
    desk = Desk()
    hand_in(desk, desk.ann, FIRST, "0021")
    hand_in(desk, desk.bob, SECOND, "003X")
    assert (number_of(desk), desk.value(PERSON, "identity_tail")) == (SECOND, "003X")
    assert desk.about("conflict", PERSON) == [], "nobody is asked: it was seen and mended"
    (kept,) = desk.about("conflict", PAPER)
    assert kept.scope == IDENTITY
    numbers = [side["document_number"] for side in desk.sides(kept.id).values() if isinstance(side, dict)]
    assert sorted(map(str, numbers)) == sorted([FIRST, SECOND]), "the server keeps both, and shows none"


def test_the_same_hand_replaces_its_own_slip_and_a_colleagues_correction_of_it() -> None:
    desk = Desk()
    hand_in(desk, desk.ann, FIRST, "0021")
    hand_in(desk, desk.ann, SECOND, "003X")
    assert number_of(desk) == SECOND
    assert desk.about("conflict", PAPER) == []
    hand_in(desk, desk.bob, FIRST, "0021")
    assert number_of(desk) == FIRST
    hand_in(desk, desk.bob, THIRD, "0048")
    assert number_of(desk) == THIRD
    hand_in(desk, desk.ann, FIRST, "0021")
    assert number_of(desk) == FIRST


@pytest.mark.parametrize(("chosen", "number"), [("0021", FIRST), ("003X", SECOND)])
def test_what_two_typed_unseen_a_supervisor_decides_by_the_last_four(chosen: str, number: str) -> None:
    desk = Desk()
    hand_in(desk, desk.ann, FIRST, "0021", base=0)
    hand_in(desk, desk.bob, SECOND, "003X", base=0)
    assert number_of(desk) == FIRST, "the number follows what stands of the last four"
    matter = tail_matter(desk)
    assert matter.scope == GRID
    assert set(desk.sides(matter.id).values()) == {"0021", "003X"}
    assert FIRST not in repr(matter)
    assert SECOND not in repr(matter)
    assert desk.one(desk.sue, resolve(matter.id, matter.seq, chosen)).code == "ok"
    assert number_of(desk) == number


def test_the_last_four_may_be_mended_before_the_number_comes() -> None:
    desk = Desk()
    hand_in(desk, desk.ann, FIRST, "0021")
    desk.one(desk.bob, put(PERSON, "identity_tail", "003X", desk.record(PERSON).version("identity_tail")))
    assert number_of(desk) == FIRST, "one number alone stands, whatever its end"
    hand_in(desk, desk.bob, SECOND)
    assert number_of(desk) == SECOND
    hand_in(desk, desk.eve, THIRD)
    assert number_of(desk) == SECOND, "a number with another end is kept, and does not stand"
    desk.one(desk.eve, put(PERSON, "identity_tail", "0048", desk.record(PERSON).version("identity_tail")))
    assert number_of(desk) == THIRD


def test_a_number_that_stands_newly_is_compared_with_those_of_others() -> None:
    desk = Desk()
    paper: Value = {"document": "1", "document_number": SECOND}
    desk.push(
        desk.bob,
        create(TWIN, "resident", household=HOME, name="另一人"),
        create(OTHER_PAPER, "resident_identity", resident=TWIN, paper=paper),
    )
    hand_in(desk, desk.ann, FIRST, "0021")
    staff = [each for each in desk.server.stored.values() if each.scope == "staff"]
    assert staff == []
    hand_in(desk, desk.bob, SECOND, "003X")
    (note,) = [each for each in desk.server.stored.values() if each.scope == "staff"]
    assert (note.cells["conflict_kind"], note.cells["cell"]) == ("duplicate", "document_number")


def test_a_number_of_nobody_who_is_here_chooses_nothing() -> None:
    desk = Desk()
    hand_in(desk, desk.ann, FIRST, "0021")
    assert desk.one(desk.ann, put(PAPER, "resident", None)).code == "ok"
    assert desk.one(desk.ann, put(PAPER, "paper", {"document": "1", "document_number": SECOND})).code == "ok"
    assert number_of(desk) == SECOND
    assert desk.one(desk.ann, remove(PERSON, desk.record(PERSON).seq)).code == "ok"


def test_a_number_that_gives_way_at_once_is_compared_with_nobodys() -> None:
    desk = Desk()
    paper: Value = {"document": "1", "document_number": THIRD}
    desk.push(
        desk.bob,
        create(TWIN, "resident", household=HOME, name="另一人"),
        create(OTHER_PAPER, "resident_identity", resident=TWIN, paper=paper),
    )
    hand_in(desk, desk.bob, "330106195101010021")
    hand_in(desk, desk.ann, FIRST, "0021")
    assert number_of(desk) == FIRST
    hand_in(desk, desk.ann, THIRD)
    assert number_of(desk) == "330106195101010021", "it ends as the person's record says"
    assert [each for each in desk.server.stored.values() if each.scope == "staff"] == []
