"""Installs the language of the windows: our own texts, Qt's own, and how days and numbers are written."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from gridclient.resources_path import resource
from gridclient.ui.shell.window_settings import WindowLanguage


def install_language(app: QApplication, chosen: WindowLanguage) -> None:
    """Chinese for Chinese systems unless the user chose otherwise; call it before the first window."""
    locale = QLocale.system() if chosen == "system" else QLocale(chosen)
    is_chinese = locale.language() == QLocale.Language.Chinese
    QLocale.setDefault(QLocale("zh_CN") if is_chinese else locale)
    name = "zh_CN" if is_chinese else "en"
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for file, folder in ((f"qtbase_{name}", qt_folder), (name, str(resource("translations")))):
        translator = QTranslator(app)
        if translator.load(file, folder):
            app.installTranslator(translator)
