"""A way to the server on which nothing goes."""

from threading import Event

from gridclient.sync.transport import Call, Reply
from gridcore.problems import ProblemCode, ProblemError


class SilentLine:
    """There is no network."""

    def send(self, call: Call, stop: Event) -> Reply:
        """Says so."""
        raise ProblemError(ProblemCode.OFFLINE)
