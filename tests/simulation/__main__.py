"""`python -m tests.simulation`: plays histories until somebody has seen enough.

python -m tests.simulation --histories 1000000 --jobs 8     a million, over eight processes
python -m tests.simulation --seed 4711                      one, told action by action
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

from tests.simulation.history import drawn, told
from tests.simulation.run import keep, play_many, what_is_wrong


def main(arguments: Sequence[str]) -> int:
    """Play; the exit status is 1 if a history went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__.splitlines()[0])
    parser.add_argument("--histories", type=int, default=10_000, metavar="N", help="how many (10,000)")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="where to begin (0)")
    parser.add_argument("--jobs", type=int, default=0, metavar="N", help="processes; one a core if left out")
    parser.add_argument("--seed", type=int, metavar="SEED", help="play only this one, and tell it")
    parser.add_argument("--keep", action="store_true", help="keep what goes wrong, for every day")
    given = parser.parse_args(arguments)
    if given.seed is not None:
        history = drawn(given.seed)
        wrong = what_is_wrong(history)
        say(f"{told(history)}\n{wrong or 'all is well'}")
        return 1 if wrong else 0
    wrong_ones, began = 0, time.monotonic()
    for done, failure in play_many(given.first, given.histories, given.jobs):
        if failure is None:
            rate = done / (time.monotonic() - began)
            say(f"\r{done:,} of {given.histories:,} histories, {rate:.0f} a second", end="")
        else:
            wrong_ones += 1
            say(f"\n\n{failure}")
            if given.keep:
                say(f"kept in {keep(failure)}")
    say(f"\n{given.histories:,} histories, {wrong_ones} went wrong, {time.monotonic() - began:.0f} s")
    return 1 if wrong_ones else 0


def say(text: str, end: str = "\n") -> None:
    """Print at once."""
    sys.stdout.write(text + end)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
