"""The list of households over a whole community of 11,108 people, and what narrows it."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from demo.community import PEOPLE_2018, Community, community
from gridclient.db.confirmed import confirmed_record, write_confirmed
from gridclient.db.facts import save
from gridclient.db.households import (
    Chip,
    Day,
    Doors,
    HouseholdLine,
    SortName,
    Wish,
    count_households,
    read_page,
)
from gridclient.db.kdf import FLOOR
from gridclient.db.settings import IDLE_LOCK_MINUTES, set_setting
from gridclient.db.shown import refresh
from gridclient.db.shown_tables import LAYOUTS, drop_indexes, make_indexes
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridcore.ids import CommunityId, GroupId, RecordId
from gridcore.pinyin import initials_key, pinyin_key
from gridcore.sync.edits import Edit, Remove, Set
from gridcore.sync.stored import Confirmed
from tests.client.db.plans import statements, steps
from tests.client.demo_store import TODAY, fill

COMMUNITY = CommunityId("370502001001")
DAY = Day(TODAY.isoformat(), "2026-07-31")
AT = "2026-10-29T08:00:00Z"
T = TypeVar("T")


class Laptop:
    """A supervisor's store, read and written from plain tests."""

    def __init__(self, folder: Path, demo: Community) -> None:
        self.demo = demo
        self._loop = asyncio.new_event_loop()
        keys = create_vault(folder, "taxi shanshui diandeng muzhuo", params=FLOOR)
        self._database = self._loop.run_until_complete(Database.open(folder, keys, ballast_bytes=4096))
        self.write(lambda connection: fill(connection, demo))

    def read(self, fn: Callable[[Connection], T]) -> T:
        """On the reading thread."""
        return self._loop.run_until_complete(self._database.read(fn))

    def write(self, fn: Callable[[Connection], T]) -> T:
        """On the writing thread."""
        return self._loop.run_until_complete(self._database.write(fn))

    def page(
        self, wish: Wish, offset: int = 0, limit: int = 100, known: Doors | None = None
    ) -> tuple[Doors, list[HouseholdLine]]:
        """Some lines."""
        return self.read(lambda connection: read_page(connection, wish, DAY, offset, limit, known))

    def found(self, text: str) -> list[HouseholdLine]:
        """What a search shows first."""
        return self.page(Wish(text))[1]

    def narrowed(self, *chips: Chip) -> set[RecordId | None]:
        """The households that chips leave."""
        return {home for home, _ in self.page(Wish(chips=frozenset(chips)))[0].doors}

    def close(self) -> None:
        """Close the store."""
        self._loop.run_until_complete(self._database.close())
        self._loop.close()


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptop]:
    demo = community("2018", today=TODAY, visits=1_500)
    made = Laptop(tmp_path_factory.mktemp("supervisor") / "store", demo)
    yield made
    made.close()


def test_every_household_of_11108_people_is_listed_once(laptop: Laptop) -> None:
    assert laptop.demo.people == PEOPLE_2018
    doors, lines = laptop.page(Wish())
    assert len(lines) == 100
    assert sorted(str(home) for home, _ in doors.doors) == sorted(h.id for h in laptop.demo.households)
    assert laptop.read(count_households) == len(doors.doors)


def test_pages_join_without_gap_or_repetition(laptop: Laptop) -> None:
    doors, _ = laptop.page(Wish(), 0, 10)
    read = [
        line.household for offset in range(0, 300, 60) for line in laptop.page(Wish(), offset, 60, doors)[1]
    ]
    assert read == [home for home, _ in doors.doors[:300]]


def test_households_stand_in_the_order_of_the_tour_from_door_to_door(laptop: Laptop) -> None:
    homes = {home.id: home for home in laptop.demo.households}
    doors, _ = laptop.page(Wish())
    shown = [homes[home] for home, _ in doors.doors if home is not None]
    way = [
        (home.grid.code, home.room.building.tour_order, home.room.unit, home.room.floor, home.room.number)
        for home in shown
    ]
    assert way == sorted(way)
    backwards, _ = laptop.page(Wish(sort="address", descending=True))
    assert {*backwards.doors} == {*doors.doors}
    assert backwards.doors[0][0] == shown[-1].id


