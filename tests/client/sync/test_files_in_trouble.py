"""Attachments that are refused, damaged, lost or no longer this user's, at a real server."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Event

import pytest

from gridclient.actions.attachments import Where
from gridclient.db import blobs
from gridclient.db.blob_files import BlobFolder
from gridclient.sync.files import Files
from gridclient.sync.transport import Call, Reply
from gridcore.attachments import Attachment
from gridcore.file_contents import Fault
from gridcore.ids import ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.problems import ProblemError
from gridcore.roles import Role
from gridserver.actions import keep_blobs
from gridserver.db import accounts
from gridserver.db.blobs import Named, blob_of
from gridserver.installation import Installation
from tests.client.sync.file_desk import Story, Take, line, photo, tell
from tests.client.sync.test_with_server import Counted
from tests.fakes.pictures import pdf, png
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import G1, GRID_1, NOW, TODAY, C

__all__ = ["address", "cluster", "database", "dsn", "field", "line", "tell", "template"]


@dataclass
class Lying:
    """A server that answers what a test wants."""

    below: Counted
    change: Callable[[Call, Reply], Reply]

    def send(self, call: Call, stop: Event) -> Reply:
        return self.change(call, self.below.send(call, stop))


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
        await li.reopen()
        assert len(li.sealed_files()) == 1, "a draft keeps its photo"
        await li.save(form, [kept])
        await li.worker.sync()
        await li.carry()
        assert await li.files.waiting() == 0
        await li.reopen()
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


def test_what_is_taken_off_or_erased_loses_its_key_without_a_restart(tell: Callable[[Story], None]) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        visit, [made] = await li.visit(photo())
        await li.worker.sync()
        await li.carry()
        await li.reopen()
        form, _ = await li.open(visit)
        await li.save(form, [])
        await li.files.sweep()
        assert len(li.sealed_files()) == 1, "the server may still refuse that it is taken off"
        await li.worker.sync()
        await li.files.sweep()
        assert li.sealed_files() == []
        assert await li.files.database.read(lambda c: blobs.blob_of(c, GRID_1, made.sha256)) is None

    tell(story)
