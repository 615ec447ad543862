"""How long something is kept is not for a laptop's clock to say: a restore may ask for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from gridclient.db.went_back import count_again, gone_records
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household
from tests.client.sync.laptop import START
from tests.fakes.memory_past import backed_up, put_back
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
YEARS = timedelta(days=3653)


@pytest.mark.parametrize("jump", [YEARS, -YEARS])
def test_a_clock_that_is_years_off_throws_nothing_away_that_a_restore_asks_for(
    tell: Tell, jump: timedelta
) -> None:
    async def story(office: Office) -> None:
        office.server.now = START.isoformat()
        laptop = await office.worker()
        await laptop.sync()
        backup = backed_up(office.server)
        home = await household(laptop)
        await laptop.sync()
        laptop.clock.now += jump
        later = await household(laptop)
        await laptop.sync()
        laptop.clock.now -= jump
        await laptop.edit("household", home, phone="13900005678")
        await laptop.sync()
        put_back(office.server, backup)
        replica = next(iter(office.server.users))
        await laptop.sync()
        assert office.server.stored[home].cells["phone"] == "13900005678"
        assert later in office.server.stored
        assert [*office.server.log] == [replica], "it is still the replica that it was"
        assert await laptop.read(lambda connection: count_again(connection, COMMUNITY)) == 0

    tell(story)


def test_what_is_old_by_both_clocks_is_forgotten(tell: Tell) -> None:
    async def story(office: Office) -> None:
        office.server.now = START.isoformat()
        laptop = await office.worker()
        await laptop.sync()
        await household(laptop)
        await laptop.sync()
        count = "SELECT count(*) FROM sent"
        for days_there, days_here, left in ((0, 46, 3), (46, 0, 3), (46, 46, 0)):
            office.server.now = (START + timedelta(days=days_there)).isoformat()
            laptop.clock.now = START + timedelta(days=days_here)
            await laptop.sync()
            found = await laptop.read(lambda connection: connection.exec_driver_sql(count).scalar_one())
            assert found == left, (days_there, days_here)

    tell(story)


@pytest.mark.parametrize(
    "now", ["", "yesterday", "2026-10-29", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
)
def test_a_server_that_tells_no_time_is_no_reason_to_stop(tell: Tell, now: str) -> None:
    async def story(office: Office) -> None:
        office.server.now = now
        laptop = await office.worker()
        await laptop.sync()
        home = await household(laptop)
        await laptop.sync()
        assert home in office.server.stored
        assert await laptop.read(gone_records) == []

    tell(story)
