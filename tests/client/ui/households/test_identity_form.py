"""The number of an identity card is typed once, checked, and says birth date and sex by itself."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gridclient.actions.household_card import ShownRecord
from gridclient.ui.households.identity_form import identity_form
from gridclient.ui.households.member_events import CORRECT, IDENTITY, member_menu
from gridcore.fields import Value
from gridcore.ids import RecordId
from gridcore.roster.ids import identity_id
from gridcore.sync.edits import Create, Set
from tests.client.ui.conftest import until
from tests.client.ui.households.card import HOME, cards, closed, panel_of, said, shown, write
from tests.client.ui.households.conftest import store
from tests.client.ui.visits.store import GRID, NOW, Store

__all__ = ["store"]
MEMBER = RecordId("p1")
NUMBER = "11010519491231002X"


async def test_a_number_is_handed_in_once_and_birth_date_and_sex_follow(qtbot: QtBot, store: Store) -> None:
    page = await shown(qtbot, store)
    page.tell_event(IDENTITY, MEMBER)
    panel, form = await panel_of(page)
    write(form, "document_number", "110105 1949 1231 ００２x")
    panel.save()
    await closed(page)
    created, *noted = await store.edits()
    assert isinstance(created, Create)
    paper = {"document": "1", "document_number": NUMBER}
    assert (created.kind, created.id) == ("resident_identity", identity_id(MEMBER))
    assert created.cells == {"resident": MEMBER, "paper": paper}
    assert {each.cell: each.value for each in noted if isinstance(each, Set)} == {
        "identity_tail": "002X",
        "birth_date": "1949-12-31",
        "sex": "2",
    }
    assert {each.grp for each in noted} != {created.grp}
    assert NUMBER not in said(page)
    card = await cards(store).card(HOME, NOW.date())
    assert card is not None
    member = next(each for each in card.members if each.id == MEMBER)
    texts = [each.text() for each in member_menu(card, member, lambda *_: None, page).actions()]
    assert [each for each in texts if "identity" in each] == ["Correct the identity number…"]


async def test_a_number_that_cannot_be_is_told_and_not_saved(qtbot: QtBot, store: Store) -> None:
    await store.receive(
        [("resident", MEMBER, {"household": HOME, "name": "张桂英", "identity_tail": "0021", "sex": "1"})], 11
    )
    page = await shown(qtbot, store)
    page.tell_event(IDENTITY, MEMBER)
    panel, form = await panel_of(page)
    panel.save()
    await until(lambda: "Please fill this in." in said(page))
    write(form, "document_number", "1101051949")
    panel.save()
    await until(lambda: "An identity number has 18 characters; here are 10." in said(page))
    write(form, "document_number", NUMBER)
    panel.save()
    await until(lambda: "Other last four are noted for this person." in said(page))
    assert "Another sex is noted for this person." in said(page)
    assert await store.edits() == []


@pytest.mark.parametrize("what", [IDENTITY, CORRECT])
async def test_one_types_the_number_at_once(qtbot: QtBot, store: Store, what: str) -> None:
    page = await shown(qtbot, store)
    page.tell_event(what, MEMBER)
    _, form = await panel_of(page)
    await until(lambda: form.editor("document_number").hasFocus())
    assert form.values()["document"] == "1"


async def test_a_mistyped_number_is_corrected_and_the_last_four_follow(qtbot: QtBot, store: Store) -> None:
    noted = {"identity_tail": "0021", "birth_date": "1949-12-31"}
    await store.receive([("resident", MEMBER, {"household": HOME, "name": "张桂英", **noted})], 11)
    page = await shown(qtbot, store)
    card = await cards(store).card(HOME, NOW.date())
    assert card is not None
    member = next(each for each in card.members if each.id == MEMBER)
    texts = [each.text() for each in member_menu(card, member, lambda *_: None, page).actions()]
    assert "Correct the identity number…" in texts
    for number in (NUMBER, "110105194912310046"):
        page.tell_event(CORRECT, MEMBER)
        panel, form = await panel_of(page)
        write(form, "document_number", number)
        panel.save()
        await closed(page)
        edits = await store.edits()
        created = [each for each in edits if isinstance(each, Create)][-1]
        paper = {"document": "1", "document_number": number}
        assert (created.id, created.cells["paper"]) == (identity_id(MEMBER), paper)
        tails = [each.value for each in edits if isinstance(each, Set) and each.cell == "identity_tail"]
        assert tails[-1] == number[-4:]
        assert number not in said(page)


def member_with(tail: str) -> ShownRecord:
    said: dict[str, Value] = {"name": "张桂英", "identity_tail": tail}
    return ShownRecord(MEMBER, "resident", GRID, said, waiting=False, disputed=False, removed=False)


def test_of_another_document_the_end_is_noted_if_it_can_be() -> None:
    member = member_with("0021")
    form = identity_form(member, NOW.date(), corrects=True)
    for number, tail in (("e12345678", "5678"), ("EJ12AB", None)):
        (beside,) = form.beside(MEMBER, {"document": "5", "document_number": number})
        assert beside.values == {"identity_tail": tail}
    plain = identity_form(member, NOW.date())
    assert plain.beside(MEMBER, {"document": "5", "document_number": "e12345678"}) == []
