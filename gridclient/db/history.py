"""What confirmed values were before, as far as this laptop has seen them change."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.stored import Confirmed

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Value] = msgspec.json.Decoder(Value)


@dataclass(frozen=True)
class Former:
    """A value that a cell had: until when, and who replaced it where that was done on this laptop."""

    record: RecordId
    cell: str
    value: Value
    seq: int
    replaced_by: str | None
    replaced_at: str


def replaced(
    before: Confirmed, after: Mapping[str, Value], author: Mapping[str, str], at: str
) -> list[Former]:
    """The values that a newer state of a record replaces; `author` names who did it, by cell."""
    return [
        Former(before.id, cell, value, before.version(cell) or before.seq, author.get(cell), at)
        for cell, value in before.cells.items()
        if value not in (None, []) and after.get(cell) != value
    ]


def write_history(connection: Connection, former: Iterable[Former]) -> None:
    """Keep former values."""
    rows = [
        (
            *(each.record, each.cell, _encoder.encode(each.value).decode()),
            *(each.replaced_by, each.replaced_at, each.seq),
        )
        for each in former
    ]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO history (record, cell, value, author, at, seq) VALUES (?, ?, ?, ?, ?, ?)", rows
        )


def history_of(connection: Connection, record: RecordId) -> list[Former]:
    """What the cells of a record were before, the latest first."""
    rows = connection.exec_driver_sql(
        "SELECT cell, value, seq, author, at FROM history WHERE record = ? ORDER BY id DESC", (record,)
    )
    return [
        Former(record, cell, _decoder.decode(value), seq, author, at) for cell, value, seq, author, at in rows
    ]


def drop_history(connection: Connection, records: Collection[RecordId]) -> None:
    """Forget what records were before."""
    if not records:
        return
    connection.exec_driver_sql(
        "DELETE FROM history WHERE record IN (SELECT value FROM json_each(?))",
        (_encoder.encode(list(records)).decode(),),
    )
