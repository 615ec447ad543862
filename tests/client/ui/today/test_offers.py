"""What a colleague offers is answered by keyboard; what one offers oneself stays in sight until it is."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gridclient.actions.today import DuePerson, Today, TodayList
from gridclient.actions.visit_changes import VisitChanges
from gridclient.actions.visit_offers import VisitOffers, exception_id
from gridclient.ui.today.answers import Answers
from gridclient.ui.today.change_panel import ChangePanel
from gridclient.ui.today.today_page import TodayPage
from gridclient.ui.today.today_words import when_badge, why_words
from gridclient.ui.widgets.texts import Subtitle
from gridcore.extra_visits import EXTRA_VISIT_CHANGE, extra_change_id
from gridcore.ids import RecordId
from gridcore.sync.edits import Step
from gridcore.visit_offers import VISIT_EXCEPTION
from tests.client.ui.conftest import until
from tests.client.ui.visits.store import (
    COLLEAGUE,
    COMMUNITY,
    WORKER,
    WORKER_ROLES,
    Cells,
    Store,
    found,
    home,
    opened,
    person,
    visit,
)
from tests.client.ui.walk import walk

DAY = datetime.date(2026, 11, 25)
"""The plan of h1 waits since the 20th."""
PLANNED = exception_id(RecordId("c1"), "2026-11")
PROMISED = extra_change_id(RecordId("h2"), RecordId("v9"))
Given = tuple[str, str, Cells]


def planned(**cells: str) -> Given:
    named: Cells = {"plan": "c1", "period": "2026-11"}
    return VISIT_EXCEPTION, PLANNED, named | offered(**cells)


def promised(by: str, **cells: str) -> list[Given]:
    """At the door of h2 it was promised to come again."""
    return promise("v9", "h2", "p3", by, **cells)


def promise(record: str, household: str, resident: str, by: str, **cells: str) -> list[Given]:
    """A visit at which it was promised to come again; with cells it is offered to somebody."""
    kind, _, told = visit(record, household, resident, worker=by, follow_up="errand", promised="带社保申请表")
    more: Cells = {"next_date": DAY.isoformat(), "recorded_at": "2026-11-18T02:00:00Z"}
    named: Cells = {"household": household, "occasion": record}
    id_of_change = extra_change_id(RecordId(household), RecordId(record))
    change: Given = (EXTRA_VISIT_CHANGE, id_of_change, named | offered(**cells))
    return [(kind, record, told | more), *([change] if cells else [])]


def offered(**cells: str) -> Cells:
    said: Cells = {"offer": "offered", "offered_to": WORKER, "offered_by": COLLEAGUE}
    return said | cells | {"held_by": None, "offer_reason": "那天在区里培训"}


@dataclass
class Desk:
    """Today on a real store."""

    page: TodayPage
    store: Store
    told: list[str] = field(default_factory=list)
    undo: list[Callable[[], None] | None] = field(default_factory=list)

    @property
    def today(self) -> Today:
        assert self.page._day is not None
        return self.page._day

    @property
    def panel(self) -> ChangePanel:
        return self.page.changing.panel

    def rows(self) -> list[DuePerson]:
        rows = (self.page.list.row(each) for each in range(self.page.list.rowCount()))
        return [each for each in rows if each is not None]

    def hear(self, text: str, undo: Callable[[], None] | None) -> None:
        self.told.append(text)
        self.undo.append(undo)

    async def steps(self) -> list[tuple[str, str, str]]:
        """What waits to be sent, of steps."""
        edits = [each for each in await self.store.edits() if isinstance(each, Step)]
        return [(each.id, each.to, each.reason) for each in edits]


@asynccontextmanager
async def desk(folder: Path, qtbot: QtBot, *given: Given) -> AsyncIterator[Desk]:
    async with opened(folder, found(folder)) as store:
        await store.receive(given)
        offers = VisitOffers(store.database, COMMUNITY, store.ports, worker=WORKER, roles=WORKER_ROLES)
        today = TodayList(store.database, store.work, WORKER)
        page = TodayPage(today, VisitChanges(store.records, offers), lambda: DAY)
        made = Desk(page, store)
        answers = Answers(offers, page.notices)
        answers.done.connect(page.reload)
        for each in (answers.told, page.told):
            each.connect(made.hear)
        qtbot.addWidget(page)
        page.resize(1150, 760)
        page.show()
        page.activateWindow()
        page.page_shown()
        await until(lambda: page._day is not None and page.isActiveWindow())
        yield made


def focused(page: QWidget) -> QWidget:
    found = page.window().focusWidget()
    assert found is not None
    return found


async def test_an_offer_stands_above_the_list_and_is_accepted_by_its_key(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with desk(tmp_path / "store", qtbot, planned()) as at:
        card = at.page.notices.offers
        await until(card.isVisible)
        assert (at.rows(), len(card.lines)) == ([], 1)
        assert walk(at.page) == []
        QTest.keyClick(at.page, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
        await until(lambda: len(at.rows()) == 1 and card.isHidden())
        assert at.told == ["The visit to 张桂英 is yours now."]
        assert await at.steps() == [(PLANNED, "accepted", "")]
        assert "5 day" in when_badge(at.rows()[0]).word, "it says when, not that it is with oneself"


async def test_who_declines_says_why_and_escape_leaves(tmp_path: Path, qtbot: QtBot) -> None:
    async with desk(tmp_path / "store", qtbot, *promised(COLLEAGUE, offer="offered")) as at:
        card = at.page.notices.offers
        await until(card.isVisible)
        (line,) = card.lines
        QTest.keyClick(at.page, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
        await until(lambda: focused(at.page) is line.reason)
        assert walk(at.page) == []
        QTest.keyClick(line.reason, Qt.Key.Key_Return)
        assert line.problem.isVisible()
        QTest.keyClick(line.reason, Qt.Key.Key_Escape)
        assert (line.reason.isVisible(), focused(at.page)) == (False, line.decline)
        assert not line.problem.isVisible(), "nothing is asked any more"
        line.decline.click()
        QTest.keyClicks(line.reason, "that day is full")
        QTest.keyClick(line.reason, Qt.Key.Key_Return)
        await until(card.isHidden)
        assert focused(at.page).isVisibleTo(at.page)
        assert not card.isAncestorOf(focused(at.page))
        assert await at.steps() == [(PROMISED, "declined", "that day is full")]
        (row,) = [each for each in at.rows() if each.is_extra]
        assert "王海霞 promised: " in why_words(row)


async def test_a_visit_is_offered_by_keyboard_to_a_known_name_and_the_offer_withdrawn(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with desk(tmp_path / "store", qtbot, visit("v5", "h3", "p4", worker=COLLEAGUE)) as at:
        await until(lambda: len(at.rows()) == 1)
        at.page.change.click()
        at.panel.kind.set_value("offered")
        at.panel.kind.edited.emit()
        assert at.panel.colleague.itemText(0) == COLLEAGUE
        at.panel.give()
        assert at.panel.problem.isVisible(), "nobody is named"
        QTest.keyClick(at.panel.colleague, Qt.Key.Key_Down)
        assert at.panel.colleague.value() == COLLEAGUE
        at.panel.reason.set_value("休假")
        assert walk(at.page) == []
        QTest.keyClick(at.panel.reason, Qt.Key.Key_Return)
        await until(lambda: bool(at.rows()) and at.rows()[0].offered_to == COLLEAGUE)
        assert "Until they accept it is yours" in at.told[0]
        assert why_words(at.rows()[0]).startswith(f"offered to {COLLEAGUE}, waiting for an answer")
        assert focused(at.page) is at.page.table.view

        at.page.change.click()
        at.panel.kind.set_value("withdrawn")
        at.panel.give()
        await until(lambda: bool(at.rows()) and not at.rows()[0].offered_to)
        assert [each[1] for each in await at.steps()] == ["offered", "kept"]


async def test_an_offer_is_undone_at_once(tmp_path: Path, qtbot: QtBot) -> None:
    async with desk(tmp_path / "store", qtbot) as at:
        await until(lambda: len(at.rows()) == 1)
        at.page.change.click()
        at.panel.kind.set_value("offered")
        at.panel.colleague.set_value("小赵")
        at.panel.give()
        await until(lambda: bool(at.rows()) and at.rows()[0].offered_to == "小赵")
        undo = at.undo[-1]
        assert undo is not None
        undo()
        await until(lambda: bool(at.rows()) and not at.rows()[0].offered_to)


async def test_what_was_declined_is_read_with_its_reason_and_put_away(tmp_path: Path, qtbot: QtBot) -> None:
    given = planned(offer="declined", offered_to=COLLEAGUE, offered_by=WORKER, answer="那天有会")
    async with desk(tmp_path / "store", qtbot, given) as at:
        notice = at.page.notices.turned_down
        await until(notice.isVisible)
        assert notice.text() == f"{COLLEAGUE} declined the visit to 张桂英: 那天有会"
        assert len(at.rows()) == 1
        assert walk(at.page) == []
        QTest.keyClick(at.page, Qt.Key.Key_Y, Qt.KeyboardModifier.AltModifier)
        await until(notice.isHidden)
        assert await at.steps() == [(PLANNED, "kept", "")]


async def test_what_a_colleague_has_is_only_taken_back_with_a_reason(tmp_path: Path, qtbot: QtBot) -> None:
    given = planned(offer="accepted", offered_to=COLLEAGUE, offered_by=WORKER)
    async with desk(tmp_path / "store", qtbot, given) as at:
        await until(lambda: at.page.chips.chip("lent").isEnabled())
        assert at.rows() == []
        at.page.chips.chip("lent").click()
        await until(lambda: len(at.rows()) == 1)
        assert when_badge(at.rows()[0]).word == f"with {COLLEAGUE}"
        at.page.change.click()
        assert [at.panel.kind.itemData(each) for each in range(at.panel.kind.count())] == [None, "taken_back"]
        assert focused(at.page) is at.panel.reason
        at.panel.give()
        assert at.panel.problem.isVisible()
        at.panel.reason.set_value("已调离")
        at.panel.give()
        await until(lambda: at.today.lent == [] and len(at.today.due) == 1)
        assert await at.steps() == [(PLANNED, "taken_back", "已调离")]


async def test_what_was_taken_back_from_one_is_read_with_its_reason_and_put_away(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with desk(tmp_path / "store", qtbot, planned(offer="taken_back", answer="网格调整")) as at:
        notice = at.page.notices.turned_down
        await until(notice.isVisible)
        assert notice.text() == "The visit to 张桂英 was taken back from you: 网格调整"
        notice.button.click()
        await until(notice.isHidden)
        assert await at.steps() == [(PLANNED, "kept", "")]


@pytest.mark.parametrize(("by", "can"), [(WORKER, True), (COLLEAGUE, False)])
async def test_a_promise_is_offered_by_who_made_it_alone(
    tmp_path: Path, qtbot: QtBot, by: str, can: bool
) -> None:
    async with desk(tmp_path / "store", qtbot, *promised(by)) as at:
        await until(lambda: len(at.rows()) == 2)
        row = next(each for each in at.rows() if each.is_extra)
        at.panel.begin(row, [COLLEAGUE])
        kinds = [at.panel.kind.itemData(each) for each in range(at.panel.kind.count())]
        assert ("offered" in kinds) is can


@pytest.mark.parametrize(("many", "rest"), [(3, []), (5, ["2 more after these"])])
async def test_more_offers_than_have_room_are_counted(
    tmp_path: Path, qtbot: QtBot, many: int, rest: list[str]
) -> None:
    given: list[Given] = []
    for number in range(11, 11 + many):
        given += [home(number, f"{number}01"), person(number, number, f"张{number}")]
        given += promise(f"w{number}", f"h{number}", f"p{number}", COLLEAGUE, offer="offered")
    async with desk(tmp_path / "store", qtbot, *given) as at:
        card = at.page.notices.offers
        await until(card.isVisible)
        assert (len(card.lines), len(at.today.asked)) == (3, many)
        texts = [each.text() for each in card.findChildren(Subtitle) if each.isVisible()]
        assert [each for each in texts if "more" in each] == rest


async def test_what_is_offered_behind_one_door_is_one_line(tmp_path: Path, qtbot: QtBot) -> None:
    homes: list[Given] = []
    for number in range(5):
        kind, record, told = visit(
            f"w{number}", f"h{1 + number % 3}", "", worker=COLLEAGUE, follow_up="errand"
        )
        del told["resident"]
        homes.append(
            (kind, record, told | {"next_date": DAY.isoformat(), "recorded_at": "2026-11-18T02:00:00Z"})
        )
        about: Cells = {"household": told["household"], "occasion": record}
        to = {"offered_by": f"{COLLEAGUE}{number}"}
        change = extra_change_id(RecordId(f"h{1 + number % 3}"), RecordId(record))
        homes.append((EXTRA_VISIT_CHANGE, change, about | offered(**to)))
    async with desk(tmp_path / "store", qtbot, *homes) as at:
        card = at.page.notices.offers
        await until(card.isVisible)
        assert len(card.lines) == len(at.today.asked) == 3


async def test_a_reason_that_is_being_typed_stays_when_another_offer_arrives(
    tmp_path: Path, qtbot: QtBot
) -> None:
    async with desk(tmp_path / "store", qtbot, *promised(COLLEAGUE, offer="offered")) as at:
        card = at.page.notices.offers
        await until(card.isVisible)
        card.lines[0].decline.click()
        QTest.keyClicks(card.lines[0].reason, "that day is")
        await at.store.receive([planned()], seq=11)
        at.page.reload()
        await until(lambda: len(card.lines) == 2)
        line = card.lines[1]
        assert (line.reason.text(), card.lines[0].reason.text()) == ("that day is", "")
        await until(lambda: focused(at.page) is line.reason)
        QTest.keyClicks(line.reason, " full")
        QTest.keyClick(line.reason, Qt.Key.Key_Return)
        await until(lambda: len(card.lines) == 1)
        assert await at.steps() == [(PROMISED, "declined", "that day is full")]


@pytest.mark.parametrize(("state", "kind"), [("offered", "withdrawn"), ("accepted", "taken_back")])
async def test_nobody_reads_that_an_offer_is_gone_which_somebody_answered_meanwhile(
    tmp_path: Path, qtbot: QtBot, state: str, kind: str
) -> None:
    mine = {"offered_to": COLLEAGUE, "offered_by": WORKER}
    async with desk(tmp_path / "store", qtbot, planned(offer=state, **mine)) as at:
        await until(lambda: at.page.chips.chip("lent").isEnabled() or bool(at.rows()))
        (row,) = [*at.today.due, *at.today.lent]
        at.panel.begin(row)
        at.panel.kind.set_value(kind)
        at.panel.reason.set_value("已调离")
        await at.store.receive([planned(offer="declined", answer="休假", **mine)], seq=11)
        if state == "accepted":
            await at.store.receive([planned(offer="taken_back", answer="休假", **mine)], seq=12)
        at.panel.give()
        await until(lambda: bool(at.told))
        assert at.told == ["Somebody else was first, and nothing was changed. Please look at the list again."]
        assert (await at.steps(), at.undo) == ([], [None])
