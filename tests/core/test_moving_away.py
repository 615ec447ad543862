"""A household goes to another community: who decides, what travels, and what is said of it afterwards."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ReplicaId, ScopeId
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Author
from gridcore.sync.moving_away import arrival, id_there, moved_to, names_community
from gridcore.sync.presence import MOST_MOVED
from gridcore.sync.stored import RecordState
from gridcore.sync.take import take
from gridcore.sync.verdicts import Verdict
from gridcore.wire.communities import Communities, Neighbour, decode_communities, encode_communities
from gridcore.workflows.decision import ACCEPTED, OPEN
from tests.core.sync_desk import (
    HOME,
    HOUSE,
    OTHER,
    PERSON,
    PLAN,
    ROOM,
    VISIT,
    Desk,
    add,
    create,
    erase,
    merge,
    move,
    put,
    remove,
    resolve,
    restore,
    step,
)
from tests.fakes.memory_server import COMMUNITY, MemoryServer

THERE = CommunityId("330106001002")
AWAY = ScopeId(f"grid/{THERE}")
CARD, PHONE, DEAD, STAY = (RecordId(each) for each in ("card", "number", "dead", "stay"))
CARE = "该户的走访记录金丝雀"


@pytest.fixture
def desk() -> Desk:
    """A household of two people, one of whom has died, with a paper, a number and a former stay."""
    made = Desk(MemoryServer(communities=(THERE,)))
    found = made.push(
        made.ann,
        put(HOME, "head", PERSON),
        create(CARD, "resident_identity", resident=PERSON, paper={"document": "1", "document_number": "X"}),
        create(PHONE, "phone_number", resident=PERSON, phone="13900000000", remark=CARE),
        create(DEAD, "resident", household=HOME, name="亡者", status="deceased"),
        create(STAY, "membership", household=HOME, resident=PERSON),
    )
    assert {each.code for each in found} == {"ok"}, found
    return made


def proposed(desk: Desk, by: ReplicaId | None = None) -> RecordId:
    """The worker asks; the proposal."""
    found = desk.one(by or desk.ann, move(HOME, AWAY))
    assert found.code == "proposed"
    return RecordId(str(found.extra))


def agreed(desk: Desk, proposal: RecordId, by: ReplicaId | None = None) -> Verdict:
    """A supervisor agrees."""
    base, saw = desk.version(proposal, "progress"), {"value": desk.version(proposal, "value")}
    return desk.one(by or desk.sue, step(proposal, "progress", (OPEN, ACCEPTED), base, saw=saw))


@pytest.fixture
def gone(desk: Desk) -> Desk:
    """The household has left."""
    assert agreed(desk, proposed(desk)).code == "ok"
    return desk


def here(server: MemoryServer, edits: Sequence[Edit]) -> None:
    """The other community's server makes what arrives, as itself."""
    replica = ReplicaId("server")
    server.log.setdefault(replica, {})
    author = Author(
        server.users[next(iter(server.users))], "", replica, THERE, (), frozenset(), is_system=True
    )
    server.write(author, take(server, author, edits))


# who decides


def test_a_worker_asks_and_nothing_moves_before_a_supervisor_agrees(desk: Desk) -> None:
    proposal = proposed(desk)
    assert desk.record(HOME).state is RecordState.PRESENT
    assert agreed(desk, proposal).code == "ok"
    assert {moved_to(desk.record(each)) for each in (HOME, PERSON, CARD, PHONE)} == {THERE}


def test_a_supervisor_does_not_send_a_household_away_alone(desk: Desk) -> None:
    proposal = proposed(desk, desk.sue)
    assert agreed(desk, proposal).code == "denied"
    assert agreed(desk, proposal, desk.sid).code == "ok"


