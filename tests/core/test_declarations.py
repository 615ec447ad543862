"""Declarations: what loads, what does not, and what follows from them."""

import types
from dataclasses import replace

import pytest

from gridcore import records
from gridcore.codes.people import SEX
from gridcore.fields import (
    ASK_KEEP,
    CARE,
    CASE,
    GRID,
    HIGHEST_CLASS,
    LAST,
    NAME,
    P2,
    P3,
    DeclarationError,
    Field,
    FieldKind,
    Find,
    Merge,
    ScopeKind,
    choices,
    declared_in,
    flag,
    label,
    link,
    long_text,
    moment,
    number,
    record,
    record_type,
    state,
    text,
)
from gridcore.records import RECORD_TYPES
from gridcore.roles import ROLE_LABELS, Role
from gridcore.rules import RULES, broken_rule
from gridcore.workflows import MACHINES

TITLE = label("Test", "Title")


def declare(scope: ScopeKind = GRID, parent: str | None = None, **fields: Field) -> type:
    return record("thing", TITLE, scope=scope, parent=parent)(
        type("Thing", (), {"__doc__": "A thing.", **fields})
    )


@pytest.mark.parametrize(
    ("scope", "parent", "fields"),
    [
        (GRID, None, {"secret": text(TITLE, P3)}),
        (CARE, None, {"name": text(TITLE, P2, find=NAME)}),
        (CASE, None, {"name": text(TITLE, P3, find=NAME)}),
        (GRID, None, {"one": state(TITLE, "visit_approval", P2), "two": state(TITLE, "visit_approval", P2)}),
        (GRID, "house", {"name": text(TITLE, P2)}),
        (GRID, "name", {"name": text(TITLE, P2)}),
        (GRID, None, {"a": text(TITLE, P2, group="g"), "b": text(TITLE, P2, group="g", merge=LAST)}),
        (GRID, None, {"a": long_text(TITLE, P2, group="g")}),
        (GRID, None, {"a": choices(TITLE, SEX, P2, group="g")}),
    ],
    ids=[
        "class",
        "find",
        "find what is sensitive",
        "two machines",
        "no parent",
        "parent is no link",
        "two rules",
        "long text",
        "choices",
    ],
)
def test_a_declaration_that_breaks_a_rule_does_not_load(
    scope: ScopeKind, parent: str | None, fields: dict[str, Field]
) -> None:
    with pytest.raises(DeclarationError):
        declare(scope, parent, **fields)


def test_only_what_lies_in_a_grid_and_has_no_machine_can_be_merged() -> None:
    for scope, fields in ((CARE, {"a": flag(TITLE, P2)}), (GRID, {"a": state(TITLE, "visit_approval", P2)})):
        with pytest.raises(DeclarationError):
            record("thing", TITLE, scope=scope, mergeable=True)(type("Thing", (), fields))


def test_a_field_knows_its_name_its_record_and_its_cell() -> None:
    thing = record_type(
        declare(
            name=text(TITLE, P2),
            unit=number(TITLE, P2, group="place"),
            floor=number(TITLE, P2, group="place"),
        )
    )
    assert [(each.name, each.record, each.cell) for each in thing.fields.values()] == [
        ("name", "thing", "name"),
        ("unit", "thing", "place"),
        ("floor", "thing", "place"),
    ]
    assert thing.cells.keys() == {"name", "place"}
    assert (thing.doc, thing.machine_cell) == ("A thing.", None)


def test_a_group_is_one_object_and_comes_apart_again() -> None:
    room = RECORD_TYPES["room"]
    cells = room.cells_of({"unit": 2, "room_number": "201", "status": "rented"})
    assert cells == {
        "place": {"building": None, "unit": 2, "floor": None, "room_number": "201"},
        "status": "rented",
    }
    values = room.values_of(cells)
    assert (values["unit"], values["room_number"], values["status"], values["checked_on"]) == (
        2,
        "201",
        "rented",
        None,
    )
    assert room.values_of({"place": None})["unit"] is None
    assert room.cells_of({}) == {}


