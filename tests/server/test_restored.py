"""Backups and restores as an administrator tells them, and what strangers may make of them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from gridcore.ids import DeviceId, ReplicaId
from gridcore.sync.edits import edit_hash
from gridcore.sync.restored import AWAITED, JUMP
from gridcore.wire.messages import Head, encode_request
from gridcore.wire.notices import decode_notice
from gridcore.wire.packing import pack
from gridcore.wire.reconcile import MOST_NODES, Question, encode_question
from gridcore.wire.sealed import SealedEdit
from gridserver.actions.decide_awaited import decide_awaited
from gridserver.actions.restored import begin_anew, note_backup
from gridserver.cli import DONE, main
from gridserver.db import counter, left_behind, paper_numbers
from gridserver.db.counter import Reading
from gridserver.db.paper_numbers import Holder
from gridserver.installation import Installation
from tests.server.field import GRID_1, GRID_2, NOW, C, Laptop, Reply, new_id
from tests.server.homes import Home, move_in


@pytest.fixture
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture
def home(li: Laptop) -> Home:
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


def head_of(reply: Reply) -> Head:
    assert reply.head is not None
    return reply.head


def at(installation: Installation, moment: datetime) -> Installation:
    return replace(installation, clock=lambda: moment)


def reading_of(installation: Installation) -> Reading:
    with installation.database.snapshot() as connection:
        found = counter.read(connection, C)
    assert found is not None
    return found


def test_a_backup_is_told_to_laptops_up_to_what_was_in_when_it_began(
    field: Installation, li: Laptop, home: Home
) -> None:
    assert head_of(li.sync([])).safe_n == 0
    note_backup(field, NOW + timedelta(minutes=9))
    assert head_of(li.sync([])).safe_n == 0, "it may have been committed after the backup began"
    assert note_backup(field, NOW + timedelta(minutes=11)) > 0
    assert head_of(li.sync([])).safe_n == li.acked_n > 0
    assert note_backup(field, NOW - timedelta(days=1)) == 0, "an older one takes nothing back"


def test_a_restore_gives_another_epoch_and_numbers_beyond_all_that_were_given_out(
    field: Installation, li: Laptop, home: Home
) -> None:
    before, year = reading_of(field), NOW.year
    with field.database.write() as connection:
        paper_numbers.hand_out(connection, Holder(C, li.device_id, li.replica), "幸福", year)
    begin_anew(field, by="console")
    after = reading_of(field)
    with field.database.write() as connection:
        committee = paper_numbers.committee_of(connection, C)
        another = Holder(C, li.device_id, ReplicaId("another"))
        for name, of in (("幸福", year), (committee, year), (committee, year + 1)):
            assert paper_numbers.hand_out(connection, another, name, of)[0].first > 1_000
    assert after.epoch != before.epoch
    assert after.seq >= before.seq + JUMP
    assert after.lost[-1].holds(before.seq + 1)
    assert not after.lost[-1].holds(before.seq)
    assert li.exchange(encode_request(li.request([]))).restore == li.acked_n


def test_numbers_are_given_out_once_though_one_backup_be_restored_twice(
    field: Installation, li: Laptop, home: Home
) -> None:
    """What was given out between the two restores is in no backup: the clock alone knows that it was."""
    at = reading_of(field)
    begin_anew(field, by="console")
    first = reading_of(field)
    with field.database.write() as connection:  # the same backup once more
        connection.exec_driver_sql(
            "UPDATE counter SET seq = %s, epoch = %s, lost = '[]' WHERE community_id = %s",
            (at.seq, at.epoch, C),
        )
    begin_anew(replace(field, clock=lambda: NOW + timedelta(minutes=1)), by="console")
    second = reading_of(field)
    assert second.seq > first.seq + JUMP
    assert second.lost[-1].holds(first.seq + 1), "it was given out, and is lost"


@pytest.mark.parametrize("minutes", [1, 60 * 24 * 40])
def test_no_paper_number_is_given_out_twice_though_one_backup_be_restored_twice(
    field: Installation, home: Home, minutes: int
) -> None:
    """Also in December, when laptops get numbers of the next year, and when that has begun."""
    began = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # midnight in China
    restores = [began, began + timedelta(minutes=minutes)]
    given: dict[int, list[int]] = {2026: [], 2027: []}
    with field.database.snapshot() as connection:
        committee = paper_numbers.committee_of(connection, C)
    for number, moment in enumerate(restores):
        with field.database.write() as connection:  # the backup: nothing of this was in it
            connection.exec_driver_sql("DELETE FROM paper_block WHERE community_id = %s", (C,))
        begin_anew(at(field, moment), by="console")
        for year in given if moment.year == 2026 else [2027]:
            for drawer in range(3):
                holder = Holder(C, DeviceId("d"), ReplicaId(f"{number} {drawer}"))
                with field.database.write() as connection:
                    [block] = paper_numbers.hand_out(connection, holder, committee, year)
                given[year] += range(block.first, block.last + 1)
                told = msgspec.structs.replace(block, next=block.first + 1)
                with field.database.write() as connection:
                    paper_numbers.note_told(connection, holder, [told])
                    assert paper_numbers.blocks_of(connection, holder, committee, year) == [told]
    for numbers in given.values():
        assert len(numbers) == len(set(numbers)) >= 3 * paper_numbers.BLOCK
        assert min(numbers) > 2_000, "beyond what was given out since the backup, and is lost"


def test_what_waits_for_a_lost_record_is_taken_over_with_no_more_access_than_its_author_has(
    field: Installation, address: str, home: Home
) -> None:
    begin_anew(field, by="console")
    chen, zhang, wang = (Laptop(field, address, user) for user in ("chen", "zhang", "li"))
    for each in (chen, zhang, wang):
        each.sync()
    lost = reading_of(field).lost[-1].after + 1
    made = move_in(zhang, GRID_1)
    stranger = chen.set(made.household, "phone", "13800000666", lost)
    neighbour = wang.set(made.household, "remark", "门口有狗", lost)
    for each in (chen, wang):
        assert [verdict.extra for verdict in each.sync().verdicts] == [AWAITED.extra]
    assert set(zhang.sync().codes) == {"ok"}
    with field.database.snapshot() as connection:
        cells = connection.exec_driver_sql(
            "SELECT cells FROM record WHERE community_id = %s AND id = %s", (C, made.household)
        ).scalar_one()
        verdicts = [
            connection.exec_driver_sql(
                "SELECT verdict FROM edit_log WHERE community_id = %s AND replica = %s AND n = %s",
                (C, laptop.replica, edit.n),
            ).scalar_one()
            for laptop, edit in ((chen, stranger), (wang, neighbour))
        ]
    assert cells.get("phone") != "13800000666"
    assert cells["remark"] == "门口有狗"
    assert verdicts[0] == "parked"
    assert verdicts[1] in ("ok", "conflict")


def test_however_much_waits_for_lost_records_all_of_it_gets_its_turn(
    field: Installation, address: str, home: Home
) -> None:
    begin_anew(field, by="console")
    wang = Laptop(field, address, "li")
    wang.sync()
    lost = reading_of(field).lost[-1].after + 1
    for _ in range(5):
        wang.set(new_id("household"), "remark", "还没有。", lost)
    assert {verdict.extra for verdict in wang.sync().verdicts} == {AWAITED.extra}
    with field.database.snapshot() as connection:
        every = [seq for _, seq in left_behind.awaiting(connection, C, 1_000)]
    with field.database.write() as connection:
        counter.note_awaited(connection, C, 0)
    tried = set()
    for _ in range(len(every)):
        with field.database.snapshot() as connection:
            after = counter.awaited_up_to(connection, C)
            tried.update(left_behind.awaiting(connection, C, 2, after=after))
        decide_awaited(field, C, most=2)
    assert {seq for _, seq in tried} == set(every)


def test_a_sealed_edit_that_nobody_can_open_keeps_its_place_in_the_chain(
    field: Installation, li: Laptop, home: Home
) -> None:
    edit = li.set(home.household, "phone", "13800000555", 0)
    garbage = SealedEdit(edit.n, edit_hash(edit), b"garbage")
    request = msgspec.structs.replace(li.request([]), sealed=[garbage])
    reply = li.exchange(encode_request(request))
    assert reply.codes == ["invalid"]
    li.take_in(reply)
    li.set(home.household, "remark", "门口有狗", 0)
    assert li.sync().head is not None


def test_a_scope_is_compared_only_with_those_who_follow_it(
    field: Installation, address: str, li: Laptop, home: Home
) -> None:
    question = pack(encode_question(Question({"": "0" * 32})))
    assert li.post(f"/reconcile/{GRID_1}?community={C}", question).status_code == 200
    for scope in (GRID_2, "grid/none", "identity/330106001001101", "%00"):
        assert li.post(f"/reconcile/{scope}?community={C}", question).status_code == 404
    garbage = [
        b"{",
        b"[]",
        b'{"nodes":{"xyz":"1"}}',
        b'{"nodes":{"0123456789abcdef":"1"}}',
        b'{"rows":{"":[["r"]]}}',
        encode_question(Question({f"{n:06x}": "0" for n in range(MOST_NODES + 1)})),
    ]
    for body in garbage:
        assert li.post(f"/reconcile/{GRID_1}?community={C}", pack(body)).status_code in (400, 422)


def test_a_supervisor_is_told_of_a_copied_laptop_and_nobody_else_is(
    field: Installation, address: str, li: Laptop, home: Home
) -> None:
    request = msgspec.structs.replace(li.request([]), chain="f" * 64)
    assert li.exchange(encode_request(request)).fork is not None
    told = [decode_notice(each) for each in head_of(Laptop(field, address, "sun").sync()).notices]
    assert [(each.user, each.device) for each in told if each is not None][:1] == [("李建国", "of li")]
    assert head_of(Laptop(field, address, "zhang").sync()).notices == []


def test_an_administrator_tells_both_on_the_command_line(
    dsn: str,
    field: Installation,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GRIDSERVER_KEY_FILE", str(tmp_path / "server.keys"))
    monkeypatch.setenv("GRIDSERVER_DATA", str(tmp_path))
    assert main(["--dsn", dsn, "backed-up", "2026-03-02T10:00:00+08:00"]) == DONE
    assert "backup" in capsys.readouterr().out
    before = reading_of(field)
    assert main(["--dsn", dsn, "restored"]) == DONE
    assert "begin anew" in capsys.readouterr().out
    assert reading_of(field).epoch != before.epoch
    with pytest.raises(SystemExit):
        main(["--dsn", dsn, "backed-up", "2026-03-02"])
