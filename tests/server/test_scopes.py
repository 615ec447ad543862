"""Nobody receives by any answer what lies outside the own scopes, or reads in the database what is sealed."""

from datetime import timedelta

import pytest

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Step
from gridcore.wire.packing import unpack
from gridcore.workflows.approval import AGREEMENT_APPROVAL
from gridserver.db import accounts
from gridserver.db.accounts import Validity
from gridserver.db.tables import metadata
from gridserver.installation import Installation
from tests.server.field import (
    ELSEWHERE,
    G1,
    G2,
    GRID_1,
    GRID_2,
    NOW,
    TODAY,
    C,
    Laptop,
    new_group,
    new_id,
)
from tests.server.homes import Home, move_in

GRID_CANARY, NOTE_CANARY = "院内有狗请当心", "路上记一笔"
IDENTITY_CANARY, CARE_CANARY, CASE_CANARY = "330106195001010018", "肢体不便由残联核实", "楼上漏水要求赔偿"
SEALED = (IDENTITY_CANARY, CARE_CANARY, CASE_CANARY)
CANARIES = (GRID_CANARY, NOTE_CANARY, *SEALED)

MAY_SEE: dict[str, set[str]] = {
    "li": {GRID_CANARY, NOTE_CANARY},
    "zhang": {GRID_CANARY},
    "chen": set(),
    "sun": {GRID_CANARY},
    "zhao": {GRID_CANARY, CARE_CANARY},
    "ma": {CASE_CANARY},
    "nobody": set(),
}


@pytest.fixture(scope="module")
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture(scope="module")
def home(li: Laptop) -> Home:
    return move_in(li, GRID_1)


@pytest.fixture(scope="module")
def canaries(field: Installation, address: str, li: Laptop, home: Home) -> list[RecordId]:
    """One record with a canary in each scope that touches a home; the ids of all of them."""
    paper: Value = {"document": "1", "document_number": IDENTITY_CANARY}
    visit, identity, note = home.visit(li, GRID_CANARY), new_id("identity"), new_id("note")
    li.create("resident_identity", identity, {"resident": home.resident, "paper": paper})
    li.create("quick_note", note, {"said": NOTE_CANARY}, scope=ScopeId("user/li"))
    assert set(li.sync().codes) == {"ok"}
    zhao, ma = Laptop(field, address, "zhao"), Laptop(field, address, "ma")
    plan, reason, case = new_id("plan"), new_id("reason"), new_id("case")
    zhao.create("care_plan", plan, {"resident": home.resident, "starts_on": "2026-01-01"}, scope=GRID_1)
    zhao.create("care_reason", reason, {"plan": plan, "remark": CARE_CANARY}, scope=ScopeId(f"care/{G1}"))
    assert zhao.sync().codes == ["ok", "ok"]
    ma.create("mediation_case", case, {"title": "漏水", "facts": CASE_CANARY}, scope=ScopeId(f"case/{case}"))
    assert ma.sync().codes == ["ok"]
    return [home.household, home.resident, visit, identity, note, plan, reason, case]


def everything(laptop: Laptop, records: list[RecordId]) -> bytes:
    """All that the server tells a laptop that asks for everything it has heard of."""
    told = laptop.sync().raw
    scopes = [f"{kind}/{grid}" for kind in ("grid", "identity", "care", "restricted") for grid in (G1, G2)]
    scopes += ["community", "staff", "user/li", "user/zhao", f"case/{records[-1]}"]
    laptop.scopes.update({ScopeId(each): 0 for each in scopes})
    told += laptop.exchange_plainly().raw
    for community in (C, ELSEWHERE):
        targets = [f"/snapshot/{each}?community={community}" for each in scopes]
        targets += [f"/history/{each}?community={community}" for each in records]
        for target in (*targets, f"/v1/me?community={community}"):
            response = laptop.get(target)
            told += unpack(response.headers.get("Content-Encoding", ""), response.content, 10_000_000)
    return told


@pytest.mark.parametrize("user", MAY_SEE)
def test_no_answer_holds_what_lies_outside_the_scopes(
    field: Installation, address: str, canaries: list[RecordId], user: str
) -> None:
    told = everything(Laptop(field, address, user), canaries)
    assert {each for each in CANARIES if each.encode() in told} == MAY_SEE[user]


def test_out_of_scope_and_unknown_get_the_same_answer(
    field: Installation, address: str, canaries: list[RecordId]
) -> None:
    chen = Laptop(field, address, "chen")
    for hidden, unknown in (
        (f"/snapshot/{GRID_1}", "/snapshot/grid/999"),
        (f"/history/{canaries[0]}", f"/history/{new_id()}"),
        (f"/v1/me?community={ELSEWHERE}", "/v1/me?community=999"),
        (f"/snapshot/{GRID_2}?community={ELSEWHERE}", f"/snapshot/{GRID_2}?community=999"),
    ):
        answers = [chen.get(each) for each in (hidden, unknown)]
        assert [each.status_code for each in answers] == [404, 404]
        assert answers[0].content == answers[1].content


