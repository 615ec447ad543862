"""Two requests that meet while both are under way: the later one decides anew, and nobody gets an error."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy.engine import Connection

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, UserId
from gridcore.sync.changes import numbered
from gridcore.sync.edits import Create, Edit
from gridcore.sync.known import Author
from gridserver.actions.arriving import of_ours
from gridserver.actions.decide import decide
from gridserver.db import counter
from gridserver.installation import Installation
from tests.server.field import AT, GRID_1, NOW, C, Laptop, Reply, new_group, new_id
from tests.server.homes import Home, move_in


@pytest.fixture
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture
def zhang(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "zhang")


@pytest.fixture
def home(li: Laptop) -> Home:
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


def overtake(field: Installation, laptop: Laptop, edits: list[Edit]) -> Reply:
    """Sync a laptop whose request is decided before these edits of somebody else, and numbered after them."""
    other = Author(UserId("li"), "他人", ReplicaId(new_id("other")), C, (), frozenset(), is_system=True)
    with ThreadPoolExecutor(1) as pool:
        with field.database.write() as connection:
            counter.lock(connection, C)
            syncing = pool.submit(laptop.sync)
            wait_until_blocked(field, syncing)
            ours = of_ours([numbered(each, n) for n, each in enumerate(edits, start=1)])
            decide(connection, field, other, ours, {}, NOW)
        return syncing.result()


def wait_until_blocked(field: Installation, syncing: "Future[Reply]") -> None:
    """Return when some transaction waits for another one's lock."""
    while not syncing.done():
        with field.database.snapshot() as connection:
            if _is_blocked(connection):
                return
        time.sleep(0.01)
    raise AssertionError("the request did not wait for the counter")


def _is_blocked(connection: Connection) -> bool:
    return bool(
        connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock'"
        ).scalar_one()
    )


def person(home: Home, record: RecordId, name: str) -> Create:
    cells: dict[str, Value] = {"household": home.household, "name": name, "birth_date": "1960-05-05"}
    return Create(0, new_group(), record, "resident", cells, scope=GRID_1, at=AT)


def test_a_person_whom_somebody_else_is_just_making_is_a_duplicate(
    field: Installation, li: Laptop, home: Home
) -> None:
    name = f"周桂兰{new_id()}"
    li.write(person(home, new_id("resident"), name))
    # Somebody else's resident hangs on another home at the same address: no lock is shared.
    reply = overtake(field, li, [person(twin_home(field, home), new_id("resident"), name)])
    assert reply.codes == ["duplicate"]


def twin_home(field: Installation, home: Home) -> Home:
    """A second home with the same address, made by the server."""
    made = Home(
        *(home.scope, new_id("building"), new_id("room"), new_id("household"), new_id("resident")),
        address=home.address,
        name="",
    )
    cells: list[tuple[str, RecordId, dict[str, Value]]] = [
        ("building", made.building, {"name": "3幢"}),
        ("room", made.room, {"place": {"building": made.building, "room_number": "1"}}),
        ("household", made.household, {"room": made.room, "address": home.address}),
    ]
    other = Author(UserId("li"), "他人", ReplicaId(new_id("other")), C, (), frozenset(), is_system=True)
    edits = [
        Create(n, new_group(), record, kind, values, scope=GRID_1)
        for n, (kind, record, values) in enumerate(cells, start=1)
    ]
    with field.database.write() as connection:
        decide(connection, field, other, of_ours(edits), {}, NOW)
    return made


def test_an_id_that_somebody_else_is_just_making_meets_cell_by_cell(
    field: Installation, li: Laptop, home: Home
) -> None:
    record = new_id("resident")
    li.write(person(home, record, "吴秀英"))
    reply = overtake(field, li, [person(twin_home(field, home), record, "吴秀英")])
    assert reply.codes == ["conflict"]  # they name different households
    assert li.row(record).cells["name"] == "吴秀英"


def test_many_at_once_lose_nothing_and_are_told_no_error(
    field: Installation, address: str, home: Home
) -> None:
    """Each laptop changes the same two records, in either order, and makes a person whom all others make."""
    laptops = [Laptop(field, address, ("li", "zhang")[n % 2]) for n in range(6)]
    name, barrier = f"郑国强{new_id()}", Barrier(len(laptops))
    for laptop in laptops:
        laptop.sync()
    base = laptops[0].row(home.household).seq

    def push(laptop: Laptop, records: list[RecordId]) -> Reply:
        for each in records:
            laptop.set(each, "phone", f"139{laptop.replica[-8:]}", base=base if each == home.household else 0)
        laptop.write(person(home, new_id("resident"), name))
        barrier.wait(30)
        return laptop.sync()

    both = [home.household, home.resident]
    orders: list[Callable[[list[RecordId]], list[RecordId]]] = [list, lambda found: found[::-1]]
    with ThreadPoolExecutor(len(laptops)) as pool:
        pushed = [pool.submit(push, each, orders[n % 2](both)) for n, each in enumerate(laptops)]
        codes = [each.result().codes for each in pushed]
    assert sorted(each[2] for each in codes) == ["duplicate"] * (len(laptops) - 1) + ["ok"]
    assert sorted(each[0] for each in codes).count("ok") >= 1
    assert {code for each in codes for code in each[:2]} == {"ok", "conflict"}
    for laptop in laptops:
        laptop.sync()
    assert all(each.records[GRID_1] == laptops[0].records[GRID_1] for each in laptops)
