"""Consent is given, refused or withdrawn in the form of the visit, with the same key that submits it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from gridclient.actions.visits import VisitAsked
from gridclient.ui.visits.consent_row import ConsentRow
from gridcore.ids import RecordId
from gridcore.sync.edits import Create, Set
from tests.client.ui.conftest import until
from tests.client.ui.visits.store import Cells, Store
from tests.client.ui.visits.test_visit_door import meet
from tests.client.ui.visits.test_visit_form import DUE, Desk, desk_of

AGREED: Cells = {
    "resident": "p1",
    "answer": "granted",
    "purposes": ["visits"],
    "given_by": "person",
    "way": "spoken",
    "given_on": "2026-01-20",
}


def row_of(desk: Desk) -> ConsentRow:
    assert desk.page.form is not None
    assert desk.page.form.consent is not None
    return desk.page.form.consent


def press(row: ConsentRow, text: str) -> None:
    next(each for each in row.findChildren(QRadioButton) if each.text() == text and each.isVisible()).click()


async def submit(desk: Desk) -> None:
    meet(desk)
    desk.page.submit()
    await until(lambda: bool(desk.told))


async def test_a_withdrawal_at_the_door_is_written_with_the_visit(qtbot: QtBot, store: Store) -> None:
    await store.receive([("consent", "k1", AGREED)], seq=20)
    desk = await desk_of(qtbot, store)
    press(row_of(desk), "Takes it back")
    assert "the care plan rests from now on" in desk.texts()
    await submit(desk)
    edits = await store.edits()
    assert len({each.grp for each in edits}) == 1, "one save"
    written = {(str(each.id), each.cell): each.value for each in edits if isinstance(each, Set)}
    assert written["k1", "withdrawn_on"] == "2026-11-22"
    assert written["c1", "consent"] == "withdrawn"
    assert edits[0].cells.get("consent_said") is None  # type: ignore[union-attr]


async def test_a_withdrawal_is_written_also_where_only_the_plan_says_that_somebody_agreed(
    qtbot: QtBot, store: Store
) -> None:
    desk = await desk_of(qtbot, store)
    press(row_of(desk), "Takes it back")
    await submit(desk)
    made = [each for each in await store.edits() if isinstance(each, Create) and each.kind == "consent"]
    assert [(each.cells["answer"], each.cells["given_on"]) for each in made] == [("refused", "2026-11-22")]
    changed = {
        each.cell: each.value for each in await store.edits() if isinstance(each, Set) and each.id == "c1"
    }
    assert changed["consent"] == "refused"


async def test_an_answer_is_not_passed_on_to_somebody_else_when_the_person_visited_is_put_right(
    qtbot: QtBot, store: Store
) -> None:
    desk = await desk_of(qtbot, store)
    row = row_of(desk)
    person, day = row._person, row._day
    assert person is not None
    press(row, "Takes it back")
    row.show_person(person, day)
    assert row.answer is not None, "the same person"
    row.show_person(None, day)
    row.show_person(replace(person, resident=RecordId("p8")), day)
    assert row.answer is None


async def test_an_answer_at_the_door_becomes_a_record_of_its_own(qtbot: QtBot, store: Store) -> None:
    plan: Cells = {
        "resident": "p3",
        "frequency": "monthly",
        "starts_on": "2026-01-20",
        "consent": "not_asked",
    }
    await store.receive([("care_plan", "c3", plan)], seq=20)
    desk = await desk_of(qtbot, store, VisitAsked(RecordId("h2"), RecordId("p3")))
    press(row_of(desk), "Agrees now")
    await submit(desk)
    made = [each for each in await store.edits() if isinstance(each, Create) and each.kind == "consent"]
    assert [each.cells["answer"] for each in made] == ["granted"]
    assert made[0].cells["given_by"] == "person"
    changed = [each for each in await store.edits() if isinstance(each, Set) and each.id == "c3"]
    assert [each.value for each in changed] == ["granted"]


@pytest.mark.parametrize(
    ("given_on", "told"),
    [("2025-11-22", "may be asked again since"), ("2025-11-23", "Nobody asks again before")],
)
async def test_the_form_says_whether_somebody_who_refused_may_be_asked_again(
    qtbot: QtBot, store: Store, given_on: str, told: str
) -> None:
    await store.receive([("consent", "k1", {**AGREED, "answer": "refused", "given_on": given_on})], seq=20)
    desk = await desk_of(qtbot, store)
    assert told in desk.texts()


async def test_for_a_child_the_guardian_is_named_first(qtbot: QtBot, store: Store) -> None:
    child: Cells = {"household": "h2", "name": "李小宝", "status": "lives_here", "birth_date": "2018-03-01"}
    plan: Cells = {
        "resident": "p9",
        "frequency": "monthly",
        "starts_on": "2026-01-20",
        "consent": "not_asked",
    }
    await store.receive([("resident", "p9", child), ("care_plan", "c9", plan)], seq=20)
    desk = await desk_of(qtbot, store, VisitAsked(RecordId("h2"), RecordId("p9")))
    row = row_of(desk)
    press(row, "Agrees now")
    meet(desk)
    desk.page.submit()
    await until(lambda: "For a child under 14 the guardian agrees" in desk.texts())
    assert await store.edits() == []
    row.guardian.setText("李建国")
    desk.page.submit()
    await until(lambda: bool(desk.told))
    made = [each for each in await store.edits() if isinstance(each, Create) and each.kind == "consent"]
    assert (made[0].cells["guardian"], made[0].cells["child_approved"]) == ("李建国", True)


async def test_who_has_no_plan_is_not_asked_and_a_draft_keeps_the_answer(qtbot: QtBot, store: Store) -> None:
    without = await desk_of(qtbot, store, VisitAsked(RecordId("h2")))
    assert not row_of(without).isVisible()
    desk = await desk_of(qtbot, store)
    press(row_of(desk), "Takes it back")
    desk.page.leave()
    await until(lambda: bool(desk.told))
    again = await desk_of(qtbot, store, DUE)
    said = row_of(again).answer
    assert said is not None
    assert said.answer == "withdrawn"
