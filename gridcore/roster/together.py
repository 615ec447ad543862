"""The edits of a plan, packed until they are saved: those of 100,000 rows would take 200 MB as objects."""

import zlib
from collections.abc import Iterable, Iterator

import msgspec

from gridcore.sync.edits import Edit

_A_PIECE = 500
"""Edits packed in one go: some milliseconds."""

_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[list[tuple[Edit, ...]]] = msgspec.msgpack.Decoder(list[tuple[Edit, ...]])


class Together:
    """Parts of edits in their order; what is in one part must be saved together."""

    def __init__(self, parts: Iterable[tuple[Edit, ...]] = ()) -> None:
        self.edits = 0
        """How many there are in all parts."""
        self._packed: list[bytes] = []
        self._last: list[tuple[Edit, ...]] = []
        self._last_edits = 0
        for each in parts:
            self.append(each)

    def append(self, part: tuple[Edit, ...]) -> None:
        """One more part at the end."""
        self._last.append(part)
        self.edits += len(part)
        self._last_edits += len(part)
        if self._last_edits >= _A_PIECE:
            self._packed.append(zlib.compress(_encoder.encode(self._last), 1))
            self._last, self._last_edits = [], 0

    def __iter__(self) -> Iterator[tuple[Edit, ...]]:
        for each in self._packed:
            yield from _decoder.decode(zlib.decompress(each))
        yield from self._last

    def and_also(self, parts: Iterable[tuple[Edit, ...]]) -> "Together":
        """These parts, and more behind them."""
        found = Together()
        found.edits, found._packed = self.edits, [*self._packed]
        found._last, found._last_edits = [*self._last], self._last_edits
        for each in parts:
            found.append(each)
        return found
