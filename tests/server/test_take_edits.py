"""Edits over real HTTP into a real PostgreSQL: each gets its verdict, exactly once, and nothing is lost."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.sync.edits import Add, Drop, Remove, Resolve, Step, Text, edit_hash, next_chain
from gridcore.wire.messages import encode_request
from gridcore.wire.receipts import receipt_base
from gridcore.workflows.approval import VISIT_APPROVAL
from gridserver.db import parked
from gridserver.installation import Installation
from tests.server.field import (
    GRID_1,
    C,
    Laptop,
    body_with,
    chain_of,
    new_group,
    new_id,
    raw,
)
from tests.server.homes import PURPOSE, TAGS, Home, move_in


@pytest.fixture
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture
def zhang(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "zhang")


@pytest.fixture
def sun(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "sun")


@pytest.fixture
def home(li: Laptop) -> Home:
    """A home that Li's laptop has made and the server has."""
    made = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    return made


def log_rows(installation: Installation, laptop: Laptop) -> list[tuple[int, str, int]]:
    with installation.database.snapshot() as connection:
        rows = connection.exec_driver_sql(
            "SELECT n, verdict, seq FROM edit_log WHERE community_id = %s AND replica = %s ORDER BY n",
            (C, laptop.replica),
        )
        return [(row.n, row.verdict, row.seq) for row in rows]


def kept(installation: Installation, laptop: Laptop) -> list[parked.Parked]:
    with installation.database.snapshot() as connection:
        return parked.read(connection, installation.sealer, C, laptop.replica)


# applied


