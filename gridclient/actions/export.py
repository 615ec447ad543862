"""Exporting a list: what it would hold, who must agree, the file, and the record that it left."""

import asyncio
import datetime
import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from gridclient.actions.export_file import FileWords, lay_beside, put_in_place
from gridclient.actions.export_rows import (
    ExportRow,
    ListAsked,
    ListsHouseholds,
    ListsKeyPeople,
    ListsVisits,
    Progress,
    asked_of,
    household_rows,
    key_people_rows,
    visit_rows,
)
from gridclient.actions.households import Wish
from gridclient.actions.key_people import CareWish
from gridclient.actions.passphrase_again import PassphraseAgain
from gridclient.db import export as kept
from gridclient.db.export import ExportLine
from gridclient.db.facts import save, seen_of
from gridclient.db.ledgers import VisitWish
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.export.guard import (
    Guard,
    allowed_until,
    born_after,
    counts_from,
    guard,
    is_many,
    people_in,
    told_from,
)
from gridcore.export.ledgers import Column, cell_text, may_unmask, offered
from gridcore.export.watermark import export_number
from gridcore.fields import Value, record_type
from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.records.export import ListExport
from gridcore.roles import Role
from gridcore.sync.changes import changes, creation
from gridcore.sync.edits import Edit, Step
from gridcore.workflows.export import ALLOWED, ASKED, PREPARED, WRITTEN

__all__ = ["Choice", "Column", "ExportLine", "Gathered", "Guard", "ListAsked", "ListExports", "Lists"]

LIST_EXPORT = record_type(ListExport)
_NEWEST = 500
_MOST_TOLD = 5
_OTHER = "other"
"""The purpose of a printed sheet: its words say that it is one."""


@dataclass(frozen=True)
class Gathered:
    """A list as it stands: its rows, of how many people, and in which grid its record will lie."""

    asked: ListAsked
    rows: Sequence[ExportRow]
    people: int
    scope: ScopeId | None
    before: int
    """In how many people's lists of the last days without mask the user is already."""
    children: frozenset[kept.Home]


@dataclass(frozen=True)
class Choice:
    """What the user wants of a list, and what for."""

    columns: tuple[str, ...]
    is_masked: bool
    purpose: str
    purpose_words: str


@dataclass(frozen=True)
class Prepared:
    """An export under its number, before there is a file: the words of the file follow from it."""

    record: RecordId
    who: str
    at: datetime.datetime
    gathered: Gathered
    choice: Choice
    columns: tuple[Column, ...]
    allowed: bool = False
    """Whether a second person allowed it; then the record is there already."""
    is_confirmed: bool = False
    """Whether the passphrase was given for it."""

    @property
    def needs_passphrase(self) -> bool:
        """Whether personal data leaves with it: then whoever sits there says the passphrase first."""
        return not self.choice.is_masked and not self.is_confirmed

    @property
    def number(self) -> str:
        """Under which paper and record are found again."""
        return export_number(self.record)


@dataclass(frozen=True)
class Lists:
    """What can be exported: each reads as its page shows it."""

    households: ListsHouseholds
    key_people: ListsKeyPeople
    visits: ListsVisits


