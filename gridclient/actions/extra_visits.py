"""The visits that campaigns, major changes and promises add to those of the plans; how far a campaign is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from msgspec.structs import replace

from gridclient.db import extra_visits as kept
from gridclient.db.by_household import Households
from gridclient.db.consents import NOT_ASKED, NOT_WITHOUT
from gridclient.db.extra_visits import KnownCampaign, OpenChange
from gridclient.db.follow_ups import Promise, open_promises
from gridclient.db.threads import Connection
from gridclient.db.today import NO_PLAN, WHO, PlannedPerson, listed, people_without_plan
from gridcore.deadlines import FROM_AFAR, DueVisit, VisitChange, is_door_closed, state_on
from gridcore.extra_visits import CampaignWish, after_change, in_campaign, limit_of
from gridcore.ids import RecordId
from gridcore.visit_offers import is_same_name

_REFUSED = ("refused", "withdrawn")


@dataclass(frozen=True)
class Occasion:
    """What asks for an extra visit: a campaign with its name, a change with the moment of its limit, or what
    somebody promised at the door.
    """

    kind: Literal["campaign", "life_change", "promise"]
    record: RecordId
    code: str
    name: str = ""
    told: str = ""
    limit: datetime | None = None
    owner: str = ""
    """Who promised it, where that is somebody else than whoever works on this laptop."""


@dataclass(frozen=True)
class ExtraVisit:
    """Somebody to call on because of an occasion."""

    person: PlannedPerson
    due: DueVisit
    occasion: Occasion

    @property
    def household(self) -> RecordId:
        """Where that is."""
        return self.person.household


_Changes = Mapping[tuple[RecordId, RecordId], VisitChange]


def extra_visits(
    connection: Connection,
    planned: Sequence[PlannedPerson],
    day: date,
    households: Households = None,
    *,
    worker: str = "",
) -> list[ExtraVisit]:
    """Every extra visit that is due or planned on a day, of some households if they are named.

    `planned` is everybody with a plan there, `worker` whoever asks. Nobody is called on against their word:
    where the door is closed, or visits were refused, a campaign passes by, and after a major change somebody
    phones.
    """
    changes = kept.extra_changes(connection)
    found = _after_changes(connection, planned, changes, day)
    found += _promised(connection, planned, changes, (day, worker), households)
    for campaign in kept.campaigns(connection, day):
        done = kept.reached(connection, campaign.wish, households)
        occasion = Occasion("campaign", campaign.id, campaign.reason, name=campaign.name, told=campaign.told)
        for person in chosen(connection, campaign.wish, planned, day, households):
            change = changes.get((person.household, campaign.id))
            due = in_campaign(campaign.wish, campaign.id, change, day)
            if due is not None and person.household not in done:
                found.append(ExtraVisit(person, due, occasion))
    return [each for each in found if households is None or each.household in households]


def chosen(
    connection: Connection,
    wish: CampaignWish,
    planned: Sequence[PlannedPerson],
    day: date,
    households: Households = None,
) -> list[PlannedPerson]:
    """To whom a campaign goes on a day: one person of each household, the one with a plan first."""
    people = [each for each in planned if each.consent not in (*NOT_WITHOUT, *NOT_ASKED)]
    people = [each for each in people if wish.fits_plan(each.level, each.needs)]
    if not wish.is_for_plans:
        before = born_before(wish.from_age or 0, day).isoformat()
        where = "length(r.birth_date) = 10 AND r.birth_date <= :value"
        others = people_without_plan(connection, day.isoformat(), where, before, households=households)
        people += [each for each in others if each.consent not in NOT_WITHOUT]
    found: dict[RecordId, PlannedPerson] = {}
    for each in people:
        if wish.fits_age(_age(each.born, day)) and not is_door_closed(each.declined, each.way):
            found.setdefault(each.household, each)
    return list(found.values())


def when_and_whose(promise: Promise, change: VisitChange | None) -> tuple[date, str] | None:
    """On which day a promise is to be kept, and which colleague accepted it; None where it is left out."""
    if change is None:
        return promise.day, ""
    return None if change.deviation == "skipped" else (change.moved_to or promise.day, change.handed_to)


def born_before(age: int, day: date) -> date:
    """The last birthday of those who have reached an age on a day; of the 29th of February the 28th."""
    year = max(day.year - age, 1)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def campaign_reach(
    connection: Connection, campaign: KnownCampaign, planned: Sequence[PlannedPerson], day: date
) -> tuple[int, int]:
    """How many households a campaign goes to, and how many of them were reached."""
    households = {each.household for each in chosen(connection, campaign.wish, planned, day)}
    return len(households), len(households & kept.reached(connection, campaign.wish))


def _after_changes(
    connection: Connection, planned: Sequence[PlannedPerson], changes: _Changes, day: date
) -> list[ExtraVisit]:
    wanted = kept.open_changes(connection)
    if not wanted:
        return []
    people = {each.resident: each for each in planned}
    others = listed(each.resident for each in wanted if each.resident not in people)
    for each in people_without_plan(connection, day.isoformat(), WHO, others):
        people[each.resident] = each
    found = []
    for change in wanted:
        person = people.get(change.resident)
        limit = _moment(change)
        if person is None or limit is None:
            continue
        moved = changes.get((person.household, change.id))
        due = after_change(limit.astimezone().date(), change.id, moved, day)
        if due is not None:
            occasion = Occasion("life_change", change.id, change.what, limit=limit)
            found.append(ExtraVisit(_respected(person), due, occasion))
    return found


def _promised(
    connection: Connection,
    planned: Sequence[PlannedPerson],
    changes: _Changes,
    asked: tuple[date, str],
    households: Households,
) -> list[ExtraVisit]:
    """The visits that a follow-up asked for: of the person visited, else of one who lives there."""
    day, worker = asked
    wanted = open_promises(connection, day, households)
    if not wanted:
        return []
    at_home: dict[RecordId, list[PlannedPerson]] = {each.household: [] for each in wanted}
    for one in planned:
        if one.household in at_home:
            at_home[one.household].append(one)
    unmet = {each.household for each in wanted if _promised_to(each, at_home[each.household]) is None}
    for one in people_without_plan(connection, day.isoformat(), "TRUE", households=unmet) if unmet else ():
        at_home[one.household].append(one)
    found = []
    for each in wanted:
        person = _promised_to(each, at_home[each.household])
        kept_on = when_and_whose(each, changes.get((each.household, each.visit)))
        if person is None or kept_on is None or kept_on[0] > day:
            continue
        due, with_whom = kept_on
        owner = "" if is_same_name(each.worker, worker) else each.worker
        occasion = Occasion("promise", each.visit, each.follow_up, name=each.promised, owner=owner)
        visit = DueVisit(
            due, each.visit, *state_on(due, day), handed_over=bool(with_whom), handed_to=with_whom
        )
        found.append(ExtraVisit(_respected(person), visit, occasion))
    return found


def _promised_to(promise: Promise, there: Sequence[PlannedPerson]) -> PlannedPerson | None:
    """The one of those who live there whom it is about: the person visited, else the first."""
    return next((each for each in there if promise.resident in (None, each.resident)), None)


def _respected(person: PlannedPerson) -> PlannedPerson:
    """Who asked not to be visited is phoned."""
    refused = person.consent in _REFUSED or is_door_closed(person.declined, person.way)
    return replace(person, way="phone") if refused and person.way not in FROM_AFAR else person


def _moment(change: OpenChange) -> datetime | None:
    try:
        noted = datetime.fromisoformat(change.noted_at)
    except ValueError:
        return None
    return limit_of(noted) if noted.tzinfo is not None else None


def _age(born: str | None, day: date) -> int | None:
    if born is None or len(born) != len("2026-01-01"):
        return None
    try:
        birth = date.fromisoformat(born)
    except ValueError:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def has_plan(person: PlannedPerson) -> bool:
    """Whether somebody has a care plan that runs."""
    return person.plan != NO_PLAN
