"""Pictures become small and plain before they are kept; what is hostile is refused before it is decoded."""

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter

from gridclient.ui.attachments.pictures import of_image, picture, prepared
from gridcore.attachments import LARGEST, LONGEST_SIDE, Media
from gridcore.file_contents import Contents, Fault, examine, examine_stored
from tests.fakes.pictures import huge_png, jpeg, pdf, png, segment

# Exif with one entry: orientation 6, the camera was turned a quarter.
TURNED = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"


def drawn(width: int, height: int) -> QImage:
    """Red at the left, blue at the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, QColor("red"))
    painter.end()
    return image


def encoded(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def taken(width: int, height: int, told: bytes = b"") -> bytes:
    """A photo as a camera writes it."""
    plain = encoded(drawn(width, height), "JPEG")
    return plain[:2] + (segment(0xE1, told) if told else b"") + plain[2:]


def kept(content: bytes) -> bytes:
    found = prepared(content)
    assert isinstance(found, bytes), found
    return found


def test_a_large_photo_gets_small_enough_to_be_kept() -> None:
    found = examine_stored(kept(taken(4_000, 3_000)))
    assert found == Contents(Media.JPEG, LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_a_turned_photo_is_kept_upright_and_without_what_the_camera_wrote() -> None:
    content = taken(400, 200, TURNED)
    assert examine_stored(content) is Fault.TELLS_MORE
    plain = kept(content)
    assert examine_stored(plain) == Contents(Media.JPEG, 200, 400)
    assert b"Exif" not in plain
    shown = picture(plain)
    assert shown is not None
    assert shown.pixelColor(100, 20).red() > 200, "what was left is above after the turn"
    assert shown.pixelColor(100, 380).blue() > 200


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_texts_and_profiles_inside_a_picture_are_left_behind(kind: str) -> None:
    image = drawn(300, 200)
    image.setText("Author", "a canary")
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb))
    content = encoded(image, kind)
    assert b"canary" in content
    plain = kept(content)
    assert b"canary" not in plain
    assert isinstance(examine_stored(plain), Contents)


def test_a_drawing_stays_sharp_and_its_ground_is_white() -> None:
    image = QImage(200, 100, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    plain = kept(encoded(image, "PNG"))
    found = examine(plain)
    assert isinstance(found, Contents)
    assert found.media is Media.PNG
    shown = picture(plain)
    assert shown is not None
    assert shown.pixelColor(5, 5) == QColor("white")


def test_a_picture_from_the_clipboard_is_prepared_like_any_other() -> None:
    assert examine_stored(kept(of_image(drawn(3_000, 20)))) == Contents(Media.PNG, LONGEST_SIDE, 13)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"MZ not a picture", Fault.NOT_ALLOWED),
        (huge_png(60_000), Fault.TOO_MANY_PIXELS),
        (jpeg(65_000, 65_000), Fault.TOO_MANY_PIXELS),
        (png()[:-3], Fault.DAMAGED),
        (pdf(b"/Launch"), Fault.ACTIVE),
        (pdf() + bytes(LARGEST - 1_000) + b"%%EOF" + bytes(990), Fault.TOO_LARGE),
    ],
)
def test_hostile_and_damaged_files_are_refused(content: bytes, fault: Fault) -> None:
    assert prepared(content) is fault
    assert picture(content) is None


def test_a_pdf_is_kept_as_it_is_and_never_drawn() -> None:
    assert prepared(pdf()) == pdf()
    assert picture(pdf()) is None


def test_a_thumbnail_is_decoded_no_larger_than_it_is_shown() -> None:
    found = picture(taken(4_000, 3_000), 200)
    assert found is not None
    assert (found.width(), found.height()) == (200, 150)
