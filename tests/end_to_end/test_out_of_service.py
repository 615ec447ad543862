"""A laptop whose device was revoked: its window hands everything over, closes, and the store is gone."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from gridclient.actions.locked_store import store_exists
from gridclient.actions.session import Session
from gridclient.db.facts import save
from gridclient.db.kdf import FLOOR
from gridclient.desk import Desk
from gridclient.late_reporter import LateReporter
from gridclient.ports import Ports
from gridcore.ids import GroupId, RecordId, UserId
from gridcore.sync.edits import Create
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.client.ui.conftest import _look, qloop, reports
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, NOW, C

__all__ = ["_look", "address", "cluster", "database", "dsn", "field", "qloop", "reports", "template"]


@pytest.mark.timeout(60)
async def test_its_window_hands_over_ends_and_the_store_is_gone(
    qapp: QApplication,
    tmp_path: Path,
    field: Installation,
    address: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with field.database.write() as connection:
        code = devices.new_code(connection, UserId("li"), by="console", now=NOW)
    folder = tmp_path / "store"
    session = await Session.create(folder, PASSPHRASE, Ports(lambda: NOW, secrets.token_bytes), params=FLOOR)
    await session.show_all()
    me = await session.enrol(address, code, "旧笔记本")
    record, grp, at = RecordId(session.ports.new_id()), GroupId("g"), session.ports.moment()
    made = Create(0, grp, record, "building", {"name": "9号楼"}, scope=GRID_1)
    await session.database.write(lambda connection: save(connection, C, [made], at))
    with field.database.write() as connection:
        devices.revoke_device(connection, me.device, by="console", now=NOW)
    desk = await Desk.open(qapp, session, LateReporter())
    assert not await desk.work()
    assert desk.gives_up
    await desk.close()
    assert await session.give_up()
    assert not store_exists(folder)
    with field.database.snapshot() as connection:
        kept = connection.execute(
            text("SELECT reason FROM parked WHERE record = :r"), {"r": record}
        ).scalar_one()
    assert kept == "not_trusted"
