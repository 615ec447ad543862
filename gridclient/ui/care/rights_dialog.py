"""Taking down what a person asks for: what is wrong, what is right, who asks, and how that was checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gridclient.actions.rights import Correctable
from gridclient.ui.households.value_words import field_title, masked_words
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.field_editors import FormRules, rules_of
from gridclient.ui.widgets.form_dialog import FormDialog
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.texts import Subtitle
from gridclient.ui.words import words
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values, record_type
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.records.rights import RightsRequest
from gridcore.sync.rights import CORRECT
from gridcore.validation import check_value

_REQUEST = record_type(RightsRequest)
_TOLD = ("wish", "said", "asked_by", "identity_check", "asked_on")
_LETTERS = 62


class RightsDialog(FormDialog):
    """Closes when everything that is needed is there; `values`, `wrong` and `right` are what was told."""

    def __init__(
        self,
        resident: RecordId,
        name: str,
        fields: Sequence[Correctable],
        today: Callable[[], date],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, letters=_LETTERS)
        self._fields, self._today = fields, today
        begun: dict[str, Value] = {
            "resident": resident,
            "wish": CORRECT,
            "asked_by": "person",
            "asked_on": today().isoformat(),
        }
        self.wrong_field = CalmComboBox(self)
        self.wrong_field.setAccessibleName(self.tr("What is wrong"))
        self.wrong_field.addItem(self.tr("Something that is told in words"), None)
        for at, each in enumerate(fields):
            self.wrong_field.addItem(_field_words(each), at)
        self.wrong_title = Subtitle(self.tr("What is wrong"), self)
        self._now = Subtitle("", self, wraps=True)
        self._holder = QWidget(self)
        self._place = QVBoxLayout(self._holder)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.right_form: RecordForm | None = None
        shown = [_REQUEST.fields[each] for each in _TOLD]
        self.form = RecordForm(shown, begun, parent=self, rules=rules_of(_REQUEST, today))
        advice = self.tr(
            "A supervisor answers within 15 days. Copy no document: it is enough to say that it was seen."
        )
        self._accept = self.lay_out(
            self.tr("Correction or erasure for {name}").format(name=name),
            advice,
            self.wrong_title,
            self.wrong_field,
            self._now,
            self._holder,
            self.form,
        )
        self._accept.clicked.connect(self.finish)
        self.wrong_field.currentIndexChanged.connect(self._choose)
        self.form.edited.connect(self._follow_wish)
        self._choose()

    @property
    def wrong(self) -> Correctable | None:
        """The field that is said to be wrong; none where everything is to be erased."""
        at = self.wrong_field.currentData()
        return None if at is None or self._erases else self._fields[at]

    @property
    def _erases(self) -> bool:
        return self.form.values().get("wish") != CORRECT

    def values(self) -> dict[str, Value]:
        """What is asked for, by whom, and how that was checked."""
        told = self.form.values()
        return {name: told.get(name) for name in _TOLD}

    def right(self) -> dict[str, Value]:
        """What is said to be right, by field."""
        return dict(self.right_form.values()) if self.right_form is not None else {}

    def finish(self) -> None:
        """Close, unless something is missing."""
        forms = [self.form, *([self.right_form] if self.right_form is not None else [])]
        problems = [each for form in forms for each in form.show_all_problems()]
        if all(each.severity != "error" for each in problems):
            self.accept()

    def _choose(self) -> None:
        """The editors of the field that is said to be wrong, beginning empty, below what stands now."""
        if self.right_form is not None:
            self.right_form.hide()
            self.right_form.deleteLater()
            self.right_form = None
        wrong = self.wrong
        self.wrong_title.setVisible(not self._erases)
        self.wrong_field.setVisible(not self._erases)
        self._now.setVisible(wrong is not None)
        self._holder.setVisible(wrong is not None)
        if wrong is not None:
            fields = wrong.cell.fields
            told = [masked_words(each, wrong.values[each.name]) for each in fields]
            self._now.setText(self.tr("Stands now: {value}").format(value=" · ".join(told)))
            empty: dict[str, Value] = {each.name: None for each in fields}
            self.right_form = RecordForm(fields, empty, parent=self._holder, rules=FormRules(self._check))
            self._place.addWidget(self.right_form)
        self.make_room()

    def _follow_wish(self) -> None:
        """Who wants everything erased names no field."""
        if self.wrong_field.isHidden() != self._erases:
            self._choose()

    def _check(self, values: Values) -> Sequence[FieldProblem]:
        wrong, today = self.wrong, self._today()
        fields = wrong.cell.fields if wrong is not None else ()
        return [one for each in fields for one in check_value(each, values.get(each.name), today=today)]


def _field_words(wrong: Correctable) -> str:
    kind = words(RECORD_TYPES[wrong.kind].label)
    return " · ".join((kind, *wrong.title.words[:1], field_title(wrong.kind, wrong.cell.fields[0].name)))
