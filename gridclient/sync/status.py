"""What the sync indicator says."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from gridcore.problems import ProblemCode


class SyncState(enum.StrEnum):
    """The one word of the indicator; what comes first here is said first."""

    REVOKED = "revoked"
    """The server wants this laptop's copy to be given up."""
    SUSPENDED = "suspended"
    """Two copies of this laptop go on: what it sends waits for the supervisor, and nothing comes."""
    HELD = "held"
    """Sync stopped safely: laptop and server remember different pasts. Nothing is lost."""
    OUTDATED = "outdated"
    """The server wants a newer version of this program; work goes on and is kept."""
    SENDING = "sending"
    OFFLINE = "offline"
    FAILED = "failed"
    """The server answered, and not as it should."""
    NEEDS_YOU = "needs_you"
    WAITING = "waiting"
    ON_SERVER = "on_server"


@dataclass(frozen=True)
class Status:
    """How sync stands. Bytes are those of the last round, before packing."""

    state: SyncState
    waiting: int = 0
    needs_you: int = 0
    last_contact: str = ""
    bytes_up: int = 0
    bytes_down: int = 0
    received: int = 0
    files: int = 0
    """Attachments that are saved here and not yet on the server; they travel when no text waits."""
    problem: ProblemCode | None = None
    problem_params: Mapping[str, int] = field(default_factory=dict)
    held: str = ""
    """`restore` or `fork` where sync is held."""
    is_handed_over: bool = False
    """The server has everything and orders this laptop's copy to be given up."""
    is_arriving: bool = False
    """Records are on the way for the first time: what is not here yet may well have been."""
    is_preparing: bool = False
    """Lists are being filled anew, as after an update of the program: what they lack is not missing."""
