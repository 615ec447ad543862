"""Left-behind work over HTTP and PostgreSQL: looked at, admitted, dismissed, and heard of by its author."""

from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from gridcore.ids import derived_id
from gridcore.permissions import STAFF_SCOPE
from gridcore.sync.edits import Create, Move, Step, encode_edit
from gridcore.wire.messages import encode_request
from gridcore.wire.packing import unpack
from gridserver.db import audit, parked
from gridserver.installation import Installation
from tests.server.field import (
    G1,
    GRID_1,
    GRID_2,
    C,
    Laptop,
    body_with,
    new_group,
    new_id,
)
from tests.server.homes import Home, move_in
from tests.server.leavers import Leaver, answer_to, decide, hand_over, kept, left_by, logged, look

IDENTITY_CANARY = "330106195001010017"
PAPER = {"document": "1", "document_number": IDENTITY_CANARY}


@pytest.fixture
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture
def sun(field: Installation, address: str) -> Laptop:
    found = Laptop(field, address, "sun")
    found.sync()
    return found


@pytest.fixture
def home(li: Laptop) -> Home:
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


@pytest.fixture
def leaver(field: Installation, address: str, home: Home) -> Leaver:
    return Leaver(field, address, new_id("user"))


def test_work_of_an_ended_assignment_is_admitted_in_its_authors_name(
    field: Installation, leaver: Leaver, sun: Laptop, home: Home, li: Laptop
) -> None:
    laptop = leaver.laptop
    laptop.set(home.household, "phone", "13800000021", base=laptop.row(home.household).seq)
    leaver.leave()
    reply = laptop.sync()
    assert [(each.code, each.extra) for each in reply.verdicts] == [("parked", "scope_left")]
    assert GRID_1 in reply.gone_scopes
    (left,) = left_by(sun, laptop)
    assert sun.row(left).cells["device_name"] == f"of {leaver.user}"
    assert b"13800000021" not in msgspec.json.encode(sun.row(left).cells)
    assert decide(sun, left) == "ok"
    li.sync()
    assert li.row(home.household).cells["phone"] == "13800000021"
    assert logged(field, laptop) == [("ok", leaver.user)]
    assert kept(field, laptop) == {1: "admitted"}
    history = sun.get(f"/history/{home.household}")
    told = unpack("zstd", history.content, 1_000_000).decode()
    assert f'"author":"{leaver.user}"' in told
    assert answer_to(laptop, left)["verdicts"] == {"1": "ok"}
    assert not laptop.has(home.household)


@pytest.mark.parametrize("how", ["disable", "revoke_laptop"])
def test_the_untrusted_may_push_and_get_verdicts_and_the_order_to_wipe_and_nothing_else(
    field: Installation, leaver: Leaver, sun: Laptop, home: Home, how: str
) -> None:
    laptop = leaver.laptop
    visit = home.visit(laptop)
    laptop.set(home.household, "phone", "13800000022", base=laptop.row(home.household).seq)
    getattr(leaver, how)()
    reply = hand_over(laptop)
    assert reply.head is not None
    assert reply.head.wipe
    assert [(each.code, each.extra) for each in reply.verdicts] == [("parked", "not_trusted")] * 2
    assert (reply.head.scopes, reply.rows, reply.gone, reply.commits, reply.gone_scopes) == (
        [],
        [],
        [],
        [],
        [],
    )
    assert (reply.head.papers, reply.head.n_acked, reply.head.receipt != "") == ([], 2, True)
    assert laptop.get(f"/parked/{derived_id('parked_edit', laptop.replica, '1')}").status_code == 404
    first, second = left_by(sun, laptop)
    assert (decide(sun, first), decide(sun, second, "dismissed", "已核实")) == ("ok", "ok")
    assert (sun.row(visit).kind, kept(field, laptop)) == ("visit", {1: "admitted", 2: "dismissed"})
    assert "phone" not in sun.row(home.household).cells


def test_what_is_pushed_again_is_parked_once_and_answered_as_before(
    leaver: Leaver, sun: Laptop, home: Home
) -> None:
    laptop = leaver.laptop
    laptop.set(home.household, "phone", "13800000023", base=laptop.row(home.household).seq)
    leaver.revoke_laptop()
    first, second = hand_over(laptop), hand_over(laptop)
    assert (first.verdicts, first.head and first.head.receipt) == (
        second.verdicts,
        second.head and second.head.receipt,
    )
    (left,) = left_by(sun, laptop)
    assert decide(sun, left) == "ok"
    assert hand_over(laptop).codes == ["ok"]
    assert left_by(sun, laptop) == []


