"""What the page of somebody's care asks of the actions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from gridclient.actions.care_person import CareCard
from gridclient.actions.household_card import ShownRecord
from gridclient.actions.person_file import PersonFile
from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.rights import Correctable, PersonsRequest
from gridcore.fields import Values
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Paper


class ReadsCare(Protocol):
    """Reads and changes somebody's care (`gridclient.actions.care_person.CareOfPerson`)."""

    async def card(self, resident: RecordId, day: date) -> CareCard | None:
        """Somebody's care."""

    async def helpers(self, resident: ShownRecord, day: date) -> Sequence[tuple[RecordId, str, str]]:
        """Who might help."""

    async def withdraw(self, card: CareCard, answer: ShownRecord, day: date) -> Saved | Unsaved:
        """Consent is taken back."""

    async def restore(self, card: CareCard, answer: ShownRecord, day: date) -> Saved | Unsaved:
        """It was not."""

    async def end_pair(self, pair: RecordId, day: date | None) -> Saved | Unsaved:
        """The help ends, or goes on after all."""

    async def look(self, card: CareCard, why: str, at: datetime, worker: str) -> Saved | Unsaved:
        """Somebody looks at the reasons."""

    async def sheet(self, card: CareCard, day: date) -> Paper:
        """The consent sheet."""

    async def export(self, path: Path, content: bytes) -> None:
        """Write a paper where the user wants it."""


class WritesFiles(Protocol):
    """Gathers what is held about somebody (`gridclient.actions.person_file.PersonFiles`)."""

    async def file(self, given: RecordId) -> PersonFile | None:
        """The file that a note speaks of."""


class KeepsRights(Protocol):
    """Takes down what people ask for (`gridclient.actions.rights.Rights`)."""

    may_ask: bool

    async def correctable(self, resident: RecordId) -> Sequence[Correctable]:
        """The fields that may be said to be wrong."""

    async def requests(self, resident: RecordId) -> Sequence[PersonsRequest]:
        """Every request of a person."""

    async def ask(
        self,
        resident: RecordId,
        values: Values,
        wrong: Correctable | None = None,
        right: Values | None = None,
    ) -> Saved | Unsaved:
        """Take a request down."""
