"""What every sync server promises to laptops: run for the one in memory and for the one on PostgreSQL.

A subclass gives the `server`; it has the community `community-1` with the grids `grid-1` and `grid-2`.
"""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.wire.messages import GoneLine, Mark, RecordLine, decode_line
from tests.core.sync_contract_restores import RestorableServer, RestoreContract
from tests.core.sync_contract_scopes import ScopeContract
from tests.core.sync_contract_whole import WholeContract
from tests.core.sync_office import (
    GRID,
    SyncServer,
    all_sync,
    codes,
    facts,
    household,
    open_conflicts,
    supervisor,
    visit,
    worker,
)
from tests.fakes.memory_client import sync

__all__ = ["SyncContract", "SyncServer"]


class SyncContract(ScopeContract, WholeContract, RestoreContract):
    """The promises."""

    @pytest.fixture
    def server(self) -> RestorableServer:
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
        found = map(decode_line, lines)
        (gone,) = [each for each in found if isinstance(each, GoneLine) and each.id == record]
        assert [each.replica for each in gone.written] == [ann.replica], "a removal names who removed"
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

    def test_laptops_agree_after_a_busy_day(self, server: SyncServer) -> None:
        ann, bob, sue = worker(server, "ann"), worker(server, "bob"), supervisor(server)
        records = [visit(ann) for _ in range(4)]
        all_sync(server, ann, bob, sue)
        for turn in range(24):
            client, record = (ann, bob)[turn % 2], records[turn % 4]
            said = str(client.shown(record).cells["said"])
            needs: list[Value] = ["chat", "escort"]
            client.edit(record, said=f"{said}第{turn}句。", met=turn % 3 == 0, needs=needs[: turn % 3])
            if turn % 5 == 0:
                client.receive(server.answer(client.request())[: turn % 7])
        all_sync(server, ann, bob, sue)
        assert facts(ann) == facts(bob) == facts(sue)
