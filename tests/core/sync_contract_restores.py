"""What every sync server promises when it went back to a backup, or a laptop was copied (`sync_contract`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import msgspec
import pytest

from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.sync.edits import GENESIS, Edit, Set, Text, edit_hash, next_chain
from gridcore.sync.verdicts import VerdictCode
from gridcore.wire.messages import (
    Commit,
    GoneLine,
    Head,
    Line,
    Mark,
    RecordLine,
    Request,
    decode_line,
    decode_request,
    encode_request,
)
from gridcore.wire.pasts import missing
from gridcore.wire.reconcile import Question, Tree, decode_differences, encode_question
from tests.core.sync_office import GRID, OTHER_GRID, SyncServer, all_sync, codes, household, worker
from tests.fakes.memory_client import MemoryClient, sync


class RestorableServer(SyncServer, Protocol):
    """A server whose database can be put back."""

    def back_up(self) -> None:
        """Keep the database as it is."""

    def put_back(self) -> None:
        """Stop, restore what was kept, tell the server of it, and start."""

    def differences(self, replica: ReplicaId, scope: ScopeId, body: bytes) -> list[bytes] | None:
        """The lines of the answer to a laptop that compares a scope; None where it may not."""


@dataclass
class Laptop:
    """What a laptop had before the restore, and sends again after it, as the product does."""

    client: MemoryClient
    server: SyncServer

    def asked(self, **changed: object) -> list[Line]:
        """The answer to the laptop's next request, with something changed in it."""
        request = decode_request(self.client.request())
        body = encode_request(msgspec.structs.replace(request, **changed))
        return [*map(decode_line, self.server.answer(body))]

    def again(self, told: Mark, edits: list[Edit] | None = None) -> list[Line]:
        """Send again what the server lost, with the numbers that it had got, and what else there is."""
        lost = [each for each in self.client.saved if each.n > (told.restore or 0)]
        was = {each.n: self._number(each) for each in lost if each.n in self.client.answers}
        return self.asked(
            epoch=told.epoch,
            n_acked=told.restore,
            chain=told.chain,
            edits=lost if edits is None else edits,
            was=was,
        )

    def _number(self, edit: Edit) -> int:
        """Below 0 where the edit's words had never stood in the cell."""
        verdict = self.client.answers[edit.n]
        is_apart = verdict.code is VerdictCode.CONFLICT and isinstance(edit, Text)
        return -verdict.seq if is_apart else verdict.seq

    def back(self) -> list[Line]:
        """Ask, hear of the restore, and send again."""
        return self.again(parted(self.asked()))


def parted(lines: list[Line]) -> Mark:
    """The only line of an answer that brings nothing."""
    (mark,) = lines
    assert isinstance(mark, Mark)
    return mark


def head_of(lines: list[Line]) -> Head:
    """The head of an answer that brings something."""
    assert isinstance(lines[0], Mark)
    assert lines[0].h is not None
    return lines[0].h


def codes_of(lines: list[Line]) -> list[str]:
    """The verdicts."""
    return [each.code.value for each in head_of(lines).verdicts]


def record_of(lines: list[Line], record: RecordId) -> Mapping[str, object]:
    """The cells of a record as an answer tells them."""
    (found,) = (each for each in lines if isinstance(each, RecordLine) and each.id == record)
    return dict(msgspec.json.decode(found.cells))


