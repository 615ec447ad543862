"""The mediation agreement as a paper: what the law wants on it, and nothing that is not kept."""

import pytest

from gridcore.fields import Value
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
from gridcore.papers.mediation import NOT_APPROVED, agreed_clauses, agreement_paper, case_number

CASE: dict[str, Value] = {"title": "漏水纠纷", "committee": "春晓社区人民调解委员会"}
COMMUNITY: dict[str, Value] = {"name": "春晓社区", "committee": "春晓"}
PARTIES: list[dict[str, Value]] = [
    {
        "role": "applicant",
        "name": "张桂英",
        "sex": "2",
        "identity_tail": "002X",
        "address": "春晓苑12号楼3单元0503室",
        "phone": "10000000001",
        "resident": "0190c0de-0000-7000-8000-000000000001",
    },
    {"role": "respondent", "name": "李建国", "sex": None, "identity_tail": None, "address": None},
]
AGREEMENT: dict[str, Value] = {
    "paper_number": "（2026）春晓人调字第0042号",
    "facts": "李建国家中管道漏水，张桂英要求赔偿3,200元。\n\n双方申请调解。",
    "agreed": "1. 李建国五日内更换管道；\n2、李建国赔偿张桂英2600元。",
    "performance": "以银行转账方式一次性支付。",
    "performance_due": "2026-11-30",
    "copies": None,
    "agreed_on": "2026-10-12",
    "amount": 2600,
    "approval": "approved",
}


def _paper(**changes: Value) -> Paper:
    return agreement_paper(CASE, PARTIES, {**AGREEMENT, **changes}, COMMUNITY)


def _parts(paper: Paper, kind: type[Part]) -> list[Part]:
    return [each for each in paper.parts if isinstance(each, kind)]


def test_a_number_is_written_with_year_committee_and_four_digits() -> None:
    assert case_number(2026, "北辛", 1) == "（2026）北辛人调字第0001号"
    assert case_number(2026, "北辛", 12_345) == "（2026）北辛人调字第12345号"


def test_the_paper_says_what_the_law_wants_on_it() -> None:
    assert _paper() == Paper(
        "人民调解协议书",
        (
            Line("编号：（2026）春晓人调字第0042号"),
            Table(
                ("当事人", "性别", "证件号码", "住址"),
                (24, 8, 26, 42),
                (
                    ("张桂英（申请人）", "女", "**************002X", "春晓苑12号楼3单元0503室"),
                    ("李建国（被申请人）", "", "", ""),
                ),
            ),
            Section(
                "纠纷主要事实、争议事项：",
                ("李建国家中管道漏水，张桂英要求赔偿3,200元（叁仟贰佰元整）。", "双方申请调解。"),
            ),
            Clauses(
                "经调解，双方当事人自愿达成如下协议：",
                ("李建国五日内更换管道；", "李建国赔偿张桂英2600元（贰仟陆佰元整）。"),
            ),
            Statement("协议金额：", "人民币2,600元（贰仟陆佰元整）。"),
            Statement(
                "履行方式、地点、期限：", "以银行转账方式一次性支付，于二〇二六年十一月三十日前履行完毕。"
            ),
            Statement(
                "",
                "本协议一式三份，当事人、人民调解委员会各执一份，自各方当事人签名、盖章或者按指印，"
                "人民调解员签名并加盖人民调解委员会印章之日起生效。",
            ),
            Signatures(
                ("申请人张桂英（签名、盖章或按指印）：", "被申请人李建国（签名、盖章或按指印）："),
                ("人民调解员（签名）：", "记录人（签名）："),
            ),
            Line("春晓社区人民调解委员会（盖章）"),
            Line("二〇二六年十月十二日"),
        ),
    )


def test_what_is_kept_beside_the_paper_stays_off_it() -> None:
    shown = repr(_paper())
    assert "10000000001" not in shown
    assert "0190c0de" not in shown


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", None])
def test_a_paper_that_nobody_approved_says_so(state: str | None) -> None:
    assert _paper(approval=state).remark == Remark(NOT_APPROVED)


def test_a_paper_without_number_and_day_leaves_their_places_blank() -> None:
    paper = _paper(paper_number=None, agreed_on=None)
    lines = _parts(paper, Line)
    assert lines[0] == Line("编号：" + "　" * 8)
    assert lines[-1] == Line("年　　月　　日")


def test_a_committee_without_a_name_of_its_own_is_named_after_the_community() -> None:
    paper = agreement_paper({**CASE, "committee": None}, PARTIES, AGREEMENT, COMMUNITY)
    assert Line("春晓社区人民调解委员会（盖章）") in paper.parts


@pytest.mark.parametrize(
    ("performance", "due", "told"),
    [
        (None, "2026-11-30", "于二〇二六年十一月三十日前履行完毕。"),
        ("当场付清；", None, "当场付清。"),
        ("当场付500元", None, "当场付500元（伍佰元整）。"),
    ],
)
def test_performance_tells_what_is_known(performance: Value, due: Value, told: str) -> None:
    paper = _paper(performance=performance, performance_due=due)
    assert Statement("履行方式、地点、期限：", told) in paper.parts


def test_what_was_not_agreed_is_not_on_the_paper() -> None:
    paper = _paper(performance=None, performance_due=None, amount=None)
    assert [each.lead for each in paper.parts if isinstance(each, Statement)] == [""]


@pytest.mark.parametrize(
    ("copies", "begins"),
    [
        (3, "本协议一式三份，当事人、人民调解委员会各执一份，"),
        (5, "本协议一式五份，当事人、人民调解委员会收执，"),
        (0, "本协议一式三份，"),
    ],
)
def test_the_number_of_copies_is_in_words(copies: int, begins: str) -> None:
    statement = _parts(_paper(copies=copies), Statement)[-1]
    assert isinstance(statement, Statement)
    assert statement.text.startswith(begins)


def test_typed_numbers_give_way_to_the_numbers_of_the_paper() -> None:
    typed = "1. 甲付清；\n\n 二、乙搬走；\n（3）互不追究；\n10、其余；\n2.5万元归甲；"
    assert agreed_clauses(typed) == ("甲付清；", "乙搬走；", "互不追究；", "其余；", "2.5万元归甲；")
