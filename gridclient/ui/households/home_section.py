"""What is known of the household itself, and the care plans of its members: needs, never reasons."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gridclient.actions.household_card import Card, ShownRecord
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import CardAsks, Rule, Section
from gridclient.ui.households.value_words import date_words, masked_words, value_words
from gridclient.ui.icons import IconButton
from gridclient.ui.visit_hands import offered_words, with_words
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import language, words
from gridcore.codes.care import CARE_NEEDS, CONSENT
from gridcore.fields import Field, FieldKind, record_type
from gridcore.records.care import CarePlan
from gridcore.records.people import Household

_HOUSEHOLD = record_type(Household)
_PLAN = record_type(CarePlan)
_SHOWN = ("phone", "tenure", "tags", "last_visit", "remark")


class HomeSection(Section):
    """Phone, tenure, tags, remark."""

    def __init__(self, card: Card, asks: CardAsks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_heading(self.tr("Household"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setVerticalSpacing(RHYTHM // 2)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)
        for at, name in enumerate(_SHOWN):
            declared, value = _HOUSEHOLD.fields[name], card.household.values.get(name)
            is_long = declared.kind is FieldKind.LONG_TEXT
            side = Qt.AlignmentFlag.AlignTop if is_long else Qt.AlignmentFlag.AlignVCenter
            grid.addWidget(Subtitle(words(declared.label), self), at, 0, side)
            if isinstance(value, str) and is_masked(declared):
                grid.addWidget(self._masked(declared, value, card, asks), at, 1)
            else:
                grid.addWidget(Text(value_words(declared, value), self, wraps=True), at, 1)

    def _masked(self, declared: Field, value: str, card: Card, asks: CardAsks) -> RevealText:
        masked, wraps = masked_words(declared, value), declared.name == "remark"
        shown = RevealText(words(declared.label), masked, lambda: value, self, wraps=wraps)
        shown.revealed.connect(lambda: asks.revealed.emit("household", card.household.id, declared.name))
        return shown


class PlansSection(Section):
    """One block a plan."""

    def __init__(self, card: Card, today: date, asks: CardAsks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._card, self._today, self._asks = card, today, asks
        self.set_heading(self.tr("Care plans"))
        for at, plan in enumerate(card.plans):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._plan(plan))

    def _plan(self, plan: ShownRecord) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM // 2)
        first = QHBoxLayout()
        first.setSpacing(RHYTHM)
        first.addWidget(Strong(self._card.name_of(plan.values.get("resident")) or "—", holder))
        first.addWidget(Subtitle(self._rhythm(plan), holder))
        badge = self._standing(plan)
        if badge is not None:
            first.addWidget(Chip(badge, holder))
        due = self._card.next_visits.get(plan.id)
        if due is not None and due.due.handed_over:
            first.addWidget(Chip(Badge(with_words(due.due.handed_to), "hand", "vacant"), holder))
        first.addStretch(1)
        first.addWidget(self._way_to_care(plan, holder))
        column.addLayout(first)
        needs = plan.values.get("needs")
        if isinstance(needs, list) and needs:
            chips = QWidget(holder)
            flow = FlowLayout(chips, gap=6, line_gap=4)
            for need in needs:
                flow.addWidget(Chip(Badge(CARE_NEEDS.text(str(need), language())), chips))
            column.addWidget(chips)
        rest = " · ".join(self._rest(plan))
        if rest:
            column.addWidget(Subtitle(rest, holder, wraps=True))
        helper = plan.values.get("helper")
        if isinstance(helper, str) and helper:
            column.addLayout(self._helper(plan, helper, holder))
        return holder

    def _helper(self, plan: ShownRecord, name: str, holder: QWidget) -> QHBoxLayout:
        """The contact person, whose name is nobody's business until it is asked for."""
        declared = _PLAN.fields["helper"]
        title = words(declared.label)
        shown = RevealText(title, masked_words(declared, name), lambda: name, holder)
        shown.revealed.connect(lambda: self._asks.revealed.emit("care_plan", plan.id, declared.name))
        line = QHBoxLayout()
        line.setSpacing(RHYTHM)
        line.addWidget(Subtitle(title, holder))
        line.addWidget(shown, 1)
        return line

    def _way_to_care(self, plan: ShownRecord, holder: QWidget) -> QWidget:
        """To the plan, consent and mutual aid of this person."""
        resident = str(plan.values.get("resident"))
        name = self._card.name_of(resident)
        button = IconButton("heart", self.tr("Care of {name}").format(name=name), holder)
        button.clicked.connect(lambda: self._asks.care_asked.emit(resident))
        return button

    def _rhythm(self, plan: ShownRecord) -> str:
        fields = (_PLAN.fields["frequency"], _PLAN.fields["way"])
        return " · ".join(value_words(each, v) for each in fields if (v := plan.values.get(each.name)))

    def _standing(self, plan: ShownRecord) -> Badge | None:
        """When the next visit is due, or why there is none."""
        ends = plan.values.get("ends_on")
        if isinstance(ends, str) and ends < self._today.isoformat():
            return Badge(self.tr("ended"), None, "vacant")
        due = self._card.next_visits.get(plan.id)
        if due is None:
            return None
        match due.due.state:
            case "overdue":
                return Badge(self.tr("waiting for %n day(s)", "", due.due.days), "clock", "care")
            case "today":
                return Badge(self.tr("today"), "calendar", "service")
            case _:
                return Badge(self.tr("in %n day(s)", "", due.due.days), "calendar", "vacant")

    def _rest(self, plan: ShownRecord) -> list[str]:
        values = plan.values
        found = []
        if isinstance(consent := values.get("consent"), str):
            found.append(CONSENT.text(consent, language()))
        due = self._card.next_visits.get(plan.id)
        if due is not None and due.offered_to:
            found.append(offered_words(due.offered_to))
        if isinstance(review := values.get("review_on"), str):
            found.append(self.tr("Review on {day}").format(day=date_words(review)))
        return found
