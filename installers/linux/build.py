"""Builds the client for Linux as a folder that needs no Python: `python installers/linux/build.py`.

The result is `gridclient/gridclient` below `--out`, beside its libraries. Build on the oldest system that it
shall run on, because it needs at least that system's C library.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from gridclient.ui.fonts import shipped_font  # noqa: E402 - the checkout is not installed

NAME = "gridclient"
_RESOURCES = ("calendars", "fonts", "icons", "papers", "passphrases", "pinyin", "styles", "translations")
_LAZY = ("gridclient.desk", "gridclient.entrance", "gridcore.roster.workbook", "python_calamine")
"""Modules that are imported late or by name, which the analysis might not see."""
_NOT_NEEDED = (
    "tkinter",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtQuick3D",
    "PySide6.QtOpenGL",
    "PySide6.QtDesigner",
    "PySide6.QtHelp",
    "gridserver",
    "demo",
    "benchmarks",
    "pytest",
    "hypothesis",
    "alembic",
    "psycopg",
    "starlette",
    "uvicorn",
    "fontTools",
    "pypinyin",
)
_HOST_LIBRARIES = (
    "libqgtk3.so",
    "libgtk-3.so.0",
    "libgdk-3.so.0",
    "libqeglfs.so",
    "libqlinuxfb.so",
    "libqvnc.so",
    "libqtiff.so",
    "libqwebp.so",
    "libqicns.so",
    "libqtga.so",
)
"""What the build host drags in, or no laptop needs."""


def build(out: Path) -> Path:
    """Make the bundle under a folder and return the path of its program. Raises CalledProcessError."""
    out.mkdir(parents=True, exist_ok=True)
    target = out / NAME
    shutil.rmtree(target, ignore_errors=True)
    work = out / "work"
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--onedir", "--name", NAME]
    command += [
        "--distpath",
        str(out),
        "--workpath",
        str(work),
        "--specpath",
        str(work),
        "--log-level",
        "WARN",
    ]
    command += ["--paths", str(ROOT), "--strip"]
    for each in _RESOURCES:
        if (ROOT / "resources" / each).is_dir():
            command += ["--add-data", f"{ROOT / 'resources' / each}:resources/{each}"]
    for each in _LAZY:
        command += ["--hidden-import", each]
    for each in _NOT_NEEDED:
        command += ["--exclude-module", each]
    font = shipped_font()
    if font is not None:
        command += ["--add-data", f"{font}:resources/fonts"]
    subprocess.run([*command, str(ROOT / "gridclient" / "__main__.py")], cwd=ROOT, check=True)
    _trim(target)
    shutil.rmtree(work, ignore_errors=True)
    return target / NAME


def _trim(target: Path) -> None:
    for name in _HOST_LIBRARIES:
        for found in target.rglob(name):
            found.unlink()
    for found in target.rglob("translations/*.qm"):
        if "PySide6" in found.parts and "zh_CN" not in found.name:
            found.unlink()


def _size_mb(folder: Path) -> float:
    files = (each for each in folder.rglob("*") if each.is_file() and not each.is_symlink())
    return sum(each.stat().st_size for each in files) / 1e6


def main() -> int:
    """Build and say where it is and how large."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "linux", help="where to put the bundle")
    program = build(parser.parse_args().out.absolute())
    print(f"{program} ({_size_mb(program.parent):.0f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
