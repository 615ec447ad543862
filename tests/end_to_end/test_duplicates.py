"""One person written down twice: found, merged both ways at once while a third goes on, told apart."""

import asyncio
import os
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from gridclient.actions.conflicts import Conflicts
from gridclient.actions.duplicates import Duplicates, Line
from gridclient.actions.records import Records, Saved
from gridclient.actions.review import Review
from gridclient.actions.session import Session
from gridclient.db.facts import save
from gridclient.db.kdf import FLOOR
from gridclient.db.listing import rows
from gridclient.ports import Ports
from gridclient.sync.round import sync_round
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, UserId
from gridcore.roles import Role
from gridcore.sync.edits import Create
from gridcore.workflows.decision import ACCEPTED
from gridserver.db import devices
from gridserver.installation import Installation
from tests.client.sync.laptop import PASSPHRASE
from tests.server.conftest import address, cluster, database, dsn, field, template
from tests.server.field import GRID_1, NOW, PEOPLE, C

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

PORTS = Ports(lambda: NOW, os.urandom)
BORN: dict[str, Value] = {"birth_date": "1950-01-02", "status": "lives_here"}
SUPERVISOR = frozenset({Role.SUPERVISOR})
NAMES = {user: name for user, (name, _) in PEOPLE.items()}
NAME = NAMES["sun"]
ROLES = {"li": Role.GRID_WORKER, "zhang": Role.GRID_WORKER, "sun": Role.SUPERVISOR}


class Laptop:
    """Somebody's laptop, with what the page of duplicates asks."""

    def __init__(self, session: Session, role: Role) -> None:
        self.session = session
        roles = frozenset({role})
        self.records = Records(session.database, C, PORTS)
        self.duplicates = Duplicates(session.database, C, PORTS, roles)
        self.conflicts = Conflicts(session.database, C, PORTS, roles)

    async def sync(self) -> None:
        await sync_round(self.session.database, await self.session.transport(), PORTS, Event())

    async def pairs(self) -> list[Line]:
        found = await self.duplicates.find(lambda _, __: True)
        assert found is not None
        return list(found.lines)

    async def merge(self, keep: RecordId) -> None:
        """Say that the one pair is one, as the page does."""
        (line,) = await self.pairs()
        doubt = await self.duplicates.doubt(line)
        assert doubt is not None
        kept = doubt.first if doubt.first.record == keep else doubt.second
        await self.duplicates.merge(kept, doubt.other(kept))

    async def agree(self, proposer: str) -> None:
        """Agree with what somebody proposed, as the page of reviews does."""
        review = Review(self.session.database, C, PORTS, supervisor=NAME, roles=SUPERVISOR)
        (line,) = [each for each in await review.waiting() if each.author == proposer]
        submission = await review.submission(line)
        assert submission is not None
        step = next(each for each in submission.steps if each.to == ACCEPTED)
        await review.decide(submission, step)

    async def edit(self, record: RecordId, **values: Value) -> None:
        form = await self.records.open_form("resident", record)
        assert form is not None
        assert isinstance(await self.records.save(form, values), Saved)

    async def people(self) -> dict[RecordId, dict[str, Value]]:
        """Everybody as the laptop shows them."""
        shown = await self.session.database.read(partial(rows, kind="resident"))
        return {each.id: each.values for each in shown}


async def enrolled(folder: Path, installation: Installation, server: str, user: str) -> Laptop:
    with installation.database.write() as connection:
        code = devices.new_code(connection, UserId(user), by="console", now=NOW)
    session = await Session.create(folder, PASSPHRASE, PORTS, params=FLOOR)
    await session.show_all()
    await session.enrol(server, code, f"laptop of {user}")
    laptop = Laptop(session, ROLES[user])
    await laptop.sync()
    return laptop


