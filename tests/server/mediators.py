"""A community with mediators, a worker and a supervisor, whose laptops tell stories over real HTTP.

Modules that tell such stories take the fixtures over by name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from gridclient.actions.mediation import CASE, Case
from gridclient.actions.records import Form, Saved
from gridcore.fields import Values
from gridcore.ids import CommunityId, RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridserver.actions.found_community import add_grids, found_community
from gridserver.app import build_app
from gridserver.db import accounts
from gridserver.db.accounts import Validity
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys
from gridserver.installation import Installation, with_keys
from tests.fakes.loopback import serving
from tests.server.seat import Seat, seated

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HOME = CommunityId("370481001001")
GRID = f"{HOME}101"
PEOPLE = {
    "ma": (Role.MEDIATOR, HOME),
    "liu": (Role.MEDIATOR, HOME),
    "zhao": (Role.MEDIATOR, HOME),
    "li": (Role.GRID_WORKER, GRID),
    "sun": (Role.SUPERVISOR, HOME),
}

Story = Callable[["Office"], Awaitable[None]]


@pytest.fixture(scope="module")
def installation(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Everybody with their duties, on the module's database."""
    keys = create_keys(tmp_path_factory.mktemp("keys") / "server.keys")
    made = with_keys(database, keys, clock=lambda: NOW)
    found_community(made, HOME, "北辛街道春晓社区", by="console", committee="北辛")
    add_grids(made, HOME, {GRID: "第一网格"}, by="console")
    with database.write() as connection:
        for user, duty in PEOPLE.items():
            accounts.create_user(connection, UserId(user), HOME, user, by="console", now=NOW)
            given = Assignment(UserId(user), *duty)
            accounts.assign(connection, HOME, given, Validity(date(2026, 1, 1)), by="console", now=NOW)
    return made


@pytest.fixture(scope="module")
def address(installation: Installation) -> Iterator[str]:
    """Where their server answers."""
    with serving(build_app(installation)) as served:
        yield served


class Office:
    """The laptops of a story, each synced once."""

    def __init__(self, folder: Path, installation: Installation, address: str, open_: AsyncExitStack) -> None:
        self.folder, self.installation, self.address, self._open = folder, installation, address, open_

    async def seat(self, user: str) -> Seat:
        """A new laptop of somebody."""
        role, _ = PEOPLE[user]
        made = seated(self.folder / user, self.installation, self.address, user, role, HOME)
        found = await self._open.enter_async_context(made)
        await found.sync()
        return found


@pytest.fixture
def tell(tmp_path: Path, installation: Installation, address: str) -> Callable[[Story], None]:
    """Let a story happen."""

    def told(story: Story) -> None:
        async def happen() -> None:
            async with AsyncExitStack() as opened:
                await story(Office(tmp_path, installation, address, opened))

        asyncio.run(happen())

    return told


async def save(seat: Seat, form: Form | None, values: Values) -> RecordId:
    """Save a form of the case; its record."""
    assert form is not None
    done = await seat.mediation.save(form, values)
    assert isinstance(done, Saved), done
    return done.record


async def step(seat: Seat, case: RecordId, *states: str, kind: str = CASE, reason: str = "") -> None:
    """Take steps, one after the other."""
    for to in states:
        done = await seat.mediation.take_step(case, kind, to, reason)
        assert isinstance(done, Saved), done


async def shown(seat: Seat, case: RecordId) -> Case:
    """The case as this laptop shows it."""
    found = await seat.mediation.case(case)
    assert found is not None
    return found