def test_every_kind_of_field_has_its_usual_merge_rule() -> None:
    assert text(TITLE, P2).merge is flag(TITLE, P2).merge is moment(TITLE, P2).merge is Merge.ASK
    assert long_text(TITLE, P2).merge is Merge.TEXT
    assert choices(TITLE, SEX, P2).merge is Merge.UNION
    assert state(TITLE, "visit_approval", P2).merge is Merge.STEP
    assert link(TITLE, "household", P2, merge=ASK_KEEP).merge is ASK_KEEP


def test_only_declared_classes_are_record_types() -> None:
    with pytest.raises(DeclarationError):
        record_type(str)
    module = types.ModuleType("area")
    module.Thing = declare(name=text(TITLE, P2))  # type: ignore[attr-defined]
    module.other = "no class"  # type: ignore[attr-defined]
    assert declared_in(module).keys() == {"thing"}


# what is declared here


@pytest.mark.parametrize("kind", RECORD_TYPES)
def test_what_is_declared_holds_together(kind: str) -> None:
    declared = RECORD_TYPES[kind]
    assert declared.doc
    if declared.parent is not None:
        assert declared.fields[declared.parent].link in RECORD_TYPES
    for each in declared.fields.values():
        assert each.data_class <= HIGHEST_CLASS[declared.scope]
        assert (each.codes is not None) == (each.kind in (FieldKind.CHOICE, FieldKind.CHOICES))
        assert each.link is None or each.link in RECORD_TYPES
        assert each.machine is None or each.machine in MACHINES
        assert isinstance(each.find, Find)
        assert replace(each, name="") != each


def test_parents_lead_upwards_and_end() -> None:
    for kind in RECORD_TYPES:
        above, seen = kind, set()
        while (parent := RECORD_TYPES[above].parent) is not None:
            assert above not in seen
            seen.add(above)
            above = RECORD_TYPES[above].fields[parent].link or ""
    assert records.__doc__


@pytest.mark.parametrize("name", MACHINES)
def test_a_machine_leads_somewhere_and_names_states_that_it_has(name: str) -> None:
    machine = MACHINES[name]
    assert machine.first in machine.states
    assert {state for rule in machine.steps for state in (rule.source, rule.to)} <= machine.states.keys()
    assert machine.closed | machine.shared <= machine.states.keys()
    reached, new = {machine.first}, {machine.first}
    while new:
        new = {rule.to for rule in machine.steps if rule.source in new} - reached
        reached |= new
    assert not machine.steps or reached == machine.states.keys()


def test_a_machine_covers_cells_that_its_kind_has() -> None:
    for declared in RECORD_TYPES.values():
        if declared.machine_cell is not None:
            machine = MACHINES[declared.fields[declared.machine_cell].machine or ""]
            assert machine.covers <= declared.cells.keys()


def test_buttons_are_the_steps_of_the_table() -> None:
    machine = MACHINES["visit_approval"]
    assert [each.to for each in machine.steps_for("submitted", frozenset({Role.SUPERVISOR}))] == [
        "approved",
        "returned",
    ]
    assert machine.steps_for("submitted", frozenset({Role.GRID_WORKER})) == ()
    assert machine.step("draft", "approved") is None


def test_every_role_has_a_name() -> None:
    assert ROLE_LABELS.keys() == set(Role)


# rules across cells


@pytest.mark.parametrize(
    ("cells", "touched", "broken"),
    [
        ({"visited_on": "2026-03-01", "next_date": "2026-02-01"}, None, "next_date"),
        ({"visited_on": "2026-03-01", "next_date": "2026-02-01"}, "visited_on", "next_date"),
        ({"visited_on": "2026-03-01", "next_date": "2026-02-01"}, "said", None),
        ({"visited_on": "2026-03-01", "next_date": "2026-03-01"}, None, None),
        ({"visited_on": "2026-03-01"}, None, None),
        ({"next_date": "2026-03-01", "visited_on": None}, None, None),
    ],
)
def test_a_broken_rule_names_the_cell_where_it_shows(
    cells: dict[str, str], touched: str | None, broken: str | None
) -> None:
    assert broken_rule("visit", cells, touched) == broken
    assert broken_rule("household", cells) is None


def test_rules_name_cells_that_exist() -> None:
    for kind, rules in RULES.items():
        assert {cell for rule in rules for cell in (rule.earlier, rule.later)} <= RECORD_TYPES[
            kind
        ].cells.keys()