def test_nobody_of_another_grid_is_sent_along_by_having_been_hung_on_the_household(desk: Desk) -> None:
    stranger, home, room, house = (RecordId(each) for each in ("stranger", "home-2", "room-2", "house-2"))
    made = desk.push(
        desk.far,
        create(house, "building", scope=OTHER, name="二号楼"),
        create(room, "room", place={"building": house, "room_number": "1"}),
        create(home, "household", room=room, address="乙"),
        create(stranger, "resident", household=home, name="外人"),
        put(stranger, "household", HOME),
    )
    assert {each.code for each in made} == {"ok"}
    assert agreed(desk, proposed(desk)).code == "ok"
    assert desk.record(stranger).state is RecordState.PRESENT, "where it lies nobody agreed, or hears of it"
    assert moved_to(desk.record(PERSON)) == THERE


def test_a_place_that_no_community_has_takes_nobody(desk: Desk) -> None:
    nowhere = ScopeId("grid/330106001009")
    proposal = RecordId(str(desk.one(desk.ann, move(HOME, nowhere)).extra))
    assert agreed(desk, proposal).code == "denied"
    assert desk.record(HOME).state is RecordState.PRESENT


def test_the_own_community_is_no_other_one(desk: Desk) -> None:
    desk.server.communities = (THERE, COMMUNITY)
    proposal = RecordId(str(desk.one(desk.ann, move(HOME, ScopeId(f"grid/{COMMUNITY}"))).extra))
    assert agreed(desk, proposal).code == "denied"


def test_only_a_household_goes_to_another_community(desk: Desk) -> None:
    for each in (HOUSE, PERSON):
        assert (found := desk.one(desk.sue, move(each, AWAY))).code == "invalid"
        assert found.extra == "not_movable"


def test_what_is_open_is_decided_first(desk: Desk) -> None:
    seen = desk.version(PERSON, "birth_date")
    desk.one(desk.ann, put(PERSON, "birth_date", "1950-01-01", seen))
    assert desk.one(desk.bob, put(PERSON, "birth_date", "1951-01-01", seen)).code == "conflict"
    assert (found := agreed(desk, proposed(desk))).code == "parked"
    assert found.extra == "open_matters"
    assert desk.record(HOME).state is RecordState.PRESENT


def test_several_numbers_of_one_person_wait_for_nobody_and_hold_nobody_back(desk: Desk) -> None:
    other: Value = {"document": "1", "document_number": "Y"}
    desk.one(desk.bob, create(CARD, "resident_identity", resident=PERSON, paper=other))
    (kept,) = desk.about("conflict", CARD)
    assert kept.cells["progress"] == OPEN, "the server keeps both, and nobody is asked"
    assert agreed(desk, proposed(desk)).code == "ok"
    (card,) = [each for each in desk.server.departed[0].records if each.id == CARD]
    assert card.cells["paper"] == other, "the one that stands travels"


def test_more_than_one_move_carries_stays_where_it_is(desk: Desk) -> None:
    many = [create(RecordId(f"p{n}"), "phone_number", resident=PERSON, phone="1") for n in range(MOST_MOVED)]
    desk.push(desk.ann, *many)
    assert agreed(desk, proposed(desk)).extra == "too_many_to_move"


# what travels


def test_people_and_how_they_are_reached_travel_and_nothing_else(gone: Desk) -> None:
    (left,) = gone.server.departed
    assert {each.id: sorted(each.cells) for each in left.records} == {
        HOME: ["address", "head"],
        PERSON: ["household", "name"],
        CARD: ["paper", "resident"],
        PHONE: ["phone", "resident"],
    }
    stay = [gone.record(each).state for each in (VISIT, PLAN, DEAD, STAY, ROOM)]
    assert set(stay) == {RecordState.PRESENT}


def test_what_was_removed_before_stays_removed(desk: Desk) -> None:
    desk.one(desk.ann, remove(PHONE, desk.record(PHONE).seq))
    agreed(desk, proposed(desk))
    assert PHONE not in {each.id for each in desk.server.departed[0].records}
    assert moved_to(desk.record(PHONE)) is None


