"""A restored server has lost what only one laptop still remembers: its user puts it back for everybody."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from gridclient.actions.gone import Gone
from gridclient.db.facts import save
from gridclient.db.listing import row
from gridclient.db.went_back import gone_records
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit, Step
from gridserver.actions.restored import begin_anew
from gridserver.app import build_app
from tests.end_to_end.test_restored_server import (
    WELL,
    Server,
    baby,
    build_and_read,
    find,
    server,
    stands,
    two_laptops,
)
from tests.end_to_end.test_two_laptops import Laptop
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, template
from tests.server.field import C

__all__ = ["cluster", "server", "template"]


async def visit(laptop: Laptop, home: RecordId) -> RecordId:
    """A visit that waits for the supervisor."""
    new, at = laptop.session.ports.new_id, laptop.session.ports.moment()
    made, group = RecordId(new()), GroupId(new())
    cells: dict[str, Value] = {"household": home, "visited_on": "2026-11-20", "way": "door", "met": True}
    edits: list[Edit] = [
        Create(0, group, made, "visit", cells, at=at),
        Step(0, group, made, "approval", "draft", "submitted", 0, at=at),
    ]
    await laptop.session.database.write(lambda connection: save(connection, C, edits, at))
    return made


@pytest.mark.timeout(300)
def test_what_one_laptop_puts_back_is_on_the_server_and_on_every_laptop(
    server: Server, tmp_path: Path
) -> None:
    async def story() -> None:
        with serving(build_app(server.installation)) as server.address:
            async with two_laptops(server, tmp_path) as (li, zhang):
                homes = await build_and_read(li, zhang)
                server.back_up()
                born = await baby(li, homes[0])
                visited = await visit(li, homes[0])
                await li.sync()
                await zhang.sync()
                server.restore()
                begin_anew(server.installation, by="console")
                with serving(build_app(server.installation)) as address:
                    await find(zhang, address)
                    await zhang.sync()
                    database, ports = zhang.session.database, zhang.session.ports
                    gone = Gone(database, C, ports, {Role.GRID_WORKER})
                    lost = {each.record: each.may_put_back for each in await gone.records()}
                    assert lost == {born: True, visited: True}
                    assert await gone.put_back(born) == []
                    assert await gone.put_back(visited) == []
                    await zhang.sync()
                    assert await database.read(stands) == WELL
                    assert await database.read(gone_records) == []
                    assert server.cells(born)["name"]
                    assert server.cells(visited)["approval"] == "submitted", "the supervisor has it again"
                    await find(li, address)
                    await li.sync()
                    await zhang.sync()
                    for each in (li, zhang):
                        look = partial(row, kind="resident", record=born)
                        shown = await each.session.database.read(look)
                        assert shown is not None
                    assert server.count("conflict") == 0, "Li's own edit says the same"

    asyncio.run(story())
