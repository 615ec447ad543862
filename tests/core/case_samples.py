"""A whole case with everything that a file can hold, for the tests of its papers."""

from gridcore.case_contents import CaseContents
from gridcore.fields import Value, Values

CASE: dict[str, Value] = {
    "title": "漏水纠纷",
    "dispute_type": "02",
    "subtype": "water_leak",
    "source": "01",
    "applied_on": "2026-10-01",
    "accepted_on": "2026-10-02",
    "committee": "春晓社区人民调解委员会",
    "mediator": "王秀兰",
    "registrar": "刘洋",
    "facts": "李建国家中管道漏水，张桂英要求赔偿3200元。",
    "requests": "修好管道。\n赔偿3200元。",
    "happened_on": "2026-09-28",
    "happened_at": "春晓苑12号楼",
    "people_involved": 2,
    "told_on": "2026-10-02",
    "retention": "long",
    "filed_by": "刘洋",
    "filed_on": "2026-11-20",
    "file_note": "漏水照片原件已退还张桂英。",
    "progress": "return_visited",
    "outcome": "agreed_written",
}
APPLICANT: dict[str, Value] = {
    "role": "applicant",
    "name": "张桂英",
    "sex": "2",
    "birth_year": 1950,
    "identity_tail": "002X",
    "address": "春晓苑12号楼3单元0503室",
    "phone": "10000000001",
}
RESPONDENT: dict[str, Value] = {
    "role": "respondent",
    "name": "春晓物业公司",
    "kind": "organisation",
    "spoken_for_by": "李建国",
    "speaks_as": "legal",
    "address": "春晓苑1号楼",
}
AGREEMENT: dict[str, Value] = {
    "paper_number": "（2026）春晓人调字第0042号",
    "facts": "管道漏水，要求赔偿3200元。",
    "agreed": "李建国五日内更换管道；\n李建国赔偿张桂英2600元。",
    "performance": "以银行转账方式一次性支付。",
    "performance_due": "2026-11-01",
    "agreed_on": "2026-10-12",
    "in_force_on": "2026-10-12",
    "amount": 2600,
    "approval": "approved",
    "recorder": "刘洋",
}
SESSION: dict[str, Value] = {
    "held_on": "2026-10-12",
    "place": "社区调解室",
    "present": "张桂英、李建国",
    "invited": "邻居赵敏",
    "rights_told": True,
    "risk_told": True,
    "statements": "张桂英：要求赔偿。\n李建国：愿意修理。",
    "facts": "管道老化。",
    "result": "达成协议。",
    "recorder": "刘洋",
}
VISIT: dict[str, Value] = {
    "visited_on": "2026-11-15",
    "performed": "whole",
    "satisfied": "satisfied",
    "reconciled": True,
    "visitor": "王秀兰",
}
ATTORNEY: dict[str, Value] = {
    "party": "p1",
    "agent": "陈律师",
    "relation": "明理律师事务所",
    "powers": ["evidence", "papers"],
    "given_on": "2026-10-03",
}
INVESTIGATION: dict[str, Value] = {
    "held_on": "2026-10-05",
    "investigators": "王秀兰",
    "asked": "赵敏",
    "content": "听见水声三天。",
}
EVIDENCE: dict[str, Value] = {
    "title": "漏水照片",
    "kind": "photo",
    "provided_by": "张桂英",
    "dated_on": "2026-09-29",
    "pages": 3,
    "original_seen": True,
}
ITEM: dict[str, Value] = {
    "party": "p2",
    "what": "支付2600元",
    "due": "2026-11-01",
    "done_on": "2026-10-30",
    "proof": "收条",
}
CONFIRMATION: dict[str, Value] = {"court": "某某市人民法院", "applied_on": "2026-10-20"}


def whole_case(case: Values | None = None, agreement: Values | None = None) -> CaseContents:
    """The case with changes to its own values and to its agreement's."""
    return CaseContents(
        case={**CASE, **(case or {})},
        community={"name": "春晓社区", "committee": "春晓"},
        parties=(APPLICANT, RESPONDENT),
        party_ids=("p1", "p2"),
        sessions=(SESSION,),
        evidence=(EVIDENCE,),
        attorneys=(ATTORNEY,),
        investigations=(INVESTIGATION,),
        agreement={**AGREEMENT, **(agreement or {})},
        items=(ITEM,),
        visits=(VISIT,),
        confirmations=(CONFIRMATION,),
    )
