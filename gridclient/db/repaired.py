"""What a store remembers of its repair: until when its user is told, and what it no longer knows."""

from collections.abc import Callable

from sqlalchemy import Connection

from gridclient.db.replicas import succeed
from gridclient.db.settings import Setting, get_setting, set_setting
from gridcore.ids import ReplicaId

_REPAIRED_AT = Setting("repaired_at", "")
_NUMBERS_ARE_UNKNOWN = Setting("paper_numbers_are_unknown", False)
_IS_SUCCESSION_DUE = Setting("succession_is_due", False)


def note_repair(connection: Connection, at: str) -> None:
    """This database was made anew."""
    set_setting(connection, _REPAIRED_AT, at)
    set_setting(connection, _NUMBERS_ARE_UNKNOWN, True)


def repaired_at(connection: Connection) -> str:
    """When the user is to be told that it was repaired; empty when there is nothing to tell."""
    return get_setting(connection, _REPAIRED_AT)


def forget_repair(connection: Connection) -> None:
    """The user has seen it."""
    set_setting(connection, _REPAIRED_AT, "")


def refuses_numbers(connection: Connection) -> bool:
    """Whether numbers of papers that come must be left alone: some of them may be on a paper already.

    Then this store goes on as a new replica (`go_on_anew`), which gets others.
    """
    if not get_setting(connection, _NUMBERS_ARE_UNKNOWN):
        return False
    set_setting(connection, _IS_SUCCESSION_DUE, True)
    return True


def go_on_anew(connection: Connection, new: Callable[[], ReplicaId], at: str) -> bool:
    """Once nothing waits any more, begin as a new replica if that is due; whether it did.

    Not earlier: under the old numbers the server knows each edit again that it has already.
    """
    if not get_setting(connection, _IS_SUCCESSION_DUE):
        return False
    waiting = connection.exec_driver_sql(
        "SELECT 1 FROM pending_edit WHERE state = 'waiting' UNION ALL SELECT 1 FROM sent_again LIMIT 1"
    )
    if waiting.first() is not None:
        return False
    succeed(connection, new(), at)
    set_setting(connection, _NUMBERS_ARE_UNKNOWN, False)
    set_setting(connection, _IS_SUCCESSION_DUE, False)
    return True
