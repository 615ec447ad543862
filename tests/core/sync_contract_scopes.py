"""What every sync server promises about scopes, approvals and cases (see `sync_contract`)."""

from gridcore.ids import RecordId, ScopeId
from gridcore.roles import Role
from gridcore.sync.edits import Set
from gridcore.sync.project import Presence
from gridcore.wire.messages import GoneLine, decode_line
from tests.core.sync_office import (
    GRID,
    OTHER_GRID,
    SyncServer,
    all_sync,
    codes,
    household,
    mediator,
    open_conflicts,
    supervisor,
    visit,
    worker,
)
from tests.fakes.memory_client import sync


class ScopeContract:
    """The promises about who sees and decides what."""

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

    def test_what_was_decided_in_a_scope_that_was_lost_before_the_answer_leaves_no_ghost(
        self, server: SyncServer
    ) -> None:
        ann, sue = worker(server, "ann", "grid-1", "grid-2"), supervisor(server)
        home = household(ann)
        all_sync(server, ann, sue)
        sue.move(sue.visible("building")[0], OTHER_GRID)
        sync(sue, server)
        note = ann.create("visit", GRID, household=home, visited_on="2026-03-01", said="甲。")
        server.answer(ann.request())  # decided in the other grid; the answer is lost
        server.revoke("ann", Role.GRID_WORKER, "grid-2")
        all_sync(server, ann)
        assert codes(ann)[-1] == "ok"
        assert note not in ann.confirmed
        assert home not in ann.confirmed

    def test_what_was_made_after_an_unsent_move_is_counted_where_it_lies(self, server: SyncServer) -> None:
        ann = worker(server, "ann", "grid-1", "grid-2")
        home = household(ann)
        sync(ann, server)
        ann.move(ann.visible("building")[0], OTHER_GRID)
        person = ann.create("resident", GRID, household=home, name="某人")
        sync(ann, server)
        assert ann.confirmed[person].scope == OTHER_GRID
        for scope in ann.scopes:
            assert ann.digests[scope] == ann.own_digest(scope)

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
            bob.save(
                [Set(0, bob.new_group(), unknown, "phone", "13800000000", 0)], "household", ScopeId(GRID)
            )
        lines = server.answer(bob.request())
        assert GoneLine(record) not in map(decode_line, lines)
        bob.receive(lines)
        for one, other in ((1, 3), (2, 4)):
            first, second = bob.answers[one], bob.answers[other]
            assert (first.code, first.seq, first.extra) == (second.code, second.seq, second.extra)
        assert codes(bob) == ["denied"] * 4

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

    def test_a_member_whom_nobody_in_the_community_is_is_refused(self, server: SyncServer) -> None:
        mia = mediator(server)
        case = mia.new_id()
        mia.create("mediation_case", f"case/{case}", case, title="楼道堆物")
        all_sync(server, mia)
        named = mia.create("case_member", f"case/{case}", case=case, user="nobody", member_role="mediator")
        all_sync(server, mia)
        assert codes(mia)[-1] == "invalid"
        assert named not in mia.confirmed

    def test_a_removed_member_loses_the_case_after_its_unsent_work_was_parked(
        self, server: SyncServer
    ) -> None:
        mia, max_, sue = mediator(server), mediator(server, "max"), supervisor(server)
        case = mia.new_id()
        mia.create("mediation_case", f"case/{case}", case, title="楼道堆物", facts="甲。")
        named = mia.create("case_member", f"case/{case}", case=case, user="max", member_role="mediator")
        all_sync(server, mia, max_)
        max_.edit(case, requests="乙。")
        mia.remove(named)
        all_sync(server, mia, max_)
        assert codes(max_) == ["parked"]
        assert case not in max_.confirmed
        all_sync(server, sue)
        (left,) = [each.id for each in sue.confirmed.values() if each.kind == "parked_edit"]
        assert case not in sue.confirmed
        sue.step(left, "admitted")
        all_sync(server, sue, mia, max_)
        assert mia.shown(case).cells["requests"] == "乙。"
        (heard,) = [each for each in max_.confirmed.values() if each.kind == "parked_answer"]
        assert heard.cells["outcome"] == "admitted"

    def test_a_membership_brought_back_brings_back_the_case(self, server: SyncServer) -> None:
        mia, max_ = mediator(server), mediator(server, "max")
        case = mia.new_id()
        mia.create("mediation_case", f"case/{case}", case, title="楼道堆物")
        named = mia.create("case_member", f"case/{case}", case=case, user="max", member_role="mediator")
        all_sync(server, mia, max_)
        mia.remove(named)
        all_sync(server, mia, max_)
        assert case not in max_.confirmed
        mia.restore(named, "case_member", f"case/{case}")
        all_sync(server, mia, max_)
        assert case in max_.confirmed

    def test_whoever_made_a_case_leads_it_on(self, server: SyncServer) -> None:
        mia = mediator(server)
        case = mia.new_id()
        mia.create("mediation_case", f"case/{case}", case, title="楼道堆物")
        named = mia.create("case_member", f"case/{case}", case=case, user="mia", member_role="mediator")
        all_sync(server, mia)
        mia.remove(named)
        all_sync(server, mia)
        assert case in mia.confirmed

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
            ann.create(
                "resident_identity",
                GRID,
                resident=resident,
                document="1",
                document_number="11010119900101123X",
            )
        all_sync(server, ann, sue)
        assert set(codes(ann)) == {"ok"}
        assert not open_conflicts(ann)
        assert len(open_conflicts(sue)) == 1
