"""Records of one kind column by column, as snapshots carry them: like stands beside like, and packs well.

Record ids are sent once in a frame and named by their number after that, in links too. Cells have names in
`shapes`: one list of names for each set of cells that occurs, so that a cell that is not there costs nothing.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import msgspec

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, uuid_text
from gridcore.sync.stored import Confirmed, Seen

FORMAT = "2"
"""What a laptop that reads columns asks for; a server answers others with a line for each record."""
MOST_ROWS = 500
_HEX_DIGITS = 32
_MOST_SEQ = 1 << 53
_END = object()
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


class ColumnsError(ValueError):
    """A line whose parts do not fit together."""


class Columns(msgspec.Struct, frozen=True, array_like=True, tag="b"):
    """One line: `new` ids, then by row the number of its id, how much `seq` grew, older versions, its shape.

    `new` is the hexadecimal digits of UUIDs on end, or a list of other ids. `ids` is the first of numbers
    that follow each other, or all of them. `links` are the columns that hold numbers of ids.
    """

    kind: str
    new: str | list[str]
    ids: int | list[int]
    grown: list[int]
    vers: list[tuple[int, Seen]]
    shapes: list[list[str]]
    shape_of: list[int]
    links: list[str]
    columns: dict[str, list[Value]]


_columns = msgspec.json.Decoder(Columns)
_encoder = msgspec.json.Encoder()


class ColumnWriter:
    """Writes the lines of one frame."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._new: list[str] = []

    def line(self, records: Sequence[Confirmed]) -> bytes:
        """The line of at most MOST_ROWS records of one kind, with its newline."""
        shapes: dict[tuple[str, ...], int] = {}
        columns: dict[str, list[Value]] = {}
        ids = [self._number(each.id) for each in records]
        shape_of = [shapes.setdefault(tuple(each.cells), len(shapes)) for each in records]
        for each in records:
            for name, value in each.cells.items():
                columns.setdefault(name, []).append(value)
        links = sorted(name for name, values in columns.items() if all(map(_is_uuid, values)))
        for name in links:
            columns[name] = [self._number(str(value)) for value in columns[name]]
        seqs = [each.seq for each in records]
        line = Columns(
            kind=records[0].kind,
            new=self._told(),
            ids=ids[0] if ids == [*range(ids[0], ids[0] + len(ids))] else ids,
            grown=[seq - before for before, seq in zip([0, *seqs], seqs, strict=False)],
            vers=[(row, each.vers) for row, each in enumerate(records) if each.vers],
            shapes=[[*names] for names in shapes],
            shape_of=shape_of,
            links=links,
            columns=columns,
        )
        return _encoder.encode(line) + b"\n"

    def _number(self, record: str) -> int:
        found = self._numbers.get(record)
        if found is None:
            found = self._numbers[record] = len(self._numbers)
            self._new.append(record)
        return found

    def _told(self) -> str | list[str]:
        new, self._new = self._new, []
        return "".join(new).replace("-", "") if all(map(_is_uuid, new)) else new


class ColumnReader:
    """Reads the lines of one frame."""

    def __init__(self, scope: ScopeId) -> None:
        self._scope = scope
        self._ids: list[RecordId] = []

    def records(self, line: bytes) -> list[Confirmed]:
        """The records of a line. Raises ColumnsError, or what msgspec raises, for anything else."""
        found = _columns.decode(line)
        self._ids += _ids_in(found.new)
        rows = len(found.grown)
        numbers = found.ids if isinstance(found.ids, list) else range(found.ids, found.ids + rows)
        if rows > MOST_ROWS or not len(numbers) == len(found.shape_of) == rows:
            raise ColumnsError("rows")
        vers, seqs = dict(found.vers), [*accumulate(found.grown)]
        if seqs and not 0 < min(seqs) <= max(seqs) < _MOST_SEQ:
            raise ColumnsError("seq")
        found_rows = zip(self._named(numbers), self._cells(found), seqs, strict=True)
        return [
            Confirmed(record, found.kind, self._scope, cells, vers.get(row, {}), seq)
            for row, (record, cells, seq) in enumerate(found_rows)
        ]

    def _named(self, numbers: Sequence[Value]) -> list[RecordId]:
        known = self._ids
        found = [known[each] for each in numbers if type(each) is int and 0 <= each < len(known)]
        if len(found) != len(numbers):
            raise ColumnsError("ids")
        return found

    def _cells(self, found: Columns) -> Iterator[dict[str, Value]]:
        columns = {
            name: iter([*self._named(values)] if name in found.links else values)
            for name, values in found.columns.items()
        }
        if not all(len(set(names)) == len(names) and columns.keys() >= {*names} for names in found.shapes):
            raise ColumnsError("shapes")
        if found.shape_of and not 0 <= min(found.shape_of) <= max(found.shape_of) < len(found.shapes):
            raise ColumnsError("shapes")
        shapes = [(names, [columns[name] for name in names]) for names in found.shapes]
        for shape in found.shape_of:
            names, held = shapes[shape]
            cells = dict(zip(names, map(next, held), strict=False))
            if len(cells) < len(names):
                raise ColumnsError("columns")
            yield cells
        if any(next(rest, _END) is not _END for rest in columns.values()):
            raise ColumnsError("columns")


def _is_uuid(value: Value) -> bool:
    return isinstance(value, str) and _UUID.fullmatch(value) is not None


def _ids_in(new: str | list[str]) -> list[RecordId]:
    if isinstance(new, list):
        return [RecordId(each) for each in new]
    if len(new) % _HEX_DIGITS:
        raise ColumnsError("ids")
    starts = range(0, len(new), _HEX_DIGITS)
    return [RecordId(uuid_text(new[at : at + _HEX_DIGITS])) for at in starts]
