"""What stands above the list of Today: what is offered, what came back, what ends, who has a birthday."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gridclient.actions.matters import Matter, MatterKind
from gridclient.actions.today import Today
from gridclient.ui.today.notice import Notice
from gridclient.ui.today.offers_card import OffersCard
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.words import day_words

_BESIDE = 3


class TodayNotices(QWidget):
    """Offers across the page, then up to three lines beside each other; what says nothing takes no room."""

    returned_asked = Signal(object)
    conflicts_asked = Signal()
    household_asked = Signal(str)
    reviews_asked = Signal()
    person_asked = Signal(str)
    put_away_asked = Signal(object)
    shown = Signal()
    """A day is shown: what was added reads anew."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.returned, self.conflicts, self.birthdays = Notice(self), Notice(self), Notice(self)
        self.reviews, self.requests, self.stand_in = Notice(self), Notice(self), Notice(self)
        self.turned_down, self.offers = Notice(self), OffersCard(self)
        self._added: list[Notice] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        self._grid = QGridLayout()
        self._grid.setSpacing(RHYTHM)
        column.addWidget(self.offers)
        column.addLayout(self._grid)
        self.offers.household_asked.connect(self.household_asked)
        self.conflicts.on_click(self.conflicts_asked.emit)
        self.reviews.on_click(self.reviews_asked.emit)

    def show_day(self, today: Today) -> None:
        """Say what there is to say on a day."""
        self.offers.show_offers(today.asked)
        self._show_turned_down(today)
        self._show_returned(today)
        self.conflicts.show_text(
            self.tr("%n matter(s) need your decision", "", today.conflicts) if today.conflicts else "",
            self.tr("&Decide"),
        )
        matters = {each.kind: each for each in today.matters}
        self._show_reviews(matters.get(MatterKind.REVIEW))
        self._show_requests(matters.get(MatterKind.REQUEST))
        self._show_birthdays(today)
        self._show_stand_in(today)
        self.arrange()
        self.shown.emit()

    def add(self, notice: Notice) -> None:
        """One more, of another area; `arrange` when it has something else to say."""
        self._added.append(notice)
        tab_through(*self._in_order())

    def _show_returned(self, today: Today) -> None:
        if not today.returned:
            self.returned.show_text("")
            return
        first = today.returned[0]
        text = self.tr("%n visit(s) came back to you: {remark}", "", len(today.returned))
        self.returned.show_text(text.format(remark=first.remark), self.tr("Op&en"))
        self.returned.on_click(lambda: self.returned_asked.emit(first))

    def _show_turned_down(self, today: Today) -> None:
        """Who will not make a visit that was offered, or whose is taken back, and why; each is put away."""
        if not today.turned_down:
            self.turned_down.show_text("")
            return
        first, more = today.turned_down[0], len(today.turned_down) - 1
        said = next(each for each in first.offers if each.is_turned_down or each.is_taken_from_me)
        text = self.tr("{colleague} declined the visit to {name}: {reason}")
        if said.is_taken_from_me:
            text = self.tr("The visit to {name} was taken back from you: {reason}")
        text = text.format(colleague=said.offer.to, name=first.person.name, reason=said.offer.answer)
        rest = [self.tr("%n more to read", "", more)] if more else []
        self.turned_down.show_text(" · ".join((text, *rest)), self.tr("Put awa&y"))
        self.turned_down.on_click(lambda: self.put_away_asked.emit(first))

    def _show_reviews(self, matter: Matter | None) -> None:
        text = "" if matter is None else self.tr("%n care plan(s) to review", "", matter.count)
        self.reviews.show_text(text, self.tr("Revie&w"))

    def _show_requests(self, matter: Matter | None) -> None:
        if matter is None:
            self.requests.show_text("")
            return
        text = self.tr("%n request(s) of residents wait for an answer, the first by {day}", "", matter.count)
        self.requests.show_text(text.format(day=day_words(matter.last_day)), self.tr("See the re&quest"))
        self.requests.on_click(lambda: self.person_asked.emit(matter.resident))

    def _show_stand_in(self, today: Today) -> None:
        """Who stands in for whom until when; both sides read the same."""
        told = self.tr("{by} stands in for {grid} until {day}")
        self.stand_in.show_text(
            "\n".join(
                told.format(by=each.by_name, grid=each.grid_name, day=day_words(each.ends_on))
                for each in today.stand_ins
            )
        )

    def _show_birthdays(self, today: Today) -> None:
        if not today.birthdays:
            self.birthdays.show_text("")
            return
        first, more = today.birthdays[0], len(today.birthdays) - 1
        text = self.tr("{day}: {name} turns {age}")
        text = text.format(day=day_words(first.day), name=first.name, age=first.age)
        rest = [self.tr("%n more this week", "", more)] if more else []
        self.birthdays.show_text(" · ".join((text, *rest)), self.tr("See the househo&ld"))
        self.birthdays.on_click(lambda: self.household_asked.emit(first.household))

    def arrange(self) -> None:
        """Lay out anew those that say something."""
        notices = self._in_order()
        for each in notices:
            self._grid.removeWidget(each)
        for at, each in enumerate(each for each in notices if not each.isHidden()):
            self._grid.addWidget(each, at // _BESIDE, at % _BESIDE)

    def _in_order(self) -> list[Notice]:
        first = [self.turned_down, self.returned, self.conflicts, self.requests]
        return [*first, *self._added, self.reviews, self.birthdays, self.stand_in]
