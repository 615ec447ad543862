"""How a round ended."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from gridclient.sync.parts import Parting
from gridcore.ids import ScopeId


async def _nobody() -> None:
    return


@dataclass(frozen=True)
class Listener:
    """Who follows a round: `progress` hears of every part, `shown` that Today's kinds can be looked at."""

    progress: Callable[["RoundEnd"], None] = lambda end: None
    shown: Callable[[], Awaitable[None]] = _nobody


@dataclass
class RoundEnd:
    """What a round moved, and why it ended where it did; bytes are counted before packing."""

    sent: int = 0
    received: int = 0
    is_first: bool = False
    """Whether scopes are read that never were."""
    bytes_up: int = 0
    bytes_down: int = 0
    files: int = 0
    """Attachments that came along, on a stick."""
    differing: set[ScopeId] = field(default_factory=set)
    """Scopes that were read to their end and are not what the server has."""
    parting: Parting | None = None
    """Sync stopped safely: laptop and server remember different pasts. Nothing was dropped."""
    parted: Parting | None = None
    """They did, and found together again in this round."""
    scopes: frozenset[ScopeId] | None = None
    """What the user follows, as the server says; None where it did not answer."""
    is_revoked: bool = False
    """The server wants this laptop's copy to be given up."""
    is_suspended: bool = False
    """The server keeps what this laptop sends for the supervisor, and tells it nothing."""
    is_handed_over: bool = False
    """And it has signed that it took everything: nothing is lost when the copy is given up."""
    is_outdated: bool = False
    """The server takes this version's edits in and gives it nothing."""
    is_stopped: bool = False

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be asked in this round."""
        return self.parting is not None or self.is_handed_over or self.is_stopped


NOBODY = Listener()