class RestoreContract:
    """The promises after a restore."""

    @pytest.fixture
    def server(self) -> RestorableServer:
        raise NotImplementedError

    def test_a_laptop_hears_that_the_server_went_back_and_nothing_else(
        self, server: RestorableServer
    ) -> None:
        ann = worker(server, "ann")
        household(ann)
        sync(ann, server)
        server.back_up()
        have_n = len(ann.saved)
        household(ann)
        sync(ann, server)
        server.put_back()
        told = parted(Laptop(ann, server).asked())
        chain = GENESIS
        for each in ann.saved[:have_n]:
            chain = next_chain(chain, edit_hash(each))
        assert (told.restore, told.chain) == (have_n, chain)
        assert told.past is not None
        lost = missing(told.past, have_n, ((each.n, edit_hash(each)) for each in ann.saved))
        assert lost == [each.n for each in ann.saved[have_n:]]
        assert told.epoch not in ("", "epoch-1")

    def test_what_comes_again_is_as_it_was_in_whichever_order(self, server: RestorableServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        server.back_up()
        ann.edit(record, phone="13800000001")
        all_sync(server, ann, bob)
        bob.edit(record, phone="13800000002")
        all_sync(server, ann, bob)
        server.put_back()
        assert codes_of(Laptop(bob, server).back()) == ["ok"]
        lines = Laptop(ann, server).back()
        assert codes_of(lines) == ["same"]
        assert record_of(lines, record)["phone"] == "13800000002"

    def test_a_text_that_was_merged_the_other_way_round_is_replaced_by_nobody_who_saw_half_of_it(
        self, server: RestorableServer
    ) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann, remark="一。二。三。")
        all_sync(server, ann, bob)
        server.back_up()
        ann.edit(record, remark="甲。二。三。")
        bob.edit(record, remark="一。二。丙。")
        sync(ann, server)
        sync(bob, server)
        server.put_back()
        assert codes_of(Laptop(bob, server).back()) == ["ok"]
        assert codes_of(Laptop(ann, server).back()) == ["merged"]
        ann.edit(record, remark="甲。丁。二。三。")
        lines = Laptop(ann, server).back()
        assert codes_of(lines) == ["conflict"]
        assert record_of(lines, record)["remark"] == "甲。二。丙。"

    def test_words_that_were_disputed_are_not_taken_for_replaced_by_who_read_the_others(
        self, server: RestorableServer
    ) -> None:
        """They had stood in the conflict alone, and that is lost: whoever wrote on had not read them."""
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        server.back_up()
        ann.edit(record, remark="安写的。")
        bob.edit(record, remark="柏写的。")
        sync(ann, server)
        sync(bob, server)
        assert codes(bob)[-1] == "conflict"
        for words in ("安又写的。", "安还写的。"):
            sync(ann, server)
            ann.edit(record, remark=words)
        sync(ann, server)
        server.put_back()
        assert set(codes_of(Laptop(ann, server).back())) == {"ok"}
        assert codes_of(Laptop(bob, server).back()) == ["conflict"]

    def test_words_that_were_disputed_wait_for_their_record(self, server: RestorableServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        all_sync(server, ann, bob)
        server.back_up()
        record = household(ann)
        all_sync(server, ann, bob)
        ann.edit(record, remark="安写的。")
        bob.edit(record, remark="柏写的。")
        sync(ann, server)
        sync(bob, server)
        server.put_back()
        first = Laptop(bob, server).back()
        assert [(each.code.value, each.extra) for each in head_of(first).verdicts] == [("parked", "awaited")]
        assert set(codes_of(Laptop(ann, server).back())) == {"ok"}

    def test_what_builds_on_a_lost_record_waits_until_that_is_back(self, server: RestorableServer) -> None:
        ann, bob = worker(server, "ann"), worker(server, "bob")
        all_sync(server, ann, bob)
        server.back_up()
        record = household(ann)
        all_sync(server, ann, bob)
        bob.edit(record, phone="13800000002")
        all_sync(server, ann, bob)
        server.put_back()
        first = Laptop(bob, server).back()
        assert [(each.code.value, each.extra) for each in head_of(first).verdicts] == [("parked", "awaited")]
        lines = Laptop(ann, server).back()
        assert set(codes_of(lines)) == {"ok"}
        assert record_of(lines, record)["phone"] == "13800000002"

    def test_a_record_that_was_read_in_a_lost_time_is_told_whole(self, server: RestorableServer) -> None:
        """Its author had other values before it, and would else take it for what nobody has."""
        ann, bob = worker(server, "ann"), worker(server, "bob")
        record = household(ann)
        all_sync(server, ann, bob)
        server.back_up()
        bob.edit(record, remark="只在这里。")
        all_sync(server, ann, bob)
        server.put_back()
        ann.edit(record, phone="13800000001")
        lines = Laptop(ann, server).again(parted(Laptop(ann, server).asked()), ann.saved[-1:])
        assert codes_of(lines) == ["ok"]
        assert record_of(lines, record).get("remark") != "只在这里。"

    def test_what_was_refused_before_and_is_taken_now_is_told_to_its_author(
        self, server: RestorableServer
    ) -> None:
        """The laptop had put it aside: it would show neither the words nor that they were refused."""
        ann, bob = worker(server, "ann"), worker(server, "bob", "grid-1", "grid-2")
        record = household(ann)
        all_sync(server, ann, bob)
        server.back_up()
        building = next(each for each in bob.confirmed if bob.kind_of(each) == "building")
        bob.move(building, OTHER_GRID)
        sync(bob, server)
        ann.edit(record, remark="我写的。")
        read = dict(ann.cursors)
        sync(ann, server)
        assert codes(ann)[-1] == "parked"
        ann.cursors = read  # of that answer the head alone had come
        server.put_back()
        lines = Laptop(ann, server).back()
        assert codes_of(lines) == ["ok"]
        assert record_of(lines, record)["remark"] == "我写的。"

    def test_no_number_is_given_out_twice_though_one_backup_is_put_back_twice(
        self, server: RestorableServer
    ) -> None:
        ann = worker(server, "ann")
        record = household(ann)
        sync(ann, server)
        server.back_up()
        seen = []
        for phone in ("13800000001", "13800000002"):
            server.put_back()
            laptop = Laptop(ann, server)
            told = parted(laptop.asked(epoch="another"))
            n, base = (told.restore or 0) + 1, ann.confirmed[record].seq
            edit = Set(n, ann.new_group(), record, "phone", phone, base)
            lines = laptop.again(told, [edit])
            seen += [each.seq for each in head_of(lines).verdicts]
        assert seen[1] > seen[0] + 100_000

    def test_a_laptop_learns_which_of_its_records_differ(self, server: RestorableServer) -> None:
        ann = worker(server, "ann")
        record = household(ann)
        sync(ann, server)
        rows = [(each.id, each.seq) for each in ann.confirmed.values() if each.scope == GRID]
        stale = [(each, seq if each != record else seq + 5) for each, seq in rows]
        lost = RecordId("lost")
        told = encode_question(Question({"": Tree(stale).digests([""])[""]}))
        first = server.differences(ann.replica, ScopeId(GRID), told)
        assert first is not None
        assert decode_differences(first[0]).differ == [""]
        assert len(first) == 2
        whole = server.differences(
            ann.replica, ScopeId(GRID), encode_question(Question({}, {"": [*stale, (lost, 3)]}))
        )
        assert whole is not None
        lines = [*map(decode_line, whole[1:])]
        assert [each.id for each in lines if isinstance(each, RecordLine)] == [record]
        assert [each.id for each in lines if isinstance(each, GoneLine)] == [lost]
        end = lines[-1]
        assert isinstance(end, Mark)
        assert isinstance(end.c, Commit)
        assert (end.c.digest, end.c.rows) == (ann.own_digest(ScopeId(GRID)), len(rows))
        assert server.differences(ann.replica, ScopeId("grid/grid-2"), told) is None

    def test_a_copy_that_says_something_else_is_told_to_be_another(self, server: RestorableServer) -> None:
        ann = worker(server, "ann")
        record = household(ann)
        sync(ann, server)
        ann.edit(record, phone="13800000001")
        copied: Request = decode_request(ann.request())
        (edit,) = copied.edits
        server.answer(encode_request(copied))
        other = msgspec.structs.replace(copied, edits=[msgspec.structs.replace(edit, value="13800000002")])
        lines = [*map(decode_line, server.answer(encode_request(other)))]
        told = parted(lines)
        assert told.fork == len(ann.saved)
        assert told.past is not None
        assert missing(told.past, len(ann.saved), ((each.n, edit_hash(each)) for each in ann.saved)) == []

    def test_a_copy_is_told_what_both_had_saved_before_they_parted(self, server: RestorableServer) -> None:
        ann = worker(server, "ann")
        record = household(ann)
        sync(ann, server)
        known = len(ann.saved)
        ann.edit(record, phone="13800000001")
        shared = decode_request(ann.request())
        ann.edit(record, phone="13800000002")
        whole = decode_request(ann.request())
        server.answer(encode_request(whole))
        first, second = whole.edits
        other = msgspec.structs.replace(whole, edits=[first, msgspec.structs.replace(second, value="0")])
        mark = parted([*map(decode_line, server.answer(encode_request(other)))])
        assert mark.common is not None
        assert (mark.fork, mark.common.n) == (known + 2, known + 1)
        head = head_of([*map(decode_line, server.answer(encode_request(shared)))])
        assert head.common is not None, "whoever says no more may be the other one"
        assert (head.n_acked, head.common.n) == (known + 2, known + 1)
        assert head_of([*map(decode_line, server.answer(encode_request(whole)))]).common is None
