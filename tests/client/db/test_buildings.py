"""A chart reads every door of a building, and what a glance at it should tell."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import Connection

from demo.community import Community, tiny
from gridclient.db.buildings import BuildingLine, ChartRoom, building_of, buildings, chart_facts, chart_rooms
from gridclient.db.confirmed import confirmed_record, write_confirmed
from gridclient.db.facts import save
from gridclient.db.keys import Keys
from gridclient.db.shown import refresh
from gridclient.db.threads import Database
from gridcore.fields import Value
from gridcore.ids import CommunityId, GroupId, RecordId
from gridcore.sync.edits import Edit, Remove, Set
from gridcore.sync.stored import Confirmed
from tests.client.db.conftest import in_database
from tests.client.demo_store import TODAY, fill

COMMUNITY = CommunityId("370502001001")
AT = "2026-10-29T08:00:00Z"


@pytest.fixture(scope="module")
def demo() -> Community:
    return tiny(today=TODAY)


def change(connection: Connection, record: RecordId, cells: Mapping[str, Value]) -> None:
    """The server's newer word about a record."""
    known = confirmed_record(connection, record)
    assert known is not None
    newer = Confirmed(record, known.kind, known.scope, {**known.cells, **cells}, {}, known.seq + 1_000)
    write_confirmed(connection, [newer])
    refresh(connection, [record])


def every_room(connection: Connection) -> dict[RecordId, ChartRoom]:
    """All doors of all buildings."""
    return {room.id: room for line in buildings(connection) for room in chart_rooms(connection, line.id)}


def test_every_room_and_every_household_of_the_community_has_its_door(
    folder: Path, keys: Keys, demo: Community
) -> None:
    def read(connection: Connection) -> tuple[list[BuildingLine], dict[RecordId, ChartRoom]]:
        fill(connection, demo)
        return buildings(connection), every_room(connection)

    async def story(database: Database) -> None:
        lines, rooms = await database.write(read)
        assert {each.id for each in lines} == {b.id for grid in demo.grids for b in grid.buildings}
        assert set(rooms) == {room.id for grid in demo.grids for room in grid.rooms}
        homes = {home.id: home for home in demo.households}
        shown = {home.id: (room, home) for room in rooms.values() for home in room.households}
        assert shown.keys() == homes.keys()
        assert len(homes) == sum(len(room.households) for room in rooms.values())
        for identity, (room, home) in shown.items():
            made = homes[identity]
            assert (room.id, room.unit, room.floor) == (made.room.id, made.room.unit, made.room.floor)
            assert (home.name, home.people) == (made.people[0].name, len(made.people))
            assert (home.tenure, set(home.tags)) == (made.tenure, set(made.tags))

    in_database(folder, keys, story)


def test_buildings_come_in_the_order_of_the_tour(folder: Path, keys: Keys, demo: Community) -> None:
    def read(connection: Connection) -> list[BuildingLine]:
        fill(connection, demo)
        return buildings(connection)

    async def story(database: Database) -> None:
        found = [each.id for each in await database.write(read)]
        toured = sorted(demo.grids[0].buildings, key=lambda each: each.tour_order)
        assert found == [each.id for each in toured]

    in_database(folder, keys, story)


def test_who_moved_away_or_died_does_not_open_the_door(folder: Path, keys: Keys, demo: Community) -> None:
    home = max(demo.households, key=lambda each: len(each.people))
    gone, dead = home.people[0].id, home.people[1].id

    def read(connection: Connection) -> ChartRoom:
        fill(connection, demo)
        change(connection, gone, {"status": "moved_away"})
        change(connection, dead, {"status": "deceased"})
        return every_room(connection)[home.room.id]

    async def story(database: Database) -> None:
        (shown,) = (await database.write(read)).households
        assert shown.people == len(home.people) - 2
        assert shown.name in {each.name for each in home.people[2:]}

    in_database(folder, keys, story)


def test_the_last_visit_is_the_latest_at_which_somebody_was_met(
    folder: Path, keys: Keys, demo: Community
) -> None:
    """Also where a role may record visits and not write into the household."""
    visit = max((each for each in demo.visits if each.met), key=lambda each: each.visited_on)
    home = visit.household

    def read(connection: Connection) -> tuple[ChartRoom, ChartRoom]:
        fill(connection, demo)
        change(connection, home.id, {"last_visit": None})
        met = every_room(connection)[home.room.id]
        for each in demo.visits:
            if each.household.id == home.id:
                change(connection, each.id, {"met": False})
        return met, every_room(connection)[home.room.id]

    async def story(database: Database) -> None:
        met, missed = await database.write(read)
        assert met.households[0].last_visit == visit.visited_on.isoformat()
        assert missed.households[0].last_visit is None

    in_database(folder, keys, story)


def test_an_edit_of_a_resident_marks_the_door_as_waiting(folder: Path, keys: Keys, demo: Community) -> None:
    home = demo.households[0]
    person = home.people[-1].id
    edit: Edit = Set(0, GroupId("g"), person, "status", "away", 1, AT)

    def read(connection: Connection) -> dict[RecordId, ChartRoom]:
        fill(connection, demo)
        save(connection, COMMUNITY, [edit], AT)
        return every_room(connection)

    async def story(database: Database) -> None:
        rooms = await database.write(read)
        waiting = [h.id for room in rooms.values() for h in room.households if h.is_waiting]
        assert waiting == [home.id]

    in_database(folder, keys, story)


def test_a_removed_household_leaves_an_empty_room(folder: Path, keys: Keys, demo: Community) -> None:
    home = demo.households[0]
    edit: Edit = Remove(0, GroupId("g"), home.id, 1, AT)

    def read(connection: Connection) -> ChartRoom:
        fill(connection, demo)
        save(connection, COMMUNITY, [edit], AT)
        return every_room(connection)[home.room.id]

    async def story(database: Database) -> None:
        assert (await database.write(read)).households == ()

    in_database(folder, keys, story)


def test_what_is_not_here_has_no_chart(folder: Path, keys: Keys, demo: Community) -> None:
    def read(connection: Connection) -> None:
        fill(connection, demo)
        assert chart_facts(connection, RecordId("nowhere"), TODAY.isoformat()) is None
        assert building_of(connection, RecordId("nowhere")) is None
        home = demo.households[0]
        assert building_of(connection, home.id) == home.room.building.id

    async def story(database: Database) -> None:
        await database.write(read)

    in_database(folder, keys, story)


def test_care_plans_of_a_chart_are_those_of_its_own_doors(folder: Path, keys: Keys, demo: Community) -> None:
    def read(connection: Connection) -> None:
        fill(connection, demo)
        for line in buildings(connection):
            facts = chart_facts(connection, line.id, TODAY.isoformat())
            assert facts is not None
            own = {home.id for room in facts.rooms for home in room.households}
            assert {each.household for each in facts.people} <= own

    async def story(database: Database) -> None:
        await database.write(read)

    in_database(folder, keys, story)
