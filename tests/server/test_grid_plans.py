"""Grids are split and merged over HTTP: workers go along where that is said; plans happen on their day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

import pytest

from gridcore.fields import Value
from gridcore.grid_changes import Change, Going, NewGrid, change_edits
from gridcore.grid_plans import GridPlan, plan_edit
from gridcore.ids import RecordId, ScopeId
from gridcore.moving import Saving
from gridcore.records import RECORD_TYPES
from gridcore.regrouping import Placed
from gridcore.roster.ids import grid_id
from gridcore.sync.changes import Seen
from gridcore.sync.edits import Remove
from gridserver.actions.carry_out_plans import carry_out_plans
from gridserver.app import build_app
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.server.conftest import cluster, database, dsn, field, template
from tests.server.field import AT, G1, G2, GRID_1, GRID_2, NOW, C, Laptop, new_group, new_id

__all__ = ["cluster", "database", "dsn", "field", "template"]

TODAY, SOON = NOW.date().isoformat(), (NOW + timedelta(days=3)).date().isoformat()
_serials = count(1)


@dataclass
class Clock:
    """The server's."""

    now: datetime = NOW


@dataclass
class Office:
    """A server whose clock can be moved."""

    installation: Installation
    address: str
    clock: Clock

    def laptop(self, user: str) -> Laptop:
        made = Laptop(self.installation, self.address, user)
        made.now = self.clock.now
        made.sync()
        return made

    def on(self, days: int, *laptops: Laptop) -> None:
        self.clock.now = NOW + timedelta(days=days)
        for each in laptops:
            each.now = self.clock.now


@pytest.fixture
def office(field: Installation) -> Iterator[Office]:
    clock = Clock()
    installation = replace(field, clock=lambda: clock.now)
    with serving(build_app(installation)) as served:
        yield Office(installation, served, clock)


@dataclass(frozen=True)
class House:
    """A building with a room, a household and a facility; the household's name is a canary."""

    building: RecordId
    room: RecordId
    home: RecordId
    facility: RecordId
    canary: str


def build(laptop: Laptop, scope: ScopeId = GRID_1) -> House:
    made = House(new_id("b"), new_id("m"), new_id("h"), new_id("f"), f"canary{next(_serials)}x")
    grp = new_group()
    laptop.create("building", made.building, {"name": f"{made.canary}号楼"}, scope=scope, grp=grp)
    place: Value = {"building": made.building, "unit": 1, "floor": 1, "room_number": "101"}
    laptop.create("room", made.room, {"place": place}, scope=scope, grp=grp)
    laptop.create("household", made.home, {"room": made.room, "address": made.canary}, scope=scope, grp=grp)
    cells: dict[str, Value] = {"name": "驿站", "facility_kind": "grid_station", "building": made.building}
    laptop.create("facility", made.facility, cells, scope=scope, grp=grp)
    assert set(laptop.sync().codes) == {"ok"}
    return made


def new_grid() -> NewGrid:
    code = f"{C}1{next(_serials):03}"
    return NewGrid(code, f"第{code[-3:]}网格", "王芳")


def split(sun: Laptop, house: House, plan: GridPlan) -> list[str]:
    """Do it now, as a supervisor's laptop does."""
    row = sun.row(house.building)
    seen = Seen(row.cells, dict.fromkeys(RECORD_TYPES["building"].cells, row.seq))
    saving = Saving(new_group(), AT)
    going = Going(Placed(house.building, plan.grid, None), seen, (house.facility,))
    sun.write(*change_edits(Change(C, [going], plan.to, plan.on, founded=plan.founded), saving))
    sun.write(plan_edit(plan, new_id("plan"), saving, done_on=plan.on))
    return sun.sync().codes


def plan(sun: Laptop, meant: GridPlan) -> RecordId:
    record = new_id("plan")
    sun.write(plan_edit(meant, record, Saving(new_group(), AT)))
    assert sun.sync().codes == ["ok"]
    return record


def test_who_works_a_grid_works_the_new_one_from_the_very_request_that_splits_it(office: Office) -> None:
    li, chen, sun = (office.laptop(each) for each in ("li", "chen", "sun"))
    house = build(li)
    sun.sync()
    new = new_grid()
    li.set(house.home, "phone", "13900000001", base=li.row(house.home).seq)
    meant = GridPlan(G1, new.code, TODAY, (house.building,), founded=new)
    assert set(split(sun, house, meant)) == {"ok"}
    reply = li.sync()
    assert reply.codes == ["ok"], "what was typed meanwhile is decided, not left behind"
    assert house.home in li.records[ScopeId(f"grid/{new.code}")]
    assert li.row(house.home).cells["phone"] == "13900000001"
    assert not {house.building, house.home, house.facility} & li.records[GRID_1].keys()
    assert house.canary.encode() not in chen.sync().raw
    assert new.code in {str(each.cells.get("code")) for each in chen.records[ScopeId("community")].values()}
    li.set(house.home, "tenure", "rented", base=li.row(house.home).seq)
    assert li.sync().codes == ["ok"]
    assert f"li GW {new.code}" in audit(office)


def audit(office: Office) -> str:
    with office.installation.database.snapshot() as connection:
        rows = connection.exec_driver_sql("SELECT actor, object FROM audit WHERE action = 'assign'")
        return "\n".join(each.object for each in rows if each.actor == "sun")