def test_a_laptop_that_was_enrolled_anew_hears_what_became_of_the_old_ones_work(
    field: Installation, address: str, leaver: Leaver, sun: Laptop, home: Home
) -> None:
    old = leaver.laptop
    old.set(home.household, "phone", "13800000024", base=old.row(home.household).seq)
    leaver.revoke_laptop()
    new = Laptop(field, address, leaver.user)
    assert new.device_id != old.device_id
    new.sync()
    assert hand_over(old).codes == ["parked"]
    (left,) = left_by(sun, old)
    assert decide(sun, left) == "ok"
    answer = answer_to(new, left)
    assert (answer["replica"], answer["outcome"], answer["supervisor"]) == (old.replica, "admitted", "孙淑兰")
    assert new.row(home.household).cells["phone"] == "13800000024"


def test_the_old_copy_under_a_new_key_is_a_fork_and_keeps_its_work(
    field: Installation, address: str, leaver: Leaver, home: Home
) -> None:
    old = leaver.laptop
    old.set(home.household, "phone", "13800000025", base=old.row(home.household).seq)
    leaver.revoke_laptop()
    new = Laptop(field, address, leaver.user)
    new.replica = old.replica
    reply = new.exchange(encode_request(old.request()))
    assert (reply.fork, reply.head) == (0, None)
    assert kept(field, old) == {}
    assert hand_over(old).codes == ["parked"]


def test_a_queue_of_two_megabytes_is_taken_from_a_revoked_laptop(
    field: Installation, leaver: Leaver, sun: Laptop, home: Home
) -> None:
    laptop = leaver.laptop
    said = "老人身体尚可，血压平稳。" * 50
    for _ in range(1_000):
        home.visit(laptop, said)
    assert 1_800_000 < len(encode_request(laptop.request())) < 2_400_000
    leaver.revoke_laptop()
    assert set(hand_over(laptop).codes) == {"parked"}
    left = left_by(sun, laptop)
    assert len(left) == len(kept(field, laptop)) == 1_000
    for each in left:
        sun.write(Step(0, new_group(), each, "progress", "waiting", "admitted", sun.row(each).seq))
    assert set(sun.sync().codes) == {"ok"}
    assert set(kept(field, laptop).values()) == {"admitted"}
    with field.database.snapshot() as connection:
        assert audit.first_broken(connection, C) is None


def test_two_supervisors_admit_once(
    field: Installation, address: str, leaver: Leaver, sun: Laptop, home: Home
) -> None:
    other = Laptop(field, address, "sun")
    laptop = leaver.laptop
    laptop.set(home.household, "phone", "13800000026", base=laptop.row(home.household).seq)
    leaver.leave()
    laptop.sync()
    (left,) = left_by(sun, laptop)
    assert left_by(other, laptop) == [left]
    base = other.row(left).seq
    assert decide(sun, left) == "ok"
    other.write(Step(0, new_group(), left, "progress", "waiting", "dismissed", base, "不用"))
    reply = other.sync()
    assert [(each.code, each.extra) for each in reply.verdicts] == [("stale", "admitted")]
    assert kept(field, laptop) == {1: "admitted"}


def test_admitted_work_never_overwrites_silently(leaver: Leaver, sun: Laptop, home: Home, li: Laptop) -> None:
    laptop = leaver.laptop
    laptop.set(home.household, "phone", "13800000027", base=laptop.row(home.household).seq)
    leaver.leave()
    laptop.sync()
    li.set(home.household, "phone", "13800000028", base=li.row(home.household).seq)
    assert li.sync().codes == ["ok"]
    (left,) = left_by(sun, laptop)
    assert decide(sun, left) == "ok"
    conflicts = [row.cells for row in sun.records[GRID_1].values() if row.kind == "conflict"]
    sides = [each["sides"] for each in conflicts if each["subject"] == home.household]
    assert [sorted(each) for each in sides if isinstance(each, dict)] == [
        sorted([laptop.replica, li.replica])
    ]
    assert answer_to(laptop, left)["verdicts"] == {"1": "conflict"}


def test_a_group_parked_whole_is_admitted_whole(
    field: Installation, leaver: Leaver, sun: Laptop, home: Home
) -> None:
    laptop, grp = leaver.laptop, new_group()
    person = new_id("resident")
    cells: dict[str, Any] = {"household": home.household, "name": "新人"}
    laptop.create("resident", person, cells, scope=GRID_1, grp=grp)
    laptop.set(new_id("nowhere"), "phone", "1", base=0, grp=grp)
    laptop.set(home.household, "phone", "13800000029", base=laptop.row(home.household).seq)
    leaver.disable()
    assert hand_over(laptop).codes == ["parked"] * 3
    both, alone = left_by(sun, laptop)
    assert decide(sun, both) == "parked"  # the second half is nowhere, so neither applies
    assert not sun.has(person)
    assert decide(sun, alone) == "ok"
    assert kept(field, laptop) == {1: "waiting", 2: "waiting", 3: "admitted"}


