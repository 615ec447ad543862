"""The system keeps the titles of windows, in its lists and its pictures of them: nobody is named there."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.ui.attachments.picture_view import PictureView
from gridclient.ui.widgets.question import Question

NAME = "王桂兰"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.setWindowTitle("Gridclient")
    qtbot.addWidget(made)
    return made


def test_a_question_about_somebody_is_asked_in_the_window_and_not_in_its_title(window: QWidget) -> None:
    asked = Question(f"Remove {NAME} from this household?", "They stay in the history.", "Remove", window)
    assert asked.windowTitle() == "Gridclient"
    assert NAME in asked.accessibleName(), "who sees nothing hears the question"


def test_a_picture_is_not_titled_by_its_file(window: QWidget) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    shown = PictureView(f"{NAME}残疾证.jpg", image, window)
    assert shown.windowTitle() == "Gridclient"
    assert NAME in shown.shown.accessibleName()
