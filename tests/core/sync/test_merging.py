"""Two records that are one: what moves, who may say so, and what two laptops say."""

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, conflict_id
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.known import links_in
from gridcore.sync.stored import RecordState
from tests.core.sync_crowd import (
    AWAY,
    HOME2,
    THIRD,
    TWIN,
    accept,
    away,
    crowded,
    merged,
    note,
    split,
)
from tests.core.sync_desk import (
    HOME,
    HOUSE,
    OTHER,
    PERSON,
    PLAN,
    VISIT,
    Desk,
    add,
    create,
    merge,
    move,
    put,
    remove,
    resolve,
    restore,
)


@pytest.fixture
def desk() -> Desk:
    return crowded()


# what moves


def test_what_hangs_on_the_loser_goes_to_the_winner(desk: Desk) -> None:
    assert merged(desk, PERSON, TWIN).code == "ok"
    assert desk.record(PERSON).state is RecordState.REMOVED
    assert desk.value(PLAN, "resident") == TWIN
    assert desk.value(HOME, "head") == TWIN
    assert desk.value(VISIT, "resident") == TWIN


def test_the_winner_gets_what_it_lacks_and_keeps_what_it_has(desk: Desk) -> None:
    desk.one(desk.ann, put(PERSON, "phone", "138"))
    merged(desk, TWIN, PERSON)
    assert desk.value(PERSON, "phone") == "138"
    assert desk.value(PERSON, "remark") == "聋。"
    assert note(desk, PERSON, TWIN)["differs"] == {"name": "某仁", "phone": "139"}


def test_sets_join_and_the_later_day_stays(desk: Desk) -> None:
    desk.push(
        desk.ann,
        add(HOME, "tags", "volunteer"),
        put(HOME, "last_visit", "2026-01-01"),
    )
    assert merged(desk, HOME2, HOME).code == "ok"
    assert desk.value(HOME, "tags") == ["contact", "volunteer"]
    assert desk.value(HOME, "last_visit") == "2026-02-02"
    assert note(desk, HOME, HOME2)["differs"] == {"address": "乙"}


def test_what_is_disputed_of_the_loser_is_not_taken_over(desk: Desk) -> None:
    base = desk.version(TWIN, "phone")
    desk.one(desk.bob, put(TWIN, "phone", "1", base))
    assert desk.one(desk.ann, put(TWIN, "phone", "2", base)).code == "conflict"
    merged(desk, TWIN, PERSON)
    assert desk.value(PERSON, "phone") is None


def test_a_household_brings_its_people_and_visits(desk: Desk) -> None:
    merged(desk, HOME, HOME2)
    assert {desk.value(each, "household") for each in (PERSON, TWIN, THIRD, VISIT)} == {HOME2}


def test_a_merge_across_grids_takes_everything_along(desk: Desk) -> None:
    away(desk)
    paper = create(RecordId("paper"), "resident_identity", resident=PERSON, paper={"document_number": "7"})
    assert desk.one(desk.sue, paper).code == "ok"
    assert merged(desk, HOME, AWAY).code == "ok"
    places = {each: desk.record(RecordId(each)).scope for each in (PERSON, PLAN, VISIT, "paper")}
    assert places == {PERSON: OTHER, PLAN: OTHER, VISIT: OTHER, "paper": "identity/grid-2"}
    told = desk.record(conflict_id(AWAY, HOME, 0))
    assert told.scope == "staff"
    assert "differs" not in note(desk, HOME, AWAY)


def test_a_family_that_is_too_large_stays_where_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gridcore.sync.merging.MOST_MOVED", 2)
    before = dict(desk.server.stored)
    assert merged(desk, HOME, HOME2).extra == "too_many_to_move"
    assert {each: desk.record(each) for each in before} == before


