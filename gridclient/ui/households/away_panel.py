"""The form by which a household goes elsewhere as a whole: where to, what goes with it, who decides."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.moving_away import Leaving, NotSent, Place
from gridclient.ui.async_slot import async_slot
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.save_keys import answer_save_keys
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridcore.ids import RecordId, ScopeId
from gridcore.problems import ProblemError


class MovesAway(Protocol):
    """What the form asks (`gridclient.actions.moving_away.MovingAway`)."""

    async def learn(self) -> bool:
        """Ask the server for the other communities."""

    async def leaving(self, household: RecordId) -> Leaving | None:
        """What goes with a household, and where to."""

    async def send(self, household: RecordId, to: ScopeId) -> NotSent | None:
        """Let a household go."""


class AwayPanel(QWidget):
    """Shows the form and lives as long as it; `finished` tells what to say and the household."""

    finished = Signal(str, object)
    opened = Signal()
    kind = "household"
    record = None
    """No record's own form: nothing of it changes meanwhile."""

    def __init__(
        self, away: MovesAway, household: RecordId, address: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.header = PageHeader(self.tr("The household moves away"), address, self)
        self.notice = ProblemBar(self)
        self._away, self._household = away, household
        self._leaving: Leaving | None = None
        self._scroll = ScrollColumn(self)
        self._body = Card(self._scroll)
        self.where = ChoiceField((), self._body)
        self.where.setAccessibleName(self.tr("Where to"))
        self._offline = Subtitle(
            self.tr("Other communities are offered when this computer has a connection."),
            self._body,
            wraps=True,
        )
        self._offline.hide()
        self._here, self._along, self._stays, self._decides = (
            Subtitle("", self._body, wraps=True),
            Text("", self._body, wraps=True),
            Text("", self._body, wraps=True),
            Text("", self._body, wraps=True),
        )
        self._lay_out()
        self.where.edited.connect(self._tell)
        self._fill()

    @async_slot
    async def _fill(self) -> None:
        """Offer the places."""
        self._leaving = await self._away.leaving(self._household)
        if self._leaving is None:
            self._refuse("gone")
            return
        self._offer()
        here = self.tr("Lies in: {place}").format(place=self._leaving.here)
        if self._leaving.has_arrived:
            here = self.tr("Arrived from another community: choose the grid in which it lives now.")
        self._here.setText(here)
        if self._leaving.going.to is not None:
            self._refuse("waits")
        self._tell()
        self.where.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()
        self._learn()

    @async_slot
    async def _learn(self) -> None:
        """Other communities are offered as the server names them; without a line as it named them last."""
        try:
            is_news = await self._away.learn()
        except ProblemError:
            known = self._leaving is not None and any(each.is_abroad for each in self._leaving.places)
            self._offline.setVisible(not known)
            return
        if is_news:
            self._leaving = await self._away.leaving(self._household) or self._leaving
            self._offer()

    def _offer(self) -> None:
        """The grids of the community, then the other communities; what is chosen stays chosen."""
        chosen, places = self.where.value(), self._leaving.places if self._leaving is not None else ()
        self.where.offer([Option(each.scope, each.name) for each in places])
        if chosen is not None:
            self.where.set_value(chosen)

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Let the household go."""
        place = self._chosen()
        if place is None:
            text = self.tr("Please choose where to.")
            self.notice.show_problem(ProblemText(text, severity="warning"))
            return
        wrong = await self._away.send(self._household, place.scope)
        if wrong is not None:
            self._refuse(wrong)
            return
        told = self.tr("Saved on this computer; it will be sent.")
        if not place.is_here:
            told = self.tr("Saved on this computer. A supervisor has to agree before the household goes.")
        self.finished.emit(told, self._household)

    def leave(self) -> None:
        """Go back; nothing was sent."""
        self.finished.emit("", None)

    def flush(self) -> None:
        """Nothing waits here: a move is saved whole."""

    def _chosen(self) -> Place | None:
        to, places = self.where.value(), self._leaving.places if self._leaving is not None else ()
        return next((each for each in places if each.scope == to), None)

    def _refuse(self, wrong: NotSent) -> None:
        text = self.tr("This household is no longer on this computer.")
        if wrong == "waits":
            text = self.tr("This household is on its way already: {place}.").format(
                place=self._leaving.waits_for if self._leaving is not None else ""
            )
        self.notice.show_problem(ProblemText(text, severity="warning"))
        self.go.setEnabled(False)

    def _tell(self) -> None:
        """What goes along, and who decides."""
        place = self._chosen()
        if self._leaving is None:
            return
        going = self._leaving.going
        is_abroad = place is not None and place.is_abroad
        people = going.living if is_abroad else going.people
        counted = [
            (people, self.tr("%n person(s)", "", people)),
            (going.phones, self.tr("%n further phone(s)", "", going.phones)),
        ]
        if not is_abroad:
            counted += [
                (going.stays, self.tr("%n former stay(s)", "", going.stays)),
                (going.visits, self.tr("%n visit(s)", "", going.visits)),
                (going.plans, self.tr("%n care plan(s)", "", going.plans)),
            ]
        told = " · ".join([self.tr("the household"), *(words for count, words in counted if count)])
        self._along.setText(self.tr("Goes along: {what}.").format(what=told))
        stays = self.tr(
            "Its door stays in the old grid: the worker there chooses the new one. What somebody else"
            " has not sent yet waits for the supervisor."
        )
        if is_abroad:
            stays = self.tr(
                "Stays here: visits, remarks, former stays, care plans, consents, disputes, and whoever"
                " moved out or died before. The other community asks for new consents."
            )
        self._stays.setText(stays)
        agreed = self.tr("You receive both grids: it goes there with the next sync.")
        asked = self.tr("A supervisor decides. Until then the household stays here.")
        if is_abroad:
            asked = self.tr(
                "Another supervisor decides. There, who works in the whole community shares it out to a grid."
            )
        self._decides.setText("" if place is None else agreed if place.is_here else asked)
        self._decides.setVisible(place is not None)

    def _lay_out(self) -> None:
        for each in (
            Strong(self.tr("Where to"), self._body),
            self.where,
            self._offline,
            self._here,
            Strong(self.tr("What becomes of it"), self._body),
            self._along,
            self._stays,
            self._decides,
        ):
            self._body.body.addWidget(each)
        hint = self.tr("Do only some of them go? Then let them found a household here first: “People move…”.")
        self._body.body.addWidget(Subtitle(hint, self._body, wraps=True))
        self._scroll.add(self._body)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(self.header)
        column.addWidget(self.notice)
        column.addWidget(self._scroll, 1)
        discard = QPushButton(self.tr("&Discard"), self)
        self.go = primary_button(self.tr("&Let it go"), self)
        self.go.setToolTip("Ctrl+S")
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addStretch(1)
        for button, do in ((discard, self.leave), (self.go, self.save)):
            button.clicked.connect(do)
            row.addWidget(button)
        column.addLayout(row)
        answer_save_keys(self, self.save)
