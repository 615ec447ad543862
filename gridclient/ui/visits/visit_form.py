"""The fields of a visit: what happened at the left, what was said and what follows at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from gridclient.actions.dispute_from_visit import TO_MEDIATORS, asks_mediators
from gridclient.actions.visit_consent import SAID
from gridclient.actions.visits import VISIT, OpenVisit, PersonAtDoor, day_of
from gridclient.ui.attachments.files_row import FilesRow, KeepsFiles
from gridclient.ui.attachments.signature_row import SignatureRow
from gridclient.ui.visits.consent_row import ConsentRow
from gridclient.ui.visits.dispute_row import DisputeRow
from gridclient.ui.visits.last_visit import LastVisitCard
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import Option
from gridclient.ui.widgets.date_field import DateField
from gridclient.ui.widgets.field_editors import FormRules
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.text_fields import LongTextField
from gridclient.ui.words import day_words, words
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Value, Values
from gridcore.follow_ups import Makes, day_again, makes_of
from gridcore.sync.stored import elements_of
from gridcore.validation import check_values
from gridcore.visit_checks import long_ago

FILES, CONSENT = "files", "photo_consent"
LEFT = ("resident", "visited_on", "kind", "way", "met", "declined", "purpose")
RIGHT = ("needs", "said", "follow_up", "next_date", "promised", "goods")
SIGNATURE = "signature"
_TYPED_IN_THE_OPEN = ("said",)
"""What one types oneself is not hidden from oneself, also when it comes back from a draft."""


class VisitForm(QWidget):
    """`edited` is emitted when typing stops, `revealed` with the name of a personal field that is shown."""

    edited = Signal()
    revealed = Signal(str)

    def __init__(
        self,
        opened: OpenVisit,
        plan_day: Callable[[date], date | None],
        today: Callable[[], date],
        parent: QWidget | None = None,
        *,
        files: KeepsFiles | None = None,
        check: Callable[[Values], Sequence[FieldProblem]] = lambda _: (),
    ) -> None:
        super().__init__(parent)
        self._opened, self._plan_day, self._today = opened, plan_day, today
        self._check_door = check
        signed = opened.form.typed.get("signed", opened.form.values.get("signed"))
        self._signed: Value = signed
        self.files: FilesRow | None = None
        self.signature: SignatureRow | None = None
        typed = dict(opened.form.typed)
        shown = dict(opened.form.values)
        if opened.form.is_new:
            typed |= {name: shown.pop(name, None) for name in _TYPED_IN_THE_OPEN}
        self._shown = shown
        people = [Option(each.resident, self._name(each)) for each in opened.door.people]
        rules = FormRules(self._check, {"resident": people} if people else {}, today=today)
        self._sides: tuple[RecordForm, ...] = ()
        left, right = Card(self), Card(self)
        self._left = self._part(LEFT, rules, left)
        self._right = self._part(RIGHT, rules, right)
        self._sides = (self._left, self._right)
        self.consent: ConsentRow | None = None
        if opened.form.is_new:
            self.consent = ConsentRow(left)
            self.consent.restore(typed.get(SAID))
            self.consent.edited.connect(self._settle)
            left.body.addWidget(self.consent)
        self.dispute = DisputeRow(right)
        self.dispute.restore(typed.get(TO_MEDIATORS))
        self.dispute.edited.connect(self._settle)
        right.body.addWidget(self.dispute)
        self._last = LastVisitCard(opened.past, self)
        self._last.revealed.connect(self.revealed)
        self._lay_out(left, right)
        if files is not None:
            self.signature = self._signature_row(files, right)
            self.files = self._files_row(files, right)
        for each in self._sides:
            each.restore({name: value for name, value in typed.items() if value is not None})
            each.edited.connect(self._settle)
            each.revealed.connect(self.revealed)
        self._ease_words()
        self._follow()

    def whole(self) -> dict[str, Value]:
        """Every value as it would stand after saving."""
        return {**self._opened.form.values, **self.changes()}

    def changes(self) -> dict[str, Value]:
        """What the user changed."""
        found = {name: value for each in self._sides for name, value in each.changes().items()}
        if self.files is not None and self.files.is_changed:
            found[FILES] = [*self.files.elements]
        if self.signature is not None and self._is_signed_anew(self.signature):
            found |= {SIGNATURE: [*self.signature.elements], "signed": self._signed}
        if self.files is not None and self.files.photo_consent:
            found[CONSENT] = True
        if self.consent is not None and self.consent.answer is not None:
            found[SAID] = self.consent.answer.value
        if self.dispute.agreed is not None:
            found[TO_MEDIATORS] = self.dispute.agreed
        return found

    def to_save(self) -> dict[str, Value]:
        """What a save takes: all of a new visit, the changes of one that exists."""
        return self.whole() if self._opened.form.is_new else self.changes()

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to keep."""
        is_typed = any(each.is_changed for each in self._sides)
        is_typed = is_typed or not {SIGNATURE, SAID, TO_MEDIATORS}.isdisjoint(self.changes())
        return is_typed or (self.files is not None and self.files.is_changed)

    def flush(self) -> None:
        """Do at once what waits for typing to stop."""
        for each in self._sides:
            each.flush()

    def show_all_problems(self) -> bool:
        """Check everything and go to the first error; whether there is one."""
        for names, form in ((LEFT, self._left), (RIGHT, self._right)):
            found = form.show_all_problems()
            if any(each.severity == "error" and each.field in names for each in found):
                return True
        if self.consent is not None and self.consent.show_problem():
            return True
        return self.dispute.show_problem()

    def set_problems(self, problems: Sequence[FieldProblem]) -> None:
        """Show the problems that saving found."""
        for each in self._sides:
            each.set_problems(problems)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field."""
        (self._left if name in LEFT else self._right).focus_field(name)

    def show_remark(self, name: str | None, text: str) -> str:
        """Put the supervisor's remark beside its field; gives the field."""
        field = name if name is not None and name in LEFT + RIGHT else "said"
        remark = self.tr("✎ Supervisor: {remark}").format(remark=text)
        (self._left if field in LEFT else self._right).show_remark(field, remark)
        return field

    def go_to_remark(self, name: str | None, text: str) -> None:
        """Show the remark, and begin at its field."""
        self.reveal_all()
        self.focus_field(self.show_remark(name, text))

    def editor(self, name: str) -> QWidget:
        """The editor of a field. Raises KeyError for a field that the form does not show."""
        return (self._left if name in LEFT else self._right).editor(name)

    def reveal_all(self) -> None:
        """Show every personal field for a while."""
        for each in self._sides:
            each.reveal_all()

    def minimumSizeHint(self) -> QSize:
        widths, heights = self._least_widths(), super().minimumSizeHint().height()
        return QSize(max(widths), heights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both, else one below the other."""
        fits = sum(self._least_widths()) + RHYTHM <= event.size().width()
        if fits != (self._row.direction() == QBoxLayout.Direction.LeftToRight):
            self._stack(not fits)
        super().resizeEvent(event)

    def _least_widths(self) -> tuple[int, int]:
        left, last, right = (each.minimumSizeHint().width() for each in self._cards)
        return max(left, last), right

    def _stack(self, is_stacked: bool) -> None:
        """One card below the other, the last visits last, or beside each other."""
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if is_stacked else direction.LeftToRight)
        if is_stacked:
            self._row.addWidget(self._last)
        else:
            self._column.addWidget(self._last, 1)

    def _part(self, names: Sequence[str], rules: FormRules, card: Card) -> RecordForm:
        fields = [VISIT.fields[name] for name in names]
        asked = self._asked()
        fields = [replace(each, required=True) if each.name in asked else each for each in fields]
        form = RecordForm(fields, self._shown, parent=card, rules=rules)
        card.body.addWidget(form)
        return form

    def _files_row(self, files: KeepsFiles, card: Card) -> FilesRow:
        """The attachments, below what was said; those of a draft are back."""
        form = self._opened.form
        kept = form.values.get(FILES)
        row = FilesRow(words(VISIT.fields[FILES].label), files, form, sorted(elements_of(kept)), card)
        row.restore(sorted(elements_of(form.typed.get(FILES, kept))), bool(form.typed.get(CONSENT)))
        row.edited.connect(self._settle)
        row.revealed.connect(lambda: self.revealed.emit(FILES))
        card.body.addWidget(row)
        return row

    def _signature_row(self, files: KeepsFiles, card: Card) -> SignatureRow:
        """The signature for goods; that of a draft is back."""
        form = self._opened.form
        kept = sorted(elements_of(form.typed.get(SIGNATURE, form.values.get(SIGNATURE))))
        title = words(VISIT.fields[SIGNATURE].label)
        row = SignatureRow(title, files, form, lambda: str(self.whole().get("goods") or ""), kept, card)
        row.signed.connect(self._sign)
        row.revealed.connect(lambda: self.revealed.emit(SIGNATURE))
        card.body.addWidget(row)
        return row

    def _sign(self, how: object) -> None:
        """What was drawn or photographed says how it is signed."""
        self._signed = how if isinstance(how, str) else None
        self._right.restore({})
        self._settle()

    def _is_signed_anew(self, row: SignatureRow) -> bool:
        return row.elements != sorted(elements_of(self._opened.form.values.get(SIGNATURE)))

    def _name(self, person: PersonAtDoor) -> str:
        if not person.is_gone:
            return person.name
        return self.tr("{name} (no longer lives here)").format(name=person.name)

    def _ease_words(self) -> None:
        """One key leads past the ticks to what was said, and one goes on there where one stopped."""
        said, key = self.editor("said"), QShortcut(QKeySequence("Alt+J"), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(lambda: self.focus_field("said"))
        if isinstance(said, LongTextField):
            said.moveCursor(QTextCursor.MoveOperation.End)
            said.setPlaceholderText(self.tr("Alt+J leads here"))

    def _lay_out(self, left: Card, right: Card) -> None:
        self._cards = (left, self._last, right)
        self._column = QVBoxLayout()
        self._column.setSpacing(RHYTHM)
        self._column.addWidget(left)
        self._column.addWidget(self._last, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(RHYTHM)
        self._row.addLayout(self._column, 5)
        self._row.addWidget(right, 6)
        grid = self._right.layout()
        if isinstance(grid, QGridLayout) and self._opened.form.is_new:
            # What was said takes the room that is left; behind a mask it keeps its size.
            grid.setRowStretch(RIGHT.index("said"), 1)
            grid.setRowStretch(len(RIGHT), 0)

    def _check(self, _: Values) -> Sequence[FieldProblem]:
        whole = self.whole()
        found = [*check_values(VISIT, whole, today=self._today()), *self._check_door(whole)]
        found = [problem(each.field, "date_not_come") if _is_to_come(each) else each for each in found]
        if self._opened.form.is_new:
            found += long_ago(whole, self._today())
        return found + [problem(name, "required") for name in self._asked() if whole.get(name) is None]

    def _asked(self) -> tuple[str, ...]:
        """What a form asks for, and an older record may lack."""
        return ("met", "purpose") if self._opened.form.is_new else ("met",)

    def _settle(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        """Ask only for what follows from what is ticked: a promise, a signature, a day."""
        whole = self.whole()
        has_goods = bool(whole.get("goods"))
        promises = makes_of(whole.get("follow_up")) is not Makes.NOTHING or bool(whole.get("promised"))
        self._right.set_row_visible("promised", promises)
        before = self._opened.form.values
        self.dispute.setVisible(self._opened.hands_in and asks_mediators(before, whole))
        if self.signature is not None:
            self.signature.setVisible(has_goods)
        if self.consent is not None:
            person = self._opened.person(whole.get("resident"))
            self.consent.show_person(person, day_of(whole.get("visited_on")))
        self._suggest(whole)

    def _suggest(self, whole: Values) -> None:
        """When the plan, or the follow-up, wants the next visit, as a hint in the empty field."""
        editor, day = self.editor("next_date"), day_of(whole.get("visited_on"))
        text, due = "", self._plan_day(day) if day is not None else None
        if day is not None and makes_of(whole.get("follow_up")) is Makes.DUE_VISIT:
            text = self.tr("if left empty: {day}").format(day=day_words(day_again(day, due)))
        elif due is not None:
            text = self.tr("by the plan: {day}").format(day=day_words(due))
        if isinstance(editor, DateField):
            editor.setPlaceholderText(text)


def _is_to_come(found: FieldProblem) -> bool:
    """Of the day of a visit nobody thinks of the year first."""
    return (found.field, found.code) == ("visited_on", "date_too_late")
