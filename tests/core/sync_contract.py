"""What every sync server promises to laptops: run for the one in memory and for the one on PostgreSQL.

A subclass gives the `server`; it has the community `community-1` with the grids `grid-1` and `grid-2`.
"""

from typing import Protocol

import pytest

from gridcore.ids import RecordId, ReplicaId
from gridcore.roles import Role
from gridcore.sync.project import Presence
from gridcore.wire.messages import GoneLine, Mark, RecordLine, decode_line
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import COMMUNITY

GRID = "grid/grid-1"
OTHER_GRID = "grid/grid-2"


class SyncServer(Protocol):
    """What a contract test needs of a server."""

    def enrol(self, user: str, *roles: tuple[Role, str]) -> ReplicaId:
        """A laptop of a user, who gets these roles at these places."""

    def assign(self, user: str, role: Role, place: str) -> None:
        """Give a user a role at a place."""

    def revoke(self, user: str, role: Role, place: str) -> None:
        """Take the role away again."""

    def answer(self, body: bytes) -> list[bytes]:
        """The lines of the answer to a request."""


def worker(server: SyncServer, user: str, *grids: str) -> MemoryClient:
    """A grid worker's laptop."""
    return MemoryClient(server.enrol(user, *((Role.GRID_WORKER, each) for each in grids or ("grid-1",))))


def supervisor(server: SyncServer) -> MemoryClient:
    """The supervisor's laptop."""
    return MemoryClient(server.enrol("sue", (Role.SUPERVISOR, COMMUNITY)))


def mediator(server: SyncServer, user: str = "mia") -> MemoryClient:
    """A mediator's laptop."""
    return MemoryClient(server.enrol(user, (Role.MEDIATOR, COMMUNITY)))


def household(client: MemoryClient, **cells: str) -> RecordId:
    """A building with a room with a household."""
    building = client.create("building", GRID, name="一号楼")
    room = client.create("room", GRID, building=building, room_number="101")
    return client.create("household", GRID, room=room, address="幸福里1号", **cells)


def visit(client: MemoryClient, said: str = "甲。乙。丙。") -> RecordId:
    """A visit to a new household."""
    return client.create("visit", GRID, household=household(client), visited_on="2026-03-01", said=said)


def all_sync(server: SyncServer, *clients: MemoryClient) -> None:
    """Everybody pushes, then everybody hears of the others."""
    for client in (*clients, *clients):
        sync(client, server)
    for client in clients:
        assert not client.pending
        for scope in client.scopes:
            assert client.digests[scope] == client.own_digest(scope), (client.replica, scope)


def facts(client: MemoryClient) -> dict[RecordId, object]:
    """What the laptop knows of the grid."""
    return {k: (v.seq, v.cells) for k, v in client.confirmed.items() if v.scope == GRID}


def codes(client: MemoryClient) -> list[str]:
    """The verdicts on everything that the laptop has saved."""
    return [client.answers[n].code.value for n in sorted(client.answers)]


def open_conflicts(client: MemoryClient) -> list[RecordId]:
    """The conflicts that wait for a person."""
    return [each for each in client.visible("conflict") if client.shown(each).cells["progress"] == "open"]


