"""Photos that were opened come back on a stick: what one may read, as many as the size allows, and right."""

from collections.abc import Callable
from threading import Event

import pytest

from gridclient.actions.attachments import Where
from gridclient.sync.bundle import read_bundle
from gridclient.sync.bundle_files import take_given
from gridcore.attachments import Attachment
from gridcore.ids import RecordId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.carried import Carried, CarriedFile, WantedFile, encode_given
from gridserver.actions import bridge as bridging
from gridserver.actions import give_wanted as giving
from gridserver.actions.give_wanted import give_wanted
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.sync.file_desk import CANARY, Desk, Story, Take, line, photo, tell
from tests.client.sync.test_files_by_stick import device_behind, read, taken, written
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, GRID_2, NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "line", "tell", "template"]

Tell = Callable[[Story], None]


async def opened(take: Take, *contents: bytes) -> tuple[Desk, RecordId, list[Attachment]]:
    """A colleague who opened photos of another's visit, one after the other, and has not got them."""
    li, zhang = await take("li"), await take("zhang")
    visit, made = await li.visit(*contents)
    await li.worker.sync()
    await li.carry()
    await zhang.worker.sync()
    for each in made:
        assert await zhang.look(visit, each) is None
    return zhang, visit, made


async def given(desk: Desk, *files: CarriedFile, count: int | None = None) -> int:
    """What the laptop keeps of these lines of an answer."""
    lines = map(encode_given, files)
    there = len(files) if count is None else count
    return await take_given(desk.worker.session.database, desk.files.folder, lines, there)


def test_a_photo_that_was_opened_comes_with_the_answer_and_once(tell: Tell, field: Installation) -> None:
    content = photo()

    async def story(take: Take) -> None:
        zhang, visit, [made] = await opened(take, content)
        bundle = await written(zhang)
        assert (bundle.files, bundle.wanted, bundle.left) == (0, 1, 0)
        came = taken(field, bundle.file)
        assert came.given == 1
        assert CANARY not in came.file, "nobody who finds the stick sees it"
        with pytest.raises(ProblemError) as cut:
            await read(zhang, came.file[:-1])
        assert cut.value.code is ProblemCode.BUNDLE_DAMAGED
        assert await zhang.look(visit, made) is None
        assert (await read(zhang, came.file)).files == 1
        assert await zhang.look(visit, made) == content
        assert (await zhang.where(visit, made)).where is Where.HERE
        assert (await read(zhang, came.file)).files == 0
        assert (await zhang.look(visit, made), len(zhang.sealed_files())) == (content, 1)
        assert (await written(zhang)).wanted == 0
        assert await zhang.carry() == 0, "nothing is left for a line"
        assert all(CANARY not in each.read_bytes() for each in zhang.sealed_files())

    tell(story)


def test_as_many_come_as_the_size_allows_and_the_others_with_the_next(
    tell: Tell, field: Installation
) -> None:
    contents = [photo(200_000) for _ in range(3)]

    async def story(take: Take) -> None:
        zhang, visit, made = await opened(take, *contents)
        none = await written(zhang, 0)
        assert (none.wanted, none.left) == (0, 3)
        first = await written(zhang, 450_000)
        assert (first.wanted, first.left) == (2, 1)
        assert (await read(zhang, taken(field, first.file).file)).files == 2
        second = await written(zhang, 450_000)
        assert (second.wanted, second.left) == (1, 0)
        assert (await read(zhang, taken(field, second.file).file)).files == 1
        assert [await zhang.look(visit, each) for each in made] == contents

    tell(story)


def test_what_came_half_over_a_line_is_finished_by_the_stick(tell: Tell, field: Installation) -> None:
    content = photo(400_000)

    async def story(take: Take) -> None:
        zhang, visit, [made] = await opened(take, content)
        zhang.files.piece = 65_536
        await zhang.files.carry(Event())
        assert 0 < (await zhang.where(visit, made)).percent < 100
        await read(zhang, taken(field, (await written(zhang)).file).file)
        assert await zhang.look(visit, made) == content

    tell(story)


def test_what_is_not_there_yet_is_told_and_comes_when_it_is_asked_for_again(
    tell: Tell, field: Installation
) -> None:
    content = photo(1_000)

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        visit, [made] = await li.visit(content)
        await li.worker.sync()
        await zhang.worker.sync()
        await zhang.look(visit, made)
        came = taken(field, (await written(zhang)).file)
        assert came.given == 0
        await read(zhang, came.file)
        assert (await zhang.where(visit, made)).where is Where.MISSING
        assert (await written(zhang)).wanted == 0
        await li.carry()
        assert await zhang.look(visit, made) is None
        await read(zhang, taken(field, (await written(zhang)).file).file)
        assert await zhang.look(visit, made) == content

    tell(story)


