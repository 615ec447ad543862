"""Where the first reading of a scope stands, so that it can go on after an interruption."""

import msgspec
from sqlalchemy import Connection, delete

from gridclient.db.schema import setting
from gridclient.db.settings import Setting, get_setting, set_setting
from gridcore.ids import ScopeId


class SnapshotPlace(msgspec.Struct, frozen=True):
    """Everything before byte `offset` of the snapshot with this tag has been committed."""

    etag: str
    offset: int


def snapshot_place(connection: Connection, scope: ScopeId) -> SnapshotPlace | None:
    """Where to go on; None at the beginning."""
    kept = get_setting(connection, _place(scope))
    return msgspec.json.decode(kept, type=SnapshotPlace) if kept else None


def keep_place(connection: Connection, scope: ScopeId, place: SnapshotPlace) -> None:
    """Note it, in the transaction that writes what comes before."""
    set_setting(connection, _place(scope), msgspec.json.encode(place).decode())


def forget_place(connection: Connection, scope: ScopeId) -> None:
    """The scope is read, or gone."""
    connection.execute(delete(setting).where(setting.c.name == _place(scope).name))


def _place(scope: ScopeId) -> Setting[str]:
    return Setting(f"snapshot {scope}", "")
