"""What a server does for a laptop whose program is older, as old, or newer."""

import pytest

from gridcore.wire.messages import MIN_PROTO, PROTO
from gridcore.wire.upgrades import MIN_PUSHED, Terms, Versions


@pytest.mark.parametrize(
    ("proto", "terms"),
    [(2, Terms.NOTHING), (3, Terms.PUSH), (4, Terms.PUSH), (5, Terms.ALL), (9, Terms.ALL)],
)
def test_an_older_program_is_given_nothing_but_its_work_is_taken_for_longer(proto: int, terms: Terms) -> None:
    assert Versions(given=5, pushed=3).terms(proto) is terms


def test_the_present_program_and_the_one_before_are_served_in_full() -> None:
    assert {Versions().terms(proto) for proto in (MIN_PROTO, PROTO - 1, PROTO)} == {Terms.ALL}
    assert MIN_PUSHED <= MIN_PROTO