def test_what_one_laptop_writes_another_reads(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    assert zhang.row(home.household).cells["address"] == home.address
    assert zhang.records[GRID_1] == li.records[GRID_1]


def test_an_edit_on_what_was_seen_is_applied(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    zhang.set(home.household, "phone", "13800000001", base=zhang.row(home.household).seq)
    assert zhang.sync().codes == ["ok"]
    li.sync()
    assert li.row(home.household).cells["phone"] == "13800000001"


def test_edits_of_different_cells_never_meet(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    base = zhang.row(home.household).seq
    zhang.set(home.household, "phone", "13800000001", base=base)
    li.set(home.household, "tenure", "owner", base=base)
    assert (zhang.sync().codes, li.sync().codes) == (["ok"], ["ok"])
    zhang.sync()
    assert zhang.row(home.household) == li.row(home.household)


def test_the_same_value_from_two_laptops_is_the_same(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    base = zhang.row(home.household).seq
    for laptop, code in ((li, "ok"), (zhang, "same")):
        laptop.set(home.household, "phone", "13800000002", base=base)
        assert laptop.sync().codes == [code]


def test_a_text_merges_with_the_base_that_the_log_keeps(li: Laptop, zhang: Laptop, home: Home) -> None:
    li.write(Text(0, new_group(), home.household, "remark", "一楼。二楼。三楼。", li.row(home.household).seq))
    li.sync()
    zhang.sync()
    base = zhang.row(home.household).seq
    li.write(Text(0, new_group(), home.household, "remark", "一楼住人。二楼。三楼。", base))
    zhang.write(Text(0, new_group(), home.household, "remark", "一楼。二楼。三楼空置。", base))
    assert (li.sync().codes, zhang.sync().codes) == (["ok"], ["merged"])
    assert zhang.row(home.household).cells["remark"] == "一楼住人。二楼。三楼空置。"
    li.sync()
    assert li.row(home.household) == zhang.row(home.household)


def test_elements_of_a_set_are_joined(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    base = zhang.row(home.household).seq
    one, two = TAGS
    li.write(Add(0, new_group(), home.household, "tags", one, base))
    zhang.write(Add(0, new_group(), home.household, "tags", two, base))
    assert (li.sync().codes, zhang.sync().codes) == (["ok"], ["ok"])
    assert zhang.row(home.household).cells["tags"] == sorted([one, two])
    li.sync()
    li.write(Drop(0, new_group(), home.household, "tags", two, li.row(home.household).seq))
    assert li.sync().codes == ["ok"]
    zhang.sync()
    assert zhang.row(home.household).cells["tags"] == [one]


# for a person to decide


def test_two_values_of_one_cell_are_a_conflict_that_both_see_until_one_decides(
    li: Laptop, zhang: Laptop, home: Home
) -> None:
    zhang.sync()
    base = zhang.row(home.household).seq
    li.set(home.household, "phone", "13800000003", base=base)
    zhang.set(home.household, "phone", "13800000004", base=base)
    assert li.sync().codes == ["ok"]
    reply = zhang.sync()
    assert reply.codes == ["conflict"]
    conflict = RecordId(str(reply.verdicts[0].extra))
    li.sync()
    sides = li.row(conflict).cells["sides"]
    assert isinstance(sides, dict)
    assert {str(side["value"]) for side in sides.values() if isinstance(side, dict)} == {
        "13800000003",
        "13800000004",
    }
    assert li.row(conflict) == zhang.row(conflict)
    li.write(Resolve(0, new_group(), conflict, li.row(conflict).seq, "13800000003", choice=li.replica))
    assert li.sync().codes == ["ok"]
    zhang.sync()
    assert zhang.row(home.household).cells["phone"] == "13800000003"
    assert zhang.row(conflict).cells["progress"] == "resolved"


def test_a_person_made_twice_is_a_duplicate_and_both_stay(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    other = new_id("resident")
    cells: dict[str, Value] = {"household": home.household, "name": home.name, "birth_date": "1950-01-01"}
    zhang.create("resident", other, cells, scope=GRID_1)
    reply = zhang.sync()
    assert reply.codes == ["duplicate"]
    conflict = zhang.row(RecordId(str(reply.verdicts[0].extra)))
    assert conflict.cells["conflict_kind"] == "duplicate"
    assert zhang.has(other)
    assert zhang.has(home.resident)


def test_a_supervisor_approves_only_what_was_seen(li: Laptop, sun: Laptop, home: Home) -> None:
    visit = home.visit(li)
    li.write(Step(0, new_group(), visit, "approval", "draft", "submitted", 0))
    assert set(li.sync().codes) == {"ok"}
    sun.sync()
    seen = sun.row(visit).seq
    li.set(visit, "purpose", PURPOSE, base=li.row(visit).seq)
    li.sync()
    saw = dict.fromkeys(VISIT_APPROVAL.covers, seen)
    sun.write(Step(0, new_group(), visit, "approval", "submitted", "approved", seen, saw=saw))
    assert sun.sync().codes == ["stale"]
    now = sun.row(visit).seq
    saw = dict.fromkeys(VISIT_APPROVAL.covers, now)
    sun.write(Step(0, new_group(), visit, "approval", "submitted", "approved", now, saw=saw))
    assert sun.sync().codes == ["ok"]
    li.sync()
    assert li.row(visit).cells["approval"] == "approved"
    li.set(visit, "met", False, base=li.row(visit).seq)
    assert li.sync().codes == ["proposed"]
    assert li.row(visit).cells["met"] is True


def test_an_edit_beats_a_removal_visibly(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    base = zhang.row(home.resident).seq
    li.set(home.resident, "phone", "13800000005", base=base)
    li.sync()
    zhang.write(Remove(0, new_group(), home.resident, base))
    assert zhang.sync().codes == ["conflict"]
    assert zhang.has(home.resident)


def test_a_visit_below_a_removed_room_brings_the_room_back(li: Laptop, zhang: Laptop, home: Home) -> None:
    zhang.sync()
    zhang.write(Remove(0, new_group(), home.room, zhang.row(home.room).seq))
    assert zhang.sync().codes == ["ok"]
    visit = home.visit(li)
    assert li.sync().codes == ["conflict"]
    zhang.sync()
    for laptop in (li, zhang):
        assert laptop.has(visit)
        assert laptop.row(home.room).cells["place"] == {
            "building": home.building,
            "unit": 2,
            "floor": 5,
            "room_number": home.household.split("-")[1].lstrip("0"),
        }


# refused, and kept


def test_a_record_of_another_grid_is_answered_like_one_that_does_not_exist(
    field: Installation, address: str, home: Home
) -> None:
    chen = Laptop(field, address, "chen")
    chen.set(home.household, "phone", "13800000006", base=0)
    chen.set(new_id("unknown"), "phone", "13800000006", base=0)
    reply = chen.sync()
    assert [(each.code, each.seq, each.extra) for each in reply.verdicts] == [("denied", 0, "not_here")] * 2
    assert [each.reason for each in kept(field, chen)] == ["not_here", "not_here"]


def test_an_unknown_field_or_kind_is_parked_with_its_values(
    field: Installation, li: Laptop, home: Home
) -> None:
    made = li.set(home.household, "of_tomorrow", "第三代", base=0)
    li.create("of_tomorrow", new_id(), {"text": "第三代"}, scope=GRID_1)
    reply = li.sync()
    assert [each.extra for each in reply.verdicts] == ["unknown_field", "unknown_kind"]
    assert raw(made) in [each.body for each in kept(field, li)]


def test_one_edit_that_means_nothing_delays_no_other(field: Installation, li: Laptop, home: Home) -> None:
    base, first = li.row(home.household).seq, li.n + 1
    good = raw(li.set(home.household, "phone", "13800000007", base=base))
    broken = [
        b'{"n":%d,"grp":"x1","do":"teleport","id":"r-1"}' % (first + 1),
        b'{"n":%d,"grp":"x2","do":"set","id":7}' % (first + 2),
        b'{"n":%d,"grp":"x3","do":"set","id":"r-1","cell":"a\\u0000b","base":0,"value":"x"}' % (first + 3),
        b'{"n":%d,"grp":"x4","do":"set","id":"r-1","cell":"c","base":0,"value":1.5}' % (first + 4),
        b'{"n":%d,"grp":"x5","do":"set","id":"%b","cell":"c","base":0,"value":1}' % (first + 5, b"x" * 900),
        b'{"n":%d,"grp":"x6","do":"set","id":"r-1","cell":"c","base":0,"value":%b}'
        % (first + 6, b"[" * 200 + b"]" * 200),
    ]
    reply = li.exchange(body_with(li, good, *broken))
    assert reply.codes == ["ok", *["invalid"] * len(broken)]
    assert reply.head is not None
    assert reply.head.n_acked == first + len(broken)
    assert len(kept(field, li)) == len(broken)


def test_a_group_is_refused_whole_or_not_at_all(field: Installation, li: Laptop, home: Home) -> None:
    group, base = new_group(), li.row(home.household).seq
    li.set(home.household, "phone", "13800000008", base=base, grp=group)
    li.set(home.household, "tenure", "no such code", base=base, grp=group)
    li.set(home.resident, "phone", "13800000009", base=li.row(home.resident).seq)
    assert li.sync().codes == ["parked", "invalid", "ok"]
    assert li.row(home.household).cells.get("phone") is None
    assert [each.reason for each in kept(field, li)] == ["group_refused", "value_does_not_fit"]


def test_a_worker_may_not_remove_a_visit(li: Laptop, home: Home) -> None:
    visit = home.visit(li)
    li.sync()
    li.write(Remove(0, new_group(), visit, li.row(visit).seq))
    reply = li.sync()
    assert [(each.code, each.extra) for each in reply.verdicts] == [("denied", "not_allowed")]


# exactly once


def test_a_lost_answer_does_not_repeat_the_edits(field: Installation, li: Laptop, home: Home) -> None:
    li.set(home.household, "phone", "13800000010", base=li.row(home.household).seq)
    visit = home.visit(li)
    body = encode_request(li.request())
    first, again = li.exchange(body), li.exchange(body)
    assert first.verdicts == again.verdicts
    third = li.sync()
    assert third.verdicts == first.verdicts
    assert li.row(visit).seq == first.verdicts[-1].seq
    assert [code for _, code, _ in log_rows(field, li)] == ["ok"] * li.n


def test_a_request_sent_again_with_more_is_taken_from_where_it_ended(li: Laptop, home: Home) -> None:
    li.set(home.household, "phone", "13800000011", base=li.row(home.household).seq)
    li.exchange(encode_request(li.request()))
    home.visit(li)
    assert li.sync().codes == ["ok", "ok"]
    assert li.pending == []


def test_a_gap_in_the_numbers_is_refused_and_nothing_is_taken(
    field: Installation, li: Laptop, home: Home
) -> None:
    before = log_rows(field, li)
    one = li.set(home.household, "phone", "1", base=0)
    two = li.set(home.household, "phone", "2", base=0)
    three = li.set(home.household, "phone", "3", base=0)
    for edits in ([two], [one, three], [two, one]):
        response = li.post_edits(edits)
        assert response.status_code == 422
    assert log_rows(field, li) == before


def test_a_number_with_another_content_is_a_fork(field: Installation, li: Laptop, home: Home) -> None:
    li.set(home.household, "phone", "13800000012", base=li.row(home.household).seq)
    twin = li.request()
    li.sync()
    other = li.set(home.household, "phone", "13800000013", base=0)
    copied = encode_request(twin).replace(b"13800000012", b"13800000013")
    reply = li.exchange(copied)
    assert (reply.head, reply.fork) == (None, other.n - 1)


def test_a_copy_that_was_restored_is_told_from_its_chain(li: Laptop, home: Home) -> None:
    li.acked_chain = chain_of([])
    assert li.exchange(encode_request(li.request([]))).fork == li.acked_n


def test_a_replica_of_another_device_is_a_fork(zhang: Laptop, li: Laptop, home: Home) -> None:
    zhang.replica = li.replica
    assert zhang.exchange(encode_request(zhang.request([]))).fork == 0


@pytest.mark.parametrize("wrong", ["epoch", "n_acked"])
def test_a_server_that_went_back_says_what_it_has(li: Laptop, home: Home, wrong: str) -> None:
    if wrong == "epoch":
        li.epoch = "of another installation"
    else:
        li.acked_n += 1
    expected = li.n
    assert li.exchange(encode_request(li.request([]))).restore == expected


def test_the_receipt_proves_what_is_in(field: Installation, li: Laptop, home: Home) -> None:
    before = li.acked_chain
    made = li.set(home.household, "phone", "13800000014", base=li.row(home.household).seq)
    head = li.sync().head
    assert head is not None
    assert head.chain == next_chain(before, edit_hash(made))
    key: Ed25519PublicKey = field.receipt_key.public_key()
    key.verify(base64.b64decode(head.receipt), receipt_base(li.replica, C, head.n_acked, head.chain))
