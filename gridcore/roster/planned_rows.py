"""The rows of a preview: those of which nothing is told are packed, for they are many and few looked at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

import msgspec

from gridcore.roster.compare import Standing
from gridcore.roster.notes import Note
from gridcore.roster.rows import Verdict
from gridcore.roster.values import Cells

_A_PIECE = 250

_Plain = tuple[str, int, Standing | None, tuple[str, ...], str]
_encoder = msgspec.msgpack.Encoder()
_decoder: msgspec.msgpack.Decoder[list[_Plain | None]] = msgspec.msgpack.Decoder(list[_Plain | None])


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of the preview; its texts are those of the file, for the eyes of whoever opened it."""

    sheet: str
    number: int
    verdict: Verdict
    standing: Standing | None
    """What the row is to the records that are there; None where it is not taken."""
    names: tuple[str, ...]
    address: str
    differing: tuple[str, ...]
    """Fields whose known values differ and stay as they are."""
    notes: tuple[Note, ...]
    cells: Cells = field(default_factory=dict, hash=False, repr=False)
    """What stands in the row, for the report of those that are told something about."""

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to tell about it."""
        return not self.notes and not self.differing and self.verdict is Verdict.TAKEN


class PlannedRows(Sequence[RowPlan]):
    """Rows in the order of the file."""

    def __init__(self, rows: Iterable[RowPlan] = ()) -> None:
        self._told: dict[int, RowPlan] = {}
        self._pieces: list[bytes] = []
        self._count = 0
        piece: list[_Plain | None] = []
        for self._count, each in enumerate(rows, start=1):
            if each.is_plain:
                piece.append((each.sheet, each.number, each.standing, each.names, each.address))
            else:
                self._told[self._count - 1] = each
                piece.append(None)
            if len(piece) == _A_PIECE:
                self._pieces.append(_encoder.encode(piece))
                piece = []
        self._pieces.append(_encoder.encode(piece))

    @property
    def told(self) -> Sequence[RowPlan]:
        """Those with something to tell about them."""
        return tuple(self._told.values())

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[RowPlan]:
        for number in range(len(self._pieces)):
            yield from self._unpacked(number)

    @overload
    def __getitem__(self, place: int) -> RowPlan: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[RowPlan]: ...
    def __getitem__(self, place: int | slice) -> RowPlan | Sequence[RowPlan]:
        places = range(self._count)[place]
        if isinstance(places, int):
            return self._unpacked(places // _A_PIECE)[places % _A_PIECE]
        pieces = {number: self._unpacked(number) for number in {each // _A_PIECE for each in places}}
        return tuple(pieces[each // _A_PIECE][each % _A_PIECE] for each in places)

    def _unpacked(self, number: int) -> list[RowPlan]:
        return [
            self._told[number * _A_PIECE + at] if each is None else _row(*each)
            for at, each in enumerate(_decoder.decode(self._pieces[number]))
        ]


def _row(sheet: str, number: int, standing: Standing | None, names: tuple[str, ...], address: str) -> RowPlan:
    return RowPlan(sheet, number, Verdict.TAKEN, standing, names, address, (), ())