async def written_twice(laptop: Laptop, name: str) -> tuple[RecordId, RecordId, RecordId]:
    """Two flats, one person in both of them, and a visit to the second."""
    new, at, grp = PORTS.new_id, PORTS.moment(), GroupId(PORTS.new_id())
    building, twice, visit = new(), (new(), new()), new()
    edits = [Create(0, grp, building, "building", {"name": "8号楼"}, scope=GRID_1, at=at)]
    for number, person in enumerate(twice, 1):
        room, home = new(), new()
        place: Value = {"building": building, "unit": 1, "floor": number, "room_number": str(number)}
        edits.append(Create(0, grp, room, "room", {"place": place}, at=at))
        edits.append(Create(0, grp, home, "household", {"room": room, "address": f"8号楼{number}室"}, at=at))
        edits.append(Create(0, grp, person, "resident", {**BORN, "name": name, "household": home}, at=at))
    visited: dict[str, Value] = {"household": home, "resident": person, "visited_on": "2026-11-20"}
    edits.append(Create(0, grp, visit, "visit", {**visited, "kind": "care", "way": "door"}, at=at))
    await laptop.session.database.write(partial(save, community=C, edits=edits, made_at=at))
    return twice[0], twice[1], visit


Story = Callable[[Laptop, Laptop, Laptop], Awaitable[None]]


@pytest.fixture
def tell(tmp_path: Path, field: Installation, address: str) -> Callable[[Story], None]:
    """Two workers and a supervisor live through a story."""

    async def lived(story: Story) -> None:
        async with AsyncExitStack() as stack:
            laptops = []
            for user in ("li", "zhang", "sun"):
                laptops.append(await enrolled(tmp_path / user, field, address, user))
                stack.push_async_callback(laptops[-1].session.close)
            await story(*laptops)

    return lambda story: asyncio.run(lived(story))


async def all_sync(*laptops: Laptop) -> None:
    for _ in range(2):
        for each in laptops:
            await each.sync()


def test_two_who_merge_a_pair_both_ways_agree_and_lose_nothing_of_a_third(
    tell: Callable[[Story], None],
) -> None:
    async def story(li: Laptop, zhang: Laptop, sun: Laptop) -> None:
        one, other, visit = await written_twice(li, "王建国")
        await all_sync(li, zhang, sun)
        for each in (li, zhang, sun):
            assert [line.both for line in await each.pairs()] == [(min(one, other), max(one, other))]
        await zhang.edit(other, phone="13900001111", remark="耳背，说话要大声。")
        await li.merge(keep=one)
        await sun.merge(keep=other)
        await sun.sync()
        await all_sync(li, zhang, sun)
        assert set(await li.people()) == {one, other}, "nobody makes them one alone"
        await sun.agree(proposer=NAMES["li"])
        await all_sync(sun, li, zhang)
        shown = [await each.people() for each in (li, zhang, sun)]
        assert shown[0] == shown[1] == shown[2]
        assert list(shown[0]) == [one]
        for each in (li, zhang, sun):
            assert await each.pairs() == []
            (seen,) = await each.session.database.read(partial(rows, kind="visit"))
            assert (seen.id, seen.values["resident"]) == (visit, one)
        assert (shown[0][one]["phone"], shown[0][one]["remark"]) == ("13900001111", "耳背，说话要大声。")
        (decided,) = await li.conflicts.decided_lines()
        matter = await li.conflicts.matter(decided.conflict)
        assert matter is not None
        assert matter.merged is not None
        await li.conflicts.undo_merge(matter.merged)
        await all_sync(li, sun)
        assert list(await sun.people()) == [one], "nobody makes them two alone"
        await sun.agree(proposer=NAMES["li"])
        await all_sync(sun, li, zhang)
        for each in (li, zhang, sun):
            assert set(await each.people()) == {one, other}
            assert await each.pairs() == [], "whoever undoes a merge has said that they are two"

    tell(story)


def test_two_who_are_told_apart_on_one_laptop_are_asked_about_on_none(tell: Callable[[Story], None]) -> None:
    async def story(li: Laptop, zhang: Laptop, sun: Laptop) -> None:
        await written_twice(li, "赵德海")
        await all_sync(li, zhang, sun)
        for each in (li, zhang):  # neither knows of the other
            (line,) = await each.pairs()
            await each.duplicates.tell_apart(line)
        await all_sync(li, zhang, sun)
        for each in (li, zhang, sun):
            assert await each.pairs() == []
            assert len(await each.session.database.read(partial(rows, kind="told_apart"))) == 1
        await zhang.duplicates.tell_apart(line, stands=False)
        await all_sync(zhang, li, sun)
        for each in (li, zhang, sun):
            assert [found.both for found in await each.pairs()] == [line.both]

    tell(story)
