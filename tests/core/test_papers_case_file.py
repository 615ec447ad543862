"""The papers of a case's file: what the forms ask for stands on them, in the order of the file."""

import datetime
from dataclasses import replace

import pytest

from gridcore.case_contents import CaseContents
from gridcore.fields import Value, Values
from gridcore.papers.case_words import age_of
from gridcore.papers.filled_paper import Clauses, Line, Paper, Section, Signatures, Statement, Table
from gridcore.papers.mediation_file import (
    back_cover,
    contents,
    cover,
    missing_papers,
    papers_of,
)
from gridcore.papers.mediation_opening import DUTIES, RIGHTS
from gridcore.records import RECORD_TYPES
from gridcore.shapes import fits
from tests.core import case_samples
from tests.core.case_samples import whole_case

TODAY = datetime.date(2026, 11, 23)


def told(paper: Paper) -> str:
    """Every word of a paper, a part a line."""
    lines = [paper.title]
    for part in paper.parts:
        match part:
            case Line(text=text):
                lines.append(text)
            case Statement(lead=lead, text=text):
                lines.append(lead + text)
            case Section(heading=heading, paragraphs=each) | Clauses(heading=heading, clauses=each):
                lines += [heading, *each]
            case Table(headings=headings, rows=rows):
                lines += ["|".join(row) for row in (headings, *rows)]
            case Signatures(left=left, right=right):
                lines += [*left, *right]
    return "\n".join(lines)


def paper(kind: str, case: Values | None = None) -> str:
    return next(told(each.paper) for each in papers_of(whole_case(case), TODAY) if each.kind == kind)


_COURT = ("judicial_confirmation", "closing_report")


def _of_kind(file: CaseContents, kind: str) -> str:
    return next(told(each.paper) for each in papers_of(file, TODAY) if each.kind == kind)


def kinds(file: CaseContents) -> list[str]:
    return [each.kind for each in papers_of(file, TODAY)]


@pytest.mark.parametrize(
    ("kind", "sample"),
    [
        ("mediation_case", case_samples.CASE),
        ("party", case_samples.APPLICANT),
        ("party", case_samples.RESPONDENT),
        ("agreement", case_samples.AGREEMENT),
        ("mediation_session", case_samples.SESSION),
        ("return_visit", case_samples.VISIT),
        ("power_of_attorney", case_samples.ATTORNEY),
        ("investigation", case_samples.INVESTIGATION),
        ("evidence", case_samples.EVIDENCE),
        ("performance_item", case_samples.ITEM),
        ("confirmation", case_samples.CONFIRMATION),
    ],
)
def test_the_papers_read_nothing_but_what_is_declared(kind: str, sample: Values) -> None:
    fields = RECORD_TYPES[kind].fields
    assert all(name in fields and fits(fields[name], value) for name, value in sample.items())


def test_a_file_holds_its_papers_in_the_order_of_the_law_s_format() -> None:
    assert kinds(whole_case()) == [
        "application",
        "acceptance_register",
        "rights_notice",
        "identity_proof",
        "power_of_attorney",
        "investigation_record",
        "evidence",
        "mediation_record",
        "agreement",
        "performance_proof",
        "return_visit_record",
        "judicial_confirmation",
        "closing_report",
        "file_note",
    ]
    names = [each.name for each in papers_of(whole_case(), TODAY)]
    assert names[4:6] == ["授权委托书（陈律师）", "人民调解调查记录（赵敏）"]
    assert names[7] == "人民调解记录（2026-10-12）"


def test_a_case_that_nobody_applied_for_begins_with_its_register() -> None:
    own = whole_case({"source": "02"})
    assert kinds(own)[:2] == ["acceptance_register", "rights_notice"]
    assert "人民调解委员会主动调解，经当事人同意，调解张桂英与春晓物业公司" in paper(
        "acceptance_register", {"source": "02"}
    )
    assert kinds(CaseContents(case={"source": "02"})) == ["acceptance_register"]
    assert kinds(whole_case({"accepted_on": None}))[:2] == ["application", "rights_notice"]


