"""The papers with which a mediation ends: oral agreement, performance, return visit, court, notices."""

import datetime

from gridcore.case_contents import APPLICANT, BLANK, RESPONDENT, CaseContents
from gridcore.codes.mediation import (
    CASE_SOURCE,
    CONFIRMATION_RESULT,
    DISPUTE_TYPE,
    HOW_PERFORMED,
    SATISFACTION,
)
from gridcore.fields import Values
from gridcore.papers.case_words import BLANK_DAY, day_of, lines_of, or_blank, plain_day, sealed, signing
from gridcore.papers.filled_paper import Clauses, Line, Paper, Part, Section, Signatures, Statement, Table
from gridcore.papers.mediation import agreed_clauses
from gridcore.papers.numerals import chinese_day, day_in_digits, with_capitals
from gridcore.shapes import text_of

OTHER_WAYS = (
    "当事人可以依法向人民法院提起诉讼；",
    "有仲裁协议或者依法应当先行仲裁的，可以向仲裁机构申请仲裁；",
    "依法由行政机关处理的，可以向有关行政机关提出申请。",
)
"""People's Mediation Law, article 26: who cannot be helped here is told where else to go."""


def oral_agreement_register(file: CaseContents, agreement: Values) -> Paper:
    """An agreement by word of mouth: it is in force when it is reached."""
    return Paper(
        "人民调解口头协议登记表",
        (
            Line(f"编号：{file.number}"),
            Statement("当事人：", file.between),
            Section("纠纷主要事实、争议事项：", lines_of(agreement, "facts")),
            Clauses("口头协议内容：", agreed_clauses(text_of(agreement, "agreed"))),
            Statement("履行方式、地点：", with_capitals(or_blank(agreement, "performance"))),
            Statement("履行期限：", day_of(agreement, "performance_due") or BLANK),
            Statement("", "口头协议自各方当事人达成协议之日起生效。"),
            Signatures(("人民调解员（签名）：",), (f"记录人（签名）：{text_of(agreement, 'recorder')}",)),
            *sealed(file.committee, day_of(agreement, "agreed_on")),
        ),
    )


def performance_proof(file: CaseContents) -> Paper:
    """What was to be done by whom until when, and what shows that it was done."""
    rows = tuple(
        (
            str(number),
            file.name_of(each.get("party")),
            with_capitals(text_of(each, "what")),
            plain_day(each, "due"),
            plain_day(each, "done_on").strip("　"),
            text_of(each, "proof"),
        )
        for number, each in enumerate(file.items, start=1)
    )
    headings = ("序号", "履行人", "履行内容", "履行期限", "履行日期", "凭证")
    return Paper(
        "履行凭证",
        (
            Table(headings, (8, 14, 26, 19, 19, 14), rows, (0,)),
            Statement("", "收条、汇款单等凭证附后。"),
        ),
    )


def return_visit_record(file: CaseContents, visit: Values) -> Paper:
    """Whether the agreement holds, and what is done where it does not."""
    performed = HOW_PERFORMED.text(text_of(visit, "performed"), "zh")
    satisfied = SATISFACTION.text(text_of(visit, "satisfied"), "zh")
    at_peace = "当事人已和解。" if visit.get("reconciled") is True else "当事人尚未和解。"
    return Paper(
        "人民调解回访记录",
        (
            Statement("当事人：", file.between),
            Statement("调解协议编号：", file.number),
            Statement("回访事由：", file.dispute),
            Statement("回访时间：", plain_day(visit, "visited_on")),
            Statement("履行情况：", performed),
            Statement("当事人意见：", f"{satisfied}。{at_peace}"),
            Statement("后续诉讼及结果：", text_of(visit, "lawsuit") or "无"),
            Section("调解不当、激化或者隐患情况：", lines_of(visit, "trouble") or ("无",)),
            Section("处理措施：", lines_of(visit, "measures") or ("无",)),
            Signatures((f"回访人（签名）：{text_of(visit, 'visitor')}",), ("被回访人（签名）：",)),
            Line(day_of(visit, "visited_on")),
        ),
    )


def confirmation_application(file: CaseContents, asked: Values | None) -> Paper:
    """Both parties' application to the court, within thirty days after the agreement took effect."""
    agreement, case = file.agreement or {}, asked or {}
    parts: tuple[Part, ...] = (
        Statement("申请人：", "；".join(_reached_at(each) for each in file.parties) or BLANK),
        Section(
            "请求事项：",
            (f"确认申请人于{plain_day(agreement, 'agreed_on')}达成的{file.number}人民调解协议有效。",),
        ),
        Section(
            "事实和理由：",
            (
                f"申请人因{file.dispute}，经{file.committee}主持调解，自愿达成调解协议，"
                f"协议于{plain_day(agreement, 'in_force_on')}生效。",
                "申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；"
                "如果因为该协议内容给他人造成损害的，愿意承担相应的民事责任和其他法律责任。",
            ),
        ),
        Statement("附：", "人民调解协议书、身份证明、送达地址和电话、有关财产权利证明。"),
        Statement("", "此致"),
        Statement(or_blank(case, "court"), ""),
        Signatures(tuple(signing(each, "申请人") for each in file.parties), ()),
        Line(day_of(case, "applied_on") or BLANK_DAY),
    )
    return Paper("司法确认申请书", parts)


