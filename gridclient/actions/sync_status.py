"""The Sync page: what waits, what was refused and why, what was handed in, how much is on the server."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from gridclient.db import sync_page as kept
from gridclient.db.left_behind import Answer
from gridclient.db.noticed import see_notices
from gridclient.db.pending import Pending, forget_aside
from gridclient.db.sent import HandedIn
from gridclient.db.sync_page import Picture
from gridclient.db.threads import Database
from gridclient.db.titles import Title
from gridcore.fields import Label, RecordType, Value, label
from gridcore.ids import CommunityId, RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.edits import Add, Create, Drop, Edit, Set, Step, Text, cells_touched
from gridcore.sync.verdicts import VerdictCode
from gridcore.wire.notices import CopyNoticed, DeviceSuspended

__all__ = [
    "Answer",
    "HandedInRecord",
    "RecoveredWork",
    "RefusedEdit",
    "RefusedFile",
    "SyncOverview",
    "SyncStatus",
    "WaitingFiles",
    "WaitingRecord",
]

_UNKNOWN = label("Conflict", "Record")
"""An edit that goes up again may be of a record that is not here any more."""


@dataclass(frozen=True)
class WaitingRecord:
    """A record with edits that are not on the server yet."""

    record: RecordId
    kind: str
    label: Label
    title: Title
    edits: int
    since: str


@dataclass(frozen=True)
class RefusedEdit:
    """An edit that was refused or parked; its values are here for its author to mend.

    `reason` is a word of the protocol, such as `not_allowed` or `scope_left`, or the present state of a step.
    """

    n: int
    record: RecordId
    kind: str
    label: Label
    title: Title
    fields: tuple[Label, ...]
    values: dict[str, Value]
    verdict: VerdictCode
    reason: str
    made_at: str
    answer: Answer | None = None
    """What a supervisor decided about it since."""


@dataclass(frozen=True)
class HandedInRecord:
    """Something whose values left this laptop: what it was, about whom, when."""

    record: RecordId
    label: Label
    about: Title
    at: str


@dataclass(frozen=True)
class RefusedFile:
    """An attachment that does not go up, and a word of why: it is tried again at each opening."""

    label: Label
    title: Title
    reason: str


@dataclass(frozen=True)
class WaitingFiles:
    """Attachments that are saved here and not on the server: how many, how much, and those that cannot go."""

    count: int
    size: int
    refused: Sequence[RefusedFile] = ()


@dataclass(frozen=True)
class RecoveredWork:
    """What the journal brought back after a crash or a repair; `last_at` is empty where that was nothing."""

    records: int
    last_at: str
    repaired_at: str = ""


@dataclass(frozen=True)
class SyncOverview:
    """The whole page. `on_server` of `saved` edits have the server's receipt, `backed_up` are in a backup."""

    saved: int
    on_server: int
    backed_up: int
    waiting: Sequence[WaitingRecord]
    refused: Sequence[RefusedEdit]
    handed_in: Sequence[HandedInRecord]
    last_contact: str
    is_sealed: bool
    """Whether what was handed in can be opened by the server alone; else it lies in the encrypted store."""
    recovered: RecoveredWork | None = None
    copies: Sequence[CopyNoticed] = ()
    """For a supervisor: laptops whose store was copied or put back."""
    suspended: Sequence[DeviceSuspended] = ()
    """For a supervisor: laptops whose work waits, because two copies of them go on."""
    answers: Sequence[Answer] = ()
    """What became of work that went to a supervisor, the latest first."""
    files: WaitingFiles = WaitingFiles(0, 0)


