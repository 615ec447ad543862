"""A form for one record: a draft as one types, marks where a sync changed something, saved with Ctrl+S."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.records import Beside, Form, Meanwhile, Saved, Unsaved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.duplicates.alike_bar import AlikeBar, FindsAlike
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import Option
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.field_editors import FormRules, is_in_form, rules_of
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.problem_bar import ProblemBar, ProblemText
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.save_keys import answer_save_keys
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values
from gridcore.ids import RecordId, ScopeId
from gridcore.kinship import Kin
from gridcore.permissions import is_fixed

_PARENTS = ("household", "room", "resident", "plan", "helped")


@dataclass(frozen=True)
class FormAsked:
    """Which form to open. `prefill` belongs to a new record and names its parent; `beside` follows a save."""

    kind: str
    title: str
    subtitle: str
    record: RecordId | None = None
    prefill: Values = field(default_factory=dict)
    links: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    beside: Callable[[RecordId, Values], Sequence[Beside]] = lambda _, __: ()
    told: str = ""
    """What to say above the form."""
    made: RecordId | None = None
    """The id of a new record of which there can be one alone."""
    scope: ScopeId | None = None
    """Where a new record lies that hangs on no other."""
    others: Sequence[Values] = ()
    """Whom a resident lives with."""
    check: Callable[[Values], Sequence[FieldProblem]] = lambda _: ()
    """What is wrong beyond the record's own rules, because of whom it is about."""
    complete: Callable[[Values], Values] = lambda _: {}
    """What saving adds to what was typed."""
    hidden: Callable[[Values], Collection[str]] = lambda _: ()
    """Fields that do not apply to what is typed so far."""
    begins_at: str = ""
    """The field in which one begins to type; empty: the first."""


class WritesRecords(Protocol):
    """What a form asks (`gridclient.actions.records.Records`)."""

    async def open_form(
        self, kind: str, record: RecordId | None = None, prefill: Values | None = None
    ) -> Form | None:
        """A form for a record, or for a new one."""

    async def meanwhile(self, kind: str, record: RecordId) -> Meanwhile:
        """How a record stands now."""

    async def drafts(self, kind: str) -> list[Form]:
        """Forms of new records that were left unsaved."""

    async def keep_draft(self, form: Form, typed: Values) -> None:
        """Keep what is typed."""

    async def discard_draft(self, form: Form) -> None:
        """Forget what is typed."""

    async def save(
        self, form: Form, values: Values, *, scope: ScopeId | None = None, beside: Sequence[Beside] = ()
    ) -> Saved | Unsaved:
        """Save."""

    async def remove(self, record: RecordId) -> None:
        """Take a record away."""

    async def restore(self, record: RecordId, place: tuple[str, ScopeId] | None = None) -> None:
        """Bring it back."""

    async def ask_to_erase(self, record: RecordId, reason: str) -> None:
        """Ask that it be erased for ever."""


