"""The papers of a mediation case: which its file holds, each filled anew when it is wanted, and the whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gridclient.actions.attachments import Attachments, as_it_stands
from gridclient.actions.mediation import contents_of
from gridclient.db.mediation import CaseRecords, Held, case_records, community_values
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.attachments import Attachment, attachment_of
from gridcore.case_contents import CaseContents
from gridcore.fields import Values
from gridcore.ids import RecordId
from gridcore.papers.filed_paper import FiledPaper
from gridcore.papers.mediation_file import WholeFile, missing_papers, papers_of
from gridcore.papers.signing import Drawn, content_hash, from_kept, kept, line_of, signers
from gridcore.records import RECORD_TYPES
from gridcore.sync.stored import elements_of

SIGNED_PAPER = "signed_paper"


@dataclass(frozen=True)
class Archived:
    """A paper as it was signed on a day; `is_kept`: all that stood on it is in the archive."""

    record: RecordId
    signed_on: str
    is_kept: bool


@dataclass(frozen=True)
class ListedPaper:
    """A paper of the file as its list shows it; `key` tells it from the others whatever its name.

    It is empty for one that was signed and that nothing fills any more: it stays in the archive.
    """

    kind: str
    name: str
    key: str
    archived: Sequence[Archived] = ()
    """As it was signed, the last time last."""
    is_changed: bool = False
    """What it is filled from has changed since it was signed: a new one is to be printed and signed."""
    may_be_signed: bool = True
    """Not while it is a draft, and not where nobody's signature belongs on it."""


@dataclass(frozen=True)
class FileList:
    """The papers that can be filled, codes of those that are missing, and whether one must wait to print."""

    papers: Sequence[ListedPaper]
    missing: Sequence[str]
    is_disputed: bool


@dataclass(frozen=True)
class ToSign:
    """A paper that is going to be signed, and what its archive knows of it from the beginning."""

    filed: FiledPaper
    known: Values

    def signed(self, signatures: Sequence[str]) -> Values:
        """What the archive keeps with these drawn signatures, elements of its attachments."""
        return {
            "signatures": [*sorted(signatures)],
            "content_hash": content_hash(self.filed.paper, drawn_in(signatures)),
        }


@dataclass(frozen=True)
class _Filled:
    """A case with its papers as they stand now, and what was signed."""

    case: RecordId
    contents: CaseContents
    papers: tuple[FiledPaper, ...]
    signed: Sequence[Held]

    def paper(self, key: str) -> FiledPaper | None:
        """One of them."""
        return next((each for each in self.papers if each.key == key), None)


