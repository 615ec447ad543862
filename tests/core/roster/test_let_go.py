"""Long lists are emptied whatever their length."""

import pytest

from gridcore.roster.plan import let_go


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1_700])
def test_every_list_is_empty_afterwards(count: int) -> None:
    one, other = list(range(count)), [object() for _ in range(count)]
    let_go(one, other)
    assert one == other == []