def test_a_family_that_is_too_large_for_a_move_stays_as_well(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    away(desk)
    monkeypatch.setattr("gridcore.sync.presence.MOST_MOVED", 1)
    assert merged(desk, HOME, AWAY).extra == "too_many_to_move"
    assert desk.record(HOME).state is RecordState.PRESENT


# two laptops, chains, circles


def test_two_who_merge_the_same_pair_agree(desk: Desk) -> None:
    assert merged(desk, PERSON, TWIN).code == "ok"
    assert desk.one(desk.sue, merge(PERSON, TWIN)).code == "same"


def test_the_same_pair_the_other_way_round_is_no_circle(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    assert desk.one(desk.sue, merge(TWIN, PERSON)).code == "same"
    assert desk.record(TWIN).state is RecordState.PRESENT


def test_a_chain_leads_to_its_end(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    merged(desk, TWIN, THIRD)
    assert desk.value(PLAN, "resident") == THIRD
    assert desk.one(desk.bob, put(PERSON, "phone", "138", desk.record(PERSON).seq)).code == "conflict"
    assert desk.value(THIRD, "phone") == "138"
    assert desk.one(desk.sue, merge(THIRD, PERSON)).code == "same"


def test_a_winner_that_was_merged_meanwhile_stands_for_its_own_winner(desk: Desk) -> None:
    merged(desk, TWIN, THIRD)
    assert merged(desk, PERSON, TWIN).code == "ok"
    assert desk.value(PLAN, "resident") == THIRD


def test_a_loser_that_went_to_somebody_else_is_shown_as_a_duplicate(desk: Desk) -> None:
    merged(desk, PERSON, TWIN)
    verdict = merged(desk, PERSON, THIRD)
    assert verdict.code == "duplicate"
    assert verdict.extra == conflict_id(THIRD, TWIN, 0)
    assert desk.record(TWIN).state is desk.record(THIRD).state is RecordState.PRESENT


def test_merging_what_somebody_removed_redirects_it(desk: Desk) -> None:
    desk.one(desk.bob, remove(PERSON, desk.record(PERSON).seq))
    assert merged(desk, PERSON, TWIN).code == "ok"
    assert desk.value(PLAN, "resident") == TWIN


def test_merging_into_what_somebody_removed_brings_it_back(desk: Desk) -> None:
    desk.one(desk.bob, remove(TWIN, desk.record(TWIN).seq))
    verdict = merged(desk, PERSON, TWIN)
    assert verdict.code == "conflict"
    assert desk.record(TWIN).state is RecordState.PRESENT
    assert desk.sides(verdict.extra)[desk.bob] is True


def test_whether_the_loser_should_be_removed_is_asked_no_more(desk: Desk) -> None:
    seq = desk.record(PERSON).seq
    desk.one(desk.bob, put(PERSON, "phone", "1"))
    conflict = desk.one(desk.ann, remove(PERSON, seq)).extra
    merged(desk, PERSON, TWIN)
    assert desk.about("conflict", PERSON) == []
    seen = desk.record(RecordId(str(conflict))).seq
    assert desk.one(desk.bob, resolve(conflict, seen, False)).code == "stale"
    assert desk.record(PERSON).state is RecordState.REMOVED


# who decides


def test_a_worker_proposes_and_a_supervisor_decides(desk: Desk) -> None:
    verdict = desk.one(desk.ann, merge(PERSON, TWIN))
    assert verdict.code == "proposed"
    assert desk.record(PERSON).state is RecordState.PRESENT
    proposal = RecordId(str(verdict.extra))
    assert accept(desk, proposal) == "ok"
    assert desk.value(PLAN, "resident") == TWIN
    verdict = desk.one(desk.ann, restore(PERSON))
    assert accept(desk, RecordId(str(verdict.extra))) == "ok"
    assert desk.value(PLAN, "resident") == PERSON


def test_who_may_not_remove_a_record_may_not_merge_it(desk: Desk) -> None:
    assert desk.one(desk.cyd, merge(PERSON, TWIN)).extra == "not_allowed"


def test_what_cannot_be_one_is_refused(desk: Desk) -> None:
    assert desk.one(desk.sue, merge(PERSON, PERSON)).extra == "not_mergeable"
    assert desk.one(desk.sue, merge(PERSON, HOME)).extra == "not_mergeable"
    assert desk.one(desk.sue, merge(HOUSE, HOUSE)).extra == "not_mergeable"
    assert desk.one(desk.sue, merge(PERSON, RecordId("nobody"))).extra == "not_here"
    assert desk.one(desk.far, merge(PERSON, TWIN)).extra == "not_here"


def test_a_proposal_about_two_grids_is_for_the_staff_alone(desk: Desk) -> None:
    desk.server.assign("ann", Role.GRID_WORKER, "grid-2")
    away(desk)
    verdict = desk.one(desk.ann, merge(HOME2, AWAY))
    assert (verdict.code, verdict.extra) == ("proposed", None)
    (proposal,) = desk.about("proposal", HOME2)
    assert proposal.scope == "staff"
    assert accept(desk, proposal.id) == "ok"
    assert desk.record(HOME2).state is RecordState.REMOVED
    desk.server.revoke("ann", Role.GRID_WORKER, "grid-2")
    assert desk.one(desk.ann, put(HOME2, "phone", "1")).extra == "merged_elsewhere"
    assert desk.one(desk.ann, merge(HOME, AWAY)).extra == "scope_left"
    assert desk.one(desk.bob, merge(HOME, AWAY)).extra == "not_here"


def test_a_proposal_about_the_loser_is_carried_out_on_the_winner(desk: Desk) -> None:
    verdict = desk.one(desk.ann, move(HOME2, OTHER))
    assert verdict.code == "proposed"
    merged(desk, HOME2, HOME)
    proposal = desk.record(RecordId(str(verdict.extra)))
    accept(desk, proposal.id)
    assert desk.record(HOME).scope == OTHER


def test_two_proposals_of_one_pair_are_both_carried_out_at_once(desk: Desk) -> None:
    both = [RecordId(str(desk.one(each, merge(PERSON, TWIN)).extra)) for each in (desk.ann, desk.bob)]
    assert [accept(desk, each) for each in both] == ["ok", "ok"]
    undone = [RecordId(str(desk.one(each, restore(PERSON)).extra)) for each in (desk.ann, desk.bob)]
    assert [accept(desk, each) for each in undone] == ["ok", "ok"]
    assert desk.record(PERSON).state is RecordState.PRESENT


def test_a_supervisor_decides_about_what_lies_in_the_own_grid(desk: Desk) -> None:
    desk.one(desk.ann, move(HOME2, OTHER))
    (wanted,) = desk.about("proposal", HOME2)
    proposed = RecordId(str(desk.one(desk.ann, merge(PERSON, TWIN)).extra))
    away(desk)
    sam = desk.server.enrol("sam", (Role.SUPERVISOR, "grid-1"))
    merged(desk, HOME2, AWAY)
    desk.one(desk.sue, put(TWIN, "household", AWAY, desk.version(TWIN, "household")))
    assert [accept(desk, each, sam) for each in (wanted.id, proposed)] == ["denied", "denied"]


def test_what_the_loser_said_is_not_told_to_the_staff_of_other_grids(desk: Desk) -> None:
    merged(desk, TWIN, PERSON)
    split(desk, TWIN)
    assert "某仁" in repr(desk.record(conflict_id(PERSON, TWIN, 0)))
    away(desk)
    desk.one(desk.sue, put(PERSON, "household", AWAY, desk.version(PERSON, "household")))
    told = desk.record(conflict_id(PERSON, TWIN, 0))
    assert told.scope == "staff"
    assert "某仁" not in repr(told)


# duplicates


def test_the_duplicate_of_a_pair_is_decided_by_its_merge(desk: Desk) -> None:
    one, other = (
        create(RecordId(each), "resident", household=HOME, name="李四", birth_date="1950-01-01")
        for each in ("li-1", "li-2")
    )
    assert desk.push(desk.ann, one, other)[1].code == "duplicate"
    merged(desk, RecordId("li-1"), RecordId("li-2"))
    assert desk.value(conflict_id(RecordId("li-1"), RecordId("li-2"), 0), "progress") == "resolved"


def test_the_documents_of_a_pair_are_no_duplicates_any_more(desk: Desk) -> None:
    papers = [RecordId("paper-1"), RecordId("paper-2")]
    number: Value = {"document_number": "330106195001011236"}
    desk.push(desk.ann, create(papers[0], "resident_identity", resident=PERSON, paper=number))
    desk.push(desk.ann, create(papers[1], "resident_identity", resident=TWIN, paper=number))
    opened = conflict_id(papers[0], papers[1], 0)
    assert desk.value(opened, "progress") == "open"
    merged(desk, PERSON, TWIN)
    assert desk.value(opened, "progress") == "resolved"


def test_people_who_come_together_may_be_seen_to_be_one(desk: Desk) -> None:
    for record, home in (("li-1", HOME), ("li-2", HOME2)):
        made = create(RecordId(record), "resident", household=home, name="李四", birth_date="1950-01-01")
        assert desk.one(desk.ann, made).code == "ok"
    merged(desk, HOME2, HOME)
    assert desk.value(conflict_id(RecordId("li-1"), RecordId("li-2"), 0), "progress") == "open"


def test_no_sealed_record_names_a_person_otherwise_than_as_its_parent() -> None:
    """The server could not find it when the person is merged."""
    for kind, declared in RECORD_TYPES.items():
        assert declared.scope in ("grid", "user", "community") or links_in(kind) <= {declared.parent}
        assert all(declared.fields[each].group is None for each in links_in(kind))


def test_what_both_have_is_there_once(desk: Desk) -> None:
    desk.one(desk.ann, add(HOME, "tags", "contact"))
    merged(desk, HOME2, HOME)
    assert desk.value(HOME, "tags") == ["contact"]
    split(desk, HOME2)
    assert desk.value(HOME, "tags") == ["contact"]
