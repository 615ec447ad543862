"""No more places are given than a project has, whoever gives them; a place that is there stays."""

from dataclasses import dataclass, field

import pytest

from gridcore.aid import aid_grant_id
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ReplicaId, ScopeId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.sync.edits import Create
from gridcore.sync.stored import RecordState
from tests.core.sync_desk import (
    GRID,
    OTHER,
    Desk,
    create,
    erase,
    in_group,
    merge,
    put,
    remove,
    resolve,
    restore,
    step,
)

PROJECT = RecordId("project")


@dataclass
class Street:
    """Three households in one grid and three in another one, and a project with places."""

    places: int = 2
    desk: Desk = field(default_factory=Desk)

    def __post_init__(self) -> None:
        self.near = [self._home(self.desk.ann, GRID, f"near-{n}") for n in range(3)]
        self.far = [self._home(self.desk.far, OTHER, f"far-{n}") for n in range(3)]
        made = create(PROJECT, "aid_project", scope=COMMUNITY_SCOPE, name="关护通", quota=self.places)
        assert self.desk.one(self.desk.sue, made).code == "ok"

    def _home(self, replica: ReplicaId, scope: ScopeId, name: str) -> RecordId:
        building, room, home = (RecordId(f"{name}-{each}") for each in ("building", "room", "home"))
        found = self.desk.push(
            replica,
            create(building, "building", scope=scope, name=name),
            create(room, "room", place={"building": building, "room_number": "101"}),
            create(home, "household", room=room, address=name),
        )
        assert {each.code for each in found} == {"ok"}
        return home

    def give(self, replica: ReplicaId, home: RecordId, device: str | None = None) -> str:
        """The verdict on a place for a household, with its reason."""
        verdict = self.desk.one(replica, granted(home, device=device))
        return f"{verdict.code} {verdict.extra or ''}".strip()

    def accept(self, by: ReplicaId, proposal: RecordId) -> None:
        """Another supervisor agrees."""
        seq = self.desk.record(proposal).seq
        agreed = step(proposal, "progress", ("open", "accepted"), seq, saw={"value": seq})
        assert self.desk.one(by, agreed).code == "ok"

    def count(self) -> int:
        """The households that have a place now."""
        return len(set(self.desk.server.granted(PROJECT).values()))


def granted(home: RecordId, project: RecordId = PROJECT, device: str | None = None) -> Create:
    """The household's place in the project, with the number of what it got."""
    cells: dict[str, Value] = {"household": home, "project": project}
    cells |= {} if device is None else {"device": device}
    return Create(0, GroupId(""), aid_grant_id(project, home), "aid_grant", cells)


NO_PLACE = "invalid no_place_left"


def test_of_two_grids_that_do_not_see_each_other_the_one_that_comes_first_has_the_last_place() -> None:
    street = Street(places=2)
    ann, far = street.desk.ann, street.desk.far
    assert street.give(ann, street.near[0]) == "ok"
    assert street.give(far, street.far[0]) == "ok"
    assert street.give(ann, street.near[1]) == NO_PLACE
    assert street.give(far, street.far[1]) == NO_PLACE
    assert street.count() == 2


def test_more_places_let_what_was_refused_be_sent_again() -> None:
    street = Street(places=1)
    ann, sue = street.desk.ann, street.desk.sue
    assert street.give(ann, street.near[0]) == "ok"
    assert street.give(ann, street.near[1], device="A-2") == NO_PLACE
    version = street.desk.version(PROJECT, "quota")
    assert street.desk.one(sue, put(PROJECT, "quota", 2, version)).code == "ok"
    assert street.give(ann, street.near[1], device="A-2") == "ok"
    assert street.desk.value(aid_grant_id(PROJECT, street.near[1]), "device") == "A-2"


def test_the_same_household_twice_is_one_place_also_in_a_full_project() -> None:
    street = Street(places=1)
    assert street.give(street.desk.ann, street.near[0], device="A-1") == "ok"
    assert street.give(street.desk.bob, street.near[0], device="A-1") == "same"
    assert street.give(street.desk.sue, street.near[0]) == "same"
    again = create(RecordId("by-hand"), "aid_grant", household=street.near[0], project=PROJECT)
    assert street.desk.one(street.desk.ann, again).code == "ok"
    assert street.count() == 1


def test_one_request_cannot_take_more_places_than_there_are() -> None:
    street = Street(places=2)
    found = street.desk.push(street.desk.sue, *(granted(each) for each in (*street.near, *street.far)))
    assert [each.code for each in found] == ["ok", "ok", "invalid", "invalid", "invalid", "invalid"]


def test_a_place_that_is_given_up_is_free_within_the_same_request() -> None:
    street = Street(places=1)
    assert street.give(street.desk.ann, street.near[0]) == "ok"
    first = aid_grant_id(PROJECT, street.near[0])
    left = remove(first, street.desk.record(first).seq)
    found = street.desk.push(street.desk.ann, left, granted(street.near[1]), granted(street.near[2]))
    assert [each.code for each in found] == ["ok", "ok", "invalid"]


def test_a_refused_group_takes_no_place() -> None:
    street = Street(places=1)
    nowhere = create(RecordId("nobody"), "resident", household=RecordId("nowhere"), name="无")
    refused = in_group("form", granted(street.near[0]), nowhere)
    assert [each.code for each in street.desk.push(street.desk.ann, *refused)] == ["parked", "denied"]
    assert street.give(street.desk.ann, street.near[1]) == "ok"


