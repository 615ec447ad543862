"""Compression of what travels, against bytes that were cut, damaged or made to explode."""

import gzip
import random

import pytest
from backports import zstd

from gridcore.wire.packing import (
    GZIP,
    IDENTITY,
    ZSTD,
    Fault,
    Unpacker,
    UnpackError,
    chosen,
    pack,
    pack_once,
    packed_stream,
    unpack,
)

DATA = random.Random(7).randbytes(200_000) + b"a" * 300_000
LIMIT = 1_000_000


def packed(encoding: str, data: bytes = DATA) -> bytes:
    return b"".join(packed_stream(encoding, [data[at : at + 50_000] for at in range(0, len(data), 50_000)]))


@pytest.mark.parametrize("encoding", [ZSTD, GZIP, IDENTITY])
def test_what_is_packed_is_unpacked_however_it_arrives(encoding: str) -> None:
    whole = packed(encoding)
    unpacker = Unpacker(encoding, LIMIT)
    arriving = [b"", *(whole[at : at + 777] for at in range(0, len(whole), 777))]
    plain = b"".join(piece for chunk in arriving for piece in unpacker.feed(chunk))
    unpacker.finish()
    assert plain == DATA
    assert unpack(encoding, whole, LIMIT) == DATA


@pytest.mark.parametrize("encoding", [ZSTD, GZIP, IDENTITY])
def test_each_piece_can_be_read_before_the_next_is_made(encoding: str) -> None:
    unpacker = Unpacker(encoding, LIMIT)
    stream = packed_stream(encoding, [b'{"h":{}}\n', b"more\n"])
    assert b"".join(unpacker.feed(next(stream))) == b'{"h":{}}\n'


def test_a_body_is_one_frame() -> None:
    assert unpack(ZSTD, pack(DATA), LIMIT) == DATA


@pytest.mark.parametrize("encoding", [ZSTD, GZIP])
def test_a_cut_stream_is_never_taken_for_a_whole_one(encoding: str) -> None:
    whole = packed(encoding)
    for length in (0, 1, 20, len(whole) // 2, len(whole) - 1):
        with pytest.raises(UnpackError) as caught:
            unpack(encoding, whole[:length], LIMIT)
        assert caught.value.fault is Fault.CUT


@pytest.mark.parametrize("encoding", [ZSTD, GZIP])
def test_what_follows_the_end_is_damage(encoding: str) -> None:
    with pytest.raises(UnpackError, match=Fault.DAMAGED.value):
        unpack(encoding, packed(encoding) + b"more", LIMIT)
    unpacker = Unpacker(encoding, LIMIT)
    assert b"".join(unpacker.feed(packed(encoding))) == DATA
    with pytest.raises(UnpackError, match=Fault.DAMAGED.value):
        list(unpacker.feed(b"more"))


@pytest.mark.parametrize("encoding", [ZSTD, GZIP])
def test_garbage_is_damage(encoding: str) -> None:
    with pytest.raises(UnpackError, match=Fault.DAMAGED.value):
        unpack(encoding, b"<html>please log in</html>", LIMIT)


@pytest.mark.parametrize(
    ("encoding", "bomb"),
    [
        (ZSTD, zstd.compress(bytes(50_000_000))),
        (GZIP, gzip.compress(bytes(50_000_000), compresslevel=1)),
        (IDENTITY, bytes(LIMIT + 1)),
    ],
)
def test_a_bomb_is_put_down_at_the_limit(encoding: str, bomb: bytes) -> None:
    made: list[int] = []
    pieces = Unpacker(encoding, LIMIT).feed(bomb)
    with pytest.raises(UnpackError, match=Fault.TOO_LARGE.value):
        made.extend(len(piece) for piece in pieces)
    assert sum(made) <= LIMIT


def test_a_window_that_needs_much_memory_is_refused() -> None:
    window: dict[int, int] = {zstd.CompressionParameter.window_log: 27}
    greedy = zstd.ZstdCompressor(options=window)
    frame = greedy.compress(b"a" * 1_000, zstd.ZstdCompressor.FLUSH_BLOCK)
    with pytest.raises(UnpackError, match=Fault.DAMAGED.value):
        unpack(ZSTD, frame, LIMIT)


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(UnpackError, match=Fault.UNKNOWN.value):
        Unpacker("br", LIMIT)


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [("zstd, gzip;q=0.5", ZSTD), ("deflate, GZIP", GZIP), ("", IDENTITY), ("br", IDENTITY)],
)
def test_the_answer_is_packed_as_both_sides_can(accepted: str, expected: str) -> None:
    assert chosen(accepted) == expected


def test_a_snapshot_of_several_frames_is_read_on_and_can_be_taken_up_at_each() -> None:
    first, second = pack(b"first\n"), pack(b"second\n")
    assert unpack(ZSTD, first + second, LIMIT) == b"first\nsecond\n"
    assert unpack(ZSTD, second, LIMIT) == b"second\n"
    with pytest.raises(UnpackError, match=Fault.CUT.value):
        unpack(ZSTD, first + second[:-1], LIMIT)


@pytest.mark.parametrize("encoding", [ZSTD, GZIP])
def test_no_flipped_bit_is_read_as_something_else(encoding: str) -> None:
    """A line without TLS may turn a bit over; in a phone number nobody would see it."""
    said = b"".join(b'["r","household","h%d",{"phone":"1380000%04d"}]\n' % (n, n) for n in range(20))
    packed = {ZSTD: pack(said), GZIP: b"".join(packed_stream(GZIP, [said]))}[encoding]
    streamed = b"".join(packed_stream(encoding, [said]))
    for body in (packed, streamed, *([pack_once(said)] if encoding == ZSTD else [])):
        for place in range(len(body) * 8):
            other = bytearray(body)
            other[place // 8] ^= 1 << place % 8
            try:
                found = unpack(encoding, bytes(other), 100_000)
            except UnpackError:
                continue
            assert found == said
