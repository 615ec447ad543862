"""The journal beside the database: what was saved is there again, whichever file one fault damages."""

import asyncio
import contextlib
import random
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gridclient.db import pending, sent
from gridclient.db.confirmed import write_confirmed
from gridclient.db.folders import DATABASE, JOURNAL
from gridclient.db.journal import Journal, Line, Saved, purge, settled
from gridclient.db.journal_replay import Recovered, forget_recovered, recovered
from gridclient.db.kdf import FLOOR
from gridclient.db.keys import KeyPurpose, Keys
from gridclient.db.listing import row
from gridclient.db.numbering import acknowledge, numbers
from gridclient.db.replicas import Replica, add_replica, succeed
from gridclient.db.shown_rebuild import prepare
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridclient.sync.filling import Filling
from gridcore.ids import DeviceId, GroupId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import GENESIS, edit_hash, next_chain
from gridcore.sync.stored import Confirmed
from gridcore.sync.verdicts import Verdict, VerdictCode
from tests.client.db.conftest import BALLAST, PASSPHRASE, in_database
from tests.client.db.crashing import AT, C, save_household, save_until_killed
from tests.client.db.test_crash import killed
from tests.client.db.test_threads import small_disk

__all__ = ["small_disk"]

GRID = ScopeId("grid/330106001001101")
R1, R2 = ReplicaId("r1"), ReplicaId("r2")
SAVES = 24
FLIPS = 20
WAL = f"{DATABASE}-wal"


def replica(name: ReplicaId) -> Replica:
    return Replica(name, "", DeviceId("d"), UserId("u"), b"key")


async def begin(database: Database) -> None:
    await database.write(prepare)
    await Filling(database).finish()
    room = Confirmed(RecordId("room1"), "room", GRID, {}, {}, 1)
    await database.write(lambda c: write_confirmed(c, [room]))
    await database.write(lambda c: add_replica(c, replica(R1), AT))


async def saved_and_cut(folder: Path, keys: Keys, cut: Path) -> None:
    """Save; what lies on the disk while the store is still open goes to `cut`, as a power cut leaves it."""
    database = await Database.open(folder, keys, ballast_bytes=BALLAST)
    await begin(database)
    await database.close()
    database = await Database.open(folder, keys, ballast_bytes=BALLAST)
    for number in range(SAVES):
        await database.write(partial(save_household, number=number))
    cut.mkdir()
    for name in (DATABASE, WAL, JOURNAL):
        shutil.copyfile(folder / name, cut / name)
    await database.close()


@pytest.fixture
def cut(tmp_path: Path, folder: Path, keys: Keys) -> Path:
    asyncio.run(saved_and_cut(folder, keys, tmp_path / "cut"))
    return tmp_path / "cut"


