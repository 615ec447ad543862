"""The directory of legal advisers and mediation rooms, and the notice that is made of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from gridclient.actions.attachments import Attachments
from gridclient.actions.records import Beside, Records, Saved, Unsaved
from gridclient.db.mediation import community_values
from gridclient.db.mediation_directory import ADVISER, ROOM, DirectoryLine, directory
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.attachments import attachment_of
from gridcore.fields import Values
from gridcore.file_contents import Fault
from gridcore.ids import RecordId
from gridcore.legal_advisers import last_days
from gridcore.papers.filled_paper import Paper
from gridcore.papers.mediation_directory import NamedAdviser, adviser_notice
from gridcore.permissions import Verb, may
from gridcore.roles import Role
from gridcore.shapes import text_of

__all__ = ["ADVISER", "ROOM", "DirectoryLine", "MediationDirectory", "Notice"]

_PHOTO = "photo"


@dataclass(frozen=True)
class Notice:
    """The notice, and whether it has room for a photograph that is not on this computer yet."""

    paper: Paper
    lacks_photo: bool


class MediationDirectory:
    """Reads it from the store; `may_write`: whether this user notes who advises and where one meets."""

    def __init__(
        self,
        database: Database,
        ports: Ports,
        roles: frozenset[Role],
        records: Records,
        files: Attachments,
    ) -> None:
        self._database, self._ports, self._records, self._files = database, ports, records, files
        self.may_write = may(roles, ADVISER, Verb.CREATE)

    async def lines(self) -> Sequence[DirectoryLine]:
        """The advisers, then the rooms."""
        return await self._database.read(directory)

    async def notice(self) -> Notice | None:
        """The notice of whoever advises today; None where nobody does."""
        day = self._ports.today().isoformat()

        def read(connection: Connection) -> tuple[list[DirectoryLine], str]:
            return directory(connection), str(community_values(connection).get("name") or "")

        lines, community = await self._database.read(read)
        in_office = [each for each in lines if each.kind == ADVISER and each.is_there(day)]
        photos = [await self._photo(each) for each in in_office]
        named = [
            NamedAdviser(each.name, each.where, each.more, each.phone, each.complaint_phone, photo)
            for each, photo in zip(in_office, photos, strict=True)
        ]
        if not named:
            return None
        lacks = any(each.photo and not photo for each, photo in zip(in_office, photos, strict=True))
        return Notice(adviser_notice(day, community, named), lacks)

    async def put_photo(self, adviser: RecordId, content: bytes) -> Fault | Saved | Unsaved | None:
        """Keep a photograph in the place of the one before; None where the adviser is not here any more."""
        form = await self._records.open_form(ADVISER, adviser)
        if form is None:
            return None
        made = await self._files.attach(form, {}, content, _PHOTO)
        if isinstance(made, Fault):
            return made
        return await self._records.save(form, {_PHOTO: [made.element]})

    async def take_photo_off(self, adviser: RecordId) -> None:
        """Keep no photograph any longer."""
        form = await self._records.open_form(ADVISER, adviser)
        if form is not None:
            await self._records.save(form, {_PHOTO: []})

    async def _photo(self, adviser: DirectoryLine) -> bytes:
        """The photograph, if there is one and it is here; else it is asked for."""
        attachment = attachment_of(adviser.photo)
        form = await self._records.open_form(ADVISER, adviser.record)
        if attachment is None or form is None:
            return b""
        return await self._files.content(form, {}, attachment) or b""


def ends_others(lines: Sequence[DirectoryLine], new: Values) -> list[Beside]:
    """That the terms of others end when a new adviser's begins: one community, one adviser."""
    ended = last_days([each.term for each in lines if each.kind == ADVISER], text_of(new, "since") or None)
    return [Beside(ADVISER, RecordId(record), {"until": day}) for record, day in ended.items()]
