"""A state machine as a table of steps: the same for the button on the laptop and the server's verdict."""

from collections.abc import Mapping
from dataclasses import dataclass

from gridcore.fields import Label
from gridcore.roles import Role


@dataclass(frozen=True)
class StepRule:
    """One step: from where to where, who may take it, and what it needs."""

    source: str
    to: str
    roles: frozenset[Role]
    label: Label
    needs_reason: bool = False
    is_approval: bool = False
    """Applies only to what its author saw (`covers`), and never chains."""
    not_own: bool = False
    """Who set the state before may not take this step: nobody approves own work."""


@dataclass(frozen=True)
class Machine:
    """The states, the steps, and what a settled state protects.

    `covers`: cells that an approval judges. `closed`: states in which a covered cell no longer changes
    without a proposal. `shared`: states in which the approving supervisor follows a case's scope.
    """

    name: str
    first: str
    states: Mapping[str, Label]
    steps: tuple[StepRule, ...]
    covers: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    shared: frozenset[str] = frozenset()

    def step(self, source: str, to: str) -> StepRule | None:
        """The rule of a step; None where the table has none."""
        return next((each for each in self.steps if (each.source, each.to) == (source, to)), None)

    def steps_for(self, state: str, roles: frozenset[Role]) -> tuple[StepRule, ...]:
        """The steps that these roles may take now: the buttons to show."""
        return tuple(each for each in self.steps if each.source == state and each.roles & roles)
