"""Workers with attachments, at a real server, on a line that can be cut."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest

from demo.line import Line
from gridclient.actions.attachments import Attachments, Travel
from gridclient.actions.records import Form, Saved
from gridclient.db.blob_files import FOLDER, BlobFolder
from gridclient.sync.files import Files
from gridcore.attachments import Attachment, attachment_of
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridserver.installation import Installation
from tests.client.sync.test_with_server import Worker, enrolled
from tests.fakes.pictures import jpeg
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, TODAY

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]


CANARY = b"a canary that lies in no other file"


def photo(size: int = 300_000) -> bytes:
    """A file with the parts of a JPEG, of which there is no other, and with a canary in it."""
    noise = secrets.token_bytes(size).replace(b"\xff", b"\xfe")
    return jpeg(800, 600, data=noise[: size // 2] + CANARY + noise[size // 2 :])


@dataclass
class Desk:
    """A worker with what attaching needs."""

    worker: Worker
    files: Files
    folder: Path

    @property
    def attachments(self) -> Attachments:
        session = self.worker.session
        return Attachments(session.database, self.files.folder, session.ports)

    async def home(self) -> RecordId:
        """A household to visit."""
        building = await self._made("building", name="3幢", layout="tower")
        room = await self._made("room", building=building, unit=1, floor=5, room_number=secrets.token_hex(4))
        return await self._made("household", room=room, address=f"翠苑一区{secrets.token_hex(4)}")

    async def _made(self, kind: str, **values: Value) -> RecordId:
        form = await self.worker.records.open_form(kind)
        assert form is not None
        done = await self.worker.records.save(form, values, scope=GRID_1)
        assert isinstance(done, Saved), done
        return done.record

    async def visit(
        self, *contents: bytes, home: RecordId | None = None
    ) -> tuple[RecordId, list[Attachment]]:
        """A visit with these files."""
        household = home or await self.home()
        form = await self.worker.records.open_form("visit", None, {"household": household})
        assert form is not None
        made = [await self.attach(form, each) for each in contents]
        await self.save(form, made)
        return form.record, made

    async def attach(self, form: Form, content: bytes, name: str = "门口.jpg") -> Attachment:
        made = await self.attachments.attach(form, {}, content, name)
        assert isinstance(made, Attachment), made
        return made

    async def save(self, form: Form, files: list[Attachment]) -> None:
        values: dict[str, Value] = {
            "visited_on": TODAY.isoformat(),
            "kind": "contact",
            "way": "door",
            "met": True,
            "files": [*sorted(each.element for each in files)],
        }
        assert isinstance(await self.worker.records.save(form, values), Saved)

    async def open(self, visit: RecordId) -> tuple[Form, list[Attachment]]:
        form = await self.worker.records.open_form("visit", visit)
        assert form is not None
        held = form.values.get("files")
        found = [found for each in held if (found := attachment_of(each))] if isinstance(held, list) else []
        return form, found

    async def reopen(self) -> None:
        """What happens to attachments when the program is started anew."""
        random_bytes = self.worker.session.ports.random_bytes
        self.files = Files(self.files.database, BlobFolder(self.folder, random_bytes), self.files.transport)
        await self.files.open()

    async def carry(self) -> int:
        """Carry until nothing is left; how many pieces that took."""
        count = 0
        while await self.files.carry(Event()) is not None:
            count += 1
            assert count < 500, "it goes round in circles"
        return count

    async def look(self, visit: RecordId, which: Attachment) -> bytes | None:
        form, _ = await self.open(visit)
        return await self.attachments.content(form, {}, which)

    async def where(self, visit: RecordId, which: Attachment) -> Travel:
        form, _ = await self.open(visit)
        return (await self.attachments.travels(form, {}, [which]))[which.sha256]

    def sealed_files(self) -> list[Path]:
        folder = self.folder / FOLDER
        return sorted(folder.iterdir()) if folder.exists() else []


Take = Callable[[str], Awaitable[Desk]]


Story = Callable[[Take], Awaitable[None]]


@pytest.fixture
def line(address: str) -> Line:
    port = urlsplit(address).port
    assert port is not None
    return Line(port)


@pytest.fixture
def tell(tmp_path: Path, field: Installation, line: Line) -> Callable[[Story], None]:
    def told(story: Story) -> None:
        async def happen() -> None:
            made: list[Worker] = []

            async def take(user: str) -> Desk:
                folder = tmp_path / f"{user}{len(made)}"
                worker = await enrolled(folder, field, line.url, user)
                made.append(worker)
                await worker.sync()
                random_bytes = worker.session.ports.random_bytes
                files = Files(worker.session.database, BlobFolder(folder, random_bytes), worker.transport)
                return Desk(worker, files, folder)

            try:
                await story(take)
            finally:
                line.close()
                for each in made:
                    await each.session.close()

        asyncio.run(happen())

    return told