class ListExports:
    """What a user may take out of the lists. Nothing leaves without its record."""

    def __init__(
        self,
        database: Database,
        community: CommunityId,
        ports: Ports,
        *,
        name: str,
        roles: frozenset[Role],
        again: PassphraseAgain,
        lists: Lists,
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self.name, self._roles, self._again = name, roles, again
        self._lists = lists
        self.may_unmask = may_unmask(roles)

    def columns(self, ledger: str, *, is_masked: bool) -> tuple[Column, ...]:
        """What may be chosen of a list."""
        return offered(ledger, self._roles, is_masked=is_masked)

    async def gather(self, asked: ListAsked, progress: Progress) -> Gathered:
        """Read a list as its page shows it. Cancelling ends it between two pages."""
        today = self._ports.today()
        match asked.ledger, asked.wish:
            case "households", (Wish() | None) as wish:
                rows = await household_rows(self._lists.households, wish or Wish(), today, progress)
            case "key_people", (CareWish() | None) as wish:
                rows = await key_people_rows(self._lists.key_people, wish or CareWish(), today, progress)
            case _, wish:
                asked_visits = wish if isinstance(wish, VisitWish) else VisitWish(worker=self.name)
                rows = await visit_rows(self._lists.visits, asked_visits, progress)
        return await self._database.read(
            lambda connection: _gathered(connection, asked, rows, name=self.name, today=today)
        )

    def needs(self, gathered: Gathered, *, is_masked: bool) -> Guard:
        """Who must agree."""
        return guard(gathered.people, is_masked=is_masked, before=gathered.before)

    def is_many(self, gathered: Gathered, *, is_masked: bool) -> bool:
        """Whether it speaks of so many people that whoever exports it is reminded of what that means."""
        return is_many(gathered.people, is_masked=is_masked, before=gathered.before)

    def prepare(self, gathered: Gathered, choice: Choice) -> Prepared:
        """Give an export its number. Raises PermissionError where somebody else must agree first."""
        if self.needs(gathered, is_masked=choice.is_masked) is not Guard.FREE:
            raise PermissionError("a second person must agree")
        return self._prepared(self._ports.new_id(), gathered, choice)

    def seconds_to_wait(self) -> int:
        """How long the next passphrase must wait after wrong ones."""
        return self._again.seconds_to_wait()

    async def confirm(self, export: Prepared, passphrase: str) -> Prepared:
        """The same export with the word of whoever sits there. Raises ProblemError as `PassphraseAgain`."""
        await self._again.check(passphrase)
        return replace(export, is_confirmed=True)

    async def write(self, export: Prepared, path: Path, words: FileWords, progress: Progress) -> None:
        """Put the file where the user wants it, once its record is on the disk.

        Raises PermissionError where the passphrase was not given for personal data.
        Raises ProblemError: disk_full, folder_not_writable, disk_failed, and as `Database.write` does. Then
        there is no file, and none half written.
        """
        if export.needs_passphrase:
            raise PermissionError("the passphrase was not given")
        beside, content = await lay_beside(path, words, partial(_texts, export, words), progress)
        try:
            file_hash = hashlib.sha256(content).hexdigest()
            edits = await self._edits(export, file_hash)
            await self._note(edits)
            await asyncio.to_thread(put_in_place, beside, path)
        finally:
            beside.unlink(missing_ok=True)
        if export.allowed:
            await self._database.write(partial(kept.forget_asked, record=export.record))

    async def sheet(self, asked: ListAsked, columns: Sequence[str], told: str) -> Prepared:
        """A masked sheet of a list under its number, before it is printed; nobody is asked what for."""
        gathered = await self.gather(asked, lambda _done, _total: None)
        return self.prepare(gathered, Choice(tuple(columns), True, _OTHER, told))

    async def note_sheet(self, sheet: Prepared) -> None:
        """Leave the record of a sheet, just before it is printed. Raises ProblemError as `Database.write`."""
        await self._note(self._creation(sheet, WRITTEN, {}))

    async def ask(self, gathered: Gathered, choice: Choice) -> None:
        """Ask a second person; what exactly was asked for stays on this laptop.

        Raises PermissionError where nobody may agree, or nobody must.
        """
        if self.needs(gathered, is_masked=choice.is_masked) is not Guard.SECOND_PERSON:
            raise PermissionError("nothing for a second person to decide")
        export = self._prepared(self._ports.new_id(), gathered, choice)
        until = allowed_until(self._ports.today()).isoformat()
        edits = self._creation(export, ASKED, {"valid_until": until})
        await self._note(edits)
        asked = gathered.asked.kept()
        await self._database.write(partial(kept.remember_asked, record=export.record, asked=asked))

    async def waiting(self, ledger: str) -> Sequence[ExportLine]:
        """What the user asked for of a list and has not got.

        What nobody answered in time is told for a week more, unless it was asked for once again.
        """
        since = told_from(self._ports.today()).isoformat()
        read = partial(kept.waiting_lists, name=self.name, ledger=ledger, since=since)
        lines = await self._database.read(read)
        fresh = [each for each in lines if not self._is_past(each)]
        return [*fresh, *(each for each in lines if self.is_over(each) and not fresh)][:_MOST_TOLD]

    def is_over(self, line: ExportLine) -> bool:
        """Whether nobody answered a request in time, or its list was not written in time."""
        return line.is_over(self._ports.today().isoformat())

    async def allowed(self, line: ExportLine, progress: Progress) -> Prepared | None:
        """The list that a second person allowed, as it stands now.

        None where it may not be written any more: it was asked for on another laptop, its time is over, or
        it speaks of more people than were allowed.
        """
        held = await self._database.read(partial(kept.asked_here, record=line.record))
        asked = asked_of(held) if held is not None else None
        today = self._ports.today().isoformat()
        if asked is None or line.progress != ALLOWED or (line.valid_until or "") < today:
            return None
        gathered = await self.gather(asked, progress)
        if gathered.people > line.people or asked.ledger != line.ledger:
            return None
        choice = Choice(line.columns, line.is_masked, line.purpose, line.purpose_words)
        return self._prepared(line.record, gathered, choice, allowed=True)

    def _is_past(self, line: ExportLine) -> bool:
        return (line.valid_until or "") < self._ports.today().isoformat()

    async def newest(self) -> Sequence[ExportLine]:
        """The newest exports of the grids that are followed here."""
        return await self._database.read(partial(kept.exports, limit=_NEWEST))

    def _prepared(
        self, record: RecordId, gathered: Gathered, choice: Choice, *, allowed: bool = False
    ) -> Prepared:
        given = self.columns(gathered.asked.ledger, is_masked=choice.is_masked)
        columns = tuple(each for each in given if each.key in choice.columns)
        return Prepared(record, self.name, self._ports.now(), gathered, choice, columns, allowed)

    async def _edits(self, export: Prepared, file_hash: str) -> list[Edit]:
        if not export.allowed:
            return self._creation(export, WRITTEN, {"file_hash": file_hash})
        seen = await self._database.read(lambda connection: seen_of(connection, LIST_EXPORT, export.record))
        if seen is None or seen.cells.get("progress") != ALLOWED:
            raise PermissionError("it is not allowed any more")
        grp, at = self._ports.new_group(), self._ports.moment()
        cells: dict[str, Value] = {"file_hash": file_hash}
        edits = changes(LIST_EXPORT, export.record, seen, cells, grp=grp, at=at)
        base = seen.bases.get("progress")
        step = Step(
            n=0,
            grp=grp,
            id=export.record,
            cell="progress",
            source=ALLOWED,
            to=WRITTEN,
            base=base if isinstance(base, int) else 0,
            at=at,
        )
        return [*edits, step]

    def _creation(self, export: Prepared, to: str, more: dict[str, Value]) -> list[Edit]:
        """The record of an export and its first step, in one group."""
        gathered, choice = export.gathered, export.choice
        grp, at = self._ports.new_group(), self._ports.moment()
        cells: dict[str, Value] = {
            "ledger": gathered.asked.ledger,
            "columns": [each.key for each in export.columns],
            "narrowed": [*gathered.asked.narrowed],
            "purpose": choice.purpose,
            "purpose_words": choice.purpose_words,
            "rows": len(gathered.rows),
            "people": gathered.people,
            "masked": choice.is_masked,
            "asked_at": at,
            "asked_by": self.name,
            **more,
        }
        made = creation(LIST_EXPORT, export.record, cells, grp=grp, at=at, scope=gathered.scope)
        step = Step(n=0, grp=grp, id=export.record, cell="progress", source=PREPARED, to=to, base=0, at=at)
        return [made, step]

    async def _note(self, edits: Collection[Edit]) -> None:
        at = self._ports.moment()
        await self._database.write(partial(save, community=self._community, edits=[*edits], made_at=at))


def _gathered(
    connection: Connection, asked: ListAsked, rows: Sequence[ExportRow], *, name: str, today: datetime.date
) -> Gathered:
    """What a list says of itself; of a long one that is told beside the window."""
    return Gathered(
        asked=asked,
        rows=rows,
        people=people_in((each.who, each.people) for each in rows),
        scope=kept.grid_of_most(connection, {each.place for each in rows}),
        before=kept.people_unmasked(connection, name, counts_from(today).isoformat()),
        children=kept.children(connection, born_after(today).isoformat()),
    )


def _texts(export: Prepared, words: FileWords) -> list[list[str]]:
    """The cells of the file, masked where that was chosen, and for children always."""
    children = export.gathered.children
    return [
        [
            cell_text(
                column,
                row.values.get(column.key),
                words.language,
                is_masked=export.choice.is_masked or row.home in children,
            )
            for column in export.columns
        ]
        for row in export.gathered.rows
    ]
