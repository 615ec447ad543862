"""What was noted the last times, beside the form: one goes on from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gridclient.actions.visits import VISIT, PastVisit
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.masked_field import MaskedField
from gridclient.ui.widgets.text_fields import LongTextField
from gridclient.ui.widgets.texts import Strong, Subtitle, Text
from gridclient.ui.words import day_words, language, listed, words
from gridcore.codes.care import CARE_NEEDS, CONTACT_WAY
from gridcore.codes.visits import FOLLOW_UP, VISIT_KIND
from gridcore.masking import mask_value

_SHOWN = 2


class LastVisitCard(Card):
    """The last visits; what was said is masked until somebody asks for it.

    What was promised is in sight, as on Today: whoever stands at the door must know it.
    """

    revealed = Signal(str)

    def __init__(self, past: Sequence[PastVisit], parent: QWidget | None = None) -> None:
        super().__init__(parent, heading="")
        self.setAccessibleName(self.tr("Last visits"))
        self.body.addWidget(Strong(self.tr("Last visits"), self))
        if not past:
            self.body.addWidget(Subtitle(self.tr("Nothing was recorded here before."), self, wraps=True))
        for number, each in enumerate(past[:_SHOWN]):
            self.body.addWidget(Subtitle(self._summary(each), self, wraps=True))
            if each.promised:
                self.body.addWidget(Text(self._promise(each), self, wraps=True))
            if number == 0 and each.said:
                self.body.addWidget(self._words(each))
        self.body.addStretch(1)
        self.body.setSpacing(RHYTHM // 2)

    def _summary(self, visit: PastVisit) -> str:
        lang = language()
        parts = [day_words(date.fromisoformat(visit.visited_on))]
        if visit.kind:
            parts.append(VISIT_KIND.text(visit.kind, lang))
        if visit.way:
            parts.append(CONTACT_WAY.text(visit.way, lang))
        if visit.is_met is False:
            parts.append(self.tr("nobody met"))
        if visit.needs:
            parts.append(listed(CARE_NEEDS.text(each, lang) for each in visit.needs))
        if visit.follow_up not in (None, "none"):
            parts.append(FOLLOW_UP.text(visit.follow_up or "", lang))
        if visit.worker:
            parts.append(visit.worker)
        return " · ".join(parts)

    def _promise(self, visit: PastVisit) -> str:
        return self.tr("Promised: {promise}").format(promise=visit.promised)

    def _words(self, visit: PastVisit) -> QWidget:
        said = VISIT.fields["said"]
        masked = mask_value(said, visit.said)
        text = LongTextField(lines=2)
        text.setReadOnly(True)
        text.mask_of = lambda _: masked
        text.set_value(visit.said)
        title = self.tr("{field}, last time").format(field=words(said.label))
        text.setAccessibleName(title)
        field = MaskedField(title, text, lambda: masked, self)
        field.revealed.connect(lambda: self.revealed.emit("said"))
        return field
