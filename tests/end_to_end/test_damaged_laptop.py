"""A disk spoils a laptop's database: its user unlocks, sees what happened, repairs it, and goes on."""

from __future__ import annotations

import asyncio
import random
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gridclient.actions.attachments import Attachments
from gridclient.actions.records import Saved
from gridclient.actions.session import Session
from gridclient.db.folders import DATABASE
from gridclient.db.listing import row
from gridclient.entrance import open_store
from gridclient.ports import Ports
from gridclient.sync.files import Files
from gridclient.ui.unlock.repair_window import RepairWindow
from gridclient.ui.unlock.unlock_window import UnlockWindow
from gridcore.attachments import Attachment
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.client.ui.conftest import _look, qloop, reports, until
from tests.end_to_end.test_copied_laptop import log_of, phones, replica_of
from tests.end_to_end.test_restored_server import WELL, stands
from tests.end_to_end.test_two_laptops import BadLine, Laptop, build, enrolled
from tests.fakes.pictures import png
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import NOW

__all__ = ["_look", "address", "cluster", "database", "dsn", "field", "qloop", "reports", "template"]

PHOTO = png(60, 40, salt=9)
TODAY = date(2026, 3, 2)


async def visit_with_photo(laptop: Laptop, home: RecordId) -> RecordId:
    form = await laptop.records.open_form("visit")
    assert form is not None
    values: dict[str, Value] = {
        "household": home,
        "visited_on": TODAY.isoformat(),
        "kind": "contact",
        "way": "door",
        "met": True,
        "said": "燃气软管已换。",
        "photo_consent": True,
    }
    files = Attachments(laptop.session.database, laptop.session.files, laptop.session.ports)
    made = await files.attach(form, values, PHOTO, "软管.png")
    assert isinstance(made, Attachment)
    saved = await laptop.records.save(form, values | {"files": [made.element]})
    assert isinstance(saved, Saved)
    return saved.record


async def carry_files(laptop: Laptop) -> None:
    files = Files(laptop.session.database, laptop.session.files, laptop.line)
    await files.open()
    while await files.carry(Event()) is not None:
        pass
    assert await files.waiting() == 0


def spoil(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(content)


def in_sight(kind: type[UnlockWindow] | type[RepairWindow]) -> list[UnlockWindow | RepairWindow]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible()]


async def repaired_by_keyboard(folder: Path, ports: Ports) -> Session:
    """The way of the user: the passphrase, and the one button that has the focus."""
    opening = asyncio.ensure_future(open_store(folder, ports))
    await until(lambda: bool(in_sight(UnlockWindow)))
    unlock = in_sight(UnlockWindow)[0]
    assert isinstance(unlock, UnlockWindow)
    QTest.keyClicks(unlock.passphrase, PASSPHRASE)
    QTest.keyClick(unlock.passphrase, Qt.Key.Key_Return)
    await until(lambda: bool(in_sight(RepairWindow)))
    repair = in_sight(RepairWindow)[0]
    assert isinstance(repair, RepairWindow)
    await until(lambda: "change(s)" in repair.in_journal.text())
    told = "\n".join(each.text() for each in repair.findChildren(QLabel) if each.isVisible())
    assert "The file with the records of this computer is damaged." in told
    assert "change(s)、1 photo(s) or paper(s)" in told
    QTest.keyClick(repair.button, Qt.Key.Key_Space)
    session = await opening
    assert session is not None
    return session


@pytest.mark.timeout(300)
def test_a_spoilt_database_costs_no_saved_work_and_the_server_gets_each_edit_once(
    qtbot: QtBot, qloop: asyncio.AbstractEventLoop, tmp_path: Path, field: Installation, address: str
) -> None:
    ports = Ports(lambda: NOW, random.Random(4).randbytes)

    async def story() -> None:
        laptop = await enrolled(tmp_path / "li", field, address, "li", random.Random(4))
        laptop.line.is_bad = False
        await laptop.sync()
        homes = await build(laptop)
        await laptop.sync()
        before = await replica_of(laptop)
        # Answered since the journal was last written anew: the server has these, and the journal too.
        await laptop.edit(homes[0], "phone", "13800000001")
        await laptop.edit(homes[0], "phone", "13800000002")
        await laptop.sync()
        await laptop.session.close()
        laptop = await opened(tmp_path / "li", ports)
        await laptop.edit(homes[0], "phone", "13800000003")
        await laptop.edit(homes[1], "phone", "13800000004")
        visit = await visit_with_photo(laptop, homes[1])
        await laptop.session.close()
        spoil(tmp_path / "li" / DATABASE)
        laptop = await on_line(await repaired_by_keyboard(tmp_path / "li", ports))
        assert await replica_of(laptop) == before
        await laptop.sync()
        assert await laptop.session.database.read(stands) == WELL
        assert phones(field, homes[:2]) == ["13800000003", "13800000004"]
        numbers = log_of(field, before)
        assert numbers == [*range(1, len(numbers) + 1)], "each edit once, under its number"
        shown = await laptop.session.database.read(partial(row, kind="visit", record=visit))
        assert shown is not None
        assert shown.values["said"] == "燃气软管已换。"
        await carry_files(laptop)
        with field.database.snapshot() as connection:
            rows = connection.exec_driver_sql("SELECT kind, count(*) FROM record GROUP BY kind").all()
            blobs = connection.exec_driver_sql("SELECT stored FROM blob").all()
        assert "conflict" not in {kind for kind, _ in rows}
        assert len(blobs) == 1, "the photo came back from the journal, and went up"
        await laptop.session.close()
        aside = {path.name for path in (tmp_path / "li").glob("*.damaged-*")}
        assert f"{DATABASE}.damaged-2026-03-02" in aside

    qloop.run_until_complete(story())


async def opened(folder: Path, ports: Ports) -> Laptop:
    return await on_line(await Session.unlock(folder, PASSPHRASE, ports))


async def on_line(session: Session) -> Laptop:
    await session.show_all()
    laptop = Laptop(session, BadLine(await session.transport(), random.Random(4)))
    laptop.line.is_bad = False
    return laptop
