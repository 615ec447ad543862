"""Notices for supervisors, as the server told them last, and which of them were seen."""

import msgspec
from sqlalchemy import Connection

from gridclient.db.settings import Setting, get_setting, set_setting
from gridcore.wire.notices import Notice, decode_notice

_TOLD, _SEEN = Setting("notices", "[]"), Setting("notices_seen", "[]")
_texts = msgspec.json.Decoder(list[str])


def keep_notices(connection: Connection, told: list[str]) -> None:
    """Remember what the server tells."""
    kept = msgspec.json.encode(told).decode()
    if kept != get_setting(connection, _TOLD):
        set_setting(connection, _TOLD, kept)


def unseen_notices(connection: Connection) -> list[Notice]:
    """What was told and the user has not seen, newest first."""
    seen = set(_texts.decode(get_setting(connection, _SEEN)))
    told = [each for each in _texts.decode(get_setting(connection, _TOLD)) if each not in seen]
    return [found for each in told if (found := decode_notice(each)) is not None]


def see_notices(connection: Connection) -> None:
    """The user has seen them."""
    set_setting(connection, _SEEN, get_setting(connection, _TOLD))
