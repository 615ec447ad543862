"""Attachments in a bundle ride on a request that is still the same request to whoever does not know them."""

import msgspec
import pytest

from gridcore.ids import ScopeId
from gridcore.wire.carried import (
    Carried,
    CarriedFile,
    TakenFile,
    WantedFile,
    carried_in,
    decode_given,
    encode_given,
    with_files,
)

GRID_1 = ScopeId("grid/1")


def test_a_request_of_before_carries_nothing_and_one_with_files_is_still_that_request() -> None:
    plain = b'{"proto":2,"n_acked":0}'
    assert with_files(plain, []) == plain
    assert carried_in(plain) == Carried()
    file = CarriedFile(GRID_1, "ab" * 32, b"\x00\xff")
    assert carried_in(with_files(plain, [file])) == Carried([file])
    assert msgspec.json.decode(with_files(plain, [file]))["proto"] == 2
    assert msgspec.json.decode(msgspec.json.encode(TakenFile(GRID_1, "ab", 2)), type=TakenFile).have == 0


def test_what_is_asked_for_is_named_beside_what_is_carried() -> None:
    plain, wanted = b'{"proto":2}', [WantedFile(GRID_1, "cd" * 32)]
    assert carried_in(with_files(plain, [], wanted)) == Carried([], wanted)
    file = CarriedFile(GRID_1, "ab" * 32, b"\x00")
    both = with_files(plain, [file], wanted)
    assert carried_in(both) == Carried([file], wanted)
    assert msgspec.json.decode(both)["proto"] == 2


@pytest.mark.parametrize("content", [b"", b"\x00\n\xff"])
def test_a_file_that_is_given_is_one_line(content: bytes) -> None:
    file = CarriedFile(GRID_1, "ab" * 32, content)
    line = encode_given(file)
    assert line.index(b"\n") == len(line) - 1
    assert decode_given(line) == file


def test_what_is_no_request_and_no_file_is_refused() -> None:
    with pytest.raises(msgspec.DecodeError):
        carried_in(b"[]")
    with pytest.raises(msgspec.DecodeError):
        decode_given(b"")
