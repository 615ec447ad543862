"""Review: what was handed to the supervisor, seen beside what stood before; approved or returned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from gridclient.actions.care_looks import CareLooks
from gridclient.actions.conflicts import Merging, merging_of
from gridclient.db import review as kept
from gridclient.db.conflicts import hanging_on, names_in, subject_of
from gridclient.db.facts import save, seen_of
from gridclient.db.merged import is_here, standing_here
from gridclient.db.moving_away import place_words, place_words_of
from gridclient.db.review import Judged, Waiting
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import Title, title
from gridclient.db.visits import PastVisit, past_visits
from gridclient.ports import Ports
from gridcore.fields import CARE, Field, RecordType, Value, record_type
from gridcore.ids import CommunityId, GroupId, RecordId, ScopeId
from gridcore.permissions import REMARK_CELLS
from gridcore.records import RECORD_TYPES
from gridcore.records.visits import Visit
from gridcore.roles import Role
from gridcore.sync.changes import changes
from gridcore.sync.danger_receipts import REPORT as DANGER
from gridcore.sync.edits import Edit, Erase, Step
from gridcore.sync.erasing import ERASE
from gridcore.sync.merging import MERGE, UNMERGE
from gridcore.sync.proposals import SCOPE
from gridcore.sync.rights import REQUEST
from gridcore.workflows import StepRule
from gridcore.workflows.approval import APPROVED, SUBMITTED, VISIT_APPROVAL
from gridcore.workflows.rights import GRANTED

__all__ = ["ProposedChange", "Review", "Submission", "Waiting"]

__all__ = [
    "Judged",
    "PastVisit",
    "ProposedChange",
    "Review",
    "StepRule",
    "Submission",
    "Waiting",
]

VISIT = record_type(Visit)
LOW_RISK_KINDS = frozenset({"contact"})
NO_FOLLOW_UP = frozenset({None, "none"})

Obstacle = Literal["", "own", "disputed", "unsent"]
"""Why nothing can be decided: one's own work, an open conflict, not yet on the server."""


@dataclass(frozen=True)
class Submission:
    """What the supervisor judges, as it was shown: a judgement counts for that alone."""

    line: Waiting
    judged: Judged
    steps: tuple[StepRule, ...]
    obstacle: Obstacle
    before: PastVisit | None

    @property
    def remarkable(self) -> tuple[Field, ...]:
        """The fields to which a remark can be put: those that the approval judges."""
        machine = VISIT_APPROVAL if self.line.kind == "visit" else None
        if machine is None:
            return ()
        return tuple(each for each in self.judged.declared.fields.values() if each.cell in machine.covers)

    @property
    def is_remark_late(self) -> bool:
        """Whether the remark is younger than what was handed in: its return did not count."""
        bases = self.judged.seen.bases
        remark, handed_in = bases.get("remark"), bases.get(self.judged.declared.machine_cell or "")
        return isinstance(remark, int) and isinstance(handed_in, int) and remark > handed_in


@dataclass(frozen=True)
class ProposedChange:
    """What a proposal wants: of which record, in which field, from what to what."""

    subject: RecordId
    subject_kind: str
    declared: RecordType
    title: Title
    cell: str
    before: Value
    value: Value
    approval: str
    other: Title = field(default_factory=Title)
    """The other record, where two are to become one, or to be two again."""
    merging: Merging | None = None
    """What making them one does, where both are here."""
    names: Mapping[RecordId, Title] = field(default_factory=dict)
    """By what people know the records that the values of both name."""
    is_done: bool = False
    """Whether the two are one already, or two again: somebody else proposed it, too."""


