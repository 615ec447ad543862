"""The last tour sheet that this laptop made, so that the evening's entry has its numbers."""

from datetime import date

import msgspec
from sqlalchemy import Connection

from gridclient.db.settings import Setting, get_setting, set_setting
from gridcore.ids import RecordId
from gridcore.json_faults import JSON_FAULTS

_SHEET = Setting("tour_sheet", "")


class Sheet(msgspec.Struct, frozen=True):
    """The day that a sheet is for, and the residents on it, in the order of their numbers."""

    day: date
    residents: tuple[RecordId, ...]


def keep_sheet(connection: Connection, sheet: Sheet) -> None:
    """Remember a sheet in place of the one before."""
    set_setting(connection, _SHEET, msgspec.json.encode(sheet).decode())


def last_sheet(connection: Connection) -> Sheet | None:
    """The last one; None before the first."""
    try:
        return msgspec.json.decode(get_setting(connection, _SHEET), type=Sheet)
    except JSON_FAULTS:
        return None


def recorded_on(connection: Connection, day: str, worker: str) -> set[RecordId]:
    """Whom the worker has a visit of on a day (ISO)."""
    rows = connection.exec_driver_sql(
        "SELECT DISTINCT resident FROM shown_visit"
        " WHERE visited_on = ? AND worker = ? AND removed = 0 AND resident IS NOT NULL",
        (day, worker),
    )
    return {RecordId(each) for (each,) in rows}
