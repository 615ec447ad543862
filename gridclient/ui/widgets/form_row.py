"""One field in a form: its label, its editor, and beside it what there is to say about the value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.ui.widgets.choice_fields import ChoicesField, RadioField
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.field_editors import Editor, FormRules, make_editor
from gridclient.ui.widgets.masked_field import MaskedField
from gridclient.ui.widgets.restyle import restyle
from gridclient.ui.widgets.text_fields import TextField
from gridclient.ui.widgets.texts import Small, Text
from gridclient.ui.words import language, listed, words
from gridcore.field_problems import MENDED, PROBLEMS, FieldProblem
from gridcore.fields import P2, Field, FieldKind, Value
from gridcore.masking import mask_value

_MASKED_KINDS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE)


class FieldProblemText(Text):
    """What is wrong with a value, in red."""


class FieldWarningText(Text):
    """What looks odd about a value."""


class FieldNote(Small):
    """What was put right, or what changed meanwhile."""


class FormRow(QObject):
    """Label, editor and remarks of one field; the form lays them out."""

    edited = Signal()
    finished = Signal()
    revealed = Signal()

    def __init__(self, declared: Field, value: Value, rules: FormRules, form: QWidget) -> None:
        super().__init__(form)
        self.declared, self.initial, self._rules = declared, value, rules
        title = words(declared.label)
        self.label = Text(title + " *" if declared.required else title, form)
        self.editor = make_editor(declared, rules, language(), form)
        self.editor.setAccessibleName(title)
        if declared.required:
            self.editor.setAccessibleDescription(self.tr("required"))
        self._problem = FieldProblemText("", form, wraps=True)
        self._warning = FieldWarningText("", form, wraps=True)
        self._mended = FieldNote("", form, wraps=True)
        self._changed = FieldNote("", form, wraps=True)
        self.masked: MaskedField | None = None
        self.cell = QWidget(form)
        self._typed = cast(Editor, self.editor)
        self._typed.set_value(value)
        self.initial_shown = self._typed.value()
        self._build(title)
        self._connect()

    @property
    def name(self) -> str:
        """The field's name."""
        return self.declared.name

    @property
    def has_frame(self) -> bool:
        """Whether the editor's first line is moved down by a frame, and the label with it."""
        return not isinstance(self.editor, RadioField | ChoicesField)

    @property
    def is_changed(self) -> bool:
        """Whether the user changed the value."""
        return self.value() != self.initial_shown

    def value(self) -> Value:
        """What is entered."""
        return self._typed.value()

    def set_value(self, value: Value) -> None:
        """Show a value that the user entered before; behind its mask where there is one."""
        self._typed.set_value(value)
        if self.masked is not None:
            self.masked.hide_again()

    def accept_remote(self, value: Value) -> None:
        """The record changed elsewhere: follow it where the user wrote nothing, say so in any case."""
        if value == self.initial:
            return
        kept = self.is_changed
        self.initial = value
        if not kept:
            self._typed.set_value(value)
            self.initial_shown = self._typed.value()
            self._say(self._changed, self.tr("↻ Changed meanwhile by somebody else."))
            if self.masked is not None:
                self.masked.hide_again()
            return
        text = self.tr("↻ Changed meanwhile by somebody else. What you write here will be compared with it.")
        self._say(self._changed, text)

    def show_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Say beside the field what is wrong and what looks odd."""
        errors = [each for each in problems if each.severity == "error"]
        warnings = [each for each in problems if each.severity == "warning"]
        self._say(self._problem, " ".join(map(problem_words, errors)))
        self._say(self._warning, " ".join(map(problem_words, warnings)))
        restyle(self.editor, "problem", bool(errors))
        self.editor.setAccessibleDescription(" ".join(map(problem_words, problems)))

    def show_remark(self, text: str) -> None:
        """Say beside the field what a person remarked on it."""
        self._say(self._changed, text)

    def tidy(self) -> None:
        """Put right what is certain, and show that it was done."""
        value = self.value()
        tidied = self._rules.tidy(self.declared, value)
        if tidied.mended and tidied.is_usable and tidied.value != value:
            self._typed.set_value(tidied.value)
            done = listed(words(MENDED[code]) for code in tidied.mended)
            self._say(self._mended, self.tr("✓ Put right: {what}").format(what=done))
        else:
            self._say(self._mended, "")

    def _build(self, title: str) -> None:
        shown: QWidget = self.editor
        if is_masked(self.declared) and self.initial is not None:
            self.masked = MaskedField(title, self.editor, self._mask, self.cell)
            self.masked.revealed.connect(self.revealed)
            shown = self.masked
        self.label.setBuddy(shown)
        column = QVBoxLayout(self.cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(shown)
        for remark in (self._problem, self._warning, self._mended, self._changed):
            remark.hide()
            column.addWidget(remark)

    def _connect(self) -> None:
        self._typed.edited.connect(self._edit)
        if isinstance(self.editor, TextField | DateField):
            self.editor.editingFinished.connect(self._finish)
        elif isinstance(self.editor, RadioField | ChoicesField):
            self._typed.edited.connect(self.finished)

    def _mask(self) -> str:
        return mask_value(self.declared, self._typed.value())

    def _edit(self) -> None:
        self._say(self._mended, "")
        if self.masked is not None:
            self.masked.keep_open()
        self.edited.emit()

    def _finish(self) -> None:
        self.tidy()
        self.finished.emit()

    def _say(self, remark: Text, text: str) -> None:
        remark.setText(text)
        remark.setVisible(bool(text))


def is_masked(declared: Field) -> bool:
    """Whether a stored value of this field is hidden until somebody asks for it."""
    return declared.data_class >= P2 and declared.kind in _MASKED_KINDS


def problem_words(problem: FieldProblem) -> str:
    """The sentence that a person reads."""
    return words(PROBLEMS[problem.code]).format(**problem.params)
