"""The papers of the course of a mediation: investigations, evidence, sessions."""

from gridcore.case_contents import CaseContents
from gridcore.codes.mediation import EVIDENCE_KIND
from gridcore.fields import Values
from gridcore.papers.case_words import BLANK_DAY, day_of, lines_of, or_blank, plain_day, sealed, signing
from gridcore.papers.filled_paper import Line, Paper, Section, Signatures, Statement, Table
from gridcore.papers.numerals import with_capitals
from gridcore.shapes import text_of


def investigation_record(record: Values) -> Paper:
    """What somebody told the mediators, signed by who told it."""
    return Paper(
        "人民调解调查记录",
        (
            Statement("时间：", plain_day(record, "held_on")),
            Statement("地点：", or_blank(record, "place")),
            Statement("在场人：", or_blank(record, "present")),
            Statement("调查人：", or_blank(record, "investigators")),
            Statement("被调查人：", or_blank(record, "asked")),
            Section("记录：", lines_of(record, "content")),
            Statement("", "以上记录已交被调查人阅读（向被调查人宣读），与所说一致。"),
            Signatures(
                ("被调查人（签名、盖章或按指印）：", "调查人（签名）："),
                (f"记录人（签名）：{text_of(record, 'recorder')}",),
            ),
            Line(day_of(record, "held_on") or BLANK_DAY),
        ),
    )


def evidence_list(file: CaseContents) -> Paper:
    """The list of what is filed as evidence: copies only."""
    rows = tuple(
        (
            str(number),
            text_of(each, "title"),
            EVIDENCE_KIND.text(text_of(each, "kind"), "zh"),
            text_of(each, "provided_by"),
            plain_day(each, "dated_on").strip("　"),
            text_of(each, "pages"),
            "是" if each.get("original_seen") is True else "否",
        )
        for number, each in enumerate(file.evidence, start=1)
    )
    headings = ("序号", "名称", "种类", "提供人", "日期", "页数", "核对原件")
    return Paper(
        "人民调解证据材料",
        (
            Table(headings, (8, 25, 14, 14, 18, 8, 13), rows, (0, 5, 6)),
            Statement("", "证据材料均为复印件或者记录，原件已退还提供人。"),
            Signatures(("提供人（签名）：",), ("人民调解员（签名）：",)),
        ),
    )


def mediation_record(file: CaseContents, session: Values) -> Paper:
    """The record of one session, read by everybody who signs it."""
    told = session.get("rights_told") is True
    risk = session.get("risk_told") is True
    matter = text_of(session, "matter") or f"{file.between}之间的{file.dispute}"
    return Paper(
        "人民调解记录",
        (
            Statement("时间：", plain_day(session, "held_on")),
            Statement("地点：", or_blank(session, "place")),
            Statement(
                "调解事项：", with_capitals(matter) if matter else f"{file.between}之间的{file.dispute}"
            ),
            Statement("到场当事人：", or_blank(session, "present")),
            Statement("邀请参与人：", text_of(session, "invited") or "无"),
            Statement(
                "告知：", "已告知当事人权利义务。" if told else "尚未告知当事人权利义务，应当先行告知。"
            ),
            Section("双方陈述：", lines_of(session, "statements")),
            Section("查明的事实：", lines_of(session, "facts")),
            Statement(
                "风险提示：",
                "已告知当事人达不成协议或者不履行协议可能带来的后果及其他解决途径。" if risk else "无",
            ),
            Section("调解结果：", lines_of(session, "result")),
            Statement("", "以上记录已由当事人阅读或者听取宣读，与所说一致。"),
            Signatures(
                tuple(signing(each) for each in file.parties),
                (
                    "人民调解员（签名）：",
                    f"记录人（签名）：{text_of(session, 'recorder')}",
                    *(("参与人（签名）：",) if text_of(session, "invited") else ()),
                ),
            ),
            *sealed(file.committee, day_of(session, "held_on")),
        ),
    )