def test_nobody_is_given_what_they_may_not_read_or_more_than_allowed(
    tell: Tell, field: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story(take: Take) -> None:
        zhang, visit, [made] = await opened(take, photo(1_000))
        await take("chen")
        bundle = await written(zhang)

        def asked(user: str, *wanted: WantedFile) -> list[bytes]:
            device = device_behind(field, user)
            return [each.content for each in give_wanted(field, device, C, wanted, most=1_000_000)]

        good = WantedFile(GRID_1, made.sha256)
        assert [len(each) for each in asked("zhang", good, good)] == [made.size], "once, however often asked"
        assert asked("chen", good, WantedFile(GRID_2, made.sha256)) == [b"", b""]
        odd = [("no/../scope", made.sha256), (f"{GRID_1}\n", made.sha256), (GRID_1, "../../etc"), ("\0", "")]
        assert asked("zhang", *(WantedFile(ScopeId(scope), name) for scope, name in odd)) == [b""] * 4
        monkeypatch.setattr(giving, "MOST_WANTED", 3)
        many = [WantedFile(GRID_1, f"{number:064x}") for number in range(5)]
        assert asked("zhang", *many) == [b""] * 3
        assert give_wanted(field, device_behind(field, "zhang"), C, [good], most=made.size - 1) == []

        with field.database.write() as connection:
            device = device_behind(field, "zhang")
            devices.revoke_device(connection, device.device_id, by="console", now=NOW)
        came = taken(field, bundle.file)
        assert came.given == 0
        assert CANARY not in came.file
        await read(zhang, came.file)
        assert await zhang.look(visit, made) is None

    tell(story)


def test_what_is_not_what_was_asked_for_is_neither_kept_nor_shown(tell: Tell) -> None:
    contents = [photo(1_000) for _ in range(4)]

    async def story(take: Take) -> None:
        zhang, visit, made = await opened(take, *contents)
        names = [each.sha256 for each in made]
        other, stranger = photo(1_000), CarriedFile(GRID_1, "ab" * 32, photo(1_000))
        assert len(other) == made[0].size
        kept = await given(
            zhang,
            CarriedFile(GRID_1, names[0], other),
            CarriedFile(GRID_1, names[1], contents[1] + b"more"),
            CarriedFile(GRID_2, names[2], contents[2]),
            stranger,
            CarriedFile(GRID_1, names[3], contents[3]),
        )
        assert kept == 1
        wheres = [(await zhang.where(visit, each)).where for each in made]
        assert wheres == [Where.MISSING, Where.MISSING, Where.COMING, Where.HERE]
        assert [await zhang.look(visit, each) for each in made] == [None, None, None, contents[3]]
        with pytest.raises(ProblemError) as cut:
            await given(zhang, CarriedFile(GRID_1, names[0], contents[0]), count=2)
        assert cut.value.code is ProblemCode.SERVER_GARBAGE
        assert await zhang.look(visit, made[0]) == contents[0], "what came before the end stays"

    tell(story)


def test_text_comes_first_and_programs_of_before_take_it_as_ever(
    tell: Tell, field: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = photo(200_000)

    async def story(take: Take) -> None:
        zhang, visit, [made] = await opened(take, content)
        li = await take("li")
        session = zhang.worker.session
        await li.visit()
        await li.worker.sync()
        bundle = await written(zhang)

        with monkeypatch.context() as patch:
            patch.setattr(bridging, "_MOST_PACKED", 100_000)
            full = taken(field, bundle.file)
        with monkeypatch.context() as patch:  # a server that passes the wish over
            patch.setattr(bridging, "_carried", lambda content: Carried())
            before = taken(field, bundle.file)
        assert (full.given, before.given) == (0, 0)
        assert (await read(zhang, full.file)).received > 0
        await read(zhang, before.file)
        assert (await zhang.where(visit, made)).where is Where.COMING, "it is asked for again"

        answer = taken(field, (await written(zhang)).file)
        assert answer.given == 1
        end = await read_bundle(session.database, session.ports, answer.file, Event())  # a laptop of before
        assert (end.parting, end.files) == (None, 0)
        assert (await read(zhang, answer.file)).files == 1
        assert await zhang.look(visit, made) == content

    tell(story)


def test_a_file_that_is_damaged_at_the_office_keeps_nobody_from_the_others(
    tell: Tell, field: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    contents = [photo(1_000) for _ in range(3)]

    async def story(take: Take) -> None:
        zhang, visit, made = await opened(take, *contents)
        spoilt, lost = (_name(field, each) for each in made[:2])
        assert field.blobs is not None
        sealed = bytearray(field.blobs.get(spoilt, 0, 1_000))
        sealed[500] ^= 1
        field.blobs.put(spoilt, bytes(sealed))
        field.blobs.drop(lost)
        came = taken(field, (await written(zhang)).file)
        assert came.given == 1
        await read(zhang, came.file)
        assert [await zhang.look(visit, each) for each in made] == [None, None, contents[2]]

    tell(story)
    assert [each.getMessage() for each in caplog.records if each.levelname == "ERROR"] != []
    caplog.clear()


def _name(field: Installation, made: Attachment) -> str:
    """What the object of an attachment is called in the server's store."""
    with field.database.snapshot() as connection:
        found = connection.exec_driver_sql(
            "SELECT name FROM blob WHERE community_id = %s AND sha256 = %s", (C, made.sha256)
        )
        return str(found.scalar_one())