@pytest.mark.parametrize(
    ("kind", "case", "words"),
    [
        ("application", {}, ["张桂英（申请人）|女|76||10000000001|春晓苑12号楼3单元0503室"]),
        (
            "application",
            {},
            ["赔偿3200元（叁仟贰佰元整）。", "现自愿申请人民调解委员会进行调解", "二〇二六年十月一日"],
        ),
        ("application", {"facts": None, "requests": None, "applied_on": None}, ["年　　月　　日"]),
        (
            "acceptance_register",
            {},
            ["依当事人申请，经当事人同意，调解张桂英与", "邻里纠纷（漏水）", "涉及人数：2人"],
        ),
        (
            "acceptance_register",
            {},
            ["案件来源：☑ ①当事人申请　□ ②人民调解委员会主动调解\n"],
        ),
        (
            "acceptance_register",
            {"source": "02"},
            ["主动调解，经当事人同意", "□ ①当事人申请　☑ ②人民调解委员会主动调解"],
        ),
        ("acceptance_register", {}, ["2026年9月28日，春晓苑12号楼", "登记人（签名）：刘洋"]),
        (
            "acceptance_register",
            {"source": "04", "referral": "法字12号"},
            ["□ ①", "□ ②", "☑ 人民法院委派委托或引导（法字12号）"],
        ),
        ("rights_notice", {}, [*RIGHTS, *DUTIES, "不收取任何费用", "二〇二六年十月二日"]),
        ("rights_notice", {}, ["被申请人春晓物业公司（李建国代）（签名、盖章或按指印）："]),
        ("identity_proof", {}, ["春晓物业公司（被申请人）|||李建国", "仅供人民调解使用"]),
        ("power_of_attorney", {}, ["委托人：张桂英", "☑ 代为收集、提供证据", "□ 其他", "二〇二六年十月三日"]),
        ("investigation_record", {}, ["被调查人：赵敏", "听见水声三天。", "二〇二六年十月五日"]),
        ("evidence", {}, ["1|漏水照片|照片|张桂英|2026年9月29日|3|是"]),
        (
            "mediation_record",
            {},
            ["邀请参与人：邻居赵敏", "已告知当事人权利义务", "参与人（签名）：", "风险提示：已告知"],
        ),
        ("mediation_record", {}, ["春晓社区人民调解委员会（盖章）\n二〇二六年十月十二日"]),
        (
            "application",
            {},
            ["春晓物业公司（被申请人）\n法定代表人或负责人：李建国|"],
        ),
        ("mediation_record", {}, ["调解事项：张桂英与春晓物业公司之间的邻里纠纷（漏水）"]),
        (
            "performance_proof",
            {},
            ["1|春晓物业公司|支付2600元（贰仟陆佰元整）|2026年11月1日|2026年10月30日|收条"],
        ),
        (
            "return_visit_record",
            {},
            ["（2026）春晓人调字第0042号", "已全部履行", "满意。当事人已和解。", "后续诉讼及结果：无"],
        ),
        (
            "judicial_confirmation",
            {},
            ["此致\n某某市人民法院", "于2026年10月12日生效", "张桂英，春晓苑12号楼3单元0503室，1"],
        ),
        (
            "judicial_confirmation",
            {},
            ["\n申请人张桂英（签名", "\n申请人春晓物业公司（李建国代）（签名"],
        ),
        (
            "closing_report",
            {},
            ["2026年10月12日在社区调解室进行调解。", "李建国五日内更换管道；", "二〇二六年十一月二十三日"],
        ),
        ("closing_report", {"reason": "已和解"}, ["理由：已和解"]),
        ("file_note", {}, ["漏水照片原件已退还张桂英。", "立卷人（签名）：刘洋"]),
        (
            "termination_notice",
            {"outcome": "terminated", "reason": "一方拒绝。"},
            ["因一方拒绝，", "提起诉讼"],
        ),
        ("non_acceptance_notice", {"outcome": "not_accepted"}, ["张桂英：", "不予受理", "申请仲裁"]),
        (
            "oral_agreement_register",
            {"outcome": "agreed_oral"},
            ["自各方当事人达成协议之日起生效", "2600元（贰仟陆佰元整）"],
        ),
    ],
)
def test_a_paper_says_what_its_form_asks_for(kind: str, case: Values, words: list[str]) -> None:
    text = paper(kind, case)
    for each in words:
        assert each in text


def test_a_session_where_nobody_was_told_anything_says_so_on_its_record() -> None:
    session: dict[str, Value] = {**case_samples.SESSION, "rights_told": False, "risk_told": None}
    file = CaseContents(case=case_samples.CASE, sessions=({**session, "invited": None},))
    text = next(told(each.paper) for each in papers_of(file, TODAY) if each.kind == "mediation_record")
    assert "尚未告知当事人权利义务，应当先行告知。" in text
    assert "风险提示：无" in text
    assert "邀请参与人：无" in text