def test_what_the_author_can_mend_is_not_put_before_a_supervisor(li: Laptop, sun: Laptop, home: Home) -> None:
    visit = home.visit(li)
    li.sync()
    li.set(home.household, "phone", 7, base=li.row(home.household).seq)
    li.write(Step(0, new_group(), visit, "approval", "returned", "submitted", li.row(visit).seq))
    li.write(Create(0, new_group(), new_id(), "visit", {"household": home.household}, scope=GRID_1))
    raw = body_with(
        li, *(encode_edit(each) for each in li.pending[:2]), b'{"n":%d,"do":"?"}' % li.pending[2].n
    )
    reply = li.exchange(raw)
    assert reply.codes == ["invalid", "stale", "invalid"]
    assert left_by(sun, li) == []


def test_values_are_shown_beside_what_stands_now_and_each_look_is_audited(
    field: Installation, leaver: Leaver, sun: Laptop, home: Home
) -> None:
    laptop, grp = leaver.laptop, new_group()
    base = laptop.row(home.household).seq
    paper: dict[str, Any] = {"resident": home.resident, "paper": PAPER}
    laptop.set(home.household, "address", "新地址", base=base, grp=grp)
    laptop.create("resident_identity", new_id("paper"), paper, grp=grp)
    leaver.leave()
    laptop.sync()
    (left,) = left_by(sun, laptop)
    shown = look(sun, left)
    assert shown is not None
    address, identity = shown.edits
    assert (address.cells, address.now) == ({"address": "新地址"}, {"address": home.address})
    assert (identity.kind, identity.withheld, identity.cells) == ("resident_identity", True, {})
    with field.database.snapshot() as connection:
        seen = connection.execute(
            text("SELECT actor, object FROM audit WHERE community_id = :c AND action = 'see-parked'"),
            {"c": C},
        ).all()
    assert ("sun", left) in [tuple(each) for each in seen]


def test_only_the_staff_may_look(leaver: Leaver, sun: Laptop, li: Laptop, home: Home) -> None:
    laptop = leaver.laptop
    laptop.set(home.household, "phone", "13800000031", base=laptop.row(home.household).seq)
    leaver.leave()
    laptop.sync()
    (left,) = left_by(sun, laptop)
    assert look(sun, left) is not None
    assert look(li, left) is None
    assert look(laptop, left) is None
    assert look(sun, home.household) is None
    assert look(sun, "nowhere") is None
    assert sun.get(f"/parked/{left}%00").status_code == 404
    assert sun.get(f"/parked/{left}?community=330106001002").status_code == 404


def test_what_was_moved_is_admitted_where_it_is_now(
    field: Installation, leaver: Leaver, sun: Laptop, home: Home
) -> None:
    laptop = leaver.laptop
    laptop.set(home.household, "phone", "13800000032", base=laptop.row(home.household).seq)
    sun.write(Move(0, new_group(), home.building, GRID_2))
    assert sun.sync().codes == ["ok"]
    assert [each.extra for each in laptop.sync().verdicts] == ["scope_left"]
    (left,) = left_by(sun, laptop)
    assert decide(sun, left) == "ok"
    sun.sync()
    assert sun.records[GRID_2][home.household].cells["phone"] == "13800000032"
    assert not laptop.has(home.household)


def test_sealed_work_is_admitted_sealed(field: Installation, leaver: Leaver, sun: Laptop, home: Home) -> None:
    laptop, paper = leaver.laptop, new_id("paper")
    cells: dict[str, Any] = {"resident": home.resident, "paper": PAPER}
    laptop.create("resident_identity", paper, cells)
    leaver.leave()
    assert laptop.sync().codes == ["parked"]
    (left,) = left_by(sun, laptop)
    assert decide(sun, left) == "ok"
    with field.database.snapshot() as connection:
        row = connection.execute(
            text("SELECT scope, cells, sealed FROM record WHERE id = :r"), {"r": paper}
        ).one()
        log = connection.execute(
            text("SELECT body, sealed FROM edit_log WHERE replica = :r"), {"r": laptop.replica}
        ).one()
        assert (row.scope, row.cells, log.body) == (f"identity/{G1}", None, None)
        assert IDENTITY_CANARY.encode() not in bytes(row.sealed) + bytes(log.sealed)
        assert [each.n for each in parked.read(connection, field.sealer, C, laptop.replica, [1])] == [1]
    assert not sun.has(paper)


def test_nobody_can_write_left_behind_work_but_the_server(sun: Laptop, li: Laptop, home: Home) -> None:
    cells: dict[str, Any] = {"replica": "x", "user": "li", "received": "2026-03-02T08:00:00Z"}
    made = sun.create("parked_edit", new_id(), cells, scope=STAFF_SCOPE)
    reply = sun.sync()
    assert [each.code for each in reply.verdicts] == ["denied"]
    assert not sun.has(made.id)
