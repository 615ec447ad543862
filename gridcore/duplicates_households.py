"""Which households in one flat seem to be one that is recorded twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from gridcore.duplicates import MOST_COMPARED, Likeness, Pair, Reason, pair_of
from gridcore.ids import RecordId


@dataclass(frozen=True, slots=True)
class Home:
    """What a household is recognised by."""

    record: RecordId
    room: str
    phones: frozenset[str] = frozenset()
    members: frozenset[RecordId] = frozenset()


def among_households(homes: Iterable[Home], same_people: Iterable[Pair]) -> list[Pair]:
    """Pairs of households in one flat that share a phone or a person, or of which one is empty."""
    lives_in: dict[RecordId, set[RecordId]] = {}
    rooms: dict[str, list[Home]] = {}
    for home in sorted(homes, key=lambda each: each.record):
        rooms.setdefault(home.room, []).append(home)
        for member in home.members:
            lives_in.setdefault(member, set()).add(home.record)
    shared = {
        pair_of(one, other)
        for each in same_people
        for one in lives_in.get(each.first, ())
        for other in lives_in.get(each.second, ())
    }
    found = [
        _home_pair(one, other, shared)
        for room, inside in rooms.items()
        if room
        for one, other in combinations(inside[:MOST_COMPARED], 2)
    ]
    return [each for each in found if each is not None]


def _home_pair(one: Home, other: Home, shared: set[tuple[RecordId, RecordId]]) -> Pair | None:
    first, second = pair_of(one.record, other.record)
    reasons = []
    if not one.phones.isdisjoint(other.phones):
        reasons.append(Reason.PHONE_IN_FLAT)
    if (first, second) in shared:
        reasons.append(Reason.PERSON_IN_FLAT)
    if not one.members or not other.members:
        reasons.append(Reason.EMPTY_IN_FLAT)
    if not reasons:
        return None
    return Pair(first, second, tuple(reasons), Likeness.UNLIKE, frozenset(), 3 * len(reasons))
