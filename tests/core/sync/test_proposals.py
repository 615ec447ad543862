"""Cells that only a supervisor changes, and cells that an approval has closed."""

from dataclasses import replace

import pytest

from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.permissions import Assignment
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.accept import accept as decide
from gridcore.sync.edits import Step
from gridcore.sync.known import Author, Overlay
from gridcore.sync.proposals import must_propose
from tests.core.sync_desk import (
    CARE,
    HOME,
    PLAN,
    VISIT,
    Desk,
    add,
    create,
    drop,
    move,
    put,
    remove,
    step,
    write,
)
from tests.fakes.memory_server import COMMUNITY

ANN, ANN2, BOB, CYD, SUE, MIA = (
    ReplicaId(each) for each in ("ann-1", "ann-2", "bob-3", "cyd-5", "sue-6", "mia-7")
)
COVERED = ("visited_on", "kind", "way", "met", "purpose", "needs", "said", "follow_up", "next_date")
WHY, CASE = RecordId("why"), RecordId("case-1")


def approved(needs: tuple[str, ...] = ()) -> Desk:
    """A visit that the supervisor has approved."""
    desk = Desk()
    for each in needs:
        desk.one(ANN, add(VISIT, "needs", each))
    desk.one(ANN, step(VISIT, "approval", ("draft", "submitted"), desk.version(VISIT, "approval")))
    saw = dict.fromkeys(COVERED, desk.record(VISIT).seq)
    found = desk.one(
        SUE, step(VISIT, "approval", ("submitted", "approved"), desk.version(VISIT, "approval"), saw=saw)
    )
    assert found.code == "ok"
    return desk


def accept(desk: Desk, proposal: str | None, to: str = "accepted") -> Step:
    found = desk.record(RecordId(str(proposal)))
    base = found.vers["progress"].v
    return step(found.id, "progress", ("open", to), base, reason="ja", saw={"value": found.seq})


def test_a_closed_cell_takes_a_proposal_that_names_the_approval() -> None:
    desk = approved()
    verdict = desk.one(ANN, put(VISIT, "visited_on", "2026-03-02", desk.version(VISIT, "visited_on")))
    assert verdict.code == "proposed"
    assert desk.value(VISIT, "visited_on") == "2026-03-01"
    cells = desk.record(RecordId(str(verdict.extra))).cells
    assert (cells["approval"], cells["before"], cells["value"], cells["author"], cells["replica"]) == (
        *("visit_approval", "2026-03-01", "2026-03-02", "ann", ANN),
    )


def test_a_cell_that_no_approval_covers_stays_open() -> None:
    desk = approved()
    assert desk.one(ANN, put(VISIT, "worker", "王芳")).code == "ok"


def test_also_the_supervisor_proposes_and_another_one_decides() -> None:
    desk = approved()
    desk.server.assign("bob", Role.SUPERVISOR, COMMUNITY)
    desk.server.assign("sue", Role.GRID_WORKER, "grid-1")
    verdict = desk.one(SUE, put(VISIT, "met", True))
    assert verdict.code == "proposed"
    assert desk.one(SUE, accept(desk, verdict.extra)).extra == "not_allowed"
    assert desk.one(BOB, accept(desk, verdict.extra)).code == "ok"


def test_a_newer_wish_replaces_the_own_open_one() -> None:
    desk = approved()
    first = desk.one(ANN, put(VISIT, "met", True)).extra
    seen = desk.record(RecordId(str(first))).seq
    assert desk.one(ANN, put(VISIT, "met", False)).extra == first
    assert desk.record(RecordId(str(first))).cells["value"] is False
    stale = step(RecordId(str(first)), "progress", ("open", "accepted"), seen, saw={"value": seen})
    assert desk.one(SUE, stale).code == "stale", "the supervisor saw the older wish"


def test_each_laptop_has_a_proposal_of_its_own_and_each_decided_one_is_followed_by_another() -> None:
    desk = approved()
    first, second = (desk.one(who, put(VISIT, "met", True)).extra for who in (ANN, BOB))
    assert first != second
    assert desk.one(SUE, accept(desk, first, "declined")).code == "ok"
    assert desk.value(VISIT, "met") is None
    third = desk.one(ANN, put(VISIT, "met", False)).extra
    assert third not in (first, second)


