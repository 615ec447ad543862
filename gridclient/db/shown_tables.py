"""One shown table a kind, generated from its declaration: a typed column a field, and what lists mark.

The tables are a cache of facts. Each keeps the hash of what it was built from; where that differs, the table
is dropped and filled again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridcore.fields import Field, FieldKind, RecordType, Value, Values
from gridcore.records import RECORD_TYPES

OWN_COLUMNS = ("id", "scope", "waiting", "disputed", "removed")
"""`waiting`: has edits that the server has not answered. `disputed`: an open conflict is about it."""

_INTEGER = frozenset({FieldKind.NUMBER, FieldKind.FLAG})
_JSON = frozenset({FieldKind.CHOICES, FieldKind.ATTACHMENTS, FieldKind.DETAIL})
_INDEXED = frozenset({FieldKind.LINK, FieldKind.DATE, FieldKind.STATE})
_ALSO_INDEXED = frozenset({("conflict", "subject"), ("proposal", "subject")})
_INDEXED_WITH = {
    ("visit", "resident"): ("visited_on", "met", "declined", "next_date", "removed", "id"),
    ("visit", "household"): ("removed", "met", "declined", "resident", "recorded_at", "visited_on", "id"),
    ("visit", "next_date"): (
        *("removed", "follow_up", "household", "resident", "recorded_at", "visited_on", "id"),
    ),
    ("visit", "visited_on"): (
        *("id", "removed", "worker", "kind", "met", "household"),
        *("way", "purpose", "follow_up", "declined", "recorded_at", "approval"),
    ),
}
"""What an index holds beside its field: without reading visits the last one to everybody is found, whether a
promised one was made, and their ledger and those that one recorded counted and paged.
"""

_PLAIN = frozenset({str, int, bool, type(None)})

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Value] = msgspec.json.Decoder(Value)

Column = str | int | None


@dataclass(frozen=True)
class Layout:
    """How the records of one kind lie in their shown table."""

    declared: RecordType
    table: str
    columns: tuple[str, ...]
    statements: tuple[str, ...]
    """They make the table and those of its indexes that are missing."""
    index_names: tuple[str, ...]
    """Indexes that many rows at once are better written without."""
    upsert: str
    cells: tuple[str, ...]
    """For each field the cell that holds it."""
    members: tuple[tuple[int, str], ...]
    """The places of fields inside groups, with their names there."""
    as_json: tuple[int, ...]
    """The places of fields that are kept as JSON."""
    declaration: str
    """The hash of all that the table and its search rows are made from."""

    def row(
        self, record: str, scope: str, cells: Values, *, waiting: bool, disputed: bool, removed: bool
    ) -> tuple[Column, ...]:
        """The row that shows these cells, in the order of `columns`."""
        held = list(map(cells.get, self.cells))
        for place, name in self.members:
            group = held[place]
            held[place] = group.get(name) if isinstance(group, dict) else None
        for place in self.as_json:
            if held[place] is not None:
                held[place] = _text(held[place])
        if not _PLAIN.issuperset(map(type, held)):  # a later version may keep something else here
            held = [_text(each) if isinstance(each, list | dict) else each for each in held]
        return (record, scope, waiting, disputed, removed, *held)  # type: ignore[arg-type]

    def values(self, row: tuple[Column, ...]) -> dict[str, Value]:
        """The field values of a row that was read with all columns."""
        held = row[len(OWN_COLUMNS) :]
        return {
            name: _read(field, column)
            for (name, field), column in zip(self.declared.fields.items(), held, strict=True)
        }


def _text(value: Value) -> str:
    return _encoder.encode(value).decode()


def _read(field: Field, column: Column) -> Value:
    if column is None:
        return None
    if field.kind is FieldKind.FLAG:
        return bool(column)
    if field.kind in _JSON:
        return _decoder.decode(str(column))
    return column


def layout_of(declared: RecordType) -> Layout:
    """The layout that follows from a declaration."""
    table = f'"shown_{declared.kind}"'
    fields = tuple(declared.fields.values())
    columns = (*OWN_COLUMNS, *declared.fields)
    typed = [
        "id TEXT PRIMARY KEY",
        "scope TEXT NOT NULL",
        *(f"{name} INTEGER NOT NULL" for name in OWN_COLUMNS[2:]),
        *(f'"{each.name}" {_type(each)}' for each in declared.fields.values()),
    ]
    indexed = [
        each.name
        for each in declared.fields.values()
        if each.kind in _INDEXED or (declared.kind, each.name) in _ALSO_INDEXED
    ]
    statements = (
        f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(typed)})",
        *(
            f'CREATE INDEX IF NOT EXISTS "{_index(declared, name)}" ON {table}'
            f' ({_listed((name, *_INDEXED_WITH.get((declared.kind, name), ())))}) WHERE "{name}" IS NOT NULL'
            for name in indexed
        ),
        *(
            f'CREATE INDEX IF NOT EXISTS "{_index(declared, name)}" ON {table} (id) WHERE {name} = 1'
            for name in ("waiting", "disputed")
        ),
    )
    index_names = tuple(f'"{_index(declared, name)}"' for name in indexed)
    marks = ", ".join("?" * len(columns))
    found = [f"{each.name} {each.find.value}" for each in declared.fields.values() if each.find]
    told = "\n".join((*statements, *found))
    return Layout(
        declared=declared,
        table=table,
        columns=columns,
        statements=statements,
        index_names=index_names,
        upsert=f"INSERT OR REPLACE INTO {table} ({_listed(columns)}) VALUES ({marks})",
        cells=tuple(each.cell for each in fields),
        members=tuple((place, each.name) for place, each in enumerate(fields) if each.group is not None),
        as_json=tuple(place for place, each in enumerate(fields) if each.kind in _JSON),
        declaration=hashlib.sha256(told.encode()).hexdigest(),
    )


def _index(declared: RecordType, name: str) -> str:
    """A name that no kind has: a patrol has a plan, and a patrol plan is a kind of its own."""
    return f"shown_{declared.kind}_by_{name}"


def _listed(columns: Iterable[str]) -> str:
    return ", ".join(f'"{each}"' for each in columns)


def _type(field: Field) -> str:
    return "INTEGER" if field.kind in _INTEGER else "TEXT"


LAYOUTS: Mapping[str, Layout] = {kind: layout_of(declared) for kind, declared in RECORD_TYPES.items()}


def make_table(connection: Connection, layout: Layout) -> None:
    """Make the kind's table anew and empty."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {layout.table}")
    make_indexes(connection, layout)


def make_indexes(connection: Connection, layout: Layout) -> None:
    """Make what is missing of the table and its indexes."""
    for statement in layout.statements:
        connection.exec_driver_sql(statement)


def drop_indexes(connection: Connection, layout: Layout) -> None:
    """Take the indexes away that would slow many rows down; `make_indexes` brings them back."""
    for name in layout.index_names:
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