@pytest.mark.parametrize("descending", [False, True])
def test_the_longest_unvisited_come_first_or_last(laptop: Laptop, descending: bool) -> None:
    wish = Wish(sort="last_visit", descending=descending)
    doors, lines = laptop.page(wish, 0, 4_000)
    days = [line.last_visit or "" for line in lines]
    assert days == sorted(days, reverse=descending)
    assert len(lines) == len(doors.doors)


@pytest.mark.parametrize("place", [0, 1_700, 3_305])
def test_a_person_is_found_by_name_pinyin_and_initials(laptop: Laptop, place: int) -> None:
    home = laptop.demo.households[place]
    person = home.people[-1]
    for text in (person.name, pinyin_key(person.name), pinyin_key(person.name).upper()):
        lines = {line.household: line for line in laptop.found(text)}
        assert home.id in lines, text
        assert person.name in (lines[home.id].name, lines[home.id].found)
    doors, _ = laptop.page(Wish(initials_key(person.name)))
    assert home.id in {household for household, _ in doors.doors}


def test_a_household_is_found_by_a_part_of_its_address(laptop: Laptop) -> None:
    home = laptop.demo.households[1_000]
    assert [line.household for line in laptop.found(home.room.address)] == [home.id]
    estate = home.room.building.estate.name
    doors, _ = laptop.page(Wish(estate))
    assert {home for home, _ in doors.doors} == {
        each.id for each in laptop.demo.households if each.room.building.estate.name == estate
    }


def test_a_household_is_found_by_the_last_digits_of_a_member_phone(laptop: Laptop) -> None:
    home, person = next((h, p) for h in laptop.demo.households for p in h.people[1:] if p.phone)
    assert person.phone is not None
    assert home.id in {line.household for line in laptop.found(person.phone[-4:])}


@pytest.mark.parametrize("text", ["不在这里", "%", "_", "'; DROP TABLE shown_household; --", "\\", "zzzzzz"])
def test_what_nobody_is_called_finds_nobody(laptop: Laptop, text: str) -> None:
    assert laptop.found(text) == []


def test_chips_leave_exactly_what_they_say(laptop: Laptop) -> None:
    demo, day = laptop.demo, TODAY
    care = {
        plan.household.id
        for plan in demo.plans
        if plan.consent not in ("refused", "withdrawn")
        and plan.starts_on <= day
        and (plan.ends_on is None or plan.ends_on >= day)
    }
    assert laptop.narrowed(Chip.CARE) == care
    rented = {home.id for home in demo.households if home.tenure == "rented"}
    assert laptop.narrowed(Chip.RENTED) == rented
    assert laptop.narrowed(Chip.CARE, Chip.RENTED) == care & rented
    met: dict[RecordId, str] = {}
    for visit in demo.visits:
        if visit.met:
            on = visit.visited_on.isoformat()
            met[visit.household.id] = max(on, met.get(visit.household.id, ""))
    long = {home.id for home in demo.households if met.get(home.id, "") < DAY.long_ago}
    assert laptop.narrowed(Chip.LONG_UNVISITED) == long


def test_vacant_rooms_are_listed_with_their_address_and_without_a_household(laptop: Laptop) -> None:
    doors, lines = laptop.page(Wish(chips=frozenset({Chip.VACANT})), 0, 1_000)
    vacant = {room for room, use in laptop.demo.rooms.items() if use == "vacant"}
    assert {room for _, room in doors.doors} == vacant
    addresses = {room.id: room.address for grid in laptop.demo.grids for room in grid.rooms}
    assert {line.room: line.address for line in lines} == {each: addresses[each] for each in vacant}
    assert {(line.household, line.people, line.name) for line in lines} == {(None, 0, "")}


