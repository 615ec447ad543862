"""Patrols: the plans with what is due, one plan with its points and walks, and the walk itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gridclient.actions.patrol_points import PatrolPoints
from gridclient.actions.patrol_walks import PatrolWalks, TypedTimes
from gridclient.actions.patrols import Patrols
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.households.form_page import FormPage
from gridclient.ui.households.panel_stack import PanelStack
from gridclient.ui.households.record_panel import FormAsked, RecordPanel, WritesRecords
from gridclient.ui.patrols.patrol_words import clock_words
from gridclient.ui.patrols.plan_view import PlanView
from gridclient.ui.patrols.plans_list import PlansList
from gridclient.ui.patrols.times_dialog import TimesDialog
from gridclient.ui.patrols.walk_view import WalkView
from gridcore.field_problems import FieldProblem
from gridcore.ids import RecordId
from gridcore.patrols import PATROL_PLAN
from gridcore.shapes import moment_in


@dataclass(frozen=True)
class WalkAsked:
    """The walk of a plan that shall be shown."""

    plan: RecordId
    walk: RecordId


class PatrolsPage(FormPage):
    """Shown with a plan's id, or with a `WalkAsked`. Escape goes from the walk to the plan and the list."""

    told = Signal(str, object)
    """What was done, and how it is taken back."""

    def __init__(
        self,
        patrols: Patrols,
        points: PatrolPoints,
        walks: PatrolWalks,
        records: WritesRecords,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(records, lambda: now().astimezone().date(), parent)
        self._patrols, self._walks, self._now = patrols, walks, now
        self.plans = PlansList(patrols, now, self)
        self.list, self.table = self.plans.list, self.plans.table
        self.plan_view = PlanView(patrols, points, now, self)
        self.walk_view = WalkView(walks, now, self)
        self._lay_out()
        self._connect()

    def open_record(self, argument: object) -> None:
        """Show a plan, or a walk; without either what was in sight."""
        if isinstance(argument, WalkAsked):
            self._open_walk(argument.plan, argument.walk)
        elif isinstance(argument, str):
            self._open_plan(RecordId(argument))

    def reload(self) -> None:
        """Read anew what is in sight."""
        match self._views.currentWidget():
            case self.plan_view:
                self.plan_view.read()
            case self.walk_view:
                self.walk_view.read()
            case _:
                self.plans.read()

    def page_shown(self) -> None:
        """Read anew."""
        self.reload()

    def go_back(self) -> bool:
        """From a form or a walk to the plan, from the plan to the list."""
        if super().go_back() or self.plan_view.points.leave():
            return True
        match self._views.currentWidget():
            case self.walk_view:
                self._leave_walk()
            case self.plan_view:
                self._show_list()
            case _:
                return False
        return True

    def flush(self) -> None:
        """Keep at once what is typed."""
        super().flush()
        self.walk_view.flush()

    def add(self) -> None:
        """The form of a new plan of the chosen grid; its points come after it."""
        scope, where = self.plans.place
        if scope is None:
            return
        begun = {"starts_on": self._today().isoformat()}
        told = self.tr("Points are added when the plan is saved.")
        title = self.tr("New patrol plan")
        self._open(FormAsked(PATROL_PLAN, title, where, prefill=begun, scope=scope, told=told))

    def change(self) -> None:
        """The form of the plan in sight."""
        line = self.plan_view.line
        if line is not None and line.may_walk:
            title = self.tr("Change the patrol plan")
            self._open(FormAsked(PATROL_PLAN, title, line.content, line.record))

    @async_slot(again="ignore")
    async def begin(self) -> None:
        """A walk of the plan in sight, or the one that goes on."""
        line = self.plan_view.line
        walk = await self._patrols.begin(line.record) if line is not None else None
        if line is None or walk is None:
            self.told.emit(self.tr("This plan is not here any more, or is of another grid."), None)
            self.reload()
            return
        self.saved.emit()
        self._open_walk(line.record, walk)

    @async_slot(again="ignore")
    async def note_afterwards(self) -> None:
        """A walk that was made without the laptop: its times are typed, then its points are ticked."""
        line = self.plan_view.line
        if line is None:
            return
        made: list[RecordId] = []

        async def save(typed: TypedTimes) -> Sequence[FieldProblem]:
            found = await self._patrols.note_afterwards(line.record, typed)
            if isinstance(found, str):
                made.append(RecordId(found))
            return found if found is not None and not isinstance(found, str) else ()

        title = self.tr("Note a walk afterwards")
        advice = self.tr("After the times come the points. Who walks past midnight notes the first day.")
        begun = TypedTimes(self._today().isoformat(), "", "")
        if await ask(TimesDialog(title, advice, begun, save, self)) and made:
            self.saved.emit()
            self._open_walk(line.record, made[0])

    @async_slot(again="ignore")
    async def type_times(self) -> None:
        """Begin and end of the walk in sight."""
        walk = self.walk_view.walk
        if walk is None:
            return

        async def save(typed: TypedTimes) -> Sequence[FieldProblem]:
            return await self._walks.set_times(walk, typed)

        day = self._local_day(walk.started_at)
        begun = TypedTimes(day, clock_words(walk.started_at), clock_words(walk.ended_at))
        advice = self.tr("A walk that nobody ended goes on: say when it was over.")
        if await ask(TimesDialog(self.tr("Begin and end"), advice, begun, save, self)):
            self.saved.emit()
            self._leave_walk()

    @async_slot(again="ignore")
    async def remove(self) -> None:
        """The plan or the walk in sight goes; the toast brings it back."""
        line, walk = self.plan_view.line, self.walk_view.walk
        if self._views.currentWidget() is self.walk_view and walk is not None:
            self._views.setCurrentWidget(self.plan_view)
            await self._remove(walk.record, self.tr("The walk is removed."))
            self._open_plan(walk.plan)
        elif line is not None:
            self._views.setCurrentWidget(self.plans)
            await self._remove(line.record, self.tr("The patrol plan is removed."))
            self._show_list()

    async def _remove(self, record: RecordId, told: str) -> None:
        await self._patrols.remove(record)
        self.saved.emit()
        self.told.emit(told, lambda: self._restore(record))

    @async_slot
    async def _restore(self, record: RecordId) -> None:
        await self._patrols.restore(record)
        self.saved.emit()
        self.reload()

    @async_slot
    async def _leave_walk(self) -> None:
        """What is half typed is saved first."""
        await self.walk_view.save_typed()
        walk = self.walk_view.walk
        if walk is None:
            self._show_list()
        else:
            self._open_plan(walk.plan)

    def _finish(self, told: str, saved: RecordId | None) -> None:
        """From the form of a new plan to its points."""
        is_new = self.panel is not None and self.panel.record is None
        super()._finish(told, saved)
        if saved is not None:
            self._open_plan(saved, to_points=is_new)

    def _tell_end(self) -> None:
        self._say(self.tr("The walk is ended and noted."))
        self._leave_walk()

    def _say(self, text: str) -> None:
        self.told.emit(text, None)

    def _open_plan(self, plan: RecordId, *, to_points: bool = False) -> None:
        self._views.setCurrentWidget(self.plan_view)
        self.plan_view.show_plan(plan, to_points=to_points)

    @async_slot(again="restart")
    async def _open_walk(self, plan: RecordId, walk: RecordId) -> None:
        line = await self._patrols.plan(plan)
        self._views.setCurrentWidget(self.walk_view)
        self.walk_view.show_walk(walk, may_write=line is not None and line.may_walk)

    def _lose(self, view: QWidget) -> None:
        """What a view shows was taken away; one that is out of sight takes nobody along."""
        if self._views.currentWidget() is view:
            self._show_list()

    def _show_list(self) -> None:
        self._views.setCurrentIndex(0)
        self.reload()
        self.table.await_keyboard()

    def _local_day(self, moment: str) -> str:
        return _local(moment).isoformat() if moment_in(moment) else self._today().isoformat()

    def _connect(self) -> None:
        self.plans.new_button.clicked.connect(self.add)
        self.table.opened.connect(lambda row: self._open_plan(row.record))
        plan, walk = self.plan_view, self.walk_view
        plan.begin_asked.connect(self.begin)
        plan.walk_asked.connect(lambda each: plan.line and self._open_walk(plan.line.record, RecordId(each)))
        plan.afterwards_asked.connect(self.note_afterwards)
        plan.change_asked.connect(self.change)
        walk.times_asked.connect(self.type_times)
        walk.ended.connect(self._tell_end)
        for view in (plan, walk):
            view.removal_asked.connect(self.remove)
            view.gone.connect(partial(self._lose, view))
            view.saved.connect(self.saved)
            view.told.connect(self.told)

    def _lay_out(self) -> None:
        self._views = QStackedWidget(self)
        for each in (self.plans, self.plan_view, self.walk_view):
            self._views.addWidget(each)
        self._stack = PanelStack[RecordPanel](self._views, self)


def _local(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone().date()
