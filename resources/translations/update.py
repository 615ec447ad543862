"""Brings the translation files in step with the source: `python resources/translations/update.py`.

Reads every text that the windows translate (lupdate, with `label` as a way to mark one), keeps the
translations that are there, and adds new texts as unfinished. `zh_CN.ts` holds all; `en.ts` holds the plural
forms of English alone.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_ALIAS = "QT_TRANSLATE_NOOP=label"


def update(chinese: Path, english: Path) -> None:
    """Write both files anew. Raises CalledProcessError when lupdate fails."""
    _run(chinese, "zh_CN")
    _run(english, "en", "-pluralonly")


def _run(target: Path, language: str, *more: str) -> None:
    sources = sorted(
        each.relative_to(ROOT).as_posix()
        for folder in ("gridclient", "gridcore")
        for each in (ROOT / folder).rglob("*.py")
    )
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "sources.lst"
        names.write_text("\n".join(sources), encoding="utf-8")
        start = "from PySide6.scripts.pyside_tool import lupdate; lupdate()"
        command = [sys.executable, "-c", start, f"@{names}", "-tr-function-alias", _ALIAS, "-no-obsolete"]
        command += ["-locations", "none", "-source-language", "en", "-target-language", language, *more]
        subprocess.run([*command, "-ts", str(target)], cwd=ROOT, check=True, capture_output=True)


if __name__ == "__main__":
    update(HERE / "zh_CN.ts", HERE / "en.ts")
