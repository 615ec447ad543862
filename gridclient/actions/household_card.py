"""The household's card: who lives there, what helps, what was noted, what waits, and how it came about."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gridclient.actions.danger import reports_danger
from gridclient.actions.dispute_reports import hands_in
from gridclient.actions.due_lines import line_with_offer, own_line
from gridclient.actions.due_people import DuePerson, due_people
from gridclient.actions.extra_visits import when_and_whose
from gridclient.db import household_card as kept
from gridclient.db.aid import KnownGrant
from gridclient.db.consents import NOT_WITHOUT
from gridclient.db.drafts import Draft
from gridclient.db.household_card import CardFacts, OpenConflict, Place
from gridclient.db.listing import ShownRecord, row
from gridclient.db.merged import standing_here
from gridclient.db.pending import Pending
from gridclient.db.stays import Stay
from gridclient.db.threads import Database
from gridclient.db.titles import Title
from gridcore.codes.people import GONE
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId
from gridcore.kinship import household_problems
from gridcore.permissions import Verb, may
from gridcore.roles import Role
from gridcore.visit_offers import is_same_name
from gridcore.work_calendar import WorkCalendar

__all__ = [
    "Card",
    "Draft",
    "HouseholdCards",
    "KnownGrant",
    "May",
    "OpenConflict",
    "OpenPromise",
    "Pending",
    "Place",
    "ShownRecord",
    "Stay",
    "Title",
]

_LAST_RELATION = "98"


@dataclass(frozen=True)
class May:
    """What this user may do here: what a role cannot do has no button."""

    edit_household: bool
    add_resident: bool
    edit_resident: bool
    remove_resident: bool
    record_visit: bool
    decide: bool
    ask_to_erase: bool = False
    report_danger: bool = False
    hand_in_dispute: bool = False


@dataclass(frozen=True)
class OpenPromise:
    """What was promised at the door and is not kept yet; names are empty where they are the user's own."""

    day: datetime.date
    what: str
    follow_up: str
    promised_by: str
    handed_to: str
    offered_to: str


@dataclass(frozen=True)
class Card:
    """A household on a day."""

    household: ShownRecord
    building: RecordId | None
    members: Sequence[ShownRecord]
    """The head first; who moved away or died last."""
    phones: Sequence[ShownRecord]
    stays: Sequence[Stay]
    """Of whoever lived here before, and where the members lived before; the latest first."""
    aid: Sequence[KnownGrant]
    """Its places in funded projects."""
    plans: Sequence[ShownRecord]
    next_visits: Mapping[RecordId, DuePerson]
    """By plan."""
    promises: Sequence[OpenPromise]
    visits: Sequence[ShownRecord]
    conflicts: Sequence[OpenConflict]
    returned: Sequence[ShownRecord]
    waiting: int
    aside: Sequence[Pending]
    drafts: Sequence[Draft]
    identified: frozenset[RecordId]
    """Members whose identity number lies here until it is handed in."""
    came_from: Mapping[str, str]
    """The names of the communities from which members came, by code."""
    may: May

    @property
    def living(self) -> Sequence[ShownRecord]:
        """Who lives there now."""
        return [each for each in self.members if each.values.get("status") not in GONE]

    def running_plans(self, day: datetime.date) -> Sequence[ShownRecord]:
        """The plans that run on a day and that nobody refused."""
        today = day.isoformat()
        return [
            each
            for each in self.plans
            if each.values.get("consent") not in NOT_WITHOUT
            and str(each.values.get("starts_on") or "9") <= today <= str(each.values.get("ends_on") or "9")
        ]

    @property
    def oddities(self) -> Sequence[FieldProblem]:
        """What cannot be right among the people who live there."""
        return household_problems(each.values for each in self.members)

    def phones_of(self, resident: RecordId) -> Sequence[ShownRecord]:
        """A member's further numbers."""
        return [each for each in self.phones if each.values.get("resident") == resident]

    def name_of(self, resident: Value) -> str:
        """A member's name; empty for anybody else."""
        return next((str(each.values.get("name") or "") for each in self.members if each.id == resident), "")


