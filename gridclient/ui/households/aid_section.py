"""What a household was given in funded projects."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.household_card import Card, KnownGrant
from gridclient.ui.households.section import Rule, Section
from gridclient.ui.households.value_words import date_words
from gridclient.ui.widgets.texts import Strong, Subtitle


class AidSection(Section):
    """One block a project; it is given and noted on the page of projects."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_heading(self.tr("Funded projects"))
        for at, grant in enumerate(card.aid):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._block(grant))

    def _block(self, grant: KnownGrant) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        name = grant.project_name or self.tr("A project that is not on this computer")
        column.addWidget(Strong(name, holder, wraps=True))
        column.addWidget(Subtitle(" · ".join(self._details(grant)), holder, wraps=True))
        return holder

    def _details(self, grant: KnownGrant) -> list[str]:
        given = self.tr("handed over on {day}").format(day=date_words(grant.given_on or ""))
        found = [grant.given, grant.resident, given if grant.given_on else self.tr("not handed over yet")]
        if grant.device:
            found.append(self.tr("device number {number}").format(number=grant.device))
        return [each for each in found if each]
