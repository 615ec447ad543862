"""What the windows in front of the store ask of the application."""

from dataclasses import dataclass
from typing import Protocol

from gridcore.fields import Label


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


class Office(Protocol):
    """Makes this laptop known to the server. Every failure is a ProblemError."""

    async def enrol(self, server: str, code: str) -> None:
        """Enrol with a one-time code; afterwards the store knows its user."""
