"""No paper number is drawn twice: offline, after lost answers, after crashes, from restored stores."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from gridclient.db.connection import create_database, open_engine
from gridclient.db.keys import Keys
from gridclient.db.paper_numbers import held_blocks, keep_blocks, numbers_left, take_number
from gridclient.db.replicas import Replica, add_replica, current_replica
from gridcore.ids import CommunityId, DeviceId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.stored import Stored
from gridcore.wire.messages import PaperBlock
from gridserver.actions.give_numbers import give_numbers
from gridserver.db import accounts, records
from gridserver.db.engine import Database
from gridserver.db.paper_numbers import BLOCK, Holder, Unused, hand_out, note_told, unused
from gridserver.db.seal import Sealer

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
TODAY = NOW.date()
COMMITTEE = "北辛"
MEDIATOR = UserId("liu")
KEYS = Keys(bytes(range(32)), bytes(16))
_names = count(1)


@pytest.fixture
def community(database: Database) -> CommunityId:
    """A community of the test's own, whose committee has a short name."""
    found = CommunityId(f"c{next(_names)}")
    with database.write() as connection:
        accounts.create_community(connection, found, "北辛社区", by="console", now=NOW)
        cells = {"code": found, "name": "北辛社区", "committee": COMMITTEE}
        stored = Stored(RecordId(found), "community", ScopeId("community"), cells, {}, {}, 1)  # type: ignore[arg-type]
        records.insert(connection, Sealer({1: bytes(32)}), found, [stored])
    return found


def _holder(community: CommunityId, name: str) -> Holder:
    return Holder(community, DeviceId(f"device-{name}"), ReplicaId(f"replica-{name}"))


def _ask(
    database: Database,
    holder: Holder,
    told: list[PaperBlock],
    today: date = TODAY,
    role: Role = Role.MEDIATOR,
) -> list[PaperBlock]:
    with database.write() as connection:
        given = [Assignment(MEDIATOR, role, holder.community)]
        return give_numbers(connection, holder, given, told, today)


def test_a_mediators_laptop_gets_twenty_numbers_of_its_own(
    database: Database, community: CommunityId
) -> None:
    first = _ask(database, _holder(community, "a"), [])
    second = _ask(database, _holder(community, "b"), [])
    assert first == [PaperBlock(COMMITTEE, 2026, 1, 20, 1)]
    assert second == [PaperBlock(COMMITTEE, 2026, 21, 40, 21)]


def test_nobody_else_gets_numbers(database: Database, community: CommunityId) -> None:
    holder = _holder(community, "a")
    assert _ask(database, holder, [], role=Role.GRID_WORKER) == []
    with database.write() as connection:
        of_one_case = [Assignment(MEDIATOR, Role.MEDIATOR, "case/1")]
        assert give_numbers(connection, holder, of_one_case, [], TODAY) == []


def test_a_community_without_a_committee_has_no_numbers(database: Database) -> None:
    with database.write() as connection:
        accounts.create_community(connection, CommunityId("bare"), "无名社区", by="console", now=NOW)
    assert _ask(database, _holder(CommunityId("bare"), "a"), []) == []


def test_a_lost_answer_is_given_again_and_costs_no_numbers(
    database: Database, community: CommunityId
) -> None:
    holder = _holder(community, "a")
    assert _ask(database, holder, []) == _ask(database, holder, [])


def test_what_the_laptop_names_is_not_sent_again(database: Database, community: CommunityId) -> None:
    holder = _holder(community, "a")
    assert _ask(database, holder, _ask(database, holder, [])) == []


@pytest.mark.parametrize(("used", "gets_more"), [(15, False), (16, True), (20, True)])
def test_a_block_is_refilled_when_fewer_than_five_are_left(
    database: Database, community: CommunityId, used: int, *, gets_more: bool
) -> None:
    holder = _holder(community, "a")
    _ask(database, holder, [])
    told = PaperBlock(COMMITTEE, 2026, 1, 20, 1 + used)
    assert _ask(database, holder, [told]) == ([PaperBlock(COMMITTEE, 2026, 21, 40, 21)] if gets_more else [])


