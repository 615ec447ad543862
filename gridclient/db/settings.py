"""Settings of this store, each declared once with its type and default.

What the unlock window needs before there is a key (language, light or dark) cannot be here.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec
from sqlalchemy import Connection

from gridcore.json_faults import JSON_FAULTS

T = TypeVar("T", str, int, bool)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A name, and the value where none was chosen; its type is the default's."""

    name: str
    default: T


SERVER_URL = Setting("server_url", "")
SERVER_CA = Setting("server_ca", "")
"""PEM text of the organisation's own certificate authority; empty for the computer's trust store."""
HOME_COMMUNITY = Setting("home_community", "")
FILES_EPOCH = Setting("files_epoch", "")
"""The server's epoch when the last piece of an attachment was moved."""
IDLE_LOCK_MINUTES = Setting("idle_lock_minutes", 5)
SERVER_POLLS = Setting("server_polls", False)
"""Whether the server said that it understands polls (`gridcore/wire/polls.py`)."""

COLLEAGUES = Setting("colleagues", "{}")
"""JSON of accounts and names; see `gridclient/db/colleagues.py`."""

SHOWN = Setting("shown", 0)
"""Rises with every change of what is shown: what was read of records holds while it stays."""

SEARCH_KEYS = Setting("search_keys", 0)
"""Rises with every change of the names, addresses and numbers that the search looks through."""


def get_setting(connection: Connection, chosen: Setting[T]) -> T:
    """The stored value, or the default; also when a later version stored another type under this name."""
    stored = connection.exec_driver_sql("SELECT value FROM setting WHERE name = ?", (chosen.name,)).scalar()
    if stored is None:
        return chosen.default
    try:
        return msgspec.json.decode(stored, type=type(chosen.default))
    except JSON_FAULTS:
        return chosen.default


def set_setting(connection: Connection, chosen: Setting[T], value: T) -> None:
    """Store a value."""
    connection.exec_driver_sql(
        "INSERT INTO setting (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (chosen.name, msgspec.json.encode(value).decode()),
    )
