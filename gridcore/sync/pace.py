"""When to sync: soon after an edit, now and then when idle, later and later while the line fails."""

from dataclasses import dataclass

AFTER_EDIT_S = 5.0
"""Edits of one moment travel together."""
IDLE_S = 300.0
FIRST_RETRY_S = 5.0
LONGEST_WAIT_S = 900.0
JITTER = 0.5
"""A wait is spread over ± half of this share, so that a whole street does not come at once."""


@dataclass(frozen=True)
class Line:
    """What is known of the line: failures in a row, edits waiting, and what the server asked for."""

    failures: int = 0
    waiting: int = 0
    more_to_read: bool = False
    retry_after_s: float | None = None


def next_wait_s(line: Line, randomness: float) -> float:
    """Seconds until the next round; `randomness` lies in 0 ≤ r < 1 and is the caller's."""
    if line.retry_after_s is not None:
        return min(max(line.retry_after_s, 0.0), 4 * LONGEST_WAIT_S) * (1.0 + JITTER * randomness)
    if line.failures:
        wait = min(FIRST_RETRY_S * 2.0 ** min(line.failures - 1, 20), LONGEST_WAIT_S)
    elif line.more_to_read:
        return 0.0
    else:
        wait = AFTER_EDIT_S if line.waiting else IDLE_S
    return wait * (1.0 + JITTER * (randomness - 0.5))
