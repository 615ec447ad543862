"""Power that goes at any moment: what was acknowledged is there, and whole, whatever the disk did else."""

import asyncio
import random
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from gridclient.db.threads import Database
from gridcore.problems import ProblemError
from tests.proofs.day import faults, heard
from tests.proofs.disk import Model, Op, Replay, compiled, memory_folder, read_trace, under
from tests.proofs.watched import Begun

STEPS = 64
EVERYDAY, LONG, WEAKENED = 400, 10_000, 24


@dataclass(frozen=True)
class Traced:
    """A day that was written down, and the store that it began with."""

    ops: Sequence[Op]
    before: Path
    root: str
    begun: Begun


def traced(place: Path, steps: int, *weaknesses: str) -> Traced:
    place.mkdir()
    under(compiled(place), "tests.proofs.watched", str(place), str(steps), *weaknesses)
    begun = msgspec.json.decode((place / "begun").read_bytes(), type=Begun)
    return Traced(read_trace(place / "trace"), place / "before", str(place / "disk" / "store"), begun)


async def broken_promises(folder: Path, begun: Begun, acks: bytes) -> list[str]:
    """Open what the disk was left with, and look for all that was said."""
    tried, done = heard(acks)
    try:
        database = await Database.open(folder, begun.keys, ballast_bytes=1)
    except ProblemError as problem:
        return [f"does not open: {problem.code}"]
    try:
        await database.check()
        return await database.read(lambda c: faults(c, folder, tried, done))
    except ProblemError as problem:
        return [f"is damaged: {problem.code}"]
    finally:
        await database.close()


async def crashes(day: Traced, model: Model, states: int, seed: int) -> Counter[str]:
    """Let the power go so many times; what was broken, how often."""
    chance, found = random.Random(seed), Counter[str]()
    cuts = sorted(chance.randrange(len(day.ops)) for _ in range(states))
    replay, at = Replay(model), 0
    replay.begin(day.before, day.root)
    with memory_folder() as place:
        for number, cut in enumerate(cuts):
            for op in day.ops[at : cut + 1]:
                replay.take(op)
            at = max(at, cut + 1)
            replay.crash(place / "store", day.root, chance)
            for fault in await broken_promises(place / "store", day.begun, bytes(replay.acks)):
                found[f"state {number} of seed {seed}, change {cut}: {fault}"] += 1
            shutil.rmtree(place / "store")
    return found


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Traced:
    return traced(tmp_path_factory.mktemp("power") / "day", STEPS)


def prove(day: Traced, states: int, seed: int) -> None:
    for model in Model:
        assert asyncio.run(crashes(day, model, states // 2, seed)) == Counter(), model


@pytest.mark.timeout(300)
def test_a_power_cut_loses_nothing_that_was_acknowledged(day: Traced) -> None:
    prove(day, EVERYDAY, 20261122)


@pytest.mark.long
@pytest.mark.timeout(3_600)
def test_ten_thousand_power_cuts_lose_nothing_that_was_acknowledged(day: Traced) -> None:
    prove(day, LONG, 20261123)


def test_with_fewer_syncs_and_no_journal_power_cuts_are_seen_to_lose_work(tmp_path: Path) -> None:
    day = traced(tmp_path / "day", STEPS // 2, "sync_less", "keep_no_journal")
    for model in Model:
        lost = asyncio.run(crashes(day, model, WEAKENED, 20261122))
        assert sum("is absent" in fault for fault in lost) > WEAKENED, "else the proof above shows nothing"


def test_with_fewer_syncs_the_journal_alone_brings_every_edit_back(tmp_path: Path) -> None:
    """Edits, not the keys of photos: those lie in the database alone (docs/adr/0020)."""
    day = traced(tmp_path / "day", STEPS // 2, "sync_less")
    lost = asyncio.run(crashes(day, Model.JOURNALLED, WEAKENED, 20261122))
    assert [fault for fault in lost if "(a visit with a photo) is half" not in fault] == []