def test_lines_tell_head_people_phone_and_care(laptop: Laptop) -> None:
    homes = {home.id: home for home in laptop.demo.households}
    care = laptop.narrowed(Chip.CARE)
    for line in laptop.page(Wish(), 500, 200)[1]:
        assert line.household is not None
        home = homes[line.household]
        assert (line.name, line.people) == (home.people[0].name, len(home.people))
        assert line.phone == (home.phone or home.people[0].phone)
        assert line.has_care is (line.household in care)


@pytest.mark.parametrize("sort", [None, "last_visit"])
def test_a_search_is_ordered_by_likelihood_until_a_column_is_named(
    laptop: Laptop, sort: SortName | None
) -> None:
    name = laptop.demo.households[7].people[0].name
    doors, lines = laptop.page(Wish(name[:2], sort=sort), 0, 2_000)
    if sort is None:
        assert lines[0].name.startswith(name[:2]) or lines[0].found.startswith(name[:2])
    else:
        days = [line.last_visit or "" for line in lines]
        assert days == sorted(days)
    assert len({*doors.doors}) == len(doors.doors)


def test_doors_of_a_former_page_serve_until_a_record_changes(laptop: Laptop) -> None:
    """Not for a moment longer: a removed household must not stay in the list."""
    doors, lines = laptop.page(Wish())
    laptop.write(lambda connection: set_setting(connection, IDLE_LOCK_MINUTES, 7))
    again, _ = laptop.page(Wish(), 100, 100, doors)
    assert again is doors
    gone = lines[0].household
    assert gone is not None

    def remove(connection: Connection) -> None:
        known = confirmed_record(connection, gone)
        assert known is not None
        save(connection, COMMUNITY, [Remove(0, GroupId("g"), gone, known.seq, AT)], AT)

    laptop.write(remove)
    later, lines = laptop.page(Wish(), 0, 100, doors)
    assert later is not doors
    assert gone not in {line.household for line in lines}


def test_a_page_reads_no_table_from_end_to_end_also_after_a_first_sync_made_the_indexes_anew(
    laptop: Laptop,
) -> None:
    """Their order decides between two that would do."""

    def made_anew(connection: Connection) -> None:
        for layout in LAYOUTS.values():
            drop_indexes(connection, layout)
            make_indexes(connection, layout)

    def plan(connection: Connection) -> list[str]:
        with statements(connection) as asked:
            read_page(connection, Wish(), DAY, 500, 30, doors)
        return steps(connection, asked)

    laptop.write(made_anew)
    doors, _ = laptop.page(Wish())
    scans = [step for step in laptop.read(plan) if step.startswith("SCAN") and "json_each" not in step]
    assert len(scans) == 6
    assert all(step.endswith(("_waiting", "_disputed")) for step in scans), scans


def test_what_waits_or_is_disputed_is_found_through_anything_of_the_household(laptop: Laptop) -> None:
    homes = laptop.demo.households
    assert laptop.narrowed(Chip.DISPUTED) == set()
    person = homes[20].people[0].id
    visit = next(each for each in laptop.demo.visits if each.household.id not in (homes[20].id, homes[0].id))

    def edit(connection: Connection) -> None:
        edits: list[Edit] = [
            Set(0, GroupId("g"), person, "status", "away", 1, AT),
            Set(0, GroupId("g"), visit.id, "purpose", "need", 1, AT),
        ]
        save(connection, COMMUNITY, edits, AT)
        known = confirmed_record(connection, person)
        assert known is not None
        cells = {"subject": person, "subject_kind": "resident", "cell": "status", "conflict_kind": "value"}
        conflict = Confirmed(
            RecordId("conflict"), "conflict", known.scope, {**cells, "progress": "open"}, {}, known.seq
        )
        write_confirmed(connection, [conflict])
        refresh(connection, [conflict.id])

    laptop.write(edit)
    waiting = laptop.narrowed(Chip.WAITING)
    assert {homes[20].id, visit.household.id} <= waiting
    assert laptop.narrowed(Chip.DISPUTED) == {homes[20].id}
    marks = {line.household: line for line in laptop.page(Wish(chips=frozenset({Chip.WAITING})))[1]}
    assert marks[homes[20].id].is_waiting
    assert marks[homes[20].id].is_disputed
