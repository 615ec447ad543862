"""Plays many histories, over several processes; whatever goes wrong is shortened, told and kept."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.simulation.bugs import Bug
from tests.simulation.history import History, decoded, drawn, encoded, play, shortened, told
from tests.simulation.office import new_office

SEEDS = Path(__file__).parent / "seeds"
"""Histories that went wrong once; they are played again every day."""
_CHUNK = 50


@dataclass(frozen=True)
class Failure:
    """A history that went wrong, as short as it can be, and what was wrong."""

    history: History
    why: str

    def __str__(self) -> str:
        return f"{told(self.history)}\n{self.why}"


def what_is_wrong(history: History, bug: Bug | None = None) -> str:
    """Play a history; what was wrong, or nothing."""
    office = new_office(str(history.seed), history.members)
    try:
        play(history, office, bug)
    except Exception as error:  # whatever rises out of client, server or oracle
        return f"{type(error).__name__}: {error}"
    finally:
        office.close()
    return ""


def failures(seeds: Sequence[int]) -> Iterator[Failure]:
    """Play the histories of some seeds one after the other."""
    with _looking_at_new_objects_only():
        for seed in seeds:
            history = drawn(seed)
            if what_is_wrong(history):
                short = shortened(history, lambda tried: bool(what_is_wrong(tried)))
                yield Failure(short, what_is_wrong(short))


@contextmanager
def _looking_at_new_objects_only() -> Iterator[None]:
    """What was imported stays: nobody looks for cycles in it meanwhile. What is garbage goes before."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def seed_that_finds(bug: Bug, seeds: Sequence[int]) -> int | None:
    """The first seed whose history notices a planted bug."""
    return next((seed for seed in seeds if what_is_wrong(drawn(seed), bug)), None)


def keep(failure: Failure) -> Path:
    """Keep a history, to be played again every day."""
    SEEDS.mkdir(exist_ok=True)
    path = SEEDS / f"{failure.history.seed}.json"
    path.write_bytes(encoded(failure.history) + b"\n")
    return path


def kept() -> list[tuple[str, History]]:
    """Every history that was kept, with its name."""
    return [(path.stem, decoded(path.read_bytes())) for path in sorted(SEEDS.glob("*.json"))]


def play_many(first: int, count: int, jobs: int = 0) -> Iterator[tuple[int, Failure | None]]:
    """Play many histories in several processes; yields how many are done, and each failure."""
    chunks = [range(at, min(at + _CHUNK, first + count)) for at in range(first, first + count, _CHUNK)]
    done = 0
    with ProcessPoolExecutor(jobs or os.cpu_count(), initializer=_leave_stopping_to_the_parent) as pool:
        for chunk, found in zip(chunks, pool.map(_all_failures, chunks), strict=True):
            for each in found:
                yield done, each
            done += len(chunk)
            yield done, None


def _leave_stopping_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _all_failures(seeds: Sequence[int]) -> list[Failure]:
    return list(failures(seeds))