class Review:
    """Reads what waits for the supervisor and writes judgements."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        ports: Ports,
        *,
        supervisor: str,
        roles: frozenset[Role],
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._roles = roles
        self._looks = CareLooks(database, community, ports, supervisor)

    async def waiting(self) -> Sequence[Waiting]:
        """What waits: visits by worker and kind, proposals, agreements and closings of cases."""
        today = self._ports.today().isoformat()
        return await self._database.read(partial(kept.waiting_for_supervisor, today=today))

    async def submission(self, line: Waiting) -> Submission | None:
        """One of them with what stood before; None where it is gone or was decided meanwhile."""
        judged = await self._database.read(partial(kept.handed_in, kind=line.kind, record=line.record))
        if judged is None:
            return None
        steps = judged.machine.steps_for(judged.state, self._roles)
        steps = tuple(each for each in steps if each.is_approval or each.only_own)
        if not any(each.is_approval for each in steps):
            return None
        obstacle = self._obstacle(line)
        is_open = obstacle in ("", "own")
        return Submission(
            line=line,
            judged=judged,
            steps=tuple(each for each in steps if is_open and each.is_open_to(is_own=line.is_own)),
            obstacle=obstacle,
            before=await self._last_before(judged) if line.kind == "visit" else None,
        )

    async def proposed(self, submission: Submission) -> ProposedChange:
        """What a proposal is about."""
        judged = submission.judged
        values = judged.values
        kind, subject = str(values["subject_kind"]), RecordId(str(values["subject"]))
        other, both, before = Title(), _Both(), values["before"]
        if values["cell"] in (MERGE, UNMERGE):
            named = RecordId(str(values["value"]))
            other = await self._database.read(lambda connection: title(connection, kind, named))
        if values["cell"] == MERGE:
            both = await self._database.read(partial(_both, kind=kind, loser=subject, winner=named))
        elif values["cell"] == UNMERGE:
            both = await self._database.read(lambda connection: _Both(is_done=is_here(connection, subject)))
        elif values["cell"] == SCOPE:
            to = ScopeId(str(values["value"]))
            other = Title((await self._database.read(lambda connection: place_words(connection, to)),))
            before = await self._database.read(lambda connection: place_words_of(connection, subject))
        return ProposedChange(
            subject=subject,
            subject_kind=kind,
            declared=RECORD_TYPES[kind],
            title=await self._database.read(lambda connection: title(connection, "proposal", judged.record)),
            cell=str(values["cell"]),
            before=before,
            value=values["value"],
            approval=str(values["approval"] or ""),
            other=other,
            merging=both.merging,
            names=both.names,
            is_done=both.is_done,
        )

    async def asked(self, submission: Submission) -> ProposedChange | None:
        """What a person says to be right, beside what stands now; None for what is told in words alone."""
        values = submission.judged.values
        kind, cell = str(values["subject_kind"] or ""), str(values["cell"] or "")
        declared = RECORD_TYPES.get(kind)
        if declared is None or cell not in declared.cells or values["wish"] == ERASE:
            return None
        subject = RecordId(str(values["subject"]))
        seen = await self._database.read(lambda connection: seen_of(connection, declared, subject))
        return ProposedChange(
            subject=subject,
            subject_kind=kind,
            declared=declared,
            title=await self._database.read(lambda connection: title(connection, kind, subject)),
            cell=cell,
            before=seen.cells.get(cell) if seen is not None else None,
            value=values["value"],
            approval="",
        )

    async def look(self, submission: Submission, why: str) -> bool:
        """Note why the supervisor looks at what is sensitive; False where it may not be shown.

        A note about care travels to those who may read its reasons, and leaves this laptop.
        """
        values = submission.judged.values
        kind = str(values["subject_kind"])
        if submission.line.kind == DANGER or RECORD_TYPES[kind].scope is not CARE:
            return True
        under = values.get("under")
        return isinstance(under, str) and await self._looks.note(RecordId(under), why)

    async def decide(
        self, submission: Submission, step: StepRule, remark: str = "", field: str | None = None
    ) -> None:
        """Take the step for what was seen; the remark goes into what is returned, in the same group."""
        grp, at = self._ports.new_group(), self._ports.moment()
        edits: list[Edit] = []
        judged = submission.judged
        remarks = REMARK_CELLS.get(submission.line.kind, frozenset())
        if remarks and step.needs_reason:
            cells: dict[str, Value] = {"remark_field": field, "remark": remark}
            cells = {name: value for name, value in cells.items() if name in remarks}
            edits += changes(judged.declared, judged.record, judged.seen, cells, grp=grp, at=at)
        edits.append(step_of(judged, step, remark, grp, at))
        if submission.line.kind == REQUEST and (judged.values["wish"], step.to) == (ERASE, GRANTED):
            resident = RecordId(str(judged.values["resident"]))
            edits.append(Erase(0, grp, resident, str(judged.values["said"] or ""), at))
        await self._database.write(lambda connection: save(connection, self._community, edits, at))

    async def approve_all(self, lines: Sequence[Waiting]) -> int:
        """Approve visits of little risk together, each in a group of its own; returns how many.

        One that changed since the list was read is left for a look of its own.
        """
        step = next(
            (each for each in VISIT_APPROVAL.steps_for(SUBMITTED, self._roles) if each.to == APPROVED), None
        )
        if step is None:
            return 0
        at, count = self._ports.moment(), 0
        for line in lines:
            submission = await self.submission(line) if self.is_low_risk(line) else None
            if submission is None or submission.obstacle or set(submission.judged.saw.values()) != {line.seq}:
                continue
            edit = step_of(submission.judged, step, "", self._ports.new_group(), at)
            await self._database.write(partial(save, community=self._community, edits=[edit], made_at=at))
            count += 1
        return count

    def is_low_risk(self, line: Waiting) -> bool:
        """Whether it may be approved together with others: a contact visit that leads to nothing."""
        return (
            line.kind == "visit"
            and line.sort in LOW_RISK_KINDS
            and line.follow_up in NO_FOLLOW_UP
            and not self._obstacle(line)
        )

    def _obstacle(self, line: Waiting) -> Obstacle:
        if line.seq == 0:
            return "unsent"
        if line.is_own:
            return "own"
        return "disputed" if line.is_disputed else ""

    async def _last_before(self, judged: Judged) -> PastVisit | None:
        values = judged.values
        household, person = RecordId(str(values["household"])), values["resident"]
        resident = RecordId(person) if isinstance(person, str) else None
        until = str(values["visited_on"] or "9999-12-31")
        found = await self._database.read(
            lambda connection: past_visits(
                connection, household, resident, but=judged.record, until=until, limit=1
            )
        )
        return found[0] if found else None


@dataclass(frozen=True)
class _Both:
    merging: Merging | None = None
    names: Mapping[RecordId, Title] = field(default_factory=dict)
    is_done: bool = False


def _both(connection: Connection, kind: str, loser: RecordId, winner: RecordId) -> _Both:
    """Both records of a proposed merge; nothing where one of them is not here, or not any more."""
    kept, other = (subject_of(connection, kind, each) for each in (winner, loser))
    if kept is None or other is None:
        return _Both(is_done=standing_here(connection, loser) == standing_here(connection, winner))
    merging = merging_of(kept, other, hanging_on(connection, other))
    return _Both(merging, names_in(connection, (kept, other)))


def step_of(judged: Judged, step: StepRule, reason: str, grp: GroupId, at: str) -> Step:
    """A step with the versions that were on the screen."""
    cell = judged.declared.machine_cell or ""
    base = judged.seen.bases.get(cell)
    return Step(
        n=0,
        grp=grp,
        id=judged.record,
        cell=cell,
        source=step.source,
        to=step.to,
        base=base if isinstance(base, int) else 0,
        reason=reason,
        saw=judged.saw,
        at=at,
    )
