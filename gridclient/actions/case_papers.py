"""The papers of a mediation case: which its file holds, each filled anew when it is wanted, and the whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gridclient.actions.mediation import contents_of
from gridclient.db.mediation import CaseRecords, Held, case_records, community_values
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Paper
from gridcore.papers.mediation_file import (
    FiledPaper,
    WholeFile,
    content_hash,
    missing_papers,
    papers_of,
)


@dataclass(frozen=True)
class ListedPaper:
    """A paper of the file as its list shows it; `name` tells it from the others."""

    kind: str
    name: str
    content_hash: str
    signed_on: str = ""
    is_changed: bool = False
    """What it is filled from has changed since it was signed: a new one is to be printed and signed."""


@dataclass(frozen=True)
class FileList:
    """The papers that can be filled, codes of those that are missing, and whether one must wait to print."""

    papers: Sequence[ListedPaper]
    missing: Sequence[str]
    is_disputed: bool


class CasePapers:
    """Fills papers from the records of a case: nothing is typed twice."""

    def __init__(self, database: Database, ports: Ports) -> None:
        self._database, self._ports = database, ports

    async def listed(self, case: RecordId) -> FileList | None:
        """What the file holds; None when the case is not, or no longer, on this laptop."""
        today = self._ports.today()

        def read(connection: Connection) -> FileList | None:
            found = case_records(connection, case)
            if found is None:
                return None
            papers = _papers(connection, found, today)
            signed = found.of("signed_paper")
            return FileList(
                [_listed(each, signed) for each in papers],
                missing_papers(contents_of(found)),
                _is_disputed(found),
            )

        return await self._database.read(read)

    async def paper(self, case: RecordId, name: str) -> Paper | None:
        """One paper as it stands now; None while a conflict of the case waits, or where there is none."""
        found = await self._whole(case)
        return next((each.paper for each in found.papers if each.name == name), None) if found else None

    async def whole(self, case: RecordId) -> WholeFile | None:
        """All papers in one; None while a conflict of the case waits for a decision."""
        return await self._whole(case)

    async def _whole(self, case: RecordId) -> WholeFile | None:
        today = self._ports.today()

        def read(connection: Connection) -> WholeFile | None:
            found = case_records(connection, case)
            if found is None or _is_disputed(found):
                return None
            file = contents_of(found, community_values(connection))
            return WholeFile(file, papers_of(file, today))

        return await self._database.read(read)


def _papers(connection: Connection, found: CaseRecords, today: date) -> tuple[FiledPaper, ...]:
    return papers_of(contents_of(found, community_values(connection)), today)


def _is_disputed(found: CaseRecords) -> bool:
    return any(each.is_disputed for each in found.all)


def _listed(each: FiledPaper, signed: Sequence[Held]) -> ListedPaper:
    """With the last paper of that name that was signed."""
    hashed = content_hash(each.paper)
    last = next((one for one in reversed(signed) if one.text("title") == each.name), None)
    if last is None:
        return ListedPaper(each.kind, each.name, hashed)
    changed = last.text("content_hash") != hashed
    return ListedPaper(each.kind, each.name, hashed, last.text("signed_on"), changed)
