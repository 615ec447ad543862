"""What leaves somebody's duty arrives elsewhere or waits for the supervisor, and no byte stays behind."""

import asyncio
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace
from dataclasses import field as made_by
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from gridclient.actions.attachments import Attachments
from gridclient.actions.records import Saved
from gridclient.actions.session import Session
from gridclient.actions.sync_status import SyncStatus
from gridclient.ports import Ports
from gridclient.sync.files import Files
from gridcore.attachments import Attachment
from gridcore.fields import Value
from gridcore.ids import RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Move
from gridserver.app import build_app
from gridserver.db import accounts
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.fakes.loopback import serving
from tests.fakes.pictures import png
from tests.proofs.desk import Desk, at_a_desk, says_all_is_there
from tests.proofs.leavings import found_in
from tests.server.conftest import cluster, database, dsn, field, template
from tests.server.field import G1, G2, GRID_1, GRID_2, NOW, TODAY, C, Laptop, new_group
from tests.server.homes import Home, move_in

__all__ = ["cluster", "database", "dsn", "field", "template"]

OTHERS, OWN, UNSENT = "别人写下的金丝雀", "自己写下的金丝雀", "还没有发送的金丝雀"


@dataclass
class Clock:
    """Time that passes when the test says so, for laptops and server alike."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Town:
    """The server with its clock, and what a supervisor does there."""

    installation: Installation
    address: str
    clock: Clock
    mark: str = made_by(default_factory=lambda: secrets.token_hex(4))
    """Makes each test's canaries its own."""

    @property
    def canaries(self) -> tuple[str, ...]:
        """What is looked for."""
        return tuple(each + self.mark for each in (OTHERS, OWN, UNSENT))

    def laptop(self, user: str) -> Laptop:
        """Somebody who speaks the protocol by hand."""
        made = Laptop(self.installation, self.address, user)
        made.now = self.clock.now
        return made

    def move(self, home: Home) -> None:
        """The supervisor puts a house into the other grid."""
        sun = self.laptop("sun")
        sun.sync()
        sun.write(Move(0, new_group(), home.building, GRID_2))
        assert sun.sync().codes == ["ok"]

    def hire(self, user: str, *duties: tuple[str, Validity]) -> None:
        """A new worker with these duties."""
        with self.installation.database.write() as connection:
            accounts.create_user(connection, UserId(user), C, user, by="console", now=NOW)
            for grid, days in duties:
                given = Assignment(UserId(user), Role.GRID_WORKER, grid)
                accounts.assign(connection, C, given, days, by="console", now=NOW)

    def end(self, user: str, grid: str) -> None:
        """The duty ended yesterday."""
        given = Assignment(UserId(user), Role.GRID_WORKER, grid)
        with self.installation.database.write() as connection:
            last = TODAY - timedelta(days=1)
            assert accounts.end_assignment(connection, C, given, last, by="console", now=NOW)

    def parked(self, desk: Desk) -> list[str]:
        """Why edits of a laptop wait for the supervisor."""
        with self.installation.database.snapshot() as connection:
            rows = connection.execute(
                text("SELECT reason FROM parked WHERE replica = :r ORDER BY n"), {"r": desk.replica}
            )
            return [row.reason for row in rows]


@pytest.fixture
def town(field: Installation) -> Iterator[Town]:
    clock = Clock()
    installation = replace(field, clock=clock)
    with serving(build_app(installation)) as served:
        yield Town(installation, served, clock)


def settled(town: Town) -> Home:
    """A home in the first grid, of which somebody wrote something."""
    li = town.laptop("li")
    home = move_in(li, GRID_1)
    home.visit(li, OTHERS + town.mark)
    assert set(li.sync().codes) == {"ok"}
    return home


async def visited(desk: Desk, home: RecordId, said: str, photo: bytes | None = None) -> None:
    """A visit with a photo."""
    form = await desk.records.open_form("visit")
    assert form is not None
    values: dict[str, Value] = {"household": home, "visited_on": "2026-03-02", "kind": "care"}
    values |= {"way": "door", "met": True, "said": said, "photo_consent": True}
    if photo is not None:
        files = Attachments(desk.session.database, desk.session.files, desk.session.ports)
        made = await files.attach(form, values, photo, "door.png")
        assert isinstance(made, Attachment)
        values["files"] = [made.element]
    assert isinstance(await desk.records.save(form, values), Saved)


async def settle_files(desk: Desk) -> None:
    """Send what is attached, and let go of what nobody may keep."""
    files = Files(desk.session.database, desk.session.files, desk.line)
    await files.open()
    while await files.carry(Event()) is not None:
        pass
    await files.sweep()


async def opened_again(folder: Path) -> None:
    """What was attached since the store was opened stays until then: a form may still be open on it."""
    session = await Session.unlock(folder, PASSPHRASE, Ports(lambda: NOW, secrets.token_bytes))
    files = Files(session.database, session.files, await session.transport())
    await files.open()
    await files.sweep()
    await session.close()