class SyncStatus:
    """Reads the page, and lets go of what its author is done with."""

    def __init__(self, database: Database, community: CommunityId) -> None:
        self._database, self._community = database, community

    async def overview(self) -> SyncOverview:
        """The page as it stands. What a supervisor took over needs its author no more: the answer says so."""
        picture = await self._picture()
        if applied := _applied(picture):
            await self.dismiss(applied)
            picture = await self._picture()
        saved = picture.numbering.next_n - 1
        on_server = saved - len(picture.waiting) - picture.again
        return SyncOverview(
            saved=saved,
            on_server=on_server,
            backed_up=min(picture.numbering.safe_n, on_server),
            waiting=_by_record(picture),
            refused=[_refused(each, picture) for each in picture.aside],
            handed_in=[_handed_in(each, picture) for each in picture.handed_in],
            last_contact=picture.last_contact,
            is_sealed=picture.is_sealed,
            recovered=_recovered(picture),
            copies=[each for each in picture.notices if isinstance(each, CopyNoticed)],
            suspended=[each for each in picture.notices if isinstance(each, DeviceSuspended)],
            answers=picture.answers,
            files=_files(picture),
        )

    async def seen_recovered(self) -> None:
        """The user knows what came back."""
        await self._database.write(kept.forget_what_came_back)

    async def seen_copies(self) -> None:
        """The supervisor knows of the copies."""
        await self._database.write(see_notices)

    async def _picture(self) -> Picture:
        return await self._database.read(lambda connection: kept.picture(connection, self._community))

    async def dismiss(self, edits: Collection[int]) -> None:
        """Forget refused edits, by their numbers; the server keeps what was parked for the supervisor."""
        await self._database.write(lambda connection: forget_aside(connection, self._community, edits))


def _applied(picture: Picture) -> frozenset[int]:
    """Edits that are kept aside here and that a supervisor took over meanwhile."""
    taken_over = frozenset().union(*(each.applied for each in picture.answers if each.is_of_here))
    return taken_over & {each.n for each in picture.aside}


def _recovered(picture: Picture) -> RecoveredWork | None:
    found = picture.recovered
    if found is None:
        return RecoveredWork(0, "", picture.repaired_at) if picture.repaired_at else None
    return RecoveredWork(len(found.records), found.last_at, picture.repaired_at)


def _files(picture: Picture) -> WaitingFiles:
    refused = [
        RefusedFile(RECORD_TYPES[kind].label, picture.titles.get(each.record, Title()), each.trouble)
        for each in picture.files
        if each.trouble and (kind := picture.kinds.get(each.record)) is not None
    ]
    return WaitingFiles(len(picture.files), sum(each.left for each in picture.files), refused)


def _by_record(picture: Picture) -> list[WaitingRecord]:
    found: dict[RecordId, list[Pending]] = {}
    for each in picture.waiting:
        found.setdefault(each.edit.id, []).append(each)
    return [
        WaitingRecord(
            record=record,
            kind=edits[0].kind,
            label=_label(edits[0].kind),
            title=picture.titles.get(record, Title()),
            edits=len(edits),
            since=edits[0].made_at,
        )
        for record, edits in found.items()
    ]


def _refused(pending: Pending, picture: Picture) -> RefusedEdit:
    declared = RECORD_TYPES.get(pending.kind)
    return RefusedEdit(
        n=pending.n,
        record=pending.edit.id,
        kind=pending.kind,
        label=_label(pending.kind),
        title=picture.titles.get(pending.edit.id, Title()),
        fields=_labels(declared, pending.edit),
        values=declared.values_of(_sent(pending.edit)) if declared is not None else {},
        verdict=pending.verdict or VerdictCode.PARKED,
        reason=pending.extra or "",
        made_at=pending.made_at,
        answer=next((a for a in picture.answers if a.is_of_here and pending.n in a.numbers), None),
    )


def _sent(edit: Edit) -> dict[str, Value]:
    """What an edit says, by cell."""
    match edit:
        case Create(cells=cells):
            return cells
        case Set(cell=cell, value=value) | Text(cell=cell, value=value):
            return {cell: value}
        case Step(cell=cell, to=to):
            return {cell: to}
        case Add(cell=cell, element=element) | Drop(cell=cell, element=element):
            return {cell: [element]}
        case _:
            return {}


def _label(kind: str) -> Label:
    declared = RECORD_TYPES.get(kind)
    return declared.label if declared is not None else _UNKNOWN


def _labels(declared: RecordType | None, edit: Edit) -> tuple[Label, ...]:
    cells = declared.cells if declared is not None else {}
    touched = [cells[name] for name in cells_touched(edit) if name in cells]
    return tuple(field.label for cell in touched for field in cell.fields)


def _handed_in(handed: HandedIn, picture: Picture) -> HandedInRecord:
    about = picture.titles.get(handed.about, Title()) if handed.about is not None else Title()
    return HandedInRecord(handed.record, _label(handed.kind), about, handed.at)