def test_where_the_supervisor_says_so_nobody_goes_along(office: Office) -> None:
    zhang, sun = office.laptop("zhang"), office.laptop("sun")
    house = build(zhang)
    sun.sync()
    meant = GridPlan(G1, G2, TODAY, (house.building,), keeps_workers=False)
    assert set(split(sun, house, meant)) == {"ok"}
    head = zhang.sync().head
    assert head is not None
    assert not zhang.has(house.home)
    assert GRID_2 not in head.scopes


def test_a_plan_happens_by_itself_on_its_day_and_the_workers_go_along(office: Office) -> None:
    li, chen, sun = (office.laptop(each) for each in ("li", "chen", "sun"))
    house = build(li)
    new = new_grid()
    record = plan(sun, GridPlan(G1, new.code, SOON, (house.building,), founded=new))
    li.sync()
    assert house.home in li.records[GRID_1]
    assert li.row(record).cells["on"] == SOON, "everybody sees what is planned"
    office.on(3, li, chen, sun)
    li.sync()
    scope = ScopeId(f"grid/{new.code}")
    assert {house.building, house.room, house.home, house.facility} <= li.records[scope].keys()
    assert li.row(record).cells["done_on"] == SOON
    made = li.row(grid_id(new.code)).cells
    assert (made["name"], made["worker"], made["in_use_since"]) == (new.name, "王芳", SOON)
    assert li.row(house.building).cells["in_grid_since"] == SOON
    period = [each for each in li.records[ScopeId("community")].values() if each.kind == "grid_period"]
    assert (G1, SOON) in {(each.cells["grid"], each.cells["until"]) for each in period}
    assert house.canary.encode() not in chen.sync().raw
    assert carry_out_plans(office.installation, C) == 0


def test_a_plan_that_arrives_late_happens_at_once_and_one_that_was_taken_back_never(office: Office) -> None:
    li, sun = office.laptop("li"), office.laptop("sun")
    house, other = build(li), build(li)
    kept = plan(sun, GridPlan(G1, G2, SOON, (other.building,)))
    sun.write(Remove(0, new_group(), kept, sun.row(kept).seq, AT))
    office.on(5, li, sun)
    sun.sync()
    late = plan(sun, GridPlan(G1, G2, SOON, (house.building,), keeps_workers=False))
    li.sync()
    assert not li.has(house.home)
    assert other.home in li.records[GRID_1]
    sun.sync()
    assert sun.row(late).cells["done_on"] == (NOW + timedelta(days=5)).date().isoformat()


def test_a_plan_that_cannot_be_done_says_why_and_stops_nobody(office: Office) -> None:
    li, sun = office.laptop("li"), office.laptop("sun")
    house = build(li)
    record = plan(sun, GridPlan(G1, G2, SOON, (house.building,)))
    gone = sun.row(grid_id(G2))
    sun.set(grid_id(G2), "ended_on", SOON, base=gone.seq)
    sun.sync()
    office.on(4, li, sun)
    li.sync()
    assert li.row(record).cells["obstacle"] == "grid_ended"
    assert house.home in li.records[GRID_1]
    li.set(house.home, "tenure", "rented", base=li.row(house.home).seq)
    assert li.sync().codes == ["ok"]
    sun.sync()
    sun.set(grid_id(G2), "ended_on", None, base=sun.row(grid_id(G2)).seq)
    sun.sync()


def test_a_grid_is_merged_on_its_day_with_all_that_came_to_it_meanwhile(office: Office) -> None:
    li, chen, sun = (office.laptop(each) for each in ("li", "chen", "sun"))
    house = build(li)
    new = new_grid()
    sun.sync()
    assert set(split(sun, house, GridPlan(G1, new.code, TODAY, (house.building,), founded=new))) == {"ok"}
    plan(sun, GridPlan(new.code, G2, SOON, ends=True))
    li.sync()
    scope = ScopeId(f"grid/{new.code}")
    later, square = build(li, scope), new_id("f")
    li.create("facility", square, {"name": "广场", "facility_kind": "open_space"}, scope=scope)
    assert li.sync().codes == ["ok"]
    office.on(3, li, chen, sun)
    chen.sync()
    assert {house.home, later.home, later.facility, square} <= chen.records[GRID_2].keys()
    assert chen.row(grid_id(new.code)).cells["ended_on"] == SOON
    li.sync()
    assert later.home in li.records[GRID_2], "who worked the grid that ended works where it went"


def test_a_building_of_an_estate_in_a_second_grid_is_refused_and_waits_with_its_author(
    office: Office,
) -> None:
    li, chen = office.laptop("li"), office.laptop("chen")
    cells: dict[str, Value] = {"estate": f"苑{next(_serials)}", "name": "3号楼"}
    li.create("building", new_id("b"), cells, scope=GRID_1)
    assert li.sync().codes == ["ok"]
    grp, building = new_group(), new_id("b")
    chen.create("building", building, {**cells, "name": "３栋"}, scope=GRID_2, grp=grp)
    place: Value = {"building": building, "unit": 1, "floor": 1, "room_number": "101"}
    chen.create("room", new_id("m"), {"place": place}, scope=GRID_2, grp=grp)
    refused = chen.sync().verdicts[0]
    assert (refused.code, refused.extra) == ("invalid", "building_twice")
    chen.create("building", new_id("b"), {**cells, "name": "4号楼"}, scope=GRID_2)
    assert chen.sync().codes == ["ok"]
