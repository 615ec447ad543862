"""Settings that concern the window: scheme, size of letters, language, lock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.shell.window_settings import LOCK_MINUTES, WindowSettings
from gridclient.ui.theme import FONT_PERCENTS
from gridclient.ui.widgets.card import RHYTHM, Card
from gridclient.ui.widgets.choice_fields import CalmComboBox
from gridclient.ui.widgets.page_header import PageHeader
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.texts import Subtitle, Text


class SettingsPage(QWidget):
    """Emits `changed` with the new settings at each choice; other rooms add their cards."""

    changed = Signal(object)
    lock_asked = Signal()

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        header = PageHeader(self.tr("Settings"), "", self)
        self._cards = ScrollColumn(self, spacing=2 * RHYTHM)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(RHYTHM)
        column.addWidget(header)
        column.addWidget(self._cards, 1)
        self.add_card(self._look())
        self.add_card(self._safety())
        self.add_card(self._line())

    def add_card(self, card: Card) -> None:
        """Put a card below the others."""
        self._cards.add(card)

    def _look(self) -> Card:
        card = Card(self, heading=self.tr("Look"))
        form = _form(card)
        schemes: list[tuple[str, object]] = [
            (self.tr("As the system"), "system"),
            (self.tr("Light"), "light"),
            (self.tr("Dark"), "dark"),
        ]
        percents: list[tuple[str, object]] = [
            (self.tr("{percent} %").format(percent=each), each) for each in FONT_PERCENTS
        ]
        languages: list[tuple[str, object]] = [
            (self.tr("As the system"), "system"),
            ("简体中文", "zh_CN"),
            ("English", "en"),
        ]
        self._add(form, self.tr("&Colours"), schemes, "scheme")
        self._add(form, self.tr("&Size of letters"), percents, "font_percent")
        self._add(form, self.tr("&Language"), languages, "language")
        remark = Subtitle(self.tr("The language changes with the next unlocking."), card, wraps=True)
        form.addRow("", remark)
        return card

    def _safety(self) -> Card:
        card = Card(self, heading=self.tr("Lock"))
        form = _form(card)
        minutes: list[tuple[str, object]] = [(self.tr("%n minutes", "", each), each) for each in LOCK_MINUTES]
        self._add(form, self.tr("Lock after &idle time of"), minutes, "lock_minutes")
        lock = QPushButton(self.tr("Loc&k now (Ctrl+L)"), card)
        lock.clicked.connect(self.lock_asked)
        card.body.addWidget(lock, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _line(self) -> Card:
        card = Card(self, heading=self.tr("Line"))
        box = QCheckBox(self.tr("Te&xt only: photos and PDF wait for a better line"), card)
        box.setChecked(self._settings.text_only)

        def take(is_checked: bool) -> None:
            self._settings = replace(self._settings, text_only=is_checked)
            self.changed.emit(self._settings)

        box.toggled.connect(take)
        card.body.addWidget(box)
        return card

    def _add(self, form: QFormLayout, title: str, offers: Sequence[tuple[str, object]], name: str) -> None:
        box = CalmComboBox(self)
        for text, value in offers:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(getattr(self._settings, name)), 0))
        box.setAccessibleName(title.replace("&", ""))
        label = Text(title, self)
        label.setBuddy(box)
        form.addRow(label, box)

        def take(at: int) -> None:
            self._settings = replace(self._settings, **{name: box.itemData(at)})
            self.changed.emit(self._settings)

        box.activated.connect(take)


def _form(card: Card) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(2 * RHYTHM)
    form.setVerticalSpacing(RHYTHM)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
    card.body.addLayout(form)
    return form
