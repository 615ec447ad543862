"""Compression of what travels: zstd, or gzip where that is all the other side reads.

Unpacking never makes more than it was told to expect, whatever a few bytes claim to hold.
"""

import enum
import zlib
from collections.abc import Iterable, Iterator

from backports.zstd import (
    CompressionParameter,
    DecompressionParameter,
    ZstdCompressor,
    ZstdDecompressor,
    ZstdError,
    compress,
)

ZSTD, GZIP, IDENTITY = "zstd", "gzip", "identity"
ACCEPTED = f"{ZSTD}, {GZIP};q=0.5"

_LEVEL = 3
_LEVEL_ONCE = 9
_GZIP_WINDOW = 31
_PIECE = 65_536
_LARGEST_WINDOW_LOG = 23  # 8 MiB of memory; what pack() makes needs less


class Fault(enum.StrEnum):
    """Why packed bytes cannot be used."""

    UNKNOWN = "unknown encoding"
    DAMAGED = "damaged"
    CUT = "cut"
    TOO_LARGE = "too large"


class UnpackError(ValueError):
    """Packed bytes that cannot be used."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class Unpacker:
    """Takes packed bytes as they arrive. Raises UnpackError for an encoding that is not spoken here."""

    def __init__(self, encoding: str, limit: int) -> None:
        if encoding not in (ZSTD, GZIP, IDENTITY, ""):
            raise UnpackError(Fault.UNKNOWN)
        self._left = limit
        self._zstd = _frame() if encoding == ZSTD else None
        self._gzip = zlib.decompressobj(_GZIP_WINDOW) if encoding == GZIP else None

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What the chunk unpacks to, in small pieces. Raises UnpackError when it is damaged or too much."""
        pieces = self._pieces(chunk)
        while True:
            try:
                piece = next(pieces, None)
            except (ZstdError, zlib.error) as error:
                raise UnpackError(Fault.DAMAGED) from error
            if piece is None:
                return
            self._left -= len(piece)
            if self._left < 0:
                raise UnpackError(Fault.TOO_LARGE)
            yield piece

    def finish(self) -> None:
        """Say that no more bytes come. Raises UnpackError when some are missing."""
        ended = [packed.eof for packed in (self._zstd, self._gzip) if packed is not None]
        if not all(ended):
            raise UnpackError(Fault.CUT)

    def _pieces(self, chunk: bytes) -> Iterator[bytes]:
        if self._zstd is not None:
            yield from self._zstd_pieces(self._zstd, chunk)
        elif self._gzip is not None:
            yield from _gzip_pieces(self._gzip, chunk)
        else:
            yield chunk

    def _zstd_pieces(self, packed: ZstdDecompressor, chunk: bytes) -> Iterator[bytes]:
        while chunk or not (packed.eof or packed.needs_input):
            if packed.eof:
                packed = self._zstd = _frame()  # a snapshot is several frames: it can be taken up again
            yield packed.decompress(chunk, _PIECE)
            chunk = packed.unused_data if packed.eof else b""


def _frame() -> ZstdDecompressor:
    window: dict[int, int] = {DecompressionParameter.window_log_max: _LARGEST_WINDOW_LOG}
    return ZstdDecompressor(options=window)


def _gzip_pieces(packed: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    is_full = False
    while chunk or (is_full and not packed.eof):
        if packed.eof:
            raise UnpackError(Fault.DAMAGED)
        piece = packed.decompress(chunk, _PIECE)
        is_full = len(piece) == _PIECE  # some of what was taken in may not have come out
        yield piece
        chunk = packed.unconsumed_tail or packed.unused_data


def _options(level: int) -> dict[int, int]:
    """With a checksum: without those four bytes a flipped bit may unpack to another phone number."""
    return {CompressionParameter.compression_level: level, CompressionParameter.checksum_flag: 1}


def pack(data: bytes) -> bytes:
    """The bytes as one zstd frame."""
    return compress(data, options=_options(_LEVEL))


def pack_once(data: bytes) -> bytes:
    """The same, smaller and dearer: for what is packed once and read by many (docs/adr/0017)."""
    return compress(data, options=_options(_LEVEL_ONCE))


def unpack(encoding: str, data: bytes, limit: int) -> bytes:
    """The bytes behind a whole packed body. Raises UnpackError."""
    unpacker = Unpacker(encoding, limit)
    plain = b"".join(unpacker.feed(data))
    unpacker.finish()
    return plain


def chosen(accept_encoding: str) -> str:
    """The encoding for an answer to a request that accepts these: the best that both sides speak."""
    offered = {name.partition(";")[0].strip().lower() for name in accept_encoding.split(",")}
    return next((each for each in (ZSTD, GZIP) if each in offered), IDENTITY)


def packed_stream(encoding: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """An answer that is packed while it is made; whatever a piece holds can be read as soon as it arrives."""
    if encoding == ZSTD:
        zstd = ZstdCompressor(options=_options(_LEVEL))
        for piece in pieces:
            yield zstd.compress(piece, ZstdCompressor.FLUSH_BLOCK)
        yield zstd.flush()
    elif encoding == GZIP:
        gzip = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP_WINDOW)
        for piece in pieces:
            yield gzip.compress(piece) + gzip.flush(zlib.Z_SYNC_FLUSH)
        yield gzip.flush()
    else:
        yield from pieces
