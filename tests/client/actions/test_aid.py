"""A funded project on real laptops: whom it proposes and why, who has a place, and the 101st."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from gridclient.actions.aid import Aid, AidLine, Figures, Opened
from gridclient.actions.sync_status import SyncStatus
from gridclient.ui.sync.reasons import reason_words
from gridcore.codes.aid import LIVES_ALONE, NO_KIN_HERE
from gridcore.fields import Value
from gridcore.ids import RecordId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from tests.client.sync.conftest import GRID, Office, Story
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
DAY = datetime.date(2026, 10, 29)


@dataclass
class Giver:
    """Somebody with a laptop, and the page's actions on it."""

    name: str
    laptop: Laptop
    role: Role
    place: str

    @property
    def aid(self) -> Aid:
        duties = [Assignment(UserId(self.name), self.role, self.place)]
        return Aid(self.laptop.database, COMMUNITY, self.laptop.clock.ports, duties, self.name)

    async def opened(self, project: RecordId, day: datetime.date = DAY) -> Opened:
        found = await self.aid.opened(project, day)
        assert found is not None
        return found

    async def addresses(self, project: RecordId, day: datetime.date = DAY) -> list[str]:
        """Who is proposed."""
        lines = (await self.opened(project, day)).lines
        return [each.address for each in lines if each.grant is None and not each.found_none]

    async def give(self, project: RecordId, address: str) -> bool:
        lines = (await self.opened(project)).lines
        return await self.aid.give(project, next(each for each in lines if each.address == address))


async def worker(office: Office, name: str, grid: str) -> Giver:
    return Giver(name, await office.worker(name, grid=grid), Role.GRID_WORKER, grid)


async def supervisor(office: Office) -> Giver:
    return Giver("sun", await office.supervisor(), Role.SUPERVISOR, str(COMMUNITY))


async def home(giver: Giver, address: str, *people: tuple[str, str | None, str | None]) -> RecordId:
    """A household with its members: name, day of birth, relation to the head."""
    scope = f"grid/{giver.place}"
    building = await giver.laptop.create("building", scope, name=address)
    room = await giver.laptop.create("room", building=building, room_number="101")
    found = await giver.laptop.create("household", room=room, address=address)
    for name, born, relation in people:
        cells: dict[str, Value] = {"household": found, "name": name, "status": "lives_here"}
        cells |= {} if born is None else {"birth_date": born}
        cells |= {} if relation is None else {"relation": relation}
        await giver.laptop.create("resident", **cells)
    return found


async def project(giver: Giver, quota: int = 100, **more: Value) -> RecordId:
    """A call bell for old people who live alone, or with nobody related."""
    cells: dict[str, Value] = {"name": "关护通", "given": "呼叫器", "budget": 120_000, "quota": quota}
    cells |= {"from_age": 65, "living": [LIVES_ALONE, NO_KIN_HERE]}
    cells |= {"starts_on": "2026-10-01", "ends_on": "2026-12-31"} | more
    made = await giver.laptop.create("aid_project", "community", **cells)
    await giver.laptop.sync()
    return made


async def street(office: Office, quota: int = 100) -> tuple[Giver, Giver, Giver, RecordId]:
    """A supervisor with a project, and a worker in each of two grids with somebody old and alone."""
    sun, li, far = (
        await supervisor(office),
        await worker(office, "li", GRID),
        await worker(office, "far", "grid-2"),
    )
    await home(li, "近一号", ("张桂英", "1950-01-01", "02"))
    await home(li, "近二号", ("李建国", "1948-05-05", None))
    await home(far, "远一号", ("陈志强", "1955-02-02", "01"))
    for each in (li, far, sun):
        await each.laptop.sync()
    made = await project(sun, quota)
    for each in (li, far):
        await each.laptop.sync()
    return sun, li, far, made


def test_a_household_is_proposed_with_its_reason_and_who_lives_with_family_is_not(tell: Tell) -> None:
    async def story(office: Office) -> None:
        sun, li, _, made = await street(office)
        await home(li, "近三号", ("王大爷", "1945-01-01", "02"), ("小王", "1975-01-01", "20"))
        await home(li, "近四号", ("赵大娘", "1945-01-01", "02"), ("保姆", "1980-01-01", "99"))
        await home(li, "近五号", ("年轻人", "1990-01-01", "02"))
        await home(li, "近六号", ("不知年龄", None, "02"))
        assert await li.addresses(made) == ["近一号", "近二号", "近四号"]
        lines = (await li.opened(made)).lines
        assert [[(why.name, why.age, why.living) for why in each.why] for each in lines] == [
            [("张桂英", 76, LIVES_ALONE)],
            [("李建国", 78, LIVES_ALONE)],
            [("赵大娘", 81, NO_KIN_HERE)],
        ]
        assert await sun.addresses(made) == ["近一号", "近二号", "远一号"]

    tell(story)


def test_who_moved_out_died_or_reaches_the_age_changes_what_is_proposed(tell: Tell) -> None:
    async def story(office: Office) -> None:
        sun, li, _, made = await street(office)
        await home(li, "近三号", ("周大爷", "1961-11-15", "02"))
        (first,) = [each for each in await li.laptop.rows("resident") if each.values["name"] == "张桂英"]
        await li.laptop.edit("resident", first.id, status="deceased")
        assert await li.addresses(made) == ["近二号"]
        assert await li.addresses(made, datetime.date(2026, 11, 15)) == ["近三号", "近二号"]
        assert await li.addresses(made, datetime.date(2027, 1, 1)) == []
        nobody = await project(sun, from_age=None, living=[])
        assert await sun.addresses(nobody) == []
        alone = await project(sun, from_age=None, living=[LIVES_ALONE])
        assert len(await sun.addresses(alone)) == 3

    tell(story)


