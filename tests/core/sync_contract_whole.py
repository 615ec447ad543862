"""What every sync server promises about whole records: two that are one, and one that is to go for ever."""

import pytest

from gridcore.aid import aid_grant_id
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.roles import Role
from gridcore.wire.messages import GoneLine, RecordLine, decode_line
from tests.core.sync_office import (
    GRID,
    OTHER_GRID,
    SyncServer,
    all_sync,
    codes,
    household,
    supervisor,
    worker,
)
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import COMMUNITY


def twins(client: MemoryClient) -> tuple[RecordId, RecordId]:
    """Two people of one household; the first heads it and was visited."""
    home = household(client)
    one = client.create("resident", GRID, None, household=home, name="李四", phone="13800000001")
    other = client.create("resident", GRID, None, household=home, name="李 四", remark="耳聋。")
    client.edit(home, head=one)
    client.create("visit", GRID, None, household=home, resident=one, visited_on="2026-03-01", said="甲。")
    client.create("resident_identity", GRID, None, resident=one, document_number="330106195001011236")
    return one, other


def second(server: SyncServer) -> MemoryClient:
    """The other supervisor's laptop."""
    return MemoryClient(server.enrol("sam", (Role.SUPERVISOR, COMMUNITY)))


def proposal(client: MemoryClient, cell: str, about: RecordId | None = None) -> RecordId:
    """The open proposal of a kind that a laptop shows."""
    found = [(each, client.shown(each).cells) for each in client.visible("proposal")]
    return next(
        each
        for each, cells in found
        if (cells["cell"], cells["progress"]) == (cell, "open") and about in (None, cells["subject"])
    )


def become_one(server: SyncServer, clients: tuple[MemoryClient, MemoryClient], *pair: RecordId) -> None:
    """One supervisor says that the loser is the winner, the other one agrees."""
    asks, agrees = clients
    asks.merge(*pair)
    all_sync(server, asks, agrees)
    agrees.step(proposal(agrees, "merge"), "accepted")
    sync(agrees, server)
    assert codes(agrees)[-1] == "ok"


def said(client: MemoryClient, record: RecordId) -> dict[str, Value]:
    """The cells of a record in which something stands."""
    return {name: value for name, value in client.shown(record).cells.items() if value is not None}


