"""Wrong passphrases are counted on the disk, and each one makes the next wait longer."""

from pathlib import Path

import msgspec

from gridclient.db.folders import ATTEMPTS, write_durably
from gridcore.json_faults import JSON_FAULTS

FREE_ATTEMPTS = 3
LONGEST_WAIT_S = 15 * 60


class Attempts(msgspec.Struct, frozen=True):
    """How many passphrases failed in a row, and when the last one was tried."""

    failures: int = 0
    at_s: float = 0.0

    def delay_s(self) -> int:
        """How long the next attempt has to wait after the last one."""
        beyond = self.failures - FREE_ATTEMPTS
        return 0 if beyond < 0 else min(2 ** min(beyond + 1, 12), LONGEST_WAIT_S)

    def wait_s(self, now_s: float) -> int:
        """How long from now on; a clock that was set back never makes it longer than the delay."""
        left_s = self.at_s + self.delay_s() - now_s
        return max(0, min(round(left_s + 0.5), self.delay_s()))


def read_attempts(folder: Path) -> Attempts:
    """The counter; zero when there is none or it cannot be read (whoever can do that could delete it too)."""
    try:
        return msgspec.json.decode((folder / ATTEMPTS).read_bytes(), type=Attempts)
    except (OSError, *JSON_FAULTS):
        return Attempts()


def write_attempts(folder: Path, attempts: Attempts) -> None:
    """Store the counter durably."""
    write_durably(folder / ATTEMPTS, msgspec.json.encode(attempts))
