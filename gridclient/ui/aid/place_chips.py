"""The figures of a project, each a button that shows the households behind it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from gridclient.actions.aid import Figures
from gridclient.ui.households.filter_chips import FilterChip
from gridclient.ui.widgets.flow_layout import FlowLayout

PROPOSED, GIVEN, NO_PLACE, OTHERS = "proposed", "given", "no_place", "others"


class PlaceChips(QWidget):
    """One is pressed at a time; `changed` after another one was."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Which households"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = FlowLayout(self, gap=8, line_gap=6)
        symbols = ((PROPOSED, "hand"), (GIVEN, "flag"), (NO_PLACE, "warning"), (OTHERS, "search"))
        self._chips = {name: FilterChip(name, "", symbol, self) for name, symbol in symbols}
        for name, each in self._chips.items():
            row.addWidget(each)
            each.clicked.connect(partial(self.press, name))
        self._chips[PROPOSED].setChecked(True)
        self._chips[OTHERS].setText(self.tr("Another household…"))
        self._chips[NO_PLACE].hide()

    @property
    def chosen(self) -> str:
        """The name of the pressed chip."""
        return next(name for name, each in self._chips.items() if each.isChecked())

    def press(self, name: str) -> None:
        """This one and no other; a button group would keep Tab from the others."""
        for each in self._chips.values():
            each.setChecked(each.name == name)
        self.changed.emit()

    def chip(self, name: str) -> FilterChip:
        """One of them."""
        return self._chips[name]

    def show_figures(self, figures: Figures) -> None:
        """How many there are of each; who found no place is named only where there is somebody."""
        number = QLocale().toString
        given = (
            self.tr("{given} of {places} places given")
            if figures.is_whole
            else self.tr("{given} places given in your grids, {places} in all")
        )
        proposed = self.tr("{count} more proposed").format(count=number(figures.proposed))
        self._chips[PROPOSED].setText(proposed)
        told = given.format(given=number(figures.given), places=number(figures.places))
        handed = self.tr("{count} handed over").format(count=number(figures.handed_over))
        self._chips[GIVEN].setText(f"{told} · {handed}")
        none = self.tr("{count} found no place").format(count=number(figures.found_none))
        self._chips[NO_PLACE].setText(none)
        self._chips[NO_PLACE].setVisible(figures.found_none > 0)
        if not figures.found_none and self.chosen == NO_PLACE:
            self._chips[NO_PLACE].setChecked(False)
            self._chips[PROPOSED].setChecked(True)