class RecordPanel(QWidget):
    """Shows one form and lives as long as it.

    `finished`: what to say, and the record that was saved. `led`: kind and record into which the form's own
    was merged meanwhile; what was typed is a draft of that one now.
    """

    finished = Signal(str, object)
    led = Signal(str, str)
    revealed = Signal(str, str, str)
    opened = Signal()
    instead = Signal(str)
    """The household of somebody who is recorded already; what was typed is a draft."""

    def __init__(
        self,
        records: WritesRecords,
        today: Callable[[], date],
        asked: FormAsked,
        parent: QWidget | None = None,
        *,
        find_alike: FindsAlike | None = None,
    ) -> None:
        super().__init__(parent)
        self._find_alike = find_alike
        self._records, self._today, self._asked = records, today, asked
        self._opened: Form | None = None
        self._is_saving = False
        self._first: Values = {}
        self.form: RecordForm | None = None
        self.header = PageHeader(asked.title, asked.subtitle, self)
        self.notice = ProblemBar(self)
        self._empty = EmptyState("clock", self.tr("The form is being opened."), "", self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(RHYTHM)
        self._column.addWidget(self.header)
        self._column.addWidget(self.notice)
        self._column.addWidget(self._empty, 1)
        answer_save_keys(self, self.save)
        self._open()

    @property
    def kind(self) -> str:
        """Of which kind the record is."""
        return self._asked.kind

    @property
    def record(self) -> tuple[str, RecordId] | None:
        """Kind and id of the existing record whose form is open."""
        opened = self._opened
        return None if opened is None or opened.is_new else (opened.declared.kind, opened.record)

    @async_slot
    async def _open(self) -> None:
        asked = self._asked
        opened = await self._left_unsaved()
        if opened is None:
            opened = await self._records.open_form(asked.kind, asked.record, asked.prefill)
            if opened is not None and asked.made is not None:
                opened = replace(opened, record=asked.made)
        if opened is None:
            self.finished.emit(self.tr("This record is no longer on this computer."), None)
            return
        self._show(opened)
        self.opened.emit()

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        if self.form is not None:
            self.form.flush()

    @async_slot(again="restart")
    async def follow(self) -> None:
        """The record may have changed under the open form: follow it, and mark the fields."""
        if self.record is None:
            return
        now = await self._records.meanwhile(*self.record)
        if self.form is None:
            return
        if now.values is not None:
            self.form.update_values(now.values)
            return
        if now.is_merged:
            told = self.tr(
                "This was merged with another record meanwhile. "
                "Saving opens that record with what you typed; nothing is lost."
            )
        else:
            told = self.tr("Somebody removed this meanwhile. Saving brings it up for a decision.")
        self.notice.show_problem(ProblemText(told, severity="warning"))

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Save what was changed; with errors, go to the first one."""
        opened, form = self._opened, self.form
        if opened is None or form is None:
            return
        if any(each.severity == "error" for each in form.show_all_problems()):
            return
        self._is_saving = True
        try:
            form.flush()
            values = self._to_save(opened, form)
            values |= self._asked.complete({**opened.values, **values})
            beside = self._asked.beside(opened.record, {**opened.values, **values})
            result = await self._records.save(opened, values, scope=self._asked.scope, beside=beside)
        finally:
            self._is_saving = False
        if isinstance(result, Unsaved):
            self._show_unsaved(form, result)
            return
        self._opened = self.form = None
        told = self.tr("Saved on this computer; it will be sent.") if result.edits else ""
        self.finished.emit(told, result.record)

    def _show_unsaved(self, form: RecordForm, result: Unsaved) -> None:
        if result.instead is not None:
            self._opened = self.form = None
            self.led.emit(result.instead.declared.kind, result.instead.record)
            return
        if result.is_gone:
            told = self.tr(
                "This record is no longer on this computer, so nothing was saved. "
                "What you typed stays in this form until you leave it."
            )
            self.notice.show_problem(ProblemText(told, severity="warning"))
            return
        form.set_problems(result.problems)
        self.keep()

    @async_slot
    async def keep(self) -> None:
        """Keep what is typed so far."""
        opened, form = self._opened, self.form
        if opened is not None and form is not None and not self._is_saving:
            await self._records.keep_draft(opened, self._to_save(opened, form))

    @async_slot(again="ignore")
    async def leave(self) -> None:
        """Go back; what was typed is kept."""
        opened, form = self._opened, self.form
        if opened is None or form is None:
            self.finished.emit("", None)
            return
        form.flush()
        if not self._is_touched(opened, form):
            self._opened = self.form = None
            await self._records.discard_draft(opened)
            self.finished.emit("", None)
            return
        await self._records.keep_draft(opened, self._to_save(opened, form))
        self._opened = self.form = None
        self.finished.emit(self.tr("The draft is kept on this computer."), None)

    @async_slot(again="ignore")
    async def _leave_for(self, household: str) -> None:
        """Go to somebody who is recorded already; what was typed is kept."""
        opened, form = self._opened, self.form
        if opened is not None and form is not None:
            form.flush()
            await self._records.keep_draft(opened, self._to_save(opened, form))
            self._opened = self.form = None
        self.instead.emit(household)

    @async_slot(again="ignore")
    async def discard(self) -> None:
        """Go back and forget what was typed, after a question where something was."""
        opened, form = self._opened, self.form
        if opened is None or form is None:
            return
        if self._is_touched(opened, form):
            question = self.tr("Discard what you typed?")
            consequence = self.tr("The draft is deleted. What was saved before stays as it is.")
            if not await confirm(self, question, consequence, self.tr("&Discard it")):
                return
        self._opened = self.form = None
        await self._records.discard_draft(opened)
        self.finished.emit("", None)

    async def _left_unsaved(self) -> Form | None:
        """The newest draft of a new record with the same parent."""
        asked = self._asked
        if asked.record is not None:
            return None
        parents = {name: value for name, value in asked.prefill.items() if name in _PARENTS}
        for each in await self._records.drafts(asked.kind):
            if all(each.values.get(name) == value for name, value in parents.items()):
                return each
        return None

    def _show(self, opened: Form) -> None:
        """The form, and below it the buttons: made in this order, Tab goes through them so."""
        self._opened = opened
        bar = self._alike_bar(opened)
        scroll = ScrollColumn(self)
        card = Card(scroll)
        kin = Kin(self._asked.others, None if opened.is_new else opened.values)
        rules = self._with_own_check(rules_of(opened.declared, self._today, self._asked.links, kin))
        fields = opened.declared.fields.values()
        written = [each for each in fields if opened.is_new or not is_fixed(each.record, each.cell)]
        # What one typed oneself is not hidden from oneself: a new record has nothing to mask yet.
        given = [each.name for each in fields if not opened.is_new or not is_in_form(each, rules)]
        shown = {name: opened.values.get(name) for name in given}
        form = RecordForm(written, shown, parent=card, rules=rules)
        typed = {**opened.values, **opened.typed} if opened.is_new else opened.typed
        form.restore({name: value for name, value in typed.items() if value is not None or not opened.is_new})
        self._first = form.changes() if opened.is_new and not opened.typed else {}
        self.form = form
        self._hide_rows()
        card.body.addWidget(form)
        scroll.add(card)
        self._empty.hide()
        self._column.addWidget(scroll, 1)
        self._column.addLayout(self._buttons())
        form.edited.connect(self.keep)
        form.edited.connect(self._hide_rows)
        if bar is not None:
            form.edited.connect(lambda: bar.look(self._to_save(opened, form)))
            bar.look(self._to_save(opened, form))
        form.revealed.connect(lambda name: self.revealed.emit(opened.declared.kind, opened.record, name))
        if opened.typed or self._asked.told:
            told = self._asked.told or self.tr("Your draft is back, as you left it.")
            self.notice.show_problem(ProblemText(told, severity="info"))
        form.focus_field(self._asked.begins_at or form.names()[0])

    def _alike_bar(self, opened: Form) -> AlikeBar | None:
        """What says while one types who is recorded already and may be the same person."""
        if self._find_alike is None or not opened.is_new or opened.declared.kind != "resident":
            return None
        bar = AlikeBar(self._find_alike, opened.record, self)
        bar.chosen.connect(self._leave_for)
        self._column.addWidget(bar)
        return bar

    def _with_own_check(self, rules: FormRules) -> FormRules:
        return replace(rules, check=lambda values: [*rules.check(values), *self._asked.check(values)])

    def _hide_rows(self) -> None:
        """Leave out what does not apply to what is typed."""
        if self.form is None:
            return
        hidden = self._asked.hidden(self.form.values())
        for name in self.form.names():
            self.form.set_row_visible(name, name not in hidden)

    def _buttons(self) -> QHBoxLayout:
        discard = QPushButton(self.tr("&Discard"), self)
        keep = QPushButton(self.tr("&Keep as draft"), self)
        save = primary_button(self.tr("&Save"), self)
        save.setToolTip("Ctrl+S")
        row = QHBoxLayout()
        row.setSpacing(RHYTHM)
        row.addStretch(1)
        for button, do in ((discard, self.discard), (keep, self.leave), (save, self.save)):
            button.clicked.connect(do)
            row.addWidget(button)
        return row

    def _is_touched(self, opened: Form, form: RecordForm) -> bool:
        return form.changes() != self._first if opened.is_new else form.is_changed

    def _to_save(self, opened: Form, form: RecordForm) -> dict[str, Value]:
        return {**opened.values, **form.changes()} if opened.is_new else form.changes()
