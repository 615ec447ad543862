"""The body of the household's page: signs, then two columns of cards, or one where there is no room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gridclient.actions.histories import History
from gridclient.actions.household_card import Card
from gridclient.ui.attachments.files_look import SeesFiles
from gridclient.ui.history.history_section import FEW, HistoryAsks, HistorySection
from gridclient.ui.households.aid_section import AidSection
from gridclient.ui.households.home_section import HomeSection, PlansSection
from gridclient.ui.households.matters_section import MattersSection, has_matters
from gridclient.ui.households.members_section import MembersSection
from gridclient.ui.households.section import CardAsks
from gridclient.ui.households.stays_section import StaysSection
from gridclient.ui.households.visits_section import VisitsSection
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.words import language
from gridcore.codes.people import HOUSEHOLD_TAGS

_TAG_SIGNS = {"service_post": "star", "volunteer": "flag", "contact": "hand"}


@dataclass(frozen=True)
class Told:
    """What the page shows, and which of its sections are shown whole."""

    card: Card
    history: History
    whole: frozenset[str] = frozenset()
    changes_shown: int = FEW


class CardBody(QWidget):
    """Made anew whenever something changed, so that the keyboard goes through it from top to bottom."""

    def __init__(
        self,
        told: Told,
        now: datetime,
        asks: CardAsks,
        history: HistoryAsks,
        parent: QWidget | None = None,
        *,
        files: SeesFiles | None = None,
    ) -> None:
        super().__init__(parent)
        card, today = told.card, now.astimezone().date()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        badges = self._badges(card, today)
        if badges:
            column.addWidget(_ChipRow(badges, self))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(RHYTHM)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._columns: list[list[QWidget]] = [[], []]
        if has_matters(card):
            self._columns[0].append(MattersSection(card, asks, self))
        self._columns[0].append(MembersSection(card, today, asks, self))
        if card.plans:
            self._columns[0].append(PlansSection(card, today, asks, self))
        shows_all = "visits" in told.whole
        self._columns[0].append(VisitsSection(card, asks, self, shows_all=shows_all, files=files))
        self._columns[1].append(HomeSection(card, asks, self))
        if card.aid:
            self._columns[1].append(AidSection(card, self))
        if card.stays:
            self._columns[1].append(StaysSection(card, self))
        self._columns[1].append(HistorySection(told.history, now, history, self, shown=told.changes_shown))
        for layout, sections in zip((left, right), self._columns, strict=True):
            layout.setSpacing(RHYTHM)
            for each in sections:
                layout.addWidget(each)
            layout.addStretch(1)
        self._row.addLayout(left, 3)
        self._row.addLayout(right, 2)
        column.addLayout(self._row, 1)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider column: the other one can stand below it."""
        return QSize(max(self._least_widths()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where both have room."""
        fits = sum(self._least_widths()) + RHYTHM <= event.size().width()
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
        super().resizeEvent(event)

    def _least_widths(self) -> tuple[int, int]:
        left, right = (max(each.minimumSizeHint().width() for each in side) for side in self._columns)
        return left, right

    def _badges(self, card: Card, today: date) -> list[Badge]:
        values = card.household.values
        found = []
        if card.running_plans(today):
            found.append(Badge(self.tr("Care household"), "heart", "care"))
        if any(each.due.state != "upcoming" for each in card.next_visits.values()):
            found.append(Badge(self.tr("Visit due"), "clock", "care"))
        tags = values.get("tags")
        for tag in tags if isinstance(tags, list) else []:
            text = HOUSEHOLD_TAGS.text(str(tag), language())
            found.append(Badge(text, _TAG_SIGNS.get(str(tag)), "service" if tag == "service_post" else "ok"))
        match values.get("tenure"):
            case "rented":
                found.append(Badge(self.tr("Rented"), "key", "rented"))
            case "vacant":
                found.append(Badge(self.tr("Vacant"), "ring", "vacant"))
            case _:
                pass
        return found


class _ChipRow(QWidget):
    def __init__(self, badges: Sequence[Badge], parent: QWidget) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self, gap=6, line_gap=4)
        for badge in badges:
            row.addWidget(Chip(badge, self))
