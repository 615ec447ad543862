"""What the household's page asks of the store."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Protocol

from gridclient.actions.household_card import Card, Place
from gridcore.fields import Value
from gridcore.ids import RecordId


class ReadsCards(Protocol):
    """Reads cards (`gridclient.actions.household_card.HouseholdCards`)."""

    async def card(self, household: RecordId, day: date) -> Card | None:
        """A household's card."""

    async def values(self, kind: str, record: RecordId) -> Mapping[str, Value] | None:
        """The values of a record as they stand now."""

    async def place(self, room: RecordId) -> Place | None:
        """A room where a household may be registered."""

    async def standing(self, record: RecordId) -> RecordId:
        """The record that stands for one that was merged."""
