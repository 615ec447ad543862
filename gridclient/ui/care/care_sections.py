"""The cards of somebody's care: the plan, what was agreed to, who helps, and why where that is followed."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.care_person import CareCard
from gridclient.actions.household_card import ShownRecord
from gridclient.ui.care.care_asks import CareAsks
from gridclient.ui.care.consent_words import ask_again_words
from gridclient.ui.care.key_people_words import next_badge
from gridclient.ui.households.reveal_text import RevealText
from gridclient.ui.households.section import Rule, Section
from gridclient.ui.households.value_words import date_words, masked_words, value_words
from gridclient.ui.icons import IconButton
from gridclient.ui.review.reason_to_look import ReasonToLook
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.form_row import is_masked
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import in_a_row, language, listed, words
from gridcore.codes.care import CARE_CATEGORY, CARE_NEEDS
from gridcore.codes.consent import CONSENT_PURPOSES
from gridcore.consents import may_ask_from
from gridcore.fields import Field, FieldKind, label, record_type
from gridcore.masking import HIDDEN
from gridcore.records.care import AidPair, CarePlan, CareReason, Consent

_PLAN, _ANSWER = record_type(CarePlan), record_type(Consent)
_PAIR, _REASON = record_type(AidPair), record_type(CareReason)
_WITHDRAWN = label("ConsentSection", "Withdrawn")
_OF_PLAN = ("level", "frequency", "way", "helper", "starts_on", "review_on", "ends_on", "ended_because")


class PlanSection(Section):
    """Needs, rhythm and contact person of each plan, and the next contact or why there is none."""

    def __init__(self, card: CareCard, today: date, asks: CareAsks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._card, self._today, self._asks = card, today, asks
        self.set_heading(self.tr("Care plan"))
        if card.may.plan and not card.running(today):
            add = QPushButton(self.tr("&Begin a care plan"), self)
            add.clicked.connect(lambda: asks.plan_form.emit(None))
            self.head.addWidget(add)
        if card.may.plan and card.plans:
            edit = QPushButton(self.tr("Edit the &plan"), self)
            edit.clicked.connect(lambda: asks.plan_form.emit(card.plans[0]))
            self.head.addWidget(edit)
        if not card.plans:
            self.body.addWidget(Subtitle(self.tr("There is no care plan for this person."), self, wraps=True))
        for at, plan in enumerate(card.plans):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._plan(plan))

    def _plan(self, plan: ShownRecord) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        first = QHBoxLayout()
        first.addWidget(Chip(self._next(plan), holder))
        first.addStretch(1)
        if self._card.may.plan and plan is not self._card.plans[0]:
            edit = IconButton("pencil", self.tr("Edit an earlier plan"), holder)
            edit.clicked.connect(lambda: self._asks.plan_form.emit(plan))
            first.addWidget(edit)
        column.addLayout(first)
        needs = plan.values.get("needs")
        if isinstance(needs, list) and needs:
            chips = QWidget(holder)
            flow = FlowLayout(chips, gap=6, line_gap=4)
            for need in needs:
                flow.addWidget(Chip(Badge(CARE_NEEDS.text(str(need), language())), chips))
            column.addWidget(chips)
        column.addLayout(self._values(plan, holder))
        return holder

    def _next(self, plan: ShownRecord) -> Badge:
        ends = plan.values.get("ends_on")
        if isinstance(ends, str) and ends < self._today.isoformat():
            return Badge(self.tr("Ended"), None, "vacant")
        return next_badge(plan.values.get("consent"), self._card.next_visits.get(plan.id))

    def _values(self, plan: ShownRecord, holder: QWidget) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setVerticalSpacing(RHYTHM // 2)
        grid.setColumnStretch(1, 1)
        shown = [each for each in _OF_PLAN if plan.values.get(each) not in (None, "")]
        for at, name in enumerate(shown):
            declared = _PLAN.fields[name]
            grid.addWidget(Subtitle(words(declared.label), holder), at, 0)
            grid.addWidget(self._value(declared, plan, holder), at, 1)
        return grid

    def _value(self, declared: Field, plan: ShownRecord, holder: QWidget) -> QWidget:
        value = plan.values[declared.name]
        if not isinstance(value, str) or not is_masked(declared):
            return Text(value_words(declared, value), holder, wraps=True)
        shown = RevealText(words(declared.label), masked_words(declared, value), lambda: value, holder)
        shown.revealed.connect(lambda: self._asks.revealed.emit("care_plan", plan.id, declared.name))
        return shown


class ConsentSection(Section):
    """How consent stands in a sentence, and every answer that was ever given, the newest first."""

    def __init__(self, card: CareCard, today: date, asks: CareAsks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._card, self._today, self._asks = card, today, asks
        self.set_heading(self.tr("Consent"))
        sheet = QPushButton(self.tr("Consent &sheet…"), self)
        sheet.clicked.connect(lambda: asks.sheet_asked.emit(sheet))
        self.head.addWidget(sheet)
        if card.may.answer:
            add = QPushButton(self.tr("&Note an answer"), self)
            add.clicked.connect(lambda: asks.answer_form.emit(None))
            self.head.addWidget(add)
        told = self._stands()
        if told:
            self.body.addWidget(Text(told, self, wraps=True))
        for answer in card.answers:
            self.body.addWidget(Rule(self))
            self.body.addWidget(self._answer(answer))

    def _stands(self) -> str:
        """What consent means for the visits now."""
        running = self._card.running(self._today)
        if not running:
            return "" if self._card.answers else self.tr("Nothing was asked yet.")
        match running[0].values.get("consent"):
            case "withdrawn":
                return self.tr(
                    "Consent was withdrawn: nobody visits any more. The plan, the answers and former visits "
                    "are kept and can be read."
                )
            case "refused":
                told = self.tr("The answer was no: nobody visits. What was noted before is kept.")
                again = may_ask_from(each.values for each in self._card.answers)
                return in_a_row(told, ask_again_words(again, self._today))
            case "awaits_approval":
                return self.tr("The guardian agreed. Visits begin once a supervisor has approved it.")
            case "granted":
                return self.tr("Agreed: visits go on as planned.")
            case "guardian":
                return self.tr("The guardian agreed: visits go on as planned.")
            case _:
                return self.tr("Nobody has asked yet: please ask at the next contact.")

    def _answer(self, answer: ShownRecord) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        row.addWidget(Chip(_answer_badge(answer), holder))
        column = QVBoxLayout()
        column.setSpacing(2)
        purposes = answer.values.get("purposes")
        told = (
            [CONSENT_PURPOSES.text(str(each), language()) for each in purposes or []]
            if isinstance(purposes, list)
            else []
        )
        column.addWidget(Text(listed(told), holder, wraps=True))
        column.addWidget(Subtitle(" · ".join(self._details(answer)), holder, wraps=True))
        row.addLayout(column, 1)
        if self._card.may.answer:
            day = date_words(str(answer.values.get("given_on") or ""))
            if answer.values.get("answer") == "granted" and not answer.values.get("withdrawn_on"):
                back = QPushButton(self.tr("&Withdraw"), holder)
                back.setAccessibleName(self.tr("Withdraw the consent of {day}").format(day=day))
                back.clicked.connect(lambda: self._asks.withdrawn.emit(answer))
                row.addWidget(back)
            edit = IconButton("pencil", self.tr("Edit the answer of {day}").format(day=day), holder)
            edit.clicked.connect(lambda: self._asks.answer_form.emit(answer))
            row.addWidget(edit)
        return holder

    def _details(self, answer: ShownRecord) -> list[str]:
        values = answer.values
        found = [date_words(str(values.get("given_on") or ""))]
        for name in ("given_by", "guardian", "guardian_relation", "way"):
            if values.get(name):
                found.append(masked_words(_ANSWER.fields[name], values[name]))
        if isinstance(day := values.get("withdrawn_on"), str):
            found.append(self.tr("withdrawn {day}").format(day=date_words(day)))
        if isinstance(day := values.get("ask_again_on"), str):
            found.append(self.tr("not to be asked again before {day}").format(day=date_words(day)))
        if isinstance(who := values.get("taken_by"), str):
            found.append(self.tr("noted by {name}").format(name=who))
        return found


class PairsSection(Section):
    """Who helps, and whom the person helps; each with both consents."""

    def __init__(self, card: CareCard, today: date, asks: CareAsks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._card, self._today, self._asks = card, today, asks
        self.set_heading(self.tr("Mutual aid"))
        if card.may.pair:
            add = QPushButton(self.tr("&Add a neighbour who helps"), self)
            add.clicked.connect(lambda: asks.pair_form.emit(None))
            self.head.addWidget(add)
        if not card.pairs:
            self.body.addWidget(Subtitle(self.tr("No neighbour helps by agreement."), self, wraps=True))
        for at, pair in enumerate(card.pairs):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._pair(pair))

    def _pair(self, pair: ShownRecord) -> QWidget:
        values, is_helped = pair.values, pair.values.get("helped") == self._card.resident.id
        other = self._card.names.get(str(values.get("helper" if is_helped else "helped"))) or "—"
        ended = str(values.get("ends_on") or "9") < self._today.isoformat()
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        column = QVBoxLayout()
        column.setSpacing(2)
        text = self.tr("{name} helps") if is_helped else self.tr("helps {name}")
        column.addWidget(Strong(text.format(name=other), holder))
        if values.get("helps_with"):
            told = value_words(_PAIR.fields["helps_with"], values["helps_with"])
            column.addWidget(Subtitle(told, holder, wraps=True))
        days = QWidget(holder)
        flow = FlowLayout(days, gap=2 * RHYTHM, line_gap=2)
        for told in self._days(pair):
            flow.addWidget(Subtitle(told, days))
        column.addWidget(days)
        row.addLayout(column, 1)
        if values.get("ends_on") and ended:
            row.addWidget(Chip(Badge(self.tr("Ended"), None, "vacant"), holder))
        if self._card.may.pair:
            if not values.get("ends_on"):
                end = QPushButton(self.tr("&End"), holder)
                end.setAccessibleName(self.tr("End the help of {name}").format(name=other))
                end.clicked.connect(lambda: self._asks.pair_ended.emit(pair))
                row.addWidget(end)
            edit = IconButton("pencil", self.tr("Edit the help of {name}").format(name=other), holder)
            edit.clicked.connect(lambda: self._asks.pair_form.emit(pair))
            row.addWidget(edit)
        return holder

    def _days(self, pair: ShownRecord) -> list[str]:
        """Each day with what it is; a line never breaks between the two."""
        return [
            f"{words(declared.label)} {value_words(declared, pair.values[name])}"
            for name, declared in _PAIR.fields.items()
            if declared.kind is FieldKind.DATE and pair.values.get(name)
        ]


class ReasonsSection(Section):
    """Why; for those who follow the reasons of care, and only once they have said why they look."""

    def __init__(
        self, card: CareCard, asks: CareAsks, parent: QWidget | None = None, *, is_seen: bool = False
    ) -> None:
        super().__init__("", parent)
        self.ask: ReasonToLook | None = None
        self.set_heading(self.tr("Reasons for care"))
        if card.plans:
            add = QPushButton(self.tr("Add a &reason"), self)
            add.clicked.connect(lambda: asks.reason_form.emit(None))
            self.head.addWidget(add)
        if not card.reasons:
            self.body.addWidget(Subtitle(self.tr("No reason is noted."), self, wraps=True))
        for at, reason in enumerate(card.reasons):
            if at:
                self.body.addWidget(Rule(self))
            self.body.addWidget(self._reason(reason, asks) if is_seen else Text(HIDDEN, self))
        if card.reasons and not is_seen:
            self.ask = ReasonToLook(self, example=self.tr("for example: to prepare the yearly review"))
            self.ask.given.connect(asks.look_asked)
            self.body.addWidget(self.ask)

    def _reason(self, reason: ShownRecord, asks: CareAsks) -> QWidget:
        values, holder = reason.values, QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(2)
        category = values.get("category")
        named = CARE_CATEGORY.text(category, language()) if isinstance(category, str) else None
        column.addWidget(Strong(named or self.tr("The category waits for a decision."), holder, wraps=True))
        told = [
            f"{words(declared.label)} {value_words(declared, values[name])}"
            for name, declared in _REASON.fields.items()
            if name not in ("plan", "category", "remark") and values.get(name)
        ]
        column.addWidget(Subtitle(" · ".join(told), holder, wraps=True))
        row.addLayout(column, 1)
        edit = IconButton("pencil", self.tr("Edit the reason"), holder)
        edit.clicked.connect(lambda: asks.reason_form.emit(reason))
        row.addWidget(edit)
        return holder


def _answer_badge(answer: ShownRecord) -> Badge:
    values = answer.values
    word = value_words(_ANSWER.fields["answer"], values.get("answer"))
    if values.get("withdrawn_on"):
        return Badge(words(_WITHDRAWN), "undo", "vacant")
    if values.get("answer") == "granted":
        return Badge(word, "check", "ok")
    return Badge(word, "cross", "vacant")
