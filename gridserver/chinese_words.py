"""The Chinese of declared texts where there is no window, read from the translations that windows have."""

import functools
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

from gridcore.fields import Label

_FILE = Path(__file__).resolve().parent.parent / "resources" / "translations" / "zh_CN.ts"


def in_chinese(label: Label) -> str:
    """A text in Chinese; in English where it has no translation."""
    return _translations(_FILE).get((label.context, label.text)) or label.text


@functools.cache
def _translations(file: Path) -> Mapping[tuple[str, str], str]:
    if not file.exists():
        return {}
    found: dict[tuple[str, str], str] = {}
    for context in ElementTree.parse(file).iter("context"):  # a file of our own
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.get("type") is None:
                found[name, message.findtext("source", "")] = translation.text or ""
    return found
