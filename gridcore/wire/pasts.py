"""What a server that remembers another past has of a replica, and what of a laptop's own is missing there."""

from collections.abc import Iterable, Sequence

MOST_TOLD = 10_000
"""The last edits of a replica; what lies before them has been there for long."""
_PREFIX = 16
"""So many digits of a hash tell edits of one replica apart; to guess them helps nobody."""


def told(hashes: Sequence[str]) -> list[str]:
    """The hashes of a replica's last edits, as they travel."""
    return [each[:_PREFIX] for each in hashes[-MOST_TOLD:]]


def missing(past: Sequence[str], have_n: int, kept: Iterable[tuple[int, str]]) -> list[int]:
    """The numbers of those kept edits, given as number and hash, that the server does not have.

    `past` are the hashes that it told, the last one that of its edit `have_n`.
    """
    there = dict(enumerate(past, start=have_n - len(past) + 1))
    first = min(there, default=have_n + 1)
    return [n for n, hashed in kept if n >= first and there.get(n) != hashed[:_PREFIX]]
