"""Erasing: two supervisors, and then nothing stays of a record but that it was erased."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, conflict_id
from gridcore.roles import Role
from gridcore.sync.edits import encode_edit
from gridcore.sync.stored import RecordState
from tests.core.sync_crowd import HOME2, TWIN, crowded, merged
from tests.core.sync_desk import (
    HOME,
    PERSON,
    PLAN,
    VISIT,
    Desk,
    add,
    create,
    drop,
    erase,
    in_group,
    merge,
    move,
    put,
    remove,
    resolve,
    step,
    write,
)
from tests.fakes.memory_log import without_values
from tests.fakes.memory_server import COMMUNITY

WAY = ("open", "accepted")


@pytest.fixture
def desk() -> Desk:
    return crowded()


def second(desk: Desk) -> ReplicaId:
    """Another supervisor."""
    return desk.server.enrol("sam", (Role.SUPERVISOR, COMMUNITY))


def asked(desk: Desk, record: RecordId) -> RecordId:
    verdict = desk.one(desk.sue, erase(record, "秘密理由"))
    assert verdict.code == "proposed"
    return RecordId(str(verdict.extra))


def accept(desk: Desk, by: ReplicaId, proposal: RecordId) -> tuple[str, str | None]:
    seq = desk.record(proposal).seq
    verdict = desk.one(by, step(proposal, "progress", WAY, seq, saw={"value": seq}))
    return verdict.code, verdict.extra


def erased(desk: Desk, record: RecordId) -> None:
    assert accept(desk, second(desk), asked(desk, record)) == ("ok", None)


def everything(desk: Desk) -> str:
    """All that the server keeps, as text."""
    log = [encode_edit(each.decided.edit).decode() for each in desk.server.entries]
    kept = [encode_edit(each.decided.edit).decode() for each in desk.server.parked]
    return repr([*desk.server.stored.values(), desk.server.log]) + "".join(log + kept)


def test_one_supervisor_asks_and_another_one_agrees(desk: Desk) -> None:
    proposal = asked(desk, PERSON)
    assert desk.record(PERSON).state is RecordState.PRESENT
    assert accept(desk, desk.sue, proposal) == ("denied", "not_allowed")
    assert desk.record(PERSON).state is RecordState.PRESENT
    assert accept(desk, second(desk), proposal) == ("ok", None)
    assert desk.record(PERSON).state is RecordState.ERASED


def test_a_supervisor_with_two_laptops_is_one_person(desk: Desk) -> None:
    proposal, other = asked(desk, PERSON), desk.server.enrol("sue")
    assert accept(desk, other, proposal) == ("denied", "not_allowed")


def test_workers_do_not_erase(desk: Desk) -> None:
    assert desk.one(desk.ann, erase(PERSON)).extra == "not_allowed"
    assert desk.one(desk.sue, erase(VISIT)).extra == "not_allowed"
    proposal = asked(desk, PERSON)
    assert accept(desk, desk.ann, proposal) == ("denied", "not_allowed")


def test_nothing_stays_of_the_record_nor_of_what_hangs_on_it(desk: Desk) -> None:
    desk.push(
        desk.ann,
        put(PERSON, "phone", "13912345678", desk.version(PERSON, "phone")),
        create(RecordId("paper"), "resident_identity", resident=PERSON, paper={"document_number": "330X"}),
    )
    desk.one(desk.bob, put(PERSON, "phone", "13787654321"))
    desk.one(desk.far, put(PERSON, "phone", "13700000000"))
    desk.one(desk.cyd, put(PLAN, "helper", "邻居甲", desk.version(PLAN, "helper")))
    erased(desk, PERSON)
    for record in (PERSON, PLAN, RecordId("paper")):
        left = desk.record(record)
        assert (left.state, left.cells, left.vers, left.sets) == (RecordState.ERASED, {}, {}, {})
    secrets = ("13912345678", "13787654321", "13700000000", "330X", "邻居甲", "秘密理由")
    assert [each for each in secrets if each in everything(desk)] == []
    assert desk.record(HOME).state is desk.record(VISIT).state is RecordState.PRESENT


def test_who_was_merged_into_the_record_goes_with_it(desk: Desk) -> None:
    merged(desk, TWIN, PERSON)
    erased(desk, PERSON)
    assert desk.record(TWIN).state is RecordState.ERASED
    assert "某仁" not in everything(desk)


def test_erasing_the_loser_leaves_the_winner(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    erased(desk, PERSON)
    assert desk.record(TWIN).state is RecordState.PRESENT
    assert desk.record(conflict_id(PERSON, TWIN, 0)).state is RecordState.ERASED
    assert desk.one(desk.ann, merge(TWIN, PERSON)).extra == "erased"
    assert "某人" not in everything(desk)


def test_undoing_a_merge_into_what_was_erased_is_too_late(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    proposal = desk.one(desk.ann, merge(RecordId("third"), TWIN)).extra
    erased(desk, TWIN)
    assert desk.record(PERSON).state is RecordState.ERASED
    assert accept(desk, desk.sue, RecordId(str(proposal))) == ("parked", "subject_gone")


def test_later_edits_of_it_are_denied_and_not_kept(desk: Desk) -> None:
    erased(desk, PERSON)
    late = (
        put(PERSON, "phone", "13700000001"),
        create(PERSON, "resident", household=HOME, name="名字甲"),
        create(RecordId("plan-2"), "care_plan", resident=PERSON, frequency="monthly", starts_on="2026-01-01"),
        create(RecordId("paper-2"), "resident_identity", resident=PERSON, paper={"document_number": "77"}),
    )
    found = [desk.one(desk.cyd if each.id == "plan-2" else desk.ann, each) for each in late]
    assert {(each.code, each.extra) for each in found} == {("denied", "erased")}
    assert not any(each in everything(desk) for each in ("13700000001", "名字甲", '"77"'))
    assert desk.server.parked == []


def test_who_never_knew_it_hears_nothing_and_leaves_nothing(desk: Desk) -> None:
    erased(desk, PERSON)
    assert desk.one(desk.far, put(PERSON, "phone", "13700000002")).extra == "not_here"
    assert desk.one(desk.far, create(PERSON, "resident", household=HOME, name="名字乙")).extra == "not_here"
    assert "13700000002" not in everything(desk)
    assert "名字乙" not in everything(desk)


def test_nothing_is_hung_on_it_any_more(desk: Desk) -> None:
    base = desk.version(TWIN, "household")
    desk.one(desk.bob, put(TWIN, "household", HOME2, base))
    conflict = desk.one(desk.ann, put(TWIN, "household", HOME, 0)).extra
    desk.one(desk.bob, put(TWIN, "household", HOME, desk.version(TWIN, "household")))
    erased(desk, HOME2)
    assert desk.one(desk.bob, put(TWIN, "household", HOME2, base)).extra == "erased"
    seen = desk.record(RecordId(str(conflict))).seq
    assert desk.one(desk.bob, resolve(conflict, seen, HOME2)).extra == "erased"
    assert desk.value(TWIN, "household") == HOME


def test_the_rest_of_a_form_is_kept_for_its_author(desk: Desk) -> None:
    erased(desk, PERSON)
    both = in_group("form", put(HOME2, "phone", "1"), put(PERSON, "phone", "13700000003"))
    assert [each.extra for each in desk.push(desk.ann, *both)] == ["group_refused", "erased"]
    assert [each.decided.edit.id for each in desk.server.parked] == [HOME2]


def test_a_whole_street_is_not_erased_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridcore.sync.erasing.MOST_ERASED", 3)
    assert accept(desk, second(desk), asked(desk, HOME)) == ("parked", "too_many_to_erase")
    assert desk.record(HOME).state is RecordState.PRESENT


def test_a_removed_record_can_be_erased(desk: Desk) -> None:
    desk.one(desk.ann, remove(HOME2, desk.record(HOME2).seq))
    erased(desk, HOME2)
    assert "contact" not in everything(desk)


def test_what_an_edit_was_can_be_told_without_what_it_said(desk: Desk) -> None:
    said: Value = "秘密"
    edits = (
        create(HOME, "household", remark=said),
        put(HOME, "phone", said),
        write(HOME, "remark", "秘密"),
        resolve("c", 1, said),
        step(VISIT, "approval", WAY, reason="秘密"),
    )
    assert not any("秘密" in encode_edit(without_values(each)).decode() for each in edits)
    kept = (add(HOME, "tags", "contact"), drop(HOME, "tags", "contact"), move(HOME, desk.record(HOME).scope))
    assert [without_values(each) for each in kept] == [*kept]
