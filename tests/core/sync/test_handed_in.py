"""What was handed in is out of everybody's hands: nobody changes it, signs for another, or finds it out."""

import msgspec
import pytest

from gridcore.fields import Value
from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.permissions import restricted_scope
from gridcore.roles import Role
from gridcore.sync import danger_receipts, dispute_receipts
from gridcore.sync.edits import Create, Edit
from gridcore.workflows.danger import DANGER_REPORT, READ, WAITS
from gridcore.workflows.dispute_report import HANDED_IN, TAKEN_ON
from tests.core.sync_desk import Desk, add, create, drop, put, step
from tests.fakes.memory_server import COMMUNITY

DISPUTE, DANGER, CASE = RecordId("dispute"), RecordId("danger"), RecordId("case-1")
AT = "2026-03-01T08:00:00Z"


def dispute(**more: Value) -> Create:
    told: dict[str, Value] = {"told_on": "2026-03-01", "said": "吵架。", "agreed": True, "reported_at": AT}
    return create(DISPUTE, "dispute_report", scope=ScopeId("intake/grid-1"), **told | more)


def danger(**more: Value) -> Create:
    told: dict[str, Value] = {"seen_on": "2026-03-01", "dangers": ["minor", "violence"], "said": "打骂。"}
    return create(DANGER, "danger_report", scope=restricted_scope(COMMUNITY), **told | more)


def handed_in(desk: Desk) -> None:
    assert {desk.one(desk.ann, each).code for each in (dispute(), danger())} == {"ok"}


def case_with_danger(**more: Value) -> tuple[Create, Create]:
    told: dict[str, Value] = {"case": CASE, "reported_on": "2026-03-01", "report": DANGER, **more}
    found = create(
        CASE, "mediation_case", scope=ScopeId(f"case/{CASE}"), title="甲乙", applied_on="2026-03-01"
    )
    return found, Create(0, GroupId(""), danger_receipts.in_case_id(DANGER), "case_danger", told, None)


@pytest.mark.parametrize(
    ("record", "cell", "value"),
    [
        (DISPUTE, "reported_by", "zoe"),
        (DISPUTE, "reported_at", "2020-01-01T00:00:00Z"),
        (DANGER, "reported_by", "zoe"),
        (DANGER, "reported_at", "2020-01-01T00:00:00Z"),
        (DANGER, "read_by", "sue"),
        (DANGER, "read_at", AT),
    ],
)
def test_who_handed_in_cannot_say_afterwards_who_that_was_nor_who_has_read_it(
    record: RecordId, cell: str, value: str
) -> None:
    desk = Desk()
    handed_in(desk)
    before = desk.value(record, cell)
    for who in (desk.ann, desk.ann2):
        assert desk.one(who, put(record, cell, value, desk.version(record, cell))).code == "denied"
        made = dispute(**{cell: value}) if record == DISPUTE else danger(**{cell: value})
        desk.one(who, made)
        assert desk.value(record, cell) == before


def test_what_the_danger_was_and_who_was_told_cannot_be_added_to_nor_taken_away() -> None:
    desk = Desk()
    handed_in(desk)
    base = desk.version(DANGER, "dangers")
    changes: list[Edit] = [
        *(drop(DANGER, "dangers", "violence", base), add(DANGER, "dangers", "suicide", base)),
        *(add(DANGER, "told", "police", 0), danger(dangers=["minor"]), danger(told=["police"])),
    ]
    assert {desk.one(desk.ann, each).code for each in changes} == {"denied"}
    assert (desk.value(DANGER, "dangers"), desk.value(DANGER, "told")) == (["minor", "violence"], None)
    assert desk.one(desk.ann2, danger(dangers=["violence", "minor"])).code in ("ok", "same"), "a copy"


def test_nobody_finds_out_what_somebody_else_handed_in_by_handing_in_the_same() -> None:
    desk = Desk()
    handed_in(desk)
    for guess in (dispute(), dispute(said="没吵。"), danger(), danger(said="没打。")):
        assert desk.one(desk.bob, guess).extra == "not_here"


def test_no_word_of_a_mediator_comes_back_with_a_receipt() -> None:
    desk = Desk()
    handed_in(desk)
    base = desk.version(DISPUTE, "progress")
    taken = step(DISPUTE, "progress", (HANDED_IN, TAKEN_ON), base, reason="已立案，甲诉乙。")
    assert desk.one(desk.mia, taken).code == "ok"
    assert desk.value(dispute_receipts.receipt_id(DISPUTE), "reason") is None


def test_what_comes_back_tells_times_and_nothing_else_in_their_place() -> None:
    desk = Desk()
    said = "一句话"
    for each in (dispute(), danger()):
        desk.one(desk.ann, Create(0, GroupId(""), each.id, each.kind, each.cells, each.scope, at=said))
    seen = {name: desk.version(DANGER, name) for name in DANGER_REPORT.covers}
    for record, who, way, saw in (
        (DANGER, desk.sue, (WAITS, READ), seen),
        (DISPUTE, desk.mia, (HANDED_IN, TAKEN_ON), None),
    ):
        edit = step(record, "progress", way, desk.version(record, "progress"), saw=saw)
        assert desk.one(who, msgspec.structs.replace(edit, at=said)).code == "ok"
    receipts = dispute_receipts.receipt_id(DISPUTE), danger_receipts.receipt_id(DANGER)
    assert not [each for each in (DANGER, *receipts) if said in desk.record(each).cells.values()]


@pytest.mark.parametrize("is_lost", [False, True])
def test_a_case_remembers_a_report_under_one_id_and_by_the_name_that_the_server_knows(is_lost: bool) -> None:
    desk = Desk()
    found, remembered = case_with_danger(reported_by="zoe")
    sent = [found, remembered] if is_lost else [found, danger(), remembered]
    assert {each.code for each in desk.push(desk.mia, *sent)} == {"ok"}
    assert desk.value(remembered.id, "reported_by") == desk.server.author(desk.mia).name
    other = msgspec.structs.replace(case_with_danger()[1], id=RecordId("any"))
    assert desk.one(desk.mia, other).code == "invalid", "no reading of the report would ever reach it"


def test_what_the_server_writes_into_a_report_comes_back_to_who_receives_it() -> None:
    desk = Desk()
    both = desk.server.enrol("zoe", (Role.MEDIATOR, COMMUNITY), (Role.SUPERVISOR, COMMUNITY))
    edit = msgspec.structs.replace(danger(), n=1, grp=GroupId("1"))
    verdicts, left_out = desk.server.push(both, [edit], {restricted_scope(COMMUNITY): desk.server.seq})
    assert ([each.code for each in verdicts], left_out) == (["ok"], frozenset())