def test_in_december_the_numbers_of_the_next_year_come_too(
    database: Database, community: CommunityId
) -> None:
    given = _ask(database, _holder(community, "a"), [], today=date(2026, 12, 1))
    assert [(each.year, each.first) for each in given] == [(2026, 1), (2027, 1)]


def test_unused_numbers_are_known_from_what_laptops_told(database: Database, community: CommunityId) -> None:
    a, b = _holder(community, "a"), _holder(community, "b")
    _ask(database, a, [])
    _ask(database, b, [])
    _ask(database, a, [PaperBlock(COMMITTEE, 2026, 1, 20, 8)])
    _ask(database, a, [PaperBlock(COMMITTEE, 2026, 1, 20, 5)])
    with database.write() as connection:
        assert unused(connection, community, COMMITTEE, 2026) == [
            Unused(a.device, 8, 20),
            Unused(b.device, 21, 40),
        ]


def test_a_laptop_cannot_speak_for_the_block_of_another(database: Database, community: CommunityId) -> None:
    a, b = _holder(community, "a"), _holder(community, "b")
    _ask(database, a, [])
    _ask(database, b, [PaperBlock(COMMITTEE, 2026, 1, 20, 21)])
    with database.write() as connection:
        assert unused(connection, community, COMMITTEE, 2026)[0] == Unused(a.device, 1, 20)


@pytest.mark.parametrize(
    "block",
    [
        PaperBlock(COMMITTEE, 2026, 2, 21, 2),
        PaperBlock(COMMITTEE, 2026, 1, 2_000, 1),
        PaperBlock(COMMITTEE, 2026, 1, 20, 22),
        PaperBlock(COMMITTEE, 2026, 1, 20, 0),
        PaperBlock(COMMITTEE, 99_999_999_999, 1, 20, 1),
        PaperBlock(COMMITTEE, 2026, 10**12 + 1, 10**12 + 20, 10**12 + 1),
        PaperBlock(COMMITTEE, 2026, -19, 0, -19),
        PaperBlock("北\x00辛", 2026, 1, 20, 1),
    ],
)
def test_a_block_that_was_never_handed_out_is_not_believed(
    database: Database, community: CommunityId, block: PaperBlock
) -> None:
    with database.write() as connection:
        note_told(connection, _holder(community, "a"), [block])
        assert unused(connection, community, COMMITTEE, 2026) == []


def test_a_restored_server_learns_again_which_numbers_are_out(
    database: Database, community: CommunityId
) -> None:
    a, b = _holder(community, "a"), _holder(community, "b")
    told = _ask(database, a, [])
    with database.write() as connection:
        connection.execute(sa.text("DELETE FROM paper_block WHERE community_id = :c"), {"c": community})
    assert _ask(database, a, told) == []
    assert _ask(database, b, []) == [PaperBlock(COMMITTEE, 2026, 21, 40, 21)]


def test_laptops_that_ask_at_the_same_moment_get_different_numbers(
    database: Database, community: CommunityId
) -> None:
    def ask(name: int) -> list[PaperBlock]:
        with database.write() as connection:
            return hand_out(connection, _holder(community, f"laptop{name}"), COMMITTEE, 2026)

    with ThreadPoolExecutor(6) as pool:
        given = [block for blocks in pool.map(ask, range(24)) for block in blocks]
    assert sorted(each.first for each in given) == [1 + BLOCK * at for at in range(24)]


