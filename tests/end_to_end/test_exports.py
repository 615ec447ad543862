"""A list of many people: asked for on one laptop, allowed on another without a line, written on the first."""

import asyncio
import hashlib
import os
from collections.abc import Sequence
from contextlib import AsyncExitStack
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event

from gridclient.actions.export import Choice, ExportLine, Guard, ListAsked, ListExports, Lists
from gridclient.actions.export_file import FileWords
from gridclient.actions.households import Households
from gridclient.actions.key_people import KeyPeople
from gridclient.actions.passphrase_again import PassphraseAgain
from gridclient.actions.review import Review
from gridclient.actions.session import Session
from gridclient.actions.visit_ledger import VisitLedger
from gridclient.db.facts import save
from gridclient.db.kdf import FLOOR
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridcore.fields import Value
from gridcore.ids import GroupId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create
from gridcore.work_calendar import WorkCalendar
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.client.ui.export.lists import sheet_of
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

PORTS = Ports(lambda: NOW, os.urandom)
NAMES = {"li": "李建国", "sun": "孙淑兰", "nobody": "无名"}
HOMES = 30
COLUMNS = ("household.address", "resident.name")


class Laptop:
    """Somebody's laptop, with what the dialog and Review ask."""

    def __init__(self, session: Session, name: str, role: Role) -> None:
        self.session, roles = session, frozenset({role})
        work = WorkCalendar()
        self.exports = ListExports(
            session.database,
            C,
            PORTS,
            name=name,
            roles=roles,
            again=PassphraseAgain(session.folder, PORTS),
            lists=Lists(
                Households(session.database),
                KeyPeople(session.database, work),
                VisitLedger(session.database, worker=name, roles=roles),
            ),
        )
        self.review = Review(session.database, C, PORTS, supervisor=name, roles=roles)

    async def sync(self) -> None:
        await sync_round(self.session.database, await self.session.transport(), PORTS, Event())

    async def log(self) -> Sequence[ExportLine]:
        return await self.exports.newest()


async def enrolled(folder: Path, installation: Installation, server: str, user: str) -> Laptop:
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=NOW)
    session = await Session.create(folder, PASSPHRASE, PORTS, params=FLOOR)
    await session.show_all()
    await session.enrol(server, code, f"laptop of {user}")
    laptop = Laptop(session, NAMES[user], Role.GRID_WORKER if user == "li" else Role.SUPERVISOR)
    await laptop.sync()
    return laptop


async def fill(laptop: Laptop) -> None:
    """Thirty homes with one person each."""
    new, at, grp = PORTS.new_id, PORTS.moment(), GroupId(PORTS.new_id())
    building = new()
    edits = [Create(0, grp, building, "building", {"name": "8号楼"}, scope=GRID_1, at=at)]
    for number in range(HOMES):
        room, home = new(), new()
        place: Value = {"building": building, "unit": 1, "floor": number + 1, "room_number": str(number)}
        who: dict[str, Value] = {"name": f"王{number:02}", "household": home, "status": "lives_here"}
        edits.append(Create(0, grp, room, "room", {"place": place}, at=at))
        edits.append(Create(0, grp, home, "household", {"room": room, "address": f"8号楼{number}室"}, at=at))
        edits.append(Create(0, grp, new(), "resident", who, at=at))
    await laptop.session.database.write(partial(save, community=C, edits=edits, made_at=at))


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


WORDS = FileWords("zh", "台账", ["地址", "户主"], "编号 1")


async def story(li: Laptop, sun: Laptop, second: Laptop, folder: Path) -> None:
    await fill(li)
    masked = await li.exports.gather(ListAsked("households"), quiet)
    choice = Choice(COLUMNS, True, "tour", "三月走访")
    await li.exports.write(li.exports.prepare(masked, choice), folder / "masked.xlsx", WORDS, quiet)
    for each in (li, sun, second):
        await each.sync()
    (noted,) = await sun.log()
    assert (noted.asked_by, noted.people, noted.is_masked, noted.progress) == (
        "李建国",
        HOMES,
        True,
        "written",
    )

    whole = await sun.exports.gather(ListAsked("households"), quiet)
    assert sun.exports.needs(whole, is_masked=False) is Guard.SECOND_PERSON
    await sun.exports.ask(whole, Choice(COLUMNS, False, "report", "年度核对"))
    await sun.sync()
    (own,) = await sun.review.waiting()
    refused = await sun.review.submission(own)
    assert refused is not None
    assert refused.obstacle == "own"

    await second.sync()
    (line,) = await second.review.waiting()
    submission = await second.review.submission(line)
    assert submission is not None
    allow = next(each for each in submission.steps if each.to == "allowed")
    await second.review.decide(submission, allow)  # without a line; it is sent later
    (waits,) = await sun.exports.waiting("households")
    assert await sun.exports.allowed(waits, quiet) is None
    await second.sync()
    await sun.sync()

    (waits,) = await sun.exports.waiting("households")
    export = await sun.exports.allowed(waits, quiet)
    assert export is not None
    export = await sun.exports.confirm(export, PASSPHRASE)
    path = folder / "whole.xlsx"
    await sun.exports.write(export, path, WORDS, quiet)
    assert {f"王{number:02}" for number in range(HOMES)} <= {row[1] for row in sheet_of(path)}
    await sun.sync()
    await second.sync()
    known = {each.people: each.progress for each in await second.log() if not each.is_masked}
    assert known == {HOMES: "written"}
    stored = await second.session.database.read(
        lambda connection: connection.exec_driver_sql(
            "SELECT file_hash FROM shown_list_export WHERE id = ?", (export.record,)
        ).scalar()
    )
    assert stored == hashlib.sha256(path.read_bytes()).hexdigest()
    assert await sun.exports.waiting("households") == []


def test_a_second_supervisor_lets_a_list_go_and_the_record_reaches_everybody_who_supervises(
    tmp_path: Path, field: Installation, address: str
) -> None:
    with field.database.write() as connection:
        given = Assignment(UserId("nobody"), Role.SUPERVISOR, C)
        accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)

    async def lived() -> None:
        async with AsyncExitStack() as stack:
            laptops = []
            for user in NAMES:
                laptops.append(await enrolled(tmp_path / user, field, address, user))
                stack.push_async_callback(laptops[-1].session.close)
            await story(laptops[0], laptops[1], laptops[2], tmp_path)

    asyncio.run(lived())
