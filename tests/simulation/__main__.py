"""`python -m tests.simulation`: plays histories until somebody has seen enough.

python -m tests.simulation --histories 1000000 --note million.json      a million; stopped, it goes on there
python -m tests.simulation --histories 500000 --first 500000            its second half, on another machine
python -m tests.simulation --seed 4711                                  one, told action by action
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from tests.simulation.history import drawn, told
from tests.simulation.run import keep, play_many, what_is_wrong


class Progress(msgspec.Struct):
    """How far a run has come, and the seeds that went wrong."""

    first: int
    histories: int
    done: int = 0
    wrong: list[int] = []

    def __str__(self) -> str:
        last = self.first + self.done - 1
        return f"{self.done:,} histories (seeds {self.first} to {last}), {len(self.wrong)} went wrong"


def main(arguments: Sequence[str]) -> int:
    """Play; the exit status is 1 if a history went wrong, 2 if the note is another run's."""
    given = _parser().parse_args(arguments)
    if given.seed is not None:
        history = drawn(given.seed)
        wrong = what_is_wrong(history)
        say(f"{told(history)}\n{wrong or 'all is well'}")
        return 1 if wrong else 0
    progress = Progress(given.first, given.histories)
    if given.note is not None and given.note.exists():
        progress = msgspec.json.decode(given.note.read_bytes(), type=Progress)
        if (progress.first, progress.histories) != (given.first, given.histories):
            say(f"{given.note} is the note of another run: {progress}")
            return 2
        say(f"goes on after {progress}")
    try:
        _play(progress, given)
    except KeyboardInterrupt:
        say("\nstopped")
    say(f"\nplayed {progress}")
    if progress.done < progress.histories:
        left = progress.histories - progress.done
        say(f"the others: --first {progress.first + progress.done} --histories {left}")
    return 1 if progress.wrong else 0


def _play(progress: Progress, given: argparse.Namespace) -> None:
    before, began = progress.done, time.monotonic()
    left = progress.histories - before
    for done, failure in play_many(progress.first + before, left, given.jobs):
        if failure is None:
            progress.done = before + done
            rate = done / (time.monotonic() - began)
            say(f"\r{progress.done:,} of {progress.histories:,} histories, {rate:.0f} a second", end="")
        else:
            progress.wrong.append(failure.history.seed)
            say(f"\n\n{failure}")
            if given.keep:
                say(f"kept in {keep(failure)}")
        if given.note is not None:
            given.note.write_bytes(msgspec.json.encode(progress) + b"\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.simulation", description=str(__doc__).splitlines()[0]
    )
    parser.add_argument("--histories", type=int, default=10_000, metavar="N", help="how many (10,000)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="where to begin (0)")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes; one a core if left out")
    parser.add_argument("--note", type=Path, metavar="FILE", help="note there how far it came; go on there")
    parser.add_argument("--seed", type=int, metavar="SEED", help="play only this one, and tell it")
    parser.add_argument("--keep", action="store_true", help="keep what goes wrong, for every day")
    return parser


def say(text: str, end: str = "\n") -> None:
    """Print at once."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
