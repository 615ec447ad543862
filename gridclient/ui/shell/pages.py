"""What the window knows about a page before it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from gridclient.ui.widgets.empty_state import Incomplete
from gridcore.fields import Label
from gridcore.roles import Role


@dataclass(frozen=True)
class PageEntry:
    """A page: its place in the navigation, and how it is made when it is first asked for.

    The label has no mnemonic: letters belong to the controls of pages. A page that is reached from others
    only has no place in the navigation: `is_listed=False`, and `belongs_to` names the entry that stays
    marked; with `is_found` Ctrl+K leads to it all the same.
    """

    id: str
    title: Label
    symbol: str
    make: Callable[[QWidget], QWidget]
    roles: frozenset[Role] | None = None
    is_listed: bool = True
    belongs_to: str | None = None
    is_found: bool = False

    def is_for(self, roles: frozenset[Role]) -> bool:
        """What a role cannot use is not there."""
        return self.roles is None or bool(self.roles & roles)


def keys_of(entries: Iterable[PageEntry]) -> dict[str, str]:
    """The keys that go to the first ten pages of the navigation: Ctrl and a digit, 0 after 9."""
    listed = [each.id for each in entries if each.is_listed]
    return {page: f"Ctrl+{digit}" for page, digit in zip(listed, "1234567890", strict=False)}


@runtime_checkable
class OpensRecord(Protocol):
    """A page that shows one thing at a time."""

    def open_record(self, argument: object) -> None:
        """Show the thing that `MainWindow.show_page` was given."""


class TakesKeyboard(Protocol):
    """What the keyboard may rest on."""

    def await_keyboard(self) -> None:
        """Take the keyboard, now or as soon as there is something to go through."""


@runtime_checkable
class ShowsRows(Protocol):
    """A page that is a list with what one does to its rows."""

    @property
    def table(self) -> TakesKeyboard:
        """The list."""


@runtime_checkable
class NoticesShown(Protocol):
    """A page that reads its data anew each time it comes into sight."""

    def page_shown(self) -> None:
        """The page is in sight now."""


@runtime_checkable
class TellsIncomplete(Protocol):
    """A page that counts what its lists hold."""

    def show_incomplete(self, why: Incomplete | None) -> None:
        """Lists are short of something: nobody knows yet how much there is, so no number is said."""


@runtime_checkable
class FollowsRecords(Protocol):
    """A page that has something open: it follows what was synced without taking it away."""

    def records_changed(self) -> None:
        """Something was synced or saved elsewhere."""


@runtime_checkable
class KeepsTyped(Protocol):
    """A page in which one types."""

    def flush(self) -> None:
        """Keep at once what is typed."""


@runtime_checkable
class GoesBack(Protocol):
    """A page that has a step of its own to take back before Escape leaves it."""

    def go_back(self) -> bool:
        """Take the step back; False when there is none."""
