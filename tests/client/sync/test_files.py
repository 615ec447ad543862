"""Attachments between laptops over HTTP, on a line that is cut anywhere: client and server as they ship."""

import asyncio
import random
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import pytest

from demo.line import Line
from gridclient.actions.attachments import Attachments, Travel, Where
from gridclient.actions.records import Form, Saved
from gridclient.db import blobs
from gridclient.db.blob_files import FOLDER, BlobFolder
from gridclient.sync.files import SMALLEST_PIECE, Files
from gridclient.sync.runner import SyncRunner
from gridclient.sync.status import Status
from gridclient.sync.transport import Call, Reply
from gridcore.attachments import Attachment, attachment_of
from gridcore.fields import Value
from gridcore.file_contents import Fault
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from gridserver.actions import keep_blobs
from gridserver.db import accounts
from gridserver.db.blobs import Named, blob_of
from gridserver.installation import Installation
from tests.client.sync.test_with_server import Counted, Worker, enrolled
from tests.fakes.pictures import jpeg, pdf, png
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import G1, GRID_1, NOW, TODAY, C

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


def test_a_photo_travels_from_one_laptop_to_the_other(tell: Callable[[Story], None]) -> None:
    content = photo()

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        visit, [made] = await li.visit(content)
        assert (await li.where(visit, made)).where is Where.WAITING
        assert await li.files.waiting() == 1
        await li.worker.sync()
        await li.carry()
        assert (await li.where(visit, made), await li.files.waiting()) == (Travel(Where.HERE, 100), 0)
        await zhang.worker.sync()
        assert (await zhang.where(visit, made)).where is Where.AWAY
        assert await zhang.carry() == 0, "nothing is fetched that nobody looks at"
        assert await zhang.look(visit, made) is None
        assert (await zhang.where(visit, made)).where is Where.COMING
        await zhang.carry()
        assert await zhang.look(visit, made) == content
        assert (await zhang.where(visit, made)).where is Where.HERE

    tell(story)


def test_a_record_may_arrive_before_its_photo(tell: Callable[[Story], None]) -> None:
    content = photo(1_000)

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        await zhang.worker.sync()
        await zhang.look(visit, made)
        await zhang.carry()
        assert (await zhang.where(visit, made)).where is Where.MISSING
        await li.carry()
        assert await zhang.look(visit, made) is None
        await zhang.carry()
        assert await zhang.look(visit, made) == content

    tell(story)


@pytest.mark.parametrize("seed", range(2))
def test_a_line_that_is_cut_at_any_byte_costs_a_piece_at_most(
    tell: Callable[[Story], None], line: Line, seed: int
) -> None:
    content, chance = photo(400_000), random.Random(seed)

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        await zhang.worker.sync()
        await zhang.look(visit, made)
        for desk in (li, zhang):
            codes: list[ProblemCode] = []
            while (await desk.where(visit, made)).where is not Where.HERE:
                line.mend()
                if len(codes) < 12:
                    line.cut_after(chance.randrange(1, 120_000))
                try:
                    while await desk.files.carry(Event()) is not None:
                        pass
                except ProblemError as problem:
                    codes.append(problem.code)
            assert len(codes) > 2
            assert {*codes} <= {ProblemCode.SERVER_UNREACHABLE, ProblemCode.SERVER_GARBAGE}
            line.mend()
        assert await zhang.look(visit, made) == content

    tell(story)


def test_after_a_cut_the_upload_goes_on_and_does_not_begin_anew(
    tell: Callable[[Story], None], line: Line
) -> None:
    content = photo(300_000)

    async def story(take: Take) -> None:
        li = await take("li")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        li.files.piece = SMALLEST_PIECE
        for _ in range(4):
            await li.files.carry(Event())
        before = await li.where(visit, made)
        assert 0 < before.percent < 100
        # The process is started anew: nothing but the store tells how far it was.
        again = Files(li.files.database, BlobFolder(li.folder), li.worker.transport)
        await again.open()
        transport = li.worker.transport
        assert isinstance(transport, Counted)
        transport.asked.clear()
        while await again.carry(Event()) is not None:
            pass
        sent = [int(each.headers["Upload-Offset"]) for each in transport.asked if each.method == "PATCH"]
        assert sent[0] == sum(min(SMALLEST_PIECE * 2**step, 262_144) for step in range(4))
        assert sum(len(each.body) for each in transport.asked) < len(content)
        assert (await li.where(visit, made)).where is Where.HERE

    tell(story)


def test_the_same_photo_travels_once(tell: Callable[[Story], None]) -> None:
    content = photo()

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        home = await li.home()
        await li.visit(content, home=home)
        await li.visit(content, home=home)
        assert len(li.sealed_files()) == 1
        await li.worker.sync()
        await li.carry()
        visit, [made] = await zhang.visit(content)
        await zhang.worker.sync()
        transport = zhang.worker.transport
        assert isinstance(transport, Counted)
        transport.asked.clear()
        await zhang.carry()
        assert [each.method for each in transport.asked] == ["HEAD"]
        assert (await zhang.where(visit, made)).where is Where.HERE

    tell(story)


