"""Repairing a damaged store: nothing saved is lost, no file is deleted, and it may be killed anywhere."""

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection

from gridclient.db import blobs, paper_numbers
from gridclient.db.blob_files import BlobFolder
from gridclient.db.connection import create_database
from gridclient.db.drafts import Draft, all_drafts, save_draft
from gridclient.db.folders import DATABASE, JOURNAL
from gridclient.db.journal import Enrolled, Journal
from gridclient.db.keys import KeyPurpose, Keys
from gridclient.db.pending import unanswered
from gridclient.db.repair import finish_exchange, make_whole, spared
from gridclient.db.repaired import forget_repair, go_on_anew, repaired_at
from gridclient.db.replicas import current_replica
from gridclient.db.settings import SERVER_URL, get_setting
from gridclient.db.suspicion import is_suspect, suspect
from gridclient.db.threads import Database
from gridcore.ids import ReplicaId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.messages import PaperBlock
from tests.client.db.conftest import in_database
from tests.client.db.crashing import AT, C, context, save_household
from tests.client.db.test_journal_files import CONTENT, GRID, LI, SHA, attach, begin, journal_of

DAY = date(2026, 11, 22)
PAGE = 4096
KILLED = 9
SAVES = 4
DRAFT = Draft("d1", "visit", None, {"said": "还没写完"}, {}, AT)
BLOCK = PaperBlock("春晓", 2026, 1, 20, 1)


@pytest.fixture
def damaged(folder: Path, keys: Keys) -> Path:
    """A store with work that no server has, whose first page is damaged."""
    work_in(folder, keys)
    spoil(folder / DATABASE, 0)
    return folder


def work_in(folder: Path, keys: Keys) -> None:
    async def work(database: Database) -> None:
        await begin(database)
        await attach(database, folder)
        await database.write(partial(save_draft, typed=DRAFT))
        for number in range(SAVES):
            await database.write(partial(save_household, number=number))

    in_database(folder, keys, work)


def spoil(path: Path, page: int) -> None:
    """One wrong bit in a page."""
    content = bytearray(path.read_bytes())
    content[page * PAGE + 2000] ^= 4
    path.write_bytes(content)


def refusal(folder: Path, keys: Keys) -> ProblemCode | None:
    try:
        in_database(folder, keys, lambda database: database.read(current_replica))
    except ProblemError as problem:
        return problem.code
    return None


def hashes_in(connection: Connection) -> list[str]:
    return [each.hash for each in unanswered(connection, C, -1)]


def is_whole(folder: Path, keys: Keys) -> None:
    """All that was saved is there, and whose laptop it is."""

    async def look(database: Database) -> None:
        await database.check()
        assert len(await database.read(hashes_in)) == 2 * SAVES
        assert await database.read(current_replica) == LI
        assert await database.read(lambda c: get_setting(c, SERVER_URL)) == "https://grid"
        photo = await database.read(partial(blobs.blob_of, scope=GRID, sha256=SHA))
        assert photo is not None
        assert BlobFolder(folder).read(photo.file, 0, photo.size - 1) == CONTENT

    in_database(folder, keys, look)


def test_a_damaged_store_is_made_whole_and_its_files_are_put_aside_by_the_day(
    damaged: Path, keys: Keys
) -> None:
    assert refusal(damaged, keys) is ProblemCode.DATABASE_DAMAGED
    found = spared(damaged, keys)
    assert (found.edits, found.records, found.files, found.last_at) == (2 * SAVES, SAVES, 1, AT)
    before, journal = (damaged / DATABASE).read_bytes(), (damaged / JOURNAL).read_bytes()
    assert make_whole(damaged, keys, DAY, AT)
    aside = f"{DATABASE}.damaged-2026-11-22"
    assert (damaged / aside).read_bytes() == before, "not a bit of it is changed"
    assert (damaged / f"{JOURNAL}.damaged-2026-11-22").read_bytes() == journal
    is_whole(damaged, keys)
    spoil(damaged / DATABASE, 0)
    assert make_whole(damaged, keys, DAY, AT)
    assert (damaged / aside).read_bytes() == before, "what was put aside first stays under its name"
    assert (damaged / f"{aside}.2").exists()
    is_whole(damaged, keys)


