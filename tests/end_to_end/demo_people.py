"""A tiny demo community on the real server, and laptops on which work lies about."""

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from demo.community import Community, tiny
from gridclient.actions.records import Saved
from gridclient.actions.session import Me, Session
from gridclient.actions.visits import VisitAsked
from gridclient.db.kdf import FLOOR
from gridclient.desk import work_calendar
from gridclient.desk_rooms import Rooms
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Create
from gridserver.actions.found_community import found_community
from gridserver.actions.write_as_server import write_as_server
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.client.ui.mediation.desk import AGREED, APPLICANT, APPLICATION, RESPONDENT

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
PASSPHRASE = "taxi shanshui diandeng muzhuo"
PORTS = Ports(lambda: NOW, os.urandom)
SAID = "老人精神很好，血压药按时吃；燃气软管已请物业更换。"


@dataclass
class Laptop:
    """Somebody's open store."""

    session: Session
    me: Me
    rooms: Rooms

    async def sync(self) -> None:
        """One round."""
        await sync_round(self.session.database, await self.session.transport(), PORTS, Event())


def settle(installation: Installation) -> Community:
    """Write the community as the server's own records, and make four accounts."""
    made = tiny(today=NOW.date())
    code = CommunityId(made.code)
    found_community(installation, code, made.name, by="console")
    records = [
        Create(0, GroupId(each.id), each.id, each.kind, each.cells, scope=each.scope)
        for each in made.records()
    ]
    write_as_server(installation, code, records, by="console")
    grid = made.grids[0].code
    staff = {
        "worker": (Role.GRID_WORKER, grid, made.workers[grid]),
        "colleague": (Role.GRID_WORKER, grid, "李同"),
        "supervisor": (Role.SUPERVISOR, made.code, "周敏"),
        "mediator": (Role.MEDIATOR, made.code, "何平"),
    }
    with installation.database.write() as connection:
        for user, (role, place, name) in staff.items():
            accounts.create_user(connection, UserId(user), code, name, by="console", now=NOW)
            given = Assignment(UserId(user), role, place)
            accounts.assign(connection, code, given, Validity(NOW.date()), by="console", now=NOW)
    return made


async def enrolled(folder: Path, installation: Installation, server: str, user: str) -> Laptop:
    """A new laptop, synced once."""
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=NOW)
    session = await Session.create(folder, PASSPHRASE, PORTS, params=FLOOR)
    await session.show_all()
    me = await session.enrol(server, code, f"laptop of {user}")
    laptop = Laptop(session, me, Rooms.over(session, me, work_calendar()))
    await laptop.sync()
    return laptop


async def visit(laptop: Laptop, home: RecordId, said: str = SAID, *, is_draft: bool = False) -> None:
    """Record a visit, or leave it half written."""
    opened = await laptop.rooms.visits.open(VisitAsked(household=home))
    assert opened is not None
    values: dict[str, Value] = {**opened.form.values, "met": True, "said": said}
    if is_draft:
        await laptop.rooms.visits.keep_draft(opened, values)
        return
    done = await laptop.rooms.visits.submit(opened, values)
    assert isinstance(done, Saved), done


async def edit_home(laptop: Laptop, home: RecordId, phone: str) -> None:
    """Correct a household's phone."""
    form = await laptop.rooms.records.open_form("household", home)
    assert form is not None
    assert isinstance(await laptop.rooms.records.save(form, {"phone": phone}), Saved)


async def hand_in_case(laptop: Laptop) -> RecordId:
    """A mediation case whose agreement waits for the supervisor."""
    room = laptop.rooms.mediation
    saved = await room.save(await room.new_case(), APPLICATION)
    assert isinstance(saved, Saved), saved
    case = saved.record
    for form, values in (
        (await room.new_part(case, "party", {"role": "applicant"}), APPLICANT),
        (await room.new_part(case, "party", {"role": "respondent"}), RESPONDENT),
    ):
        assert isinstance(await room.save(form, values), Saved)
    for state in ("registered", "in_mediation"):
        assert isinstance(await room.take_step(case, "mediation_case", state), Saved)
    held: dict[str, Value] = {"place": "社区调解室", "rights_told": True, "result": "双方同意赔偿。"}
    assert isinstance(await room.save(await room.new_part(case, "mediation_session"), held), Saved)
    agreement = await room.agreement_form(case)
    assert agreement is not None
    assert isinstance(await room.save(agreement, AGREED), Saved)
    assert isinstance(await room.take_step(case, "agreement", "submitted"), Saved)
    return case
