"""Laptops that work offline, lose lines and come back: whatever they do, nothing is lost and all agree."""

from collections.abc import Callable

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.core import sync_oracle, sync_whole
from tests.core.planted_bugs import PLANTED
from tests.core.sync_world import World

pytestmark = pytest.mark.no_cover  # following each line would take longer than playing

PICK = st.integers(0, 11)
LAPTOP = st.integers(0, 7)
OFFICE = st.sampled_from([4, 4, 7])
"""The two supervisors."""
FATE = st.sampled_from(
    ["whole", "whole", "whole", "cut", "cut", "answer lost", "request lost", "repeated", "late"]
)


class SyncMachine(RuleBasedStateMachine):
    """Anything that people and lines can do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.world = self.new_world()

    def new_world(self) -> World:
        """Where it all happens; a planted bug lies in here."""
        return World()

    @rule(at=LAPTOP, record=PICK, cell=PICK, value=PICK, fate=FATE, cut=PICK)
    def edit_and_sync(self, at: int, record: int, cell: int, value: int, fate: str, cut: int) -> None:
        self.world.edit(self.world.clients[at], record, cell, value)
        self.sync(at, fate, cut)

    @rule(at=LAPTOP, record=PICK, cell=PICK, value=PICK)
    def edit(self, at: int, record: int, cell: int, value: int) -> None:
        self.world.edit(self.world.clients[at], record, cell, value)

    @rule(at=LAPTOP, record=PICK)
    def open_form(self, at: int, record: int) -> None:
        self.world.open_form(self.world.clients[at], record)

    @precondition(lambda self: self.world.forms)
    @rule(form=PICK, cell=PICK, value=PICK)
    def save_form(self, form: int, cell: int, value: int) -> None:
        self.world.save_form(form, cell, value)

    @rule(at=LAPTOP, other=LAPTOP, record=PICK, cell=PICK, value=PICK, fate=FATE, cut=PICK)
    def change_meanwhile(
        self, at: int, other: int, record: int, cell: int, value: int, fate: str, cut: int
    ) -> None:
        """A form stands open while somebody else's change of the same record comes in."""
        self.world.open_form(self.world.clients[at], record)
        self.edit_and_sync(other, record, cell, value, "whole", 0)
        self.sync(at, fate, cut)
        self.world.save_form(-1, cell, value + 1)

    @rule(at=LAPTOP, record=PICK, value=PICK)
    def add_record(self, at: int, record: int, value: int) -> None:
        self.world.add_record(self.world.clients[at], record, value)

    @rule(at=LAPTOP, record=PICK, value=PICK)
    def step(self, at: int, record: int, value: int) -> None:
        self.world.step(self.world.clients[at], record, value)

    @rule(at=LAPTOP, record=PICK)
    def remove(self, at: int, record: int) -> None:
        self.world.remove(self.world.clients[at], record)

    @rule(at=LAPTOP, record=PICK)
    def restore(self, at: int, record: int) -> None:
        self.world.restore(self.world.clients[at], record)

    @rule(at=LAPTOP, record=PICK, value=PICK)
    def move(self, at: int, record: int, value: int) -> None:
        self.world.move(self.world.clients[at], record, value)

    @rule(at=LAPTOP, record=PICK, value=PICK)
    def resolve(self, at: int, record: int, value: int) -> None:
        self.world.resolve(self.world.clients[at], record, value)

    @rule(fate=FATE, cut=PICK)
    def sync_all(self, fate: str, cut: int) -> None:
        for at in range(8):
            self.sync(at, fate, cut)

    @rule(at=LAPTOP, pick=PICK, value=PICK)
    def merge(self, at: int, pick: int, value: int) -> None:
        sync_whole.merge(self.world, self.world.clients[at], pick, value)

    @rule(at=OFFICE, pick=PICK, value=PICK, fate=FATE, cut=PICK)
    def merge_at_the_office(self, at: int, pick: int, value: int, fate: str, cut: int) -> None:
        """A supervisor says that two are one, and the other one agrees; somebody else is at work on it."""
        self.sync(at, "whole", 0)
        self.merge(at, pick, value)
        self.sync(at, "whole", 0)
        self.agree(4 + 7 - at, pick, fate, cut)

    @rule(at=OFFICE, pick=PICK, value=PICK, fate=FATE, cut=PICK)
    def merge_and_split(self, at: int, pick: int, value: int, fate: str, cut: int) -> None:
        """Two supervisors were wrong, and one of them sees it after the next sync."""
        self.merge_at_the_office(at, pick, value, "whole", 0)
        self.split(at, pick, fate, cut)

    @rule(at=OFFICE, pick=PICK, fate=FATE, cut=PICK)
    def split(self, at: int, pick: int, fate: str, cut: int) -> None:
        self.sync(at, "whole", 0)
        sync_whole.split(self.world, self.world.clients[at], pick)
        self.sync(at, "whole", 0)
        self.agree(4 + 7 - at, pick, fate, cut)

    @rule(at=LAPTOP, pick=PICK)
    def split_somewhere(self, at: int, pick: int) -> None:
        sync_whole.split(self.world, self.world.clients[at], pick)

    @rule(at=LAPTOP, pick=PICK)
    def ask_to_erase(self, at: int, pick: int) -> None:
        sync_whole.erase(self.world, self.world.clients[at], pick)

    @rule(pick=PICK, fate=FATE, cut=PICK)
    def erase(self, pick: int, fate: str, cut: int) -> None:
        """One supervisor asks and another one agrees."""
        self.ask_to_erase(4, pick)
        self.sync(4, "whole", 0)
        self.agree(7, pick, fate, cut)

    @rule(at=OFFICE, pick=PICK, fate=FATE, cut=PICK)
    def agree(self, at: int, pick: int, fate: str, cut: int) -> None:
        self.sync(at, "whole", 0)
        sync_whole.agree(self.world, self.world.clients[at], pick)
        self.sync(at, fate, cut)

    @rule(at=LAPTOP, fate=FATE, cut=PICK)
    def sync(self, at: int, fate: str, cut: int) -> None:
        client = self.world.clients[at]
        self.world.sync(client, fate, cut)
        sync_oracle.check_own_writes(self.world, client)

    @precondition(lambda self: self.world.late)
    @rule(pick=PICK)
    def deliver_late(self, pick: int) -> None:
        self.world.deliver_late(pick)

    @rule(value=PICK)
    def assign(self, value: int) -> None:
        self.world.assign(value)

    def teardown(self) -> None:
        self.world.come_to_rest()
        sync_oracle.check_rest(self.world)
        sync_whole.check_merges(self.world.server)
        sync_whole.check_erased(self.world.server, self.world.clients)


