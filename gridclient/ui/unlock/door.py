"""What the windows in front of the store ask of the application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from gridcore.fields import Label
from gridcore.problems import ProblemError


@dataclass(frozen=True)
class Suggestion:
    """A made passphrase: the words to remember, and how they are typed."""

    words: str
    typed: str


class Door(Protocol):
    """Opens the encrypted store. Every failure is a ProblemError."""

    def exists(self) -> bool:
        """Whether there is a store to unlock."""

    def seconds_to_wait(self) -> int:
        """How long the next try must wait after wrong passphrases; 0 when it may be made now."""

    def weakness(self, passphrase: str) -> Label | None:
        """Advice where a new passphrase is too weak."""

    def suggest(self) -> Suggestion:
        """A new random passphrase."""

    async def create(self, passphrase: str) -> None:
        """Make the store and open it."""

    async def unlock(self, passphrase: str) -> None:
        """Open the store that is there."""


@dataclass(frozen=True)
class Spared:
    """What the journal of a damaged store brings back; `last_at` is when the last of it was saved."""

    edits: int
    records: int
    files: int
    last_at: str


class Workshop(Protocol):
    """Repairs a damaged store. Every failure is a ProblemError."""

    problem: ProblemError
    """What was found."""

    async def look(self) -> Spared:
        """What a repair brings back."""

    async def repair(self, told: Callable[[int], None]) -> bool:
        """Repair the store and open it, telling how many of `STEPS` are done; False when it was given up."""

    def give_up(self) -> None:
        """Stop before anything is changed; afterwards it goes on."""


STEPS = 2
"""A new database takes the place of the damaged one; what the journal has is put back."""


class Office(Protocol):
    """Makes this laptop known to the server. Every failure is a ProblemError."""

    async def enrol(self, server: str, code: str) -> None:
        """Enrol with a one-time code; afterwards the store knows its user."""
