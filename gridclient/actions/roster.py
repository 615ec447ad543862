"""Importing households and facilities on a laptop: a preview that writes nothing, then the edits, in slices.

The file is read and compared beside the windows, not on their loop. What a person says of its columns is
remembered in the encrypted store, by its headings.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from gridclient.actions.freed_memory import give_back_freed_memory
from gridclient.actions.roster_differences import KnownOtherwise, known_otherwise
from gridclient.actions.uncollected import uncollected
from gridclient.db.folders import write_durably
from gridclient.db.roster_changes import last_changes
from gridclient.db.roster_known import SLICE, grids_here, how_many, known_of, known_slice, only_here
from gridclient.db.roster_save import save_many
from gridclient.db.settings import Setting, get_setting, set_setting
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.ids import CommunityId
from gridcore.roster.columns import Column
from gridcore.roster.grids import Grids
from gridcore.roster.known import KINDS, Known, KnownRecord
from gridcore.roster.letting_go import let_go
from gridcore.roster.mappings import (
    Mappings,
    decode_mappings,
    encode_mappings,
    with_choice,
    without_choice,
)
from gridcore.roster.people import Reading
from gridcore.roster.plan import LOOKS, RosterPlan, plan_roster, slices
from gridcore.roster.report import Speak, report_sheets
from gridcore.roster.report_book import report_book
from gridcore.roster.workbook import MOST_BYTES, Workbook, WorkbookProblem, read_workbook
from gridcore.shapes import moment_text
from gridcore.sync.edits import Edit

T = TypeVar("T")
Progress = Callable[[int, int], None]
"""Is told on the loop how much of how much is done."""

_EDITS_A_SLICE = 2_000
"""Of one transaction; a household's edits stay together."""


