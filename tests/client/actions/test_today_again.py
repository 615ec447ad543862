"""What Today reads again after a change is what a reading of everything finds, whatever happened."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from gridclient.actions.today import NextVisits, Today, TodayList
from gridclient.db.confirmed import drop_confirmed, write_confirmed
from gridclient.db.facts import UnknownRecordError, facts, save
from gridclient.db.first_doors import FIRST as READ_FIRST
from gridclient.db.first_doors import First
from gridclient.db.shown import facts_of, refresh
from gridclient.db.shown_changes import KEPT, changes_since, version
from gridclient.db.threads import Database
from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Create, Edit, Remove, Restore, Set
from gridcore.sync.project import Presence
from gridcore.sync.stored import Confirmed
from gridcore.work_calendar import WorkCalendar
from tests.client.actions.today_cells import AT, CELLS, FIRST, MY_GRID
from tests.client.ui.visits.store import COMMUNITY, GRID, WORKER, Cells, confirmed, found, opened

GROUP = GroupId("g")
Act = Literal["hears", "saves", "removes", "restores", "is answered", "loses", "midnight", "lists"]
ACTS: tuple[Act, ...] = (
    *("hears", "hears", "hears", "saves", "saves", "saves"),
    *("removes", "restores", "is answered", "loses", "midnight", "lists"),
)
WORK = WorkCalendar()
FIRST_DOORS = First(1, 2, plans=0), First(2, 2, plans=0), First(9, 9, plans=0)


@dataclass(frozen=True)
class Move:
    """Something that happens to a record: what, to which of its kind, and the cells that it is about."""

    act: Act
    kind: str = ""
    number: int = 0
    cells: tuple[tuple[str, Value], ...] = ()
    is_seen: bool = True


KINDS = sorted([*CELLS, "visit", "visit", "care_plan", "resident"])
SETS = ("needs", "purposes")
"""Their members are edited one by one."""
MORE: tuple[tuple[str, str, Cells], ...] = (
    ("building", "b1", {"name": "3号楼", "layout": "tower", "tour_order": 7}),
    ("room", "m1", {"building": "b1", "unit": 1, "floor": 3, "room_number": "301"}),
    ("grid", "g1", {"code": MY_GRID, "name": "一格"}),
    ("grid", "g2", {"code": "3705020010010102", "name": "二格"}),
    ("visit", "v1", {"household": "h2", "resident": "p3", "visited_on": "2026-10-20", "met": True}),
)
FEW = {"building": 2, "room": 2, "household": 4, "resident": 5, "campaign": 2, "grid": 2}
IDS = {
    **{"building": "b", "room": "m", "household": "h", "resident": "p", "care_plan": "c", "consent": "k-"},
    **{"visit": "v", "visit_exception": "e", "life_change": "f", "extra_visit_change": "x"},
    **{"campaign": "k", "grid": "g", "stand_in": "s"},
}


@st.composite
def moves(draw: st.DrawFn) -> Move:
    act = draw(st.sampled_from(ACTS))
    if act in ("midnight", "lists", "is answered"):
        return Move(act)
    kind = draw(st.sampled_from(KINDS))
    number = draw(st.integers(1, FEW.get(kind, 3)))
    fields = CELLS[kind]
    named = sorted(fields) if act == "hears" else [draw(st.sampled_from(sorted(fields)))]
    cells = tuple((name, draw(st.sampled_from(fields[name]))) for name in named)
    return Move(act, kind, number, cells, is_seen=draw(st.integers(0, 3)) > 0)


class Story:
    """A store while things happen to it, what was kept of it, and what day it is."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self._database, self._connection, self._day = database, connection, FIRST
        self._next = NextVisits(WORK)
        self._kept = self._list(self._next)
        self.look()

    def play(self, move: Move) -> None:
        """It happens."""
        record = RecordId(f"{IDS.get(move.kind, '')}{move.number}")
        match move.act:
            case "hears":
                _hear(self._connection, move.kind, record, dict(move.cells))
            case "is answered":
                _answer(self._connection)
            case "loses":
                _lose(self._connection, record)
            case "midnight":
                self._day += datetime.timedelta(days=1)
            case "lists":
                self._next.read(self._connection, self._day)
            case _:
                _save(self._connection, move, record)
        if move.is_seen:
            self.look()

    def look(self) -> None:
        """What was kept and read again is what somebody finds who reads everything."""
        fresh = NextVisits(WORK)
        known, whole = (each.read(self._connection, self._day) for each in (self._next, fresh))
        assert [*known.items()] == [*whole.items()]
        day = self._read(self._list(fresh))
        assert self._read(self._kept) == day
        begun = self.begun(FIRST_DOORS[version(self._connection) % len(FIRST_DOORS)])
        if begun is not None:
            uncounted = replace(day, soon=(), lent=(), asked=(), turned_down=(), to_ask=0)
            uncounted = replace(uncounted, declined=0, is_whole=False)
            assert begun == replace(uncounted, due=day.due[: len(begun.due)])

    def begun(self, first: First) -> Today | None:
        """How the day begins for somebody who opens it for the first time."""
        return self._list(NextVisits(WORK), first).read_first(self._connection, self._day)

    def homes(self, first: First) -> list[str]:
        """The households at which it begins."""
        begun = self.begun(first)
        return [] if begun is None else [each.person.household for each in begun.due]

    def told(self, *played: Move) -> list[str] | None:
        """About what the changes are that these leave; None for everything."""
        before = version(self._connection)
        for move in played:
            self.play(move)
        changes = changes_since(self._connection, before)
        return None if changes is None else sorted(changes.households)

    def _list(self, visits: NextVisits, first: First = READ_FIRST) -> TodayList:
        return TodayList(self._database, WORK, WORKER, (MY_GRID,), visits, first=first)

    def _read(self, today: TodayList) -> Today:
        return today.read(self._connection, self._day)


