"""A grid is too large by its households or by its people."""

import pytest

from gridcore.grid_size import is_too_large


@pytest.mark.parametrize(
    ("households", "people", "expected"),
    [(500, 1_500, False), (501, 900, True), (300, 1_501, True), (0, 0, False)],
)
def test_a_grid_is_too_large_above_either_number(households: int, people: int, expected: bool) -> None:
    assert is_too_large(households, people) is expected
