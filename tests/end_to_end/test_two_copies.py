"""Work goes on in two copies of one folder: the device is suspended, and each word of both is kept."""

import asyncio
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from gridclient.db.left_behind import waiting_work
from gridclient.db.listing import row
from gridclient.db.pending import set_aside
from gridclient.sync.round import sync_round
from gridclient.sync.round_end import RoundEnd
from gridserver.actions.note_copies import BACK_AND_FORTH
from gridserver.app import build_app
from gridserver.db.engine import Database
from gridserver.db.keys import create_keys
from gridserver.installation import Installation, with_keys
from tests.end_to_end.test_copied_laptop import copied
from tests.end_to_end.test_two_laptops import Laptop, enrolled
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, database, dsn, template
from tests.server.field import NOW, C, settle

__all__ = ["cluster", "database", "dsn", "template"]


class Ticking:
    """The server's clock: each look at it is a little later, and minutes stay few."""

    now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=10)
        return self.now


@pytest.fixture
def field(database: Database, tmp_path: Path) -> Installation:
    installation = with_keys(database, create_keys(tmp_path / "server.keys"), clock=Ticking())
    settle(installation)
    return installation


@pytest.fixture
def address(field: Installation) -> Iterator[str]:
    with serving(build_app(field)) as served:
        yield served


async def round_of(laptop: Laptop) -> RoundEnd:
    return await sync_round(laptop.session.database, laptop.line, laptop.session.ports, Event())


@pytest.mark.timeout(300)
def test_two_copies_that_go_on_are_stopped_and_the_supervisor_finds_all_that_they_wrote(
    tmp_path: Path, field: Installation, address: str
) -> None:
    async def story() -> None:
        found = await copied(tmp_path, field, address)
        one, two, homes = found.one, found.two, found.homes
        try:
            for number in range(3 * BACK_AND_FORTH):
                await two.edit(homes[2], "phone", f"1380000000{number}")
                await round_of(two)
                await one.edit(homes[1], "phone", f"1390000000{number}")
                end = await round_of(one)
                if end.is_suspended:
                    break
            assert end.is_suspended
            assert not end.is_revoked
            await two.edit(homes[3], "phone", "13811112222")
            assert (await round_of(two)).is_suspended
            aside = await two.session.database.read(partial(set_aside, community=C))
            assert [each.extra for each in aside] == ["not_trusted"], "its author still sees it"
            kept = await two.session.database.read(partial(row, kind="household", record=homes[0]))
            assert kept is not None, "what was on the laptop stays there"
            sun = await enrolled(tmp_path / "sun", field, address, "sun", random.Random(9))
            sun.line.is_bad = False
            try:
                await sun.sync()
                work = await sun.session.database.read(waiting_work)
                assert {edit.record for each in work for edit in each.edits} >= {homes[3]}
                assert {each.reason for each in work} == {"not_trusted"}
            finally:
                await sun.session.close()
        finally:
            for each in (one, two):
                await each.session.close()

    asyncio.run(story())
