"""Finding households and people as one types, for the palette that every page has."""

from collections.abc import Sequence
from dataclasses import dataclass

from gridclient.db.search import search
from gridclient.db.threads import Connection, Database
from gridclient.db.titles import titles
from gridcore.fields import Label
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES

_MOST = 12


@dataclass(frozen=True)
class Found:
    """Something that fits: what names it, what kind it is, and the household to open."""

    household: RecordId
    words: tuple[str, ...]
    kind: Label


class Finder:
    """Searches the store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, text: str) -> Sequence[Found]:
        """What fits the text, the likeliest first; only what belongs to a household on this laptop."""
        return await self._database.read(lambda connection: _find(connection, text))


def _find(connection: Connection, text: str) -> list[Found]:
    hits = [each for each in search(connection, text, _MOST) if each.household is not None]
    named = titles(connection, [(each.kind, each.record) for each in hits])
    return [
        Found(each.household, named[each.record].words, RECORD_TYPES[each.kind].label)
        for each in hits
        if each.household is not None and each.record in named
    ]
