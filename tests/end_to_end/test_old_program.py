"""A program older than the server wants: it says so, work goes on, and the new one sends what waited."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from gridclient.actions.records import Saved
from gridclient.sync import round as rounds
from gridclient.sync.status import SyncState
from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.sync.pace import LONGEST_WAIT_S
from gridcore.wire.enrolment import EnrolRequest
from gridcore.wire.messages import PROTO
from gridcore.wire.upgrades import Versions
from gridserver.actions.enrol import enrol
from gridserver.app import build_app
from gridserver.db import devices
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.proofs.desk import Desk, at_a_desk, move_to, on_server
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import NOW

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

REFUSES = Versions(given=PROTO + 1, pushed=PROTO + 1)
TAKES = Versions(given=PROTO + 1, pushed=PROTO)
At = Callable[[Versions], Awaitable[Desk]]


@asynccontextmanager
async def laptop(folder: Path, field: Installation, address: str) -> AsyncIterator[tuple[Desk, At]]:
    """A laptop of Li's, and how its server becomes one of other versions."""
    async with at_a_desk(folder, field, address, "li") as desk:
        with ExitStack() as servers:

            async def at(versions: Versions) -> Desk:
                server = serving(build_app(replace(field, versions=versions)))
                return await move_to(desk, servers.enter_context(server))

            yield desk, at


async def noted(desk: Desk, said: str) -> RecordId:
    form = await desk.records.open_form("quick_note")
    assert form is not None
    saved = await desk.records.save(form, {"said": said}, scope=ScopeId("user/li"))
    assert isinstance(saved, Saved)
    return saved.record


async def reads(desk: Desk, note: RecordId) -> Value:
    form = await desk.records.open_form("quick_note", note)
    return None if form is None else form.values["said"]


def update(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next version of the program is installed."""
    monkeypatch.setattr(rounds, "PROTO", PROTO + 1)


def test_a_program_that_is_too_old_says_so_and_keeps_all_work_until_it_is_updated(
    tmp_path: Path, field: Installation, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with laptop(tmp_path / "li", field, address) as (well, at):
            before = on_server(field, well.replica)
            note = await noted(well, "第一件")
            desk = await at(REFUSES)
            status = await desk.tried()
            assert (status.state, status.problem) == (SyncState.OUTDATED, ProblemCode.UPDATE_NEEDED)
            assert on_server(field, desk.replica) == before
            assert desk.runner._wait_s() >= 0.75 * LONGEST_WAIT_S, "it would ask again and again"
            assert not desk.runner._may_listen()

            later = await noted(desk, "第二件")
            await desk.runner.recount()
            assert desk.runner.status.waiting == status.waiting + 1
            assert (await reads(desk, note), await reads(desk, later)) == ("第一件", "第二件")
            assert (await desk.tried()).waiting == status.waiting + 1

            update(monkeypatch)
            status = await desk.tried()
            assert (status.state, status.problem, status.waiting) == (SyncState.ON_SERVER, None, 0)
            there = on_server(field, desk.replica)
            assert there == [*range(1, len(before) + 3)]
            saved, called_there = await desk.counts()
            assert saved == called_there == len(there)

    asyncio.run(story())


def test_for_a_while_its_work_is_taken_and_only_changes_are_kept_from_it(
    tmp_path: Path, field: Installation, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with (
            laptop(tmp_path / "li", field, address) as (well, at),
            at_a_desk(tmp_path / "other", field, address, "li") as new,
        ):
            theirs = await noted(new, "别处写的")
            assert (await new.tried()).waiting == 0
            mine = await noted(well, "旧版写的")
            old = await at(TAKES)
            status = await old.tried()
            assert (status.state, status.problem) == (SyncState.OUTDATED, ProblemCode.UPDATE_DUE)
            assert status.waiting == 0
            assert len(on_server(field, old.replica)) == 1
            assert (await reads(old, mine), await reads(old, theirs)) == ("旧版写的", None)
            await new.tried()
            assert await reads(new, mine) == "旧版写的"

            update(monkeypatch)
            status = await old.tried()
            assert (status.state, status.problem) == (SyncState.ON_SERVER, None)
            assert (await reads(old, mine), await reads(old, theirs)) == ("旧版写的", "别处写的")

    asyncio.run(story())


def test_a_new_laptop_with_an_old_program_is_told_so_and_its_code_stays_good(field: Installation) -> None:
    with field.database.write() as connection:
        code = devices.new_code(connection, UserId("li"), by="console", now=NOW)
    asked = EnrolRequest(PROTO, "gridclient", code, bytes(range(32)), "笔记本")
    with pytest.raises(ProblemError) as refused:
        enrol(replace(field, versions=TAKES), asked)
    assert refused.value.code is ProblemCode.UPDATE_NEEDED
    assert enrol(field, asked).user_id == "li"
