"""One form of a case: typed text is kept as it is typed, saving never waits for the network."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.records import Form, Saved, Unsaved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.attachments.files_look import FilesLook
from gridclient.ui.attachments.files_row import FilesRow, KeepsFiles
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import Option
from gridclient.ui.widgets.field_editors import is_in_form, rules_of
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.tab_order import tab_through
from gridclient.ui.widgets.texts import Text
from gridclient.ui.words import words
from gridcore.fields import FieldKind, Values
from gridcore.sync.stored import elements_of


class SavesForms(Protocol):
    """Keeps what is typed and saves it (`gridclient.actions.mediation.Mediation`)."""

    async def keep_draft(self, form: Form, typed: Values) -> None:
        """Keep what is typed so far."""

    async def discard_draft(self, form: Form) -> None:
        """Forget what was typed."""

    async def save(self, form: Form, values: Values) -> Saved | Unsaved:
        """Save a form."""


@dataclass(frozen=True)
class FormTexts:
    """What stands around a form; one that may not be saved is only read."""

    title: str
    hint: str = ""
    may_save: bool = True
    links: Mapping[str, Sequence[Option]] = field(default_factory=dict)
    """What a field that names another record can name."""


class FormView(QWidget):
    """Shows a form until it is saved or left; a form that is left comes back with what was typed."""

    saved = Signal(str)
    left = Signal()
    revealed = Signal(str, str, str)

    def __init__(
        self,
        actions: SavesForms,
        clock: Callable[[], datetime.date],
        parent: QWidget | None = None,
        *,
        files: KeepsFiles | None = None,
    ) -> None:
        super().__init__(parent)
        self._files = files
        self.files: FilesRow | None = None
        self.seen_files: FilesLook | None = None
        """The attachments of what this user may only read: pictures open, nothing is added or taken off."""
        self._actions, self._clock = actions, clock
        self._opened: Form | None = None
        self._first, self._may_save = "", True
        self.form: RecordForm | None = None
        self.header = PageHeader("", "", self)
        self._hint = Text("", self, wraps=True)
        self._card = Card(self)
        column = ScrollColumn(self)
        column.add(self._hint)
        column.add(self._card)
        self.discard_button = QPushButton(self.tr("&Discard"), self)
        self.save_button = primary_button(self.tr("&Save"), self)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.discard_button)
        buttons.addWidget(self.save_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(RHYTHM)
        whole.addWidget(self.header)
        whole.addWidget(column, 1)
        whole.addLayout(buttons)
        self.save_button.clicked.connect(self.save)
        self.discard_button.clicked.connect(self.discard)

    def show_form(self, form: Form, texts: FormTexts, only: Iterable[str] | None = None) -> None:
        """Open a form; `only` names the fields to show where not all of them may be changed."""
        wanted = set(only) if only is not None else set(form.declared.fields)
        rules = rules_of(form.declared, self._clock, texts.links)
        fields = [
            each for each in form.declared.fields.values() if each.name in wanted and is_in_form(each, rules)
        ]
        made = RecordForm(fields, form.values, parent=self._card, rules=rules)
        if self.form is not None:
            self.form.deleteLater()
        self._opened, self.form, self._may_save = form, made, texts.may_save
        self._first = fields[0].name
        self._card.body.addWidget(made)
        self._show_files(form, wanted)
        self.header.set_title(texts.title)
        kind = words(form.declared.label)
        self.header.set_subtitle("" if kind == texts.title else kind)
        self._hint.setText(texts.hint)
        self._hint.setVisible(bool(texts.hint))
        self.save_button.setVisible(texts.may_save)
        self.discard_button.setText(self.tr("&Discard") if texts.may_save else self.tr("&Back"))
        if form.typed:
            made.restore(form.typed)
        made.edited.connect(self.keep)
        made.revealed.connect(lambda name: self.revealed.emit(form.declared.kind, form.record, name))
        attached = [each for each in (self.files or self.seen_files,) if each is not None]
        tab_through(made, *attached, self.discard_button, self.save_button)

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to keep."""
        typed = self.form is not None and self.form.is_changed
        return typed or (self.files is not None and self.files.is_changed)

    def _show_files(self, form: Form, wanted: set[str]) -> None:
        """The attachments below the fields, where a record has some; those of a draft are back."""
        for before in (self.files, self.seen_files):
            if before is not None:
                before.deleteLater()
        self.files = self.seen_files = None
        declared = next(
            (each for each in form.declared.fields.values() if each.kind is FieldKind.ATTACHMENTS), None
        )
        if declared is None or declared.name not in wanted or self._files is None:
            return
        title, kept = words(declared.label), form.values.get(declared.name)
        elements = sorted(elements_of(kept))
        shown: FilesLook
        if self._may_save:
            shown = self.files = FilesRow(title, self._files, form, elements, self._card)
            self.files.restore(sorted(elements_of(form.typed.get(declared.name, kept))), False)
            self.files.edited.connect(self.keep)
        elif elements:
            shown = self.seen_files = FilesLook(title, self._files, form, elements, self._card)
        else:
            return
        shown.revealed.connect(lambda: self.revealed.emit(form.declared.kind, form.record, declared.name))
        self._card.body.addWidget(shown)

    def _with_files(self, values: Values, form: Form) -> Values:
        """The values with the attachments as they would be saved."""
        if self.files is None or not self.files.is_changed:
            return values
        name = next(n for n, each in form.declared.fields.items() if each.kind is FieldKind.ATTACHMENTS)
        return {**values, name: [*self.files.elements]}

    def flush(self) -> None:
        """Keep at once what waits for typing to stop."""
        if self.form is not None:
            self.form.flush()

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        if self.form is not None:
            self.form.focus_field(self._first)

    @async_slot
    async def keep(self) -> None:
        """Keep the draft."""
        if self.form is not None and self._opened is not None and self._may_save and self.is_changed:
            typed = self.form.values() if self._opened.is_new else self.form.changes()
            await self._actions.keep_draft(self._opened, self._with_files(typed, self._opened))

    @async_slot(again="ignore")
    async def discard(self) -> None:
        """Forget what was typed, after asking where something was."""
        if self.form is None or self._opened is None:
            return
        question = self.tr("Discard what you typed?")
        consequence = self.tr("What was saved before stays as it is.")
        if self._may_save and (self.is_changed or self._opened.typed):
            if not await confirm(self, question, consequence, self.tr("&Discard")):
                return
            await self._actions.discard_draft(self._opened)
        self.left.emit()

    @async_slot(again="ignore")
    async def save(self) -> None:
        """Save, or show what is to be mended."""
        if self.form is None or self._opened is None:
            return
        self.form.flush()
        if any(each.severity == "error" for each in self.form.show_all_problems()):
            return
        match await self._actions.save(self._opened, self._with_files(self.form.changes(), self._opened)):
            case Unsaved(is_gone=True):
                told = self.tr(
                    "This is no longer on this computer, so nothing was saved. What you typed stays here."
                )
                self._hint.setText(told)
                self._hint.show()
            case Unsaved(problems=problems):
                self.form.set_problems(problems)
            case Saved(record=record):
                self.saved.emit(record)
