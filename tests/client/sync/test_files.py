"""Attachments between laptops over HTTP, on a line that is cut anywhere: client and server as they ship."""

import asyncio
import random
from collections.abc import Callable
from threading import Event

import pytest

from demo.line import Line
from gridclient.actions.attachments import Travel, Where
from gridclient.db.blob_files import BlobFolder
from gridclient.sync.files import SMALLEST_PIECE, Files
from gridclient.sync.runner import SyncRunner
from gridclient.sync.status import Status
from gridcore.problems import ProblemCode, ProblemError
from gridserver.installation import Installation
from tests.client.sync.file_desk import CANARY, Story, Take, line, photo, tell
from tests.client.sync.test_with_server import Counted
from tests.server.conftest import address, cluster, database, dsn, field, template

__all__ = ["address", "cluster", "database", "dsn", "field", "line", "tell", "template"]


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
