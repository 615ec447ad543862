"""The care of one person: answers and their effect, mutual aid with two consents, reasons for specialists."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.care_person import CareOfPerson
from gridclient.actions.key_people import KeyPeople
from gridclient.actions.person_file import PersonFiles
from gridclient.actions.rights import Rights
from gridclient.actions.today import TodayList
from gridclient.ui.care.key_people_page import KeyPeoplePage
from gridclient.ui.care.person_page import PersonPage
from gridclient.ui.households.record_panel import RecordPanel
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.theme import Scheme, apply_theme
from gridclient.ui.widgets.question import Question
from gridclient.ui.widgets.record_form import RecordForm
from gridcore.fields import Value, label
from gridcore.ids import RecordId
from gridcore.roles import Role
from gridcore.sync.edits import Create, Set
from tests.client.ui.conftest import until
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.households.card import button, said
from tests.client.ui.sample_page import find_commands
from tests.client.ui.visits.store import NOW, WORKER, WORKER_ROLES, Store, found, opened
from tests.client.ui.walk import walk

ZHANG, CHILD = RecordId("p1"), RecordId("kid")
TOMORROW = "2026-11-23"
"""Today already, by the clock of another laptop."""
SPECIALIST = frozenset({Role.CARE_SPECIALIST})
AGREED: dict[str, Value] = {
    "resident": ZHANG,
    "answer": "granted",
    "purposes": ["visits"],
    "given_by": "person",
    "way": "spoken",
    "given_on": "2026-01-18",
}


@pytest.fixture
def store(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Store]:
    """A worker's store with a person in care, a neighbour and a child."""
    holder = opened(tmp_path / "store", found(tmp_path / "store"))
    made = qloop.run_until_complete(holder.__aenter__())
    child: dict[str, Value] = {"household": "h1", "name": "张小宝", "birth_date": "2017-03-01"}
    agreed = ("consent", "k1", AGREED)
    room: dict[str, Value] = {"building": "b12", "room_number": "0503"}
    rooms = [("room", f"m{number}", room) for number in (1, 2, 3)]
    qloop.run_until_complete(made.receive([*rooms, ("resident", CHILD, child), agreed]))
    with ExitStack() as stack:
        stack.callback(lambda: qloop.run_until_complete(holder.__aexit__(None, None, None)))
        yield made


def page_over(
    store: Store, roles: frozenset[Role] = WORKER_ROLES, parent: QWidget | None = None
) -> PersonPage:
    """The page, not yet in sight."""
    care = CareOfPerson(store.database, store.records, store.work, roles)
    files = PersonFiles(store.database, store.ports)
    rights = Rights(store.database, store.records, store.ports, roles=roles, worker=WORKER)
    return PersonPage(care, store.records, files, lambda: NOW, WORKER, parent, rights=rights)


async def shown(
    qtbot: QtBot, store: Store, person: str = ZHANG, roles: frozenset[Role] = WORKER_ROLES
) -> PersonPage:
    """The page in sight, with somebody."""
    page = page_over(store, roles)
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    page.open_record(person)
    page.page_shown()
    await until(lambda: page.card is not None)
    return page


async def form_of(page: PersonPage) -> tuple[RecordPanel, RecordForm]:
    """The form that was opened."""
    await until(lambda: page.panel is not None and page.panel.form is not None)
    assert page.panel is not None
    assert page.panel.form is not None
    return page.panel, page.panel.form


def put(form: RecordForm, /, **values: Value) -> None:
    """Fill fields in as a person does."""
    form.restore(values)
    form.edited.emit()


def is_offered(page: PersonPage, name: str) -> bool:
    """Whether a button in sight is called so."""
    there = [each for each in page.findChildren(QPushButton) if each.isVisibleTo(page)]
    return any((each.accessibleName() or each.text().replace("&", "")).startswith(name) for each in there)


