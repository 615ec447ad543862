"""How a user likes the window: outside the store, because the unlock window needs it. Nothing personal."""

import json
from dataclasses import asdict
from pathlib import Path

import platformdirs

from gridclient.ui.shell.window_settings import LOCK_MINUTES, WindowSettings
from gridclient.ui.theme import FONT_PERCENTS

_SCHEMES = ("light", "dark", "system")
_LANGUAGES = ("system", "zh_CN", "en")


def preferences_file() -> Path:
    """Where the preferences of the person who is logged in lie."""
    return Path(platformdirs.user_config_dir("Gridclient", appauthor=False)) / "window.json"


def load_preferences(file: Path) -> WindowSettings:
    """The preferences; what is missing or makes no sense is as it comes."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return WindowSettings()
    if not isinstance(kept, dict):
        return WindowSettings()
    usual = WindowSettings()
    return WindowSettings(
        scheme=kept["scheme"] if kept.get("scheme") in _SCHEMES else usual.scheme,
        font_percent=kept["font_percent"]
        if kept.get("font_percent") in FONT_PERCENTS
        else usual.font_percent,
        language=kept["language"] if kept.get("language") in _LANGUAGES else usual.language,
        lock_minutes=kept["lock_minutes"] if kept.get("lock_minutes") in LOCK_MINUTES else usual.lock_minutes,
        text_only=kept.get("text_only") is True,
    )


def save_preferences(file: Path, settings: WindowSettings) -> None:
    """Keep the preferences; a folder that cannot be written only costs them."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(settings)), encoding="utf-8")
    except OSError:
        return
