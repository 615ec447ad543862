"""One wrong bit in any file of a store: it is noticed or mended, and no unsent edit is lost by it."""

import asyncio
import random
import shutil
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from sqlalchemy import Connection

from gridclient.db.attempts import LONGEST_WAIT_S, Attempts, write_attempts
from gridclient.db.blob_files import FOLDER, BlobFolder
from gridclient.db.blobs import blob_of
from gridclient.db.folders import ATTEMPTS, DATABASE, DISCARDABLE_COPIES, JOURNAL, KEY_COPIES
from gridclient.db.keys import Keys
from gridclient.db.pending import unanswered
from gridclient.db.repair import make_whole
from gridclient.db.threads import Database
from gridclient.db.vault import unlock_vault
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.edits import encode_edit
from tests.client.sync.homes import SCOPE
from tests.client.sync.laptop import PASSPHRASE, Line, opened
from tests.fakes.memory_server import COMMUNITY, MemoryServer
from tests.proofs.day import Acks, Act, Day, act, attachment, faults, heard, picture
from tests.proofs.disk import memory_folder
from tests.proofs.watched import begin

STEPS = 30
WAL = f"{DATABASE}-wal"
EVERYDAY, LONG = 40, 1_000
UNLOCKS, LONG_UNLOCKS = 6, 200
DAY, AT = date(2026, 11, 3), "2026-11-03T08:00:00Z"


class Cut(NamedTuple):
    """A folder as a power cut leaves it, with what its user did."""

    folder: Path
    keys: Keys
    unsent: frozenset[bytes]
    done: list[int]


async def cut_in(place: Path) -> Cut:
    """The first half of the day was sent, the second was not; database, log and journal are all alive."""
    server, store = MemoryServer(), place / "store"
    begun = await begin(store, server)
    database, acks = await opened(store, begun.keys), Acks(place / "day.ack")
    await Day(database, store, begun.base).work(0, STEPS, acks, Line(server))
    shutil.copytree(store, place / "cut")
    write_attempts(place / "cut", Attempts(failures=2))
    tried, done = heard((place / "day.ack").read_bytes())
    assert tried == done == [*range(STEPS)]
    found = await database.read(unsent)
    await database.close()
    assert len(found) > 6
    edits = [number for number in done if act(number) is not Act.DRAFT]  # unsaved forms are in no journal
    return Cut(place / "cut", begun.keys, found, edits)


def unsent(connection: Connection) -> frozenset[bytes]:
    """What the server has not answered, whatever its numbers."""
    found = unanswered(connection, COMMUNITY, -1)
    return frozenset(encode_edit(msgspec.structs.replace(each.edit, n=0)) for each in found)


@pytest.fixture(scope="module")
def cut() -> Iterator[Cut]:
    with memory_folder() as place:
        yield asyncio.run(cut_in(place))


