"""What confirmed values were before, as far as this laptop has seen them change."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.stored import WHOLE, Confirmed, Seen, elements_of

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Value] = msgspec.json.Decoder(Value)


@dataclass(frozen=True)
class Writer:
    """Who changed something, on which device, and when; a device without a name is this one."""

    author: str
    device: str
    at: str


@dataclass(frozen=True)
class Former:
    """A value that a cell had, until when, and who replaced it, on which device, as far as that was told.

    Under the name of the whole record it says that it was added.
    """

    record: RecordId
    cell: str
    value: Value
    seq: int
    replaced_by: str | None
    replaced_at: str
    device: str | None = None


def replaced(
    before: Confirmed,
    after: Confirmed,
    by_version: Mapping[int, Writer],
    by_cell: Mapping[str, Writer],
    at: str,
) -> list[Former]:
    """The values that a newer state of a record replaces, each with who did it.

    That follows from the version if somebody is named there, else from the cell; else `at` is all there is.
    """
    found = []
    for cell in {**before.cells, **after.cells}:
        value = before.cells.get(cell)
        if (value or None) != (after.cells.get(cell) or None):
            told = by_version.get(_version(before, after, cell)) or by_cell.get(cell)
            seq = before.version(cell) or before.seq
            found.append(_former(before.id, cell, value, seq, told, at))
    return found


def added(record: Confirmed, writer: Writer) -> Former:
    """A record that somebody made while this laptop was following its scope."""
    return _former(record.id, WHOLE, None, 0, writer, writer.at)


def _former(record: RecordId, cell: str, value: Value, seq: int, told: Writer | None, at: str) -> Former:
    if told is None:
        return Former(record, cell, value, seq, None, at)
    return Former(record, cell, value, seq, told.author, told.at, told.device)


def _version(before: Confirmed, after: Confirmed, cell: str) -> int:
    """The version at which a cell changed; of a set that of an element that is new in it."""
    held: Seen = after.vers
    if not isinstance(after.cells.get(cell), list) and not isinstance(held.get(cell), dict):
        return after.version(cell) or after.seq
    new = elements_of(after.cells.get(cell)) - elements_of(before.cells.get(cell))
    return max((after.element_version(cell, each) for each in new), default=after.seq)


def write_history(connection: Connection, former: Iterable[Former]) -> None:
    """Keep former values."""
    rows = [
        (
            *(each.record, each.cell, _encoder.encode(each.value).decode()),
            *(each.replaced_by, each.replaced_at, each.seq, each.device),
        )
        for each in former
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO history (record, cell, value, author, at, seq, device) VALUES (?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def history_of(connection: Connection, record: RecordId) -> list[Former]:
    """What the cells of a record were before, the latest first."""
    rows = connection.exec_driver_sql(
        "SELECT cell, value, seq, author, at, device FROM history WHERE record = ? ORDER BY id DESC",
        (record,),
    )
    return [
        Former(record, cell, _decoder.decode(value), seq, author, at, device)
        for cell, value, seq, author, at, device in rows
    ]


def drop_history(connection: Connection, records: Collection[RecordId]) -> None:
    """Forget what records were before."""
    if not records:
        return
    connection.exec_driver_sql(
        "DELETE FROM history WHERE record IN (SELECT value FROM json_each(?))",
        (_encoder.encode(list(records)).decode(),),
    )
