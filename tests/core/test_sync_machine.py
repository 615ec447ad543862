"""Laptops that work offline, lose lines and come back: whatever they do, nothing is lost and all agree."""

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.core import sync_oracle
from tests.core.sync_world import World

PICK = st.integers(0, 11)
LAPTOP = st.integers(0, 4)
FATE = st.sampled_from(["whole", "whole", "request lost", "answer lost", "cut", "cut", "repeated", "late"])


class SyncMachine(RuleBasedStateMachine):
    """Anything that people and lines can do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.world = self.new_world()

    def new_world(self) -> World:
        """Where it all happens; a planted bug lies in here."""
        return World()

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


EVERYDAY = settings(max_examples=200, stateful_step_count=40, deadline=None)


def test_no_history_loses_an_edit_and_all_laptops_agree_in_the_end() -> None:
    run_state_machine_as_test(SyncMachine, settings=EVERYDAY)