async def accept_question() -> None:
    """Say yes."""

    def asked() -> QDialog | None:
        return next(
            (
                each
                for each in QApplication.topLevelWidgets()
                if isinstance(each, Question) and each.isVisible()
            ),
            None,
        )

    await until(lambda: asked() is not None)
    dialog = asked()
    assert dialog is not None
    dialog.accept()


async def test_withdrawing_ends_the_visits_at_once_and_deletes_nothing(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    today = TodayList(store.database, store.work, WORKER)
    assert [each.person.resident for each in (await today.load(NOW.date())).due] == [ZHANG]
    button(page, "Withdraw the consent").click()
    await accept_question()
    await until(lambda: "Consent was withdrawn: nobody visits any more." in said(page))
    assert (await today.load(NOW.date())).due == []
    edits = [each for each in await store.edits() if isinstance(each, Set)]
    assert {(each.id, each.cell, each.value) for each in edits} == {
        ("k1", "withdrawn_on", "2026-11-22"),
        ("k1", "withdrawn_by", "person"),
        ("c1", "consent", "withdrawn"),
    }
    assert len({each.grp for each in edits}) == 1
    assert page.card is not None
    assert [each.values["given_on"] for each in page.card.answers] == ["2026-01-18"]
    assert len(page.card.plans) == 1


async def test_a_withdrawal_noted_by_mistake_is_taken_back_by_undo(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    button(page, "Withdraw the consent").click()
    await accept_question()
    await until(lambda: "nobody visits any more" in said(page))
    button(page.toast, "Undo").click()
    await until(lambda: "visits go on as planned" in said(page))
    assert page.card is not None
    assert page.card.next_visits


async def test_a_withdrawal_that_cannot_be_saved_is_not_said_to_have_happened(
    qtbot: QtBot, store: Store
) -> None:
    await store.receive([("consent", "k1", AGREED | {"given_on": TOMORROW})], seq=11)
    page = await shown(qtbot, store)
    button(page, "Withdraw the consent").click()
    await accept_question()
    await until(page.toast.isVisible)
    assert "This day lies too late." in said(page.toast)
    assert await store.edits() == []


async def test_help_that_cannot_be_ended_is_not_said_to_have_ended(qtbot: QtBot, store: Store) -> None:
    agreed: dict[str, Value] = {"helped_agreed_on": TOMORROW, "helper_agreed_on": TOMORROW}
    pair = {"helped": ZHANG, "helper": "p2", "starts_on": "2026-11-20", **agreed}
    await store.receive([("aid_pair", "a1", pair)], seq=11)
    page = await shown(qtbot, store)
    assert page.card is not None
    page.end_pair(page.card.pairs[0])
    await until(page.toast.isVisible)
    assert "This day lies too late." in said(page.toast)
    assert await store.edits() == []


async def test_an_answer_noted_at_the_door_stands_in_a_record_and_in_the_plan(
    qtbot: QtBot, store: Store
) -> None:
    page = await shown(qtbot, store)
    button(page, "Note an answer").click()
    panel, form = await form_of(page)
    assert not form.editor("guardian").isVisibleTo(form)
    assert not form.editor("withdrawn_on").isVisibleTo(form)
    put(form, answer="refused", way="paper")
    assert form.editor("ask_again_on").isVisibleTo(form)
    panel.save()
    await until(lambda: page.panel is None)
    made, written = await store.edits()
    assert isinstance(made, Create)
    assert isinstance(written, Set)
    assert made.cells["answer"] == "refused"
    assert (made.cells["ask_again_on"], made.cells["taken_by"]) == ("2027-11-22", WORKER)
    assert "child_approved" not in made.cells
    assert (written.id, written.cell, written.value) == ("c1", "consent", "refused")
    assert written.grp == made.grp
    await until(lambda: "The answer was no" in said(page))
    assert "Nobody asks again before 2027年11月22日." in said(page)


async def test_a_remark_on_an_old_answer_changes_nothing_about_today(qtbot: QtBot, store: Store) -> None:
    refused: dict[str, Value] = {**AGREED, "answer": "refused", "given_on": "2025-01-02"}
    await store.receive([("consent", "k0", refused)])
    page = await shown(qtbot, store)
    button(page, "Edit the answer of 2025年1月2日").click()
    panel, form = await form_of(page)
    put(form, remark="女儿在场")
    panel.save()
    await until(lambda: page.panel is None)
    assert {(each.id) for each in await store.edits()} == {"k0"}
    await until(lambda: "visits go on as planned" in said(page))


async def test_for_a_child_the_guardian_answers_and_a_supervisor_is_asked(qtbot: QtBot, store: Store) -> None:
    plan: dict[str, Value] = {"resident": CHILD, "frequency": "monthly", "starts_on": "2026-10-01"}
    await store.receive([("care_plan", "c9", plan)])
    page = await shown(qtbot, store, CHILD)
    button(page, "Note an answer").click()
    panel, form = await form_of(page)
    assert "under 14" in panel.notice.accessibleName()
    put(form, answer="granted", way="paper", given_by="person")
    panel.save()
    await until(lambda: "the guardian agrees" in said(page))
    put(form, given_by="guardian", guardian="张明", guardian_relation="parent")
    panel.save()
    await until(lambda: page.panel is None)
    made = next(each for each in await store.edits() if isinstance(each, Create))
    assert made.cells["child_approved"] is True
    await until(lambda: "once a supervisor has approved it" in said(page))
    assert page.card is not None
    assert not page.card.next_visits


async def test_mutual_aid_is_not_saved_without_both_consents(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    button(page, "Add a neighbour").click()
    panel, form = await form_of(page)
    put(form, helper="p3", helps_with=["chat"], helped_agreed_on="2026-11-20")
    panel.save()
    await until(lambda: "Please fill this in." in said(page))
    assert await store.edits() == []
    put(form, helper_agreed_on="2026-11-21")
    panel.save()
    await until(lambda: page.panel is None)
    (made,) = await store.edits()
    assert isinstance(made, Create)
    assert (made.kind, made.cells["helped"], made.cells["helper"]) == ("aid_pair", ZHANG, "p3")
    await until(lambda: "李建国 helps" in said(page))
    button(page, "End the help").click()
    await until(lambda: not is_offered(page, "End the help"))
    assert page.card is not None
    assert page.card.pairs[0].values["ends_on"] == "2026-11-22"
    other = await shown(qtbot, store, "p3")
    assert "helps 张桂英" in said(other)


async def test_a_worker_reads_the_plan_and_a_specialist_writes_it_with_its_reasons(
    qtbot: QtBot, store: Store
) -> None:
    before = await shown(qtbot, store)
    assert not is_offered(before, "Edit the plan")
    assert "Reasons for care" not in said(before)
    await store.receive([("care_reason", "why", {"plan": "c1", "category": "E01", "basis": "consent"})])
    after = await shown(qtbot, store)
    assert after.card is not None
    assert not after.card.reasons
    page = await shown(qtbot, store, roles=SPECIALIST)
    assert "Reasons for care" in said(page)
    button(page, "Edit the plan").click()
    panel, form = await form_of(page)
    put(form, level="close", frequency="weekly")
    panel.save()
    await until(lambda: page.panel is None)
    changed = {(each.cell, each.value) for each in await store.edits() if isinstance(each, Set)}
    assert changed == {("level", "close"), ("frequency", "weekly")}


async def test_a_change_from_elsewhere_marks_the_field_of_an_open_form(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, roles=SPECIALIST)
    assert page.card is not None
    plan = {name: value for name, value in page.card.plans[0].values.items() if value is not None}
    button(page, "Edit the plan").click()
    panel, form = await form_of(page)
    put(form, frequency="weekly")
    changed: dict[str, Value] = {**plan, "frequency": "quarterly", "way": "phone"}
    await store.receive([("care_plan", "c1", changed)], seq=20)
    page.records_changed()
    await until(lambda: said(page).count("Changed meanwhile") == 2)
    assert (form.values()["way"], form.changes()) == ("phone", {"frequency": "weekly"})
    panel.save()
    await until(lambda: page.panel is None)
    (edit,) = await store.edits()
    assert isinstance(edit, Set)
    assert (edit.value, edit.base) == ("weekly", 10), "the base is what the person saw"


async def test_a_new_plan_waits_for_consent_and_is_reviewed_within_a_year(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store, "p3", SPECIALIST)
    button(page, "Begin a care plan").click()
    panel, form = await form_of(page)
    put(form, level="regular", frequency="monthly", needs=["meals"])
    panel.save()
    await until(lambda: page.panel is None)
    (made,) = await store.edits()
    assert isinstance(made, Create)
    assert (made.cells["review_on"], made.cells["consent"]) == ("2027-11-22", "not_asked")
    await until(lambda: "please ask at the next contact" in said(page))


async def test_somebody_who_is_not_here_is_told_of(qtbot: QtBot, store: Store) -> None:
    page = page_over(store)
    qtbot.addWidget(page)
    page.show()
    page.open_record("nobody")
    page.page_shown()
    await until(lambda: "not on this computer" in said(page))
    assert not page.record.isVisibleTo(page)


async def test_the_contact_person_stays_masked_until_somebody_asks_which_is_told(
    qtbot: QtBot, store: Store
) -> None:
    plan: dict[str, Value] = {
        "resident": ZHANG,
        "frequency": "monthly",
        "helper": "王芳",
        "starts_on": "2026-01-20",
    }
    await store.receive([("care_plan", "c1", plan)])
    page = await shown(qtbot, store)
    told: list[tuple[str, str, str]] = []
    page.revealed.connect(lambda *what: told.append(what))
    assert "王芳" not in said(page)
    button(page, "Reveal Contact person").click()
    assert "王芳" in said(page)
    assert told == [("care_plan", "c1", "helper")]


async def test_the_consent_sheet_is_saved_as_pdf_where_the_user_wants_it(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    page = await shown(qtbot, store, CHILD)
    button(page, "Consent sheet").click()
    menu = next(each for each in page.findChildren(QMenu) if each.isVisible())
    assert [each.text().replace("&", "") for each in menu.actions()] == ["Print…", "Save as PDF…"]
    menu.actions()[1].trigger()
    menu.close()
    dialog = await file_dialog()
    assert "张小宝" not in "".join(dialog.selectedFiles())
    save_as(dialog, tmp_path / "sheet")
    await until(lambda: (tmp_path / "sheet.pdf").exists() and page.toast.isVisible())
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("dark", 150)])
async def test_the_pages_pass_the_walk(
    qtbot: QtBot, qapp: QApplication, store: Store, scheme: Scheme, percent: int
) -> None:
    apply_theme(qapp, scheme, percent)
    people = KeyPeople(store.database, store.work)
    entries = [
        PageEntry(
            "care", label("Sample", "重点人群(&K)"), "heart", lambda p: KeyPeoplePage(people, NOW.date, p)
        ),
        PageEntry("person", label("Sample", "关爱"), "heart", lambda p: page_over(store, SPECIALIST, p)),
    ]
    actions = WindowActions(find_commands, lambda: None, lambda: None, lambda: None)
    window = MainWindow(Identity("网格工作台", "第三网格", WORKER), entries, frozenset(), actions)
    qtbot.addWidget(window)
    window.show()
    window.show_page("care")
    listed = window.page("care")
    assert isinstance(listed, KeyPeoplePage)
    await until(lambda: listed.rows.is_loaded)
    assert walk(window) == []
    window.show_page("person", ZHANG)
    person = window.page("person")
    assert isinstance(person, PersonPage)
    await until(lambda: person.card is not None)
    assert walk(window) == []