class CasePapers:
    """Fills papers from the records of a case: nothing is typed twice. What was signed stays as it was."""

    def __init__(self, database: Database, ports: Ports, files: Attachments) -> None:
        self._database, self._ports, self._files = database, ports, files

    async def listed(self, case: RecordId) -> FileList | None:
        """What the file holds; None when the case is not, or no longer, on this laptop."""
        today = self._ports.today()

        def read(connection: Connection) -> FileList | None:
            found = case_records(connection, case)
            if found is None:
                return None
            file = contents_of(found, community_values(connection))
            signed = found.of(SIGNED_PAPER)
            filled = papers_of(file, today)
            papers = [_listed(each, signed) for each in filled]
            return FileList([*papers, *_left(filled, signed)], missing_papers(file), _is_disputed(found))

        return await self._database.read(read)

    async def paper(self, case: RecordId, key: str) -> FiledPaper | None:
        """One paper as it stands now, with the signatures that were drawn on it as long as it is the same.

        None while a conflict of the case waits, or where there is none.
        """
        held = await self._filled(case)
        filed = held.paper(key) if held is not None else None
        if held is None or filed is None:
            return None
        last = _last(filed, held.signed)
        return filed if last is None or _is_changed(filed, last) else await self._with_drawn(filed, last)

    async def as_signed(self, case: RecordId, record: RecordId) -> FiledPaper | None:
        """A paper as it was signed, word by word; None where that is not in the archive."""
        found = await self._database.read(lambda connection: case_records(connection, case))
        held = [each for each in found.of(SIGNED_PAPER) if each.record == record] if found else []
        paper = from_kept(held[0].text("content")) if held else None
        if paper is None:
            return None
        return await self._with_drawn(FiledPaper(held[0].text("paper"), paper), held[0])

    async def to_sign(self, case: RecordId, key: str) -> ToSign | None:
        """A paper for its signers; None while a conflict waits, or where nobody may sign it now."""
        held = await self._filled(case)
        filed = held.paper(key) if held is not None else None
        if held is None or filed is None or not _may_be_signed(filed):
            return None
        known: Values = {
            "case": held.case,
            "paper": filed.kind,
            "title": filed.name,
            "about": filed.about or None,
            "content": kept(filed.paper),
            "content_hash": content_hash(filed.paper),
        }
        return ToSign(filed, known)

    async def whole(self, case: RecordId) -> WholeFile | None:
        """All papers in one, each as it was signed last; None while a conflict of the case waits."""
        held = await self._filled(case)
        if held is None:
            return None
        chosen = [await self._as_archived(each, held.signed) for each in held.papers]
        return WholeFile(held.contents, tuple(chosen))

    async def _filled(self, case: RecordId) -> _Filled | None:
        """Nothing while a conflict of the case waits: nobody can say which value would be printed."""
        today = self._ports.today()

        def read(connection: Connection) -> _Filled | None:
            found = case_records(connection, case)
            if found is None or _is_disputed(found):
                return None
            contents = contents_of(found, community_values(connection))
            papers = papers_of(contents, today)
            return _Filled(found.case.record, contents, papers, found.of(SIGNED_PAPER))

        return await self._database.read(read)

    async def _as_archived(self, filed: FiledPaper, signed: Sequence[Held]) -> FiledPaper:
        last = _last(filed, signed)
        if last is None:
            return filed
        paper = from_kept(last.text("content"))
        if paper is None:
            return filed
        return await self._with_drawn(replace(filed, paper=paper), last)

    async def _with_drawn(self, filed: FiledPaper, signed: Held) -> FiledPaper:
        """With the pictures of the signatures that are here; the others are asked for."""
        form = as_it_stands(RECORD_TYPES[SIGNED_PAPER], signed.record, signed.values)
        drawn = []
        for line, each in _signatures(elements_of(signed.values.get("signatures"))):
            drawn.append(Drawn(line, each.sha256, await self._files.content(form, {}, each) or b""))
        return replace(filed, drawn=tuple(drawn))


def drawn_in(signatures: Sequence[str]) -> list[Drawn]:
    """The signatures that elements of an archive's attachments are, by line."""
    return [Drawn(line, each.sha256) for line, each in _signatures(signatures)]


def _signatures(elements: Sequence[str] | frozenset[str]) -> list[tuple[int, Attachment]]:
    found = []
    for attachment in map(attachment_of, sorted(elements)):
        line = line_of(attachment) if attachment is not None else None
        if attachment is not None and line is not None:
            found.append((line, attachment))
    return sorted(found, key=lambda each: each[0])


def _is_disputed(found: CaseRecords) -> bool:
    return any(each.is_disputed for each in found.all)


def _last(filed: FiledPaper, signed: Sequence[Held]) -> Held | None:
    return next((each for each in reversed(signed) if filed.is_what_was_signed(each.values)), None)


def _is_changed(filed: FiledPaper, signed: Held) -> bool:
    drawn = drawn_in(sorted(elements_of(signed.values.get("signatures"))))
    return signed.text("content_hash") != content_hash(filed.paper, drawn)


def _may_be_signed(filed: FiledPaper) -> bool:
    return filed.paper.remark is None and bool(signers(filed.paper))


def _listed(filed: FiledPaper, signed: Sequence[Held]) -> ListedPaper:
    own = [each for each in signed if filed.is_what_was_signed(each.values)]
    return ListedPaper(
        filed.kind,
        filed.name,
        filed.key,
        [_archived(each) for each in own],
        is_changed=bool(own) and _is_changed(filed, own[-1]),
        may_be_signed=_may_be_signed(filed),
    )


def _archived(signed: Held) -> Archived:
    return Archived(signed.record, signed.text("signed_on"), bool(signed.text("content")))


def _left(filled: Sequence[FiledPaper], signed: Sequence[Held]) -> list[ListedPaper]:
    """What was signed and is filled no more: its record was taken away, or the case came out otherwise."""
    return [
        ListedPaper(each.text("paper"), each.text("title"), "", [_archived(each)], may_be_signed=False)
        for each in signed
        if not any(one.is_what_was_signed(each.values) for one in filled)
    ]