def test_a_community_that_is_none_of_yours_does_not_exist(field: Installation, address: str) -> None:
    answers = []
    for community in (ELSEWHERE, CommunityId("999")):
        laptop = Laptop(field, address, "li", community=community)
        answers.append(laptop.post_edits([]))
    assert [each.status_code for each in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_the_database_holds_no_plain_text_of_a_sealed_scope(
    field: Installation, address: str, canaries: list[RecordId]
) -> None:
    chen = Laptop(field, address, "chen")
    chen.set(canaries[0], "address", CARE_CANARY, base=0)
    assert chen.sync().codes == ["denied"]
    everything(Laptop(field, address, "zhao"), canaries)
    dump = b""
    with field.database.snapshot() as connection:
        for table in metadata.sorted_tables:
            rows = connection.exec_driver_sql(f'SELECT t::text FROM "{table.name}" t').scalars()
            dump += b"\n".join(row.encode() for row in rows)
    assert GRID_CANARY.encode() in dump
    for each in SEALED:
        assert each.encode() not in dump
        assert each.encode().hex().encode() not in dump


def test_what_was_handed_in_stays_with_the_server(li: Laptop, canaries: list[RecordId]) -> None:
    li.sync()
    assert not any(row.kind == "resident_identity" for rows in li.records.values() for row in rows.values())
    li.set(canaries[3], "paper", {"document": "1", "document_number": "330106195001010026"}, base=0)
    assert li.sync().codes == ["ok"]


def test_equal_document_numbers_meet_without_being_read(
    field: Installation, address: str, canaries: list[RecordId]
) -> None:
    chen = Laptop(field, address, "chen")
    home = move_in(chen, GRID_2)
    paper: Value = {"document": "1", "document_number": "330106195001010034"}
    chen.create("resident_identity", new_id("identity"), {"resident": home.resident, "paper": paper})
    other = move_in(chen, GRID_2)
    chen.sync()
    chen.create("resident_identity", new_id("identity"), {"resident": other.resident, "paper": paper})
    assert chen.sync().codes == ["ok"]
    assert _twins_of_staff(field) == 1


def test_a_number_that_was_stored_in_small_letters_meets_its_capitals(
    field: Installation, address: str, canaries: list[RecordId]
) -> None:
    chen = Laptop(field, address, "chen")
    before = _twins_of_staff(field)
    for number in ("e10000001", "E10000001"):
        home = move_in(chen, GRID_2)
        paper: Value = {"document": "5", "document_number": number}
        chen.create("resident_identity", new_id("identity"), {"resident": home.resident, "paper": paper})
        assert set(chen.sync().codes) == {"ok"}
    assert _twins_of_staff(field) == before + 1


def test_a_supervisor_follows_a_case_only_while_it_waits(field: Installation, address: str) -> None:
    ma, sun = Laptop(field, address, "ma"), Laptop(field, address, "sun")
    case, agreement = new_id("case"), new_id("agreement")
    scope = ScopeId(f"case/{case}")
    ma.create("mediation_case", case, {"title": "停车"}, scope=scope)
    ma.create("agreement", agreement, {"case": case, "agreed": "各退一步。"}, scope=scope)
    assert ma.sync().codes == ["ok", "ok"]
    sun.sync()
    assert scope not in sun.scopes
    ma.write(Step(0, new_group(), agreement, "approval", "draft", "submitted", ma.row(agreement).seq))
    assert ma.sync().codes == ["ok"]
    sun.sync()
    assert sun.row(agreement).cells["approval"] == "submitted"
    seen = sun.row(agreement).seq
    saw = dict.fromkeys(AGREEMENT_APPROVAL.covers, seen)
    sun.write(Step(0, new_group(), agreement, "approval", "submitted", "approved", seen, saw=saw))
    reply = sun.sync()
    assert (reply.codes, reply.gone_scopes) == (["ok"], [scope])
    assert not sun.has(agreement)
    ma.sync()
    assert ma.row(agreement).cells["approval"] == "approved"


def test_a_member_of_a_case_follows_it(field: Installation, address: str) -> None:
    ma, zhang = Laptop(field, address, "ma"), Laptop(field, address, "zhang")
    case, member = new_id("case"), new_id("member")
    scope = ScopeId(f"case/{case}")
    ma.create("mediation_case", case, {"title": "噪声"}, scope=scope)
    ma.sync()
    cells: dict[str, Value] = {"case": case, "user": "zhang", "member_role": "recorder"}
    ma.create("case_member", member, cells, scope=scope)
    assert ma.sync().codes == ["ok"]
    zhang.sync()
    assert zhang.has(case)


def test_who_is_given_another_grid_gets_it_and_loses_the_old_one(
    field: Installation, address: str, home: Home, canaries: list[RecordId]
) -> None:
    zhang = Laptop(field, address, "zhang")
    zhang.sync()
    zhang.set(home.household, "phone", "13800000099", base=zhang.row(home.household).seq)
    old, new = (Assignment(UserId("zhang"), Role.GRID_WORKER, grid) for grid in (G1, G2))
    yesterday = TODAY - timedelta(days=1)
    with field.database.write() as connection:
        assert accounts.end_assignment(connection, C, old, yesterday, by="console", now=NOW)
        accounts.assign(connection, C, new, Validity(TODAY), by="console", now=NOW)
    reply = zhang.sync()
    assert [(each.code, each.extra) for each in reply.verdicts] == [("parked", "scope_left")]
    assert reply.gone_scopes == [GRID_1]
    assert not zhang.has(home.household)
    assert GRID_2 in zhang.scopes


def test_an_assignment_counts_on_its_days_alone(field: Installation, address: str) -> None:
    laptop = Laptop(field, address, "nobody")
    given = Assignment(UserId("nobody"), Role.GRID_WORKER, G1)
    for first, last, is_given in ((1, 5, False), (-5, -1, False), (-5, 0, True), (0, 0, True)):
        days = Validity(TODAY + timedelta(days=first), TODAY + timedelta(days=last))
        with field.database.write() as connection:
            connection.exec_driver_sql("DELETE FROM assignment WHERE user_id = 'nobody'")
            accounts.assign(connection, C, given, days, by="console", now=NOW)
        head = laptop.sync().head
        assert head is not None
        assert (GRID_1 in head.scopes) == is_given, (first, last)


def test_a_colleague_corrects_a_number_and_the_right_one_is_compared(
    field: Installation, address: str, li: Laptop
) -> None:
    chen, sun = Laptop(field, address, "chen"), Laptop(field, address, "sun")
    wrong, right = "330106195001010042", "330106195001010069"
    colleague = Assignment(UserId("chen"), Role.GRID_WORKER, G1)
    with field.database.write() as connection:
        accounts.assign(connection, C, colleague, Validity(TODAY), by="console", now=NOW)
    home, other, number = move_in(li, GRID_1), move_in(li, GRID_1), new_id("identity")
    for laptop, written in ((li, wrong), (chen, right)):
        seen = chen.row(home.resident).seq if laptop is chen else 0
        paper: Value = {"document": "1", "document_number": written}
        laptop.create("resident_identity", number, {"resident": home.resident, "paper": paper})
        laptop.set(home.resident, "identity_tail", written[-4:], base=seen)
        assert set(laptop.sync().codes) == {"ok"}
        chen.sync()
    told = sun.sync().raw
    assert chen.row(home.resident).cells["identity_tail"] == right[-4:]
    assert wrong.encode() not in told + chen.sync().raw
    for written, found in ((wrong, 0), (right, 1)):
        before = _twins_of_staff(field)
        paper = {"document": "1", "document_number": written}
        li.create("resident_identity", new_id("identity"), {"resident": other.resident, "paper": paper})
        assert li.sync().codes == ["ok"]
        assert _twins_of_staff(field) - before == found


def test_a_doubt_ends_by_itself_when_the_wrong_number_is_mended_and_comes_back_with_it(
    field: Installation, address: str, li: Laptop
) -> None:
    wrong, right = "330106195001010077", "330106195001010085"
    home, other, number = move_in(li, GRID_1), move_in(li, GRID_1), new_id("identity")
    before = _twins_of_staff(field, "open")
    for record, resident, written, more in (
        (number, home.resident, wrong, 0),
        (new_id("identity"), other.resident, wrong, 1),
        (number, home.resident, right, 0),
        (number, home.resident, wrong, 1),
        (number, home.resident, right, 0),
    ):
        paper: Value = {"document": "1", "document_number": written}
        li.create("resident_identity", record, {"resident": resident, "paper": paper})
        assert set(li.sync().codes) == {"ok"}
        assert _twins_of_staff(field, "open") - before == more


def _twins_of_staff(field: Installation, state: str = "%") -> int:
    with field.database.snapshot() as connection:
        return int(
            connection.exec_driver_sql(
                "SELECT count(*) FROM record WHERE kind = 'conflict' AND community_id = %s AND scope = %s"
                " AND cells->>'progress' LIKE %s",
                (C, "staff", state),
            ).scalar_one()
        )
