"""Both schemes are readable, letters follow the setting, and icons exist in our colours."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gridclient.resources_path import resource
from gridclient.ui.fonts import FAMILIES, families, load_shipped_font, shipped_font
from gridclient.ui.icons import IconButton, icon
from gridclient.ui.theme import FONT_PERCENTS, Scheme, apply_theme, style_sheet
from gridclient.ui.tinted_images import icon_names
from gridclient.ui.tokens import (
    DARK,
    GRAPHIC_CONTRAST,
    LIGHT,
    NORMAL_TEXT_CONTRAST,
    Tokens,
    contrast,
    shown_tokens,
)
from gridclient.ui.widgets.texts import Small, Text, Title

SCHEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@SCHEMES
def test_every_text_stands_out_from_every_ground_it_may_stand_on(tokens: Tokens) -> None:
    faint = {
        name: round(contrast(text, ground), 2)
        for name, text, ground in tokens.text_pairs()
        if contrast(text, ground) < NORMAL_TEXT_CONTRAST
    }
    assert not faint


@SCHEMES
def test_what_can_be_operated_has_a_visible_edge(tokens: Tokens) -> None:
    for ground in (tokens.surface, tokens.background):
        assert contrast(tokens.outline, ground) >= GRAPHIC_CONTRAST
        assert contrast(tokens.primary, ground) >= GRAPHIC_CONTRAST


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@SCHEMES
def test_the_style_sheet_names_existing_images_and_no_size_of_letters(
    tokens: Tokens, qapp: QApplication
) -> None:
    sheet = style_sheet(tokens, 150)
    assert "$" not in sheet
    assert not re.search(r"font(-size)?\s*:\s*\d", sheet)
    for path in re.findall(r"url\((.*?)\)", sheet):
        name = path.rpartition("/")[2].removesuffix(".svg")
        assert name in icon_names()


@pytest.mark.parametrize(("scheme", "tokens"), [("light", LIGHT), ("dark", DARK)])
def test_a_chosen_scheme_reaches_the_palette(qapp: QApplication, scheme: Scheme, tokens: Tokens) -> None:
    apply_theme(qapp, scheme, 100)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(tokens.background)
    assert qapp.palette().color(QPalette.ColorRole.Text) == QColor(tokens.text)
    assert shown_tokens() is tokens


def test_the_system_scheme_is_followed_while_the_program_runs(qapp: QApplication) -> None:
    apply_theme(qapp, "system", 100)
    qapp.styleHints().colorSchemeChanged.emit(qapp.styleHints().colorScheme())
    is_dark = qapp.styleHints().colorScheme().name == "Dark"
    assert shown_tokens() is (DARK if is_dark else LIGHT)


@pytest.mark.parametrize("percent", FONT_PERCENTS)
def test_letters_of_open_windows_follow_the_setting(qtbot: QtBot, qapp: QApplication, percent: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    title, text, small, button = Title("楼栋图"), Text("住户"), Small("备注"), QPushButton("保存")
    for each in (title, text, small, button):
        column.addWidget(each)
    window.show()
    body = text.font().pointSizeF()
    apply_theme(qapp, "dark", percent)
    qapp.processEvents()
    assert text.font().pointSizeF() == pytest.approx(body * percent / 100)
    assert button.font().pointSizeF() == pytest.approx(body * percent / 100)
    assert title.font().pointSizeF() == pytest.approx(body * percent / 100 * 1.5)
    assert small.font().pointSizeF() == pytest.approx(body * percent / 100 * 0.9)


def test_a_chinese_font_is_always_there(qapp: QApplication) -> None:
    path = shipped_font()
    assert path is not None
    assert path.exists()
    assert load_shipped_font()
    assert QFontDatabase.hasFamily("Noto Sans SC")
    assert set(families()) <= set(FAMILIES)


@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg")))
def test_every_icon_is_drawn_in_the_colour_of_its_role(qapp: QApplication, name: str) -> None:
    image = icon(name, "care").pixmap(QSize(48, 48)).toImage()
    drawn = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert drawn == {LIGHT.care.text.lower()}


def test_an_icon_that_does_not_exist_is_a_bug(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        icon("unicorn")


def test_icons_on_buttons_follow_the_scheme(qtbot: QtBot, qapp: QApplication) -> None:
    button = IconButton("search", "查找")
    qtbot.addWidget(button)
    button.show()
    before = button.icon().pixmap(QSize(24, 24)).toImage()
    apply_theme(qapp, "dark", 100)
    qapp.processEvents()
    assert button.icon().pixmap(QSize(24, 24)).toImage() != before
