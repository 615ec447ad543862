"""The papers of people's mediation, in the layout of the Ministry of Justice's forms (docs/glossary.md)."""

import re
from collections.abc import Sequence

from gridcore.case_contents import BLANK, committee_of
from gridcore.fields import Values
from gridcore.papers.case_words import day_of, lines_of, named_party, sealed, sex_of, signing
from gridcore.papers.filled_paper import (
    Clauses,
    Line,
    Paper,
    Part,
    Remark,
    Section,
    Signatures,
    Statement,
    Table,
)
from gridcore.papers.numerals import chinese_number, with_capitals, yuan_in_capitals
from gridcore.shapes import text_of
from gridcore.workflows.approval import APPROVED

NOT_APPROVED = "草稿，未经审批，不作签署之用"
_OWN_NUMBERING = re.compile(
    r"^(?:[（(]?[0-9]{1,2}[)）]|[0-9]{1,2}(?:[、．]|[.](?![0-9]))|[一二三四五六七八九十]{1,3}、)\s*"
)
_IDENTITY_LENGTH = 18


def case_number(year: int, committee: str, n: int) -> str:
    """The number of a paper: （2026）北辛人调字第0001号. `committee` is the committee's short name."""
    return f"（{year}）{committee}人调字第{n:04d}号"


def agreement_paper(case: Values, parties: Sequence[Values], agreement: Values, community: Values) -> Paper:
    """The mediation agreement (People's Mediation Law, article 29), ready to be signed once it is approved.

    Full identity numbers are not kept, so the paper shows the last four characters behind stars; where
    they are not known either, the place stays blank and is filled in by hand.
    """
    committee = committee_of(case, community)
    parts: list[Part] = [
        Line(f"编号：{text_of(agreement, 'paper_number') or BLANK}"),
        Table(
            ("当事人", "性别", "证件号码", "住址"),
            (24, 8, 26, 42),
            tuple(_party_row(each) for each in parties),
        ),
        Section("纠纷主要事实、争议事项：", lines_of(agreement, "facts")),
        Clauses("经调解，双方当事人自愿达成如下协议：", agreed_clauses(text_of(agreement, "agreed"))),
        *_money(agreement),
        *_performance(agreement),
        Statement("", _copies(agreement, len(parties))),
        Signatures(
            tuple(signing(each) for each in parties),
            ("人民调解员（签名）：", "记录人（签名）："),
        ),
        *sealed(committee, day_of(agreement, "agreed_on")),
    ]
    remark = None if agreement.get("approval") == APPROVED else Remark(NOT_APPROVED)
    return Paper("人民调解协议书", tuple(parts), remark)


def agreed_clauses(text: str) -> tuple[str, ...]:
    """What was agreed, one clause a line; typed numbers of clauses give way to the paper's."""
    lines = (_OWN_NUMBERING.sub("", line.strip()) for line in text.splitlines())
    return tuple(with_capitals(line) for line in lines if line)


def _party_row(party: Values) -> tuple[str, ...]:
    tail = text_of(party, "identity_tail")
    identity = tail.rjust(_IDENTITY_LENGTH, "*") if tail else ""
    return (named_party(party), sex_of(party), identity, text_of(party, "address"))


def _money(agreement: Values) -> tuple[Part, ...]:
    amount = agreement.get("amount")
    if not isinstance(amount, int):
        return ()
    return (Statement("协议金额：", f"人民币{amount:,}元（{yuan_in_capitals(amount)}）。"),)


def _performance(agreement: Values) -> tuple[Part, ...]:
    way = with_capitals(text_of(agreement, "performance").rstrip("。；;，, "))
    due = day_of(agreement, "performance_due")
    told = [part for part in (way, f"于{due}前履行完毕" if due else "") if part]
    return (Statement("履行方式、地点、期限：", "，".join(told) + "。"),) if told else ()


def _copies(agreement: Values, parties: int) -> str:
    copies = agreement.get("copies")
    number = copies if isinstance(copies, int) and 0 < copies < 100 else parties + 1
    holders = "各执一份" if number == parties + 1 else "收执"
    return (
        f"本协议一式{chinese_number(number)}份，当事人、人民调解委员会{holders}，"
        "自各方当事人签名、盖章或者按指印，人民调解员签名并加盖人民调解委员会印章之日起生效。"
    )
