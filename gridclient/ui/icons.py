"""Our own icons, drawn in the colour that the palette gives their role."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from gridclient.ui.tinted_images import icon_names, image_folder
from gridclient.ui.tokens import Role, shown_tokens

LOOK_CHANGES = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)
"""After these a widget draws its icons anew."""


def icon(name: str, role: Role = "text") -> QIcon:
    """The named icon in a role's colour. Raises KeyError for a name that `resources/icons` does not have."""
    return tinted_icon(name, shown_tokens().colour(role))


@lru_cache(maxsize=256)
def tinted_icon(name: str, colour: str) -> QIcon:
    """The named icon in a `#RRGGBB` colour, for delegates that paint many."""
    if name not in icon_names():
        raise KeyError(name)
    return QIcon(f"{image_folder(colour)}/{name}.svg")


def paint_icon(painter: QPainter, rect: QRect, name: str, colour: str) -> None:
    """Draw the named icon into a rectangle."""
    tinted_icon(name, colour).paint(painter, rect)


def clear_picture(size: QSize, scale: float) -> QPixmap:
    """A picture to draw on once and show many times, as sharp as a screen of that scale."""
    picture = QPixmap(size * scale)
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


class IconSign(QWidget):
    """An icon that only accompanies a word: as high as the text, skipped by keyboard and screen reader."""

    def __init__(self, name: str, role: Role, parent: QWidget | None = None, *, scale: float = 1.0) -> None:
        super().__init__(parent)
        self._name, self._role, self._scale = name, role, scale
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str, role: Role) -> None:
        """Change the icon."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * self._scale)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = shown_tokens().colour(self._role)
        side = min(self.width(), self.height())
        square = QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
        painter = QPainter(self)
        paint_icon(painter, square, self._name, colour)
        painter.end()


class IconButton(QPushButton):
    """A push button whose icon follows theme and font. Without text, `title` is its name and tool tip."""

    def __init__(
        self, name: str, title: str, parent: QWidget | None = None, *, role: Role = "text", text: str = ""
    ) -> None:
        super().__init__(text, parent)
        self._name, self._role = name, role
        self.setAccessibleName(title)
        if not text:
            self.setToolTip(title)
            self.setProperty("quiet", True)
        self._draw()

    def show_icon(self, name: str, role: Role | None = None) -> None:
        """Change the icon."""
        self._name, self._role = name, role or self._role
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in LOOK_CHANGES and hasattr(self, "_role"):
            self._draw()

    def _draw(self) -> None:
        tint_button(self, self._name, self._role)


def tint_button(button: QAbstractButton, name: str, role: Role) -> None:
    """Give a button an icon in the present colours, as high as its text."""
    side = button.fontMetrics().height()
    button.setIcon(icon(name, role))
    button.setIconSize(QSize(side, side))