def test_it_arrives_under_other_ids_with_its_links_and_says_where_it_came_from(gone: Desk) -> None:
    there = MemoryServer()
    there.enrol("server")
    here(there, [_numbered(each, n) for n, each in enumerate(arrival(gone.server.departed[0], COMMUNITY), 1)])
    home, person, card = (there.stored[id_there(THERE, each)] for each in (HOME, PERSON, CARD))
    assert (home.scope, person.scope, card.scope) == (AWAY, AWAY, f"identity/{THERE}")
    assert (home.cells["head"], person.cells["household"]) == (person.id, home.id)
    assert (person.cells["came_from"], person.cells["arrival"]) == (COMMUNITY, "moved_in")
    assert "room" not in home.cells
    assert not {HOME, PERSON, CARD, PHONE} & there.stored.keys()


def test_a_link_to_somebody_who_stayed_is_left_out(desk: Desk) -> None:
    desk.one(desk.ann, put(HOME, "head", DEAD, desk.version(HOME, "head")))
    for each in desk.about("conflict", HOME):
        desk.server.stored.pop(each.id)
    agreed(desk, proposed(desk))
    edits = arrival(desk.server.departed[0], COMMUNITY)
    assert "head" not in edits[0].cells


def test_the_same_departure_makes_the_same_records(gone: Desk) -> None:
    (left,) = gone.server.departed
    assert arrival(left, COMMUNITY) == arrival(left, COMMUNITY)
    back = replace(left, to=COMMUNITY)
    assert {each.id for each in arrival(back, THERE)}.isdisjoint(gone.server.stored)


def test_who_was_erased_there_stays_so_and_the_others_arrive(gone: Desk) -> None:
    (left,) = gone.server.departed
    arriving = arrival(left, COMMUNITY, {id_there(THERE, PERSON)})
    assert [each.id for each in arriving] == [id_there(THERE, HOME)], "nor a paper or number of theirs"
    assert "head" not in arriving[0].cells
    assert arrival(left, COMMUNITY, {id_there(THERE, HOME)}) == []


# what is said of it afterwards


@pytest.mark.parametrize(
    "edit",
    [
        put(HOME, "phone", "13900000001"),
        put(PERSON, "name", "另名"),
        add(HOME, "tags", "volunteer"),
        remove(HOME),
        restore(HOME),
        move(HOME, OTHER),
        create(HOME, "household", room=ROOM, address="乙"),
        create(RecordId("late"), "visit", household=HOME, visited_on="2026-03-02", said="晚到"),
        create(RecordId("later"), "phone_number", resident=PERSON, phone="1"),
        create(RecordId("plan 2"), "care_reason", plan=PLAN),
        put(DEAD, "household", HOME),
        put(CARD, "paper", {"document": "1", "document_number": "Y"}),
    ],
    ids=lambda each: f"{type(each).__name__} {each.id}",
)
def test_an_edit_of_what_moved_is_told_the_community_and_revives_nothing(gone: Desk, edit: Edit) -> None:
    if isinstance(edit, Create) and edit.kind == "care_reason":
        found = gone.one(gone.cyd, edit)
    else:
        found = gone.one(gone.ann, edit)
    assert (found.code, found.extra) == ("moved", THERE)
    assert {gone.record(each).state for each in (HOME, PERSON, CARD)} == {RecordState.REMOVED}
    kept = [each for each in gone.server.parked if each.decided.edit.id == edit.id]
    assert len(kept) == 1, "what was typed is kept"
    assert gone.about("conflict", HOME) == []


def test_a_late_decision_of_what_was_decided_before_they_left_revives_nobody(desk: Desk) -> None:
    seen = desk.version(PERSON, "birth_date")
    desk.one(desk.ann, put(PERSON, "birth_date", "1950-01-01", seen))
    matter = RecordId(str(desk.one(desk.bob, put(PERSON, "birth_date", "1951-01-01", seen)).extra))
    read = desk.record(matter).seq
    assert desk.one(desk.sue, resolve(matter, read, "1951-01-01")).code == "ok"
    assert agreed(desk, proposed(desk)).code == "ok"
    for late in (resolve(matter, read, "1950-01-01"), resolve(matter, read, "1951-01-01")):
        found = desk.one(desk.ann, late)
        assert (found.code, found.extra) == ("moved", THERE)
    assert moved_to(desk.record(PERSON)) == THERE


