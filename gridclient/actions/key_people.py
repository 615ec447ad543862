"""The people with a care plan as one narrows and sorts them: who is next, who must be asked, what helps."""

import datetime
import enum
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gridclient.actions.today import NextVisits
from gridclient.db import key_people as kept
from gridclient.db.consents import NOT_ASKED, NOT_WITHOUT
from gridclient.db.key_people import CarePerson
from gridclient.db.shown_changes import version
from gridclient.db.threads import Connection, Database
from gridcore.codes.care import CARE_LEVEL
from gridcore.deadlines import DueVisit, is_door_closed
from gridcore.ids import RecordId
from gridcore.work_calendar import WorkCalendar

SOON_DAYS = 7
_LEVELS = [each.code for each in CARE_LEVEL]


class Filter(enum.StrEnum):
    """What the list can be narrowed to."""

    WAITING = "waiting"
    TODAY = "today"
    SOON = "soon"
    TO_ASK = "to_ask"
    AWAITS_APPROVAL = "awaits_approval"
    DOOR_CLOSED = "door_closed"
    NO_VISITS = "no_visits"
    REVIEW = "review"
    CLOSE = "close"
    REGULAR = "regular"
    GENERAL = "general"
    NO_LEVEL = "no_level"


_ALTERNATIVES: Sequence[frozenset[Filter]] = (
    frozenset({Filter.WAITING, Filter.TODAY, Filter.SOON}),
    frozenset({Filter.TO_ASK, Filter.AWAITS_APPROVAL, Filter.NO_VISITS}),
    frozenset({Filter.CLOSE, Filter.REGULAR, Filter.GENERAL, Filter.NO_LEVEL}),
    frozenset({Filter.DOOR_CLOSED}),
    frozenset({Filter.REVIEW}),
)
"""Nobody is two of one kind: of these either is wished for, and of each kind one."""

SortName = Literal["next", "name", "last", "level", "address"]


@dataclass(frozen=True)
class CareWish:
    """Which people, in which order; without a sort those come first whose household waits longest."""

    text: str = ""
    filters: frozenset[Filter] = frozenset()
    sort: SortName = "next"
    descending: bool = False
    need: str = ""
    """A code of `CARE_NEEDS`; without it whatever helps."""


@dataclass(frozen=True)
class CareLine:
    """Somebody with a plan, and the next contact if there is one."""

    person: CarePerson
    due: DueVisit | None
    filters: frozenset[Filter]
    """Those that leave this line."""


@dataclass(frozen=True)
class FoundPeople:
    """Some lines, how many there are, and how many have what each filter stands for.

    Other filters of its kind do not count for it, all else does; and so it is for the needs.
    """

    lines: Sequence[CareLine]
    total: int
    counts: Mapping[Filter, int]
    needs: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Narrowed:
    """What a wish leaves, in its order: what pages are cut from."""

    lines: Sequence[CareLine]
    counts: Mapping[Filter, int]
    needs: Mapping[str, int]


@dataclass(frozen=True)
class _Read:
    """Everybody, as read at one version of the store, and what the last wish left of them."""

    version: int
    day: datetime.date
    lines: Sequence[CareLine]
    narrowed: dict[CareWish, _Narrowed] = field(default_factory=dict)


class KeyPeople:
    """Reads the list from the store; what was read serves again while nothing has changed."""

    def __init__(self, database: Database, work: WorkCalendar, next_visits: NextVisits | None = None) -> None:
        """`next_visits` may be shared."""
        self._database, self._next = database, next_visits or NextVisits(work)
        self._read: _Read | None = None

    async def page(self, wish: CareWish, today: datetime.date, offset: int, limit: int) -> FoundPeople:
        """Lines `offset` to `offset + limit` of what is wished for, as it stands on a day."""
        found = await self._database.read(lambda connection: self._narrow(connection, wish, today))
        lines = found.lines[offset : offset + limit]
        return FoundPeople(lines, len(found.lines), found.counts, found.needs)

    async def closed_doors(self, today: datetime.date) -> int:
        """How many people declined so often that nobody calls at their door, until somebody decides."""
        return (await self.page(CareWish(), today, 0, 0)).counts[Filter.DOOR_CLOSED]

    def _narrow(self, connection: Connection, wish: CareWish, today: datetime.date) -> _Narrowed:
        read = self._read = self._all(connection, today)
        if wish not in read.narrowed:
            text = wish.text.strip()
            found = kept.found_people(connection, text) if text else None
            read.narrowed.clear()
            read.narrowed[wish] = _narrowed(read.lines, wish, found)
        return read.narrowed[wish]

    def _all(self, connection: Connection, today: datetime.date) -> _Read:
        now, known = version(connection), self._read
        if known is not None and (known.version, known.day) == (now, today):
            return known
        plans = self._next.read(connection, today)
        people = kept.care_people(connection, [person for person, _ in plans.values()])
        lines = [_line(each, plans[each.planned.plan][1], today) for each in people]
        return _Read(now, today, lines)