class SyncContract:
    """The promises."""

    @pytest.fixture
    def server(self) -> SyncServer:
        raise NotImplementedError

    # lines that fail

    def test_an_edit_reaches_the_other_laptops(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        bob.edit(record, phone="13800000000", tags=["contact"])
        all_sync(server, bob, ann)
        assert ann.confirmed[record].cells == bob.confirmed[record].cells
        assert ann.shown(record).cells["phone"] == "13800000000"

    def test_own_edits_are_not_sent_back(self, server: SyncServer) -> None:
        ann = worker(server, "ann")
        sync(ann, server)
        record = household(ann, phone="13800000000")
        lines = server.answer(ann.request())
        sent_back = {each.id for each in map(decode_line, lines) if isinstance(each, RecordLine)}
        assert not sent_back & {each.id for each in ann.saved}
        ann.receive(lines)
        assert ann.confirmed[record].cells["phone"] == "13800000000"
        all_sync(server, ann)

    def test_a_lost_answer_does_not_repeat_the_edit(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        request = ann.request()
        first = [each for each in map(decode_line, server.answer(request)) if isinstance(each, Mark)]
        sync(bob, server)
        seen = bob.confirmed[record]
        ann.receive(server.answer(request))
        sync(bob, server)
        assert first[0].h is not None
        assert [*ann.answers.values()] == first[0].h.verdicts
        assert bob.confirmed[record] == seen
        all_sync(server, ann, bob)

    def test_what_was_pushed_without_an_answer_comes_back_as_a_row(self, server: SyncServer) -> None:
        ann = worker(server, "ann")
        record = household(ann)
        server.answer(ann.request())
        lines = server.answer(ann.request())
        rows = {each.id for each in map(decode_line, lines) if isinstance(each, RecordLine)}
        assert record in rows
        ann.receive(lines)
        all_sync(server, ann)

    def test_an_answer_may_be_cut_anywhere(self, server: SyncServer) -> None:
        ann = worker(server, "ann")
        records = [visit(ann), visit(ann)]
        sync(ann, server)
        whole = len(server.answer(worker(server, "bob").request()))
        for cut in range(whole + 1):
            bob = worker(server, "bob")
            bob.receive(server.answer(bob.request())[:cut])
            all_sync(server, bob)
            bob.edit(records[cut % 2], worker="王芳", next_date="2026-04-01", said=f"甲。{cut}。")
            bob.receive(server.answer(bob.request())[: cut % 7])
            all_sync(server, bob, ann)
            assert facts(bob) == facts(ann)

    def test_an_old_request_that_arrives_late_changes_nothing(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        old = ann.request()
        sync(ann, server)
        ann.edit(record, phone="13800000000")
        all_sync(server, ann, bob)
        server.answer(old)
        sync(bob, server)
        assert bob.shown(record).cells["phone"] == "13800000000"
        all_sync(server, ann, bob)

    def test_an_edit_answered_again_brings_its_record_along(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        bob.edit(record, tenure="rented")
        ann.edit(record, tenure="rented")
        sync(bob, server)
        server.answer(ann.request())  # same, and the answer is lost
        ann.edit(record, phone="13800000000")
        all_sync(server, ann, bob)
        assert ann.confirmed[record].cells == bob.confirmed[record].cells

    # values that meet

    def test_two_values_for_a_cell_are_shown_to_both(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        ann.edit(record, address="幸福里2号")
        bob.edit(record, address="幸福里3号")
        all_sync(server, ann, bob)
        (conflict,) = open_conflicts(ann)
        assert open_conflicts(bob) == [conflict]
        sides = ann.shown(conflict).cells["sides"]
        assert isinstance(sides, dict)
        assert {each["value"] for each in sides.values() if isinstance(each, dict)} == {
            "幸福里2号",
            "幸福里3号",
        }
        assert ann.shown(conflict).cells["before"] == "幸福里1号"

    def test_a_decision_closes_the_conflict_for_everybody(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        ann.edit(record, address="幸福里2号")
        bob.edit(record, address="幸福里3号")
        all_sync(server, ann, bob)
        ann.resolve(open_conflicts(ann)[0], "幸福里2号", ann.replica)
        all_sync(server, ann, bob)
        assert open_conflicts(ann) == open_conflicts(bob) == []
        assert bob.shown(record).cells["address"] == "幸福里2号"

    def test_different_cells_never_meet(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        ann.edit(record, tenure="rented")
        bob.edit(record, phone="13800000000")
        all_sync(server, ann, bob)
        assert codes(ann)[-1] == codes(bob)[-1] == "ok"
        assert not open_conflicts(ann)

    def test_a_long_text_keeps_the_clauses_of_both(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = visit(ann)
        all_sync(server, ann, bob)
        ann.edit(record, said="丁。甲。乙。丙。")
        bob.edit(record, said="甲。乙。丙。戊。")
        all_sync(server, ann, bob)
        assert ann.shown(record).cells["said"] == bob.shown(record).cells["said"] == "丁。甲。乙。丙。戊。"
        ann.edit(record, said="丁。甲。乙。丙。戊。己。")
        all_sync(server, ann, bob)
        assert codes(ann)[-1] == "ok"

    def test_text_goes_on_from_what_its_author_sent(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = visit(ann)
        all_sync(server, ann, bob)
        ann.edit(record, said="丁。乙。丙。")
        server.answer(ann.request())
        bob.edit(record, said="甲。乙。戊。")
        sync(bob, server)
        ann.edit(record, said="己。乙。丙。")  # goes on with 丁, which has met 戊 meanwhile
        all_sync(server, ann, bob)
        assert bob.shown(record).cells["said"] == "己。乙。戊。"
        assert not open_conflicts(bob)

    def test_a_set_keeps_the_elements_of_both(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        ann.edit(record, tags=["contact"])
        bob.edit(record, tags=["volunteer"])
        all_sync(server, ann, bob)
        assert ann.shown(record).cells["tags"] == bob.shown(record).cells["tags"] == ["contact", "volunteer"]

    def test_the_later_day_of_a_last_visit_stays(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        ann.edit(record, last_visit="2026-03-02")
        bob.edit(record, last_visit="2026-03-01")
        all_sync(server, ann, bob)
        assert ann.shown(record).cells["last_visit"] == bob.shown(record).cells["last_visit"] == "2026-03-02"

    def test_one_record_made_twice_is_one_record(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = RecordId("made-from-an-import")
        ann.create("building", GRID, record, name="一号楼", floors=3)
        bob.create("building", GRID, record, name="一号楼", floors=4)
        all_sync(server, ann, bob)
        assert ann.visible("building") == bob.visible("building") == [record]
        assert len(open_conflicts(ann)) == 1

    # removals and moves

    def test_a_removed_record_leaves_every_laptop(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        ann.remove(record)
        lines = server.answer(ann.request())
        assert GoneLine(record) in map(decode_line, lines)
        ann.receive(lines)
        all_sync(server, ann, bob)
        assert record not in ann.confirmed
        assert record not in bob.confirmed

    def test_an_edit_beats_a_removal_visibly(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        bob.edit(record, phone="13800000000")
        ann.remove(record)
        all_sync(server, ann, bob)
        assert ann.shown(record).cells["phone"] == "13800000000"
        assert len(open_conflicts(ann)) == len(open_conflicts(bob)) == 1
        ann.resolve(open_conflicts(ann)[0], True, ann.replica)
        all_sync(server, ann, bob)
        assert record not in bob.confirmed

    def test_a_removal_does_not_take_along_what_it_did_not_see(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        bob.edit(record, phone="13800000000")
        ann.remove(record)
        for client in (bob, ann, bob, ann):
            sync(client, server)
        assert record in ann.confirmed
        assert codes(ann)[-1] == "conflict"

    def test_what_is_moved_leaves_those_who_do_not_follow_it(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann", "grid-1", "grid-2"), worker(server, "bob")
        record = visit(ann, "甲。只在一格。")
        all_sync(server, ann, bob)
        assert record in bob.confirmed
        building = ann.visible("building")[0]
        ann.move(building, OTHER_GRID)
        all_sync(server, ann, bob)
        assert not bob.visible("building", "room", "household", "visit")
        assert ann.confirmed[record].scope == OTHER_GRID
        ann.edit(record, said="甲。不给别人看。")
        sync(ann, server)
        assert b"".join(server.answer(bob.request())).find("不给别人看".encode()) == -1

    def test_an_edit_of_what_has_moved_away_is_parked(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann", "grid-1", "grid-2"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        ann.move(ann.visible("building")[0], OTHER_GRID)
        sync(ann, server)
        bob.edit(record, phone="13800000000")
        all_sync(server, bob, ann)
        assert codes(bob) == ["parked"]
        assert "phone" not in ann.shown(record).cells

    # who may see what

    def test_a_new_assignment_brings_its_scope(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob", "grid-2")
        record = household(ann)
        all_sync(server, ann, bob)
        assert record not in bob.confirmed
        server.assign("bob", Role.GRID_WORKER, "grid-1")
        all_sync(server, bob)
        assert record in bob.confirmed

    def test_a_revoked_scope_is_dropped_and_its_edits_are_parked(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        server.revoke("bob", Role.GRID_WORKER, "grid-1")
        bob.edit(record, phone="13800000000")
        all_sync(server, bob, ann)
        assert codes(bob) == ["parked"]
        assert not [each for each in bob.confirmed.values() if each.scope == GRID]
        assert GRID not in bob.cursors
        assert "phone" not in ann.shown(record).cells

    def test_what_lies_elsewhere_and_what_does_not_exist_get_the_same_answer(
        self, server: SyncServer
    ) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob", "grid-2")
        record = household(ann)
        sync(ann, server)
        for unknown in (record, RecordId("does-not-exist")):
            bob.create("resident", GRID, household=unknown, name="某人")
        sync(bob, server)
        first, second = bob.answers[1], bob.answers[2]
        assert (first.code, first.seq, first.extra) == (second.code, second.seq, second.extra)
        assert codes(bob) == ["denied", "denied"]

    def test_what_was_handed_in_is_not_on_the_laptop(self, server: SyncServer) -> None:
        ann = worker(server, "ann")
        resident = ann.create("resident", GRID, household=household(ann), name="某人")
        paper = ann.create("resident_identity", GRID, resident=resident, document_number="11010119900101")
        sync(ann, server)
        assert paper in ann.handed_in
        assert "11010119900101" not in repr((ann.confirmed, ann.pending))
        again = b"".join(server.answer(ann.request()))
        assert b"11010119900101" not in again

    def test_a_refused_group_is_parked_whole(self, server: SyncServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = visit(ann)
        all_sync(server, ann, bob)
        bob.edit(record, met=True, remark="这是主管的话")  # the remark is the supervisor's
        bob.edit(record, kind="care")
        all_sync(server, bob, ann)
        assert codes(bob) == ["parked", "denied", "ok"]
        assert ann.shown(record).cells.get("met") is None
        assert ann.shown(record).cells["kind"] == "care"

    # approvals, proposals, cases

    def test_an_approval_counts_for_what_its_author_saw(self, server: SyncServer) -> None:
        ann, sue = worker(server, "ann"), supervisor(server)
        record = visit(ann)
        ann.step(record, "submitted")
        all_sync(server, ann, sue)
        ann.edit(record, said="甲。乙。丙。丁。")
        sue.step(record, "approved")
        all_sync(server, ann, sue)
        assert codes(sue)[-1] == "stale"
        assert sue.shown(record).cells["approval"] == "submitted"
        sue.step(record, "approved")
        all_sync(server, ann, sue)
        assert ann.shown(record).cells["approval"] == "approved"

    def test_what_is_approved_changes_by_proposal_alone(self, server: SyncServer) -> None:
        ann, sue = worker(server, "ann"), supervisor(server)
        record = visit(ann)
        ann.step(record, "submitted")
        all_sync(server, ann, sue)
        sue.step(record, "approved")
        all_sync(server, sue, ann)
        ann.edit(record, said="改过。", needs=["chat", "escort"])
        all_sync(server, ann, sue)
        assert sue.shown(record).cells["said"] == "甲。乙。丙。"
        proposals = sue.visible("proposal")
        assert len(proposals) == 3
        for each in proposals:
            sue.step(each, "accepted")
        all_sync(server, sue, ann)
        assert ann.shown(record).cells["said"] == "改过。"
        assert ann.shown(record).cells["needs"] == ["chat", "escort"]
        assert ann.shown(record).cells["approval"] == "approved"

    def test_a_case_made_offline_founds_its_scope(self, server: SyncServer) -> None:
        mia, max_ = mediator(server), mediator(server, "max")
        case = mia.new_id()
        mia.create("mediation_case", f"case/{case}", case, title="楼道堆物", facts="甲。")
        mia.create("party", f"case/{case}", case=case, name="甲方")
        all_sync(server, mia, max_)
        assert codes(mia) == ["ok", "ok"]
        assert f"case/{case}" in mia.scopes
        assert case not in max_.confirmed
        mia.create("case_member", f"case/{case}", case=case, user="max", member_role="mediator")
        all_sync(server, mia, max_)
        assert max_.shown(case).cells["title"] == "楼道堆物"

    def test_the_supervisor_follows_a_case_while_it_waits(self, server: SyncServer) -> None:
        mia, sue = mediator(server), supervisor(server)
        case = mia.new_id()
        mia.create("mediation_case", f"case/{case}", case, title="楼道堆物")
        for to in ("withdrawn", "closing_submitted"):
            mia.step(case, to, "申请人撤回")
        all_sync(server, mia, sue)
        assert sue.shown(case).presence is Presence.SHOWN
        sue.step(case, "closed")
        all_sync(server, sue, mia)
        assert mia.shown(case).cells["progress"] == "closed"
        assert case not in sue.confirmed

    def test_two_papers_with_one_number_are_told_to_the_staff_alone(self, server: SyncServer) -> None:
        ann, sue = worker(server, "ann"), supervisor(server)
        place = household(ann)
        for name in ("某甲", "某乙"):
            resident = ann.create("resident", GRID, household=place, name=name)
            paper = {"document": "1", "document_number": "11010119900101123X"}
            ann.create("resident_identity", GRID, resident=resident, **paper)
        all_sync(server, ann, sue)
        assert set(codes(ann)) == {"ok"}
        assert not open_conflicts(ann)
        assert len(open_conflicts(sue)) == 1

    def test_laptops_agree_after_a_busy_day(self, server: SyncServer) -> None:
        ann, bob, sue = worker(server, "ann"), worker(server, "bob"), supervisor(server)
        records = [visit(ann) for _ in range(4)]
        all_sync(server, ann, bob, sue)
        for turn in range(24):
            client, record = (ann, bob)[turn % 2], records[turn % 4]
            said = str(client.shown(record).cells["said"])
            client.edit(
                record, said=f"{said}第{turn}句。", met=turn % 3 == 0, needs=["chat", "escort"][: turn % 3]
            )
            if turn % 5 == 0:
                client.receive(server.answer(client.request())[: turn % 7])
        all_sync(server, ann, bob, sue)
        assert facts(ann) == facts(bob) == facts(sue)
