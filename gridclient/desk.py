"""Builds the rooms over an open store and connects them: actions, pages, window, sync."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from gridclient.actions.session import Session
from gridclient.calendars import load_calendars
from gridclient.collector import Collector
from gridclient.desk_calendars import calendar_hint, show_hint
from gridclient.desk_pages import Pages
from gridclient.desk_rooms import Rooms
from gridclient.idle import IdleWatch
from gridclient.late_reporter import LateReporter
from gridclient.line_watch import LineWatch, network_signs
from gridclient.lock_signs.sign import Told
from gridclient.preferences import load_preferences, preferences_file, save_preferences
from gridclient.sync.files import Files
from gridclient.sync.runner import SyncRunner
from gridclient.sync.status import Status, SyncState
from gridclient.ui.async_slot import async_slot, slots_ended
from gridclient.ui.problem_text import problem_text
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.reporter import WindowReporter
from gridclient.ui.shell.sync_status import SyncState as Shown
from gridclient.ui.shell.sync_status import SyncStatus
from gridclient.ui.shell.window_settings import WindowSettings
from gridclient.ui.sync.sync_page import LineStatus
from gridclient.ui.theme import apply_theme
from gridclient.ui.unlock.locked_window import LockedWindow
from gridclient.ui.widgets.empty_state import Incomplete
from gridclient.ui.widgets.problem_bar import ProblemText
from gridclient.ui.words import moment_words
from gridcore.ids import RecordId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.work_calendar import WorkCalendar

_SHOWN: dict[SyncState, Shown] = {
    SyncState.REVOKED: Shown.NEEDS_YOU,
    SyncState.SUSPENDED: Shown.NEEDS_YOU,
    SyncState.HELD: Shown.NEEDS_YOU,
    SyncState.OUTDATED: Shown.OUTDATED,
    SyncState.SENDING: Shown.SENDING,
    SyncState.OFFLINE: Shown.OFFLINE,
    SyncState.FAILED: Shown.OFFLINE,
    SyncState.NEEDS_YOU: Shown.NEEDS_YOU,
    SyncState.WAITING: Shown.WAITING,
    SyncState.ON_SERVER: Shown.SYNCED,
}
_QUIET = frozenset({ProblemCode.OFFLINE, ProblemCode.SERVER_UNREACHABLE, ProblemCode.SERVER_BUSY})
"""The indicator says it already."""
_CHECK_AFTER_MS = 60_000
"""When Today and the first round have had their turn."""
_QUIET_MS = 3_000
_FLUSH_S, _STOP_S = 0.5, 1.0
"""A computer that goes to sleep waits two seconds on Windows, five on Linux."""


class Desk(QObject):
    """Everything between unlocking and locking."""

    def __init__(self, app: QApplication, rooms: Rooms, identity: Identity) -> None:
        """Use `open`."""
        super().__init__(app)  # without a parent, a collection in another thread could destroy it there
        self._app, self._rooms = app, rooms
        self._ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._runner: SyncRunner | None = None
        self._is_syncing = False
        self._calendar_hint: ProblemText | None = None
        self.gives_up = False
        self._signs: object = None
        self._line: LineWatch | None = None
        self._reporter: LateReporter | None = None
        self.locked: LockedWindow | None = None
        self.preferences = load_preferences(preferences_file())
        self.pages = Pages(rooms, self)
        self.window = MainWindow(
            identity,
            self.pages.entries(),
            rooms.me.roles,
            WindowActions(
                find=self.pages.find,
                sync_now=self.sync_now,
                quick_note=self.pages.quick_note,
                lock=self.lock,
            ),
        )
        self.pages.window = self.window
        self._check_later = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._check_later.timeout.connect(self._check_pages)
        self.idle = IdleWatch(app, self.preferences.lock_minutes)
        self.idle.idle.connect(self.lock_for_idleness)
        self.window.closed.connect(lambda: self._end(locks=False))
        self._collector = Collector(self._is_quiet, self)

    @classmethod
    async def open(cls, app: QApplication, session: Session, reporter: LateReporter) -> "Desk":
        """Build everything; the window is not shown yet. Raises ProblemError: not_enrolled."""
        me = await session.me()
        if me is None:
            raise ProblemError(ProblemCode.NOT_ENROLLED)
        calendars = load_calendars()
        rooms = Rooms.over(session, me, calendars.work)
        desk = cls(app, rooms, await rooms.read_identity())
        desk._calendar_hint = calendar_hint(calendars, session.ports.today())
        transport = await session.transport()
        desk._runner = SyncRunner(
            session.database,
            transport,
            session.ports,
            told=desk.show_status,
            arrived=desk.reload,
            files=Files(session.database, session.files, transport),
        )
        rooms.hand_over.between_rounds = desk._runner.between_rounds
        desk._watch_line(LineWatch(network_signs(), session.ports.chance, desk))
        desk._reporter = reporter
        reporter.window = WindowReporter(desk.window.problem_bar, _described)
        return desk

    @property
    def status(self) -> Status:
        """How sync stands."""
        return self._runner.status if self._runner is not None else Status(SyncState.ON_SERVER)

    def sync_now(self) -> None:
        """The user asks for a round."""
        if self._runner is not None:
            self._runner.sync_now()

    def _watch_line(self, line: LineWatch) -> None:
        """A line that appears is used at once; photos wait for one that is not paid by the byte."""
        line.appeared.connect(self.sync_now)
        line.metered.connect(self._carry_files)
        self._line = line
        self._carry_files()

    def _carry_files(self) -> None:
        if self._runner is not None and self._line is not None:
            self._runner.carries_files = not (self.preferences.text_only or self._line.is_metered)

    def stop_sync(self) -> None:
        """The user ends a long receiving; what came stays."""
        if self._runner is not None:
            self._runner.interrupt()

    def saved(self) -> None:
        """Something was written: it goes up with the next round, and the indicator says so."""
        if self._runner is not None:
            self._runner.saved()

    @async_slot
    async def revealed(self, kind: str, record: str, field: str, reason: str = "") -> None:
        """A protected value came into sight: note it."""
        await self._rooms.reveals.note(kind, RecordId(record), field, reason)

    async def work(self) -> bool:
        """Show the window and sync until it is closed or locked; True when it was locked."""
        self.show()
        self._watch_signs()
        self._check_later.start()
        try:
            return await self._ended
        finally:
            _hide_everything()

    def show(self) -> None:
        """Show the first page and begin to sync."""
        self.window.show_page(self.window.first_page())
        self.window.show()
        if self._calendar_hint is not None:
            show_hint(self.window.problem_bar, self._calendar_hint)
        self._is_syncing = True
        self._collector.start()
        self._sync()

    @async_slot(again="ignore")
    async def _sync(self) -> None:
        """The runner lives as long as the window; what it does not expect reaches the reporter."""
        if self._runner is not None:
            await self._runner.run()

    @async_slot(again="ignore")
    async def _watch_signs(self) -> None:
        """Sleep, the lid, the screen lock and another user lock at once; loaded beside the first page."""
        watch = await asyncio.to_thread(_load_watch)
        self._signs = watch(self.window, lambda _: self.lock())

    @async_slot(again="ignore")
    async def _check_pages(self) -> None:
        """Look at every page once, also where nobody reads: damage is told while the server has the rest."""
        await self._rooms.database.check()

    def lock(self) -> None:
        """End at the next commit line; a fresh process shows the unlock window."""
        self._end(locks=True)

    @async_slot(again="ignore")
    async def lock_for_idleness(self) -> None:
        """Nobody is here. A first sync goes on behind a page that shows nothing, for half an hour at most."""
        if self.locked is not None:
            return
        _hide_everything()
        if self._runner is None or not await self._runner.is_first():
            self.lock()
            return
        await self._keep_typed()
        self._forget_windows()
        self.locked = LockedWindow()
        self.locked.unlock_asked.connect(self.lock)
        self.locked.time_is_over.connect(self.lock)
        self.locked.closed.connect(lambda: self._end(locks=False))
        self.locked.show()
        self.show_status(self.status)

    def _is_quiet(self) -> bool:
        """Whether nobody works and nothing is synced."""
        return self.idle.untouched_ms > _QUIET_MS and self.status.state is not SyncState.SENDING

    def _forget_windows(self) -> None:
        """Nothing that shows a record is left, hidden or not: a screen reader looks into hidden windows."""
        if self._reporter is not None:
            self._reporter.window = None
        self.pages = Pages(self._rooms, self)
        for each in QApplication.topLevelWidgets():
            each.hide()
            each.deleteLater()

    async def close(self) -> None:
        """Keep what is typed, stop syncing at a commit line. The store is closed by the session's owner.

        A round that does not come to its line is dropped: what it has not committed comes again.
        """
        await self._keep_typed()
        if self._runner is not None and self._is_syncing:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._runner.stop(), _STOP_S)
        self._collector.stop()
        (self.locked or self.window).deleteLater()
        self.deleteLater()

    async def _keep_typed(self) -> None:
        self.pages.flush()
        await slots_ended(besides=self, limit_s=_FLUSH_S)

    def show_status(self, status: Status) -> None:
        """The runner tells how sync stands; a laptop that handed everything over has nothing more to do."""
        if status.is_handed_over:
            self.gives_up = True
            self._end(locks=False)
            return
        if self.locked is not None:
            self.locked.show_received(status.received)
            if status.state is not SyncState.SENDING:
                self.lock()
            return
        shown = SyncStatus(_SHOWN[status.state], status.waiting, status.needs_you)
        self.window.show_sync(shown)
        self.window.show_incomplete(_incomplete(status))
        self.window.show_status(self._last_contact(status))
        figures = (status.bytes_up, status.bytes_down, status.received)
        is_text_only = self._runner is not None and not self._runner.carries_files
        self.pages.show_line(LineStatus(shown, *figures, _line_problem(status), is_text_only))

    def _last_contact(self, status: Status) -> str:
        """The quiet line: where the data are, and how old what others did is."""
        if status.is_preparing:
            return self.tr("The lists are being prepared; until then some are short.")
        if status.is_arriving:
            return self.tr("Records are still arriving; until all are here, lists and last visits lack some.")
        if not status.last_contact:
            return self.tr("Everything is kept encrypted on this computer.")
        now = self._rooms.ports.now().astimezone()
        moment = moment_words(datetime.fromisoformat(status.last_contact), now, now.tzinfo or UTC)
        text = self.tr("Everything is kept encrypted on this computer · Last sync: {moment}")
        return text.format(moment=moment)

    async def reload(self) -> None:
        """Records came: the page in sight reads anew, and places may have got their names."""
        identity = await self._rooms.read_identity()
        if self.locked is None:
            self.window.navigation.show_identity(identity)
            self.pages.reload()

    def apply_settings(self, settings: object) -> None:
        """The user changed a preference."""
        if not isinstance(settings, WindowSettings):
            return
        self.preferences = settings
        self._carry_files()
        save_preferences(preferences_file(), settings)
        apply_theme(self._app, settings.scheme, settings.font_percent)
        self.idle.set_minutes(settings.lock_minutes)

    def _end(self, *, locks: bool) -> None:
        if not self._ended.done():
            self._ended.set_result(locks)


def _incomplete(status: Status) -> Incomplete | None:
    """Why lists lack something, if they do."""
    if status.is_preparing:
        return Incomplete.PREPARING
    return Incomplete.ARRIVING if status.is_arriving else None


def _hide_everything() -> None:
    for each in QApplication.topLevelWidgets():  # dialogs are windows of their own
        each.hide()


def _load_watch() -> Callable[[QWidget, Told], object]:
    from gridclient.lock_signs.this_machine import watch

    return watch


def _described(problem: ProblemError) -> ProblemText | None:
    return None if problem.code in _QUIET else problem_text(problem.code, problem.params)


def _line_problem(status: Status) -> ProblemText | None:
    if status.state is SyncState.HELD:
        return ProblemText(
            QCoreApplication.translate(
                "Desk", "Sync has stopped: server and laptop remember different pasts."
            ),
            QCoreApplication.translate("Desk", "Everything that you recorded is safe on this computer."),
            QCoreApplication.translate("Desk", "Please call your administrator before you go on."),
        )
    if status.state is SyncState.SUSPENDED:
        return ProblemText(
            QCoreApplication.translate("Desk", "These records were copied, and work is done in both copies."),
            QCoreApplication.translate(
                "Desk",
                "Nothing is lost: what you save here is kept, and waits with your supervisor. No news comes.",
            ),
            QCoreApplication.translate(
                "Desk", "Please speak to your supervisor, and go on in one of the copies only."
            ),
        )
    if status.state is SyncState.REVOKED:
        return ProblemText(
            QCoreApplication.translate("Desk", "This computer is taken out of service."),
            QCoreApplication.translate(
                "Desk", "What you saved goes to your supervisor first; then the records here are deleted."
            ),
            QCoreApplication.translate("Desk", "Please leave it on and connected until then."),
        )
    return None if status.problem is None else problem_text(status.problem, status.problem_params)


def work_calendar() -> WorkCalendar:
    """The working days; in a year without a file only weekends are free."""
    return load_calendars().work
