"""Makes resources/fonts/paper.otf, the font of papers, from the Noto Serif SC of its package (OFL 1.1).

In the original many characters share their glyph with a Kangxi radical (人 with U+2F08). A PDF that embeds
it gives the radical when its text is copied or searched, and nothing at all for digits that a substitution
(GSUB) exchanged. So radicals lose their place in the character map, and substitutions go: each character has
one glyph. The font gets a name of its own, because one that is installed would be taken for it.

`python dev.py` and the bundle run it: python resources/papers/build_font.py
"""

import os
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Gridclient Paper"
SOURCE = "NotoSerifSC-Regular.otf"
PACKAGE = "pylopdf_fonts_zh_cn"
TARGET = Path(__file__).parents[1] / "fonts" / "paper.otf"
RADICALS = range(0x2E80, 0x2FE0)
_LEFT_OUT = ("GSUB", "DSIG")
_NAMES = {1: FAMILY, 3: f"{FAMILY} 1", 4: FAMILY, 6: FAMILY.replace(" ", ""), 16: FAMILY}


def build(source: Path, target: Path) -> None:
    """Write the font; a file that is there already is replaced at once or not at all."""
    font = TTFont(source, lazy=True, recalcTimestamp=False)
    for table in font["cmap"].tables:
        for point in [each for each in getattr(table, "cmap", {}) if each in RADICALS]:
            del table.cmap[point]
    for record in font["name"].names:
        if record.nameID in _NAMES:
            record.string = _NAMES[record.nameID]
    for tag in _LEFT_OUT:
        if tag in font:
            del font[tag]
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_suffix(f".{os.getpid()}")
    font.save(beside, reorderTables=None)
    beside.replace(target)


if __name__ == "__main__":
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise SystemExit(f"The package {PACKAGE} is not installed: papers will be set in the system's font.")
    build(Path(package.origin).with_name(SOURCE), TARGET)
