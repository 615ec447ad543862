"""Rules across the people of one household: one head, and nobody older than a parent.

Relations name what somebody is to the head (GB/T 4761). A date that cannot be right stops the save that
brings it in; what stood there before stops nothing, and is only told.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gridcore.codes.people import GONE
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Value, Values

HEADS = frozenset({"01", "02"})
"""Relations of whoever is the head: 本人 and 户主."""
YOUNGEST_PARENT = 12
"""Years; below that one of the two dates is a slip of the hand."""


@dataclass(frozen=True)
class Kin:
    """Whom a person lives with, and what the person's own record said before."""

    others: Sequence[Values]
    before: Values | None = None


def _codes(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CHILDREN = _codes("20 21 22 23 24 25 26 29 30 31 32 33 34 35 36 39")
_YOUNGER = _CHILDREN | _codes("40 41 42 43 44 47 48 49")
_PARENTS = _codes("50 51 52")
_OLDER = _PARENTS | _codes("60 61 62 63 64 66 67")
"""By birth: whoever is older than a parent has a wrong date."""
_YOUNGER_BY_LAW = _codes("27 28 37 38 45 46")
_OLDER_BY_LAW = _codes("53 54 55 56 57 58 59 65 68 69")
"""By marriage and adoption: a second wife may be younger than her stepson."""


def kin_problems(person: Values, kin: Kin) -> tuple[FieldProblem, ...]:
    """What is wrong between a resident and the others of the household."""
    found = _problems(person, kin.others)
    known = {(each.field, each.code) for each in _problems(kin.before, kin.others)} if kin.before else set()
    return tuple(replace(p, severity="warning") if (p.field, p.code) in known else p for p in found)


def household_problems(members: Iterable[Values]) -> tuple[FieldProblem, ...]:
    """What is wrong among the people of one household, each thing once."""
    people = list(members)
    found: dict[str, FieldProblem] = {}
    for at, person in enumerate(people):
        for each in _problems(person, [*people[:at], *people[at + 1 :]]):
            found.setdefault(each.code, each)
    return tuple(found.values())


def _problems(person: Values, others: Sequence[Values]) -> list[FieldProblem]:
    heads = [each for each in others if _leads(each)]
    if _leads(person):
        return [problem("relation", "two_heads")] if heads else _as_head(person, others)
    found = [_between(person, each) for each in heads]
    # Of two heads nobody knows which one the relation means: told is what neither of them makes right.
    return max(found, key=lambda each: each[0].severity) if found and all(found) else []


def _leads(person: Values) -> bool:
    return person.get("relation") in HEADS and person.get("status") not in GONE


def _as_head(head: Values, others: Sequence[Values]) -> list[FieldProblem]:
    """The heaviest of what the head's own date of birth makes of the others."""
    found = [each for other in others for each in _between(other, head)]
    found.sort(key=lambda each: each.severity)
    return found[:1]


def _between(person: Values, head: Values) -> list[FieldProblem]:
    """What the dates of birth say against a relation to the head."""
    relation = person.get("relation")
    born, head_born = _day(person.get("birth_date")), _day(head.get("birth_date"))
    if not isinstance(relation, str) or not born or not head_born:
        return []
    first, second = (born, head_born) if relation in _OLDER | _OLDER_BY_LAW else (head_born, born)
    if relation in _YOUNGER_BY_LAW | _OLDER_BY_LAW:
        return [problem("birth_date", "stepchild_older")] if second <= first else []
    if relation not in _YOUNGER | _OLDER:
        return []
    if second <= first:
        return [problem("birth_date", "child_older")]
    is_near = relation in _CHILDREN | _PARENTS and _years(first, second) < YOUNGEST_PARENT
    return [problem("birth_date", "parent_young", limit=YOUNGEST_PARENT)] if is_near else []


def _years(first: str, second: str) -> int:
    """Full years between two days."""
    return int(second[:4]) - int(first[:4]) - (second[5:] < first[5:])


def _day(value: Value) -> str:
    return value if isinstance(value, str) and len(value) == 10 else ""
