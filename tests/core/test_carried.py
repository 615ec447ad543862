"""Attachments in a bundle ride on a request that is still the same request to whoever does not know them."""

import msgspec
import pytest

from gridcore.ids import ScopeId
from gridcore.wire.carried import CarriedFile, TakenFile, files_in, with_files

GRID_1 = ScopeId("grid/1")


def test_a_request_of_before_carries_nothing_and_one_with_files_is_still_that_request() -> None:
    plain = b'{"proto":2,"n_acked":0}'
    assert with_files(plain, []) == plain
    assert files_in(plain) == []
    file = CarriedFile(GRID_1, "ab" * 32, b"\x00\xff")
    assert files_in(with_files(plain, [file])) == [file]
    assert msgspec.json.decode(with_files(plain, [file]))["proto"] == 2
    assert msgspec.json.decode(msgspec.json.encode(TakenFile(GRID_1, "ab", 2)), type=TakenFile).have == 0


def test_what_is_no_request_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        files_in(b"[]")
