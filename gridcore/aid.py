"""Funded projects: whom one proposes, what a household comes to, and whether there is a place left.

A proposal follows from birth dates and from who lives together today. It is no decision and has no order
of merit: a person grants, also to somebody who was not proposed.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from gridcore.codes.aid import LIVES_ALONE, NO_KIN_HERE
from gridcore.ids import RecordId, derived_id
from gridcore.kinship import HEADS

AID_PROJECT, AID_GRANT = "aid_project", "aid_grant"
NOT_RELATED = "99"
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Member:
    """Somebody who lives in a household today; what nobody noted is None."""

    resident: RecordId
    born: datetime.date | None
    relation: str | None


@dataclass(frozen=True)
class Reason:
    """Why a household is proposed: who it is for, of what age, and how this person lives."""

    resident: RecordId
    age: int | None
    living: str | None


@dataclass(frozen=True)
class AidRule:
    """For whom a project is meant; what is left empty narrows nothing, and nothing at all proposes nobody."""

    from_age: int | None = None
    living: frozenset[str] = frozenset()

    @property
    def proposes(self) -> bool:
        """Whether it says anything: a project without a rule is granted by people alone."""
        return self.from_age is not None or bool(self.living)

    def reasons(self, members: Sequence[Member], day: datetime.date) -> tuple[Reason, ...]:
        """Why a household of these members is proposed, one for each member whom the rule fits."""
        found = (self._reason(each, members, day) for each in members) if self.proposes else ()
        return tuple(each for each in found if each is not None)

    def _reason(self, one: Member, members: Sequence[Member], day: datetime.date) -> Reason | None:
        age, living = _age_on(one.born, day), living_of(one, members)
        is_old_enough = self.from_age is None or (age is not None and age >= self.from_age)
        lives_so = not self.living or living in self.living
        return Reason(one.resident, age, living) if is_old_enough and lives_so else None


def living_of(one: Member, members: Sequence[Member]) -> str | None:
    """How somebody lives, where the records tell it: alone, or with people who are noted as not related.

    A relation is to the head. Of two lodgers nobody knows what they are to each other, and of a relation that
    nobody noted, nothing follows.
    """
    others = [each for each in members if each.resident != one.resident]
    if not others:
        return LIVES_ALONE
    relations = [each.relation for each in others]
    if one.relation in HEADS:
        is_apart = all(each == NOT_RELATED for each in relations)
    else:
        is_apart = one.relation == NOT_RELATED and None not in relations and NOT_RELATED not in relations
    return NO_KIN_HERE if is_apart else None


def has_place(quota: int, granted: Collection[RecordId], household: RecordId) -> bool:
    """Whether a household has a place or finds one; `granted` are the households that have one."""
    return household in granted or len(set(granted)) < quota


def yuan_each(budget: int, quota: int) -> Decimal:
    """What a household comes to, in yuan: the budget by the places, to the fen."""
    return (Decimal(budget) / Decimal(quota)).quantize(_CENT, ROUND_HALF_UP)


def aid_grant_id(project: RecordId, household: RecordId) -> RecordId:
    """The id that every laptop gives a household's place in a project."""
    return derived_id(AID_GRANT, project, household)


def _age_on(born: datetime.date | None, day: datetime.date) -> int | None:
    """Full years; whoever was born on 29 February is older from 1 March on in other years."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
