"""Conflicts: what met in which cell, whose value it is, and a person's decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gridclient.actions.care_looks import CareLooks
from gridclient.db import conflicts as kept
from gridclient.db.conflicts import ConflictLine, Contradiction, MergedPair, Subject
from gridclient.db.facts import save
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import Title
from gridclient.ports import Ports
from gridcore.field_problems import FieldProblem
from gridcore.fields import CARE, P3, Cell, Field, FieldKind, RecordType, Value, Values
from gridcore.ids import CommunityId, RecordId
from gridcore.permissions import Verb, is_fixed, may, may_edit_cell
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.rules import RULES, NotBefore
from gridcore.sync.changes import Seen, changes, tidied
from gridcore.sync.disputes import BY_REMOVAL, BY_RULE, BY_TWIN, BY_VALUE, DECIDED, DIFFERENT, ONE
from gridcore.sync.edits import Edit, Merge, Resolve, Restore
from gridcore.sync.project import Presence
from gridcore.validation import check_value, tidy_value
from gridcore.workflows.decision import decides

__all__ = [
    "AS_IT_IS",
    "DIFFERENT",
    "MENDED",
    "SAME",
    "Choice",
    "ConflictLine",
    "Conflicts",
    "Decision",
    "Matter",
    "MergedPair",
    "Merging",
    "Subject",
    "is_earlier_decision",
]

SAME = ONE
AS_IT_IS, MENDED = "as_it_is", "mended"
"""What is decided where merged values contradict each other."""
_DECIDED_SHOWN = 50


@dataclass(frozen=True)
class Choice:
    """One value that stands in the conflict, and whose it is; equal values of several people are one."""

    name: str
    value: Value
    authors: tuple[str, ...]
    at: str
    is_mine: bool
    stands: bool


@dataclass(frozen=True)
class Decision:
    """What was decided; the author is empty while only this laptop knows."""

    name: str
    value: Value
    author: str
    at: str


@dataclass(frozen=True)
class Merging:
    """Two records become one: what comes along, what is taken over, and what stays in the history alone."""

    kept: Subject
    other: Subject
    hanging: Mapping[str, int]
    taken: tuple[Field, ...]
    left: tuple[Field, ...]


def merging_of(kept: Subject, other: Subject, hanging: Mapping[str, int]) -> Merging:
    """What merging the other record into the kept one does; `hanging`: what hangs on the other."""
    declared = RECORD_TYPES[kept.kind]
    told = {name: value for name, value in other.values.items() if value not in (None, "", [])}
    fields = [e for e in declared.fields.values() if e.name in told and e.name != declared.parent]
    taken = [each for each in fields if kept.values.get(each.name) in (None, "", [])]
    left = [e for e in fields if e not in taken and kept.values.get(e.name) != told[e.name]]
    return Merging(kept, other, hanging, tuple(taken), tuple(left))


@dataclass(frozen=True)
class Matter:
    """A conflict as it was shown: a decision counts for what its author saw of it."""

    line: ConflictLine
    saw: int
    declared: RecordType
    cell: Cell | None
    before: Value
    choices: tuple[Choice, ...]
    subject: Subject | None
    seen: Seen | None
    twins: tuple[Subject, ...]
    people: Sequence[tuple[RecordId, str]]
    linked: Mapping[RecordId, Title]
    may_decide: bool
    decision: Decision | None
    hanging: Mapping[RecordId, Mapping[str, int]] = field(default_factory=dict)
    wished: RecordId | None = None
    is_decider: bool = False
    """Whether the user decides what others propose: then another such person decides about a merge."""
    merged: MergedPair | None = None
    """The two as one, once that was decided."""
    may_undo: bool = False

    @property
    def is_sensitive(self) -> bool:
        """Whether it shows a reason of care: then it is said first why one looks."""
        fields = self.cell.fields if self.cell is not None else ()
        return self.declared.scope is CARE and any(each.data_class >= P3 for each in fields)

    @property
    def rule(self) -> NotBefore | None:
        """The rule that merged values break."""
        of_kind = RULES.get(self.line.subject_kind, ())
        return next((each for each in of_kind if each.later == self.line.cell), None)

    @property
    def may_merge(self) -> bool:
        """Whether both records are here, so that one of them can be kept."""
        there = [each for each in self.twins if each.presence is Presence.SHOWN]
        return len(there) == 2 and self.declared.mergeable and self.wished is None

    def merging(self, kept: Subject) -> Merging:
        """What keeping one of two records does."""
        other = next(each for each in self.twins if each.record != kept.record)
        return merging_of(kept, other, self.hanging.get(other.record, {}))

    @property
    def is_fixed(self) -> bool:
        """Whether it is about what stays as it was when the record was made: another value is refused."""
        return is_fixed(self.line.subject_kind, self.line.cell)

    def may_take(self, choice: Choice) -> bool:
        """Whether the user can let this value stand."""
        return self.may_decide and self.line.is_open and (choice.stands or not self.is_fixed)

    @property
    def may_write(self) -> bool:
        """Whether a value can be typed that nobody wrote yet."""
        if self.cell is None or self.is_fixed or self.line.conflict_kind not in (BY_VALUE, BY_RULE):
            return False
        kinds = {each.kind for each in self.cell.fields}
        return FieldKind.STATE not in kinds and (FieldKind.LINK not in kinds or bool(self.people))


class Conflicts:
    """Reads conflicts and writes decisions."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        ports: Ports,
        roles: frozenset[Role],
        *,
        name: str = "",
    ) -> None:
        self._database, self._community, self._ports, self._roles = database, community, ports, roles
        self._looks = CareLooks(database, community, ports, name)

    async def open_lines(self) -> Sequence[ConflictLine]:
        """What waits for a decision."""
        return await self._database.read(kept.open_conflicts)

    async def decided_lines(self) -> Sequence[ConflictLine]:
        """What was decided lately; nothing of it is lost."""
        return await self._database.read(
            lambda connection: kept.decided_conflicts(connection, _DECIDED_SHOWN)
        )

    async def matter(self, conflict: RecordId) -> Matter | None:
        """A conflict with everything that its decision needs; None where it is gone from here."""
        return await self._database.read(lambda connection: self._matter(kept.picture(connection, conflict)))

    async def take(self, matter: Matter, choice: Choice) -> None:
        """Let one of the values stand."""
        await self._resolve(matter, choice.value, choice.name, ())

    async def write(self, matter: Matter, values: Values) -> Sequence[FieldProblem]:
        """Decide by a value that nobody wrote yet; where something is wrong with it, nothing is decided."""
        if matter.cell is None:
            raise ValueError("the whole record has no third value")
        fields = matter.cell.fields
        read = {each.name: tidy_value(each, values.get(each.name)) for each in fields}
        tidy = {name: each.value for name, each in read.items()}
        today = self._ports.today()
        problems = [one for each in read.values() for one in each.problems]
        problems += [one for each in fields for one in check_value(each, tidy[each.name], today=today)]
        errors = [each for each in problems if each.severity == "error"]
        if errors:
            return errors
        value = tidied(matter.declared.cells_of(tidy)[matter.cell.name])
        if matter.line.conflict_kind == BY_RULE:
            await self._resolve(matter, MENDED, MENDED, [(matter.cell.name, value)])
        else:
            await self._resolve(matter, value, "", ())
        return []

    async def settle(self, matter: Matter, word: str) -> None:
        """Decide where no value is chosen: two people or one; values that stay as they are."""
        await self._resolve(matter, word, word, ())

    async def look(self, matter: Matter, why: str) -> bool:
        """Note why somebody looks at what is sensitive; False where it may not be shown."""
        values = matter.subject.values if matter.subject is not None else {}
        plan = values.get(matter.declared.parent or "")
        return isinstance(plan, str) and await self._looks.note(RecordId(plan), why)

    async def merge_records(self, kept: Subject, other: Subject) -> None:
        """Say that two records are one; what hangs on the other goes to the one that is kept.

        It waits as a proposal until a supervisor agrees who is somebody else.
        """
        edit = Merge(0, self._ports.new_group(), other.record, kept.record, self._ports.moment())
        await self._database.write(lambda connection: save(connection, self._community, [edit], edit.at))

    async def undo_merge(self, pair: MergedPair) -> None:
        """Say that two records that became one are two; that is a proposal, too."""
        edit = Restore(0, self._ports.new_group(), pair.other, self._ports.moment())
        former = {pair.other: (pair.kind, pair.scope)}

        def write(connection: Connection) -> None:
            save(connection, self._community, [edit], edit.at, former=former)

        await self._database.write(write)

    async def _resolve(
        self, matter: Matter, value: Value, name: str, cells: Sequence[tuple[str, Value]]
    ) -> None:
        grp, at = self._ports.new_group(), self._ports.moment()
        edits: list[Edit] = []
        if cells and matter.seen is not None:
            edits += changes(matter.declared, matter.line.subject, matter.seen, dict(cells), grp=grp, at=at)
        edits.append(
            Resolve(n=0, grp=grp, id=matter.line.conflict, saw=matter.saw, value=value, choice=name, at=at)
        )
        await self._database.write(lambda connection: save(connection, self._community, edits, at))

    def _matter(self, picture: kept.Picture | None) -> Matter | None:
        if picture is None:
            return None
        known = picture.contradiction
        line = known.line
        declared = RECORD_TYPES[line.subject_kind]
        return Matter(
            line=line,
            saw=known.seq,
            declared=declared,
            cell=declared.cells.get(line.cell),
            before=known.before,
            choices=_choices(known, picture.own) if line.conflict_kind in (BY_VALUE, BY_REMOVAL) else (),
            subject=picture.subject,
            seen=picture.seen,
            twins=picture.twins if line.conflict_kind == BY_TWIN else (),
            people=picture.people,
            linked=picture.linked,
            may_decide=Role.SUPERVISOR in self._roles
            or may_edit_cell(self._roles, line.subject_kind, line.cell),
            decision=_decision(known),
            hanging=picture.hanging,
            wished=picture.wished,
            is_decider=decides(self._roles),
            merged=picture.merged,
            may_undo=may(self._roles, line.subject_kind, Verb.REMOVE),
        )


