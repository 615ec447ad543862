"""The points of a plan are put in order, called otherwise, taken out and brought back."""

from __future__ import annotations

from gridclient.actions.records import Saved, Unsaved
from gridcore.ids import RecordId
from gridcore.patrols import PATROL_PLAN, PATROL_POINT
from tests.client.actions.test_patrols import Tell, planned, points, told
from tests.client.sync.conftest import Office
from tests.client.sync.homes import SCOPE


def test_points_are_put_in_order_called_otherwise_and_taken_back(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        plan, over = await planned(li), points(li)

        async def places() -> list[str]:
            return [each.place for each in await over.lines(plan)]

        first, second, third = [each.record for each in await over.lines(plan)]
        await over.move(plan, third, -1)
        assert await places() == ["消防通道", "小广场", "电动车棚"]
        await over.move(plan, first, 9)
        assert await places() == ["小广场", "电动车棚", "消防通道"]
        await over.move(plan, third, -1)
        await over.move(plan, RecordId("none"), 1)
        assert await places() == ["小广场", "电动车棚", "消防通道"]
        assert isinstance(await over.rename(second, " 充电棚 "), Saved)
        await over.remove(first)
        assert await places() == ["小广场", "充电棚"]
        await over.restore(first)
        assert await places() == ["小广场", "充电棚", "消防通道"]
        assert await over.rename(RecordId("none"), "x") == Unsaved((), is_gone=True)
        refused = await over.add(plan, "  ")
        assert isinstance(refused, Unsaved)
        assert told(refused.problems) == ["place required"]

    tell(story)


def test_a_point_may_name_a_facility_or_a_building_of_its_grid(tell: Tell) -> None:
    async def story(office: Office) -> None:
        li = await office.worker()
        plan, over = await planned(li), points(li)
        await li.create("building", SCOPE, name="3号楼", estate="幸福小区")
        await li.create("facility", SCOPE, name="网格驿站", facility_kind="grid_station")
        await li.create(
            "facility", SCOPE, name="旧驿站", facility_kind="grid_station", closed_on="2026-01-01"
        )
        (plan_row,) = await li.rows(PATROL_PLAN)
        known = await over.known_places(plan_row.scope)
        assert [(each.kind, each.name) for each in known] == [
            ("facility", "网格驿站"),
            ("building", "幸福小区3号楼"),
        ]
        for each in known:
            await over.add(plan, each.name, each)
        *_, facility, building = await li.rows(PATROL_POINT)
        links = {each.values["facility"] for each in await li.rows(PATROL_POINT)}
        assert known[0].record in links
        assert {facility.values["plan"], building.values["plan"]} == {plan}

    tell(story)