def _hear(connection: Connection, kind: str, record: RecordId, cells: Cells) -> None:
    write_confirmed(connection, [confirmed(kind, record, cells, 10)])
    refresh(connection, [record])


def _save(connection: Connection, move: Move, record: RecordId) -> None:
    known = facts(connection, record)
    edits: list[Edit] = []
    if known is None and move.act == "saves":
        whole = {name: values[0] for name, values in CELLS[move.kind].items()} | dict(move.cells)
        cells = {**RECORD_TYPES[move.kind].cells_of(whole)}
        edits = [Create(0, GROUP, record, move.kind, cells, scope=GRID, at=AT)]
    elif known is not None and move.act == "saves":
        shown, fields = known.shown().cells, RECORD_TYPES[move.kind].fields
        for name, value in move.cells:
            cell, before = fields[name].cell, shown.get(fields[name].cell)
            if name not in SETS:
                group: Cells = {**before} if isinstance(before, dict) else {}
                said: Value = value if cell == name else {**group, name: value}
                edits.append(Set(0, GROUP, record, cell, said, 0, at=AT))
    elif known is not None:
        edits = [
            Remove(0, GROUP, record, 0, at=AT) if move.act == "removes" else Restore(0, GROUP, record, at=AT)
        ]
    if edits:
        with suppress(UnknownRecordError):  # it would hang on something that is not here
            save(connection, COMMUNITY, edits, AT)


def _answer(connection: Connection) -> None:
    """The server takes what was saved, and the round brings it back."""
    rows = connection.exec_driver_sql("SELECT DISTINCT record FROM pending_edit").all()
    for each in facts_of(connection, [RecordId(record) for (record,) in rows]):
        shown = each.shown()
        connection.exec_driver_sql("DELETE FROM pending_edit WHERE record = ?", (each.id,))
        if shown.presence is Presence.SHOWN:
            write_confirmed(connection, [Confirmed(each.id, each.kind, each.scope, {**shown.cells}, {}, 11)])
        else:
            drop_confirmed(connection, [each.id])
        refresh(connection, [each.id])


def _lose(connection: Connection, record: RecordId) -> None:
    connection.exec_driver_sql("DELETE FROM pending_edit WHERE record = ?", (record,))
    drop_confirmed(connection, [record])
    refresh(connection, [record])


Play = Callable[[Callable[[Story], None]], None]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Play]:
    """Plays a story in a store; the next one begins with the same records."""
    folder = tmp_path_factory.mktemp("again") / "store"
    loop = asyncio.new_event_loop()
    holder = opened(folder, found(folder))
    store = loop.run_until_complete(holder.__aenter__())
    loop.run_until_complete(store.receive(MORE))

    def within(connection: Connection, story: Callable[[Story], None]) -> None:
        point = connection.begin_nested()
        try:
            story(Story(store.database, connection))
        finally:
            point.rollback()

    yield lambda story: loop.run_until_complete(store.database.write(partial(within, story=story)))
    loop.run_until_complete(holder.__aexit__(None, None, None))
    loop.close()


