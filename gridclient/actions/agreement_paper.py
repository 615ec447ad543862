"""The mediation agreement on paper: as a draft to read, numbered once when it is printed, and as a file."""

from dataclasses import dataclass
from pathlib import Path

from gridclient.actions.mediation import AGREEMENT, FormSave, changes_of
from gridclient.actions.paper_file import write_paper
from gridclient.db.facts import save
from gridclient.db.mediation import case_records, community_values
from gridclient.db.paper_numbers import numbers_left, take_number
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.ids import CommunityId, RecordId
from gridcore.papers.filled_paper import Paper
from gridcore.papers.mediation import agreement_paper
from gridcore.workflows.approval import APPROVED


@dataclass(frozen=True)
class Printable:
    """The approved agreement with its number."""

    paper: Paper
    number: str


class NoNumberLeft:
    """This laptop has no paper number left; the next sync brings some."""


class NotApproved:
    """There is no approved agreement to print."""


class StillDisputed:
    """A conflict about the case waits for a decision; nobody signs one side of it."""


class AgreementPaper:
    """Makes the paper of a case's agreement."""

    def __init__(self, database: Database, ports: Ports, community: CommunityId) -> None:
        self._database, self._ports, self._community = database, ports, community

    async def draft(self, case: RecordId) -> Paper | None:
        """The agreement as it stands, marked as a draft until it is approved; None without one."""
        return await self._database.read(lambda connection: _paper(connection, case))

    async def numbers_left(self) -> int:
        """How many papers this laptop can still number this year."""
        year = self._ports.today().year

        def read(connection: Connection) -> int:
            return numbers_left(connection, self._community, _committee(connection), year)

        return await self._database.read(read)

    async def printable(self, case: RecordId) -> Printable | NoNumberLeft | NotApproved | StillDisputed:
        """The approved agreement. It gets its number now, in one transaction with the edit that writes it."""
        save_ = FormSave(self._ports.new_group(), self._ports.moment())
        year = self._ports.today().year

        def write(connection: Connection) -> Printable | NoNumberLeft | NotApproved | StillDisputed:
            found = case_records(connection, case)
            agreement = found.agreement if found is not None else None
            if agreement is None or agreement.text("approval") != APPROVED:
                return NotApproved()
            if found is not None and any(each.is_disputed for each in found.all):
                return StillDisputed()
            number = agreement.text("paper_number")
            if not number:
                drawn = take_number(connection, self._community, _committee(connection), year)
                if drawn is None:
                    return NoNumberLeft()
                number = drawn
                told = {"paper_number": number}
                edits = changes_of(connection, AGREEMENT, agreement.record, told, save_)
                save(connection, self._community, edits, save_.at)
            paper = _paper(connection, case)
            return NotApproved() if paper is None else Printable(paper, number)

        return await self._database.write(write)

    async def export(self, path: Path, pdf: bytes) -> None:
        """Write a PDF where the user wants it. Raises ProblemError as every file of the store does."""
        await write_paper(path, pdf)


def _committee(connection: Connection) -> str:
    return str(community_values(connection).get("committee") or "")


def _paper(connection: Connection, case: RecordId) -> Paper | None:
    found = case_records(connection, case)
    if found is None or found.agreement is None:
        return None
    parties = [each.values for each in found.parties]
    return agreement_paper(found.case.values, parties, found.agreement.values, community_values(connection))