def _choices(known: Contradiction, own: frozenset[str]) -> tuple[Choice, ...]:
    """The sides as choices: one's own first, then what stands."""
    found: list[Choice] = []
    for name, side in known.sides.items():
        mine = name in own
        author = str(side.get("author") or "")
        one = Choice(
            name=name,
            value=side.get("value"),
            authors=(author,) if author and not mine else (),
            at=str(side.get("at") or ""),
            is_mine=mine,
            stands=name == known.standing,
        )
        same = next((at for at, each in enumerate(found) if each.value == one.value), None)
        if same is None:
            found.append(one)
        else:
            found[same] = _joined(found[same], one)
    found.sort(key=lambda each: (not each.is_mine, not each.stands, each.at, each.name))
    return tuple(found)


def _joined(one: Choice, other: Choice) -> Choice:
    first = other if other.is_mine and not one.is_mine else one
    authors = tuple(dict.fromkeys((*one.authors, *other.authors)))
    return replace(
        first,
        authors=authors,
        is_mine=one.is_mine or other.is_mine,
        stands=one.stands or other.stands,
    )


def _decision(known: Contradiction) -> Decision | None:
    if known.line.is_open or not known.decided:
        return None
    told = known.decided
    return Decision(
        str(told.get("choice") or ""),
        told.get("value"),
        str(told.get("author") or ""),
        str(told.get("at") or ""),
    )


def is_earlier_decision(choice: Choice) -> bool:
    """Whether the value was decided or merged before, and is nobody's own wording."""
    return choice.name.startswith(DECIDED)
