"""A supervisor's word about a visit meets what its worker went on to write: neither is ever lost.

Generated days over the real stores of both and a server: the worker types, leaves drafts, keeps a form open,
saves and submits again; the supervisor looks, returns with a remark, approves; syncs come whenever they come.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gridcore.ids import RecordId
from tests.client.actions.visit_days import ACTS, FIELDS, MEETINGS, Day, Side, Two
from tests.client.sync.conftest import Office
from tests.client.sync.homes import household
from tests.client.sync.laptop import EmptyStore, Laptop
from tests.fakes.memory_server import COMMUNITY

ANSWERED = "looks, returns, supervisor syncs, worker syncs, saves"


class Stage:
    """One office for all days: each day has a visit of its own. Hypothesis would tell a dataclass whole."""

    def __init__(
        self, loop: asyncio.AbstractEventLoop, office: Office, li: Side, sun: Side, home: RecordId
    ) -> None:
        self.loop, self.office, self.li, self.sun, self.home = loop, office, li, sun, home

    def play(self, day: Day) -> None:
        """A day from a submitted visit on."""
        self.loop.run_until_complete(Two(self.li, self.sun).play(self.home, day))


def side(laptop: Laptop) -> Side:
    """Somebody on a laptop of the office."""
    return Side(laptop.database, laptop.records, laptop.clock.ports, laptop.sync, COMMUNITY)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, store: EmptyStore) -> Iterator[Stage]:
    """A worker, a supervisor and a household."""
    loop = asyncio.new_event_loop()

    async def begin() -> Stage:
        office = Office(store, Path(tmp_path_factory.mktemp("approval")))
        li, sun = await office.worker(), await office.supervisor()
        return Stage(loop, office, side(li), side(sun), await household(li))

    made = loop.run_until_complete(begin())
    yield made
    loop.run_until_complete(made.office.close())
    loop.close()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(day=st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(FIELDS)), max_size=12))
@example(day=MEETINGS[0])
@example(day=MEETINGS[1])
@example(day=MEETINGS[2])
def test_neither_a_return_nor_what_was_written_meanwhile_is_lost(stage: Stage, day: Day) -> None:
    stage.play(day)


@pytest.mark.parametrize(
    ("day", "is_late"),
    [
        ("looks, saves, worker syncs, returns", True),
        (ANSWERED, False),
        (f"{ANSWERED}, worker syncs, supervisor syncs, looks, saves, worker syncs, returns", True),
    ],
    ids=["late", "answered", "late after one that was answered"],
)
def test_a_return_that_came_too_late_is_told_from_one_that_was_answered(
    stage: Stage, day: str, *, is_late: bool
) -> None:
    async def play() -> None:
        two = Two(stage.li, stage.sun)
        await two.begin(stage.home)
        for what in (*day.split(","), "supervisor syncs"):
            await two.act(what.strip(), "said")
        await two.settle()
        await two.act("looks", "")
        assert two.seen is not None
        assert two.seen.judged.values["remark"] == two.remarks[-1]
        assert two.seen.is_remark_late is is_late

    stage.loop.run_until_complete(play())
