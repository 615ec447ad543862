"""Rows that stay read: after a change only those of the households that it is about are read again."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Connection

from gridclient.db.shown_changes import changes_since, version
from gridcore.ids import RecordId

Households = Collection[RecordId] | None
"""Those that are read; None for all of them."""


class AboutHousehold(Protocol):
    """A row that follows from what is shown of one household, its people, and where they live."""

    @property
    def household(self) -> RecordId:
        """Which one."""


Row = TypeVar("Row", bound=AboutHousehold)


class ByHousehold(Generic[Row]):
    """Rows in any order, those of one household in the order in which they are read.

    `read` is asked for all households first and on another day, and where a record of the kinds `whole_at`
    changed; else for those that a change is about. Used by the one thread that reads.
    """

    def __init__(
        self,
        read: Callable[[Connection, date, Households], Sequence[Row]],
        *,
        whole_at: Collection[str] = (),
    ) -> None:
        self._read, self._whole_at = read, frozenset(whole_at)
        self._rows: Sequence[Row] = ()
        self._at: tuple[int, date] | None = None

    def rows(self, connection: Connection, day: date) -> Sequence[Row]:
        """What there is on a day."""
        now = version(connection), day
        if self._at != now:
            self._rows = self._rows_now(connection, day)
            self._at = now
        return self._rows

    def _rows_now(self, connection: Connection, day: date) -> Sequence[Row]:
        changes = None
        if self._at is not None and self._at[1] == day:
            changes = changes_since(connection, self._at[0])
        if changes is None or not self._whole_at.isdisjoint(changes.kinds):
            return self._read(connection, day, None)
        others = [each for each in self._rows if each.household not in changes.households]
        return [*others, *self._read(connection, day, changes.households)]