def test_a_place_that_was_given_up_goes_to_the_next_one_and_does_not_come_back_beside_it() -> None:
    street = Street(places=1)
    ann, bob = street.desk.ann, street.desk.bob
    first = aid_grant_id(PROJECT, street.near[0])
    assert street.give(ann, street.near[0]) == "ok"
    read = street.desk.record(first).seq
    assert street.desk.one(ann, remove(first, read)).code == "ok"
    assert street.give(ann, street.near[1]) == "ok"
    assert street.desk.one(ann, restore(first)).extra == "no_place_left"
    assert street.desk.one(bob, put(first, "device", "A-1")).extra == "no_place_left"
    assert street.give(bob, street.near[0]) == NO_PLACE
    assert street.desk.record(first).state is RecordState.REMOVED
    second = aid_grant_id(PROJECT, street.near[1])
    assert street.desk.one(ann, remove(second, street.desk.record(second).seq)).code == "ok"
    assert street.desk.one(ann, restore(first)).code == "ok"


def test_what_is_decided_about_a_removal_gives_no_place_that_is_gone() -> None:
    street = Street(places=1)
    ann, bob, sue = street.desk.ann, street.desk.bob, street.desk.sue
    first = aid_grant_id(PROJECT, street.near[0])
    assert street.give(ann, street.near[0]) == "ok"
    read = street.desk.record(first).seq
    assert street.desk.one(bob, put(first, "device", "A-1")).code == "ok"
    conflict = RecordId(str(street.desk.one(ann, remove(first, read)).extra))
    assert street.desk.one(sue, resolve(conflict, street.desk.record(conflict).seq, True)).code == "ok"
    assert street.desk.record(first).state is RecordState.REMOVED
    assert street.give(ann, street.near[1]) == "ok"
    saw = street.desk.record(conflict).seq
    assert street.desk.one(sue, resolve(conflict, saw, False)).extra == "no_place_left"
    assert street.desk.one(sue, resolve(conflict, saw, True)).code == "same"


def test_fewer_places_take_nothing_away_and_give_none() -> None:
    street = Street(places=2)
    for each in street.near[:2]:
        assert street.give(street.desk.ann, each) == "ok"
    version = street.desk.version(PROJECT, "quota")
    assert street.desk.one(street.desk.sue, put(PROJECT, "quota", 1, version)).code == "ok"
    assert street.count() == 2
    held = aid_grant_id(PROJECT, street.near[1])
    assert street.desk.one(street.desk.ann, put(held, "device", "A-2")).code == "ok"
    assert street.give(street.desk.ann, street.near[2]) == NO_PLACE


def test_two_households_that_turn_out_to_be_one_have_one_place() -> None:
    street = Street(places=2)
    ann, sue, sid = street.desk.ann, street.desk.sue, street.desk.sid
    for each in street.near[:2]:
        assert street.give(ann, each) == "ok"
    proposed = RecordId(str(street.desk.one(sue, merge(street.near[1], street.near[0])).extra))
    street.accept(sid, proposed)
    assert street.count() == 1
    assert street.give(ann, street.near[2]) == "ok"


def test_what_was_erased_holds_no_place() -> None:
    street = Street(places=1)
    first = aid_grant_id(PROJECT, street.near[0])
    assert street.give(street.desk.ann, street.near[0]) == "ok"
    proposed = RecordId(str(street.desk.one(street.desk.sue, erase(first, "本人要求")).extra))
    street.accept(street.desk.sid, proposed)
    assert street.count() == 0
    assert street.give(street.desk.ann, street.near[1]) == "ok"


def test_a_place_is_free_within_the_request_that_erases_it() -> None:
    street = Street(places=1)
    first = aid_grant_id(PROJECT, street.near[0])
    assert street.give(street.desk.ann, street.near[0]) == "ok"
    proposed = RecordId(str(street.desk.one(street.desk.sue, erase(first, "本人要求")).extra))
    seq = street.desk.record(proposed).seq
    agreed = step(proposed, "progress", ("open", "accepted"), seq, saw={"value": seq})
    found = street.desk.push(street.desk.sid, agreed, granted(street.near[1]))
    assert [each.code for each in found] == ["ok", "ok"]


@pytest.mark.parametrize("named", ["nowhere", "near-0-home"])
def test_a_place_in_what_is_no_project_is_refused(named: str) -> None:
    street = Street()
    verdict = street.desk.one(street.desk.ann, granted(street.near[0], RecordId(named)))
    assert (verdict.code, verdict.extra) == ("denied", "not_here")


def test_a_project_that_does_not_say_how_many_has_no_places() -> None:
    street = Street()
    vague = RecordId("vague")
    made = create(vague, "aid_project", scope=COMMUNITY_SCOPE, name="未定")
    assert street.desk.one(street.desk.sue, made).code == "ok"
    verdict = street.desk.one(street.desk.ann, granted(street.near[0], vague))
    assert (verdict.code, verdict.extra) == ("invalid", "no_place_left")


def test_workers_make_no_project_and_a_place_stays_its_households() -> None:
    street = Street()
    mine = create(RecordId("mine"), "aid_project", scope=COMMUNITY_SCOPE, name="我的", quota=1)
    assert street.desk.one(street.desk.ann, mine).extra == "not_allowed"
    assert street.give(street.desk.ann, street.near[0]) == "ok"
    held = aid_grant_id(PROJECT, street.near[0])
    assert street.desk.one(street.desk.ann, put(held, "household", street.near[1])).extra == "not_allowed"
    assert street.desk.one(street.desk.far, put(held, "device", "X")).extra == "not_here"
    assert street.desk.one(street.desk.sue, remove(PROJECT, 0)).extra == "not_allowed"