def blobs_in(folder: Path) -> list[str]:
    """The files of attachments."""
    return [each.name for each in (folder / "blobs").rglob("*") if each.is_file()]


@pytest.mark.timeout(120)
def test_a_house_that_moves_to_another_grid_arrives_there_and_leaves_no_byte(
    town: Town, tmp_path: Path
) -> None:
    town.hire("there", (G2, Validity(TODAY)))
    town.hire("here", (G1, Validity(TODAY)))
    home = settled(town)

    async def story() -> None:
        async with (
            at_a_desk(tmp_path / "here", town.installation, town.address, "here", now=town.clock) as here,
            at_a_desk(tmp_path / "there", town.installation, town.address, "there", now=town.clock) as there,
        ):
            await visited(here, home.household, OWN + town.mark, png(60, 60, salt=1))
            assert says_all_is_there(await here.tried())
            await settle_files(here)
            await visited(here, home.household, UNSENT + town.mark)
            town.move(home)
            for desk in (here, there, here):
                assert says_all_is_there(await desk.tried())
            await settle_files(here)
            assert await there.records.open_form("household", home.household) is not None
            assert await here.records.open_form("household", home.household) is None
            assert set(town.parked(here)) == {"scope_left"}
            # What was refused stays with its author, until its author has seen it and lets go.
            page = SyncStatus(here.session.database, C)
            refused = (await page.overview()).refused
            assert {each.reason for each in refused} == {"scope_left"}
            await page.dismiss([each.n for each in refused])
            await here.tried()

    asyncio.run(story())
    assert set(*found_in(tmp_path / "there", *town.canaries).values()) == {*town.canaries[:2]}
    assert found_in(tmp_path / "here", *town.canaries) == {}
    asyncio.run(opened_again(tmp_path / "here"))
    assert blobs_in(tmp_path / "here") == []


@pytest.mark.timeout(120)
def test_a_worker_on_loan_has_the_grid_for_a_week_and_not_a_byte_of_it_afterwards(
    town: Town, tmp_path: Path
) -> None:
    week = Validity(TODAY + timedelta(days=2), TODAY + timedelta(days=8))
    town.hire("lent", (G2, Validity(TODAY)), (G1, week))
    home = settled(town)

    async def story() -> None:
        async with at_a_desk(
            tmp_path / "lent", town.installation, town.address, "lent", now=town.clock
        ) as lent:
            assert await lent.records.open_form("household", home.household) is None
            town.clock.now += timedelta(days=3)
            assert says_all_is_there(await lent.tried())
            assert await lent.records.open_form("household", home.household) is not None
            await visited(lent, home.household, OWN + town.mark, png(60, 60, salt=2))
            assert says_all_is_there(await lent.tried())
            await settle_files(lent)
            await visited(lent, home.household, UNSENT + town.mark)
            town.clock.now += timedelta(days=7)
            for _ in range(2):
                await lent.tried()
            await settle_files(lent)
            assert await lent.records.open_form("household", home.household) is None
            assert set(town.parked(lent)) == {"scope_left"}

    asyncio.run(story())
    assert found_in(tmp_path / "lent", *town.canaries) == {}
    assert blobs_in(tmp_path / "lent") == []


@pytest.mark.timeout(120)
@pytest.mark.parametrize("forgets", [False, True], ids=["as it is", "with pages left as they were"])
def test_a_duty_that_is_taken_away_takes_its_records_and_parks_what_was_not_sent(
    forgets: bool, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = f"taken-{forgets}"
    town.hire(user, (G1, Validity(TODAY - timedelta(days=9))))
    home = settled(town)
    if forgets:  # the planted fault: what is deleted is only unlinked
        from gridclient.db import connection as opening

        weaker = tuple(each for each in opening._PRAGMAS if "secure_delete" not in each)
        monkeypatch.setattr(opening, "_PRAGMAS", (*weaker, "secure_delete=OFF"))

    async def story() -> None:
        async with at_a_desk(tmp_path / "li", town.installation, town.address, user, now=town.clock) as desk:
            await visited(desk, home.household, OWN + town.mark, png(60, 60, salt=3))
            assert says_all_is_there(await desk.tried())
            await settle_files(desk)
            await visited(desk, home.household, UNSENT + town.mark, png(60, 60, salt=4))
            town.end(user, G1)
            for _ in range(2):
                await desk.tried()
            await settle_files(desk)
            for _ in range(2):
                await desk.tried()
            assert await desk.records.open_form("household", home.household) is None
            assert set(town.parked(desk)) == {"scope_left"}

    asyncio.run(story())
    left = found_in(tmp_path / "li", *town.canaries)
    assert bool(left) == forgets, left
    assert blobs_in(tmp_path / "li") == []
