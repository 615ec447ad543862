"""Ten thousand histories every day, in four files, so that test workers share them; `--long` plays more."""

from collections.abc import Sequence

from tests.simulation.run import failures

HISTORIES = 10_000
PARTS = 4
_AT_ONCE = 100


def firsts(part: int) -> Sequence[int]:
    """The first seeds of the tests of a part; each plays so many."""
    share = HISTORIES // PARTS
    return range(part * share, (part + 1) * share, _AT_ONCE)


def none_goes_wrong(first: int) -> None:
    """Play a hundred histories; what goes wrong is told as short as it can be."""
    assert not "\n\n".join(str(each) for each in failures(range(first, first + _AT_ONCE)))