def test_a_court_s_ruling_stands_in_the_report_and_never_on_the_application_that_was_signed() -> None:
    ruled = {
        **case_samples.CONFIRMATION,
        "result": "confirmed",
        "decided_on": "2026-11-02",
        "number": "民特7号",
    }
    before, after = (
        replace(whole_case(), confirmations=(each,)) for each in (case_samples.CONFIRMATION, ruled)
    )
    asked, report = ([_of_kind(each, kind) for each in (before, after)] for kind in _COURT)
    assert asked[0] == asked[1]
    assert "司法确认：已于2026年10月20日向某某市人民法院申请，尚无裁定。" in report[0]
    assert "司法确认：2026年11月2日，某某市人民法院裁定协议有效（民特7号）。" in report[1]


def test_whom_a_notice_does_not_go_to_does_not_sign_for_it() -> None:
    text = paper("non_acceptance_notice", {"outcome": "not_accepted"})
    assert "申请人张桂英（签名" in text
    assert "春晓物业公司（李建国代）（签名" not in text


def test_a_case_without_sessions_and_agreement_still_has_its_report() -> None:
    file = CaseContents(case={**case_samples.CASE, "outcome": "withdrawn"})
    text = next(told(each.paper) for each in papers_of(file, TODAY) if each.kind == "closing_report")
    assert "未进行调解。" in text


def test_parties_that_are_not_at_peace_are_not_called_so() -> None:
    visit = {**case_samples.VISIT, "reconciled": False}
    file = CaseContents(case=case_samples.CASE, visits=(visit,))
    text = next(told(each.paper) for each in papers_of(file, TODAY) if each.kind == "return_visit_record")
    assert "当事人尚未和解。" in text


def test_a_power_of_attorney_without_ticks_gives_no_power() -> None:
    given = {**case_samples.ATTORNEY, "powers": None, "party": "nobody"}
    file = CaseContents(
        case=case_samples.CASE, parties=(case_samples.APPLICANT,), party_ids=("p1",), attorneys=(given,)
    )
    text = next(told(each.paper) for each in papers_of(file, TODAY) if each.kind == "power_of_attorney")
    assert "☑" not in text
    assert "委托人：\n" in text


def test_no_paper_holds_a_whole_number_of_a_document_or_an_ethnic_group() -> None:
    for each in papers_of(whole_case(), TODAY):
        assert "民族" not in told(each.paper)
        assert "身份证号码" not in told(each.paper)


def test_the_age_of_somebody_whose_year_is_not_known_or_not_come_stays_open() -> None:
    assert [age_of({"birth_year": year}, TODAY) for year in (1950, 2026, 2030, None)] == ["76", "0", "", ""]


@pytest.mark.parametrize(
    ("file", "missing"),
    [
        (whole_case(), ()),
        (CaseContents(case={"outcome": "withdrawn"}), ("rights_notice", "identity_proof")),
        (
            CaseContents(case={"outcome": "agreed_written"}, parties=({},), party_ids=("p",)),
            ("mediation_record", "agreement"),
        ),
        (CaseContents(case={"outcome": "terminated"}, parties=({},), party_ids=("p",)), ()),
        (CaseContents(case={}, parties=({},), party_ids=("p",)), ()),
    ],
)
def test_a_file_says_which_papers_it_must_still_get(file: CaseContents, missing: tuple[str, ...]) -> None:
    assert missing_papers(file) == missing


def test_the_cover_has_what_the_archive_asks_for() -> None:
    text = told(cover(whole_case()))
    for each in (
        "卷名：张桂英与春晓物业公司邻里纠纷（漏水）",
        "调解日期：2026年10月12日至2026年10月12日",
        "保管期限：长期",
    ):
        assert each in text
    bare = told(cover(CaseContents(case={"dispute_type": "02"}, community={"name": "春晓社区"})))
    assert "人民调解委员会：春晓社区人民调解委员会" in bare
    assert "保管期限：　" in bare


def test_contents_and_back_say_how_many_pages_there_are() -> None:
    assert "1|人民调解申请书|3|" in told(contents(whole_case(), [("人民调解申请书", 3)]))
    assert "本卷宗共12页" in told(back_cover(12))
