"""Two colleagues of a grid between whose laptops a visit goes."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import pytest

from gridclient.actions.sync_status import SyncStatus
from gridclient.actions.today import DuePerson, Today, TodayList
from gridclient.actions.visit_changes import Changed, HandOn, VisitChanges
from gridclient.actions.visit_offers import VisitOffers
from gridclient.ui.sync.reasons import reason_words
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.work_calendar import WorkCalendar
from tests.client.sync.conftest import Office, Story
from tests.client.sync.homes import household
from tests.client.sync.laptop import Laptop
from tests.fakes.memory_server import COMMUNITY

Tell = Callable[[Story], None]
DAY = datetime.date(2026, 10, 29)
COME_AGAIN = {"follow_up": "errand", "promised": "带社保申请表", "next_date": DAY.isoformat()}


@dataclass
class Colleague:
    """Whoever works on a laptop, by the name of the account."""

    name: str
    laptop: Laptop

    @property
    def offers(self) -> VisitOffers:
        roles = frozenset({Role.GRID_WORKER})
        return VisitOffers(
            self.laptop.database, COMMUNITY, self.laptop.clock.ports, worker=self.name, roles=roles
        )

    @property
    def changes(self) -> VisitChanges:
        return VisitChanges(self.laptop.records, self.offers)

    async def today(self) -> Today:
        return await TodayList(self.laptop.database, WorkCalendar(), self.name).load(DAY)

    async def offer(self, to: str, reason: str = "") -> None:
        """Offer the only visit of the day."""
        (due,) = (await self.today()).due
        assert isinstance(await self.changes.change(due, HandOn(to, reason)), Changed)

    async def asked(self) -> DuePerson:
        """The only visit that is offered."""
        (due,) = (await self.today()).asked
        return due

    async def told(self) -> list[str]:
        """What the page of Sync says of what was put aside."""
        refused = (await SyncStatus(self.laptop.database, COMMUNITY).overview()).refused
        return [reason_words(each.verdict, each.reason, each.kind) for each in refused]

    async def visit(self, home: RecordId, **more: Value) -> None:
        """Somebody was met there today."""
        met: dict[str, Value] = {"kind": "errand", "way": "door", "met": True, "worker": self.name}
        met |= {"visited_on": DAY.isoformat(), "recorded_at": "2026-10-29T09:00:00Z"}
        await self.laptop.create("visit", **met | {"household": home} | more)


@dataclass
class Team:
    """Two colleagues of a grid, at whose door something was promised."""

    li: Colleague
    zhang: Colleague
    home: RecordId

    async def sync(self, *who: Colleague) -> None:
        for each in who or (self.li, self.zhang, self.li):
            await each.laptop.sync()


async def promised(office: Office) -> Team:
    """Li promised to come again today."""
    li, zhang = [Colleague(each, await office.worker(each)) for each in ("li", "zhang")]
    home = await household(li.laptop)
    await li.laptop.create("resident", household=home, name="张桂英", status="lives_here")
    before = {"visited_on": "2026-10-22", "recorded_at": "2026-10-22T08:00:00Z"}
    await li.visit(home, **before, **COME_AGAIN)
    team = Team(li, zhang, home)
    await team.sync()
    return team


async def planned(office: Office) -> Team:
    """A plan wants a visit in the grid of both."""
    team = await promised(office)
    person = (await team.li.laptop.rows("resident"))[0].id
    cyd = await office.specialist("cyd")
    await cyd.sync()
    await cyd.create(
        "care_plan",
        **{"resident": person, "frequency": "monthly", "way": "door", "starts_on": "2026-10-01"},
        consent="granted",
    )
    await cyd.sync()
    await team.li.visit(team.home)
    await team.sync()
    return team


Begin = Callable[[Office], Awaitable[Team]]
BOTH = pytest.mark.parametrize("begin", [promised, planned])
FIRST = "It was decided before this arrived, and that counts: {}. Nothing else changed."


def names(lines: Sequence[DuePerson]) -> list[str]:
    return [each.due.handed_to for each in lines]


async def accepted(begin: Begin, office: Office) -> Team:
    """Zhang has what Li offered."""
    team = await begin(office)
    await team.li.offer("zhang", "休假")
    await team.sync()
    assert await team.zhang.offers.accept(await team.zhang.asked())
    await team.sync(team.zhang, team.li)
    return team
