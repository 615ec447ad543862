"""Drafts: what is typed into a form, saved as it is typed, so that nothing but a save or a person ends it."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.dialects.sqlite import insert

from gridclient.db.schema import draft
from gridcore.fields import Value
from gridcore.ids import RecordId


class Opened(msgspec.Struct, frozen=True):
    """One cell as the form showed it when it opened: the base of the edit that a save will make."""

    value: Value
    v: int | dict[str, int]
    """The server's version of the cell, 0 when the server knew none; of a set, of each element."""


@dataclass(frozen=True)
class Draft:
    """One unsaved form. `record` is None for a record that does not exist yet."""

    id: str
    kind: str
    record: RecordId | None
    values: Mapping[str, Value]
    """Typed so far, by field; fields that were not touched are absent."""
    opened: Mapping[str, Opened]
    """By cell."""
    updated_at: str


def save_draft(connection: Connection, typed: Draft) -> None:
    """Store what is typed now. What the form showed at its opening is kept from the first save."""
    now = {
        "body": msgspec.json.encode(dict(typed.values)).decode(),
        "updated_at": typed.updated_at,
    }
    first = now | {
        "id": typed.id,
        "kind": typed.kind,
        "record": typed.record,
        "opened": msgspec.json.encode(dict(typed.opened)).decode(),
    }
    connection.execute(insert(draft).values(first).on_conflict_do_update(index_elements=["id"], set_=now))


def load_draft(connection: Connection, draft_id: str) -> Draft | None:
    """The draft, or None when it was saved or discarded."""
    row = connection.execute(select(draft).where(draft.c.id == draft_id)).one_or_none()
    return None if row is None else _read(row)


def drafts_of(connection: Connection, kind: str, record: RecordId | None) -> list[Draft]:
    """The drafts for a record, or (None) for records of the kind that do not exist yet; newest first."""
    rows = connection.execute(
        select(draft)
        .where(draft.c.kind == kind, draft.c.record.is_not_distinct_from(record))
        .order_by(draft.c.updated_at.desc(), draft.c.id)
    )
    return [_read(row) for row in rows]


def all_drafts(connection: Connection) -> list[Draft]:
    """Every unsaved form, newest first."""
    rows = connection.exec_driver_sql("SELECT * FROM draft ORDER BY updated_at DESC, id")
    return [_read(row) for row in rows]


def discard_draft(connection: Connection, draft_id: str) -> None:
    """Forget a draft: its form was saved in this transaction, or a person threw it away."""
    connection.execute(delete(draft).where(draft.c.id == draft_id))


def _read(row: Row[tuple[object, ...]]) -> Draft:
    return Draft(
        id=row.id,
        kind=row.kind,
        record=None if row.record is None else RecordId(row.record),
        values=msgspec.json.decode(row.body, type=dict[str, Value]),
        opened=msgspec.json.decode(row.opened, type=dict[str, Opened]),
        updated_at=row.updated_at,
    )
