"""Every grid of the demo has patrol plans that were walked, and on any day some of them wait."""

import datetime
from random import Random

from demo.community import Community
from demo.patrols import make_patrols
from gridcore.codes.patrols import FOUND, PATROL_FINDING, PATROL_METHOD
from gridcore.patrols import is_waiting, next_patrol, times_problems
from gridcore.work_calendar import WorkCalendar
from tests.demo.conftest import TODAY


def test_each_grid_has_plans_with_points_in_its_own_buildings(made: Community) -> None:
    plans = made.around.patrols
    assert {each.grid.code for each in plans} == {each.code for each in made.grids}
    assert len(plans) == 3 * len(made.grids)
    for plan in plans:
        assert all(method in PATROL_METHOD for method in plan.methods)
        assert {point.building for point in plan.points} <= set(plan.grid.buildings)


def test_walks_lie_before_today_inside_their_plans_and_tell_each_point(made: Community) -> None:
    walks = [(plan, walk) for plan in made.around.patrols for walk in plan.walks]
    assert len(walks) > 3 * len(made.grids)
    now = f"{TODAY.isoformat()}T00:00:00Z"
    for plan, walk in walks:
        times = [f"{each:%Y-%m-%dT%H:%M:%SZ}" for each in (walk.started_at, walk.ended_at)]
        assert times_problems(times[0], times[1], now) == ()
        assert walk.started_at.date() >= plan.starts_on
        assert [check.point for check in walk.checks] == list(plan.points)
        assert all(check.finding in PATROL_FINDING for check in walk.checks)
        assert all(bool(check.what) == (check.finding != "in_order") for check in walk.checks)
    found = [check for _, walk in walks for check in walk.checks if check.finding == FOUND]
    assert 0 < len(found) < len(walks)


def test_on_any_day_some_wait_and_some_do_not(made: Community) -> None:
    for days in range(7):
        day = TODAY + datetime.timedelta(days)
        waiting = []
        for plan in make_patrols(Random(1), made.grids, day):
            cells = {"rhythm": plan.rhythm, "starts_on": plan.starts_on.isoformat()}
            last = max((walk.started_at.date() for walk in plan.walks), default=None)
            assert last is None or last < day
            waiting.append(is_waiting(next_patrol(cells, last, WorkCalendar(), day)))
        assert 0 < sum(waiting) < len(waiting)