def test_no_plain_byte_of_an_attachment_is_in_any_file(
    tell: Callable[[Story], None], field: Installation
) -> None:
    content = photo()

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        await li.carry()
        await zhang.worker.sync()
        await zhang.look(visit, made)
        await zhang.carry()
        assert await zhang.look(visit, made) == content
        for desk in (li, zhang):
            await desk.worker.session.database.close()
            held = [each for each in desk.folder.rglob("*") if each.is_file()]
            assert len(held) > 5
            for each in held:
                found = each.read_bytes()
                assert CANARY not in found, each.name
                assert content[:64] not in found, each.name
                assert made.sha256.encode() not in found
                assert made.sha256 not in each.name

    tell(story)


def test_text_goes_before_photos_and_a_metered_line_carries_text_alone(tell: Callable[[Story], None]) -> None:
    content = photo(900_000)

    async def story(take: Take) -> None:
        li = await take("li")
        visit, [made] = await li.visit(content)
        transport = li.worker.transport
        assert isinstance(transport, Counted)
        transport.asked.clear()
        li.files.piece = SMALLEST_PIECE
        told: list[Status] = []
        heard = asyncio.Event()

        def hear(status: Status) -> None:
            told.append(status)
            heard.set()

        runner = SyncRunner(li.files.database, transport, li.worker.session.ports, told=hear, files=li.files)
        runner.carries_files = False
        saved = False
        async with asyncio.TaskGroup() as group:
            group.create_task(runner.run())
            while not (told and told[-1].last_contact and told[-1].waiting == 0 and told[-1].files == 1):
                heard.clear()
                await heard.wait()
            assert [each.target for each in transport.asked if "/blob/" in each.target] == []
            runner.carries_files = True
            runner.sync_now()
            while told[-1].files or not saved:
                heard.clear()
                await asyncio.wait_for(heard.wait(), 60)
                if not saved and (await li.where(visit, made)).percent > 0:
                    transport.asked.clear()
                    await li.home()
                    runner.sync_now()
                    saved = True
            await runner.stop()
        kinds = ["text" if each.target.startswith("/sync") else "file" for each in transport.asked]
        assert "text" in kinds[:3], "a saved text waits for one piece at most"
        assert kinds[-1] == "file"
        assert told[-1].files == 0

    tell(story)


def test_what_is_removed_from_a_form_before_it_is_saved_never_travels(tell: Callable[[Story], None]) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        home = await li.home()
        form = await li.worker.records.open_form("visit", None, {"household": home})
        assert form is not None
        kept, removed = await li.attach(form, photo()), await li.attach(form, photo())
        travels = await li.attachments.travels(form, {}, [kept, removed])
        assert {each.where for each in travels.values()} == {Where.NOT_SAVED}
        assert await li.files.waiting() == 0
        await li.worker.records.keep_draft(form, {"household": home, "files": [kept.element]})
        await li.files.open()
        assert len(li.sealed_files()) == 1, "a draft keeps its photo"
        await li.save(form, [kept])
        await li.worker.sync()
        await li.carry()
        assert await li.files.waiting() == 0
        await li.files.open()
        assert len(li.sealed_files()) == 1

    tell(story)


def test_a_crash_between_file_and_row_leaves_nothing(tell: Callable[[Story], None]) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        await li.visit(photo())
        folder = BlobFolder(li.folder)
        file = folder.new_file(ScopeId(GRID_1), "ab" * 32, 5)
        folder.write(file, b"never")
        assert len(li.sealed_files()) == 2
        await Files(li.files.database, folder, li.worker.transport).sweep()
        assert len(li.sealed_files()) == 2, "its row may be written at this moment"
        again = Files(li.files.database, BlobFolder(li.folder), li.worker.transport)
        await again.open()
        assert len(li.sealed_files()) == 1
        assert await again.waiting() == 1, "the photo that was saved is still to be sent"

    tell(story)


def test_a_damaged_file_is_told_and_fetched_again(tell: Callable[[Story], None]) -> None:
    content = photo()

    async def story(take: Take) -> None:
        li = await take("li")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        await li.carry()
        [path] = li.sealed_files()
        spoilt = bytearray(path.read_bytes())
        spoilt[100_000] ^= 1
        path.write_bytes(bytes(spoilt))
        with pytest.raises(ProblemError, match="file_damaged"):
            await li.look(visit, made)
        assert await li.look(visit, made) is None
        await li.carry()
        assert await li.look(visit, made) == content

    tell(story)


def test_a_file_that_is_damaged_before_it_was_sent_delays_no_other(tell: Callable[[Story], None]) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        first, [one] = await li.visit(photo())
        [path] = li.sealed_files()
        path.write_bytes(path.read_bytes()[:-1] + b"x" + b"y" * 3)
        second, [two] = await li.visit(photo())
        await li.worker.sync()
        path.write_bytes(bytes(len(path.read_bytes())))
        await li.carry()
        assert (await li.where(first, one)).where is Where.REFUSED
        assert (await li.where(second, two)).where is Where.HERE

    tell(story)


