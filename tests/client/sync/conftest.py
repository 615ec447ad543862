"""A community in memory, with laptops of its people."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from gridclient.actions.records import Records
from gridclient.db.repair import make_whole
from gridcore.ids import ReplicaId
from gridcore.roles import Role
from gridcore.workflows.decision import ACCEPTED, OPEN
from tests.client.sync.laptop import Clock, EmptyStore, Laptop, Line, empty_store, enrolled, opened
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import COMMUNITY, MemoryServer

GRID = "grid-1"


class Office:
    """A server with a supervisor, and laptops that are made when they are asked for."""

    def __init__(self, empty: EmptyStore, folder: Path) -> None:
        self.server = MemoryServer()
        self.laptops: list[Laptop] = []
        self._empty, self._folder = empty, folder
        self._second: MemoryClient | None = None

    async def worker(self, name: str = "li", *, envelope_key: bytes = b"", grid: str = GRID) -> Laptop:
        """A grid worker's laptop."""
        return await self._laptop(name, (Role.GRID_WORKER, grid), envelope_key)

    async def supervisor(self, name: str = "sun") -> Laptop:
        """The supervisor's laptop."""
        return await self._laptop(name, (Role.SUPERVISOR, COMMUNITY), b"")

    async def mediator(self, name: str = "wang") -> Laptop:
        """A mediator's laptop."""
        return await self._laptop(name, (Role.MEDIATOR, COMMUNITY), b"")

    async def specialist(self, name: str = "zhao") -> Laptop:
        """A care specialist's laptop."""
        return await self._laptop(name, (Role.CARE_SPECIALIST, GRID), b"")

    async def _laptop(self, name: str, duty: tuple[Role, str], envelope_key: bytes) -> Laptop:
        replica: ReplicaId = self.server.enrol(name, duty)
        folder = self._folder / replica
        made = await enrolled(self._empty, folder, self.server, replica, envelope_key=envelope_key)
        self.laptops.append(made)
        return made

    def agree(self) -> None:
        """Another supervisor agrees with everything that is proposed."""
        if self._second is None:
            self._second = MemoryClient(self.server.enrol("zhou", (Role.SUPERVISOR, COMMUNITY)))
        second = self._second
        sync(second, self.server)
        for each in second.visible("proposal"):
            if second.shown(each).cells["progress"] == OPEN:
                second.step(each, ACCEPTED)
        sync(second, self.server)

    async def copy_of(self, laptop: Laptop) -> Laptop:
        """The laptop's folder on another computer; both go on."""
        await laptop.database.close()
        folder = laptop.folder.with_name(f"{laptop.folder.name} copy")
        shutil.copytree(laptop.folder, folder)
        laptop.database = await opened(laptop.folder, self._empty.keys)
        laptop.records = Records(laptop.database, COMMUNITY, laptop.clock.ports)
        database, clock = await opened(folder, self._empty.keys), Clock(laptop.clock.now, seed="copy")
        made = Laptop(database, Records(database, COMMUNITY, clock.ports), Line(self.server), clock, folder)
        self.laptops.append(made)
        return made

    async def reopened(self, laptop: Laptop) -> None:
        """The program is closed and started again."""
        await laptop.database.close()
        laptop.database = await opened(laptop.folder, self._empty.keys)
        laptop.records = Records(laptop.database, COMMUNITY, laptop.clock.ports)

    async def repaired(self, laptop: Laptop) -> None:
        """Nothing of the laptop's database can be read: a new one is made, with the journal beside it."""
        await laptop.database.close()
        assert make_whole(laptop.folder, self._empty.keys, laptop.clock.now.date(), "2026-10-29T09:00:00Z")
        laptop.database = await opened(laptop.folder, self._empty.keys)
        laptop.records = Records(laptop.database, COMMUNITY, laptop.clock.ports)

    async def close(self) -> None:
        """Close every store."""
        for each in self.laptops:
            await each.database.close()


Story = Callable[[Office], Awaitable[None]]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> EmptyStore:
    """An empty store, made once."""
    return asyncio.run(empty_store(tmp_path_factory.mktemp("empty") / "store"))


@pytest.fixture
def tell(tmp_path: Path, store: EmptyStore) -> Callable[[Story], None]:
    """Let a story happen in an office, and close its stores."""

    def told(story: Story) -> None:
        async def happen() -> None:
            office = Office(store, tmp_path)
            try:
                await story(office)
            finally:
                await office.close()

        asyncio.run(happen())

    return told
