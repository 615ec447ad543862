"""A process that imports a roster behind an open page: `python -m benchmarks.roster_watched STORE ROSTER`.

Lines on its output: `read` or `save`, and the seconds of each beat of `Heart`; the passphrase comes on its
input.
"""

import asyncio
import os
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication
from sqlalchemy import Connection

from benchmarks.watched import Heart
from gridclient.actions.roster import RosterImport
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
from gridcore.roster.plan import RosterPlan

_TURN_S = 0.01


async def _watch(app: QApplication, store: Path, roster: Path, passphrase: str) -> int:
    session = await Session.unlock(store, passphrase, of_this_machine())
    community = await session.database.write(_follow_all)
    importing = RosterImport(session.database, community, session.ports, is_demo=True)
    page = RosterPage(importing)
    page.resize(1180, 690)
    page.show()
    await asyncio.sleep(0.5)
    heart = Heart(page)
    heart.start()
    began = time.process_time(), time.perf_counter()
    page.read(roster)
    while not (page.import_button.isEnabled() and page.list.rowCount()):
        await asyncio.sleep(_TURN_S)
    _tell("read", heart.stop(), began)
    plan = await importing.preview(roster)
    if not isinstance(plan, RosterPlan):
        raise RuntimeError("the roster of the benchmark was not read")
    heart.start()
    began = time.process_time(), time.perf_counter()
    page.progress.start()
    await importing.import_plan(plan, page.progress.show_progress)
    _tell("save", heart.stop(), began)
    sys.stdout.flush()
    os._exit(0)


def _follow_all(connection: Connection) -> CommunityId:
    """The laptop follows every grid of the one community that its store knows."""
    (code,) = connection.exec_driver_sql("SELECT DISTINCT code FROM shown_community").scalars()
    community = CommunityId(code)
    names, _ = grids_here(connection, community)
    follow(connection, community, [ScopeId(f"grid/{each}") for each in names])
    return community


def _tell(when: str, beats: list[tuple[float, float, float]], began: tuple[float, float]) -> None:
    cpu, wall = time.process_time() - began[0], time.perf_counter() - began[1]
    sys.stdout.write(f"{when} spent {cpu:.3f} {wall:.3f}\n")
    for late, by_us, own in beats:
        sys.stdout.write(f"{when} {late:.6f} {by_us:.6f} {own:.6f}\n")


def main(store: Path, roster: Path, passphrase: str) -> None:
    """The page of the client's program, on an unlocked store."""
    app = QApplication([])
    install_language(app, "zh_CN")
    apply_theme(app, "light", 100)
    run_app(app, lambda: _watch(app, store, roster, passphrase), LateReporter())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.stdin.readline().strip())
