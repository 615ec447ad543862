"""A record goes into one of another grid: its workers keep what they had not sent, and may have it undone."""

import pytest

from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Edit
from gridcore.sync.stored import RecordState
from tests.core.sync_crowd import AWAY, HOME2, TWIN, agreement, away, crowded, merged
from tests.core.sync_desk import (
    HOME,
    OTHER,
    PERSON,
    Desk,
    add,
    create,
    in_group,
    move,
    put,
    remove,
    restore,
    step,
    write,
)

GUEST = RecordId("guest")
"""Somebody who lives in the other grid."""


@pytest.fixture
def desk() -> Desk:
    made = crowded()
    away(made)
    assert made.one(made.far, create(GUEST, "resident", household=AWAY, name="某人")).code == "ok"
    assert merged(made, PERSON, GUEST).code == "ok"
    assert merged(made, HOME2, AWAY).code == "ok"
    return made


def visit(record: str, *, household: RecordId | None = None, resident: RecordId | None = None) -> Edit:
    return create(RecordId(record), "visit", visited_on="2026-03-05", household=household, resident=resident)


@pytest.mark.parametrize(
    "edit",
    [
        put(PERSON, "phone", "138"),
        write(PERSON, "remark", "九。"),
        add(HOME2, "tags", "volunteer"),
        move(HOME2, OTHER),
        create(PERSON, "resident", household=HOME, name="某人", phone="138"),
        visit("v2", household=HOME2),
        put(TWIN, "household", HOME2),
        create(RecordId("plan-2"), "care_plan", resident=PERSON, frequency="monthly", starts_on="2026-04-01"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_what_is_said_of_it_waits_with_its_reason_and_names_nobody(desk: Desk, edit: Edit) -> None:
    by = desk.cyd if getattr(edit, "kind", "") == "care_plan" else desk.bob
    before = {each: desk.record(each) for each in (AWAY, GUEST, TWIN)}
    verdict = desk.one(by, edit)
    assert (verdict.code, verdict.extra) == ("parked", "merged_elsewhere")
    assert {each: desk.record(each) for each in before} == before


def test_the_rest_of_the_form_is_taken(desk: Desk) -> None:
    both = in_group(
        "form", put(PERSON, "phone", "138"), put(TWIN, "phone", "137", desk.version(TWIN, "phone"))
    )
    assert [each.code for each in desk.push(desk.bob, *both)] == ["parked", "ok"]


def test_who_names_it_beside_says_so_of_the_one_that_stands(desk: Desk) -> None:
    assert desk.one(desk.bob, visit("v3", household=HOME, resident=PERSON)).code == "merged"
    assert desk.record(RecordId("v3")).scope == desk.record(HOME).scope
    assert desk.one(desk.bob, remove(PERSON)).code == "same"


def test_who_follows_both_grids_writes_the_one_that_stands(desk: Desk) -> None:
    desk.server.assign("bob", Role.GRID_WORKER, "grid-2")
    verdict = desk.one(desk.bob, put(PERSON, "phone", "138"))
    assert (verdict.code, verdict.extra) == ("merged", GUEST)


def test_a_supervisor_who_takes_it_over_writes_it_there(desk: Desk) -> None:
    desk.push(desk.bob, put(PERSON, "phone", "138"), visit("v2", household=HOME2, resident=PERSON))
    waiting = [each for each in desk.server.stored.values() if each.kind == "parked_edit"]
    assert {each.cells["reason"] for each in waiting} == {"merged_elsewhere"}
    for each in waiting:
        admits = step(each.id, "progress", ("waiting", "admitted"), each.seq)
        assert desk.one(desk.sue, admits).code == "ok"
    assert desk.value(GUEST, "phone") == "138"
    assert desk.value(RecordId("v2"), "household") == AWAY
    answers = [each.cells for each in desk.server.stored.values() if each.kind == "parked_answer"]
    assert {each["outcome"] for each in answers} == {"admitted"}


def test_its_worker_has_it_undone_without_hearing_what_it_went_into(desk: Desk) -> None:
    verdict = desk.one(desk.bob, restore(PERSON))
    assert (verdict.code, verdict.extra) == ("proposed", None)
    (proposal,) = desk.about("proposal", PERSON)
    assert proposal.scope == "staff"
    assert desk.one(desk.sue, agreement(desk, proposal.id)).code == "ok"
    assert desk.record(PERSON).state is RecordState.PRESENT
    assert desk.one(desk.bob, put(PERSON, "phone", "138")).code == "ok"