def test_a_database_file_that_is_gone_is_made_anew(damaged: Path, keys: Keys) -> None:
    (damaged / DATABASE).rename(damaged / "lost")
    assert refusal(damaged, keys) is ProblemCode.DATABASE_MISSING
    assert make_whole(damaged, keys, DAY, AT)
    is_whole(damaged, keys)


def test_the_user_is_told_of_a_repair_until_it_was_seen(damaged: Path, keys: Keys) -> None:
    assert make_whole(damaged, keys, DAY, AT)

    async def see(database: Database) -> tuple[str, str]:
        before = await database.read(repaired_at)
        await database.write(forget_repair)
        return before, await database.read(repaired_at)

    assert in_database(damaged, keys, see) == (AT, "")


def page_of(folder: Path, keys: Keys, table: str) -> int:
    def find(connection: Connection) -> int:
        found = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
        return int(found.scalar_one()) - 1

    return in_database(folder, keys, lambda database: database.read(find))


def test_unsaved_forms_are_taken_along_where_they_can_be_read(folder: Path, keys: Keys) -> None:
    work_in(folder, keys)
    spoil(folder / DATABASE, page_of(folder, keys, "history"))
    assert make_whole(folder, keys, DAY, AT)
    assert in_database(folder, keys, lambda database: database.read(all_drafts)) == [DRAFT]
    spoil(folder / DATABASE, page_of(folder, keys, "draft"))
    assert make_whole(folder, keys, DAY, AT)
    is_whole(folder, keys)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such limit there")
def test_a_disk_that_fills_at_the_last_moment_puts_no_half_database_in_place(
    folder: Path, keys: Keys, tmp_path: Path
) -> None:
    async def work(database: Database) -> None:
        await begin(database)
        for number in range(3):
            long = Draft(f"d{number}", "visit", None, {"said": "还" * 13_000}, {}, AT)
            await database.write(partial(save_draft, typed=long))

    in_database(folder, keys, work)
    create_database(tmp_path / "empty", keys)
    fits = (tmp_path / "empty").stat().st_size * 5 // 4  # the log of the drafts, not the database with them
    with files_up_to(fits), pytest.raises(ProblemError):
        make_whole(folder, keys, DAY, AT)
    assert refusal(folder, keys) is None, "nothing is changed"
    assert make_whole(folder, keys, DAY, AT)
    assert len(in_database(folder, keys, lambda database: database.read(all_drafts))) == 3