def test_an_accepted_value_applies_and_the_cell_stays_closed() -> None:
    desk = approved()
    proposal = desk.one(ANN, write(VISIT, "said", "四。", desk.version(VISIT, "said"))).extra
    assert desk.one(SUE, accept(desk, proposal)).code == "ok"
    assert desk.value(VISIT, "said") == "四。"
    assert desk.value(VISIT, "approval") == "approved"
    assert desk.server.value_at(VISIT, "said", desk.version(VISIT, "said")) == "四。"
    assert desk.one(ANN, write(VISIT, "said", "五。", desk.version(VISIT, "said"))).code == "proposed"
    assert desk.one(SUE, accept(desk, proposal)).code == "stale"


def test_an_accepted_value_that_meets_another_is_kept_beside_it() -> None:
    desk = approved()
    base = desk.version(VISIT, "said")
    ann, bob = (
        desk.one(who, write(VISIT, "said", said, base)).extra for who, said in ((ANN, "四。"), (BOB, "五。"))
    )
    assert desk.one(SUE, accept(desk, ann)).code == "ok"
    verdict = desk.one(SUE, accept(desk, bob))
    assert verdict.code == "conflict"
    assert desk.value(VISIT, "said") == "四。"
    assert desk.sides(verdict.extra) == {ANN: "四。", BOB: "五。"}
    assert desk.record(RecordId(str(bob))).cells["progress"] == "accepted"


def test_elements_are_proposed_one_by_one_and_applied_as_elements() -> None:
    desk = approved(needs=("chat",))
    seen = desk.version(VISIT, "needs")
    found = desk.push(
        ANN,
        add(VISIT, "needs", "escort"),
        add(VISIT, "needs", "wheelchair"),
        drop(VISIT, "needs", "chat", seen),
    )
    assert [each.code for each in found] == ["proposed"] * 3
    assert len({each.extra for each in found}) == 3
    assert desk.value(VISIT, "needs") == ["chat"]
    for each in found[:1] + found[2:]:
        assert desk.one(SUE, accept(desk, each.extra)).code == "ok"
    assert desk.value(VISIT, "needs") == ["escort"]
    assert len(desk.about("proposal", VISIT)) == 1


def test_a_drop_that_meets_a_newer_add_changes_nothing() -> None:
    desk = approved(needs=("chat",))
    seen = desk.version(VISIT, "needs")
    first, second = (desk.one(who, drop(VISIT, "needs", "chat", seen)).extra for who in (ANN, BOB))
    desk.one(SUE, accept(desk, first))
    third = desk.one(ANN2, add(VISIT, "needs", "chat", desk.version(VISIT, "needs"))).extra
    desk.one(SUE, accept(desk, third))
    assert desk.one(SUE, accept(desk, second)).code == "ok"
    assert desk.value(VISIT, "needs") == ["chat"]


def test_a_proposal_about_a_removed_record_waits() -> None:
    desk = Desk()
    verdict = propose_in_case(desk)
    desk.one(MIA, remove(CASE, desk.record(CASE).seq))
    assert desk.one(SUE, accept(desk, verdict)).extra == "subject_gone"
    assert desk.record(RecordId(str(verdict))).cells["progress"] == "open"


def propose_in_case(desk: Desk) -> str | None:
    """A case that is closed, and a change of it that its mediator proposes."""
    scope = ScopeId(f"case/{CASE}")
    ways = (("draft", "withdrawn"), ("withdrawn", "closing_submitted"))
    desk.push(
        MIA,
        create(CASE, "mediation_case", scope=scope, title="甲", facts="一。"),
        *(step(CASE, "progress", way, reason="撤回") for way in ways),
    )
    assert scope in desk.server.author(SUE).scopes
    seen, base = desk.record(CASE).seq, desk.version(CASE, "progress")
    close = step(
        CASE, "progress", ("closing_submitted", "closed"), base, saw={"facts": seen, "requests": seen}
    )
    assert desk.one(SUE, close).code == "ok"
    assert scope not in desk.server.author(SUE).scopes
    verdict = desk.one(MIA, write(CASE, "facts", "二。", desk.version(CASE, "facts")))
    assert verdict.code == "proposed"
    return verdict.extra


def test_the_supervisor_follows_a_case_while_a_proposal_of_it_is_open() -> None:
    desk = Desk()
    proposal, scope = propose_in_case(desk), ScopeId(f"case/{CASE}")
    assert scope in desk.server.author(SUE).scopes
    assert desk.one(SUE, accept(desk, proposal, "declined")).code == "ok"
    assert scope not in desk.server.author(SUE).scopes


# cells whose own rule is to propose


