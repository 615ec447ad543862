"""What exporting a list asks the store: who is a child, where people live, what was exported before."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection

from gridclient.db.settings import Setting, get_setting, set_setting
from gridcore.ids import RecordId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.workflows.export import ALLOWED, ASKED, REFUSED, WRITTEN

Home = tuple[RecordId, str]
"""A household and the name of somebody who lives there."""

_ASKED_HERE = Setting("asked_exports", "")
"""What exactly was asked for on this laptop, by record: search words never travel."""
_COLUMNS = (
    "id, ledger, columns, purpose, purpose_words, rows, people, masked, asked_at, asked_by, valid_until,"
    " remark"
)


@dataclass(frozen=True)
class ExportLine:
    """An exported list, or one that waits, as the record of it tells."""

    record: RecordId
    ledger: str
    columns: tuple[str, ...]
    purpose: str
    purpose_words: str
    rows: int
    people: int
    is_masked: bool
    asked_at: str
    asked_by: str
    valid_until: str | None
    remark: str
    progress: str
    is_sent: bool

    def is_over(self, today: str) -> bool:
        """Whether its last day passed before anybody answered, or before it was written."""
        return self.progress in (ASKED, ALLOWED) and (self.valid_until or today) < today


def children(connection: Connection, born_after: str) -> frozenset[Home]:
    """Everybody who was born after a day (ISO)."""
    rows = connection.exec_driver_sql(
        "SELECT household, name FROM shown_resident WHERE birth_date > ? AND removed = 0", (born_after,)
    )
    return frozenset((RecordId(home), name or "") for home, name in rows)


def grid_of_most(connection: Connection, places: Collection[RecordId]) -> ScopeId | None:
    """The grid in which most of some households and rooms lie; None where none of them is here."""
    found = connection.exec_driver_sql(
        "SELECT scope FROM (SELECT id, scope FROM shown_household UNION ALL SELECT id, scope FROM shown_room)"
        " WHERE id IN (SELECT value FROM json_each(?)) GROUP BY scope ORDER BY count(*) DESC, scope LIMIT 1",
        (msgspec.json.encode(sorted(places)).decode(),),
    ).scalar()
    return None if found is None else ScopeId(found)


def people_unmasked(connection: Connection, name: str, since: str) -> int:
    """How many people's data somebody let go unmasked since a day (ISO), alone."""
    found = connection.exec_driver_sql(
        "SELECT coalesce(sum(people), 0) FROM shown_list_export WHERE removed = 0 AND masked = 0"
        " AND progress = ? AND asked_by = ? AND valid_until IS NULL AND asked_at >= ?",
        (WRITTEN, name, since),
    )
    return int(found.scalar_one())


def waiting_lists(connection: Connection, name: str, ledger: str, since: str) -> list[ExportLine]:
    """What somebody asked for and has not got: waiting, allowed or refused, if its last day is no earlier."""
    states = (ASKED, ALLOWED, REFUSED)
    condition = "asked_by = ? AND ledger = ? AND valid_until >= ? AND e.progress IN (?, ?, ?)"
    return _lines(connection, condition, (name, ledger, since, *states), 20)


def exports(connection: Connection, limit: int) -> list[ExportLine]:
    """The newest exports of the grids that are followed here."""
    return _lines(connection, "1", (), limit)


def remember_asked(connection: Connection, record: RecordId, asked: str) -> None:
    """Keep what exactly was asked for, for the day on which it is allowed; what is decided is forgotten."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM shown_list_export WHERE progress IN (?, ?)", (ASKED, ALLOWED)
    )
    standing = {row[0] for row in rows}
    kept = {each: held for each, held in _asked_here(connection).items() if each in standing}
    set_setting(connection, _ASKED_HERE, _written({**kept, record: asked}))


def asked_here(connection: Connection, record: RecordId) -> str | None:
    """What exactly was asked for; None on another laptop."""
    return _asked_here(connection).get(record)


def forget_asked(connection: Connection, record: RecordId) -> None:
    """It was written."""
    kept = {each: asked for each, asked in _asked_here(connection).items() if each != record}
    set_setting(connection, _ASKED_HERE, _written(kept))


def _asked_here(connection: Connection) -> Mapping[str, str]:
    try:
        return msgspec.json.decode(get_setting(connection, _ASKED_HERE) or "{}", type=dict[str, str])
    except JSON_FAULTS:
        return {}


def _written(asked: Mapping[str, str]) -> str:
    return msgspec.json.encode(asked).decode()


def _lines(connection: Connection, condition: str, values: tuple[str, ...], limit: int) -> list[ExportLine]:
    rows = connection.exec_driver_sql(
        f"SELECT {', '.join('e.' + each for each in _COLUMNS.split(', '))}, coalesce(e.progress, ''),"
        " e.waiting = 0 FROM shown_list_export e"
        f" WHERE e.removed = 0 AND {condition} ORDER BY e.asked_at DESC, e.id DESC LIMIT {limit:d}",
        values,
    )
    return [
        ExportLine(
            RecordId(row[0]),
            row[1] or "",
            _keys(row[2]),
            row[3] or "",
            row[4] or "",
            row[5] or 0,
            row[6] or 0,
            bool(row[7]),
            row[8] or "",
            row[9] or "",
            row[10],
            row[11] or "",
            row[12],
            bool(row[13]),
        )
        for row in rows
    ]


def _keys(stored: str | None) -> tuple[str, ...]:
    found = msgspec.json.decode(stored) if stored else []
    return tuple(str(each) for each in found) if isinstance(found, list) else ()
