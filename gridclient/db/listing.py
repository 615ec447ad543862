"""Reads pages, counts and tallies of the shown tables, for lists that are sorted and filtered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
from sqlalchemy import Connection

from gridclient.db.shown_tables import LAYOUTS, OWN_COLUMNS, Layout
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "in", "has", "is_empty", "is_filled"]
_COMPARED = frozenset({"=", "!=", "<", "<=", ">", ">="})
PAGE = 200


@dataclass(frozen=True)
class Where:
    """A condition on a field, or on one of `id`, `scope`, `waiting`, `disputed`, `removed`.

    `in` takes a list, `has` an element of a set; `is_empty` and `is_filled` take nothing.
    """

    field: str
    operator: Operator
    value: Value = None


@dataclass(frozen=True)
class ShownRecord:
    """A record as lists show it, with its field values."""

    id: RecordId
    kind: str
    scope: ScopeId
    values: dict[str, Value]
    waiting: bool
    disputed: bool
    removed: bool


def rows(
    connection: Connection,
    kind: str,
    where: Sequence[Where] = (),
    *,
    order: Sequence[str] = (),
    limit: int = PAGE,
    offset: int = 0,
) -> list[ShownRecord]:
    """A page of a kind's records; `order` names columns, with a minus for descending. Removed ones stay out.

    Raises KeyError for a name that is no column.
    """
    layout = LAYOUTS[kind]
    condition, values = _condition(layout, where)
    sorted_by = ", ".join([*(_order(layout, each) for each in order), "id"])
    names = ", ".join(f'"{each}"' for each in layout.columns)
    found = connection.exec_driver_sql(
        f"SELECT {names} FROM {layout.table} WHERE {condition} ORDER BY {sorted_by} LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [_read(layout, tuple(row)) for row in found.all()]


def row(connection: Connection, kind: str, record: RecordId) -> ShownRecord | None:
    """One record, also one that is removed and not yet confirmed as such."""
    found = rows_of(connection, kind, [record])
    return found[0] if found else None


def rows_of(connection: Connection, kind: str, records: Collection[RecordId]) -> list[ShownRecord]:
    """The records with these ids, removed ones too, in the order of their ids."""
    both = [Where("id", "in", [*records]), Where("removed", "in", [0, 1])]
    return rows(connection, kind, both, limit=len(records))


def count(connection: Connection, kind: str, where: Sequence[Where] = ()) -> int:
    """How many records of a kind there are."""
    layout = LAYOUTS[kind]
    condition, values = _condition(layout, where)
    found = connection.exec_driver_sql(f"SELECT count(*) FROM {layout.table} WHERE {condition}", values)
    return int(found.scalar_one())


def tally(
    connection: Connection, kind: str, field: str, where: Sequence[Where] = ()
) -> dict[str | int | None, int]:
    """How many records there are for each value of a field."""
    layout = LAYOUTS[kind]
    condition, values = _condition(layout, where)
    name = _column(layout, field)
    found = connection.exec_driver_sql(
        f"SELECT {name}, count(*) FROM {layout.table} WHERE {condition} GROUP BY {name}", values
    )
    return {row[0]: row[1] for row in found.all()}


def _condition(layout: Layout, where: Sequence[Where]) -> tuple[str, tuple[str | int | None, ...]]:
    parts: list[str] = []
    values: list[str | int | None] = []
    for each in where:
        name = _column(layout, each.field)
        match each.operator:
            case "is_empty":
                parts.append(f"({name} IS NULL OR {name} IN ('', '[]'))")
                continue
            case "is_filled":
                parts.append(f"({name} IS NOT NULL AND {name} NOT IN ('', '[]'))")
                continue
            case "in":
                parts.append(f"{name} IN (SELECT value FROM json_each(?))")
            case "has":
                parts.append(f"EXISTS (SELECT 1 FROM json_each({name}) WHERE value = ?)")
            case operator if operator in _COMPARED:
                parts.append(f"{name} {operator} ?")
            case _:
                raise KeyError(each.operator)
        values.append(_bound(each.value))
    if all(each.field != "removed" for each in where):
        parts.append("removed = 0")
    return " AND ".join(parts), tuple(values)


def _bound(value: Value) -> str | int | None:
    return msgspec.json.encode(value).decode() if isinstance(value, list | dict) else value


def _order(layout: Layout, name: str) -> str:
    direction = " DESC" if name.startswith("-") else ""
    return f"{_column(layout, name.removeprefix('-'))}{direction}"


def _column(layout: Layout, name: str) -> str:
    if name not in layout.columns:
        raise KeyError(name)
    return f'"{name}"'


def _read(layout: Layout, found: tuple[str | int | None, ...]) -> ShownRecord:
    record, scope, waiting, disputed, removed = found[: len(OWN_COLUMNS)]
    return ShownRecord(
        id=RecordId(str(record)),
        kind=layout.declared.kind,
        scope=ScopeId(str(scope)),
        values=layout.values(found),
        waiting=bool(waiting),
        disputed=bool(disputed),
        removed=bool(removed),
    )
