"""Households and people for Ctrl+K: who fits what was typed, and the way to the card."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial

from gridclient.actions.households import Wish
from gridclient.ui.households.household_words import kind_badge
from gridclient.ui.households.households_page import ReadsHouseholds
from gridclient.ui.shell.command_palette import Command
from gridcore.ids import RecordId

_MOST = 12


class FindHouseholds:
    """Finds by name, pinyin, initials, address and phone tail; `show` opens a household's card."""

    def __init__(
        self,
        households: ReadsHouseholds,
        clock: Callable[[], datetime.date],
        show: Callable[[RecordId], None],
    ) -> None:
        self._households, self._clock, self._show = households, clock, show

    async def __call__(self, text: str) -> Sequence[Command]:
        """What fits; nothing for an empty text."""
        if not text.strip():
            return []
        found = await self._households.page(Wish(text), self._clock(), 0, _MOST)
        commands = []
        for line in found.lines:
            if line.household is None:
                continue
            badge = kind_badge(line)
            commands.append(
                Command(
                    title=line.found or line.name or line.address,
                    run=partial(self._show, line.household),
                    detail=line.address,
                    symbol="person" if line.found or line.name else badge.symbol or "home",
                )
            )
        return commands
