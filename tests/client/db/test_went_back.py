"""A restored server gets again what it lost, as the store sees it: what goes up, and what is set aside."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from gridclient.db import pending, sent
from gridclient.db.carried_over import Told
from gridclient.db.confirmed import write_confirmed
from gridclient.db.cursors import Cursor, ScopeState, cursors, store_cursor
from gridclient.db.facts import save
from gridclient.db.journal import noted, purge
from gridclient.db.keys import Keys
from gridclient.db.numbering import acknowledge, numbers
from gridclient.db.pending import forget_aside
from gridclient.db.replicas import current_replica, succeed
from gridclient.db.threads import Database
from gridclient.db.went_back import (
    answer_again,
    count_again,
    drop_gone,
    forget_gone,
    go_back,
    gone_records,
    keep_gone,
    let_go_of_gone,
    sent_again,
    settle_restored,
)
from gridcore.ids import GroupId, RecordId
from gridcore.sync.changes import numbered
from gridcore.sync.edits import GENESIS, Edit, Set, Text, decode_edit, next_chain
from gridcore.sync.restored import AWAITED
from gridcore.sync.stored import Confirmed
from gridcore.sync.verdicts import Verdict, VerdictCode
from gridcore.wire.pasts import told as as_told
from tests.client.db.conftest import in_database
from tests.client.db.crashing import AT, C, save_household
from tests.client.db.test_journal import GRID, R1, R2, begin

LATER = "2027-01-01T00:00:00Z"


def answered(connection: Connection, households: int) -> list[str]:
    """Save households and have them answered; the chain after each edit."""
    for number in range(households):
        save_household(connection, number)
    chain, chains = GENESIS, [GENESIS]
    found = pending.unanswered(connection, C, -1)
    for each in found:
        chain = next_chain(chain, each.hash)
        chains.append(chain)
    assert acknowledge(connection, C, len(found), chain, 2)
    pending.answer(connection, C, [Verdict(each.n, VerdictCode.OK, 40 + each.n) for each in found], AT)
    pending.settle(connection, C, GRID, 99, more=False)
    return chains


def told(folder: Path, keys: Keys, story: Callable[[Connection], None]) -> None:
    async def happen(database: Database) -> None:
        await begin(database)
        await database.write(story)

    in_database(folder, keys, happen)


def test_what_the_server_lost_goes_up_again_with_its_former_number(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        chains = answered(connection, 3)
        save_household(connection, 3)
        assert go_back(connection, C, 1, chains[1], "epoch 2")
        again = sent_again(connection, C, 100)
        assert [(each.n, each.was) for each in again] == [(n, 40 + n) for n in range(2, 7)]
        assert [decode_edit(each.body).n for each in again] == [2, 3, 4, 5, 6]
        state = numbers(connection, C)
        assert (state.acked_n, state.acked_chain, state.safe_n, state.next_n) == (1, chains[1], 1, 9)
        replica = current_replica(connection)
        assert replica is not None
        assert replica.epoch == "epoch 2"
        assert len(sent_again(connection, C, 2)) == 2
        sent.forget_sent(connection, LATER)
        assert count_again(connection, C) == 5, "what must go up again is kept, however old"
        answer_again(connection, C, [Verdict(2, VerdictCode.OK, 1_000_001)], LATER)
        assert [each.n for each in sent_again(connection, C, 100)] == [3, 4, 5, 6]

    told(folder, keys, story)


def test_what_is_refused_the_second_time_is_put_before_its_author_though_the_first_answer_was_not_read_back(
    folder: Path, keys: Keys
) -> None:
    """Of the first answer the head alone had come; the second one is what counts, and what is shown."""

    def story(connection: Connection) -> None:
        save_household(connection, 0)
        found = pending.unanswered(connection, C, -1)
        chain = GENESIS
        for each in found:
            chain = next_chain(chain, each.hash)
        assert acknowledge(connection, C, len(found), chain, 0)
        pending.answer(connection, C, [Verdict(each.n, VerdictCode.OK, 40 + each.n) for each in found], AT)
        pending.settle(connection, C, GRID, 1, more=False)
        assert go_back(connection, C, 0, GENESIS, "epoch 2")
        taken, *refused = [each.n for each in found]
        again = [Verdict(taken, VerdictCode.OK, 1_000_001)]
        again += [Verdict(n, VerdictCode.STALE, 0, "approved") for n in refused]
        pending.answer(connection, C, again, LATER)
        pending.settle(connection, C, GRID, 1_000_000, more=False)
        assert taken in {
            each.n for each in pending.pending_of(connection, [found[0].edit.id])[found[0].edit.id]
        }
        pending.settle(connection, C, GRID, 1_000_001, more=False)
        aside = pending.set_aside(connection, C)
        assert [(each.n, each.verdict, each.extra) for each in aside] == [
            (n, VerdictCode.STALE, "approved") for n in reversed(refused)
        ]

    told(folder, keys, story)


def test_a_number_is_told_below_nought_where_the_value_had_stood_in_a_conflict_alone(
    folder: Path, keys: Keys
) -> None:
    """Who read that version had not read it; of other values whoever read the cell did."""

    def story(connection: Connection) -> None:
        group = GroupId("g")
        own = Confirmed(RecordId("v"), "household", GRID, {}, {}, 1)
        write_confirmed(connection, [own])
        edits: list[Edit] = [
            Text(0, group, own.id, "remark", "甲。", 0, AT),
            Set(0, group, own.id, "address", "幸福里1号", 0, AT),
            Set(0, group, own.id, "head", "somebody", 0, AT),
        ]
        save(connection, C, edits, AT)
        found = pending.unanswered(connection, C, -1)
        chain = GENESIS
        for each in found:
            chain = next_chain(chain, each.hash)
        assert acknowledge(connection, C, len(found), chain, 0)
        verdicts = [Verdict(each.n, VerdictCode.CONFLICT, 41, "dispute") for each in found]
        pending.answer(connection, C, verdicts, AT)
        assert go_back(connection, C, 0, GENESIS, "epoch 2")
        assert [each.was for each in sent_again(connection, C, 9)] == [-41, 41, -41]

    told(folder, keys, story)


def test_a_past_that_is_not_ours_or_not_known_any_more_is_no_restore(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        chains = answered(connection, 3)
        assert go_back(connection, C, 6, chains[6], "epoch 2")
        assert count_again(connection, C) == 0
        assert not go_back(connection, C, 2, "ab" * 32, "epoch 2")
        connection.exec_driver_sql("DELETE FROM sent WHERE n = 4")
        assert not go_back(connection, C, 2, chains[2], "epoch 2")
        assert numbers(connection, C).acked_n == 6

    told(folder, keys, story)


def test_where_the_first_lost_edits_are_forgotten_the_others_go_up_as_a_new_replicas(
    folder: Path, keys: Keys
) -> None:
    """The backup was older than 45 days: nobody keeps edits for longer, but the later ones are still here."""

    def story(connection: Connection) -> None:
        chains = answered(connection, 3)
        save_household(connection, 3)
        waiting = [each.edit for each in pending.unanswered(connection, C, 9)]
        connection.exec_driver_sql("DELETE FROM sent WHERE n IN (3, 4)")
        kept = [decode_edit(each.body) for each in sent.kept(connection, C, [5, 6])]
        cursor = Cursor(GRID, 9, 0, 0, ScopeState.COMPLETE)
        store_cursor(connection, C, cursor)
        assert not go_back(connection, C, 2, chains[2], "epoch 2")
        assert cursors(connection, C)[GRID].state is ScopeState.RESTORED, (
            "what is gone there is not deleted here"
        )
        hashes = [each.hash for n in (1, 2) for each in sent.kept(connection, C, [n])]
        succeed(connection, R2, LATER, {C: Told(2, as_told(hashes))})
        again = sent_again(connection, C, 9)
        assert [each.was for each in again] == [45, 46]
        found = [decode_edit(each.body) for each in again]
        found += [each.edit for each in pending.unanswered(connection, C, 9)]
        assert found == [numbered(each, n) for n, each in enumerate([*kept, *waiting], start=1)]

    told(folder, keys, story)


def test_a_sealed_edit_goes_up_sealed_and_an_emptied_one_keeps_its_place(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        answered(connection, 2)
        sent.replace_sealed(connection, C, [(1, b"sealed")])
        connection.exec_driver_sql("UPDATE sent SET body = x'' WHERE n = 2")
        purge(connection)
        assert go_back(connection, C, 0, GENESIS, "epoch 2")
        again = [(each.n, each.body, each.is_sealed) for each in sent_again(connection, C, 2)]
        assert again == [(1, b"sealed", True), (2, b"", True)]

    told(folder, keys, story)


def test_what_is_refused_the_second_time_is_put_before_its_author_until_it_is_taken_over(
    folder: Path, keys: Keys
) -> None:
    def story(connection: Connection) -> None:
        answered(connection, 1)
        write_confirmed(connection, [Confirmed(RecordId("v0"), "household", GRID, {}, {}, 42)])
        assert go_back(connection, C, 0, GENESIS, "epoch 2")
        early = [Verdict(n, VerdictCode.PARKED, 0, AWAITED.extra) for n in (1, 2)]
        answer_again(connection, C, early, LATER)
        assert [each.n for each in pending.set_aside(connection, C)] == [2, 1]
        cells = {"replica": R1, "verdicts": {"1": "ok", "2": "parked"}}
        answer = Confirmed(RecordId("a"), "parked_answer", GRID, cells, {}, 50)  # type: ignore[arg-type]
        write_confirmed(connection, [answer])
        settle_restored(connection, C)
        assert [each.n for each in pending.set_aside(connection, C)] == [2]

    told(folder, keys, story)


def test_what_is_applied_the_second_time_is_no_longer_shown_as_refused(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        chains = answered(connection, 2)
        write_confirmed(
            connection, [Confirmed(RecordId(f"v{n}"), "household", GRID, {}, {}, 42) for n in range(2)]
        )
        assert go_back(connection, C, 0, GENESIS, "epoch 2")
        answer_again(
            connection, C, [Verdict(n, VerdictCode.DENIED, 0, "not_allowed") for n in range(1, 5)], AT
        )
        assert acknowledge(connection, C, 4, chains[4], 0)
        assert go_back(connection, C, 0, GENESIS, "epoch 3")
        other = [Verdict(2, VerdictCode.OK, 2_000_001), Verdict(3, VerdictCode.STALE, 0, "draft")]
        answer_again(connection, C, other, LATER)
        told_to = [(each.n, each.verdict) for each in pending.set_aside(connection, C)]
        assert told_to == [(4, VerdictCode.DENIED), (3, VerdictCode.STALE), (1, VerdictCode.DENIED)]

    told(folder, keys, story)


def test_a_copy_of_a_laptop_that_sends_again_takes_that_over_too(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        answered(connection, 2)
        save_household(connection, 2)
        write_confirmed(connection, [Confirmed(RecordId("v1"), "household", GRID, {}, {}, 44)])
        assert go_back(connection, C, 2, numbers(connection, C).acked_chain, "e") is False
        chains = [GENESIS]
        for each in sent.kept_of_scope(connection, C, GRID):
            chains.append(next_chain(chains[-1], each.hash))
        assert go_back(connection, C, 2, chains[2], "epoch 2")
        succeed(connection, R2, LATER)
        again = [(each.n, decode_edit(each.body).id) for each in sent_again(connection, C, 9)]
        assert again == [(1, "v1"), (2, "v1")]
        waiting = [(each.n, each.edit.id) for each in pending.unanswered(connection, C, -1)]
        assert waiting == [(3, "v2"), (4, "v2")]

    told(folder, keys, story)


def test_an_edit_of_a_record_that_nobody_knows_any_more_goes_up_all_the_same(
    folder: Path, keys: Keys
) -> None:
    """Its creation was in the backup, and the record itself has left this laptop or was set aside."""

    def story(connection: Connection) -> None:
        chains = answered(connection, 2)
        (hashed,) = (each.hash for each in sent.kept(connection, C, [1]))
        sent_before = sent.kept(connection, C, [2, 4])
        connection.exec_driver_sql("DELETE FROM sent WHERE n IN (1, 3)")
        gone = Confirmed(RecordId("v1"), "household", GRID, {}, {}, 44)
        keep_gone(connection, [gone], AT)
        assert not go_back(connection, C, 1, chains[0], "epoch 2")
        lines = len(noted(connection).lines)
        succeed(connection, R2, LATER, {C: Told(1, as_told([hashed]))})
        again = [decode_edit(each.body) for each in sent_again(connection, C, 9)]
        was = [decode_edit(each.body) for each in sent_before]
        assert again == [numbered(each, n) for n, each in enumerate(was, start=1)]
        assert [each.kind for each in noted(connection).lines[lines:]] == ["", "household"]

    told(folder, keys, story)


def test_a_refusal_of_an_edit_of_such_a_record_is_put_before_its_author(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        chains = answered(connection, 1)
        assert go_back(connection, C, 1, chains[1], "epoch 2")
        answer_again(connection, C, [Verdict(2, VerdictCode.PARKED, 0, AWAITED.extra)], LATER)
        assert [(each.n, each.kind) for each in pending.set_aside(connection, C)] == [(2, "household")]
        forget_aside(connection, C, [2])
        connection.exec_driver_sql("DELETE FROM sent WHERE n = 1")
        connection.exec_driver_sql("INSERT INTO sent_again (community, n) VALUES (?, 2)", (C,))
        answer_again(connection, C, [Verdict(2, VerdictCode.DENIED, 0, "not_here")], LATER)
        assert [(each.n, each.kind) for each in pending.set_aside(connection, C)] == [(2, "")]

    told(folder, keys, story)


def test_what_a_restored_server_no_longer_has_is_kept_for_a_while(folder: Path, keys: Keys) -> None:
    def story(connection: Connection) -> None:
        gone = [Confirmed(RecordId(f"g{n}"), "household", GRID, {"phone": "1"}, {}, n) for n in range(3)]
        keep_gone(connection, gone[:2], AT)
        keep_gone(connection, gone[2:], LATER)
        forget_gone(connection, LATER)
        assert gone_records(connection) == ["g2"]
        keep_gone(connection, gone[:2], LATER)
        let_go_of_gone(connection, [RecordId("g1"), RecordId("unknown")])
        assert gone_records(connection) == ["g0", "g2"], "the other left the scope meanwhile"
        write_confirmed(connection, gone[:1])
        settle_restored(connection, C)
        assert gone_records(connection) == ["g2"], "one that is back is not gone"
        drop_gone(connection, GRID)
        assert gone_records(connection) == []

    told(folder, keys, story)