Cell = tuple[str, Value]
SKIPPED: tuple[Cell, ...] = (("plan", "c1"), ("period", "2026-11"), ("exception", "skipped"))
REVIEW: tuple[Cell, ...] = (("review_on", "2026-11-18"),)
WAITS: tuple[Cell, ...] = (("frequency", "weekly"), ("consent", "granted"), ("starts_on", "2026-01-20"))
CAMPAIGN: tuple[Cell, ...] = (
    ("reason", "festival"),
    ("starts_on", "2026-11-20"),
    ("ends_on", "2026-11-23"),
    ("needs", ["chat"]),
)


@given(st.lists(moves(), min_size=4, max_size=20))
@example([Move("hears", "visit_exception", 1, SKIPPED), Move("removes", "visit_exception", 1)])
@example([Move("hears", "campaign", 1, CAMPAIGN), Move("hears", "campaign", 1, CAMPAIGN[:3])])
@example([Move("saves", "room", 1, (("unit", 2),)), Move("saves", "household", 1, (("room", None),))])
@example([Move("saves", "care_plan", 1, REVIEW), Move("saves", "resident", 1, (("household", "h2"),))])
@example([Move("saves", "care_plan", 1, REVIEW), Move("removes", "resident", 1)])
@example(
    [Move("hears", "care_plan", 1, (("resident", "p1"), *WAITS)), Move("hears", "campaign", 1, CAMPAIGN)]
)
@settings(max_examples=20)
def test_what_is_read_again_is_what_a_reading_of_everything_finds(play: Play, played: list[Move]) -> None:
    def story(now: Story) -> None:
        for move in played:
            now.play(move)
        now.look()

    play(story)


def test_a_saved_visit_is_about_its_household_and_the_one_that_it_was_of_before(play: Play) -> None:
    def story(now: Story) -> None:
        heard = Move("hears", "visit", 1, (("household", "h2"), ("resident", "p3")))
        assert now.told(heard) == ["h2", "p3", "v1"]
        assert now.told(Move("saves", "visit", 1, (("household", "h3"),))) == ["h2", "h3", "p3", "v1"]

    play(story)


@pytest.mark.parametrize(("kind", "cell"), [("room", "unit"), ("building", "tour_order")])
def test_a_room_and_a_building_are_about_who_lives_there(play: Play, kind: str, cell: str) -> None:
    def story(now: Story) -> None:
        told = now.told(Move("saves", kind, 1, ((cell, 2),))) or []
        assert "h1" in told
        assert {"h2", "h3"}.isdisjoint(told)

    play(story)


def test_the_first_doors_that_wait_are_shown_before_all_others_are_read(play: Play) -> None:
    def story(now: Story) -> None:
        for number, (person, unit) in enumerate((("p1", 2), ("p3", 1), ("p4", 1)), start=1):
            now.play(Move("hears", "room", number, (("building", "b1"), ("unit", unit), ("floor", number))))
            now.play(Move("hears", "care_plan", number, (("resident", person), *WAITS)))
        assert [now.homes(each) for each in FIRST_DOORS] == [["h2"], ["h2", "h3"], ["h2", "h3", "h1"]]
        now.play(Move("hears", "room", 3, (("building", "b1"), ("unit", 1), ("floor", 2))))
        assert now.homes(FIRST_DOORS[0]) == [], "more may live behind the same door"
        now.play(Move("hears", "life_change", 1, (("resident", "p1"), ("what", "fall"), ("noted_at", AT))))
        assert now.homes(FIRST_DOORS[0]) == ["h1"]
        now.play(Move("hears", "building", 1, (("name", "3号楼"), ("tour_order", None))))
        assert now.homes(FIRST_DOORS[2]) == ["h1"], "who lives in no building comes before it"

    play(story)


def test_few_plans_are_read_at_once(play: Play) -> None:
    def story(now: Story) -> None:
        now.play(Move("hears", "care_plan", 1, (("resident", "p1"), *WAITS)))
        assert now.homes(First(9, 9, plans=0)) == ["h1"]
        assert now.homes(First(9, 9, plans=1)) == []

    play(story)


def test_what_left_the_laptop_is_about_everything(play: Play) -> None:
    play(lambda now: _is_whole(now.told(Move("loses", "visit", 1))))


def test_what_nobody_remembers_any_more_is_read_whole(play: Play) -> None:
    changes = [Move("hears", "visit", 1, (("household", "h2"), ("resident", "p3")), is_seen=False)] * KEPT

    def story(now: Story) -> None:
        assert now.told(*changes) == ["h2", "p3", "v1"]
        _is_whole(now.told(*changes, changes[0]))
        now.look()

    play(story)


def _is_whole(told: list[str] | None) -> None:
    assert told is None
