"""A person's file holds all that is held about somebody; it is written only after it is noted for whom."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gridclient.actions.person_file import PersonFile, PersonFiles
from gridclient.ui.care.person_file_paper import person_file_paper
from gridcore.fields import FieldKind, RecordType, Value
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Section
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.edits import Create
from tests.client.ui.care.test_person_page import ZHANG, form_of, is_offered, put, shown
from tests.client.ui.conftest import until
from tests.client.ui.file_dialogs import file_dialog, save_as
from tests.client.ui.households.card import button, said
from tests.client.ui.visits.store import Store, found, opened

SUPERVISOR = frozenset({Role.SUPERVISOR})
NOTE: dict[str, Value] = {
    "resident": ZHANG,
    "purpose": "own_wish",
    "recipient": "张桂英",
    "form": "json",
    "given_on": "2026-11-22",
}


@pytest.fixture
def store(qloop: asyncio.AbstractEventLoop, tmp_path: Path) -> Iterator[Store]:
    """A store with a person in care."""
    holder = opened(tmp_path / "store", found(tmp_path / "store"))
    made = qloop.run_until_complete(holder.__aenter__())
    with ExitStack() as stack:
        stack.callback(lambda: qloop.run_until_complete(holder.__aexit__(None, None, None)))
        yield made


def links(declared: RecordType, target: str) -> list[str]:
    return [each.name for each in declared.fields.values() if each.link == target]


async def file_of(store: Store) -> PersonFile:
    """The file of a note that is there."""
    await store.receive([("given_file", "note", NOTE)])
    made = await PersonFiles(store.database, store.ports).file(RecordId("note"))
    assert made is not None
    return made


async def test_whatever_kind_names_the_person_or_the_plan_is_in_the_file(store: Store) -> None:
    wanted: set[str] = {"p1", "h1", "c1", "note"}
    for kind, declared in RECORD_TYPES.items():
        for target, record in (("resident", ZHANG), ("care_plan", "c1")):
            for name in links(declared, target):
                made = f"{kind}-{name}"
                await store.receive([(kind, made, {name: record})])
                wanted.add(made)
    assert len(wanted) > 10
    file = await file_of(store)
    assert wanted <= {each.id for each in file.records}
    assert "p2" not in {each.id for each in file.records}


async def test_the_file_names_nobody_else_and_holds_the_values_as_they_are_stored(store: Store) -> None:
    pair: dict[str, Value] = {"helped": ZHANG, "helper": "p3", "helps_with": ["chat"]}
    await store.receive([("aid_pair", "a1", pair)])
    told = json.loads((await file_of(store)).as_json())
    by_id = {each["id"]: each["values"] for each in told["records"]}
    assert by_id["a1"] == {"helped": ZHANG, "helps_with": ["chat"]}
    assert by_id["p1"]["name"] == "张桂英"
    assert "p3" not in json.dumps(by_id)
    assert told["given"]["purpose"] == "own_wish"


async def test_what_colleagues_tell_each_other_about_handing_a_visit_over_is_not_in_the_file(
    store: Store,
) -> None:
    told: dict[str, Value] = {"offered_to": "陈静", "offered_by": "李明", "held_by": "赵敏"}
    reasons: dict[str, Value] = {"offer_reason": "住院手术", "answer": "孩子发烧"}
    change: dict[str, Value] = {"plan": "c1", "period": "2026-11", "exception": "moved", "reason": "住户要求"}
    await store.receive([("visit_exception", "e1", {**change, "offer": "declined", **told, **reasons})])
    by_id = {each.id: each.values for each in (await file_of(store)).records}
    assert by_id[RecordId("e1")] == {**change, "offer": "declined"}


async def test_on_paper_every_field_that_is_filled_is_told_in_words(store: Store) -> None:
    file = await file_of(store)
    sections = [each for each in person_file_paper(file).parts if isinstance(each, Section)]
    assert len(sections) == len(file.records)
    told = "\n".join(line for each in sections for line in each.paragraphs)
    for each in file.records:
        for name, value in each.values.items():
            if RECORD_TYPES[each.kind].fields[name].kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
                assert str(value) in told


async def test_without_a_note_on_the_disk_there_is_no_file(store: Store) -> None:
    files = PersonFiles(store.database, store.ports)
    assert await files.file(RecordId("none")) is None
    await store.receive([("given_file", "astray", {**NOTE, "resident": "gone"})])
    assert await files.file(RecordId("astray")) is None


async def test_the_purpose_is_asked_and_logged_before_the_file_is_written(
    qtbot: QtBot, store: Store, tmp_path: Path
) -> None:
    page = await shown(qtbot, store, roles=SUPERVISOR)
    button(page, "File of this person").click()
    panel, form = await form_of(page)
    panel.save()
    await until(lambda: "Please" in said(page))
    assert await store.edits() == []
    put(form, purpose="own_wish", recipient="张桂英", form="json")
    panel.save()
    dialog = await file_dialog()
    (made,) = await store.edits()
    assert isinstance(made, Create)
    assert (made.kind, made.cells["purpose"], made.cells["resident"]) == ("given_file", "own_wish", ZHANG)
    assert "张桂英" not in "".join(dialog.selectedFiles())
    save_as(dialog, tmp_path / "person")
    await until(lambda: page.toast.isVisible() and (tmp_path / "person.json").exists())
    told = json.loads((tmp_path / "person.json").read_text(encoding="utf-8"))
    assert {each["kind"] for each in told["records"]} >= {"resident", "household", "care_plan", "given_file"}


async def test_a_worker_cannot_give_a_file_out(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    assert not is_offered(page, "File of this person")
