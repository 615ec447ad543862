"""How a blob lies at rest: in chunks that are sealed one by one, so that a part is read without the rest.

A sealed chunk is nonce ‖ ciphertext ‖ tag, bound to its blob and its place in it. Only the arithmetic is
here; each side seals with its own keys.
"""

from collections.abc import Iterator
from dataclasses import dataclass

CHUNK = 65_536
NONCE = 12
_TAG = 16
SEALED_CHUNK = NONCE + CHUNK + _TAG


@dataclass(frozen=True)
class Span:
    """The chunks that hold some bytes, where they lie sealed, and what to leave out of the first one."""

    first: int
    last: int
    begin: int
    end: int
    """Of the sealed bytes; `end` is the first byte behind them."""
    skip: int
    take: int


def chunk_count(size: int) -> int:
    """How many chunks a blob has; it is never empty."""
    return -(-size // CHUNK)


def chunk_size(size: int, index: int) -> int:
    """How many plain bytes a chunk of a blob holds."""
    return min(CHUNK, size - index * CHUNK)


def sealed_size(size: int) -> int:
    """How many bytes a whole blob has once it is sealed."""
    return size + chunk_count(size) * (NONCE + _TAG)


def whole_chunks(size: int, sealed: int) -> int:
    """How many chunks of a blob are whole in so many sealed bytes; what follows them was cut."""
    return chunk_count(size) if sealed >= sealed_size(size) else sealed // SEALED_CHUNK


def span(size: int, first: int, last: int) -> Span:
    """The chunks that hold the bytes `first` to `last`, both included. Raises ValueError outside the blob."""
    if not 0 <= first <= last < size:
        raise ValueError("no such bytes")
    low, high = first // CHUNK, last // CHUNK
    end = min((high + 1) * SEALED_CHUNK, sealed_size(size))
    return Span(low, high, low * SEALED_CHUNK, end, first - low * CHUNK, last - first + 1)


def sealed_chunks(size: int, found: Span, sealed: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Index, nonce and ciphertext with tag of each chunk of a span."""
    at = 0
    for index in range(found.first, found.last + 1):
        length = NONCE + chunk_size(size, index) + _TAG
        piece = sealed[at : at + length]
        yield index, piece[:NONCE], piece[NONCE:]
        at += length


def bound(*names: str, size: int, index: int) -> bytes:
    """What a chunk is bound to: its blob's names, in which no newline stands, its size and its place."""
    return "\n".join((*names, str(size), str(index))).encode()
