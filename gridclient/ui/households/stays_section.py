"""Who lived here before, and where those who live here lived before."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.household_card import Card, Stay
from gridclient.ui.households.section import Rule, Section
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.texts import Strong, Subtitle
from gridclient.ui.words import language
from gridcore.codes.people import RELATION


class StaysSection(Section):
    """One block a stay, the latest first."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._card = card
        self.set_heading(self.tr("Former stays"))
        for at, stay in enumerate(card.stays):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._stay(stay))

    def _stay(self, stay: Stay) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(Strong(stay.name or self.tr("Somebody who is no longer on this computer"), holder))
        column.addWidget(Subtitle(" · ".join(self._details(stay)), holder, wraps=True))
        return holder

    def _details(self, stay: Stay) -> list[str]:
        is_here = stay.household == self._card.household.id
        where = self.tr("lived here") if is_here else self.tr("lived at {address}")
        found = [where.format(address=stay.address)]
        if stay.relation:
            found.append(RELATION.text(stay.relation, language()))
        since = date_words(stay.moved_in_on) if stay.moved_in_on else ""
        until = date_words(stay.moved_out_on) if stay.moved_out_on else ""
        if since and until:
            found.append(self.tr("{since} to {until}").format(since=since, until=until))
        elif until:
            found.append(self.tr("until {day}").format(day=until))
        elif since:
            found.append(self.tr("since {day}").format(day=since))
        if is_here and stay.lives_at:
            found.append(self.tr("now at {address}").format(address=stay.lives_at))
        return found