def test_a_late_decision_about_somebody_who_was_merged_before_revives_nobody(desk: Desk) -> None:
    """What was disputed of the one who went into the other was decided with them; the other has gone."""
    twin, seen = RecordId("twin"), desk.version(PERSON, "birth_date")
    desk.one(desk.ann, put(PERSON, "birth_date", "1950-01-01", seen))
    matter = RecordId(str(desk.one(desk.bob, put(PERSON, "birth_date", "1951-01-01", seen)).extra))
    read = desk.record(matter).seq
    desk.one(desk.ann, create(twin, "resident", household=HOME, name="某仁"))
    asked = RecordId(str(desk.one(desk.ann, merge(PERSON, twin)).extra))
    assert agreed(desk, asked).code == "ok"
    assert agreed(desk, proposed(desk)).code == "ok"
    found = desk.one(desk.ann, resolve(matter, read, "1950-01-01"))
    assert (found.code, found.extra) == ("moved", THERE)
    assert moved_to(desk.record(twin)) == THERE


def test_work_that_met_a_move_stays_with_its_author(gone: Desk) -> None:
    gone.one(gone.ann, put(HOME, "phone", "13900000001"))
    assert [each for each in gone.server.stored.values() if each.kind == "parked_edit"] == []


def test_who_does_not_follow_the_grid_is_not_told_where_they_went(gone: Desk) -> None:
    found = gone.one(gone.far, put(HOME, "phone", "1"))
    assert (found.code, found.extra) == ("denied", "not_here")
    gone.server.revoke("eve", *next((e.role, e.place) for e in gone.server.assignments if e.user == "eve"))
    found = gone.one(gone.eve, put(HOME, "phone", "1"))
    assert (found.code, found.extra) == ("parked", "scope_left")


def test_a_merge_with_what_moved_is_moved_too(gone: Desk) -> None:
    twin = RecordId("twin")
    gone.push(gone.ann, create(twin, "household", room=ROOM, address="乙"))
    for edit in (merge(twin, HOME), merge(HOME, twin)):
        assert gone.one(gone.ann, edit).code == "moved"


def test_a_merge_that_was_proposed_before_is_not_carried_out(desk: Desk) -> None:
    twin = RecordId("twin")
    desk.push(desk.ann, create(twin, "household", room=ROOM, address="乙"))
    waits = RecordId(str(desk.one(desk.ann, merge(twin, HOME)).extra))
    assert agreed(desk, proposed(desk)).code == "ok"
    assert agreed(desk, waits).extra == "subject_gone"


def test_it_is_erased_where_it_was_all_the_same(gone: Desk) -> None:
    asked = RecordId(str(gone.one(gone.sue, erase(HOME)).extra))
    assert agreed(gone, asked, gone.sid).code == "ok"
    assert gone.record(HOME).state is RecordState.ERASED


def test_what_stayed_is_written_on(gone: Desk) -> None:
    assert gone.one(gone.ann, put(VISIT, "way", "phone", gone.version(VISIT, "way"))).code == "ok"
    assert gone.one(gone.ann, put(RecordId("nothing"), "phone", "1")).code == "denied"


def _numbered(edit: Create, n: int) -> Create:
    cells: dict[str, Value] = edit.cells
    return Create(n, edit.grp, edit.id, edit.kind, cells, edit.scope)


# what people are told


def test_a_place_to_go_to_is_told_as_a_community_or_a_grid() -> None:
    assert names_community(AWAY)
    assert not names_community(f"grid/{THERE}101")


def test_the_communities_travel_as_they_are() -> None:
    told = Communities((Neighbour(THERE, "清波社区", ("西湖区",)), Neighbour(COMMUNITY, "")))
    assert decode_communities(encode_communities(told)) == told
