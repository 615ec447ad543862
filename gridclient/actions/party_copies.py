"""A party that is in the registry: what is known of it there is copied into the case, not typed again."""

from collections.abc import Sequence

from gridclient.actions.life_changes import PersonFound, people_found
from gridclient.db.listing import Where, row, rows
from gridclient.db.threads import Connection, Database
from gridcore.fields import Values
from gridcore.ids import RecordId
from gridcore.shapes import text_of

__all__ = ["PartyCopies", "PersonFound"]

_SAME = ("name", "sex", "identity_tail", "phone")
"""What a party and a resident are described by alike."""
_PERSON = "person"


class PartyCopies:
    """Reads the registry for who has one beside the cases; a mediator without a grid has none.

    The case keeps a copy: what changes in the registry later stays there, and nothing there tells of a case.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def has_people(self) -> bool:
        """Whether there is anybody to copy."""
        return bool(await self._database.read(lambda connection: rows(connection, "resident", limit=1)))

    async def people(self, text: str) -> Sequence[PersonFound]:
        """Who fits a name, its pinyin, an address or the end of a phone number."""
        return await self._database.read(lambda connection: people_found(connection, text))

    async def copy(self, resident: RecordId) -> Values:
        """What the form of a party begins with; nothing of somebody who has left this laptop."""

        def read(connection: Connection) -> Values:
            found = rows(connection, "resident", [Where("id", "=", resident)], limit=1)
            if not found:
                return {}
            person = found[0].values
            home = row(connection, "household", RecordId(text_of(person, "household")))
            born = text_of(person, "birth_date")
            return {
                **{name: person.get(name) for name in _SAME},
                "resident": resident,
                "kind": _PERSON,
                "birth_year": int(born[:4]) if born else None,
                "address": home.values.get("address") if home is not None else None,
            }

        return await self._database.read(read)
