"""Eight writers in two grids and two processes of the server: a project gives no more places than it has."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from gridcore.aid import aid_grant_id
from gridcore.ids import RecordId
from gridcore.permissions import COMMUNITY_SCOPE
from gridcore.wire.messages import encode_request
from gridserver.installation import Installation
from tests.server.field import GRID_1, GRID_2, Laptop, new_id
from tests.server.homes import Home, move_in
from tests.server.processes import field, free_port, keys, started

__all__ = ["field", "keys"]

WRITERS, EACH, PLACES = 8, 6, 20


@pytest.fixture(scope="module")
def addresses(dsn: str, keys: Path, field: Installation) -> Iterator[list[str]]:
    with started(dsn, keys, [free_port(), free_port()], "slow") as found:
        yield found


def project(sun: Laptop, places: int) -> RecordId:
    """A new project of the supervisor's."""
    made = new_id("project")
    sun.create("aid_project", made, {"name": "关护通", "budget": 120_000, "quota": places}, COMMUNITY_SCOPE)
    assert sun.sync().codes == ["ok"]
    return made


def give(laptop: Laptop, home: Home, to: RecordId) -> RecordId:
    """A place for a household, kept for the laptop's next sync."""
    grant = aid_grant_id(to, home.household)
    laptop.create(
        "aid_grant", grant, {"household": home.household, "project": to, "device": "A-1"}, home.scope
    )
    return grant


def write(laptop: Laptop, homes: list[Home], to: RecordId, addresses: list[str], seed: int) -> list[str]:
    """Give each household its place, now through this process and now through that one; what was answered.

    Now and then an answer is lost and the request comes a second time.
    """
    chance, codes = random.Random(seed), []
    waiting = list(homes)
    while waiting:
        laptop.address = chance.choice(addresses)
        for _ in range(min(chance.randint(1, 3), len(waiting))):
            give(laptop, waiting.pop(), to)
        if chance.random() < 0.4:
            laptop.exchange(encode_request(laptop.request()))
        codes += laptop.sync().codes
    return codes


def test_no_more_places_are_given_than_there_are_and_nothing_that_was_refused_is_lost(
    field: Installation, addresses: list[str]
) -> None:
    sun = Laptop(field, addresses[0], "sun")
    sun.sync()
    writers = [Laptop(field, addresses[0], ("li", "zhang", "chen", "sun")[n % 4]) for n in range(WRITERS)]
    homes = []
    for each in writers:
        scope = GRID_2 if each.user == "chen" else GRID_1
        homes.append([move_in(each, scope) for _ in range(EACH)])
        assert set(each.sync().codes) == {"ok"}
    to = project(sun, PLACES)
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [
            pool.submit(write, laptop, own, to, addresses, n)
            for n, (laptop, own) in enumerate(zip(writers, homes, strict=True))
        ]
        codes = [code for each in writing for code in each.result()]
    refused = WRITERS * EACH - PLACES
    assert (codes.count("ok"), codes.count("invalid")) == (PLACES, refused)
    sun.sync()
    granted = {
        row.cells["household"]
        for rows in sun.records.values()
        for row in rows.values()
        if row.kind == "aid_grant"
    }
    assert len(granted) == PLACES
    with field.database.snapshot() as connection:
        kept = connection.exec_driver_sql("SELECT count(*) FROM parked WHERE reason = 'no_place_left'")
        assert kept.scalar_one() == refused


def test_more_places_take_what_was_refused_when_it_comes_again(
    field: Installation, addresses: list[str]
) -> None:
    li, chen, sun = (Laptop(field, addresses[0], each) for each in ("li", "chen", "sun"))
    sun.sync()
    near, far = move_in(li, GRID_1), move_in(chen, GRID_2)
    assert set(li.sync().codes + chen.sync().codes) == {"ok"}
    to = project(sun, 1)
    give(li, near, to)
    assert li.sync().codes == ["ok"]
    grant = give(chen, far, to)
    refused = chen.sync()
    assert [(each.code, each.extra) for each in refused.verdicts] == [("invalid", "no_place_left")]
    sun.set(to, "quota", 2, sun.row(to).seq)
    assert sun.sync().codes == ["ok"]
    assert give(chen, far, to) == grant
    assert chen.sync().codes == ["ok"]
    sun.sync()
    assert sun.row(grant).cells["device"] == "A-1"
