"""Colleagues with whom a case may be shared, as the server named them to this laptop."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import Connection

from gridclient.db.settings import COLLEAGUES, get_setting, set_setting
from gridcore.ids import UserId
from gridcore.json_faults import JSON_FAULTS


def colleagues(connection: Connection) -> dict[UserId, str]:
    """By account, with their names; empty where the server named nobody."""
    try:
        return msgspec.json.decode(get_setting(connection, COLLEAGUES), type=dict[UserId, str])
    except JSON_FAULTS:
        return {}


def keep_colleagues(connection: Connection, told: Mapping[UserId, str] | None) -> None:
    """Keep whom the server named; None says that they are the same."""
    if told is not None:
        set_setting(connection, COLLEAGUES, msgspec.json.encode(dict(told)).decode())
