"""Disputes that are handed in: by whoever heard of one, to the mediators, who take it on or say why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from gridclient.actions.case_from_visit import CASE, FOUND_ON_A_VISIT, title_of
from gridclient.actions.records import Beside
from gridclient.db import dispute_reports as kept
from gridclient.db import notes
from gridclient.db.dispute_reports import HandedInDispute
from gridclient.db.facts import save, seen_of
from gridclient.db.listing import ShownRecord, row
from gridclient.db.mediation import community_values
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.fields import Value, Values, record_type
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.permissions import Verb, may, scope_for
from gridcore.records import RECORD_TYPES
from gridcore.records.dispute_reports import DisputeReport
from gridcore.roles import Role
from gridcore.shapes import moment_text, text_of
from gridcore.sync.changes import creation
from gridcore.sync.edits import Step
from gridcore.workflows.dispute_report import DISPUTE_REPORT, HANDED_IN, NOT_TAKEN_ON, TAKEN_ON

__all__ = [
    "REPORT",
    "DisputeAsked",
    "DisputeNews",
    "DisputeReports",
    "HandedInDispute",
    "NewReport",
    "ShownRecord",
    "hands_in",
    "state_of",
]

REPORT = record_type(DisputeReport)
_NEWS_FOR = timedelta(days=7)
"""So long an answer is told of on Today."""


@dataclass(frozen=True)
class DisputeAsked:
    """About what somebody wants to hand in a dispute: a household, a quick note, or nothing that is here."""

    household: RecordId | None = None
    note: RecordId | None = None


@dataclass(frozen=True)
class NewReport:
    """What the form of a report begins with, and where it goes; `note` is what it was made from."""

    prefill: Values
    scope: ScopeId
    note: RecordId | None

    def beside(self, saved: Values) -> Sequence[Beside]:
        """The note is done with, unless the form brought back a draft that was begun from something else."""
        is_of_note = self.note is not None and saved.get("reported_at") == self.prefill["reported_at"]
        return [Beside("quick_note", self.note, {"done": True})] if self.note and is_of_note else []


@dataclass(frozen=True)
class DisputeNews:
    """How many reports wait for this mediator, or what was answered to this author lately, the last first."""

    waiting: int = 0
    answered: Sequence[HandedInDispute] = ()


def hands_in(roles: frozenset[Role]) -> bool:
    """Whether somebody hands disputes in; who mediates begins a case instead."""
    return may(roles, REPORT.kind, Verb.CREATE) and Role.MEDIATOR not in roles


class DisputeReports:
    """Handing in, and answering."""

    def __init__(
        self,
        database: Database,
        ports: Ports,
        community: CommunityId,
        *,
        name: str,
        roles: frozenset[Role],
    ) -> None:
        self._database, self._ports, self._community = database, ports, community
        self._name, self._roles = name, roles

    @property
    def hands_in(self) -> bool:
        """Whether the user hands disputes in."""
        return hands_in(self._roles)

    @property
    def mediates(self) -> bool:
        """Whether the user takes them on."""
        return bool(DISPUTE_REPORT.steps_for(HANDED_IN, self._roles))

    async def begin(self, asked: DisputeAsked) -> NewReport | None:
        """The beginning of a report; None where no grid is on this laptop."""
        today, now = self._ports.today().isoformat(), self._ports.moment()

        def read(connection: Connection) -> NewReport | None:
            note = notes.note(connection, asked.note) if asked.note is not None else None
            household = asked.household or (note.household if note is not None else None)
            home = row(connection, "household", household) if household is not None else None
            scope = kept.intake_of(connection, household) if household is not None else None
            scope = scope or kept.intake_anywhere(connection, self._community)
            if scope is None:
                return None
            prefill: Values = {
                "told_on": (note.day if note is not None else "") or today,
                "place": home.values.get("address") if home is not None else None,
                "said": note.said if note is not None else None,
                "household": household,
                "reported_by": self._name,
                "reported_at": now,
            }
            return NewReport(prefill, scope, asked.note)

        return await self._database.read(read)

    async def handed_in(self) -> Sequence[HandedInDispute]:
        """What the user handed in, and what was answered."""
        return await self._database.read(kept.handed_in_disputes) if self.hands_in else []

    async def received(self) -> Sequence[ShownRecord]:
        """What waits for an answer, the oldest first, then what was answered."""
        if not self.mediates:
            return []
        found = await self._database.read(kept.received_reports)
        return sorted(found, key=lambda each: state_of(each) != HANDED_IN)

    async def waiting(self) -> int:
        """How many reports wait for a mediator."""
        return await self._database.read(kept.waiting_reports) if self.mediates else 0

    async def news(self) -> DisputeNews:
        """What there is to tell in one line."""
        if self.mediates:
            return DisputeNews(waiting=await self.waiting())
        since = moment_text(self._ports.now() - _NEWS_FOR)
        lately = [each for each in await self.handed_in() if each.answered_at >= since]
        return DisputeNews(answered=sorted(lately, key=lambda each: each.answered_at, reverse=True))

    async def take_on(self, report: RecordId, dispute_type: str) -> RecordId | None:
        """Begin a case with what was handed in, in one save with the step; None where it is taken on already.

        Should a colleague without a line have been first, both have a draft; the report counts for the first.
        """
        case = RecordId(self._ports.new_id())
        grp, at, today = self._ports.new_group(), self._ports.moment(), self._ports.today().isoformat()

        def write(connection: Connection) -> RecordId | None:
            told, step = row(connection, REPORT.kind, report), _step(connection, report, TAKEN_ON, (grp, at))
            if told is None or step is None:
                return None
            cells = {**self._case_of(told, community_values(connection), today), "dispute_type": dispute_type}
            declared = RECORD_TYPES[CASE]
            made = creation(declared, case, cells, grp=grp, at=at, scope=scope_for(declared, case))
            save(connection, self._community, [step, made], at)
            return case

        return await self._database.write(write)

    async def take_on_known(self, report: RecordId) -> bool:
        """Take on what is in a case already: no other one begins. Whether it was still open."""
        return await self._answer(report, TAKEN_ON)

    async def decline(self, report: RecordId, reason: str) -> bool:
        """Say by a code of `decline_reason` why it is not taken on; whether it was still open."""
        return await self._answer(report, NOT_TAKEN_ON, reason)

    async def _answer(self, report: RecordId, to: str, reason: str = "") -> bool:
        grp, at = self._ports.new_group(), self._ports.moment()

        def write(connection: Connection) -> bool:
            step = _step(connection, report, to, (grp, at), reason)
            if step is not None:
                save(connection, self._community, [step], at)
            return step is not None

        return await self._database.write(write)

    def _case_of(self, told: ShownRecord, community: Values, today: str) -> dict[str, Value]:
        """A case as far as the report tells of it: nothing of that is typed again."""
        said, teller = text_of(told.values, "said"), text_of(told.values, "told_by")
        declared, facts = RECORD_TYPES[CASE].fields, f"反映人：{teller}\n{said}"
        return {
            "title": title_of(text_of(told.values, "place"), said),
            "source": FOUND_ON_A_VISIT,
            "applied_on": today,
            "committee": f"{community['name']}人民调解委员会" if community.get("name") else None,
            "mediator": self._name,
            "registrar": self._name,
            "facts": facts if teller and len(facts) <= declared["facts"].max_length else said,
            "reported_by": told.values.get("reported_by"),
            "report": told.id,
        }


def state_of(report: ShownRecord) -> str:
    """The state of a report."""
    return text_of(report.values, "progress") or DISPUTE_REPORT.first


def _step(
    connection: Connection, report: RecordId, to: str, save_: tuple[GroupId, str], reason: str = ""
) -> Step | None:
    """The step from the state that is shown; None where it cannot be taken (any more)."""
    seen, (grp, at) = seen_of(connection, REPORT, report), save_
    if seen is None:
        return None
    state, base = str(seen.cells.get("progress") or DISPUTE_REPORT.first), seen.bases.get("progress", 0)
    if DISPUTE_REPORT.step(state, to) is None:
        return None
    known = base if isinstance(base, int) else 0
    return Step(0, grp, report, "progress", state, to, known, reason, at=at)
