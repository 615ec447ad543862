"""The bridge for laptops without a line: edits, receipts and changes as over HTTP, in sealed files."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from gridclient.actions.records import Records, Saved
from gridclient.db.cursors import cursors
from gridclient.db.listing import row
from gridclient.db.pending import EditState, count_by_state
from gridclient.sync import bundle as bundles
from gridclient.sync.bundle import read_bundle, write_bundle
from gridclient.sync.round_end import RoundEnd
from gridcore.fields import Value
from gridcore.ids import DeviceId, RecordId, ScopeId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.roles import Role
from gridcore.wire.bundles import take_apart
from gridcore.wire.messages import PROTO
from gridcore.wire.upgrades import Versions
from gridserver.actions.bridge import BridgeError, bridge
from gridserver.bridge_files import bridge_file
from gridserver.db import devices
from gridserver.db.keys import create_keys
from gridserver.installation import Installation, with_keys
from tests.server.field import GRID_1, NOW, C, Laptop
from tests.server.homes import Home, move_in
from tests.server.seat import Seat, seated

CANARY = "丹顶鹤备注"
Sitting = Callable[..., object]


@pytest.fixture(scope="module")
def home(field: Installation, address: str) -> Home:
    li = Laptop(field, address, "li")
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


@pytest.fixture
def sit(tmp_path: Path, field: Installation, address: str) -> Callable[[str], object]:
    """A new laptop of the worker, enrolled and never synced."""
    return lambda name: seated(tmp_path / name, field, address, "li", Role.GRID_WORKER, C)


@asynccontextmanager
async def synced(folder: Path, field: Installation, address: str) -> AsyncIterator[Seat]:
    async with seated(folder, field, address, "li", Role.GRID_WORKER, C) as seat:
        await seat.sync()
        await seat.sync()
        yield seat


async def edit(seat: Seat, home: Home, /, **values: Value) -> None:
    records = Records(seat.database, C, seat.ports)
    form = await records.open_form("household", home.household)
    assert form is not None
    assert isinstance(await records.save(form, values), Saved)


async def visit(seat: Seat, home: Home, said: str) -> RecordId:
    records = Records(seat.database, C, seat.ports)
    form = await records.open_form("visit")
    assert form is not None
    told: dict[str, Value] = {"household": home.household, "visited_on": "2026-03-02", "kind": "care"}
    done = await records.save(form, {**told, "way": "door", "met": True, "said": said})
    assert isinstance(done, Saved), done
    return done.record


async def value(seat: Seat, kind: str, record: RecordId, field: str) -> Value:
    shown = await seat.database.read(partial(row, kind=kind, record=record))
    return None if shown is None else shown.values[field]


async def states(seat: Seat) -> dict[EditState, int]:
    return await seat.database.read(partial(count_by_state, community=C))


async def at(seat: Seat) -> dict[ScopeId, tuple[int, int]]:
    found = await seat.database.read(partial(cursors, community=C))
    return {scope: (each.seq, each.rows) for scope, each in found.items()}


def answered(field: Installation, file: bytes) -> bytes:
    sealed = bridge(field, file, bundle_id=secrets.token_hex(8), content_key=secrets.token_bytes(32))
    return sealed.file


async def read(seat: Seat, file: bytes) -> RoundEnd:
    return await read_bundle(seat.database, seat.ports, file, Event())


async def refusal(seat: Seat, file: bytes) -> ProblemCode:
    before = await at(seat), await states(seat)
    with pytest.raises(ProblemError) as caught:
        await read(seat, file)
    assert (await at(seat), await states(seat)) == before
    return caught.value.code


def run(story: Callable[[], Awaitable[None]]) -> None:
    async def happen() -> None:
        await story()

    asyncio.run(happen())


def test_what_was_done_without_a_line_arrives_and_what_others_did_comes_back(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with (
            synced(tmp_path / "far", field, address) as far,
            synced(tmp_path / "near", field, address) as near,
        ):
            await edit(far, home, phone="13800000001", remark=CANARY)
            made = await visit(far, home, "棚屋漏雨，已报修。")
            await edit(near, home, tenure="rented")
            await near.sync()

            written = await write_bundle(far.database, far.ports)
            assert written.edits == 3
            assert (await states(far))[EditState.WAITING] == 3, "a file on a stick is no receipt"
            for word in (CANARY, "13800000001", "棚屋"):
                assert word.encode() not in written.file
            end = await read(far, answered(field, written.file))
            assert end.parting is None
            assert not end.differing
            assert EditState.WAITING not in await states(far)
            assert await value(far, "household", home.household, "tenure") == "rented"

            await near.sync()
            assert await value(near, "visit", made, "said") == "棚屋漏雨，已报修。"
            assert await value(near, "household", home.household, "remark") == CANARY
            await far.sync()
            assert await at(far) == await at(near)

    run(story)


def test_a_file_of_a_program_that_is_too_old_is_refused_and_can_be_handed_in_after_its_update(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with synced(tmp_path / "far", field, address) as far:
            await visit(far, home, "旧版记的")
            written = await write_bundle(far.database, far.ports)
            late = replace(field, versions=Versions(given=PROTO + 1, pushed=PROTO + 1))
            with pytest.raises(BridgeError, match="must be updated"):
                answered(late, written.file)
            end = await read(far, answered(field, written.file))
            assert end.parting is None
            assert EditState.WAITING not in await states(far)

    run(story)


def test_a_file_that_is_taken_in_twice_and_an_answer_that_is_read_twice_change_nothing(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with synced(tmp_path / "far", field, address) as far:
            made = await visit(far, home, "第一次")
            written = await write_bundle(far.database, far.ports)
            first, second = answered(field, written.file), answered(field, written.file)
            for file in (second, first, first, second):
                assert (await read(far, file)).parting is None
            before = await at(far)
            await far.sync()
            assert await at(far) == before
            assert await value(far, "visit", made, "said") == "第一次"

    run(story)


def test_an_old_answer_never_takes_a_laptop_back(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with (
            synced(tmp_path / "far", field, address) as far,
            synced(tmp_path / "near", field, address) as near,
        ):
            await edit(near, home, remark="旧的备注")
            await near.sync()
            old = answered(field, (await write_bundle(far.database, far.ports)).file)
            await edit(near, home, remark="新的备注")
            await near.sync()
            await far.sync()
            before = await at(far)
            await read(far, old)
            assert await at(far) == before
            assert await value(far, "household", home.household, "remark") == "新的备注"

    run(story)


def test_an_edit_made_after_the_file_was_written_waits_for_the_next(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with synced(tmp_path / "far", field, address) as far:
            await edit(far, home, phone="13800000002")
            written = await write_bundle(far.database, far.ports)
            await edit(far, home, phone="13800000003")
            await read(far, answered(field, written.file))
            assert (await states(far))[EditState.WAITING] == 1
            assert await value(far, "household", home.household, "phone") == "13800000003"
            await far.sync()
            assert await value(far, "household", home.household, "phone") == "13800000003"

    run(story)


def test_a_laptop_that_never_had_a_line_gets_everything_from_a_stick(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with (
            seated(tmp_path / "new", field, address, "li", Role.GRID_WORKER, C) as new,
            synced(tmp_path / "near", field, address) as near,
        ):
            end = await read(new, answered(field, (await write_bundle(new.database, new.ports)).file))
            assert not end.differing
            assert end.received > 0
            assert await at(new) == await at(near)
            assert await value(new, "household", home.household, "address") == home.address

    run(story)


def test_more_edits_than_a_request_takes_go_into_one_file(
    home: Home, tmp_path: Path, field: Installation, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with synced(tmp_path / "far", field, address) as far:
            made = [await visit(far, home, f"第{number}次") for number in range(7)]
            monkeypatch.setattr(bundles, "fitting", lambda edits: edits[:3])
            written = await write_bundle(far.database, far.ports)
            end = await read(far, answered(field, written.file))
            assert not end.differing
            assert EditState.WAITING not in await states(far)
            assert await value(far, "visit", made[6], "said") == "第6次"
            before = await at(far)
            await far.sync()
            assert await at(far) == before

    run(story)


def test_a_revoked_laptop_hands_in_by_stick_and_receives_nothing(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with synced(tmp_path / "far", field, address) as far:
            await edit(far, home, remark="收回之后")
            written = await write_bundle(far.database, far.ports)
            sender = take_apart(written.file).header.sender
            with field.database.write() as connection:
                devices.revoke_device(connection, DeviceId(sender), by="console", now=NOW)
            end = await read(far, answered(field, written.file))
            assert end.is_revoked
            assert end.received == 0
            assert EditState.WAITING not in await states(far)

    run(story)


def test_only_the_laptop_that_asked_can_read_the_answer(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with (
            synced(tmp_path / "far", field, address) as far,
            synced(tmp_path / "near", field, address) as near,
        ):
            written = await write_bundle(far.database, far.ports)
            answer = answered(field, written.file)
            assert home.address.encode() not in answer
            assert await refusal(near, answer) is ProblemCode.BUNDLE_NOT_OURS
            assert await refusal(far, written.file) is ProblemCode.BUNDLE_NO_ANSWER
            assert await refusal(far, b"PK\x03\x04") is ProblemCode.BUNDLE_OTHER_FILE
            assert await refusal(far, answer[:-1]) is ProblemCode.BUNDLE_DAMAGED
            for place in range(0, len(answer), max(len(answer) // 60, 1)):
                spoilt = bytearray(answer)
                spoilt[place] ^= 4
                code = await refusal(far, bytes(spoilt))
                assert code in (
                    ProblemCode.BUNDLE_DAMAGED,
                    ProblemCode.BUNDLE_OTHER_FILE,
                    ProblemCode.BUNDLE_NEWER,
                    ProblemCode.BUNDLE_NOT_OURS,
                    ProblemCode.BUNDLE_NO_ANSWER,
                )

    run(story)


def test_the_server_takes_nothing_in_that_is_not_whole_and_for_it(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with synced(tmp_path / "far", field, address) as far:
            await edit(far, home, remark="不应到达")
            file = (await write_bundle(far.database, far.ports)).file
            for place in range(0, len(file), max(len(file) // 60, 1)):
                spoilt = bytearray(file)
                spoilt[place] ^= 4
                with pytest.raises(BridgeError):
                    answered(field, bytes(spoilt))
            for other in (b"", b"GRB1", file[:-1], answered(field, file)):
                with pytest.raises(BridgeError):
                    answered(field, other)
            keys = create_keys(tmp_path / "other.keys")
            with pytest.raises(BridgeError, match="another server"):
                answered(with_keys(field.database, keys, clock=lambda: NOW), file)

    run(story)


def test_files_lie_beside_each_other_and_say_what_they_are(
    home: Home, tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        async with synced(tmp_path / "far", field, address) as far:
            await visit(far, home, "走访")
            stick = tmp_path / "stick"
            stick.mkdir()
            (stick / "li.gridsync").write_bytes((await write_bundle(far.database, far.ports)).file)
            answer, bridged = bridge_file(field, stick / "li.gridsync", None)
            assert answer == stick / "li.answer.gridsync"
            assert (bridged.edits, bridged.device.user_id) == (1, "li")
            assert {*stick.iterdir()} == {stick / "li.gridsync", answer}
            (tmp_path / "plain").touch()
            assert answer.stat().st_mode == (tmp_path / "plain").stat().st_mode, "others may carry it away"
            assert (await read(far, answer.read_bytes())).parting is None
            with pytest.raises(BridgeError, match="laptop"):
                bridge_file(field, answer, None)

    run(story)
