"""The papers with which a mediation begins: application, register, notice of rights, power of attorney.

Fields and order follow the forms of the Ministry of Justice (docs/glossary.md). What is never kept, and the
full number of a document, stand on the official forms too: their place is filled in by hand.
"""

import datetime

from gridcore.case_contents import APPLICANT, RESPONDENT, CaseContents
from gridcore.codes.mediation import ATTORNEY_POWERS, CASE_SOURCE
from gridcore.fields import Values
from gridcore.papers.case_words import (
    BLANK_DAY,
    age_of,
    day_of,
    lines_of,
    named_party,
    or_blank,
    plain_day,
    role_of,
    sealed,
    sex_of,
    signing,
)
from gridcore.papers.filled_paper import Clauses, Line, Paper, Part, Section, Signatures, Statement, Table
from gridcore.shapes import text_of

_APPLIED, _OWN_INITIATIVE = "01", "02"

NATURE = (
    "人民调解委员会是依法设立的调解民间纠纷的群众性组织。人民调解委员会调解民间纠纷，不收取任何费用。",
    "在当事人自愿、平等的基础上进行调解；不违背法律、法规和国家政策；尊重当事人的权利，"
    "不因调解而阻止当事人依法通过仲裁、行政、司法等途径维护自己的权利。",
)
RIGHTS = (
    "选择或者接受人民调解员；",
    "接受调解、拒绝调解或者要求终止调解；",
    "要求调解公开进行或者不公开进行；",
    "自主表达意愿、自愿达成调解协议。",
)
"""People's Mediation Law, article 23."""
DUTIES = (
    "如实陈述纠纷事实；",
    "遵守调解现场秩序，尊重人民调解员；",
    "尊重对方当事人行使权利。",
)
"""Article 24."""
EFFECT = (
    "经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行。",
    "双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。"
    "人民法院依法确认调解协议有效，一方当事人拒绝履行或者未全部履行的，对方当事人可以向人民法院申请强制执行。",
)
"""Articles 31 to 33."""


def application(file: CaseContents, today: datetime.date) -> Paper:
    """What the applicants ask for, in their own words, with the sentence that it is voluntary."""
    return Paper(
        "人民调解申请书",
        (
            _people(file, _applied_on(file.case) or today),
            Section("纠纷简要情况：", lines_of(file.case, "facts") or ("",)),
            Clauses("当事人申请事项：", lines_of(file.case, "requests") or ("", "", "")),
            Statement(
                "",
                "人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。",
            ),
            Signatures(tuple(signing(each) for each in file.side(APPLICANT)), ()),
            Line(day_of(file.case, "applied_on") or BLANK_DAY),
        ),
    )


def acceptance_register(file: CaseContents) -> Paper:
    """That the committee takes the dispute up, with the parties' consent, and where it came from."""
    case = file.case
    parts: list[Part] = [
        Line(f"登记日期：{plain_day(case, 'accepted_on')}"),
        Statement("", f"{plain_day(case, 'accepted_on')}，人民调解委员会{_how_begun(file)}。"),
        Statement("纠纷类型：", file.dispute),
        Statement("案件来源：", _sources(case)),
        Statement("发生时间、地点：", _when_and_where(case)),
        Statement("涉及人数：", f"{or_blank(case, 'people_involved')}人"),
        Section("纠纷简要情况：", lines_of(case, "facts") or ("",)),
        Statement("备注：", text_of(case, "reason")),
        Signatures(
            tuple(signing(each) for each in file.parties),
            (f"登记人（签名）：{text_of(case, 'registrar')}",),
        ),
        *sealed(file.committee, day_of(case, "accepted_on")),
    ]
    return Paper("人民调解受理登记表", tuple(parts))