def test_what_is_no_photo_is_refused_with_a_reason(tell: Callable[[Story], None]) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        home = await li.home()
        form = await li.worker.records.open_form("visit", None, {"household": home})
        assert form is not None
        attach = li.attachments.attach
        assert await attach(form, {}, b"MZ not a photo", "photo.jpg") is Fault.NOT_ALLOWED
        assert await attach(form, {}, png()[:-4], "photo.png") is Fault.DAMAGED
        assert await attach(form, {}, bytes(10_000_001), "big.png") is Fault.TOO_LARGE
        made = await attach(form, {}, pdf(), "../../合同.jpg")
        assert isinstance(made, Attachment)
        assert made.name == "合同.pdf"
        assert len(li.sealed_files()) == 1

    tell(story)


def test_what_the_server_refuses_delays_no_other(
    tell: Callable[[Story], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        first, [one] = await li.visit(photo())
        await li.worker.sync()
        monkeypatch.setattr(keep_blobs, "MOST_UPLOADS", 0)
        await li.carry()
        assert (await li.where(first, one)).where is Where.REFUSED
        monkeypatch.undo()
        second, [two] = await li.visit(photo())
        await li.worker.sync()
        await li.carry()
        assert (await li.where(second, two)).where is Where.HERE
        assert await li.files.waiting() == 1
        await li.files.open()
        await li.carry()
        assert (await li.where(first, one)).where is Where.HERE

    tell(story)


def test_a_scope_that_goes_takes_its_photos_along_but_for_what_is_still_to_be_handed_in(
    tell: Callable[[Story], None], field: Installation
) -> None:
    sent, unsent = photo(), photo()

    async def story(take: Take) -> None:
        nobody = UserId("nobody")
        given = Assignment(nobody, Role.GRID_WORKER, G1)
        with field.database.write() as connection:
            accounts.assign(connection, C, given, accounts.Validity(date(2026, 1, 1)), by="console", now=NOW)
        desk = await take("nobody")
        await desk.worker.sync()
        _, [one] = await desk.visit(sent)
        await desk.worker.sync()
        await desk.carry()
        _, [two] = await desk.visit(unsent)
        assert len(desk.sealed_files()) == 2
        yesterday = TODAY - timedelta(days=1)
        with field.database.write() as connection:
            assert accounts.end_assignment(connection, C, given, yesterday, by="console", now=NOW)
        await desk.worker.sync()
        await desk.worker.sync()
        await desk.files.sweep()
        assert len(desk.sealed_files()) == 1
        assert await desk.files.database.read(lambda c: blobs.blob_of(c, GRID_1, one.sha256)) is None
        assert await desk.files.waiting() == 1
        await desk.carry()
        await desk.files.sweep()
        assert desk.sealed_files() == []
        with field.database.snapshot() as connection:
            assert blob_of(connection, Named(C, GRID_1, two.sha256)) is not None

    tell(story)


def test_a_server_that_was_restored_gets_what_it_lost(
    tell: Callable[[Story], None], field: Installation
) -> None:
    content = photo()

    async def story(take: Take) -> None:
        li = await take("li")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        await li.carry()
        with field.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM blob WHERE sha256 = %s", (made.sha256,))
        await li.files.database.write(
            lambda connection: connection.exec_driver_sql("UPDATE replica SET epoch = 'another'") and None
        )
        await li.carry()
        zhang = await take("zhang")
        await zhang.worker.sync()
        await zhang.look(visit, made)
        await zhang.carry()
        assert await zhang.look(visit, made) == content

    tell(story)


@dataclass
class Lying:
    """A server that answers what a test wants."""

    below: Counted
    change: Callable[[Call, Reply], Reply]

    def send(self, call: Call, stop: Event) -> Reply:
        return self.change(call, self.below.send(call, stop))


def test_bytes_that_are_not_the_photo_are_never_shown(tell: Callable[[Story], None]) -> None:
    content = photo(200_000)

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        await li.carry()
        await zhang.worker.sync()
        await zhang.look(visit, made)

        def spoil(call: Call, reply: Reply) -> Reply:
            if call.method != "GET" or "/blob/" not in call.target:
                return reply
            body = b"".join(reply.lines)
            return Reply(reply.status, reply.headers, iter([bytes(len(body))]), reply.close)

        transport = zhang.worker.transport
        assert isinstance(transport, Counted)
        zhang.files.transport = Lying(transport, spoil)
        await zhang.carry()
        assert (await zhang.where(visit, made)).where is Where.MISSING
        assert await zhang.look(visit, made) is None

        def shorten(call: Call, reply: Reply) -> Reply:
            return Reply(reply.status, reply.headers, iter([b"".join(reply.lines)[:-1]]), reply.close)

        zhang.files.transport = Lying(transport, shorten)
        with pytest.raises(ProblemError, match="server_garbage"):
            await zhang.carry()
        zhang.files.transport = transport
        await zhang.carry()
        assert await zhang.look(visit, made) == content

    tell(story)
