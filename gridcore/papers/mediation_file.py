"""The whole file of a case: which papers it holds, in their order, between its cover and its back.

Order and duty follow the format of the Ministry of Justice of 2010 (docs/glossary.md).
"""

import datetime
import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from gridcore.case_contents import APPLICANT, BLANK, CaseContents
from gridcore.codes.mediation import CASE_PAPER, RETENTION_PERIOD
from gridcore.fields import Values
from gridcore.papers import mediation_closing as closing
from gridcore.papers import mediation_opening as opening
from gridcore.papers import mediation_records as records
from gridcore.papers.case_words import or_blank, plain_day
from gridcore.papers.filled_paper import Line, Paper, Section, Signatures, Statement, Table
from gridcore.papers.mediation import agreement_paper
from gridcore.shapes import text_of
from gridcore.workflows import mediation as states

_AGREED = frozenset({states.AGREED_WRITTEN, states.AGREED_ORAL})
_REPORTED = frozenset({states.RETURN_VISITED, states.CLOSING_SUBMITTED, states.CLOSED})


def content_hash(paper: Paper) -> str:
    """By what a signed paper is known again: SHA-256 over all that stands on it, in hexadecimal digits."""
    return hashlib.sha256(msgspec.json.encode(paper)).hexdigest()


@dataclass(frozen=True)
class FiledPaper:
    """A paper of a file; `kind` is a code of `CASE_PAPER`. `subject` tells papers of one kind apart."""

    kind: str
    paper: Paper
    subject: str = ""

    @property
    def name(self) -> str:
        """As the list of contents names it."""
        return f"{CASE_PAPER.text(self.kind, 'zh')}（{self.subject}）" if self.subject else self.paper.title


@dataclass(frozen=True)
class WholeFile:
    """All papers of a case in one, between cover and back; pages are counted from the first paper."""

    file: CaseContents
    papers: tuple[FiledPaper, ...]

    @property
    def title(self) -> str:
        """By what a file on the disk is named."""
        return text_of(self.file.case, "title") or "人民调解卷宗"

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
    found += [
        FiledPaper("power_of_attorney", opening.power_of_attorney(file, each), text_of(each, "agent"))
        for each in file.attorneys
    ]
    found += [
        FiledPaper("investigation_record", records.investigation_record(each), text_of(each, "asked"))
        for each in file.investigations
    ]
    if file.evidence:
        found.append(FiledPaper("evidence", records.evidence_list(file)))
    found += [
        FiledPaper("mediation_record", records.mediation_record(file, each), text_of(each, "held_on"))
        for each in file.sessions
    ]
    found += _ending(file, today)
    return _told_apart(found)


def _told_apart(papers: Sequence[FiledPaper]) -> tuple[FiledPaper, ...]:
    """No two papers of a file have one name: two sessions of a day, one agent of two parties."""
    met: Counter[str] = Counter()
    found = []
    for each in papers:
        met[each.name] += 1
        count = met[each.name]
        found.append(each if count == 1 else replace(each, subject=f"{each.subject}，{count}".lstrip("，")))
    return tuple(found)


def _ending(file: CaseContents, today: datetime.date) -> list[FiledPaper]:
    found = []
    if file.agreement is not None:
        found.append(_agreement(file, file.agreement))
    if file.items:
        found.append(FiledPaper("performance_proof", closing.performance_proof(file)))
    for each in file.visits:
        paper = closing.return_visit_record(file, each)
        found.append(FiledPaper("return_visit_record", paper, text_of(each, "visited_on")))
    found += [
        FiledPaper("judicial_confirmation", closing.confirmation_application(file, each))
        for each in file.confirmations
    ]
    if file.outcome == states.TERMINATED:
        found.append(FiledPaper("termination_notice", closing.termination_notice(file)))
    if file.outcome == states.NOT_ACCEPTED:
        found.append(FiledPaper("non_acceptance_notice", closing.non_acceptance_notice(file)))
    if text_of(file.case, "progress") in _REPORTED:
        found.append(FiledPaper("closing_report", closing.closing_report(file, today)))
    if text_of(file.case, "file_note"):
        found.append(FiledPaper("file_note", closing.file_note(file)))
    return found


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
