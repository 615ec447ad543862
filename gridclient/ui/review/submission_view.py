"""What is judged, field by field, beside what stood before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.actions.attachments import as_it_stands
from gridclient.actions.review import PastVisit, ProposedChange, StepRule, Submission
from gridclient.ui.attachments.files_look import FilesLook, SeesFiles
from gridclient.ui.export.export_words import request_lines
from gridclient.ui.households.value_words import field_title, value_words
from gridclient.ui.review.danger_words import REPORT as DANGER
from gridclient.ui.review.danger_words import danger_lines
from gridclient.ui.review.reason_to_look import ReasonToLook
from gridclient.ui.review.return_panel import ReturnPanel
from gridclient.ui.review.rights_words import rights_lines
from gridclient.ui.review.whole_lines import GOES, KEPT, WHOLE, whole_lines
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.form_row import FieldNote
from gridclient.ui.widgets.masked_field import HIDDEN_AGAIN_AFTER_MS
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.texts import Heading, Strong, Subtitle, Text
from gridclient.ui.words import day_words, words
from gridcore.fields import P3, Field, FieldKind, Value, label
from gridcore.ids import RecordId
from gridcore.masking import HIDDEN
from gridcore.sync.rights import REQUEST
from gridcore.workflows.approval import VISIT_APPROVAL

APPROVE_KEY, RETURN_KEY, WITHDRAW_KEY = "A", "R", "W"

_OBSTACLES = {
    "own": label("Review", "This is your own work: somebody else decides about it."),
    "own_whole": label(
        "Review",
        "You proposed this yourself: another supervisor decides about it. Where there is no other, the"
        " sub-district office names one; it waits here until then.",
    ),
    "disputed": label("Review", "A conflict about this record must be decided first."),
    "unsent": label("Review", "This is not on the server yet."),
}


@dataclass(frozen=True)
class Line:
    """A line of the comparison: what it is, what it is now, what it was, and a remark below."""

    title: str
    now: str
    before: str
    remark: str = ""
    is_sensitive: bool = False
    """Shown only to who says why."""
    field: Field | None = None
    """Of a visit that is judged."""


class SubmissionView(QWidget):
    """Emits `decided` with step, remark and field; `open_asked` for what has a page of its own.

    `look_asked` carries the reason for which somebody wants to see what is sensitive: `show_sensitive` then.
    """

    decided = Signal(object, str, str)
    look_asked = Signal(str)
    open_asked = Signal()
    file_seen = Signal(str)
    """A photo or paper of this field came into sight."""

    def __init__(
        self,
        submission: Submission,
        proposed: ProposedChange | None,
        parent: QWidget | None = None,
        *,
        files: SeesFiles | None = None,
    ) -> None:
        super().__init__(parent)
        self._seen_files = files
        self.files: FilesLook | None = None
        """The photos and papers of what is judged: each is fetched and shown when it is clicked."""
        self.submission, self.proposed = submission, proposed
        self.panel: ReturnPanel | None = None
        self.ask: ReasonToLook | None = None
        self._sensitive: list[tuple[Text, str, str]] = []
        self._is_seen = False
        self._timer = QTimer(self, singleShot=True, interval=HIDDEN_AGAIN_AFTER_MS)
        self._timer.timeout.connect(self.hide_again)
        self.buttons: list[QPushButton] = []
        self.bar = QWidget(self)
        """The buttons, for the page to put where they are always in sight."""
        self._card = Card(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self._card.body.addWidget(Heading(self._title(), self._card, wraps=True))
        self._card.body.addWidget(Subtitle(self._subtitle(), self._card, wraps=True))
        self._show_remark()
        if submission.line.case is not None:
            advice = self.tr("This is judged on the page of its case.")
            self._card.body.addWidget(Text(advice, self._card, wraps=True))
        else:
            self._show_lines(self._headings(), self._lines())
        self._add_buttons()
        self._add_panel()

    def approve(self) -> None:
        """Take the step that needs no words. What is sensitive is looked at first."""
        if self.ask is not None and not self._is_seen:
            self.ask.begin()
            return
        steps = (each for each in self.submission.steps if each.is_approval and not each.needs_reason)
        self._take(next(steps, None))

    def withdraw(self) -> None:
        """Take back what one proposed oneself."""
        self._take(next((each for each in self.submission.steps if each.only_own), None))

    def begin_return(self) -> None:
        """Ask for the remark of the step that needs one."""
        if self.panel is not None:
            self.panel.show()
            self._show_buttons(False)
            self.panel.begin()

    def leave_return(self) -> None:
        """Back to the buttons; what was typed stays for the moment."""
        if self.panel is not None:
            self.panel.hide()
            self._show_buttons(True)
            if self.buttons:
                self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def controls(self) -> list[QWidget]:
        """Where Tab stops, in order."""
        asked: list[QWidget] = [self.ask.reason, self.ask.button] if self.ask is not None else []
        asked += [each.button for each in self.files.tiles] if self.files is not None else []
        return [*asked, *self.buttons, *(self.panel.controls() if self.panel is not None else ())]

    def parts(self) -> list[QWidget]:
        """Everything that leaves with the view."""
        return [self, self.bar, *([self.panel] if self.panel is not None else [])]

    @property
    def record(self) -> str:
        """What is judged."""
        return self.submission.line.record

    @property
    def is_returning(self) -> bool:
        """Whether a remark is being typed."""
        return self.panel is not None and not self.panel.isHidden()

    @property
    def is_asking(self) -> bool:
        """Whether the reason for looking is being typed."""
        return self.ask is not None and self.ask.reason.hasFocus()

    def hide_again(self) -> None:
        """What is sensitive goes out of sight."""
        self._timer.stop()
        for shown, title, _ in self._sensitive:
            _say(shown, title, HIDDEN)
        if self.ask is not None:
            self.ask.show()

    def show_sensitive(self) -> None:
        """Show what is sensitive for a while, now that it is on record why."""
        self._is_seen = True
        self._timer.start()
        for shown, title, plain in self._sensitive:
            _say(shown, title, plain)
        if self.ask is not None:
            self.ask.hide()
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, step: StepRule | None) -> None:
        if step is not None and self.submission.line.case is None:
            self.decided.emit(step, "", "")

    def _title(self) -> str:
        is_proposal = self.proposed is not None and self.submission.line.kind != REQUEST
        named = self.proposed.title if self.proposed is not None else self.submission.line.title
        kind = self.submission.judged.declared.label
        if self.proposed is not None and is_proposal:
            kind = self.proposed.declared.label
        return " · ".join((words(kind), *named.words))

    def _subtitle(self) -> str:
        line = self.submission.line
        parts = [line.author, day_words(date.fromisoformat(line.day)) if line.day else ""]
        return " · ".join(each for each in parts if each)

    def _show_remark(self) -> None:
        judged = self.submission.judged
        remark = judged.values.get("remark")
        if self.submission.line.kind != "visit" or not isinstance(remark, str):
            return
        name = judged.values.get("remark_field")
        field = judged.declared.fields.get(name) if isinstance(name, str) else None
        where = words(field.label) if field is not None else self.tr("the whole visit")
        told = self.tr("Came back after the remark on “{field}”: {remark}")
        if self.submission.is_remark_late:
            told = self.tr(
                "Not returned: the visit was changed before the remark on “{field}” arrived: {remark}"
            )
        text = told.format(field=where, remark=remark)
        self._card.body.addWidget(FieldNote(text, self._card, wraps=True))

    def _headings(self) -> tuple[str, str]:
        before = self.submission.before
        if self.submission.line.kind == REQUEST:
            return self.tr("The person says"), self.tr("Stands now") if self.proposed is not None else ""
        if self.proposed is not None and self.proposed.merging is not None:
            return words(KEPT), words(GOES)
        if self.proposed is not None:
            return self.tr("Proposed"), self.tr("Stands now")
        if self.submission.line.kind == "list_export":
            return self.tr("What would leave as a file"), ""
        if self.submission.line.kind == DANGER:
            return self.tr("What was handed in"), ""
        if before is None:
            return self.tr("This visit"), self.tr("No visit before")
        day = day_words(date.fromisoformat(before.visited_on))
        told = self.tr("Last time: {day}, {worker}").format(day=day, worker=before.worker)
        return self.tr("This visit"), told

    def _lines(self) -> list[Line]:
        judged = self.submission.judged
        if judged.declared.kind == REQUEST:
            return [Line(*each) for each in rights_lines(judged.values, self.proposed)]
        if self.proposed is not None:
            return _proposal_lines(self.proposed)
        if judged.declared.kind == DANGER:
            shown = danger_lines(judged.values)
            return [Line(each.title, each.told, "", is_sensitive=each.is_restricted) for each in shown]
        if judged.declared.kind == "list_export":
            return [Line(title, told, "") for title, told in request_lines(judged.values)]
        earlier = _by_field(self.submission.before) if self.submission.before is not None else {}
        found = []
        for each in judged.declared.fields.values():
            if each.cell not in VISIT_APPROVAL.covers:
                continue
            now, before = judged.values.get(each.name), earlier.get(each.name)
            remark = ""
            if judged.values.get("remark") and each.cell in judged.former:
                former = value_words(each, judged.former[each.cell])
                remark = self.tr("was: {value}").format(value=former)
            line = Line(words(each.label), _told(each, now), _told(each, before), remark, field=each)
            found.append(line)
        return found

    def _show_lines(self, headings: tuple[str, str], lines: Sequence[Line]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * RHYTHM)
        grid.setVerticalSpacing(RHYTHM)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        for column, text in enumerate(headings, 1):
            grid.addWidget(Strong(text, self._card, wraps=True), 0, column)
        for row, line in enumerate(lines, 1):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            now, before = Text("", self._card, wraps=True), Subtitle("", self._card, wraps=True)
            for shown_, told in ((now, line.now), (before, line.before)):
                is_hidden = line.is_sensitive and bool(told)
                _say(shown_, line.title, HIDDEN if is_hidden else told)
                self._sensitive += [(shown_, line.title, told)] if is_hidden else []
            cell.addWidget(now)
            if line.field is not None and line.field.kind is FieldKind.ATTACHMENTS:
                self._show_files(line.field, cell, now)
            if line.remark:
                cell.addWidget(FieldNote(line.remark, self._card, wraps=True))
            cell.addStretch(1)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(Subtitle(line.title, self._card), row, 0, top)
            grid.addLayout(cell, row, 1)
            grid.addWidget(before, row, 2, top)
        self._card.body.addSpacing(RHYTHM // 2)
        self._card.body.addLayout(grid)
        if self._sensitive:
            self.ask = ReasonToLook(self._card)
            self.ask.given.connect(self.look_asked)
            if self.submission.line.kind == DANGER:  # nobody loses time over the words
                self.ask.reason.setText(self.tr("to act on the report of danger"))
            self._card.body.addWidget(self.ask)

    def _show_files(self, field: Field, cell: QVBoxLayout, named: Text) -> None:
        """Put tiles in the place of the names."""
        judged, held = self.submission.judged, self.submission.judged.values.get(field.name)
        if self._seen_files is None or not isinstance(held, list) or not held:
            return
        form = as_it_stands(judged.declared, RecordId(self.record), judged.values)
        look = FilesLook(words(field.label), self._seen_files, form, [str(each) for each in held], self._card)
        look.revealed.connect(lambda: self.file_seen.emit(field.name))
        named.hide()
        cell.addWidget(look)
        self.files = look

    def _add_buttons(self) -> None:
        submission = self.submission
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(RHYTHM)
        if submission.line.case is not None:
            self._add_button(row, self.tr("&Open the case"), self.open_asked.emit, is_first=True)
            return
        if submission.obstacle:
            is_whole = self.proposed is not None and self.proposed.cell in WHOLE
            told = "own_whole" if is_whole and submission.obstacle == "own" else submission.obstacle
            row.addWidget(Text(words(_OBSTACLES[told]), self.bar, wraps=True), 1)
        for step in submission.steps:
            key, act = APPROVE_KEY, self.approve
            if step.only_own:
                key, act = WITHDRAW_KEY, self.withdraw
            elif step.needs_reason:
                key, act = RETURN_KEY, self.begin_return
            text = self.tr("{step} ({key})").format(step=words(step.label), key=key)
            self._add_button(row, text, act, is_first=key == APPROVE_KEY)

    def _add_panel(self) -> None:
        step = next((each for each in self.submission.steps if each.needs_reason), None)
        if step is None or self.submission.line.case is not None:
            return
        self.panel = ReturnPanel(step, self.submission.remarkable, self)
        self.panel.given.connect(lambda remark, field: self.decided.emit(step, remark, field))
        self.panel.left.connect(self.leave_return)
        self.panel.hide()

    def _add_button(self, row: QHBoxLayout, text: str, act: Callable[[], None], *, is_first: bool) -> None:
        button = primary_button(text, self.bar) if is_first else QPushButton(text, self.bar)
        button.clicked.connect(act)
        row.addWidget(button)
        self.buttons.append(button)

    def _show_buttons(self, is_shown: bool) -> None:
        for each in self.buttons:
            each.setVisible(is_shown)


def _say(shown: Text, title: str, text: str) -> None:
    shown.setText(text)
    shown.setAccessibleName(f"{title}: {text}")


def _told(field: Field, value: Value) -> str:
    return "—" if value in (None, "", []) else value_words(field, value)


def _by_field(visit: PastVisit) -> Mapping[str, Value]:
    return {
        "visited_on": visit.visited_on,
        "kind": visit.kind,
        "way": visit.way,
        "met": visit.is_met,
        "needs": [*visit.needs],
        "said": visit.said,
        "follow_up": visit.follow_up,
        "next_date": visit.next_date,
    }


def _proposal_lines(proposed: ProposedChange) -> list[Line]:
    """A set's element is proposed by itself: to add it or to drop it."""
    cell = proposed.declared.cells.get(proposed.cell)
    if cell is None:
        return [Line(*each) for each in whole_lines(proposed)]
    title = field_title(proposed.subject_kind, proposed.cell)
    field = cell.fields[0]
    if field.group is None:
        value = proposed.value
        sign = ""
        if cell.is_set and isinstance(value, dict) and value:
            verb, element = next(iter(value.items()))
            sign, value = ("+ " if verb == "add" else "− "), element
        told_now, told_before = sign + _told(field, value), _told(field, proposed.before)
        return [Line(title, told_now, told_before, is_sensitive=_is_sensitive(field))]
    now = proposed.value if isinstance(proposed.value, dict) else {}
    was = proposed.before if isinstance(proposed.before, dict) else {}
    return [
        Line(
            words(each.label),
            _told(each, now.get(each.name)),
            _told(each, was.get(each.name)),
            is_sensitive=_is_sensitive(each),
        )
        for each in cell.fields
    ]


def _is_sensitive(field: Field) -> bool:
    return field.data_class >= P3
