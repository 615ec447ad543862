"""Who may do what, and which scopes a laptop follows."""

import pytest

from gridcore.ids import CommunityId, ScopeId, UserId
from gridcore.permissions import (
    GRANTS,
    Assignment,
    Verb,
    is_fixed,
    may,
    may_edit_cell,
    may_found,
    roles_in,
    scope_for,
    scopes_of,
    sibling_scope,
    supervises_grid,
)
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role

HERE, GRIDS, ANN = CommunityId("c-1"), ("g-1", "g-2"), UserId("ann")
GW, CS, SV, MD, VO, SD = (
    *(Role.GRID_WORKER, Role.CARE_SPECIALIST, Role.SUPERVISOR),
    *(Role.MEDIATOR, Role.VOLUNTEER, Role.SUBDISTRICT),
)


def given(*pairs: tuple[Role, str]) -> list[Assignment]:
    return [Assignment(ANN, role, place) for role, place in pairs]


@pytest.mark.parametrize(
    ("assigned", "scopes"),
    [
        ([], "user/ann"),
        ([(GW, "g-1")], "community grid/g-1 user/ann"),
        ([(GW, "g-1"), (GW, "g-2")], "community grid/g-1 grid/g-2 user/ann"),
        ([(CS, "g-1")], "care/g-1 community grid/g-1 review/g-1 user/ann"),
        ([(SV, "c-1")], "community grid/g-1 grid/g-2 restricted/c-1 review/g-1 review/g-2 staff user/ann"),
        ([(SV, "g-1")], "community grid/g-1 review/g-1 staff user/ann"),
        ([(MD, "c-1")], "community intake/g-1 intake/g-2 user/ann"),
        ([(MD, "g-1")], "community user/ann"),
        ([(MD, "case/x")], "case/x user/ann"),
        ([(VO, "g-1")], "user/ann"),
        ([(GW, "g-9")], "user/ann"),
        ([(GW, "c-2")], "user/ann"),
        ([(SD, "c-1")], "community user/ann"),
    ],
)
def test_assignments_give_scopes(assigned: list[tuple[Role, str]], scopes: str) -> None:
    assert " ".join(scopes_of(ANN, given(*assigned), GRIDS, HERE)) == scopes


@pytest.mark.parametrize(
    ("assigned", "scope", "roles"),
    [
        ([(GW, "g-1")], "grid/g-1", {GW}),
        ([(GW, "g-1")], "identity/g-1", {GW}),
        ([(GW, "g-1")], "grid/g-2", set()),
        ([(SV, "c-1")], "grid/g-2", {SV}),
        ([(SV, "c-1")], "case/x", set()),
        ([(MD, "case/x")], "case/x", {MD}),
        ([(GW, "g-1")], "user/ann", {GW}),
        ([(GW, "g-1")], "community", {GW}),
        ([(VO, "g-1")], "community", set()),
        ([(VO, "c-1")], "community", {VO}),
    ],
)
def test_a_role_counts_where_it_was_given(
    assigned: list[tuple[Role, str]], scope: str, roles: set[Role]
) -> None:
    assert roles_in(ScopeId(scope), given(*assigned), HERE) == roles


def test_mediators_of_the_community_found_cases() -> None:
    assert may_found(ScopeId("case/x"), given((MD, "c-1")), HERE)
    assert not may_found(ScopeId("case/x"), given((MD, "case/y")), HERE)
    assert not may_found(ScopeId("grid/x"), given((MD, "c-1")), HERE)
    assert not may_found(ScopeId("case/x"), given((GW, "c-1")), HERE)


def test_the_words_of_a_visit_stay_its_authors() -> None:
    assert may_edit_cell(frozenset({GW}), "visit", "said")
    assert not may_edit_cell(frozenset({GW}), "visit", "remark")
    assert may_edit_cell(frozenset({SV}), "visit", "remark")
    assert not may_edit_cell(frozenset({SV}), "visit", "said")
    assert may_edit_cell(frozenset({SV, GW}), "visit", "said")
    assert not may_edit_cell(frozenset({MD}), "household", "phone")


def test_what_is_granted_is_about_kinds_that_exist() -> None:
    assert {kind for grants in GRANTS.values() for kind in grants} <= RECORD_TYPES.keys()
    assert GRANTS.keys() == set(Role)
    assert may([GW], "resident_identity", Verb.CREATE)
    assert not may([GW], "resident_identity", Verb.EDIT)
    assert not may([], "household", Verb.EDIT)


def test_new_records_lie_where_their_kind_says() -> None:
    assert scope_for(RECORD_TYPES["building"], "g-1") == "grid/g-1"
    assert scope_for(RECORD_TYPES["grid"], "g-1") == "community"
    assert sibling_scope(RECORD_TYPES["resident_identity"], ScopeId("grid/g-1")) == "identity/g-1"
    assert sibling_scope(RECORD_TYPES["grid"], ScopeId("community")) == "community"


def test_what_a_record_is_made_with_for_ever_nobody_is_offered_to_change() -> None:
    everybody = frozenset(Role)
    for kind, cell in (
        ("grid", "code"),
        ("stand_in", "grid"),
        ("stand_in", "by_grid"),
        ("stand_in", "starts_on"),
        ("dispute_report", "said"),
        ("danger_report", "told"),
        ("case_danger", "read_at"),
    ):
        assert cell in RECORD_TYPES[kind].cells
        assert is_fixed(kind, cell)
        assert not may_edit_cell(everybody, kind, cell)
    for kind, cell in (("grid", "name"), ("stand_in", "ends_on")):
        assert not is_fixed(kind, cell)
        assert may_edit_cell(frozenset({SV}), kind, cell)
    assert not is_fixed("dispute_report", "progress"), "its steps go on"
    assert not is_fixed("danger_report", "progress")


@pytest.mark.parametrize(
    ("assigned", "grids"),
    [
        ([(SV, "c-1")], "g-1 g-2"),
        ([(SV, "g-1")], "g-1"),
        ([(SV, "g-1"), (GW, "g-2")], "g-1"),
        ([(GW, "c-1")], ""),
        ([(SV, "c-2")], ""),
    ],
)
def test_a_supervisor_of_one_grid_supervises_no_other(assigned: list[tuple[Role, str]], grids: str) -> None:
    assert " ".join(each for each in GRIDS if supervises_grid(each, given(*assigned), HERE)) == grids
