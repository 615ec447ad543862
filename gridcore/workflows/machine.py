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
    reasons: frozenset[str] = frozenset()
    """The codes of which the reason is one; any words where there are none."""
    is_approval: bool = False
    """Applies only to what its author saw (`covers`), and never chains."""
    not_own: bool = False
    """Who set the state before may not take this step: nobody approves own work."""
    only_own: bool = False
    """Nobody else may take it: what somebody proposed is taken back by that person alone."""
    has_words: bool = False
    """Cells go with it that count after it alone."""

    @property
    def is_plain(self) -> bool:
        """Whether it says nothing but that it was taken."""
        says = self.needs_reason or self.is_approval or self.has_words
        return not (says or self.not_own or self.only_own)

    def is_open_to(self, *, is_own: bool) -> bool:
        """Whether it may be taken by whoever set the state before, or by somebody else."""
        return not (self.not_own if is_own else self.only_own)

    def takes(self, reason: str) -> bool:
        """Whether the reason that is given, or none, will do."""
        if self.reasons:
            return reason in self.reasons
        return bool(reason.strip()) or not self.needs_reason


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

    def way_to(self, state: str, roles: frozenset[Role]) -> tuple[StepRule, ...]:
        """From the first state towards one in which a record was: steps that were certainly taken.

        It ends before what these roles may not do by themselves, and before a reason that nobody remembers.
        """
        passed = {each for each in self.states if state in self.states and not self._leads(state, each)}
        way: list[StepRule] = []
        at = self.first
        while at != state:
            passed.discard(at)
            again = (each for each in self.steps_for(at, roles) if each.to in passed and each.is_plain)
            step = next(again, None)
            if step is None:
                break
            way.append(step)
            at = step.to
        return tuple(way)

    def _leads(self, state: str, avoided: str) -> bool:
        """Whether a record can come to a state without ever being in the other, or opened again."""
        reached = [self.first]
        for each in reached:
            reached += [
                step.to
                for step in self.steps
                if step.source == each and each != avoided and step.to not in reached
                if step.to in self.closed or each not in self.closed
            ]
        return state in reached and avoided not in (self.first, state)
