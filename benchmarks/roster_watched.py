"""A process that imports a roster behind an open page: `python -m benchmarks.roster_watched STORE ROSTER`.

It is read, saved, and read once more with everybody known. Lines on its output: `read`, `save` or `again`,
and the seconds of each beat of `Heart`, or what was spent and the most memory; the passphrase comes on its
input.
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection

from benchmarks.figures import Watch
from benchmarks.in_window import tell
from benchmarks.watched import Heart
from gridclient.actions.roster import Progress, RosterImport
from gridclient.actions.session import Session
from gridclient.db.cursors import follow
from gridclient.db.roster_known import grids_here
from gridclient.languages import install_language
from gridclient.late_reporter import LateReporter
from gridclient.ports import of_this_machine
from gridclient.ui.async_slot import run_app
from gridclient.ui.roster.roster_page import RosterPage
from gridclient.ui.theme import apply_theme
from gridcore.ids import CommunityId, ScopeId
from gridcore.roster.columns import Column
from gridcore.roster.plan import RosterPlan
from gridcore.roster.rows import Verdict
from gridcore.roster.workbook import WorkbookProblem

_TURN_S, _SAMPLE_MS = 0.01, 100


class _Importing(RosterImport):
    """Keeps the plan that the page shows, so that it is made once."""

    plan: RosterPlan | None = None

    async def preview(
        self,
        path: Path,
        *,
        columns: Mapping[str, Mapping[int, Column]] | None = None,
        grid: str | None = None,
        fill_from_number: bool = False,
        progress: Progress | None = None,
    ) -> RosterPlan | WorkbookProblem:
        found = await super().preview(path, progress=progress)
        self.plan = found if isinstance(found, RosterPlan) else None
        return found


class _Watched:
    """The loop's beats, what is spent, and the most memory."""

    def __init__(self, page: RosterPage) -> None:
        self._heart, self._process = Heart(page), psutil.Process()
        self._sampling = QTimer(page, interval=_SAMPLE_MS)
        self._sampling.timeout.connect(self._sample)
        self._sampling.start()

    def start(self) -> None:
        """From now on."""
        self._most, self._watch = 0, Watch()
        self._heart.start()

    def tell(self, when: str) -> None:
        """What it was until now."""
        spent, beats = self._watch.spent(), self._heart.stop()
        tell(f"{when} spent", spent.cpu_s, spent.wall_s, self._most)
        for beat in beats:
            tell(when, *beat)

    def _sample(self) -> None:
        self._most = max(self._most, self._process.memory_info().rss)


async def _watch(app: QApplication, store: Path, roster: Path, passphrase: str) -> int:
    session = await Session.unlock(store, passphrase, of_this_machine())
    community = await session.database.write(_follow_all)
    importing = _Importing(session.database, community, session.ports, is_demo=True)
    page = RosterPage(importing)
    page.resize(1180, 690)
    page.show()
    await asyncio.sleep(0.5)
    watched = _Watched(page)
    watched.start()
    await _read(page, roster)
    watched.tell("read")
    if importing.plan is None or importing.plan.verdicts()[Verdict.REFUSED]:
        raise RuntimeError("the roster of the benchmark was not read as a whole")
    watched.start()
    page.progress.start()
    await importing.import_plan(importing.plan, page.progress.show_progress)
    watched.tell("save")
    importing.plan = None
    watched.start()
    await _read(page, roster)
    watched.tell("again")
    sys.stdout.flush()
    os._exit(0)


async def _read(page: RosterPage, roster: Path) -> None:
    """Until its rows are in sight."""
    page.read(roster)
    while page.list.rowCount():
        await asyncio.sleep(_TURN_S)
    while not page.list.rowCount():
        await asyncio.sleep(_TURN_S)


def _follow_all(connection: Connection) -> CommunityId:
    """The laptop follows every grid of the one community that its store knows."""
    (code,) = connection.exec_driver_sql("SELECT DISTINCT code FROM shown_community").scalars()
    community = CommunityId(code)
    names, _ = grids_here(connection, community)
    follow(connection, community, [ScopeId(f"grid/{each}") for each in names])
    return community


def main(store: Path, roster: Path, passphrase: str) -> None:
    """The page of the client's program, on an unlocked store."""
    app = QApplication([])
    install_language(app, "zh_CN")
    apply_theme(app, "light", 100)
    run_app(app, lambda: _watch(app, store, roster, passphrase), LateReporter())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.stdin.readline().strip())
