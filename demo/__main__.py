"""`python -m demo`: a demo community on a server of its own, and a worker's client open on it.

Without a display, or with --day, one day is played through the real windows instead.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from demo.day import Day, DayFailedError
from demo.hands import Camera
from demo.laptops import PASSPHRASE, folder_of, open_laptop
from demo.office import WORKER, Office, OfficeError
from gridclient.desk import Desk
from gridclient.hardening import keep_memory_private
from gridclient.languages import install_language
from gridclient.late_reporter import LateReporter
from gridclient.ports import of_this_machine
from gridclient.ui.async_slot import run_app
from gridclient.ui.qt_messages import quieten_offscreen
from gridclient.ui.theme import apply_theme
from gridcore.problems import ProblemError
from gridserver.db.embedded import EmbeddedPostgresError

HELD, FAILED = 0, 1
_FOLDER = Path(__file__).resolve().parent.parent / ".demo"


def main(arguments: Sequence[str]) -> int:
    """Run the demo; 0 when everything held."""
    options = _options(arguments)
    plays = options.day or not _has_display()
    if plays:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    began = time.monotonic()
    office = Office(
        options.folder / options.community, style=options.community, today=of_this_machine().today()
    )
    try:
        office.prepare(_Progress())
        office.open_line()
        print(f"The server answers on {office.url} after {time.monotonic() - began:.1f} s.", flush=True)
        quieten_offscreen()
        app = QApplication(sys.argv[:1])
        keep_memory_private()
        install_language(app, options.language)
        apply_theme(app, "light" if plays else "system", 100)
        return _play(app, office, options) if plays else _work(app, office)
    except (OfficeError, EmbeddedPostgresError, ProblemError) as error:
        print(f"The demo stops: {error}", file=sys.stderr)
        return FAILED
    finally:
        office.close()


def _play(app: QApplication, office: Office, options: argparse.Namespace) -> int:
    folder = options.shots or options.folder / "pictures"
    camera = Camera(folder)
    told: list[str] = []

    def tell(line: str) -> None:
        told.append(line)
        print(f"{len(told):3}. {line}.", flush=True)

    async def run() -> int:
        try:
            await Day(app, office, camera, tell).play()
        except DayFailedError as error:
            print(f"  ✗  {error}", file=sys.stderr, flush=True)
            return FAILED
        return HELD

    reporter = _Watchful()
    result = run_app(app, run, reporter)
    if reporter.crashes:
        print(f"  ✗  the windows met a bug: {', '.join(reporter.crashes)}", file=sys.stderr, flush=True)
        result = FAILED
    print(f"{len(camera.taken)} pictures are in {folder}.")
    print("Every step held." if result == HELD else "The day did not hold.", flush=True)
    return result


def _work(app: QApplication, office: Office) -> int:
    """The worker's window, unlocked; after locking, the client as it is started every morning."""
    print(f"The client opens, unlocked. Its passphrase in this demo: {PASSPHRASE}", flush=True)
    reporter = LateReporter()

    async def run() -> int:
        session, _ = await open_laptop(office, WORKER, office.url)
        desk = await Desk.open(app, session, reporter)
        try:
            return 1 if await desk.work() else 0
        finally:
            await desk.close()
            await session.close()

    if run_app(app, run, reporter):
        command = [sys.executable, "-m", "gridclient", "--folder", str(folder_of(office, WORKER))]
        return subprocess.run(command, check=False).returncode
    return HELD


def _has_display() -> bool:
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Watchful(LateReporter):
    """Nothing that nobody expected stays unseen."""

    def __init__(self) -> None:
        super().__init__()
        self.crashes: list[str] = []

    def report_crash(self, error: BaseException) -> None:
        """Remember what it was; its message may hold values."""
        self.crashes.append(type(error).__name__)


class _Progress:
    """One line for each stage, rewritten on a terminal."""

    def __init__(self) -> None:
        self._stage = ""
        self._is_terminal = sys.stdout.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        is_done = done >= total
        if self._is_terminal:
            print(f"\r{stage}: {100 * done // total:3} %", end="\n" if is_done else "", flush=True)
        elif stage != self._stage or is_done:
            print(f"{stage}: {100 * done // total} %", flush=True)
        self._stage = stage


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python dev.py demo", description=__doc__)
    parser.add_argument(
        "--day", action="store_true", help="play one day offscreen, also where there is a display"
    )
    parser.add_argument("--shots", type=Path, metavar="DIR", help="where the day's pictures go")
    parser.add_argument("--folder", type=Path, default=_FOLDER, help="where the demo keeps its data")
    parser.add_argument(
        "--community",
        choices=("2018", "average", "stress"),
        default="2018",
        help="11,108 people in one community, 130,000 in seventeen, or 1.6 million in two hundred",
    )
    parser.add_argument("--language", choices=("system", "zh_CN", "en"), default="zh_CN")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
