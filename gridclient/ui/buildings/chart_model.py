"""The model of the chart: floors are rows, flats of entrances are columns."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gridclient.actions.buildings import Chart, ChartColumn, Flat
from gridclient.ui.buildings.flat_signs import flat_words
from gridcore.ids import RecordId

_ROOT = QModelIndex()
_NO_FLAGS, _FLAGS = Qt.ItemFlag.NoItemFlags, Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_DISPLAY = Qt.ItemDataRole.DisplayRole
Index = QModelIndex | QPersistentModelIndex


class ChartModel(QAbstractTableModel):
    """Shows one chart at a time; a place without a flat cannot be entered."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None

    def show_chart(self, chart: Chart | None) -> None:
        """Change the building."""
        self.beginResetModel()
        self.chart = chart
        self.endResetModel()

    def flat(self, index: Index) -> Flat | None:
        """The flat at a place, if there is one; at no place there is none."""
        return self.flat_at(index.row(), index.column())

    def flat_at(self, row: int, column: int) -> Flat | None:
        """The same, by row and column."""
        return None if self.chart is None else self.chart.flats.get((row, column))

    def begins_entrance(self, column: int) -> bool:
        """Whether a column stands apart from the one before it."""
        if self.chart is None or column == 0:
            return False
        return self.chart.columns[column].unit != self.chart.columns[column - 1].unit

    def first(self) -> QModelIndex:
        """The first place with a flat."""
        places = sorted(self.chart.flats) if self.chart is not None else []
        return self.index(*places[0]) if places else QModelIndex()

    def index_of_room(self, room: RecordId) -> QModelIndex:
        """Where a room stands; an invalid index where it does not."""
        flats = self.chart.flats if self.chart is not None else {}
        place = next((place for place, flat in flats.items() if flat.room == room), None)
        return self.index(*place) if place is not None else QModelIndex()

    def index_of_household(self, household: RecordId) -> QModelIndex:
        """Where a household lives; an invalid index where it does not."""
        place = self.chart.place_of(household) if self.chart is not None else None
        return self.index(*place) if place is not None else QModelIndex()

    def index_of_number(self, typed: str) -> QModelIndex:
        """The first door whose number begins with what is typed, leading zeros apart."""
        flats = self.chart.flats if self.chart is not None else {}
        wanted = typed.lstrip("0")
        found = [place for place, flat in flats.items() if flat.number.lstrip("0").startswith(wanted)]
        exact = [place for place in found if flats[place].number.lstrip("0") == wanted]
        best = min(exact or found, default=None)
        return self.index(*best) if best is not None else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.chart is None else self.chart.rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.chart is None else len(self.chart.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _NO_FLAGS if self.flat(index) is None else _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        flat = self.flat(index)
        if flat is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return flat.number
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return flat_words(flat)
            case _:
                return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != _DISPLAY or self.chart is None or self.chart.is_courtyard:
            return None
        if orientation == Qt.Orientation.Vertical:
            return self._floor(self.chart.floors[section])
        return self._column(self.chart.columns[section])

    def _floor(self, floor: int) -> str:
        if floor == 0:
            return "—"
        if floor < 0:
            return self.tr("Basement {floor}").format(floor=-floor)
        return self.tr("Floor {floor}").format(floor=floor)

    def _column(self, column: ChartColumn) -> str:
        if not column.unit:
            return column.flat
        return self.tr("Entrance {unit} {flat}").format(unit=column.unit, flat=column.flat)