class RosterImport:
    """What a supervisor, or whoever follows the grids, does with a roster."""

    def __init__(
        self, database: Database, community: CommunityId, ports: Ports, *, is_demo: bool = False
    ) -> None:
        self._database, self._community, self._ports = database, community, ports
        self._is_demo = is_demo
        self._columns = Setting(f"roster_columns/{community}", "")

    def now(self) -> datetime:
        """The present moment."""
        return self._ports.now()

    async def grids(self) -> dict[str, str]:
        """The names of the grids that this laptop follows, by code: whose people may be imported here."""
        names, followed = await self._database.read(partial(grids_here, community=self._community))
        return {code: names[code] for code in sorted(followed)}

    async def preview(
        self,
        path: Path,
        *,
        columns: Mapping[str, Mapping[int, Column]] | None = None,
        grid: str | None = None,
        fill_from_number: bool = False,
        progress: Progress | None = None,
    ) -> RosterPlan | WorkbookProblem:
        """What importing the file would do; nothing is written. Cancelling ends it within some hundred rows.

        The file is looked at first: what cannot be read is told before any record is. `columns` is the
        user's own choice by sheet, `grid` is meant by rows that name none.
        Raises ProblemError as `Database.read` does.
        """
        workbook = await asyncio.to_thread(_opened, path)
        if isinstance(workbook, WorkbookProblem):
            return workbook
        mappings = await self._mappings()
        names, followed = await self._database.read(partial(grids_here, community=self._community))
        loop, cancelled, records = asyncio.get_running_loop(), threading.Event(), list[KnownRecord]()

        def step(done: int, total: int) -> None:
            if cancelled.is_set():
                raise InterruptedError
            if progress is not None:
                loop.call_soon_threadsafe(progress, len(records) + done, len(records) + total)

        def plan() -> RosterPlan:
            known = Known(records)
            try:
                return plan_roster(
                    workbook,
                    grids=Grids(self._community, names, followed, default=grid),
                    known=known,
                    reading=Reading(self._ports.today(), self._is_demo, fill_from_number),
                    at=self._ports.moment(),
                    columns=columns,
                    mappings=mappings,
                    step=step,
                )
            finally:
                known.let_go()
                forget()

        def forget() -> None:
            workbook.let_go()
            let_go(records)

        try:
            with uncollected():
                await self._read_known(records, LOOKS * workbook.height, progress)
        except BaseException:
            loop.run_in_executor(None, forget)
            raise
        try:
            return await asyncio.to_thread(_uncollected, plan)
        except asyncio.CancelledError:
            cancelled.set()
            raise

    async def import_plan(self, plan: RosterPlan, progress: Progress | None = None) -> int:
        """Save a plan's edits, a few hundred in each transaction; returns how many.

        After an interruption whole households are there or not; a preview made anew brings the others. Who
        cancels it waits for the transaction that runs.
        Raises ProblemError as `Database.write` does, and UnknownRecordError where a grid has left the laptop
        since the preview: it is to be made anew.
        """
        done, total = 0, plan.changes
        with uncollected():
            for edits in slices(plan.together, _EDITS_A_SLICE):
                await self._save(edits)
                done += len(edits)
                if progress is not None:
                    progress(done, total)
        return done

    async def _save(self, edits: Sequence[Edit]) -> None:
        """Save in one transaction; who is cancelled waits for it, so that the next preview sees it."""
        made_at = self._ports.moment()
        try:
            await self._database.write(
                partial(save_many, community=self._community, edits=edits, made_at=made_at)
            )
        except asyncio.CancelledError:
            await self._database.write(lambda connection: None)  # one at a time: this one comes behind it
            raise

    async def let_go(self, held: list[RosterPlan]) -> None:
        """Free plans that nobody else holds, beside the windows: with many rows it takes its time."""

        def free() -> None:
            while held:
                plan = held.pop()
                told = list(plan.rows.told)
                del plan
                let_go(told)
            give_back_freed_memory()

        await asyncio.to_thread(free)

    async def known_otherwise(self, plan: RosterPlan, path: Path) -> Sequence[KnownOtherwise]:
        """What the file says otherwise than the records, with who wrote those last. Raises ProblemError."""
        records = [each.record for each in plan.differences]
        found = await self._database.read(partial(last_changes, records=records)) if records else {}
        try:
            written = datetime.fromtimestamp((await asyncio.to_thread(path.stat)).st_mtime, UTC)
        except OSError:  # gone since it was read: nothing counts as older
            written = datetime.fromtimestamp(0, UTC)
        return known_otherwise(plan, found, moment_text(written))

    async def remember_columns(self, titles: Sequence[str], choice: Mapping[int, Column] | None) -> None:
        """Read files with these headings like this from now on; None: as the headings say by themselves."""
        mappings = await self._mappings()
        kept = without_choice(mappings, titles) if choice is None else with_choice(mappings, titles, choice)
        stored = encode_mappings(kept)
        await self._database.write(lambda connection: set_setting(connection, self._columns, stored))

    async def write_report(self, plan: RosterPlan, path: Path, speak: Speak) -> None:
        """Write what a plan refuses, mends and doubts, as a whole or not at all. Raises ProblemError."""
        now = self._ports.now()

        def write() -> None:
            write_durably(path, report_book(report_sheets(plan, speak), now))

        await asyncio.to_thread(write)

    async def _mappings(self) -> Mappings:
        stored = await self._database.read(lambda connection: get_setting(connection, self._columns))
        return decode_mappings(stored)

    async def _read_known(self, found: list[KnownRecord], later: int, progress: Progress | None) -> None:
        """All that is known here; other reads take their turn between the slices.

        `later` is what comes after, as progress is told of it.
        """
        made = await self._database.read(only_here)
        total = later + len(made) + await self._database.read(how_many)

        def add(part: list[KnownRecord]) -> None:
            found.extend(part)
            if progress is not None:
                progress(len(found), total)

        for start in range(0, len(made), SLICE):
            add(await self._database.read(partial(known_of, records=made[start : start + SLICE])))
        for kind in KINDS:
            after: int | None = 0
            while after is not None:
                part, after = await self._database.read(partial(known_slice, kind=kind, after=after))
                add(part)


def _uncollected(make: Callable[[], T]) -> T:
    """What is made while no garbage is looked for; the memory that it took goes back to the system."""
    with uncollected():
        found = make()
    give_back_freed_memory()
    return found


def _opened(path: Path) -> Workbook | WorkbookProblem:
    """What a file holds, or why it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        return WorkbookProblem("cannot_be_opened")
    return _uncollected(lambda: read_workbook(content))
