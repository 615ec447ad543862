"""The paper that is read out and signed at the door before care begins: notice, purposes, rights."""

from gridcore.codes.consent import CONSENT_PURPOSES
from gridcore.consents import CHILD_UNDER, NOTICE
from gridcore.fields import Values
from gridcore.papers.filled_paper import Clauses, Line, Paper, Part, Section, Signatures, Statement, Table
from gridcore.shapes import as_text

_BOX = "□"


def consent_sheet(resident: Values, household: Values, community: Values, *, child: bool) -> Paper:
    """The sheet for one person; nothing is ticked in advance, and no reason of care stands on it.

    For a child under 14 it is the guardian who signs.
    """
    name, place = as_text(community.get("name")), as_text(household.get("address"))
    who = "监护人" if child else "本人"
    parts: list[Part] = [
        Line(f"告知书版本：{NOTICE}"),
        Table(
            ("姓名", "出生年份", "住址"),
            (24, 18, 58),
            ((as_text(resident.get("name")), as_text(resident.get("birth_date"))[:4], place),),
        ),
        Section("我们是谁、为什么询问：", (_purpose(name), *_guardian(child))),
        Clauses("请您知道：", _NOTICE),
        Section(
            f"您同意哪些事项（由{who}逐项勾选，可以只选一部分，也可以都不选）：",
            tuple(f"{_BOX} 同意　{_BOX} 不同意　　{each.zh}" for each in CONSENT_PURPOSES),
        ),
        Statement(
            "撤回：", "您可以随时口头或书面撤回，不需要理由。撤回之日起停止走访，以前的记录按规定保存。"
        ),
        Signatures(
            (f"{who}（签名或按指印）：", "与孩子的关系：" if child else ""),
            ("网格员（签名）：", "日期："),
        ),
    ]
    return Paper("关爱服务告知同意书", tuple(parts))


_NOTICE = (
    "我们记录姓名、住址、电话、需要的帮助和走访情况；不记录病名、收入、信仰。",
    "记录加密保存，只有您所在网格的网格员、社区主管和专职关爱人员能看到；关爱的原因只有专职关爱人员能看到。",
    "需要告知邻里帮手、转介给服务机构或者在家中拍照时，另外征得同意。",
    "您可以查阅、复制、更正自己的信息，也可以要求删除，一般十五日内答复。",
    "不同意不影响您办理其他事项。十二个月内我们不再就同一事项询问。",
)


def _purpose(name: str) -> str:
    office = f"{name}居（村）民委员会" if name else "居（村）民委员会"
    return f"{office}的网格员按约定上门或电话联系，了解需要什么帮助。是否参加由您决定。"


def _guardian(child: bool) -> tuple[str, ...]:
    told = f"孩子未满{CHILD_UNDER}周岁，由监护人决定，经社区主管批准后才开始走访。"
    return (told,) if child else ()
