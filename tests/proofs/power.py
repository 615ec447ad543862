"""`python -m tests.proofs.power`: cuts the power of a client as often as somebody wants to see it.

python -m tests.proofs.power --states 100000        both models of a disk; 10,000 if left out
python -m tests.proofs.power --states 1000 --seed 7  other cuts
"""

import argparse
import asyncio
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gridclient.db.threads import Database
from gridcore.problems import ProblemError
from tests.proofs.day import faults, heard
from tests.proofs.disk import Model, Op, Replay, compiled, memory_folder, read_trace, under
from tests.proofs.watched import Begun

STEPS = 64
_AT_ONCE, _A_DAY = 500, 10_000
"""States of one seed, and of one trace of a day."""


@dataclass(frozen=True)
class Traced:
    """A day that was written down, and the store that it began with."""

    ops: Sequence[Op]
    before: Path
    root: str
    begun: Begun


def traced(place: Path, steps: int, *weaknesses: str) -> Traced:
    """Work through a day under the library; the machine needs a C compiler."""
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


def main(arguments: Sequence[str]) -> int:
    """Cut the power; the exit status is 1 if anything that was acknowledged was lost."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.proofs.power", description=str(__doc__).splitlines()[0]
    )
    parser.add_argument("--states", type=int, default=10_000, metavar="N", help="how many (10,000)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="the first seed (0)")
    given = parser.parse_args(arguments)
    done, broken, began = 0, 0, time.monotonic()
    while done < given.states:
        with tempfile.TemporaryDirectory() as place:
            day = traced(Path(place) / "day", STEPS)
            for _ in range(0, min(_A_DAY, given.states - done), _AT_ONCE):
                states = min(_AT_ONCE, given.states - done)
                found = _cut(day, states, given.seed + done // _AT_ONCE)
                done, broken = done + states, broken + len(found)
                took = time.monotonic() - began
                sys.stdout.write("".join(f"\n{each}" for each in found) + ("\n" if found else ""))
                sys.stdout.write(f"\r{done:,} states, {broken} broken, {done / took:.0f} a second")
                sys.stdout.flush()
    sys.stdout.write("\n")
    return 1 if broken else 0


def _cut(day: Traced, states: int, seed: int) -> list[str]:
    """So many cuts, half of them for each model."""
    halves = {Model.JOURNALLED: states - states // 2, Model.STRICT: states // 2}
    return [
        f"{model.name.lower()}: {fault}"
        for model, half in halves.items()
        for fault in asyncio.run(crashes(day, model, half, seed))
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