@contextlib.contextmanager
def files_up_to(most_bytes: int) -> Iterator[None]:
    """Files cannot grow beyond this."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_without_its_journal_the_damaged_file_still_says_whose_laptop_it_is(folder: Path, keys: Keys) -> None:
    """A store of a version whose journal did not hold that."""
    work_in(folder, keys)
    older = [each for each in journal_of(folder, keys) if not isinstance(each, Enrolled)]
    journal = Journal(folder / JOURNAL, keys.derive(KeyPurpose.JOURNAL))
    journal.open()
    journal.rewrite(older)  # type: ignore[arg-type]  # entries of any sort
    journal.close()
    spoil(folder / DATABASE, page_of(folder, keys, "history"))
    make_whole_of_older = partial(make_whole, folder, keys, DAY, AT)
    assert make_whole_of_older()
    assert in_database(folder, keys, lambda database: database.read(current_replica)) == LI


@pytest.mark.parametrize("moment", [1, 2])
def test_given_up_in_time_nothing_is_changed(damaged: Path, keys: Keys, moment: int) -> None:
    before = {path.name: path.read_bytes() for path in damaged.iterdir() if path.is_file()}
    asked: list[int] = []

    def goes_on() -> bool:
        asked.append(1)
        return len(asked) < moment

    assert not make_whole(damaged, keys, DAY, AT, goes_on)
    assert len(asked) == moment
    after = {path.name: path.read_bytes() for path in damaged.iterdir() if path.is_file()}
    assert {name: after.get(name) for name in before if "shm" not in name} == {
        name: content for name, content in before.items() if "shm" not in name
    }
    assert not [name for name in after if "fresh" in name or "damaged-" in name]
    assert make_whole(damaged, keys, DAY, AT)
    is_whole(damaged, keys)


def repair_until_killed(folder: Path, keys: Keys, last: int) -> None:
    """Repair; before the change of a file with this number the process ends as if the power went."""
    seen = 0

    def look(name: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if name in ("os.rename", "os.remove") and str(folder) in str(arguments[0]):
            seen += 1
            if seen == last:
                os._exit(KILLED)

    sys.addaudithook(look)
    make_whole(folder, keys, DAY, AT)


def killed_at(folder: Path, keys: Keys, number: int) -> bool:
    """Whether the repair was cut before its end."""
    process = context().Process(target=repair_until_killed, args=(folder, keys, number))
    process.start()
    process.join()
    assert process.exitcode in (0, KILLED)
    return process.exitcode == KILLED


def test_killed_before_any_change_of_a_file_a_repair_begins_again_or_goes_on(
    damaged: Path, keys: Keys, tmp_path: Path
) -> None:
    whole = (damaged / DATABASE).read_bytes()
    number, went_on = 1, 0
    while True:
        copy = shutil.copytree(damaged, tmp_path / f"cut-{number}")
        if not killed_at(copy, keys, number):
            break
        finish_exchange(copy)
        if refusal(copy, keys) is None:
            went_on += 1
        else:
            assert make_whole(copy, keys, DAY, AT)
        is_whole(copy, keys)
        kept = [path.read_bytes() for path in copy.glob(f"{DATABASE}.damaged-*") if "-wal" not in path.name]
        assert kept == [whole], "the damaged file is there, once"
        assert not [*copy.glob("*fresh*"), *copy.glob("exchange*")]
        number += 1
    assert number > 5
    assert 0 < went_on < number - 1, "some were cut before the exchange, some in it"


def test_damage_that_was_met_makes_the_next_opening_look_at_every_page(folder: Path, keys: Keys) -> None:
    work_in(folder, keys)
    suspect(folder)
    assert refusal(folder, keys) is None
    assert not is_suspect(folder), "every page was found to be right"
    spoil(folder / DATABASE, page_of(folder, keys, "history"))
    assert refusal(folder, keys) is None, "that page is not read at opening"

    async def read_there(database: Database) -> None:
        await database.read(lambda c: c.exec_driver_sql("SELECT * FROM history").all())

    with pytest.raises(ProblemError):
        in_database(folder, keys, read_there)
    assert refusal(folder, keys) is ProblemCode.DATABASE_DAMAGED
    assert make_whole(folder, keys, DAY, AT)
    assert refusal(folder, keys) is None
    assert not is_suspect(folder)


def test_no_number_is_drawn_twice_after_a_repair(damaged: Path, keys: Keys) -> None:
    assert make_whole(damaged, keys, DAY, AT)

    async def go_on(database: Database) -> None:
        keep = partial(paper_numbers.keep_blocks, community=C, blocks=[BLOCK])
        draw = partial(paper_numbers.take_number, community=C, committee="春晓", year=2026)
        anew = partial(go_on_anew, new=lambda: ReplicaId("r2"), at=AT)
        assert not await database.write(anew), "nobody gave it numbers"
        await database.write(keep)
        assert await database.write(draw) is None, "who knows which of them are on a paper?"
        assert not await database.write(anew), "the server knows the edits that wait by their old numbers"
        await database.write(answer_all)
        assert await database.write(anew)
        replica = await database.read(current_replica)
        assert replica is not None
        assert replica.id == "r2"
        await database.write(keep)
        assert await database.write(draw) is not None, "these are given to the new replica"
        assert not await database.write(anew)

    in_database(damaged, keys, go_on)


def answer_all(connection: Connection) -> None:
    connection.exec_driver_sql("DELETE FROM pending_edit")


def test_a_laptop_without_work_is_repaired_as_well(folder: Path, keys: Keys) -> None:
    in_database(folder, keys, begin)
    spoil(folder / DATABASE, 0)
    assert spared(folder, keys).edits == 0
    assert make_whole(folder, keys, DAY, AT)
    assert in_database(folder, keys, lambda database: database.read(current_replica)) == LI