def _narrowed(lines: Sequence[CareLine], wish: CareWish, found: frozenset[RecordId] | None) -> _Narrowed:
    """What a wish leaves, and in the same walk what each filter and each need stands for."""
    wanted = [(kind, wish.filters & kind) for kind in _ALTERNATIVES if wish.filters & kind]
    chosen: list[CareLine] = []
    counts, needs = Counter[Filter](), Counter[str]()
    for line in lines:
        if found is not None and not _is_among(line, found):
            continue
        missed = [kind for kind, pressed in wanted if pressed.isdisjoint(line.filters)]
        has_need = not wish.need or wish.need in line.person.planned.needs
        if not missed:
            needs.update(line.person.planned.needs)
        if not missed and has_need:
            chosen.append(line)
            counts.update(line.filters)
        elif len(missed) == 1 and has_need:
            counts.update(line.filters & missed[0])
    chosen.sort(key=_ORDERS[wish.sort], reverse=wish.descending)
    return _Narrowed(chosen, {each: counts[each] for each in Filter}, dict(needs))


def _is_among(line: CareLine, found: frozenset[RecordId]) -> bool:
    return not found.isdisjoint((line.person.planned.resident, line.person.planned.household))


def _line(person: CarePerson, due: DueVisit | None, today: datetime.date) -> CareLine:
    found = []
    if due is not None:
        match due.state:
            case "overdue":
                found.append(Filter.WAITING)
            case "today":
                found.append(Filter.TODAY)
            case _ if due.days <= SOON_DAYS:
                found.append(Filter.SOON)
            case _:
                pass
    consent = person.planned.consent
    if consent in NOT_ASKED:
        found.append(Filter.TO_ASK)
    elif consent == "awaits_approval":
        found.append(Filter.AWAITS_APPROVAL)
    elif consent in NOT_WITHOUT:
        found.append(Filter.NO_VISITS)
    if is_door_closed(person.planned.declined, person.planned.way):
        found.append(Filter.DOOR_CLOSED)
    if person.review_on is not None and person.review_on <= today.isoformat():
        found.append(Filter.REVIEW)
    found.append(Filter(person.planned.level) if person.planned.level in _LEVELS else Filter.NO_LEVEL)
    return CareLine(person, due, frozenset(found))


def _next(line: CareLine) -> tuple[str, str]:
    """The longest waiting first; whoever nobody may visit last."""
    return (line.due.due.isoformat() if line.due is not None else "9999", line.person.planned.name)


def _name(line: CareLine) -> tuple[str, str]:
    return (line.person.planned.name, line.person.planned.plan)


def _last(line: CareLine) -> tuple[str, str]:
    return (line.person.planned.last_on or "", line.person.planned.plan)


def _level(line: CareLine) -> tuple[int, str]:
    level = line.person.planned.level
    return (_LEVELS.index(level) if level in _LEVELS else len(_LEVELS), _next(line)[0])


def _address(line: CareLine) -> tuple[int, str, int, int, str]:
    planned = line.person.planned
    return (planned.tour_order, planned.building, planned.unit, planned.floor, planned.room + planned.address)


_ORDERS: Mapping[SortName, Callable[[CareLine], tuple[str | int, ...]]] = {
    "next": _next,
    "name": _name,
    "last": _last,
    "level": _level,
    "address": _address,
}