class _Laptop:
    """A real encrypted store and the replica that it is."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path, self.kept = folder / name, folder / f"{name}.kept"
        self.device = DeviceId(f"device-{name}")
        create_database(self.path, KEYS)
        self.engine = open_engine(self.path, KEYS)
        self.begin_as_replica()

    def begin_as_replica(self) -> None:
        made = Replica(ReplicaId(f"replica-{next(_names)}"), "", self.device, MEDIATOR, b"")
        with self.engine.begin() as connection:
            add_replica(connection, made, "2026-11-22T06:00:00Z")

    @contextmanager
    def open(self) -> Iterator[sa.Connection]:
        with self.engine.begin() as connection:
            yield connection

    def keep_copy(self) -> None:
        self.engine.dispose()
        shutil.copy(self.path, self.kept)
        self.engine = open_engine(self.path, KEYS)

    def restore_copy(self) -> None:
        """As after a damage: the file goes back in time and becomes a new replica."""
        if self.kept.exists():
            self.engine.dispose()
            shutil.copy(self.kept, self.path)
            self.engine = open_engine(self.path, KEYS)
            self.begin_as_replica()


class _PowerCut(Exception):
    """The transaction ends before its commit."""


class _Numbers(RuleBasedStateMachine):
    """Three laptops draw numbers, sync when they can, crash and are restored."""

    database: Database
    laptop = st.integers(0, 2)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="paper-numbers-"))
        self.community = CommunityId(f"n{next(_names)}")
        self.laptops = [_Laptop(self.folder, name) for name in "abc"]
        self.drawn: list[str] = []

    def teardown(self) -> None:
        for each in self.laptops:
            each.engine.dispose()
        shutil.rmtree(self.folder)

    @rule(which=laptop, is_lost=st.booleans())
    def sync(self, which: int, *, is_lost: bool) -> None:
        laptop = self.laptops[which]
        with laptop.open() as connection:
            replica, told = current_replica(connection), held_blocks(connection, self.community)
        assert replica is not None
        holder = Holder(self.community, laptop.device, replica.id)
        with self.database.write() as server:
            note_told(server, holder, told)
            given = hand_out(server, holder, COMMITTEE, 2026)
        if not is_lost:
            with laptop.open() as connection:
                keep_blocks(connection, self.community, given)
                assert numbers_left(connection, self.community, COMMITTEE, 2026) >= 5

    @rule(which=laptop, wanted=st.integers(1, 9))
    def draw(self, which: int, wanted: int) -> None:
        for _ in range(wanted):
            with self.laptops[which].open() as connection:
                number = take_number(connection, self.community, COMMITTEE, 2026)
            self.drawn += [number] if number is not None else []

    @rule(which=laptop)
    def lose_power_before_the_commit(self, which: int) -> None:
        with suppress(_PowerCut), self.laptops[which].open() as connection:
            take_number(connection, self.community, COMMITTEE, 2026)
            raise _PowerCut

    @rule(which=laptop)
    def back_up(self, which: int) -> None:
        self.laptops[which].keep_copy()

    @rule(which=laptop)
    def restore(self, which: int) -> None:
        self.laptops[which].restore_copy()

    @invariant()
    def no_number_is_drawn_twice(self) -> None:
        assert len(self.drawn) == len(set(self.drawn))


def test_no_number_is_ever_drawn_twice(database: Database) -> None:
    machine = type("Numbers", (_Numbers,), {"database": database})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=25, stateful_step_count=30, deadline=None, phases=[Phase.generate]),
    )


def test_a_laptop_without_numbers_says_so(tmp_path: Path) -> None:
    laptop = _Laptop(tmp_path, "a")
    community = CommunityId("c")
    with laptop.open() as connection:
        assert take_number(connection, community, COMMITTEE, 2026) is None
        keep_blocks(connection, community, [PaperBlock(COMMITTEE, 2026, 21, 40, 40)])
        assert take_number(connection, community, COMMITTEE, 2026) == "（2026）北辛人调字第0040号"
        assert take_number(connection, community, COMMITTEE, 2026) is None
        assert take_number(connection, community, COMMITTEE, 2027) is None
        assert held_blocks(connection, community) == [PaperBlock(COMMITTEE, 2026, 21, 40, 41)]
    laptop.engine.dispose()
