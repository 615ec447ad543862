"""One person's care: the plan, what was agreed to, who helps, and withdrawing a consent with its effect."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gridclient.actions.due_people import due_people
from gridclient.actions.household_card import ShownRecord
from gridclient.actions.paper_file import write_paper
from gridclient.actions.records import Beside, Records, Saved, Unsaved
from gridclient.db import care_person as kept
from gridclient.db.mediation import community_values
from gridclient.db.threads import Database
from gridcore.consents import is_child, standing_after
from gridcore.deadlines import DueVisit
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.papers.care import consent_sheet
from gridcore.papers.filled_paper import Paper
from gridcore.permissions import Verb, may
from gridcore.roles import Role
from gridcore.shapes import moment_text
from gridcore.work_calendar import WorkCalendar

GROWN_UP = 18


@dataclass(frozen=True)
class MayCare:
    """What this user may do here."""

    plan: bool
    answer: bool
    pair: bool
    reason: bool
    visit: bool
    give_file: bool


@dataclass(frozen=True)
class CareCard:
    """Somebody's care on a day."""

    resident: ShownRecord
    household: ShownRecord | None
    plans: Sequence[ShownRecord]
    next_visits: Mapping[RecordId, DueVisit]
    """By plan."""
    answers: Sequence[ShownRecord]
    pairs: Sequence[ShownRecord]
    names: Mapping[str, str]
    reasons: Sequence[ShownRecord]
    last_on: str | None
    may: MayCare

    @property
    def name(self) -> str:
        """Whose care it is."""
        return str(self.resident.values.get("name") or "")

    def running(self, day: datetime.date) -> Sequence[ShownRecord]:
        """The plans that have not ended."""
        return [each for each in self.plans if str(each.values.get("ends_on") or "9") >= day.isoformat()]


def beside_answer(
    card: CareCard, values: Values, day: datetime.date, answer: RecordId | None = None
) -> Sequence[Beside]:
    """What saving an answer writes into the running plans: how consent stands with it.

    An answer that is changed writes it only where that changes how consent stands: a remark on an old one
    says nothing about today.
    """
    others = [each.values for each in card.answers if each.id != answer]
    stands = standing_after([*others, values])
    before = standing_after(each.values for each in card.answers)
    if stands is None or (answer is not None and stands == before):
        return ()
    return [Beside("care_plan", each.id, {"consent": stands}) for each in card.running(day)]


class CareOfPerson:
    """Reads somebody's care, and does what takes one press."""

    def __init__(
        self, database: Database, records: Records, work: WorkCalendar, roles: frozenset[Role]
    ) -> None:
        self._database, self._records, self._work = database, records, work
        self._may = MayCare(
            plan=may(roles, "care_plan", Verb.EDIT),
            answer=may(roles, "consent", Verb.CREATE),
            pair=may(roles, "aid_pair", Verb.CREATE),
            reason=may(roles, "care_reason", Verb.EDIT),
            visit=may(roles, "visit", Verb.CREATE),
            give_file=may(roles, "given_file", Verb.CREATE),
        )

    async def card(self, resident: RecordId, day: datetime.date) -> CareCard | None:
        """Somebody's care; None when the person is not on this laptop (any more)."""
        with_reasons = self._may.reason
        facts = await self._database.read(
            lambda connection: kept.care_facts(
                connection, resident, day.isoformat(), with_reasons=with_reasons
            )
        )
        if facts is None:
            return None
        due = due_people(facts.planned, facts.exceptions, self._work, day)
        return CareCard(
            resident=facts.resident,
            household=facts.household,
            plans=facts.plans,
            next_visits={each.person.plan: each.due for each in due},
            answers=facts.answers,
            pairs=facts.pairs,
            names=facts.names,
            reasons=facts.reasons,
            last_on=facts.last_on,
            may=self._may,
        )

    async def helpers(self, resident: ShownRecord, day: datetime.date) -> Sequence[tuple[RecordId, str, str]]:
        """Who might help: grown-up neighbours, with name and address."""
        born_until = datetime.date(day.year - GROWN_UP, day.month, min(day.day, 28)).isoformat()
        return await self._database.read(
            lambda connection: kept.possible_helpers(connection, resident, born_until)
        )

    async def sheet(self, card: CareCard, day: datetime.date) -> Paper:
        """The paper by which the person, or a child's guardian, is told and asked."""
        community = await self._database.read(community_values)
        home = card.household.values if card.household is not None else {}
        child = is_child(card.resident.values.get("birth_date"), day)
        return consent_sheet(card.resident.values, home, community, child=child)

    async def export(self, path: Path, content: bytes) -> None:
        """Write a paper where the user wants it. Raises ProblemError as every file of the store does."""
        await write_paper(path, content)

    async def look(self, card: CareCard, why: str, at: datetime.datetime, worker: str) -> Saved | Unsaved:
        """Note that somebody looks at the reasons of care, and why; only then may they be shown."""
        done: Saved | Unsaved = Unsaved((), is_gone=True)
        for plan in dict.fromkeys(str(each.values.get("plan")) for each in card.reasons):
            noted: dict[str, Value] = {
                "plan": plan,
                "why": why,
                "looked_at": moment_text(at),
                "looked_by": worker,
            }
            form = await self._records.open_form("care_look", prefill=noted)
            if form is None:
                return Unsaved((), is_gone=True)
            done = await self._records.save(form, {})
            if isinstance(done, Unsaved):
                return done
        return done

    async def withdraw(self, card: CareCard, answer: ShownRecord, day: datetime.date) -> Saved | Unsaved:
        """Whoever agreed takes it back, from today; the answer stays readable and visits end."""
        now = {"withdrawn_on": day.isoformat(), "withdrawn_by": answer.values.get("given_by")}
        return await self._change(card, answer, now, day)

    async def restore(self, card: CareCard, answer: ShownRecord, day: datetime.date) -> Saved | Unsaved:
        """The withdrawal was noted by mistake."""
        return await self._change(card, answer, {"withdrawn_on": None, "withdrawn_by": None}, day)

    async def end_pair(self, pair: RecordId, day: datetime.date | None) -> Saved | Unsaved:
        """One of the two ends the help; without a day it goes on after all."""
        form = await self._records.open_form("aid_pair", pair)
        if form is None:
            return Unsaved((), is_gone=True)
        return await self._records.save(form, {"ends_on": None if day is None else day.isoformat()})

    async def _change(
        self, card: CareCard, answer: ShownRecord, values: Values, day: datetime.date
    ) -> Saved | Unsaved:
        form = await self._records.open_form("consent", answer.id)
        if form is None:
            return Unsaved((), is_gone=True)
        now = await self.card(card.resident.id, day) or card
        beside = beside_answer(now, {**form.values, **values}, day, answer.id)
        return await self._records.save(form, values, beside=beside)
