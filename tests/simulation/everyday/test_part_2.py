"""The everyday histories, a part of them: test workers take a file each (see `tests/simulation/everyday`)."""

import pytest

from tests.simulation.everyday import firsts, none_goes_wrong


@pytest.mark.parametrize("first", firsts(1))
def test_no_history_goes_wrong(first: int) -> None:
    none_goes_wrong(first)
