"""Every page of the whole window, over stores that a real server filled, holds what the walk asks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from demo.community import Community
from demo.roster_file import USUAL, write_roster
from gridclient.actions.visits import VisitAsked
from gridclient.desk import Desk
from gridclient.late_reporter import LateReporter
from gridclient.resources_path import resource
from gridclient.ui.conflicts.conflicts_page import ConflictsPage
from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.households.record_panel import RecordPanel
from gridclient.ui.notes.quick_note import QuickNoteDialog
from gridclient.ui.review.review_page import ReviewPage
from gridclient.ui.roster.roster_page import RosterPage
from gridclient.ui.shell.command_palette import CommandPalette
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridcore.ids import RecordId
from gridserver.app import build_app
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys
from gridserver.installation import with_keys
from tests.client.ui.conftest import _look, qloop, reports, until
from tests.client.ui.walk import walk
from tests.end_to_end.demo_people import NOW, Laptop, edit_home, enrolled, hand_in_case, settle, visit
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, database, dsn, template

__all__ = ["_look", "cluster", "database", "dsn", "qloop", "reports", "template"]

LOOKS: list[tuple[Scheme, int, str]] = [("light", 100, "en"), ("dark", 150, "en"), ("dark", 150, "zh_CN")]
SIZE = (1366, 768)


@dataclass
class Everything:
    """Who has a laptop, and what lies on it."""

    made: Community
    worker: Laptop
    supervisor: Laptop
    mediator: Laptop
    home: RecordId
    case: RecordId
    roster: Path


@pytest.fixture(scope="module")
def everything(
    database: Database, qloop: asyncio.AbstractEventLoop, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Everything]:
    folder = tmp_path_factory.mktemp("laptops")
    installation = with_keys(database, create_keys(folder / "server.keys"), clock=lambda: NOW)
    made = settle(installation)
    roster = folder / "名册.xlsx"
    write_roster(roster, made, dirt=USUAL)
    with serving(build_app(installation)) as address:

        async def begin() -> AsyncIterator[Everything]:
            users = ("worker", "colleague", "supervisor", "mediator")
            worker, colleague, supervisor, mediator = [
                await enrolled(folder / user, installation, address, user) for user in users
            ]
            homes = [each.id for each in made.households]
            await visit(worker, homes[0])
            await edit_home(worker, homes[0], "13800138000")
            await edit_home(colleague, homes[0], "13900139000")
            case = await hand_in_case(mediator)
            for each in (colleague, mediator, worker, supervisor):
                await each.sync()
            await visit(worker, homes[1], is_draft=True)
            await visit(worker, homes[2])
            await worker.rooms.notes.keep("三号楼楼道灯坏了，记得报修。")
            yield Everything(made, worker, supervisor, mediator, homes[0], case, roster)
            for each in (worker, colleague, supervisor, mediator):
                await each.session.close()

        story = begin()
        yield qloop.run_until_complete(anext(story))
        qloop.run_until_complete(anext(story, None))


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]} {look[1]} {look[2]}")
def look(
    request: pytest.FixtureRequest, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    scheme, percent, language = request.param
    apply_theme(qapp, scheme, percent)
    translator = QTranslator(qapp)
    if language != "en":
        assert translator.load(language, str(resource("translations")))
        qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


class Walker:
    """Goes through a window and remembers what is wrong, with the page."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.found = desk, list[str]()

    async def look_at(self, name: str, shown: QWidget | None = None) -> None:
        await rest()
        self.found += [f"{name}: {each}" for each in walk(shown or self.desk.window)]

    async def page(self, name: str, argument: object = None) -> QWidget:
        self.desk.window.show_page(name, argument)
        await self.look_at(name)
        return self.desk.window.page(name)

    async def listed_pages(self) -> None:
        for each in self.desk.window.page_ids():
            if each not in ("household", "visit"):
                await self.page(each)

    async def dialogs(self) -> None:
        for show, kind in (
            (self.desk.pages.quick_note, QuickNoteDialog),
            (self.desk.window.search, CommandPalette),
        ):
            show()
            dialog = self.desk.window.findChild(kind)
            assert isinstance(dialog, kind)
            await self.look_at(kind.__name__, dialog)
            dialog.reject()
            await rest()


async def rest() -> None:
    """Until every task of the window has ended and is drawn."""
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0.002)
    QApplication.processEvents()


async def at(qapp: QApplication, laptop: Laptop) -> Walker:
    desk = await Desk.open(qapp, laptop.session, LateReporter())
    desk.window.resize(*SIZE)
    desk.window.show()
    desk.window.activateWindow()
    return Walker(desk)


async def left(walker: Walker) -> None:
    walker.desk.window.hide()
    await walker.desk.close()
    assert walker.found == [], "\n".join(walker.found)


async def test_a_grid_workers_window(
    qtbot: QtBot, qapp: QApplication, everything: Everything, look: None
) -> None:
    walker = await at(qapp, everything.worker)
    await walker.listed_pages()
    conflicts = walker.desk.window.page("conflicts")
    assert isinstance(conflicts, ConflictsPage)
    assert conflicts.view is not None, "there is a conflict to decide"
    card = await walker.page("household", everything.home)
    assert isinstance(card, HouseholdPage)
    card.edit.click()
    await until(lambda: isinstance(card.panel, RecordPanel) and card.panel.form is not None)
    await walker.look_at("household form")
    form = await walker.page("visit", VisitAsked(household=everything.home))
    assert isinstance(form, VisitFormPage)
    assert form.form is not None
    await walker.dialogs()
    await left(walker)


async def test_a_supervisors_window(
    qtbot: QtBot, qapp: QApplication, everything: Everything, look: None
) -> None:
    walker = await at(qapp, everything.supervisor)
    await walker.listed_pages()
    review = walker.desk.window.page("review")
    assert isinstance(review, ReviewPage)
    walker.desk.window.show_page("review")
    await rest()
    assert review.list.rowCount() >= 2, "a visit and an agreement wait"
    for number in range(2):
        review.table.view.setFocus()
        review.table.view.setCurrentIndex(review.list.index(number, 0))
        await walker.look_at(f"review {number}")
    assert review.view is not None
    roster = await walker.page("roster")
    assert isinstance(roster, RosterPage)
    roster.read(everything.roster)
    await walker.look_at("roster with a file")
    assert roster.list.rowCount() > 0
    await left(walker)


async def test_a_mediators_window(
    qtbot: QtBot, qapp: QApplication, everything: Everything, look: None
) -> None:
    walker = await at(qapp, everything.mediator)
    await walker.listed_pages()
    await walker.page("mediation", everything.case)
    await walker.dialogs()
    await left(walker)
