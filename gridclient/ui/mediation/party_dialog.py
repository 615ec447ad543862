"""Who a new party is: somebody of the registry, who is copied, or somebody who is typed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from gridclient.actions.party_copies import PersonFound
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.search_field import SearchField
from gridcore.fields import Values
from gridcore.ids import RecordId

_LETTERS = 62
_LINES = 5


class KnowsPeople(Protocol):
    """The registry of this laptop (`gridclient.actions.party_copies.PartyCopies`)."""

    async def has_people(self) -> bool:
        """Whether there is anybody to copy."""

    async def people(self, text: str) -> Sequence[PersonFound]:
        """Who fits a text."""

    async def copy(self, resident: RecordId) -> Values:
        """What the form of a party begins with."""


class PartyDialog(FormDialog):
    """Enter searches, and then copies whom the list shows first."""

    def __init__(self, registry: KnowsPeople, parent: QWidget) -> None:
        super().__init__(parent, letters=_LETTERS)
        self._registry = registry
        self.is_typed = False
        self.search = SearchField(self.tr("Name, pinyin or initials, address, phone"), self)
        self.people = QListWidget(self)
        self.people.setAccessibleName(self.tr("Person"))
        self.people.setFixedHeight(self.fontMetrics().lineSpacing() * (_LINES * 3 // 2 + 1))
        self.type_button = QPushButton(self.tr("Not in the registry: &type it in"), self)
        advice = self.tr("The case keeps a copy. Nothing in the registry tells that somebody has a case.")
        self.copy_button = self.lay_out(
            self.tr("Who is the party?"),
            advice,
            *(self.search, self.people, self.type_button),
            accept=self.tr("C&opy"),
        )
        self.copy_button.setDefault(True)
        self.copy_button.setEnabled(False)
        self.copy_button.clicked.connect(self.accept)
        self.type_button.clicked.connect(self._type)
        self.search.searched.connect(self._find)
        self.search.left_downwards.connect(self.people.setFocus)
        self.search.setFocus()

    @property
    def resident(self) -> RecordId | None:
        """Who is to be copied; None where the party is typed in."""
        chosen = self.people.currentItem()
        found = None if chosen is None or self.is_typed else chosen.data(Qt.ItemDataRole.UserRole)
        return found.resident if isinstance(found, PersonFound) else None

    def _type(self) -> None:
        self.is_typed = True
        self.accept()

    @async_slot(again="restart")
    async def _find(self, text: str) -> None:
        found = await self._registry.people(text) if text else []
        self.people.clear()
        for each in found:
            item = QListWidgetItem(" · ".join(filter(None, (each.name, each.address))), self.people)
            item.setData(Qt.ItemDataRole.UserRole, each)
        self.people.setCurrentRow(0 if found else -1)
        self.copy_button.setEnabled(bool(found))


async def ask_party(registry: KnowsPeople, parent: QWidget) -> Values | None:
    """What is known of a new party; None where the user gave it up, nothing where it is typed in."""
    if not await registry.has_people():
        return {}
    dialog = PartyDialog(registry, parent)
    if not await ask(dialog):
        return None
    resident = dialog.resident
    return {} if resident is None else await registry.copy(resident)