def with_reason() -> tuple[Desk, str | None]:
    desk = Desk()
    verdict = desk.one(CYD, create(WHY, "care_reason", plan=PLAN, category="E01", confirmed_by="王芳"))
    assert verdict.code == "proposed"
    return desk, verdict.extra


def test_a_category_is_proposed_from_the_beginning() -> None:
    desk, proposal = with_reason()
    assert desk.record(WHY).scope == CARE
    assert "category" not in desk.record(WHY).cells
    cells = desk.record(RecordId(str(proposal))).cells
    assert (cells["value"], cells["cell"], cells["approval"]) == ("E01", "category", "")
    assert desk.one(CYD, put(WHY, "category", "E02")).extra == proposal
    assert desk.one(CYD, create(WHY, "care_reason", plan=PLAN, category="E03")).code == "proposed"
    assert desk.record(RecordId(str(proposal))).cells["value"] == "E03"


def test_a_supervisor_who_follows_the_scope_writes_and_decides() -> None:
    desk, proposal = with_reason()
    desk.server.assign("bob", Role.SUPERVISOR, "grid-1")
    desk.server.assign("bob", Role.CARE_SPECIALIST, "grid-1")
    assert desk.one(BOB, accept(desk, proposal)).code == "ok"
    assert desk.value(WHY, "category") == "E01"
    assert desk.one(BOB, put(WHY, "category", "E02", desk.version(WHY, "category"))).code == "ok"


@pytest.mark.parametrize(
    ("is_system", "role", "expected"),
    [
        (True, Role.CARE_SPECIALIST, False),
        (False, Role.CARE_SPECIALIST, True),
        (False, Role.SUPERVISOR, False),
    ],
)
def test_who_has_to_propose(is_system: bool, role: Role, expected: bool) -> None:
    desk = Desk()
    author = desk.server.author(CYD)
    given = (Assignment(author.user, role, "grid-1"),)
    asked = Author(author.user, "x", CYD, COMMUNITY, given, frozenset(), is_system=is_system)
    assert must_propose(asked, CARE, RECORD_TYPES["care_reason"].cells["category"]) is expected


def test_the_servers_own_import_passes_all_gates() -> None:
    desk = approved()
    system = replace(
        desk.server.author(ANN),
        is_system=True,
        assignments=(),
        scopes=frozenset(),
        replica=ReplicaId("import"),
    )
    known = Overlay(desk.server)
    for edit in (
        put(VISIT, "met", True),
        create(WHY, "care_reason", plan=PLAN, category="E01"),
        remove(HOME, desk.record(HOME).seq),
    ):
        assert decide(known, system, edit).code == "ok"


# a reason of care is decided by somebody who receives no reasons


def test_a_category_waits_where_the_supervisor_receives_it_and_nothing_else_of_care() -> None:
    desk, proposal = with_reason()
    waiting = desk.record(RecordId(str(proposal)))
    sue = desk.server.author(SUE)
    assert waiting.scope == "review/grid-1"
    assert waiting.cells["under"] == PLAN
    assert waiting.scope in sue.scopes
    assert CARE not in sue.scopes
    assert waiting.scope not in desk.server.author(ANN).scopes


@pytest.mark.parametrize(("to", "category"), [("accepted", "E01"), ("declined", None)])
def test_after_the_decision_a_category_is_with_those_who_read_reasons(to: str, category: str | None) -> None:
    desk, proposal = with_reason()
    assert desk.one(SUE, accept(desk, proposal, to)).code == "ok"
    decided = desk.record(RecordId(str(proposal)))
    assert (decided.scope, decided.left) == (CARE, ("review/grid-1",))
    assert desk.record(WHY).cells.get("category") == category
    assert decided.id in desk.server.left[ScopeId("review/grid-1")]


def test_what_waits_for_a_decision_moves_along_with_its_plan() -> None:
    desk, proposal = with_reason()
    desk.one(CYD, put(WHY, "category", "E02"))
    desk.server.assign("cyd", Role.CARE_SPECIALIST, "grid-2")
    building = next(each.id for each in desk.server.present() if each.kind == "building")
    assert desk.one(SUE, move(building, ScopeId("grid/grid-2"))).code == "ok"
    assert desk.record(WHY).scope == "care/grid-2"
    assert desk.record(RecordId(str(proposal))).scope == "review/grid-2"
    assert desk.one(SUE, accept(desk, proposal)).code == "ok"
    assert desk.record(RecordId(str(proposal))).scope == "care/grid-2"