class HouseholdCards:
    """Reads cards from the store."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        work: WorkCalendar,
        *,
        roles: frozenset[Role],
        worker: str = "",
    ) -> None:
        """`worker`: the user's name, which no visit of theirs has to name."""
        self._database, self._community, self._work = database, community, work
        self._roles, self._worker = roles, worker

    async def card(self, household: RecordId, day: datetime.date) -> Card | None:
        """A household's card; None when it is not on this laptop (any more)."""
        facts = await self._database.read(
            lambda connection: kept.card_facts(
                connection, self._community, household, day.isoformat(), self._worker
            )
        )
        return None if facts is None else self._card(facts, day)

    async def values(self, kind: str, record: RecordId) -> Mapping[str, Value] | None:
        """The values of a record by field as they stand now; None when it is not there (any more)."""
        found = await self._database.read(lambda connection: row(connection, kind, record))
        return None if found is None or found.removed else found.values

    async def standing(self, record: RecordId) -> RecordId:
        """The record that stands for one that was merged into another; itself for every other."""
        return await self._database.read(lambda connection: standing_here(connection, record))

    async def place(self, room: RecordId) -> Place | None:
        """A room where a household may be registered; None when it is not on this laptop."""
        return await self._database.read(lambda connection: kept.place(connection, room))

    def _card(self, facts: CardFacts, day: datetime.date) -> Card:
        head = facts.household.values.get("head")
        members = [each for each in facts.residents if not each.removed]
        members.sort(key=lambda each: _rank(each, head))
        due = [
            own_line(line_with_offer(each, facts.offers), self._worker)
            for each in due_people(facts.planned, facts.exceptions, self._work, day)
        ]
        return Card(
            household=facts.household,
            building=facts.building,
            members=members,
            phones=facts.phones,
            stays=facts.stays,
            aid=facts.aid,
            plans=facts.plans,
            next_visits={each.person.plan: each for each in due},
            promises=[*self._promises(facts)],
            visits=facts.visits,
            conflicts=facts.conflicts,
            returned=facts.returned,
            waiting=facts.waiting,
            aside=facts.aside,
            drafts=facts.drafts,
            identified=facts.identified,
            came_from=facts.came_from,
            may=may_here(self._roles),
        )

    def _promises(self, facts: CardFacts) -> Iterator[OpenPromise]:
        for each in facts.promises:
            key = each.household, each.visit
            kept_on, offer = when_and_whose(each, facts.extra_changes.get(key)), facts.offers.get(key)
            if kept_on is None:
                continue
            day, with_whom = kept_on
            yield OpenPromise(
                day=day,
                what=each.promised,
                follow_up=each.follow_up,
                promised_by="" if is_same_name(each.worker, self._worker) else each.worker,
                handed_to="" if is_same_name(with_whom, self._worker) else with_whom,
                offered_to=offer.offer.to if offer is not None and offer.offer.waits else "",
            )


def may_here(roles: frozenset[Role]) -> May:
    """What these roles may do with a household."""
    return May(
        edit_household=may(roles, "household", Verb.EDIT),
        add_resident=may(roles, "resident", Verb.CREATE),
        edit_resident=may(roles, "resident", Verb.EDIT),
        remove_resident=may(roles, "resident", Verb.REMOVE),
        record_visit=may(roles, "visit", Verb.CREATE),
        decide=may(roles, "household", Verb.EDIT) or may(roles, "visit", Verb.EDIT),
        ask_to_erase=Role.SUPERVISOR in roles and may(roles, "resident", Verb.REMOVE),
        report_danger=reports_danger(roles),
        hand_in_dispute=hands_in(roles),
    )


def _rank(member: ShownRecord, head: Value) -> tuple[bool, bool, str, str, str]:
    values = member.values
    return (
        values.get("status") in GONE,
        member.id != head,
        str(values.get("relation") or _LAST_RELATION),
        str(values.get("birth_date") or ""),
        member.id,
    )


def age_on(birth_date: Value, day: datetime.date) -> int | None:
    """Full years; None where the birth date is not known."""
    if not isinstance(birth_date, str):
        return None
    born = datetime.date.fromisoformat(birth_date)
    return max(day.year - born.year - ((day.month, day.day) < (born.month, born.day)), 0)
