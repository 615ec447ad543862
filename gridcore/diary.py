"""What a diary keeps of a day's records: ids, codes and counts, so that it goes on saying what it said."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from gridcore.fields import Value, Values
from gridcore.ids import RecordId, derived_id

_CODES = ("kind", "way", "follow_up")
_FLAGS = ("met", "declined")
_TOLD = (*_CODES, *_FLAGS, "visited_on", "purpose", "needs", "said", "next_date")
"""The fields of a visit that a diary speaks of; another value of any of them is a change."""
_MARK_LENGTH = 8


@dataclass(frozen=True)
class NotedVisit:
    """A visit as a diary keeps it: no name, no words. `mark` recognises whether it was changed since."""

    visit: RecordId
    kind: str
    way: str
    follow_up: str
    met: bool | None
    declined: bool | None
    mark: str


def diary_id(author: str, day: str) -> RecordId:
    """The id that every laptop of an author gives the diary of a day (ISO)."""
    return derived_id("diary", author, day)


def noted(visit: RecordId, values: Values) -> NotedVisit:
    """A visit as it stands now."""
    codes = [str(values.get(name) or "") for name in _CODES]
    flags = [found if isinstance(found := values.get(name), bool) else None for name in _FLAGS]
    return NotedVisit(visit, codes[0], codes[1], codes[2], flags[0], flags[1], mark_of(values))


def mark_of(values: Values) -> str:
    """A short hash of what a diary tells of a visit: enough to see a change, too little to read it back."""
    needs = values.get("needs")
    told: dict[str, Value] = {name: values.get(name) for name in _TOLD}
    told["needs"] = [*sorted(str(each) for each in needs)] if isinstance(needs, list) else []
    return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()[:_MARK_LENGTH]


def kept(visits: Iterable[NotedVisit]) -> list[Value]:
    """The visits as the record keeps them."""
    return [dict(msgspec.to_builtins(each)) for each in visits]


def noted_in(held: Value) -> list[NotedVisit]:
    """The visits that a record keeps; what a later version wrote otherwise is left out."""
    found = []
    for each in held if isinstance(held, list) else []:
        try:
            found.append(msgspec.convert(each, NotedVisit))
        except msgspec.ValidationError:
            continue
    return found


def counts_of(
    visits: Sequence[NotedVisit],
    households: int,
    notes: int,
    sessions: int,
    activities: Mapping[str, int],
) -> dict[str, Value]:
    """The day in numbers: those of the author alone, and none where nothing was."""
    told = {
        "visits": len(visits),
        "households": households,
        "met": sum(each.met is True for each in visits),
        "declined": sum(each.declined is True for each in visits),
        "notes": notes,
        "mediation": sessions,
    }
    follow_ups = Counter(each.follow_up for each in visits if each.follow_up not in ("", "none"))
    told |= {f"follow_up/{code}": count for code, count in sorted(follow_ups.items())}
    told |= {f"activity/{code}": count for code, count in sorted(activities.items())}
    return {name: count for name, count in told.items() if count}


def numbers(held: Value) -> Mapping[str, int]:
    """The numbers that a record keeps."""
    counted = held if isinstance(held, dict) else {}
    return {name: count for name, count in counted.items() if isinstance(count, int)}
