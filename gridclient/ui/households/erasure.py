"""Asking that a household or one of its members be erased: what goes, what stays, and why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gridclient.actions.household_card import Card
from gridclient.ui.households.household_forms import address_of, name_of
from gridclient.ui.mediation.reason_dialog import ask_reason
from gridclient.ui.words import listed, words
from gridcore.fields import label
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES

_MORE = label("Erasure", "More")
_ASK = label("Erasure", "Ask for erasure of {name}")
_ASK_ENTRY = label("Erasure", "Ask for erasure of {name}…")
_GOES = label("Erasure", "If another supervisor agrees, this is destroyed for ever, on every computer:")
_GOES_ITSELF = label("Erasure", "· the record with its history and attachments, and what was merged into it")
_GOES_BELOW = label("Erasure", "· what hangs on it: {kinds}")
_STAYS = label("Erasure", "This stays:")
_STAYS_THAT = label("Erasure", "· that something was erased, when, and by whom; nothing of what it was")
_STAYS_BESIDE = label("Erasure", "· what only names it: {kinds}. Look there for words about it")
_PAPERS = label("Erasure", "· papers and lists that were printed or exported before")
_WHY = label("Erasure", "Why? The other supervisor reads it. Please write no names and no numbers.")

Asked = Callable[[str, RecordId, str], None]
"""Kind and id of what is to be erased, and by what name people know it."""


def erasure_menu(card: Card, asked: Asked, parent: QWidget) -> QMenu:
    """A line for the household and one for each of its members."""
    menu = QMenu(parent)
    menu.setAccessibleName(words(_MORE))
    found = [("household", card.household.id, address_of(card))]
    found += [("resident", each.id, name_of(each)) for each in card.members]
    for kind, record, name in found:
        action = QAction(words(_ASK_ENTRY).format(name=name), menu)
        action.triggered.connect(lambda _=False, k=kind, r=record, n=name: asked(k, r, n))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


async def ask_why(parent: QWidget, kind: str, name: str) -> str | None:
    """The reason for an erasure, after telling what it does; None when it is given up."""
    goes, stays = kinds_that_go(kind), kinds_that_stay(kind)
    told = [words(_GOES), words(_GOES_ITSELF), words(_GOES_BELOW).format(kinds=_listed(goes))]
    told += [words(_STAYS), words(_STAYS_THAT), words(_PAPERS)]
    if stays:
        told.append(words(_STAYS_BESIDE).format(kinds=_listed(stays)))
    told.append(words(_WHY))
    return await ask_reason(parent, words(_ASK).format(name=name), "\n".join(told))


def kinds_that_go(kind: str) -> list[str]:
    """The kinds of records that hang on one of this kind, and on those, as declared."""
    found = [kind]
    for above in found:
        found += [each for each in _below(above) if each not in found]
    return found[1:]


def kinds_that_stay(kind: str) -> list[str]:
    """The kinds that only name one of this kind."""
    gone = {kind, *kinds_that_go(kind)}
    return [
        name
        for name, declared in RECORD_TYPES.items()
        if name not in gone and any(each.link == kind for each in declared.fields.values())
    ]


def _below(kind: str) -> list[str]:
    found = []
    for name, declared in RECORD_TYPES.items():
        parent = declared.fields[declared.parent] if declared.parent is not None else None
        if parent is not None and parent.link == kind:
            found.append(name)
    return found


def _listed(kinds: list[str]) -> str:
    return listed(words(RECORD_TYPES[each].label) for each in kinds)