def _ruling(asked: Values) -> str:
    """What became of an application for judicial confirmation."""
    court, result = or_blank(asked, "court"), text_of(asked, "result")
    if not result:
        return f"已于{plain_day(asked, 'applied_on')}向{court}申请，尚无裁定。"
    ruled = f"{plain_day(asked, 'decided_on')}，{court}{CONFIRMATION_RESULT.text(result, 'zh')}"
    return f"{ruled}（{or_blank(asked, 'number')}）。"


def closing_report(file: CaseContents, today: datetime.date) -> Paper:
    """The case on one sheet, for who approves that it is closed."""
    case, last = file.case, file.sessions[-1] if file.sessions else {}
    return Paper(
        "结案报告表",
        (
            Line(f"卷号：{file.number}"),
            Table(
                ("调解委员会", "承办人", "受理日期", "填表日期"),
                (34, 20, 23, 23),
                (
                    (
                        file.committee,
                        text_of(case, "mediator"),
                        plain_day(case, "accepted_on"),
                        day_in_digits(today),
                    ),
                ),
            ),
            Statement("当事人：", file.between),
            Statement("案件来源：", CASE_SOURCE.text(text_of(case, "source"), "zh")),
            Statement("纠纷类型：", DISPUTE_TYPE.text(text_of(case, "dispute_type"), "zh")),
            Section("简要案情：", lines_of(case, "facts")),
            Section(
                "调解经过：",
                tuple(
                    f"{plain_day(each, 'held_on')}在{or_blank(each, 'place')}进行调解。"
                    for each in file.sessions
                )
                or ("未进行调解。",),
            ),
            Section("调解结果：", lines_of(file.agreement or last, "agreed" if file.agreement else "result")),
            *((Statement("理由：", text_of(case, "reason")),) if text_of(case, "reason") else ()),
            *(Statement("司法确认：", _ruling(each)) for each in file.confirmations),
            Signatures(("承办人（签名）：",), ("审批人（签名）：",)),
            *sealed(file.committee, chinese_day(today)),
        ),
    )


def termination_notice(file: CaseContents) -> Paper:
    """That the mediation ends without an agreement, and where the parties may go now."""
    return _notice(
        file,
        "终止调解通知书",
        f"你们之间的{file.dispute}，经本委员会调解，因{_reason(file)}，根据《中华人民共和国人民调解法》"
        "的规定，现终止调解。",
    )


def non_acceptance_notice(file: CaseContents) -> Paper:
    """That the committee does not take a dispute up, and where the parties may go."""
    return _notice(
        file,
        "不予受理通知书",
        f"你（们）于{plain_day(file.case, 'applied_on')}就与{file.names(RESPONDENT)}之间的{file.dispute}"
        f"提出的人民调解申请，因{_reason(file)}，本委员会不予受理。",
        side=APPLICANT,
    )


def file_note(file: CaseContents) -> Paper:
    """What somebody who opens the file later has to know about it."""
    return Paper(
        "卷宗情况说明",
        (
            Section("说明：", lines_of(file.case, "file_note")),
            Signatures((), (f"立卷人（签名）：{text_of(file.case, 'filed_by')}",)),
            Line(day_of(file.case, "filed_on") or BLANK_DAY),
        ),
    )


def _notice(file: CaseContents, title: str, told: str, side: str = "") -> Paper:
    """To everybody, or to one side alone; who gets it signs for it."""
    signers = file.side(side) if side else file.parties
    return Paper(
        title,
        (
            Line(f"编号：{file.number}"),
            Statement(f"{file.names(side) if side else file.between}：", ""),
            Statement("", told),
            Clauses("你们可以通过下列途径解决纠纷：", OTHER_WAYS),
            *sealed(file.committee),
            Statement("送达日期：", plain_day(file.case, "delivered_on")),
            Signatures(tuple(signing(each) for each in signers), ()),
        ),
    )


def _reason(file: CaseContents) -> str:
    return text_of(file.case, "reason").rstrip("。；;，, ") or BLANK


def _reached_at(party: Values) -> str:
    told = (text_of(party, "name"), text_of(party, "address"), text_of(party, "phone"))
    return "，".join(each for each in told if each)
