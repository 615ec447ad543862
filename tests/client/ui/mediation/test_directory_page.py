"""The directory: read by everybody, written by supervisors, printed as a notice, offered to a new session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gridclient.actions.mediation_directory import ADVISER, ROOM, MediationDirectory
from gridclient.db.confirmed import write_confirmed
from gridclient.db.pending import unanswered
from gridclient.db.shown import refresh
from gridclient.db.threads import Connection
from gridclient.ui.mediation.directory_page import DirectoryPage
from gridclient.ui.papers.pdf import pdf_of
from gridclient.ui.theme import Scheme, apply_theme
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Line, Picture, Table
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit, Set
from gridcore.sync.stored import Confirmed
from tests.client.ui.conftest import until
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.households.card import said, write
from tests.client.ui.mediation.desk import COMMUNITY, TODAY, Desk, at_desk
from tests.client.ui.walk import walk
from tests.fakes.pictures import png

SUN: dict[str, Value] = {
    "name": "孙律师",
    "firm": "春晓律师事务所",
    "licence": "13704200000000000",
    "phone": "06325510000",
    "complaint_phone": "06325512348",
    "since": "2026-01-01",
}
PEACE: dict[str, Value] = {"name": "和合调解室", "address": "春晓苑1号楼101", "hours": "工作日 9:00—17:00"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


async def received(desk: Desk, *records: tuple[str, str, dict[str, Value]]) -> None:
    known = [Confirmed(RecordId(each), kind, COMMUNITY_SCOPE, cells, {}, 9) for each, kind, cells in records]

    def store(connection: Connection) -> None:
        write_confirmed(connection, known)
        refresh(connection, [each.id for each in known])

    await desk.database.write(store)


async def waiting(desk: Desk) -> Sequence[Edit]:
    found = await desk.database.read(lambda connection: unanswered(connection, COMMUNITY, 100))
    return [each.edit for each in found]


def directory(desk: Desk, role: Role = Role.SUPERVISOR) -> MediationDirectory:
    return MediationDirectory(desk.database, desk.ports, frozenset({role}), desk.records, desk.attachments)


async def shown(qtbot: QtBot, desk: Desk, role: Role = Role.SUPERVISOR) -> DirectoryPage:
    page = DirectoryPage(directory(desk, role), desk.records, lambda: TODAY)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.page_shown()
    await until(lambda: page.list.is_loaded)
    return page


async def opened(page: DirectoryPage) -> None:
    await until(lambda: page.panel is not None and page.panel.form is not None)


async def test_a_supervisor_enters_an_adviser_and_a_room_of_the_community(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        page = await shown(qtbot, desk)
        for button, name, more in (
            (page.adviser_button, "孙律师", ("firm", "春晓律师事务所")),
            (page.room_button, "和合调解室", ("address", "春晓苑1号楼101")),
        ):
            button.click()
            await opened(page)
            assert page.panel is not None
            form = page.panel.form
            assert form is not None
            write(form, "name", name)
            write(form, *more)
            page.panel.save()
            await until(lambda: page.panel is None)
        await until(lambda: page.list.rowCount() == 2)
        made = [each for each in await waiting(desk) if isinstance(each, Create)]
        assert [(each.kind, each.scope) for each in made] == [
            (ADVISER, COMMUNITY_SCOPE),
            (ROOM, COMMUNITY_SCOPE),
        ]
        assert made[0].cells["since"] == TODAY.isoformat()
        assert "1 legal adviser(s) · 1 mediation room(s)" in said(page)


async def test_an_entry_is_changed_and_what_is_over_comes_last(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        former = {**SUN, "name": "安律师", "until": "2025-12-31", "since": "2025-01-01"}
        await received(desk, ("a1", ADVISER, former), ("a2", ADVISER, SUN), ("m1", ROOM, PEACE))
        page = await shown(qtbot, desk)
        rows = [page.list.row(at) for at in range(page.list.rowCount())]
        assert [row.record for row in rows if row is not None] == ["a2", "a1", "m1"]
        states = [page.list.index(at, 0).data() for at in range(len(rows))]
        assert states == ["In office", "Former", "Open"]
        page.table.select("a2")
        page.edit()
        await opened(page)
        assert page.panel is not None
        assert page.panel.form is not None
        write(page.panel.form, "phone", "06325519999")
        page.panel.save()
        await until(lambda: page.panel is None)
        (edit,) = await waiting(desk)
        assert isinstance(edit, Set)
        assert (edit.id, edit.cell, edit.value) == ("a2", "phone", "06325519999")


async def test_who_mediates_reads_and_changes_nothing(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        await received(desk, ("a2", ADVISER, SUN))
        page = await shown(qtbot, desk, Role.MEDIATOR)
        assert not page.adviser_button.isVisible()
        assert not page.room_button.isVisible()
        page.table.select("a2")
        page.edit()
        assert page.panel is None


async def test_the_notice_names_who_advises_today(folder: Path) -> None:
    async with at_desk(folder) as desk:
        assert await directory(desk).notice() is None
        over = {**SUN, "name": "安律师", "until": "2026-11-21"}
        coming = {**SUN, "name": "周律师", "since": "2026-11-23"}
        last_day = {**SUN, "until": TODAY.isoformat()}
        await received(desk, ("a1", ADVISER, over), ("a2", ADVISER, last_day), ("a3", ADVISER, coming))
        made = await directory(desk).notice()
    assert made is not None
    paper = made.paper
    assert paper.parts[0] == Line("北辛街道春晓社区")
    (table,) = [each for each in paper.parts if isinstance(each, Table)]
    assert [row[1] for row in table.rows[1:]] == [
        "孙律师",
        "春晓律师事务所",
        "13704200000000000",
        "06325510000",
        "06325512348",
    ]


async def test_a_new_adviser_ends_the_term_of_the_one_before(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        await received(desk, ("a2", ADVISER, SUN))
        page = await shown(qtbot, desk)
        page.adviser_button.click()
        await opened(page)
        assert page.panel is not None
        assert page.panel.form is not None
        assert "the term of 孙律师 ends" in said(page)
        write(page.panel.form, "name", "周律师")
        write(page.panel.form, "firm", "春晓律师事务所")
        page.panel.save()
        await until(lambda: page.panel is None)
        await until(lambda: page.list.rowCount() == 2)
        ends = [each for each in await waiting(desk) if isinstance(each, Set)]
        assert [(each.id, each.cell, each.value) for each in ends] == [("a2", "until", "2026-11-21")]
        assert not page.warning.isVisible()


async def test_two_advisers_at_a_time_are_pointed_out(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        await received(desk, ("a2", ADVISER, SUN), ("a3", ADVISER, {**SUN, "name": "周律师"}))
        page = await shown(qtbot, desk)
        assert page.warning.isVisible()
        assert page.warning.badge.word == "several advisers in office"


async def test_the_photograph_of_an_adviser_is_printed_on_the_notice(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    portrait = tmp_path / "portrait.png"
    portrait.write_bytes(png(60, 80))
    async with at_desk(folder) as desk:
        await received(desk, ("a2", ADVISER, SUN), ("m1", ROOM, PEACE))
        page = await shown(qtbot, desk)
        page.table.select("m1")
        assert not page.photo_button.isEnabled(), "a room has none"
        page.table.select("a2")
        page.pick_photo()
        save_as(await file_dialog(), portrait)
        await until(lambda: bool((row := page.list.row(0)) and row.photo))
        made = await directory(desk).notice()
        assert made is not None
        assert not made.lacks_photo
        (picture,) = [each for each in made.paper.parts if isinstance(each, Picture)]
        assert b"/Subtype /Image" in pdf_of(made.paper)
        assert picture.content.startswith(b"\x89PNG")
        page.table.select("a2")
        page.take_photo_off()
        await until(lambda: bool((row := page.list.row(0)) and not row.photo))
        again = await directory(desk).notice()
        assert again is not None
        assert not [each for each in again.paper.parts if isinstance(each, Picture)]


async def test_a_notice_says_that_its_photograph_has_not_arrived(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        elsewhere: dict[str, Value] = {**SUN, "photo": [f"{'a' * 64} 900 png photo.png"]}
        await received(desk, ("a2", ADVISER, elsewhere))
        page = await shown(qtbot, desk)
        told: list[str] = []
        page.told.connect(told.append)
        assert await page.make_notice() is not None
        assert "has not arrived" in told[0]


async def test_a_page_without_an_adviser_says_what_the_notice_lacks(qtbot: QtBot, folder: Path) -> None:
    async with at_desk(folder) as desk:
        page = await shown(qtbot, desk)
        told: list[str] = []
        page.told.connect(told.append)
        page.notice.keep(page.make_notice)
        await until(lambda: bool(told))
        assert told == ["Nobody advises the community today: enter the adviser first."]


async def test_a_session_is_held_in_the_only_room_or_where_one_met_last(folder: Path) -> None:
    async with at_desk(folder) as desk:
        case, other = await desk.found(), await desk.found()

        async def place() -> Value:
            return (await desk.mediation.new_part(case, "mediation_session")).values.get("place")

        async def meet(where: str, of: RecordId, day: str) -> None:
            held: dict[str, Value] = {"place": where, "held_on": day}
            await desk.save(await desk.mediation.new_part(of, "mediation_session"), held)

        assert await place() is None
        closed: dict[str, Value] = {"name": "旧调解室", "closed_on": TODAY.isoformat()}
        await received(desk, ("m0", ROOM, closed), ("m1", ROOM, PEACE))
        assert (await place(), await desk.mediation.rooms()) == ("和合调解室", ["和合调解室"])
        await received(desk, ("m2", ROOM, {"name": "老贾工作室"}))
        assert await place() is None
        await meet("老贾工作室", other, "2026-11-20")
        assert await place() == "老贾工作室"
        await meet("和合调解室", case, "2026-11-10")
        await meet("当事人家中", case, "2026-11-19")
        assert await place() == "和合调解室"


async def test_who_begins_a_case_registers_it(folder: Path) -> None:
    async with at_desk(folder) as desk:
        form = await desk.mediation.new_case()
    assert form.values["registrar"] == form.values["mediator"]


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_page_and_its_form_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, folder: Path, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    async with at_desk(folder) as desk:
        await received(desk, ("a2", ADVISER, SUN), ("m1", ROOM, PEACE))
        page = await shown(qtbot, desk)
        assert walk(page) == []
        page.add(ADVISER)
        await opened(page)
        assert walk(page) == []
        assert page.go_back()
        await until(lambda: page.panel is None)
