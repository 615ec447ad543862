"""Rosters as offices keep them, against what should come of every row."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from demo.community import Community, community
from demo.places import Grid
from demo.roster_file import CLEAN, FILTHY, OFFICE_FORM, USUAL, Dirt, Form, Truth, write_roster
from gridcore.fields import Value
from gridcore.roster.columns import column_of
from gridcore.roster.compare import Standing
from gridcore.roster.grids import Grids
from gridcore.roster.ids import identity_id
from gridcore.roster.known import KINDS, Known, KnownRecord
from gridcore.roster.plan import RosterPlan
from gridcore.roster.workbook import Workbook, read_workbook
from gridcore.sync.edits import Create
from tests.core.roster.written import TODAY, known_after, planned_book

FORMS = [
    OFFICE_FORM,
    *(
        replace(OFFICE_FORM, place=place, shared=shared, sheet_a_grid=apart)
        for place in ("columns", "words")
        for shared in ("repeated", "merged", "first")
        for apart in (False, True)
    ),
]


@pytest.fixture(scope="module")
def made() -> Community:
    return community(today=TODAY)


def written(
    folder: Path, made: Community, dirt: Dirt, form: Form | None = None, grids: Sequence[Grid] | None = None
) -> tuple[Truth, Workbook]:
    path = folder / "roster.xlsx"
    truth = write_roster(path, made, grids=grids, dirt=dirt, form=form)
    workbook = read_workbook(path.read_bytes())
    assert isinstance(workbook, Workbook)
    return truth, workbook


def planned(made: Community, workbook: Workbook, known: Known | None = None) -> RosterPlan:
    names = {grid.code: grid.name for grid in made.grids}
    return planned_book(workbook, grids=Grids(made.code, names, names.keys()), known=known)


def created(plan: RosterPlan) -> dict[str, Create]:
    return {edit.id: edit for edit in plan.edits() if isinstance(edit, Create)}


def assert_rows_agree(truth: Truth, plan: RosterPlan) -> None:
    told = {(row.sheet, row.number): row for row in plan.rows}
    wrong = []
    for row in truth.rows:
        found = told.pop((row.sheet, row.row), None)
        if found is None:
            # Behind the last row that holds anything there is no row.
            wrong += [] if row.codes == {"empty_row"} else [(row.row, row.codes, "no row")]
            continue
        codes = {note.code for note in found.notes}
        # The words beside a phone are taken away: that is put right as well.
        verdicts = {row.verdict} | ({"mended"} if "phone_note" in codes and row.verdict == "taken" else set())
        if found.verdict not in verdicts or not row.codes <= codes:
            wrong.append((row.row, row.codes, f"{found.verdict} {sorted(codes)}"))
    assert wrong == []
    assert told == {}


def assert_people_agree(truth: Truth, plan: RosterPlan) -> None:
    made = created(plan)
    residents = {record for record, edit in made.items() if edit.kind == "resident"}
    assert residents == truth.residents.keys()
    for record, person in truth.residents.items():
        cells = made[record].cells
        identity = made.get(identity_id(record))
        paper: Value = identity.cells["paper"] if identity is not None else None
        assert (paper["document_number"] if isinstance(paper, dict) else None) == person.number
        fields = ("household", "name", "relation", "sex", "birth_date", "phone", "registered_here", "status")
        for field in (*fields, "remark"):
            assert cells.get(field) == getattr(person, field), field


@pytest.mark.parametrize("form", FORMS)
def test_every_row_comes_out_as_it_should(made: Community, form: Form, tmp_path: Path) -> None:
    truth, workbook = written(tmp_path, made, FILTHY, form, made.grids[:1])
    plan = planned(made, workbook)
    assert_rows_agree(truth, plan)
    assert_people_agree(truth, plan)
    headings = plan.sheets[0].headings
    assert headings is not None
    assert tuple(headings.titles[at] for at in headings.forbidden) == truth.forbidden_columns
    assert tuple(headings.titles[at] for at in headings.unknown) == truth.unread_columns
    assert all(column_of(headings.titles[at]) is column for at, column in headings.columns.items())


def test_a_roster_of_what_is_there_already_changes_nothing(made: Community, tmp_path: Path) -> None:
    truth, workbook = written(tmp_path, made, CLEAN, grids=made.grids[:6])
    records = (each for each in made.records() if each.kind in KINDS)
    known = Known(
        (KnownRecord(each.id, each.kind, each.scope, each.cells) for each in records), sees_identities=True
    )
    plan = planned(made, workbook, known)
    assert plan.changes_nothing
    assert plan.standings()[Standing.SAME] == len(plan.rows) == len(truth.rows)


def test_several_grids_as_an_office_keeps_them_come_in_once(made: Community, tmp_path: Path) -> None:
    truth, workbook = written(tmp_path, made, USUAL, grids=made.grids[:6])
    plan = planned(made, workbook)
    assert_rows_agree(truth, plan)
    assert_people_agree(truth, plan)
    assert planned(made, workbook, known_after(plan, sees_identities=False)).changes_nothing
