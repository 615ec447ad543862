"""Makes pictures small and plain before they are kept, and thumbnails in memory. Call it from a thread."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from gridcore.attachments import LARGEST, LONGEST_SIDE, Media
from gridcore.file_contents import Contents, Fault, examine

_QUALITY = 85
_SMALL_PNG = 400_000
"""A drawing or a screen stays sharp as PNG; a photo would be far larger than as JPEG."""
_MOST_MEGABYTES = 512
_FORMATS = {Media.JPEG: b"jpeg", Media.PNG: b"png"}


def prepared(content: bytes) -> bytes | Fault:
    """A file as it is kept: a picture upright, at most 2,048 pixels wide or high, and nothing but itself.

    Where it was taken, with what, and what else a camera writes into a photo are left behind.
    """
    found = examine(content)
    if isinstance(found, Fault):
        return found
    if found.media is Media.PDF:
        return content if len(content) <= LARGEST else Fault.TOO_LARGE
    image = _read(content, found, LONGEST_SIDE)
    if image is None:
        return Fault.DAMAGED
    as_png = _written(image, Media.PNG) if found.media is Media.PNG else b""
    return as_png if 0 < len(as_png) <= _SMALL_PNG else _written(image, Media.JPEG)


def picture(content: bytes, longest: int = LONGEST_SIDE) -> QImage | None:
    """A picture to be shown; None for what is none, or is too large to be looked at safely."""
    found = examine(content)
    if isinstance(found, Fault) or found.media is Media.PDF:
        return None
    return _read(content, found, longest)


def of_image(image: QImage) -> bytes:
    """A picture from the clipboard as a file, to be prepared like any other."""
    return _written(image, Media.PNG)


def _read(content: bytes, found: Contents, longest: int) -> QImage | None:
    """Decode no larger than it is needed, upright, in plain colours on white."""
    held = QByteArray(content)
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(_FORMATS[found.media]))
    reader.setAutoTransform(True)
    size = QSize(found.width, found.height)
    if max(found.width, found.height) > longest:
        reader.setScaledSize(size.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return None
    if image.colorSpace().isValid():
        image.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    # Another image takes over the pixels alone: texts, profiles and resolutions stay behind.
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    return plain


def _written(image: QImage, media: Media) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, _FORMATS[media].decode(), _QUALITY if media is Media.JPEG else -1)  # type: ignore[call-overload]
    return bytes(buffer.data().data())
