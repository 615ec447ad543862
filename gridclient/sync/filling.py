"""Fills shown tables of another declaration, or left behind by a cut first sync, between other writes."""

from dataclasses import dataclass, field
from functools import partial

from gridclient.db.shown_rebuild import fill, finish, stale
from gridclient.db.threads import Database


@dataclass
class Filling:
    """Remembers how far each kind is; what arrives later is found when it goes on."""

    database: Database
    _after: dict[str, int] = field(default_factory=dict)

    async def finish(self) -> None:
        """Show everything and bring the indexes back."""
        for kind in await self.database.read(stale):
            await self._fill(kind)
            await self.database.write(partial(finish, kind=kind))

    async def _fill(self, kind: str) -> None:
        after: int | None = self._after.get(kind, 0)
        while after is not None:
            self._after[kind] = after
            after = await self.database.write(partial(fill, kind=kind, after=after))
