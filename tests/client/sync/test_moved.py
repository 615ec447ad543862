"""What moved between two grids that one laptop follows: nothing is counted, shown or read where it is not."""

from collections.abc import Callable

from sqlalchemy import Connection

from gridclient.db.facts import save
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.sync.edits import Move
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import ADDRESS, SCOPE, household
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
OTHER = ScopeId("grid/grid-2")


async def moved(laptop: Laptop, home: RecordId) -> None:
    """Put the building of a household into the other grid."""
    room = str(await laptop.value("household", home, "room"))
    building = RecordId(str(await laptop.value("room", RecordId(room), "building")))
    edit = Move(0, GroupId(f"move {home}"), building, OTHER)
    await laptop.database.write(lambda connection: save(connection, COMMUNITY, [edit], "") and None)


def test_what_was_made_after_an_unsent_move_is_counted_where_it_lies(tell: Tell) -> None:
    async def story(office: Office) -> None:
        sun = await office.supervisor()
        home = await household(sun)
        await sun.sync()
        await moved(sun, home)
        person = await sun.create("resident", household=home, name="王小明", birth_date="1950-01-01")
        end = await sun.sync()
        assert not end.differing, "a grid would be read again from its beginning"
        assert await sun.value("resident", person, "name") == "王小明"

    tell(story)


def test_a_farewell_from_the_former_grid_does_not_take_back_an_edit(tell: Tell) -> None:
    async def story(office: Office) -> None:
        sun = await office.supervisor()
        home = await household(sun)
        await sun.sync()
        await moved(sun, home)
        await sun.sync()

        def read_again(connection: Connection) -> None:
            connection.exec_driver_sql("UPDATE cursor SET seq = 0 WHERE scope = 'grid/grid-1'")

        await sun.database.write(read_again)
        await sun.edit("household", home, phone="13900000000")
        end = await sun.sync()
        assert not end.differing
        assert await sun.value("household", home, "phone") == "13900000000"

    tell(story)


def test_a_removal_is_forgotten_when_what_was_removed_came_back_in_another_grid(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li, sun = await office.worker("li"), await office.supervisor()
        home = await household(li)
        person = await li.create("resident", household=home, name="王小明", birth_date="1950-01-01")
        await li.sync()
        await sun.sync()
        for each in (person, home):
            await sun.records.remove(each)
        await sun.sync()
        await li.sync()
        assert sorted(await names_of_removals(li)) == [ADDRESS, "王小明"]
        for each, kind in ((home, "household"), (person, "resident")):
            await sun.records.restore(each, (kind, ScopeId(SCOPE)))
        await sun.sync()
        await moved(sun, home)
        await sun.sync()
        await li.sync()
        assert await names_of_removals(li) == []

    tell(story)


async def names_of_removals(laptop: Laptop) -> list[str]:
    """What is kept of who was removed."""

    def read(connection: Connection) -> list[str]:
        return [name for (name,) in connection.exec_driver_sql("SELECT title FROM removal").all()]

    return await laptop.database.read(read)
