"""How a laptop and a server of different versions work together, and until when."""

import enum

import msgspec

from gridcore.wire.messages import MIN_PROTO

MIN_PUSHED = 1
"""The oldest version whose edits are still taken in: two years longer than it is given changes."""


class Terms(enum.Enum):
    """What a server does for a laptop: everything, take its edits in, or nothing before it is updated."""

    ALL = "all"
    PUSH = "push"
    NOTHING = "nothing"


class Versions(msgspec.Struct, frozen=True):
    """The oldest versions of the protocol that a server gives changes to, and takes edits from."""

    given: int = MIN_PROTO
    pushed: int = MIN_PUSHED

    def terms(self, proto: int) -> Terms:
        """Those of a laptop that speaks this version."""
        if proto < self.pushed:
            return Terms.NOTHING
        return Terms.PUSH if proto < self.given else Terms.ALL


PRESENT = Versions()
