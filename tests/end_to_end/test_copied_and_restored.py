"""A laptop was copied, and then the server burnt: the copy comes back first, and nobody's work is lost."""

import asyncio
import random
import shutil
from functools import partial
from pathlib import Path

import pytest

from gridclient.db.listing import row
from gridserver.actions.restored import begin_anew
from gridserver.app import build_app
from tests.end_to_end.test_copied_laptop import log_of, opened, phones, replica_of
from tests.end_to_end.test_restored_server import WELL, Server, baby, find, hand_in, server, stands
from tests.end_to_end.test_two_laptops import build, enrolled
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, template

__all__ = ["cluster", "server", "template"]


@pytest.mark.timeout(300)
def test_what_the_original_had_sent_is_there_again_though_its_copy_comes_back_first(
    server: Server, tmp_path: Path
) -> None:
    async def story() -> None:
        with serving(build_app(server.installation)) as server.address:
            chance = random.Random(7)
            one = await enrolled(tmp_path / "one", server.installation, server.address, "li", chance)
            one.line.is_bad = False
            await one.sync()
            homes = await build(one)
            await one.sync()
            server.back_up()
            await one.session.close()
            shutil.copytree(tmp_path / "one", tmp_path / "two")
            one, two = await opened(tmp_path / "one", "one"), await opened(tmp_path / "two", "two")
            await one.edit(homes[0], "phone", "13800000001")
            born = await baby(one, homes[1])
            await hand_in(one, born)
            await one.sync()
            assert server.count("resident_identity") == 1
            for number in range(8):
                await two.edit(homes[2], "phone", f"1380000002{number}")
            server.restore()
            begin_anew(server.installation, by="console")
        with serving(build_app(server.installation)) as address:
            try:
                for each in (two, one):
                    await find(each, address)
                for each in (two, one, two, one):
                    await each.sync()
                assert phones(server.installation, [homes[0], homes[2]]) == ["13800000001", "13800000027"]
                assert server.count("resident_identity") == 1
                assert server.count("conflict") == 0
                assert log_of(server.installation, await replica_of(one)) != []
                for each in (one, two):
                    assert await each.session.database.read(stands) == WELL
                    shown = await each.session.database.read(partial(row, kind="resident", record=born))
                    assert shown is not None
            finally:
                for each in (one, two):
                    await each.session.close()

    asyncio.run(story())
