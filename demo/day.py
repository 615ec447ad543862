"""One day, played through the real windows: visits offline, a conflict, a decision, an approval."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from sqlalchemy import text

from demo.hands import Camera, TooSlowError, press, replace, settle, until, write
from demo.laptops import PASSPHRASE, folder_of, open_laptop, rooms_of, sync
from demo.line import Line
from demo.office import COLLEAGUE, SUPERVISOR, WORKER, Office
from gridclient.actions.session import Session
from gridclient.actions.today import DuePerson
from gridclient.actions.visits import VisitAsked
from gridclient.desk import Desk
from gridclient.entrance import StoreDoor
from gridclient.late_reporter import LateReporter
from gridclient.ports import of_this_machine
from gridclient.sync.status import SyncState
from gridclient.ui.conflicts.conflicts_page import ConflictsPage
from gridclient.ui.households.household_page import HouseholdPage
from gridclient.ui.households.record_panel import RecordPanel
from gridclient.ui.review.review_page import ReviewPage
from gridclient.ui.today.today_page import TodayPage
from gridclient.ui.unlock.unlock_window import UnlockWindow
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridcore.ids import RecordId

SAID = (
    "老人精神很好，血压药按时吃；燃气软管已请物业更换。",
    "女儿每周来看望，想参加社区的书画班。",
    "楼道灯坏了两天，上下楼不方便，已记下报修。",
)
REMARK = "请补充老人希望的上门时间。"

_STATES = """
SELECT cells->>'approval', count(*) FROM record WHERE community_id = :c AND kind = 'visit'
AND cells->>'said' = ANY(:said) AND cells->>'visited_on' = :day GROUP BY 1
"""
_KEPT = "SELECT cells->>'phone', cells->>'remark' FROM record WHERE community_id = :c AND id = :id"


class DayFailedError(Exception):
    """A step of the day did not hold; the text says which."""


class Day:
    """Plays the day; `tell` hears one line for each step that held."""

    def __init__(
        self, app: QApplication, office: Office, camera: Camera, tell: Callable[[str], None]
    ) -> None:
        self._app, self._office, self._camera, self._tell = app, office, camera, tell
        self._reporter = LateReporter()
        self._line = Line(office.port)
        self._visits: list[RecordId] = []
        self._people: list[DuePerson] = []
        self._earlier = self._states()

    async def play(self) -> None:
        """From unlocking in the morning to the approval in the evening. Raises DayFailedError."""
        try:
            await self._play()
        except TooSlowError as error:
            raise DayFailedError(f"waited in vain for: {error}") from error
        finally:
            self._line.close()

    async def _play(self) -> None:
        session = await self._unlock()
        desk = await Desk.open(self._app, session, self._reporter)
        desk.show()
        try:
            await self._morning(desk)
            self._line.cut()
            await self._record_visits(desk)
            phones = await self._edit_what_a_colleague_edits(desk)
            await self._see_what_waits(desk)
            self._line.mend()
            await self._sync_and_decide(desk, phones)
            await self._supervise()
            await self._evening(desk)
            await self._ask_the_server(session, phones)
        finally:
            await desk.close()
            await session.close()

    async def _unlock(self) -> Session:
        prepared, _ = await open_laptop(self._office, WORKER, self._line.url)
        await prepared.close()
        door = StoreDoor(folder_of(self._office, WORKER), of_this_machine())
        window = UnlockWindow(door)
        window.show()
        window.activateWindow()
        await settle()
        window.passphrase.setText(PASSPHRASE)
        await self._camera.shoot(window, "unlock")
        window.button.click()
        await until("the store opens", lambda: door.session is not None)
        window.hide()
        window.deleteLater()
        assert door.session is not None
        self._tell(f"The worker unlocks the encrypted laptop (passphrase of the demo: {PASSPHRASE})")
        return door.session

    async def _morning(self, desk: Desk) -> None:
        await until("the first sync", lambda: bool(desk.status.last_contact) and not desk.status.is_arriving)
        page = desk.window.page("today")
        assert isinstance(page, TodayPage)
        desk.window.show_page("today")
        read: list[bool] = []
        page.list.loaded.connect(lambda: read.append(True))
        page.reload()
        await until("people on Today", lambda: bool(read) and page.list.rowCount() > 0)
        self._people = [row for n in range(page.list.rowCount()) if (row := page.list.row(n)) is not None]
        await self._camera.shoot(desk.window, "today")
        self._tell(f"Today lists {len(self._people)} visits, in the order of a short way")
        desk.window.show_page("buildings")
        await settle(0.6)
        await self._camera.shoot(desk.window, "buildings")

    async def _record_visits(self, desk: Desk) -> None:
        for number, said in enumerate(SAID):
            person = self._people[number].person
            desk.window.show_page("visit", VisitAsked(household=person.household, resident=person.resident))
            page = desk.window.page("visit")
            assert isinstance(page, VisitFormPage)
            await until("the visit form", lambda page=page: page.form is not None)  # type: ignore[misc]
            form = page.form
            assert form is not None
            await settle()
            press(Qt.Key.Key_Space)
            form.focus_field("said")
            write(said)
            form.flush()
            await self._camera.shoot(desk.window, f"visit-{number + 1}")
            page.submit_button.click()
            await until("the visit is saved", lambda page=page: page.form is None)  # type: ignore[misc]
        self._tell("Three visits are recorded without a network, each on the disk at once")

    async def _edit_what_a_colleague_edits(self, desk: Desk) -> tuple[str, str]:
        household = self._people[0].person.household
        mine, theirs = _phone(1), _phone(2)
        desk.window.show_page("household", household)
        page = desk.window.page("household")
        assert isinstance(page, HouseholdPage)
        await until("the household card", page.edit.isVisible)
        await self._camera.shoot(desk.window, "household")
        page.edit.click()
        await until("the form", lambda: isinstance(page.panel, RecordPanel) and page.panel.form is not None)
        panel = page.panel
        assert isinstance(panel, RecordPanel)
        assert panel.form is not None
        panel.form.reveal_all()
        panel.form.focus_field("phone")
        replace(mine)
        await self._camera.shoot(desk.window, "edit-household")
        panel.save()
        await until("the household is saved", lambda: page.panel is None)
        self._tell("The worker corrects a household's phone, still without a network")
        await self._colleague_edits(household, theirs)
        return mine, theirs

    async def _colleague_edits(self, household: RecordId, phone: str) -> None:
        session, me = await open_laptop(self._office, COLLEAGUE, self._office.url)
        try:
            await sync(session)
            rooms = rooms_of(session, me)
            form = await rooms.records.open_form("household", household)
            if form is None:
                raise DayFailedError("the colleague's laptop does not have the household")
            await rooms.records.save(form, {"phone": phone, "remark": "同事补充：周末在家。"})
            end = await sync(session)
        finally:
            await session.close()
        if end.is_over:
            raise DayFailedError("the colleague's sync was refused")
        self._tell("Meanwhile a colleague corrects the same phone otherwise, adds a remark, and syncs")

    async def _see_what_waits(self, desk: Desk) -> None:
        desk.sync_now()
        await until(
            "the laptop notices that there is no line", lambda: desk.status.state is SyncState.OFFLINE
        )
        desk.window.show_page("sync")
        await settle(0.4)
        await self._camera.shoot(desk.window, "offline")
        self._tell(f"Offline: {desk.status.waiting} changes wait on the laptop, and the indicator says so")

    async def _sync_and_decide(self, desk: Desk, phones: tuple[str, str]) -> None:
        desk.sync_now()
        await until("everything is on the server", lambda: _is_quiet(desk) and desk.status.needs_you > 0)
        await settle(0.4)
        await self._camera.shoot(desk.window, "synced")
        self._tell("The line is back: everything is on the server, and one conflict asks for a person")
        desk.window.show_page("conflicts")
        page = desk.window.page("conflicts")
        assert isinstance(page, ConflictsPage)
        await until("the conflict", lambda: page.view is not None)
        await self._camera.shoot(desk.window, "conflict")
        page.decide(1)
        await until("the decision", lambda: page.view is None)
        desk.sync_now()
        await until("the decision is on the server", lambda: _is_quiet(desk) and not desk.status.needs_you)
        await self._camera.shoot(desk.window, "decided")
        self._tell("The worker decides; the other value stays in the household's history")

    async def _supervise(self) -> None:
        session, _ = await open_laptop(self._office, SUPERVISOR, self._office.url)
        await sync(session)
        desk = await Desk.open(self._app, session, LateReporter())
        desk.show()
        try:
            desk.window.show_page("review")
            page = desk.window.page("review")
            assert isinstance(page, ReviewPage)
            page.page_shown()
            await until("submitted visits", lambda: page.list.rowCount() >= len(SAID))
            for number in range(len(SAID)):
                await self._judge(desk, page, approves=number < len(SAID) - 1)
            desk.sync_now()
            await until("the judgements are on the server", self._are_judged, 60)
            self._tell("The supervisor approves two visits and returns one with a remark on a field")
        finally:
            await desk.close()
            await session.close()

    async def _judge(self, desk: Desk, page: ReviewPage, *, approves: bool) -> None:
        before = page.list.rowCount()
        mine = [n for n in range(before) if self._is_of_today(page, n)]
        if not mine:
            raise DayFailedError("the visits of the day are not in the review")
        page.table.view.setFocus()
        page.table.view.setCurrentIndex(page.list.index(mine[0], 0))
        wanted = page.list.row(mine[0])
        await until("the submission", lambda: page.view is not None and page.view.submission.line == wanted)
        view = page.view
        assert view is not None
        await settle()
        if approves:
            await self._camera.shoot(desk.window, "review")
            view.approve()
        else:
            view.begin_return()
            await settle()
            write(REMARK)
            await self._camera.shoot(desk.window, "return")
            press(Qt.Key.Key_Return)
        await until("the judgement is taken", lambda: page.list.rowCount() == before - 1)

    def _is_of_today(self, page: ReviewPage, number: int) -> bool:
        row = page.list.row(number)
        names = {each.person.name for each in self._people[: len(SAID)]}
        return (
            row is not None
            and row.day == of_this_machine().today().isoformat()
            and bool(names & set(row.title.words))
        )

    async def _evening(self, desk: Desk) -> None:
        desk.sync_now()
        desk.window.show_page("today")
        page = desk.window.page("today")
        assert isinstance(page, TodayPage)
        await until("the returned visit on Today", page.returned_is_shown)
        await self._camera.shoot(desk.window, "returned")
        self._tell("After the next sync the worker sees the remark")

    async def _ask_the_server(self, session: Session, phones: tuple[str, str]) -> None:
        asked = {"c": self._office.community, "id": self._people[0].person.household}
        with self._office.snapshot() as connection:
            kept = connection.execute(text(_KEPT), asked).one()
        if not self._are_judged():
            raise DayFailedError(f"the server has visits in the states {self._states()}")
        if kept[0] not in phones or "同事补充" not in (kept[1] or ""):
            raise DayFailedError("the household on the server is not what was decided")
        self._tell("The server has every visit once, the decided phone, and the colleague's remark beside it")

    def _are_judged(self) -> bool:
        """Whether the server has it; the indicator of a window may be a second behind a save."""
        more = self._states() - self._earlier
        return more["approved"] >= len(SAID) - 1 and more["returned"] >= 1

    def _states(self) -> Counter[str]:
        """How many of the visits that were told of today stand in each state on the server."""
        today = of_this_machine().today().isoformat()
        asked = {"c": self._office.community, "said": list(SAID), "day": today}
        with self._office.snapshot() as connection:
            return Counter({each[0]: each[1] for each in connection.execute(text(_STATES), asked)})


def _is_quiet(desk: Desk) -> bool:
    return desk.status.waiting == 0 and desk.status.state not in (SyncState.SENDING, SyncState.OFFLINE)


def _phone(salt: int) -> str:
    """A number of the demo that no earlier day used."""
    moment = int(of_this_machine().now().timestamp())
    return f"100{(moment * 10 + salt) % 10**8:08d}"
