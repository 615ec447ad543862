"""When to sync: soon after an edit, now and then when idle, later and later while the line fails."""

import pytest

from gridcore.sync.pace import AFTER_EDIT_S, IDLE_S, LONGEST_WAIT_S, Line, next_wait_s

MIDDLE = 0.5
"""The randomness at which nothing is added and nothing taken away."""


@pytest.mark.parametrize(
    ("line", "wait"),
    [
        (Line(), IDLE_S),
        (Line(waiting=3), AFTER_EDIT_S),
        (Line(more_to_read=True), 0.0),
        (Line(failures=1), 5.0),
        (Line(failures=2, waiting=3), 10.0),
        (Line(failures=4, more_to_read=True), 40.0),
        (Line(failures=90), LONGEST_WAIT_S),
    ],
)
def test_the_wait_follows_from_the_line(line: Line, wait: float) -> None:
    assert next_wait_s(line, MIDDLE) == pytest.approx(wait)


def test_what_the_server_asks_for_is_kept_and_never_undercut() -> None:
    assert next_wait_s(Line(retry_after_s=120.0), 0.0) == pytest.approx(120.0)
    assert next_wait_s(Line(retry_after_s=120.0, failures=9), 0.9) > 120.0
    assert next_wait_s(Line(retry_after_s=-5.0), 0.0) == 0.0
    assert next_wait_s(Line(retry_after_s=1e9), 0.0) == pytest.approx(4 * LONGEST_WAIT_S)


def test_a_whole_street_does_not_come_at_once() -> None:
    waits = [next_wait_s(Line(failures=3), each / 10) for each in range(10)]
    assert len(set(waits)) == 10
    assert min(waits) >= 0.75 * 20.0
    assert max(waits) <= 1.25 * 20.0
