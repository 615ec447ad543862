"""The whole file of a case: which papers it holds, in their order, between its cover and its back.

Order and duty follow the format of the Ministry of Justice of 2010 (docs/glossary.md).
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from gridcore.case_contents import APPLICANT, BLANK, CaseContents
from gridcore.codes.mediation import RETENTION_PERIOD
from gridcore.fields import Values
from gridcore.papers import mediation_closing as closing
from gridcore.papers import mediation_opening as opening
from gridcore.papers import mediation_records as records
from gridcore.papers.case_words import or_blank, plain_day
from gridcore.papers.filed_paper import FiledPaper, named_apart
from gridcore.papers.filled_paper import Line, Paper, Section, Signatures, Statement, Table
from gridcore.papers.mediation import agreement_paper
from gridcore.shapes import text_of
from gridcore.workflows import mediation as states

_AGREED = frozenset({states.AGREED_WRITTEN, states.AGREED_ORAL})
_REPORTED = frozenset({states.RETURN_VISITED, states.CLOSING_SUBMITTED, states.CLOSED})


@dataclass(frozen=True)
class WholeFile:
    """All papers of a case in one, between cover and back; pages are counted from the first paper."""

    file: CaseContents
    papers: tuple[FiledPaper, ...]

    @property
    def title(self) -> str:
        """By what a file on the disk, a print job and the reader of a PDF name it: no case, and nobody."""
        return "人民调解卷宗"

    @property
    def cover(self) -> Paper:
        """The front."""
        return cover(self.file)

    def contents(self, starts: Sequence[int]) -> Paper:
        """The list of the papers, with the page on which each begins."""
        return contents(self.file, [(each.name, at) for each, at in zip(self.papers, starts, strict=True)])

    def back(self, pages: int) -> Paper:
        """The back, with the number of pages."""
        return back_cover(pages)


def papers_of(file: CaseContents, today: datetime.date) -> tuple[FiledPaper, ...]:
    """Every paper that the case can fill now, in the order of the file, without cover and contents."""
    is_applied = bool(file.side(APPLICANT)) and text_of(file.case, "source") != "02"
    found = [
        FiledPaper("application", opening.application(file, today))
        if is_applied
        else FiledPaper("acceptance_register", opening.acceptance_register(file))
    ]
    if is_applied and text_of(file.case, "accepted_on"):
        found.append(FiledPaper("acceptance_register", opening.acceptance_register(file)))
    if file.parties:
        found.append(FiledPaper("rights_notice", opening.rights_notice(file)))
        found.append(FiledPaper("identity_proof", opening.identity_proof(file)))
    found += _each(
        file, "power_of_attorney", file.attorneys, partial(opening.power_of_attorney, file), "agent"
    )
    found += _each(file, "investigation", file.investigations, records.investigation_record, "asked")
    if file.evidence:
        found.append(FiledPaper("evidence", records.evidence_list(file)))
    found += _each(
        file, "mediation_session", file.sessions, partial(records.mediation_record, file), "held_on"
    )
    found += _ending(file, today)
    return named_apart(found, file.signed)


_PAPER_OF: Mapping[str, str] = {
    "power_of_attorney": "power_of_attorney",
    "investigation": "investigation_record",
    "mediation_session": "mediation_record",
    "return_visit": "return_visit_record",
    "confirmation": "judicial_confirmation",
}
"""Which paper each record of these kinds has of its own."""


def _each(
    file: CaseContents, kind: str, held: Sequence[Values], fill: Callable[[Values], Paper], subject: str = ""
) -> Iterator[FiledPaper]:
    """A paper for each record of a kind."""
    for at, values in enumerate(held):
        yield FiledPaper(_PAPER_OF[kind], fill(values), text_of(values, subject), file.id_of(kind, at))


def _ending(file: CaseContents, today: datetime.date) -> list[FiledPaper]:
    found = []
    if file.agreement is not None:
        found.append(_agreement(file, file.agreement))
    if file.items:
        found.append(FiledPaper("performance_proof", closing.performance_proof(file)))
    found += _each(
        file, "return_visit", file.visits, partial(closing.return_visit_record, file), "visited_on"
    )
    found += _each(file, "confirmation", file.confirmations, partial(closing.confirmation_application, file))
    if file.outcome == states.TERMINATED:
        found.append(FiledPaper("termination_notice", closing.termination_notice(file)))
    if file.outcome == states.NOT_ACCEPTED:
        found.append(FiledPaper("non_acceptance_notice", closing.non_acceptance_notice(file)))
    if text_of(file.case, "progress") in _REPORTED:
        report = closing.closing_report(file, _signed_on(file, "closing_report") or today)
        found.append(FiledPaper("closing_report", report))
    if text_of(file.case, "file_note"):
        found.append(FiledPaper("file_note", closing.file_note(file)))
    return found


def _signed_on(file: CaseContents, kind: str) -> datetime.date | None:
    """When a paper that bears its own date was signed last: it does not change from day to day after that."""
    told = (text_of(each, "signed_on") for each in file.signed if text_of(each, "paper") == kind)
    days = [day for day in told if day]
    return datetime.date.fromisoformat(days[-1]) if days else None


def _agreement(file: CaseContents, agreement: Values) -> FiledPaper:
    if file.outcome == states.AGREED_ORAL:
        return FiledPaper("oral_agreement_register", closing.oral_agreement_register(file, agreement))
    return FiledPaper("agreement", agreement_paper(file.case, file.parties, agreement, file.community))


def missing_papers(file: CaseContents) -> tuple[str, ...]:
    """Codes of `CASE_PAPER` that the file must hold, as it came out, and that nothing fills yet."""
    is_agreed = file.outcome in _AGREED
    must = {
        "rights_notice": bool(file.parties),
        "identity_proof": bool(file.parties),
        "mediation_record": bool(file.sessions) or not is_agreed,
        "agreement": file.agreement is not None or not is_agreed,
    }
    return tuple(kind for kind, is_there in must.items() if not is_there)


def cover(file: CaseContents) -> Paper:
    """The front of the file."""
    case, retention = file.case, text_of(file.case, "retention")
    days = [text_of(each, "held_on") for each in file.sessions]
    held = {"first": min(days, default=""), "last": max(days, default="")}
    return Paper(
        "人民调解卷宗",
        (
            Line(f"卷号：{file.number}"),
            Statement("人民调解委员会：", file.committee),
            Statement("卷名：", f"{file.between}{file.dispute}"),
            Statement("人民调解员：", or_blank(case, "mediator")),
            Statement("调解日期：", f"{plain_day(held, 'first')}至{plain_day(held, 'last')}"),
            Statement("立卷人：", or_blank(case, "filed_by")),
            Statement("立卷日期：", plain_day(case, "filed_on")),
            Statement("保管期限：", RETENTION_PERIOD.text(retention, "zh") if retention else BLANK),
            Statement("备注：", ""),
        ),
        is_large=True,
    )


def contents(file: CaseContents, pages: Sequence[tuple[str, int]]) -> Paper:
    """The list of what the file holds, each with the page on which it begins."""
    rows = tuple((str(number), name, str(page), "") for number, (name, page) in enumerate(pages, start=1))
    return Paper(
        "卷内目录",
        (
            Line(f"卷号：{file.number}"),
            Table(("序号", "文书名称", "页码", "备注"), (10, 58, 12, 20), rows, (0, 2)),
        ),
    )


def back_cover(pages: int) -> Paper:
    """The back of the file: how many pages it has, and who made it up."""
    return Paper(
        "卷宗封底",
        (
            Section("说明：", (f"本卷宗共{pages}页，附证据材料和凭证另计　　　　页。",)),
            Signatures(("立卷人（签名）：",), ("检查人（签名）：",)),
            Line("年　　月　　日"),
        ),
    )
