"""What reaches the client from outside the program besides the network: the clock and randomness."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from gridcore.ids import GroupId, RecordId, time_ordered_id
from gridcore.shapes import moment_text


@dataclass(frozen=True)
class Ports:
    """`now` gives the present moment in UTC, `random_bytes` so many unpredictable bytes."""

    now: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]

    def moment(self) -> str:
        """Now, as records keep it."""
        return moment_text(self.now())

    def today(self) -> date:
        """The day where the user is."""
        return self.now().astimezone().date()

    def new_id(self) -> RecordId:
        """An id that nobody else makes, later than every one before."""
        return RecordId(self._id())

    def new_group(self) -> GroupId:
        """The id of one form save."""
        return GroupId(self._id())

    def chance(self) -> float:
        """A number 0 ≤ r < 1."""
        return int.from_bytes(self.random_bytes(6), "big") / (1 << 48)

    def _id(self) -> str:
        return time_ordered_id(int(self.now().timestamp() * 1000), self.random_bytes(10))


def of_this_machine() -> Ports:
    """The computer's clock and randomness."""
    return Ports(lambda: datetime.now(UTC), os.urandom)
