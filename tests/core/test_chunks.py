"""Where the bytes of a blob lie once it is sealed in chunks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.chunks import (
    CHUNK,
    SEALED_CHUNK,
    bound,
    chunk_count,
    chunk_size,
    sealed_chunks,
    sealed_size,
    span,
    whole_chunks,
)
from gridcore.wire.blobs import Uploaded, decode_uploaded, encode_uploaded


def sealed(content: bytes) -> bytes:
    """Chunks with marks in place of nonce and tag."""
    parts = [content[at : at + CHUNK] for at in range(0, len(content), CHUNK)]
    return b"".join(b"n" * 12 + part + b"t" * 16 for part in parts)


@given(st.integers(1, 4 * CHUNK), st.data())
def test_a_part_is_found_in_the_chunks_that_hold_it(size: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, size - 1))
    last = data.draw(st.integers(first, size - 1))
    content = bytes(each % 251 for each in range(size))
    whole, found = sealed(content), span(size, first, last)
    assert len(whole) == sealed_size(size)
    held = list(sealed_chunks(size, found, whole[found.begin : found.end]))
    assert [index for index, _, _ in held] == list(range(found.first, found.last + 1))
    assert all(nonce == b"n" * 12 and body.endswith(b"t" * 16) for _, nonce, body in held)
    plain = b"".join(body[:-16] for _, _, body in held)
    assert plain[found.skip : found.skip + found.take] == content[first : last + 1]


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (5, 4), (0, 10), (10, 10)])
def test_bytes_outside_of_a_blob_are_nowhere(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="no such bytes"):
        span(10, first, last)


def test_what_was_cut_while_it_was_written_is_no_whole_chunk() -> None:
    size = 2 * CHUNK + 5
    assert chunk_count(size) == 3
    assert [chunk_size(size, index) for index in range(3)] == [CHUNK, CHUNK, 5]
    cuts = {0: 0, SEALED_CHUNK - 1: 0, SEALED_CHUNK: 1, 2 * SEALED_CHUNK + 32: 2, sealed_size(size): 3}
    assert {cut: whole_chunks(size, cut) for cut in cuts} == cuts


def test_a_chunk_is_bound_to_its_blob_and_its_place() -> None:
    assert bound("a", "b", size=7, index=1) == b"a\nb\n7\n1"


def test_how_much_the_server_has_travels_as_one_line() -> None:
    assert decode_uploaded(encode_uploaded(Uploaded(5, 9)).rstrip(b"\n")) == Uploaded(5, 9)
