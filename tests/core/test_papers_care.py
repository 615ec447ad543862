"""The consent sheet: all one must know before agreeing, nothing ticked in advance, no reason of care."""

from gridcore.codes.care_categories import CARE_CATEGORY
from gridcore.codes.consent import CONSENT_PURPOSES
from gridcore.consents import NOTICE
from gridcore.fields import Value
from gridcore.papers.care import consent_sheet
from gridcore.papers.filled_paper import Clauses, Line, Paper, Section, Signatures, Statement, Table

RESIDENT: dict[str, Value] = {"name": "张桂英", "birth_date": "1941-05-02", "phone": "13800138000"}
HOUSEHOLD: dict[str, Value] = {"address": "春晓苑12号楼3单元0503", "phone": "13800138000"}


def words(paper: Paper) -> str:
    found: list[str] = [paper.title]
    for part in paper.parts:
        match part:
            case Line(text=text):
                found.append(text)
            case Table(headings=headings, rows=rows):
                found += [*headings, *(cell for row in rows for cell in row)]
            case Section(heading=heading, paragraphs=paragraphs):
                found += [heading, *paragraphs]
            case Clauses(heading=heading, clauses=clauses):
                found += [heading, *clauses]
            case Statement(lead=lead, text=text):
                found += [lead, text]
            case Signatures(left=left, right=right):
                found += [*left, *right]
    return "\n".join(found)


def test_every_purpose_is_asked_for_on_its_own_and_nothing_is_ticked_in_advance() -> None:
    told = words(consent_sheet(RESIDENT, HOUSEHOLD, {"name": "春晓社区"}, child=False))
    for each in CONSENT_PURPOSES:
        assert f"□ 同意　□ 不同意　　{each.zh}" in told
    assert told.count("□") == 2 * len(CONSENT_PURPOSES)
    assert "☑" not in told


def test_it_says_who_asks_what_is_kept_which_rights_one_has_and_which_notice_it_is() -> None:
    told = words(consent_sheet(RESIDENT, HOUSEHOLD, {"name": "春晓社区"}, child=False))
    for part in (
        "春晓社区居（村）民委员会",
        "加密保存",
        "查阅、复制、更正",
        "随时口头或书面撤回",
        NOTICE,
        "张桂英",
        "1941",
    ):
        assert part in told


def test_it_holds_neither_a_phone_nor_a_full_birth_date_nor_a_reason_of_care() -> None:
    told = words(consent_sheet(RESIDENT, HOUSEHOLD, {"name": "春晓社区"}, child=False))
    assert "13800138000" not in told
    assert "1941-05-02" not in told
    assert not [each.zh for each in CARE_CATEGORY if each.zh in told]


def test_for_a_child_the_guardian_signs_and_is_told_of_the_approval() -> None:
    child = words(consent_sheet({"name": "张小宝"}, {}, {}, child=True))
    assert "监护人（签名或按指印）" in child
    assert "经社区主管批准后才开始走访" in child
    assert "本人（签名" not in child
    assert "监护人（签名" not in words(consent_sheet(RESIDENT, HOUSEHOLD, {}, child=False))