def flipped(cut: Path, to: Path, name: str, chance: random.Random) -> None:
    """A copy in which one bit of one file is wrong."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(cut, to)
    content = bytearray((to / name).read_bytes())
    place = chance.randrange(len(content) * 8)
    content[place // 8] ^= 1 << place % 8
    (to / name).write_bytes(content)


def edits_in(folder: Path, keys: Keys) -> dict[int, str]:
    """Number and hash of all that waits, by opening the store."""

    def read(connection: Connection) -> dict[int, str]:
        found = pending.unanswered(connection, C, -1)
        assert all(edit_hash(each.edit) == each.hash for each in found)
        assert numbers(connection, C).next_n == len(found) + 1
        return {each.n: each.hash for each in found}

    async def story(database: Database) -> dict[int, str]:
        return await database.read(read)

    return in_database(folder, keys, story)


def lost_by_flips(cut: Path, keys: Keys, name: str, flips: int, *, with_journal: bool) -> int:
    """After how many of so many single-bit flips not everything that was saved is there."""
    chance, place = random.Random(20261122), cut.parent / "flipped"
    whole = edits_in(shutil.copytree(cut, cut.parent / f"whole-{name}-{with_journal}"), keys)
    assert len(whole) == 2 * SAVES
    lost = 0
    for _ in range(flips):
        flipped(cut, place, name, chance)
        if not with_journal:
            (place / JOURNAL).unlink()
        lost += edits_in(place, keys) != whole
    return lost


def test_without_a_journal_a_bit_in_the_log_loses_saved_edits(cut: Path, keys: Keys) -> None:
    lost = lost_by_flips(cut, keys, WAL, FLIPS, with_journal=False)
    assert lost > FLIPS / 2, "else the tests below could not fail"


@pytest.mark.parametrize("name", [WAL, JOURNAL])
def test_no_single_bit_loses_a_saved_edit(cut: Path, keys: Keys, name: str) -> None:
    assert lost_by_flips(cut, keys, name, FLIPS, with_journal=True) == 0


def kill_and_break(folder: Path, keys: Keys, kills: int) -> None:
    """Kill a process that saves, damage one file, open: all that was said to be saved has to be there."""
    chance = random.Random(20261123)
    in_database(folder, keys, begin)
    first = 0
    for _ in range(kills):
        acks = killed(save_until_killed, folder, keys, first, chance.randrange(1, 25))
        name = chance.choice([WAL, JOURNAL])
        content = bytearray((folder / name).read_bytes())
        if content:
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        (folder / name).write_bytes(content)
        found = edits_in(folder, keys)
        assert len(found) % 2 == 0, "a form is there whole or not at all"
        assert 2 * (acks[-1] + 1) <= len(found) <= 2 * (acks[-1] + 2)
        first = len(found) // 2


def test_a_killed_process_and_a_damaged_file_together_lose_nothing(folder: Path, keys: Keys) -> None:
    kill_and_break(folder, keys, 15)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_a_thousand_killed_processes_and_damaged_files_lose_nothing(folder: Path, keys: Keys) -> None:
    kill_and_break(folder, keys, 1_000)


@pytest.mark.long
@pytest.mark.timeout(1_200)
@pytest.mark.parametrize("name", [WAL, JOURNAL])
def test_a_thousand_single_bits_lose_no_saved_edit(cut: Path, keys: Keys, name: str) -> None:
    assert lost_by_flips(cut, keys, name, 1_000, with_journal=True) == 0


def test_a_lost_log_or_a_lost_journal_loses_nothing(cut: Path, keys: Keys) -> None:
    for name in (WAL, JOURNAL):
        place = shutil.copytree(cut, cut.parent / f"without-{name}")
        (place / name).unlink()
        assert len(edits_in(place, keys)) == 2 * SAVES
        assert len(edits_in(place, keys)) == 2 * SAVES, "the second opening finds nothing more"


def test_a_journal_that_lost_its_end_is_made_whole_at_opening(cut: Path, keys: Keys) -> None:
    content = (cut / JOURNAL).read_bytes()
    (cut / JOURNAL).write_bytes(content[: len(content) // 2])
    assert len(edits_in(cut, keys)) == 2 * SAVES
    (cut / WAL).unlink(missing_ok=True)
    assert len(lines_in(cut, keys)) == 2 * SAVES


def lines_in(folder: Path, keys: Keys) -> list[Line]:
    journal = Journal(folder / JOURNAL, keys.derive(KeyPurpose.JOURNAL))
    found = settled(journal.read().entries)
    return [line for each in found if isinstance(each, Saved) for line in each.lines]


def test_what_came_back_is_shown_and_the_user_is_told_once(cut: Path, keys: Keys) -> None:
    (cut / WAL).unlink()

    async def story(database: Database) -> None:
        await Filling(database).finish()
        shown = await database.read(lambda c: row(c, "household", RecordId("v7")))
        assert shown is not None
        assert shown.values["phone"] == "13800000007"
        told = await database.read(recovered)
        assert told == Recovered(2 * SAVES, tuple(RecordId(f"v{n}") for n in range(SAVES)), AT)
        await database.write(forget_recovered)

    in_database(cut, keys, story)

    async def again(database: Database) -> Recovered | None:
        return await database.read(recovered)

    assert in_database(cut, keys, again) is None


def test_nobody_reads_the_journal_without_the_key(cut: Path, keys: Keys) -> None:
    content = (cut / JOURNAL).read_bytes()
    assert "门口谈了一会儿".encode() not in content
    assert b"13800000007" not in content
    other = Journal(cut / JOURNAL, Keys(bytes(32), bytes(16)).derive(KeyPurpose.JOURNAL))
    assert other.read().entries == ()


def test_a_journal_of_another_key_is_put_aside_and_not_deleted(folder: Path, keys: Keys) -> None:
    in_database(folder, keys, begin)
    (folder / JOURNAL).write_bytes(b"what somebody else saved" * 50)
    in_database(folder, keys, lambda database: database.write(partial(save_household, number=1)))
    assert (folder / f"{JOURNAL}.aside").read_bytes() == b"what somebody else saved" * 50
    assert len(lines_in(folder, keys)) == 2


def test_a_save_that_fails_leaves_nothing_in_the_journal(folder: Path, keys: Keys) -> None:
    def put_and_fail(connection: Connection) -> None:
        save_household(connection, 1)
        raise RuntimeError("a bug")

    def put_too_much(connection: Connection) -> None:
        save_household(connection, 2)
        connection.exec_driver_sql("CREATE TABLE x (y)")
        connection.exec_driver_sql("INSERT INTO x VALUES (zeroblob(2000000))")

    async def story(database: Database) -> None:
        await begin(database)
        with pytest.raises(RuntimeError, match="a bug"):
            await database.write(put_and_fail)
        await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=1").fetchall())
        with pytest.raises(ProblemError) as caught:
            await database.write(put_too_much)
        assert caught.value.code is ProblemCode.DISK_FULL
        await database.write(lambda c: c.exec_driver_sql("PRAGMA max_page_count=100000").fetchall())
        await database.write(partial(save_household, number=3))

    in_database(folder, keys, story)
    assert [each.record for each in lines_in(folder, keys)] == ["v3", "v3"]
    assert [each.n for each in lines_in(folder, keys)] == [1, 2]


def test_on_a_full_disk_a_save_is_refused_whole_and_the_ballast_makes_room_for_it(small_disk: Path) -> None:
    folder = small_disk / "store"
    keys = create_vault(folder, PASSPHRASE, params=FLOOR)

    async def story(database: Database) -> int:
        await begin(database)
        with contextlib.suppress(OSError), (small_disk / "films").open("wb", buffering=0) as films:
            while True:
                films.write(bytes(4096))
        number, refused = 0, None
        while refused is None:
            try:
                await database.write(partial(save_household, number=number))
                number += 1
            except ProblemError as problem:
                refused = problem.code
        assert refused is ProblemCode.DISK_FULL
        assert not (folder / "ballast").exists()
        await database.write(partial(save_household, number=number))
        return number + 1

    saved = in_database(folder, keys, story)
    assert [each.n for each in lines_in(folder, keys)] == [*range(1, 2 * saved + 1)]
    (small_disk / "films").unlink()
    assert len(edits_in(folder, keys)) == 2 * saved


def test_a_record_whose_commit_failed_is_outdone_by_the_next_of_its_numbers() -> None:
    def line(n: int, record: str) -> Line:
        return Line(C, n, b"", GroupId("g"), RecordId(record), "visit", GRID, b"", AT)

    failed = Saved(R1, (line(3, "a"), line(4, "a")))
    entries = [Saved(R1, (line(2, "x"),)), failed, Saved(R1, (line(3, "b"),)), Saved(R2, (line(1, "c"),))]
    left = [(each.n, each.record) for one in settled(entries) if isinstance(one, Saved) for each in one.lines]
    assert left == [(2, "x"), (3, "b"), (1, "c")]


def answered(upto: int, safe_n: int = 0) -> Callable[[Connection], None]:
    def story(connection: Connection) -> None:
        found = pending.unanswered(connection, C, upto)
        chain = GENESIS
        for each in found:
            chain = next_chain(chain, each.hash)
        assert acknowledge(connection, C, upto, chain, safe_n)
        pending.answer(connection, C, [Verdict(each.n, VerdictCode.OK, 5) for each in found], AT)
        pending.settle(connection, C, GRID, 9, more=False)

    return story


def test_answered_edits_stay_until_they_are_in_a_backup_of_the_server(folder: Path, keys: Keys) -> None:
    async def story(database: Database) -> None:
        await begin(database)
        for number in range(5):
            await database.write(partial(save_household, number=number))
        await database.write(answered(6, safe_n=4))

    async def nothing(database: Database) -> None:
        assert await database.read(recovered) is None

    in_database(folder, keys, story)
    in_database(folder, keys, nothing)
    assert [each.n for each in lines_in(folder, keys)] == [5, 6, 7, 8, 9, 10]


def test_values_that_were_handed_in_leave_the_journal_with_the_commit(folder: Path, keys: Keys) -> None:
    def hand_in(connection: Connection) -> None:
        sent.replace_sealed(connection, C, [(3, b"sealed"), (4, b"sealed")])
        purge(connection)

    async def story(database: Database) -> None:
        await begin(database)
        for number in range(3):
            await database.write(partial(save_household, number=number))
        await database.write(answered(4))
        assert len(lines_in(folder, keys)) == 6
        await database.write(hand_in)
        left = lines_in(folder, keys)
        assert [(each.n, each.is_sealed) for each in left if each.record == "v1"] == [(3, True), (4, True)]
        assert {each.body for each in left if each.is_sealed} == {b"sealed"}
        await database.write(lambda c: purge(c, [RecordId("v0")]))
        assert {each.record for each in lines_in(folder, keys)} == {"v1", "v2"}

    in_database(folder, keys, story)


def test_a_database_that_fell_behind_what_the_server_has_goes_on_behind_it(
    tmp_path: Path, folder: Path, keys: Keys
) -> None:
    async def first(database: Database) -> None:
        await begin(database)
        await database.write(partial(save_household, number=0))

    async def more(database: Database) -> None:
        for number in range(1, 4):
            await database.write(partial(save_household, number=number))
        await database.write(answered(6, safe_n=4))

    async def nothing(database: Database) -> None:
        return

    def look(connection: Connection) -> None:
        state = numbers(connection, C)
        assert (state.next_n, state.acked_n, state.safe_n) == (9, 6, 4)
        assert [each.n for each in pending.unanswered(connection, C, 99)] == [7, 8]

    async def after(database: Database) -> None:
        await database.read(look)

    in_database(folder, keys, first)
    shutil.copyfile(folder / DATABASE, tmp_path / "old.db")
    in_database(folder, keys, more)
    in_database(folder, keys, nothing)  # takes out what is in a backup
    shutil.copyfile(tmp_path / "old.db", folder / DATABASE)
    in_database(folder, keys, after)


def test_a_new_replica_is_in_the_journal_with_what_it_took_over(
    tmp_path: Path, folder: Path, keys: Keys
) -> None:
    async def first(database: Database) -> None:
        await begin(database)
        for number in range(3):
            await database.write(partial(save_household, number=number))
        await database.write(answered(2))

    def follow(connection: Connection) -> None:
        succeed(connection, R2, AT)
        save_household(connection, 9)

    def look(connection: Connection) -> list[tuple[int, str]]:
        found = [(each.n, str(each.edit.id)) for each in pending.unanswered(connection, C, 99)]
        assert [(each.n, each.edit.n) for each in pending.unanswered(connection, C, 99)] == [
            (n, n) for n, _ in found
        ]
        return found

    async def follow_and_look(database: Database) -> list[tuple[int, str]]:
        await database.write(follow)
        return await database.read(look)

    async def only_look(database: Database) -> list[tuple[int, str]]:
        return await database.read(look)

    in_database(folder, keys, first)
    shutil.copyfile(folder / DATABASE, tmp_path / "old.db")
    expected = [(1, "v1"), (2, "v1"), (3, "v2"), (4, "v2"), (5, "v9"), (6, "v9")]
    assert in_database(folder, keys, follow_and_look) == expected
    assert in_database(folder, keys, only_look) == expected
    shutil.copyfile(tmp_path / "old.db", folder / DATABASE)
    assert in_database(folder, keys, only_look) == expected