def rights_notice(file: CaseContents) -> Paper:
    """What mediation is, and what its parties may and must do; signed by each of them."""
    return Paper(
        "人民调解当事人权利义务告知书",
        (
            Section("一、人民调解的性质和原则", NATURE),
            Clauses("二、当事人在调解活动中享有的权利", RIGHTS),
            Clauses("三、当事人在调解活动中应当履行的义务", DUTIES),
            Section("四、调解协议的效力", EFFECT),
            Statement("", "以上内容已向我们告知，我们已经知晓。"),
            Signatures(
                tuple(signing(each) for each in file.parties),
                tuple("日期：" for _ in file.parties),
            ),
            *sealed(file.committee, day_of(file.case, "told_on")),
        ),
    )


def power_of_attorney(file: CaseContents, given: Values) -> Paper:
    """Who acts for a party; what is not ticked the agent may not do."""
    ticked = given.get("powers")
    powers = ticked if isinstance(ticked, list) else []
    return Paper(
        "授权委托书",
        (
            Statement("委托人：", file.name_of(given.get("party"))),
            Statement("受委托人：", or_blank(given, "agent")),
            Statement("与委托人的关系或者所在律师事务所：", or_blank(given, "relation")),
            Statement("联系电话：", or_blank(given, "phone")),
            Statement("", f"现委托上列受委托人在{file.between}之间的{file.dispute}人民调解中作为代理人。"),
            Section(
                "代理权限：",
                tuple(f"{'☑' if each.code in powers else '□'} {each.zh}" for each in ATTORNEY_POWERS),
            ),
            Signatures(("委托人（签名、盖章或按指印）：",), ("受委托人（签名）：",)),
            Line(day_of(given, "given_on") or BLANK_DAY),
        ),
    )


def identity_proof(file: CaseContents) -> Paper:
    """The sheet on which copies of documents are put: the numbers themselves are kept nowhere else."""
    rows = tuple(
        (f"{text_of(each, 'name')}（{role_of(each)}）", "", "", text_of(each, "spoken_for_by"))
        for each in file.parties
    )
    return Paper(
        "当事人身份证明",
        (
            Table(("当事人", "证件名称", "与原件核对", "代表人或监护人"), (34, 22, 20, 24), rows),
            Statement("粘贴处：", "请将证件复印件附后，复印件上注明“仅供人民调解使用”。"),
        ),
    )


def _people(file: CaseContents, today: datetime.date) -> Table:
    rows = tuple(
        (
            named_party(each),
            sex_of(each),
            age_of(each, today),
            text_of(each, "occupation"),
            text_of(each, "phone"),
            text_of(each, "address"),
        )
        for role in (APPLICANT, RESPONDENT)
        for each in file.side(role)
    )
    headings = ("当事人", "性别", "年龄", "职业或职务", "联系方式", "单位或住址")
    return Table(headings, (25, 8, 8, 14, 18, 27), rows, (1, 2))


def _applied_on(case: Values) -> datetime.date | None:
    held = text_of(case, "applied_on")
    return datetime.date.fromisoformat(held) if held else None


def _how_begun(file: CaseContents) -> str:
    own = text_of(file.case, "source") == _OWN_INITIATIVE
    why = "主动调解" if own else "依当事人申请"
    return f"{why}，经当事人同意，调解{file.between}之间的{file.dispute}"


def _sources(case: Values) -> str:
    """The two sources that the form has with their ticks; another one stands behind them."""
    source, referral = text_of(case, "source"), text_of(case, "referral")
    boxes = (
        f"{'☑' if source == code else '□'} {words}"
        for code, words in ((_APPLIED, "①当事人申请"), (_OWN_INITIATIVE, "②人民调解委员会主动调解"))
    )
    other = f"☑ {CASE_SOURCE.text(source, 'zh')}" if source not in (_APPLIED, _OWN_INITIATIVE) else ""
    told = "　".join(each for each in (*boxes, other) if each)
    return f"{told}（{referral}）" if referral else told


def _when_and_where(case: Values) -> str:
    return f"{plain_day(case, 'happened_on')}，{or_blank(case, 'happened_at')}"