EVERYDAY = settings(max_examples=250, stateful_step_count=50)
SEARCH = settings(max_examples=20_000, stateful_step_count=80, derandomize=False)
HUNT = settings(max_examples=500, stateful_step_count=40, phases=[Phase.generate])
"""A planted bug has to be found within so many histories; nobody needs the shortest one."""


def test_no_history_loses_an_edit_and_all_laptops_agree_in_the_end() -> None:
    run_state_machine_as_test(SyncMachine, settings=EVERYDAY)


@pytest.mark.long
@pytest.mark.timeout(7200)
def test_no_history_of_many_loses_an_edit() -> None:
    run_state_machine_as_test(SyncMachine, settings=SEARCH)


@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: planted.__name__)
def test_the_simulation_finds_a_planted_bug(planted: Callable[[], World]) -> None:
    class Planted(SyncMachine):
        def new_world(self) -> World:
            return planted()

    with pytest.raises((AssertionError, LookupError)):
        run_state_machine_as_test(Planted, settings=HUNT)


def test_the_same_history_leads_to_the_same_bytes() -> None:
    assert played_through() == played_through()


def played_through() -> list[bytes]:
    """A busy history; every line that the server sent."""
    world, lines = World(), list[bytes]()
    for turn in range(60):
        client = world.clients[turn % 7]
        world.edit(client, turn, turn * 5 % 49, turn % 12)
        world.add_record(client, turn, turn % 4)
        world.resolve(client, turn, turn)
        world.step(client, turn, turn)
        request = client.request()
        answer = world.deliver(request)
        world.receive(client, answer if turn % 3 else answer[: turn % 7])
        lines += answer
    return lines
