"""What narrows the ledger of visits: a period by name or by days, kind, way, level, whose visits."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gridclient.actions.ledgers import VisitWish
from gridclient.ui.widgets.choice_fields import ChoiceField, Option, options_of
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.paged_rows import Sort
from gridclient.ui.widgets.texts import Subtitle
from gridclient.ui.words import language
from gridcore.codes.care import CARE_LEVEL, CONTACT_WAY
from gridcore.codes.visits import FOLLOW_UP, VISIT_KIND, VISIT_PURPOSE
from gridcore.dates import tidy_date
from gridcore.periods import Period, span_of


class VisitFilters(QWidget):
    """Emits `changed` when the list is to be read anew."""

    changed = Signal()

    def __init__(self, clock: Callable[[], datetime.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self, gap=12, line_gap=6)
        self.period = ChoiceField([Option(each.value, text) for each, text in self._periods()], self)
        self.since = DateField(lambda text: tidy_date(text).value, self)
        self.until = DateField(lambda text: tidy_date(text).value, self)
        lists = (VISIT_KIND, CONTACT_WAY, VISIT_PURPOSE, FOLLOW_UP, CARE_LEVEL)
        made = [ChoiceField(options_of(each, language()), self) for each in lists]
        self.kind, self.way, self.purpose, self.follow_up, self.level = made
        self.worker = ChoiceField([], self)
        named: list[tuple[str, ChoiceField | DateField]] = [
            (self.tr("Period"), self.period),
            (self.tr("From"), self.since),
            (self.tr("To"), self.until),
            (self.tr("Kind"), self.kind),
            (self.tr("Way"), self.way),
            (self.tr("Purpose"), self.purpose),
            (self.tr("Follow-up"), self.follow_up),
            (self.tr("Level of care"), self.level),
            (self.tr("Visited by"), self.worker),
        ]
        for title, field in named:
            pair = _Pair(title, field, self)
            row.addWidget(pair)
            if field is self.worker:
                self._whose = pair
        for day in (self.since, self.until):
            day.setFixedWidth(day.fontMetrics().horizontalAdvance("2026年12月31日") + 52)
            day.edited.connect(lambda: self.period.set_value(None))
            day.editingFinished.connect(self._take_days)
        for choice in (*made, self.worker):
            choice.edited.connect(self.changed)
        self.period.edited.connect(self._take_period)
        self._whose.hide()
        self.period.set_value(Period.MONTH.value)
        self._fill_days()
        self._told = self._days()

    def offer_workers(self, names: Sequence[str]) -> None:
        """Let the visits of one of them be chosen, where there is a choice."""
        chosen = self.worker.value()
        self.worker.offer([Option(each, each) for each in names])
        self.worker.set_value(chosen if chosen in names else None)
        self._whose.setVisible(len(names) > 1)
        if chosen is not None and chosen not in names:
            self.changed.emit()

    def wish(self, text: str, sort: Sort | None) -> VisitWish:
        """What is chosen; a day that cannot be read does not narrow."""
        return VisitWish(
            text=text,
            since=_day(self.since),
            until=_day(self.until),
            kind=_code(self.kind),
            way=_code(self.way),
            purpose=_code(self.purpose),
            follow_up=_code(self.follow_up),
            level=_code(self.level),
            worker=_code(self.worker),
            is_oldest_first=sort is not None and not sort.descending,
        )

    def _take_period(self) -> None:
        self._fill_days()
        self._take_days()

    def _take_days(self) -> None:
        """A field that is only left asks for nothing."""
        if self._days() != self._told:
            self._told = self._days()
            self.changed.emit()

    def _days(self) -> tuple[str, str]:
        return _day(self.since), _day(self.until)

    def _fill_days(self) -> None:
        chosen = self.period.value()
        if not isinstance(chosen, str):
            return
        span = span_of(Period(chosen), self._clock())
        for field, day in ((self.since, span.since), (self.until, span.until)):
            field.set_value(None if day is None else day.isoformat())

    def _periods(self) -> list[tuple[Period, str]]:
        return [
            (Period.WEEK, self.tr("This week")),
            (Period.MONTH, self.tr("This month")),
            (Period.LAST_MONTH, self.tr("Last month")),
            (Period.QUARTER, self.tr("This quarter")),
            (Period.YEAR, self.tr("This year")),
            (Period.EVERYTHING, self.tr("Everything")),
        ]


class _Pair(QWidget):
    """A field behind its title; they wrap together."""

    def __init__(self, title: str, field: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Subtitle(title, self))
        row.addWidget(field)
        field.setAccessibleName(title)


def _code(field: ChoiceField) -> str:
    found = field.value()
    return found if isinstance(found, str) else ""


def _day(field: DateField) -> str:
    found = field.value()
    try:
        return datetime.date.fromisoformat(str(found)).isoformat()
    except ValueError:
        return ""
