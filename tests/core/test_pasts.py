"""What of a laptop's edits is missing at a server that remembers another past."""

from gridcore.wire.pasts import MOST_TOLD, missing, told

HASHES = [f"{n:064x}"[::-1] for n in range(1, 9)]
KEPT = [*enumerate(HASHES, start=1)]


def test_nothing_is_missing_where_the_server_has_all_of_it() -> None:
    assert missing(told(HASHES), 8, KEPT) == []


def test_what_the_server_has_not_got_yet_or_has_got_otherwise_is_missing() -> None:
    assert missing(told(HASHES[:5]), 5, KEPT) == [6, 7, 8]
    assert missing(told([*HASHES[:5], *["ff" * 32] * 9]), 14, KEPT) == [6, 7, 8]
    assert missing(told([]), 0, KEPT) == [1, 2, 3, 4, 5, 6, 7, 8]


def test_what_lies_before_the_edits_that_are_told_is_not_missing() -> None:
    assert missing(told(HASHES)[3:5], 5, KEPT) == [6, 7, 8]
    assert missing([], 5, KEPT) == [6, 7, 8]


def test_no_more_are_told_than_a_line_can_hold() -> None:
    assert len(told([HASHES[0]] * (MOST_TOLD + 3))) == MOST_TOLD
