"""Patrols of the demo: three plans a grid, their points, and what was walked of them until last week.

Days are anchored as the product reckons them, so that on any day some grids wait for theirs.
"""

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demo.places import Building, Grid
from gridcore.codes.patrols import FOUND, IN_ORDER, NOT_REACHED
from gridcore.deadlines import months_after
from gridcore.ids import RecordId, derived_id

_WEEK = datetime.timedelta(weeks=1)
_WEEKS_BACK, _WEEKS_WALKED, _MONTHS_WALKED = 17, 4, 2
_FORGONE_SHARE = 0.1
"""Of the walks: somebody was ill, it poured."""
_FINDINGS = {IN_ORDER: 90, FOUND: 7, NOT_REACHED: 3}
_SAFETY = (
    "单元门前消防通道",
    "电动车充电棚",
    "楼道灭火器",
    "地下室入口",
    "健身器材",
)
_LIGHTS = ("门前路灯", "楼道照明", "转角暗处")
_FOUND_WORDS = {
    "单元门前消防通道": "有车占用，已联系车主挪开。",
    "电动车充电棚": "一个插座外壳松动，已贴提示，报物业。",
    "楼道灭火器": "一只压力不足，已报物业更换。",
    "地下室入口": "堆放纸箱，已请物业清理。",
    "健身器材": "一处螺丝松动，已拉绳提醒。",
    "门前路灯": "一盏不亮，已报修。",
    "楼道照明": "三层声控灯不亮，已报物业。",
    "转角暗处": "灯光偏暗，已报社区。",
}
_NOT_REACHED_WORDS = "正在施工，没有进去。"


@dataclass(frozen=True, slots=True)
class Point:
    """A place that a walk comes past."""

    id: RecordId
    place: str
    building: Building
    what: str


@dataclass(frozen=True, slots=True)
class Check:
    """What a point was like."""

    point: Point
    finding: str
    what: str | None


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk."""

    id: RecordId
    started_at: datetime.datetime
    ended_at: datetime.datetime
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class PatrolPlan:
    """A plan with its points and its walks."""

    id: RecordId
    grid: Grid
    content: str
    rhythm: str
    hours: str
    methods: tuple[str, ...]
    mind: str | None
    starts_on: datetime.date
    points: tuple[Point, ...] = ()
    walks: tuple[Walk, ...] = ()


def make_patrols(chance: random.Random, grids: Sequence[Grid], today: datetime.date) -> Iterator[PatrolPlan]:
    """The plans of each grid, by content."""
    monday = today - datetime.timedelta(today.weekday())
    for at, grid in enumerate(grids):
        anchor = monday + datetime.timedelta(at % 5)
        days = [anchor - number * _WEEK for number in range(_WEEKS_WALKED, 0, -1)]
        yield _plan(
            chance,
            PatrolPlan(
                id=derived_id("demo", "patrol_plan", grid.code, "safety"),
                grid=grid,
                content="消防和公共设施安全",
                rhythm="weekly",
                hours="工作日上午",
                methods=("on_foot",),
                mind="雨天先看充电棚积水；当场能提醒的当场提醒，不能解决的记便签，回来上报。",
                starts_on=anchor - _WEEKS_BACK * _WEEK,
            ),
            _SAFETY,
            days,
            hour=1,
        )
        first = months_after(today.replace(day=3 + at % 20), -4)
        yield _plan(
            chance,
            PatrolPlan(
                id=derived_id("demo", "patrol_plan", grid.code, "lights"),
                grid=grid,
                content="夜间照明",
                rhythm="monthly",
                hours="晚上八点以后",
                methods=("on_foot", "in_pairs", "at_night"),
                mind=None,
                starts_on=first,
            ),
            _LIGHTS,
            [months_after(first, 4 - number) for number in range(_MONTHS_WALKED, 0, -1)],
            hour=12,
        )
        yield PatrolPlan(
            id=derived_id("demo", "patrol_plan", grid.code, "drains"),
            grid=grid,
            content="汛期排水口和低洼处",
            rhythm="on_request",
            hours="预警发布后",
            methods=("in_pairs", "with_partner"),
            mind="积水深处不进，先拉警戒、打电话。",
            starts_on=first,
        )


def _plan(
    chance: random.Random,
    plan: PatrolPlan,
    what: Sequence[str],
    days: Sequence[datetime.date],
    hour: int,
) -> PatrolPlan:
    buildings = plan.grid.buildings
    points = []
    for number, each in enumerate(what):
        building = buildings[number % len(buildings)]
        identity = derived_id("demo", "patrol_point", plan.id, str(number))
        points.append(Point(identity, f"{building.name}{each}", building, each))
    kept = [day for day in days if chance.random() >= _FORGONE_SHARE]
    walks = tuple(_walk(chance, plan.id, points, day, hour) for day in kept)
    return PatrolPlan(
        *(plan.id, plan.grid, plan.content, plan.rhythm, plan.hours, plan.methods, plan.mind),
        starts_on=plan.starts_on,
        points=tuple(points),
        walks=walks,
    )


def _walk(
    chance: random.Random, plan: RecordId, points: Sequence[Point], day: datetime.date, hour: int
) -> Walk:
    begun = datetime.datetime.combine(day, datetime.time(hour, chance.randrange(60)), datetime.UTC)
    ended = begun + datetime.timedelta(minutes=chance.randint(35, 80))
    checks = []
    for point in points:
        finding = chance.choices(tuple(_FINDINGS), tuple(_FINDINGS.values()))[0]
        words = {FOUND: _FOUND_WORDS[point.what], NOT_REACHED: _NOT_REACHED_WORDS}
        checks.append(Check(point, finding, words.get(finding)))
    return Walk(derived_id("demo", "patrol", plan, day.isoformat()), begun, ended, tuple(checks))
