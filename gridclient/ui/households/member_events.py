"""What happens to the people of a household: they move, die, get another number, or were a mistake."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from gridclient.actions.household_card import Card, ShownRecord
from gridclient.actions.moving import Departure, NotMoved
from gridclient.ui.async_slot import async_slot
from gridclient.ui.households.erasure import erasure_menu
from gridclient.ui.households.household_forms import name_of
from gridclient.ui.households.move_panel import MovesPeople
from gridclient.ui.households.record_panel import WritesRecords
from gridclient.ui.widgets.day_dialog import ask_day
from gridclient.ui.widgets.form_row import problem_words
from gridclient.ui.widgets.question import confirm
from gridclient.ui.words import words
from gridcore.field_problems import problem
from gridcore.fields import label
from gridcore.ids import RecordId

MOVE, PHONE, REMOVE, CARE = "move", "phone", "remove", "care"
IDENTITY, CORRECT = "identity", "correct_identity"
MOVED_AWAY: Departure = "moved_away"
DIED: Departure = "deceased"
DEPARTURES: Mapping[str, Departure] = {MOVED_AWAY: MOVED_AWAY, DIED: DIED}
_MORE = label("MemberEvents", "More about {name}")
_ENTRIES = {
    MOVE: label("MemberEvents", "Moves to another household…"),
    MOVED_AWAY: label("MemberEvents", "Moved away…"),
    DIED: label("MemberEvents", "Died…"),
    PHONE: label("MemberEvents", "Add a phone number…"),
    IDENTITY: label("MemberEvents", "Hand in the identity number…"),
    CORRECT: label("MemberEvents", "Correct the identity number…"),
    CARE: label("MemberEvents", "Care, consent, mutual aid…"),
    REMOVE: label("MemberEvents", "Remove: was entered by mistake…"),
}
_BACK = label("MemberEvents", "Came back…")
_DANGER = label("MemberEvents", "Is anyone in danger? Report it…")
_DISPUTE = label("MemberEvents", "Hand in a dispute to the mediators…")
_AWAY = label("MemberEvents", "The household moves to another grid or community…")
_PEOPLE_MOVE = label("MemberEvents", "People move, the household splits or joins another…")

Asked = Callable[[str, str], None]
"""What happened, and to which resident."""


def member_menu(card: Card, member: ShownRecord, asked: Asked, parent: QWidget) -> QMenu:
    """What can be told of a member; what a role may not do, and what cannot happen, is not in it."""
    menu = QMenu(parent)
    menu.setAccessibleName(words(_MORE).format(name=name_of(member)))
    for what in _possible(card, member):
        is_back = what == MOVE and member.values.get("status") == MOVED_AWAY
        action = QAction(words(_BACK if is_back else _ENTRIES[what]), menu)
        action.triggered.connect(lambda _=False, w=what: asked(w, member.id))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _possible(card: Card, member: ShownRecord) -> list[str]:
    status = member.values.get("status")
    found = []
    if card.may.edit_resident and status != DIED:
        found += [MOVE, *([] if status == MOVED_AWAY else [MOVED_AWAY]), DIED, PHONE]
    if card.may.edit_resident and status != DIED:
        is_waiting = member.id in card.identified
        found += [] if is_waiting else [IDENTITY]
        found += [CORRECT] if is_waiting or member.values.get("identity_tail") else []
    if status != DIED:
        found.append(CARE)
    if card.may.remove_resident:
        found.append(REMOVE)
    return found


def page_menu(
    card: Card,
    moved: Callable[[], None],
    away: Callable[[], None] | None,
    erased: Callable[[str, RecordId, str], None],
    parent: QWidget,
) -> QMenu:
    """What can be told of the household as a whole."""
    menu = erasure_menu(card, erased, parent) if card.may.ask_to_erase else QMenu(parent)
    first = next(iter(menu.actions()), None)
    people = moved if card.may.edit_resident and card.members else None
    whole = away if card.may.edit_household else None
    for title, told in ((_PEOPLE_MOVE, people), (_AWAY, whole)):
        if told is not None:
            action = QAction(words(title), menu)
            action.triggered.connect(lambda _=False, do=told: do())
            if first is not None:
                menu.insertAction(first, action)
            else:
                menu.addAction(action)
    return menu


def let_report(card: Card, menu: QMenu, danger: Callable[[], None], dispute: Callable[[], None]) -> None:
    """Entries for who hands reports of danger in, and disputes to the mediators."""
    menu.addSeparator()
    reports = ((card.may.report_danger, _DANGER, danger), (card.may.hand_in_dispute, _DISPUTE, dispute))
    for title, asked in ((title, asked) for may, title, asked in reports if may):
        action = QAction(words(title), menu)
        action.triggered.connect(lambda _=False, do=asked: do())
        menu.addAction(action)


class MemberEvents(QObject):
    """Asks for what an event needs to know, and saves it at once.

    `happened`: what to say, and how to take it back where that is one step.
    """

    happened = Signal(str, object)

    def __init__(
        self, records: WritesRecords, moving: MovesPeople, today: Callable[[], date], page: QWidget
    ) -> None:
        super().__init__(page)
        self._records, self._moving, self._today, self._page = records, moving, today, page

    @async_slot(again="ignore")
    async def leave(self, member: ShownRecord, how: Departure) -> None:
        """A member moved out of the community, or died: on which day?"""
        name = name_of(member)
        event, advice = self.tr("{name} died"), self.tr("The record and its history stay.")
        told = self.tr("{name}: the day of death is noted.")
        if how == MOVED_AWAY:
            event, told = self.tr("{name} moved away"), self.tr("{name}: the move is noted.")
            advice = self.tr("To a place outside of this community. The record and its history stay.")

        def judge(day: str) -> str:
            return self._judge(member, how, day)

        day = await ask_day(self._page, event.format(name=name), advice, self._today(), judge)
        if day is None:
            return
        result = await self._moving.leave(member.id, how, day)
        if isinstance(result, NotMoved):
            self.happened.emit(self.tr("Nothing was saved: the record has changed meanwhile."), None)
            return
        self.happened.emit(told.format(name=name), None)

    @async_slot(again="ignore")
    async def remove(self, member: ShownRecord) -> None:
        """Take a member out, after a question; the toast takes it back."""
        name = name_of(member)
        question = self.tr("Remove {name} from this household?").format(name=name)
        consequence = self.tr(
            "For somebody who moved away or died, choose that instead: then the history stays complete."
        )
        if not await confirm(self._page, question, consequence, self.tr("&Remove")):
            return
        await self._records.remove(member.id)
        self.happened.emit(self.tr("{name} was removed.").format(name=name), lambda: self.bring_back(member))

    @async_slot(again="ignore")
    async def remove_number(self, number: ShownRecord) -> None:
        """Take a phone number away; the toast takes it back."""
        await self._records.remove(number.id)
        self.happened.emit(self.tr("The phone number was removed."), lambda: self.bring_back(number))

    @async_slot
    async def bring_back(self, record: ShownRecord) -> None:
        """Undo a removal, also one that was synced meanwhile."""
        await self._records.restore(record.id, (record.kind, record.scope))
        self.happened.emit("", None)

    def _judge(self, member: ShownRecord, how: Departure, day: str) -> str:
        """Why a day cannot be right."""
        if str(member.values.get("birth_date") or "") > day:
            return problem_words(problem("died_on", "death_before_birth"))
        if how == "moved_away" and str(member.values.get("moved_in_on") or "") > day:
            return problem_words(problem("moved_out_on", "moved_out_before_in"))
        return ""