class WholeContract:
    """The promises."""

    @pytest.fixture
    def server(self) -> SyncServer:
        raise NotImplementedError

    def test_two_records_become_one_for_everybody(self, server: SyncServer) -> None:
        ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
        one, other = twins(ann)
        all_sync(server, ann, sue, sam)
        become_one(server, (sue, sam), one, other)
        all_sync(server, sue, ann)
        assert codes(sue)[-1] == "proposed"
        assert ann.visible("resident") == sue.visible("resident") == [other]
        (home,), (visit,) = ann.visible("household"), ann.visible("visit")
        assert ann.shown(home).cells["head"] == ann.shown(visit).cells["resident"] == other
        assert ann.shown(other).cells["phone"] == "13800000001"
        (told,) = (ann.shown(each).cells["decided"] for each in ann.visible("conflict"))
        assert isinstance(told, dict)
        assert (told["winner"], told["loser"], told["differs"]) == (other, one, {"name": "李四"})

    def test_who_does_not_see_the_winner_hears_that_it_was_a_merge_and_keeps_the_work(
        self, server: SyncServer
    ) -> None:
        ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
        one, _ = twins(ann)
        (home,) = ann.visible("household")
        away = sue.create("building", OTHER_GRID, name="二号楼")
        flat = sue.create("room", OTHER_GRID, building=away, room_number="201")
        family = sue.create("household", OTHER_GRID, None, room=flat, address="幸福里2号")
        guest = sue.create("resident", OTHER_GRID, None, household=family, name="李四")
        all_sync(server, ann, sue, sam)
        become_one(server, (sue, sam), one, guest)
        lines = server.answer(ann.request())
        told = [each for each in map(decode_line, lines) if isinstance(each, GoneLine | RecordLine)]
        (gone,) = [each for each in told if each.id == one]
        assert isinstance(gone, GoneLine)
        assert gone.merged
        assert guest not in {each.id for each in told}
        ann.edit(one, sex="1")
        ann.create("visit", GRID, None, household=home, resident=one, visited_on="2026-03-02", said="乙。")
        sync(ann, server)
        assert codes(ann)[-2:] == ["parked", "merged"]

    def test_work_on_the_loser_goes_to_the_winner(self, server: SyncServer) -> None:
        ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
        one, other = twins(ann)
        all_sync(server, ann, sue, sam)
        become_one(server, (sue, sam), one, other)
        ann.edit(one, sex="1", remark="新。")
        ann.create("care_plan", GRID, None, resident=one, frequency="monthly", starts_on="2026-04-01")
        ann.remove(one)
        all_sync(server, ann, sue)
        assert ann.shown(other).cells["sex"] == "1"
        assert ann.visible("resident") == [other]
        assert sue.shown(other).cells == ann.shown(other).cells
        assert codes(ann)[-4:] == ["merged", "conflict", "denied", "same"]

    def test_a_merge_is_undone_for_everybody(self, server: SyncServer) -> None:
        ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
        one, other = twins(ann)
        all_sync(server, ann, sue, sam)
        before = {each: said(ann, each) for each in ann.visible("resident", "household", "visit")}
        become_one(server, (sue, sam), one, other)
        all_sync(server, sam, ann)
        sam.restore(one, "resident", GRID)
        all_sync(server, sam, sue, ann)
        assert ann.visible("resident") == [other], "nobody says so alone"
        sue.step(proposal(sue, "unmerge"), "accepted")
        all_sync(server, sue, ann)
        assert {each: said(ann, each) for each in before} == before

    def test_what_a_worker_says_to_be_one_a_supervisor_decides(self, server: SyncServer) -> None:
        ann, sue = worker(server, "ann"), supervisor(server)
        one, other = twins(ann)
        ann.merge(one, other)
        all_sync(server, ann, sue)
        assert codes(ann)[-1] == "proposed"
        assert ann.visible("resident") == sorted([one, other])
        sue.step(proposal(sue, "merge"), "accepted")
        all_sync(server, sue, ann)
        assert ann.visible("resident") == [other]

    def test_two_laptops_that_merge_a_pair_both_ways_agree(self, server: SyncServer) -> None:
        ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
        one, other = twins(ann)
        all_sync(server, ann, sue, sam)
        sue.merge(one, other)
        sam.merge(other, one)
        all_sync(server, sue, sam)
        sue.step(proposal(sue, "merge", other), "accepted")
        sam.step(proposal(sam, "merge", one), "accepted")
        all_sync(server, sam, sue, ann)
        assert (codes(sue), codes(sam)) == (["proposed", "ok"], ["proposed", "ok"])
        assert ann.visible("resident") == sam.visible("resident") == [other]

    def test_what_two_supervisors_erase_leaves_every_laptop(self, server: SyncServer) -> None:
        ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
        one, other = twins(ann)
        all_sync(server, ann, sue, sam)
        sue.erase(one, "所请")
        all_sync(server, sue, sam)
        sue.step(proposal(sue, "erase"), "accepted")
        sync(sue, server)
        assert codes(sue)[-1] == "denied"
        sam.step(proposal(sam, "erase"), "accepted")
        all_sync(server, sam, sue)
        lines = server.answer(ann.request())
        assert GoneLine(one, erased=True) in map(decode_line, lines)
        ann.receive(lines)
        all_sync(server, ann, sue, sam)
        assert ann.visible("resident") == sue.visible("resident") == [other]
        ann.pending.clear()
        late = ann.create("resident", GRID, one, household=ann.visible("household")[0], name="李四")
        sync(ann, server)
        assert late not in ann.confirmed
        assert codes(ann)[-1] == "denied"
        assert not ann.refused

    def test_a_project_gives_its_places_once_and_what_was_erased_or_taken_back_again(
        self, server: SyncServer
    ) -> None:
        ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
        made = sue.create("aid_project", COMMUNITY_SCOPE, None, name="关护通", quota=1)
        all_sync(server, sue, ann)
        homes = [household(ann) for _ in range(3)]
        places = [aid_grant_id(made, each) for each in homes]
        for place, home in zip(places[:2], homes, strict=False):
            ann.create("aid_grant", GRID, place, household=home, project=made)
        sync(ann, server)
        assert codes(ann)[-2:] == ["ok", "invalid"]
        all_sync(server, sue, sam)
        sue.erase(places[0], "本人要求")
        all_sync(server, sue, sam)
        sam.step(proposal(sam, "erase"), "accepted")
        sam.create("aid_grant", GRID, places[2], household=homes[2], project=made)
        sync(sam, server)
        assert codes(sam)[-2:] == ["ok", "ok"]
        ann.create("aid_grant", GRID, places[1], household=homes[1], project=made)
        sync(ann, server)
        assert codes(ann)[-1] == "invalid"
        sam.remove(places[2])
        sync(sam, server)
        ann.create("aid_grant", GRID, places[1], household=homes[1], project=made)
        sync(ann, server)
        assert codes(ann)[-1] == "ok"