def flipped(cut: Cut, name: str, chance: random.Random) -> Path:
    """A copy in which one bit of one file is wrong."""
    copy = cut.folder.with_name("flipped")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(cut.folder, copy)
    content = bytearray((copy / name).read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    (copy / name).write_bytes(content)
    return copy


async def found_in(folder: Path, cut: Cut) -> tuple[list[str], frozenset[bytes]]:
    """What is not as it was promised, and what waits to be sent. Raises ProblemError where it is damaged."""
    database = await Database.open(folder, cut.keys, ballast_bytes=1)
    try:
        await database.check()
        told = await database.read(lambda c: faults(c, folder, cut.done, cut.done))
        return told, await database.read(unsent)
    finally:
        await database.close()


async def rescued(folder: Path, cut: Cut) -> tuple[list[str], frozenset[bytes]]:
    """As the button does it (`actions/repair.py`): the photos that are lost, and what comes back."""
    assert make_whole(folder, cut.keys, DAY, AT)
    database = await Database.open(folder, cut.keys, ballast_bytes=1)
    try:
        await database.check()
        lost = await database.read(partial(lost_photos, folder=folder, done=cut.done))
        return lost, await database.read(unsent)
    finally:
        await database.close()


def lost_photos(connection: Connection, folder: Path, done: list[int]) -> list[str]:
    """None of the day's photos was sent: each must be there."""
    found = []
    for number in (each for each in done if act(each) is Act.VISIT):
        blob = blob_of(connection, ScopeId(SCOPE), attachment(number).sha256)
        if blob is None or BlobFolder(folder).read(blob.file, 0, blob.size - 1) != picture(number):
            found.append(f"the photo of {number} is lost")
    return found


def rot(cut: Cut, name: str, flips: int, seed: int = 20261122) -> tuple[int, list[str]]:
    """How often the damage was noticed, and what went wrong otherwise."""
    chance, noticed, wrong = random.Random(seed), 0, list[str]()
    for number in range(flips):
        folder = flipped(cut, name, chance)
        try:
            told, waiting = asyncio.run(found_in(folder, cut))
            wrong += [f"flip {number}: {each}" for each in told]
        except ProblemError as problem:
            noticed += 1
            if problem.code is not ProblemCode.DATABASE_DAMAGED:
                wrong.append(f"flip {number}: is called {problem.code}")
            lost, waiting = asyncio.run(rescued(folder, cut))
            wrong += [f"flip {number}: {each}" for each in lost]
        if not cut.unsent <= waiting:
            wrong.append(f"flip {number}: unsent edits are lost")
    return noticed, wrong


@pytest.mark.parametrize("name", [DATABASE, WAL, JOURNAL])
def test_no_wrong_bit_goes_unnoticed_or_costs_an_unsent_edit(cut: Cut, name: str) -> None:
    noticed, wrong = rot(cut, name, EVERYDAY)
    assert wrong == []
    assert (noticed > 0) == (name == DATABASE)


@pytest.mark.long
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize("name", [DATABASE, WAL, JOURNAL])
def test_of_a_thousand_wrong_bits_none_goes_unnoticed_or_costs_an_unsent_edit(cut: Cut, name: str) -> None:
    assert rot(cut, name, LONG)[1] == []


def test_without_its_journal_a_store_is_seen_to_lose_edits_by_wrong_bits(cut: Cut, tmp_path: Path) -> None:
    bare = cut._replace(folder=shutil.copytree(cut.folder, tmp_path / "bare"))
    (bare.folder / JOURNAL).unlink()
    assert len(rot(bare, WAL, EVERYDAY // 4)[1]) > EVERYDAY // 8, "else the proof above shows nothing"


def unlocks(cut: Cut, flips: int) -> None:
    chance = random.Random(20261122)
    for name in (*KEY_COPIES, *DISCARDABLE_COPIES, ATTEMPTS):
        for _ in range(flips):
            folder = flipped(cut, name, chance)
            assert unlock_vault(folder, PASSPHRASE, clock=lambda: LONGEST_WAIT_S + 10.0) == cut.keys
            for mended in (*KEY_COPIES, *DISCARDABLE_COPIES):
                assert (folder / mended).read_bytes() == (cut.folder / mended).read_bytes()


def test_no_wrong_bit_in_a_small_file_keeps_the_user_out(cut: Cut) -> None:
    unlocks(cut, UNLOCKS)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_no_wrong_bit_of_hundreds_in_a_small_file_keeps_the_user_out(cut: Cut) -> None:
    unlocks(cut, LONG_UNLOCKS)


def rotten_photos(cut: Cut, flips: int) -> None:
    chance = random.Random(20261122)
    names = sorted(path.name for path in (cut.folder / FOLDER).iterdir())
    for _ in range(flips):
        folder = flipped(cut, f"{FOLDER}/{chance.choice(names)}", chance)
        with pytest.raises(ProblemError) as caught:
            asyncio.run(found_in(folder, cut))
        assert caught.value.code is ProblemCode.FILE_DAMAGED


def test_no_wrong_bit_in_an_attachment_is_shown_as_the_attachment(cut: Cut) -> None:
    rotten_photos(cut, EVERYDAY)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_of_a_thousand_wrong_bits_in_attachments_none_is_shown(cut: Cut) -> None:
    rotten_photos(cut, LONG)
