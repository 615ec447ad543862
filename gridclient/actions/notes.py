"""Quick notes: caught in seconds, kept for oneself, turned into a visit later."""

from collections.abc import Sequence

from gridclient.actions.records import Form, Records, Saved, Unsaved
from gridclient.db import notes as kept
from gridclient.db.notes import Note
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.fields import record_type
from gridcore.ids import RecordId, UserId
from gridcore.permissions import scope_for
from gridcore.records.visits import QuickNote
from gridcore.validation import tidy_value

__all__ = ["QUICK_NOTE", "Note", "Notes"]

QUICK_NOTE = record_type(QuickNote)


class Notes:
    """The user's own notes."""

    def __init__(self, database: Database, records: Records, ports: Ports, user: UserId) -> None:
        self._database, self._records, self._ports, self._user = database, records, ports, user

    async def begin(self) -> Form:
        """A new note, or the one that was left unsaved last, with what was typed."""
        left = await self._records.drafts("quick_note")
        form = left[0] if left else await self._records.open_form("quick_note")
        if form is None:
            raise LookupError("a new form always opens")
        return form

    async def keep_typed(self, form: Form, said: str) -> None:
        """Keep what is typed so far; nothing typed is no draft."""
        if said.strip():
            await self._records.keep_draft(form, {"said": said})
        else:
            await self._records.discard_draft(form)

    async def keep(
        self, said: str, household: RecordId | None = None, *, form: Form | None = None
    ) -> Saved | Unsaved:
        """Keep a note, about a household where one was in sight; with `form` the one that was begun."""
        if form is None:
            form = await self.begin()
        text = tidy_value(QUICK_NOTE.fields["said"], said).value
        values = {"said": text, "household": household, "noted_at": self._ports.moment()}
        return await self._records.save(form, values, scope=scope_for(QUICK_NOTE, self._user))

    async def open_notes(self) -> Sequence[Note]:
        """What is not done, latest first."""
        return await self._database.read(kept.open_notes)

    async def finish(self, note: RecordId, *, is_done: bool = True) -> None:
        """Mark a note as done, or take that back."""
        form = await self._records.open_form("quick_note", note)
        if form is not None:
            await self._records.save(form, {"done": is_done})