def test_figures_tell_places_given_and_what_a_household_comes_to(tell: Tell) -> None:
    async def story(office: Office) -> None:
        sun, li, far, made = await street(office)
        assert await li.give(made, "近一号")
        (grant,) = [each.grant for each in (await li.opened(made)).lines if each.grant is not None]
        assert grant.resident == "张桂英", "whom the proposal was for"
        await li.laptop.edit("aid_grant", grant.id, given_on="2026-10-28", device="GHT-001")
        assert await far.give(made, "远一号")
        for each in (li, far, sun):
            await each.laptop.sync()
        whole, own = (await sun.opened(made)).figures, (await li.opened(made)).figures
        assert whole == Figures(2, 1, 100, 1, 0, Decimal("1200.00"), 120_000, is_whole=True)
        assert own == Figures(1, 1, 100, 1, 0, Decimal("1200.00"), 120_000, is_whole=False)
        held = {each.address: each.grant for each in (await sun.opened(made)).lines if each.grant is not None}
        assert {address: (each.device, each.given_on) for address, each in held.items()} == {
            "近一号": ("GHT-001", "2026-10-28"),
            "远一号": ("", None),
        }

    tell(story)


def test_the_one_too_many_is_refused_at_once_where_the_laptop_can_count(tell: Tell) -> None:
    async def story(office: Office) -> None:
        sun, _, _, made = await street(office, quota=2)
        assert await sun.give(made, "近一号")
        assert await sun.give(made, "远一号")
        assert not await sun.give(made, "近二号")
        await sun.laptop.edit("aid_project", made, quota=3)
        assert await sun.give(made, "近二号")
        await sun.laptop.sync()
        assert (await sun.opened(made)).figures.given == 3
        assert office.server.parked == []

    tell(story)


def test_the_one_too_many_of_another_grid_hears_of_it_and_is_sent_again_when_there_are_more(
    tell: Tell,
) -> None:
    async def story(office: Office) -> None:
        sun, li, far, made = await street(office, quota=1)
        assert await li.give(made, "近一号")
        await li.laptop.sync()
        assert await far.give(made, "远一号")
        (grant,) = [each.grant for each in (await far.opened(made)).lines if each.grant is not None]
        await far.laptop.edit("aid_grant", grant.id, device="GHT-007")
        await far.laptop.sync()
        overview = await SyncStatus(far.laptop.database, COMMUNITY).overview()
        assert "no place left" in reason_words(overview.refused[-1].verdict, overview.refused[-1].reason)
        (line,) = (await far.opened(made)).lines
        assert (line.address, line.found_none, line.grant) == ("远一号", True, None)
        assert (await far.opened(made)).figures.found_none == 1
        await sun.laptop.edit("aid_project", made, quota=2)
        for each in (sun, far):
            await each.laptop.sync()
        assert await far.aid.give(made, line)
        await far.laptop.sync()
        (given,) = (await far.opened(made)).lines
        assert given.grant is not None
        assert (given.grant.device, given.grant.is_waiting) == ("GHT-007", False)
        assert (await SyncStatus(far.laptop.database, COMMUNITY).overview()).refused == []

    tell(story)


def test_two_laptops_that_give_one_household_its_place_take_one(tell: Tell) -> None:
    async def story(office: Office) -> None:
        sun, li, _, made = await street(office, quota=1)
        assert await sun.give(made, "近一号")
        assert await li.give(made, "近一号")
        for each in (sun, li, sun):
            await each.laptop.sync()
        for each in (sun, li):
            figures = (await each.opened(made)).figures
            assert (figures.given, figures.found_none) == (1, 0)

    tell(story)


def test_a_place_that_was_taken_back_is_given_to_the_same_household_again(tell: Tell) -> None:
    async def story(office: Office) -> None:
        _, li, _, made = await street(office)
        assert await li.give(made, "近一号")
        await li.laptop.sync()
        (grant,) = [each.grant for each in (await li.opened(made)).lines if each.grant is not None]
        await li.laptop.records.remove(grant.id)
        assert "近一号" in await li.addresses(made)
        await li.laptop.sync()
        assert await li.give(made, "近一号")
        assert await li.aid.give(made, AidLine(grant.household, "", ""))
        await li.laptop.sync()
        assert (await li.opened(made)).figures.given == 1
        assert office.server.parked == []

    tell(story)


def test_somebody_who_is_not_proposed_is_found_and_given_a_place_all_the_same(tell: Tell) -> None:
    async def story(office: Office) -> None:
        _, li, _, made = await street(office)
        await home(li, "近七号", ("孙大娘", "1940-01-01", "02"), ("侄儿", "1970-01-01", "93"))
        (found,) = await li.aid.others(made, "近七号")
        assert [name for _, name in await li.aid.members(found.household)] == ["孙大娘", "侄儿"]
        assert await li.aid.give(made, found)
        assert await li.aid.others(made, "近七号") == []
        assert (await li.opened(made)).figures.given == 1
        assert await li.aid.opened(RecordId("nowhere"), DAY) is None
        assert not await li.aid.give(RecordId("nowhere"), found)

    tell(story)
