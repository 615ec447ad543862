"""Photos on a stick: sealed with the text, as many as the size allows, there once however often they come."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from threading import Event

import msgspec
import pytest

from gridclient.actions.attachments import Travel, Where
from gridclient.sync.bundle import WrittenBundle, read_bundle, write_bundle
from gridclient.sync.bundle_files import Luggage
from gridclient.sync.round_end import RoundEnd
from gridcore.ids import ScopeId
from gridcore.wire.carried import CarriedFile
from gridserver.actions.bridge import Bridged, bridge
from gridserver.actions.restored import begin_anew
from gridserver.actions.take_carried import take_carried
from gridserver.db import devices
from gridserver.db.devices import Device, device_of
from gridserver.installation import Installation
from tests.client.sync.file_desk import CANARY, Desk, Story, Take, line, photo, tell
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, GRID_2, NOW, C

__all__ = ["address", "cluster", "database", "dsn", "field", "line", "tell", "template"]

PLENTY = 10_000_000
Tell = Callable[[Story], None]


async def written(desk: Desk, most: int = PLENTY) -> WrittenBundle:
    session = desk.worker.session
    return await write_bundle(session.database, session.ports, Luggage(desk.files.folder, most))


async def read(desk: Desk, file: bytes) -> RoundEnd:
    session = desk.worker.session
    end = await read_bundle(session.database, session.ports, file, Event(), desk.files.folder)
    assert end.parting is None
    return end


def taken(field: Installation, file: bytes) -> Bridged:
    return bridge(field, file, bundle_id=secrets.token_hex(8), content_key=secrets.token_bytes(32))


def device_behind(field: Installation, user: str) -> Device:
    """The laptop of a user that was enrolled last."""
    with field.database.snapshot() as connection:
        found = connection.exec_driver_sql(
            "SELECT device_id FROM device WHERE user_id = %s ORDER BY enrolled DESC LIMIT 1", (user,)
        ).scalar_one()
        device = device_of(connection, found)
    assert device is not None
    return device


def test_a_photo_goes_on_the_stick_with_its_visit_and_others_see_it(tell: Tell, field: Installation) -> None:
    content = photo()

    async def story(take: Take) -> None:
        li, zhang = await take("li"), await take("zhang")
        visit, [made] = await li.visit(content)
        bundle = await written(li)
        assert (bundle.files, bundle.left) == (1, 0)
        assert CANARY not in bundle.file, "nobody who finds the stick sees it"
        assert (await li.where(visit, made)).where is Where.WAITING, "a file on a stick is no receipt"
        came = taken(field, bundle.file)
        assert came.files == 1
        assert CANARY not in came.file
        await read(li, came.file)
        assert (await li.where(visit, made), await li.files.waiting()) == (Travel(Where.HERE, 100), 0)
        await zhang.worker.sync()
        assert await zhang.look(visit, made) is None
        await zhang.carry()
        assert await zhang.look(visit, made) == content

    tell(story)


def test_as_many_go_as_the_size_allows_and_the_others_with_the_next_file(
    tell: Tell, field: Installation
) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        await li.visit(*(photo(200_000) for _ in range(4)))
        first = await written(li, 450_000)
        assert (first.files, first.left) == (2, 2)
        none = await written(li, 0)
        assert (none.files, none.left, none.edits) == (0, 4, first.edits), "the text goes in any case"
        await read(li, taken(field, first.file).file)
        assert await li.files.waiting() == 2
        second = await written(li, 450_000)
        assert (second.edits, second.files, second.left) == (0, 2, 0)
        await read(li, taken(field, second.file).file)
        assert await li.files.waiting() == 0

    tell(story)


def test_a_stick_that_comes_twice_and_an_answer_that_is_read_twice_change_nothing(
    tell: Tell, field: Installation
) -> None:
    content = photo()

    async def story(take: Take) -> None:
        li = await take("li")
        visit, [made] = await li.visit(content)
        bundle = await written(li)
        first, again = taken(field, bundle.file), taken(field, bundle.file)
        assert (first.files, again.files) == (1, 1)
        for answer in (first, again, first):
            await read(li, answer.file)
        assert (await li.where(visit, made)).where is Where.HERE
        with field.database.snapshot() as connection:
            kept = connection.exec_driver_sql(
                "SELECT count(*) FROM blob WHERE community_id = %s AND sha256 = %s", (C, made.sha256)
            ).scalar_one()
        assert kept == 1

    tell(story)


def test_what_came_half_over_a_line_is_finished_by_the_stick(tell: Tell, field: Installation) -> None:
    content = photo(400_000)

    async def story(take: Take) -> None:
        li = await take("li")
        _, _ = await li.visit(content)
        await li.worker.sync()
        li.files.piece = 65_536
        await li.files.carry(Event())
        assert await li.files.waiting() == 1
        came = taken(field, (await written(li)).file)
        assert came.files == 1
        await read(li, came.file)
        assert await li.files.waiting() == 0

    tell(story)


def test_a_photo_that_is_left_in_no_record_takes_no_place_on_the_stick(
    tell: Tell, field: Installation
) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        form = await li.worker.records.open_form("visit", None, {"household": await li.home()})
        assert form is not None
        await li.attach(form, photo(1_000))
        assert (await written(li)).files == 0

    tell(story)


def test_an_answer_of_before_a_restore_is_no_receipt_for_files(tell: Tell, field: Installation) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        await li.visit(photo(1_000))
        bundle = await written(li)
        before = taken(field, bundle.file)
        begin_anew(field, by="console")
        await li.worker.sync()
        await read(li, before.file)
        assert await li.files.waiting() == 1, "the server may have lost it: it is asked"
        await li.carry()
        assert await li.files.waiting() == 0

    tell(story)


def test_a_laptop_out_of_service_hands_its_photos_in_too(tell: Tell, field: Installation) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        await li.visit(photo(1_000))
        device = device_behind(field, "li")
        with field.database.write() as connection:
            devices.revoke_device(connection, device.device_id, by="console", now=NOW)
        assert taken(field, (await written(li)).file).files == 1

    tell(story)


@pytest.mark.parametrize(
    ("changed", "trouble"),
    [
        ({"scope": GRID_2}, "not_here"),
        ({"content": b"\xff\xd8 no picture"}, "refused"),
        ({"sha256": "0" * 64}, "refused"),
        ({"sha256": "../../etc"}, "refused"),
        ({"scope": ScopeId(f"{GRID_1}\n")}, "refused"),
        ({"content": b""}, "refused"),
    ],
)
def test_what_is_not_what_it_says_or_not_the_senders_is_not_kept(
    tell: Tell, field: Installation, changed: dict[str, object], trouble: str
) -> None:
    async def story(take: Take) -> None:
        await take("li")
        content = photo(1_000)
        good = CarriedFile(GRID_1, "ab" * 32, content)
        [found] = take_carried(
            field, device_behind(field, "li"), C, [msgspec.structs.replace(good, **changed)]
        )
        assert (found.have, found.trouble) == (0, trouble)

    tell(story)


def test_an_installation_without_a_place_for_files_takes_the_text_alone(
    tell: Tell, field: Installation
) -> None:
    async def story(take: Take) -> None:
        li = await take("li")
        await li.visit(photo(1_000))
        bundle = await written(li)
        came = taken(replace(field, blobs=None), bundle.file)
        assert (came.files, came.edits) == (0, bundle.edits)
        await read(li, came.file)
        assert await li.files.waiting() == 1, "it goes with the next one"

    tell(story)
