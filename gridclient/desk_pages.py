"""The pages of the window, and the ways between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from gridclient.actions.building_form import BuildingForms
from gridclient.actions.danger import DangerAsked
from gridclient.actions.dispute_reports import DisputeAsked
from gridclient.actions.key_people import Filter
from gridclient.actions.visits import VisitAsked
from gridclient.calendars import load_calendars
from gridclient.desk_activities import activities_entry
from gridclient.desk_aid import aid_entry
from gridclient.desk_calendars import calendar_card
from gridclient.desk_counts import counts_entry
from gridclient.desk_danger import danger_entry
from gridclient.desk_diary import diary_entries
from gridclient.desk_directory import directory_entry
from gridclient.desk_disputes import dispute_entries
from gridclient.desk_duplicates import duplicates_entry
from gridclient.desk_export import exports_entry, let_export
from gridclient.desk_find import found_commands
from gridclient.desk_history import history_entry
from gridclient.desk_ledgers import ledgers_entry
from gridclient.desk_mediation import mediation_entry
from gridclient.desk_notes import notes_entry
from gridclient.desk_patrols import patrols_entry
from gridclient.desk_places import places_entry
from gridclient.desk_planning import planning_entry
from gridclient.desk_proposals import own_proposals_entry
from gridclient.desk_rooms import Rooms, Ways
from gridclient.desk_today import life_changes, today_page
from gridclient.desk_tour import tour_entry
from gridclient.ui.buildings.buildings_page import BuildingsPage
from gridclient.ui.care.key_people_page import KeyPeoplePage
from gridclient.ui.care.person_page import PersonPage
from gridclient.ui.conflicts.conflicts_page import ConflictsPage
from gridclient.ui.facilities.facilities_page import FacilitiesPage
from gridclient.ui.households.household_page import HouseholdPage, Registration
from gridclient.ui.households.households_page import HouseholdsPage
from gridclient.ui.notes.quick_note import QuickNoteDialog
from gridclient.ui.review.left_behind_page import LeftBehindPage
from gridclient.ui.review.review_page import ReviewPage
from gridclient.ui.roster.roster_page import RosterPage
from gridclient.ui.shell.command_palette import Command
from gridclient.ui.shell.main_window import MainWindow
from gridclient.ui.shell.pages import FollowsRecords, KeepsTyped, NoticesShown, PageEntry, keys_of
from gridclient.ui.shell.settings_page import SettingsPage
from gridclient.ui.shell.window_settings import WindowSettings
from gridclient.ui.sync.sync_page import LineStatus, SyncPage
from gridclient.ui.visits.visit_form_page import VisitFormPage
from gridclient.ui.visits.visits_page import VisitsPage
from gridclient.ui.words import words
from gridcore.fields import label
from gridcore.ids import RecordId
from gridcore.roles import Role

_REGROUPED = label("Pages", "Saved; the building goes to its new grid with the next sync.")
_WORKERS = frozenset({Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST})
_GRID = _WORKERS | {Role.SUPERVISOR}
_SUPERVISOR = frozenset({Role.SUPERVISOR})


class Hooks(Ways, Protocol):
    """What the pages ask of the desk."""

    preferences: WindowSettings

    def sync_now(self) -> None:
        """A round, at once."""

    def stop_sync(self) -> None:
        """End the round that runs; what came stays."""

    def lock(self) -> None:
        """End this process."""

    def apply_settings(self, settings: object) -> None:
        """A preference changed."""


class Pages:
    """Makes each page when it is first shown, and leads from one to the other."""

    def __init__(self, rooms: Rooms, hooks: Hooks) -> None:
        self._rooms, self._hooks = rooms, hooks
        self.window: MainWindow | None = None
        self._line: LineStatus | None = None
        self._note: QuickNoteDialog | None = None
        self._sync_page: SyncPage | None = None

    def entries(self) -> list[PageEntry]:
        """The navigation, from top to bottom."""
        card, left = label("Navigation", "Household"), label("Navigation", "Left-behind work")
        return [
            PageEntry("today", label("Navigation", "Today"), "today", self._today, _WORKERS),
            PageEntry("buildings", label("Navigation", "Buildings"), "building", self._buildings, _GRID),
            PageEntry("households", label("Navigation", "Households"), "home", self._households, _GRID),
            PageEntry("household", card, "home", self._household, _GRID, False, "households"),
            PageEntry("care", label("Navigation", "Key populations"), "heart", self._care, _GRID),
            PageEntry("person", label("Navigation", "Care"), "heart", self._person, _GRID, False, "care"),
            duplicates_entry(self._rooms, self._hooks, self._go, self._tell, _GRID),
            PageEntry("facilities", label("Navigation", "Facilities"), "pin", self._facilities_list, _GRID),
            places_entry(self._rooms, self._hooks.saved, self._tell, partial(self._go, "buildings")),
            activities_entry(self._rooms, self._hooks.saved, self._tell),
            PageEntry("visits", label("Navigation", "Visits"), "visit", self._visits, _WORKERS),
            PageEntry("visit", label("Navigation", "Visit"), "visit", self._visit, _WORKERS, False, "visits"),
            tour_entry(self._rooms, self._hooks.saved, self._tell),
            patrols_entry(self._rooms, self._hooks.saved, self._tell),
            notes_entry(self._rooms, self._hooks.saved, self._tell, self._go, self.quick_note),
            *dispute_entries(self._rooms, self._hooks, self._tell, self._go),
            mediation_entry(self._rooms, self._hooks, self._tell, self._go),
            danger_entry(self._rooms, self._hooks, self._back),
            directory_entry(self._rooms, self._hooks.saved, self._tell, self._go),
            counts_entry(self._rooms, self._tell, self._go),
            history_entry(self._rooms, self._hooks.saved, self._hooks.revealed),
            PageEntry("conflicts", label("Navigation", "Conflicts"), "conflict", self._conflicts),
            own_proposals_entry(self._rooms, self._hooks.saved, self._tell),
            PageEntry("review", label("Navigation", "Review"), "review", self._review, _SUPERVISOR),
            PageEntry("left-behind", left, "hand", self._left_behind, _SUPERVISOR),
            *diary_entries(self._rooms, self._hooks.saved, self._hooks.revealed, self._tell, self._go),
            ledgers_entry(self._rooms, self._hooks.saved, self._tell, self._go),
            planning_entry(self._rooms, self._hooks.saved, self._tell),
            aid_entry(self._rooms, self._hooks.saved, self._tell, self._go),
            exports_entry(self._rooms),
            PageEntry("roster", label("Navigation", "Import"), "upload", self._roster, _SUPERVISOR),
            PageEntry("sync", label("Navigation", "Sync"), "refresh", self._sync),
            PageEntry("settings", label("Navigation", "Settings"), "gear", self._settings),
        ]

    def show_line(self, line: LineStatus) -> None:
        """The runner tells how the line is."""
        self._line = line
        if self._sync_page is not None:
            self._sync_page.show_line(line)

    def reload(self) -> None:
        """Records came: the page in sight reads anew, what is typed stays."""
        window = self.window
        if window is None:
            return
        for page in window.made_pages():
            if isinstance(page, FollowsRecords):
                page.records_changed()
        if window.current_page in (None, "visit", "settings"):
            return
        page = window.page(window.current_page or "")
        if isinstance(page, NoticesShown) and not isinstance(page, FollowsRecords):
            page.page_shown()

    def flush(self) -> None:
        """Keep at once what is typed."""
        pages = self.window.made_pages() if self.window is not None else []
        for page in (*pages, self._note):
            if isinstance(page, KeepsTyped):
                page.flush()

    def quick_note(self) -> None:
        """Ctrl+N."""
        if self.window is not None:
            dialog = self._note = QuickNoteDialog(self._rooms.notes, self.window)
            dialog.saved.connect(self._hooks.saved)
            dialog.finished.connect(self._forget_note)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def _forget_note(self) -> None:
        self._note = None

    async def find(self, text: str) -> Sequence[Command]:
        """What Ctrl+K offers: what is recorded, then pages that fit."""
        window = self.window
        if window is None:
            return []
        wanted = text.strip().lower()
        entries = [each for each in self.entries() if each.id in window.page_ids()]
        pages = [each for each in entries if each.is_listed or each.is_found]
        keys = keys_of(pages)
        offers = [
            Command(words(each.title), partial(self._go, each.id), keys.get(each.id, ""), each.symbol)
            for each in pages
            if wanted in words(each.title).lower()
        ]
        return [*await found_commands(self._rooms.finder, wanted, window.page_ids(), self._go), *offers]

    def _today(self, parent: QWidget) -> QWidget:
        return today_page(self._rooms, self._hooks.saved, self._go, self._tell, parent)

    def _visit_at(self, household: str) -> None:
        self._go("visit", VisitAsked(household=RecordId(household)))

    def _buildings(self, parent: QWidget) -> QWidget:
        rooms = self._rooms
        forms = BuildingForms(rooms.database, rooms.me.community, rooms.ports, rooms.me.roles)
        page = BuildingsPage(
            rooms.buildings, rooms.ports.today, parent, regrouping=rooms.regrouping, forms=forms
        )
        page.regrouped.connect(self._hooks.saved)
        page.changed.connect(self._hooks.saved)
        page.regrouped.connect(lambda: self._tell(words(_REGROUPED)))
        page.household_asked.connect(lambda household: self._go("household", household))
        page.visit_asked.connect(self._visit_at)
        page.registration_asked.connect(self._register)
        page.history_asked.connect(self._past)
        return page

    def _past(self, about: object) -> None:
        self._go("history", about)

    def _register(self, room: str) -> None:
        self._go("household", Registration(RecordId(room)))

    def _households(self, parent: QWidget) -> QWidget:
        page = HouseholdsPage(self._rooms.households, self._rooms.ports.today, parent)
        let_export(page, self._rooms.exports, self._hooks.saved, self._tell)
        page.household_asked.connect(lambda household: self._go("household", household))
        page.visit_asked.connect(self._visit_at)
        page.registration_asked.connect(self._register)
        return page

    def _household(self, parent: QWidget) -> QWidget:
        rooms = self._rooms
        page = HouseholdPage(
            rooms.cards, rooms.records, rooms.moving, rooms.histories, rooms.ports.now, parent
        )
        page.find_alike = rooms.duplicates.alike
        page.files, page.away = rooms.attachments, rooms.away
        page.visit_asked.connect(self._visit_at)
        page.visit_opened.connect(lambda visit: self._go("visit", VisitAsked(visit=RecordId(visit))))
        page.decision_asked.connect(lambda conflict: self._go("conflicts", conflict))
        page.building_asked.connect(lambda household: self._go("buildings", household))
        page.care_asked.connect(lambda resident: self._go("person", resident))
        page.dispute_asked.connect(lambda at: self._go("handed-in", DisputeAsked(RecordId(at))))
        page.danger_asked.connect(self._danger_at)
        page.revealed.connect(self._hooks.revealed)
        page.saved.connect(self._hooks.saved)
        return page

    def _care(self, parent: QWidget) -> QWidget:
        page = KeyPeoplePage(self._rooms.key_people, self._rooms.ports.today, parent)
        let_export(page, self._rooms.exports, self._hooks.saved, self._tell)
        page.person_asked.connect(lambda resident: self._go("person", resident))
        page.visit_asked.connect(self._visit_of)
        return page

    def _person(self, parent: QWidget) -> QWidget:
        rooms = self._rooms
        page = PersonPage(
            *(rooms.care, rooms.records, rooms.person_files, rooms.ports.now, rooms.me.name, parent),
            rights=rooms.rights,
        )
        page.looked.connect(self._hooks.revealed)
        page.household_asked.connect(lambda household: self._go("household", household))
        page.visit_asked.connect(self._visit_of)
        page.revealed.connect(self._hooks.revealed)
        page.saved.connect(self._hooks.saved)
        page.history_asked.connect(self._past)
        return page

    def _danger_at(self, household: str) -> None:
        self._go("danger", DangerAsked("household", RecordId(household)))

    def _visit_of(self, household: str, resident: str) -> None:
        self._go("visit", VisitAsked(household=RecordId(household), resident=RecordId(resident)))

    def _conflicts(self, parent: QWidget) -> QWidget:
        page = ConflictsPage(self._rooms.conflicts, self._rooms.ports.now, parent)
        page.saved.connect(self._hooks.saved)
        page.record_asked.connect(self._open_refused)
        page.revealed.connect(self._hooks.revealed)
        page.looked.connect(self._hooks.revealed)
        return page

    def _visits(self, parent: QWidget) -> QWidget:
        page = VisitsPage(self._rooms.visits, self._rooms.month_reports, parent)
        let_export(page, self._rooms.exports, self._hooks.saved, self._tell)
        page.visit_asked.connect(lambda asked: self._go("visit", asked))
        page.notes_asked.connect(lambda: self._go("notes"))
        page.tour_asked.connect(lambda: self._go("tour"))
        page.told.connect(self._tell)
        return page

    def _visit(self, parent: QWidget) -> QWidget:
        rooms = self._rooms
        page = VisitFormPage(
            *(rooms.visits, rooms.ports.today, parent), files=rooms.attachments, life=life_changes(rooms)
        )
        page.finished.connect(self._back)
        page.saved.connect(self._hooks.saved)
        page.revealed.connect(self._hooks.revealed)
        page.history_asked.connect(self._past)
        page.danger_asked.connect(self._danger_at)
        return page

    def _review(self, parent: QWidget) -> QWidget:
        rooms = self._rooms
        page = ReviewPage(
            *(rooms.review, parent),
            files=rooms.attachments,
            closed_doors=lambda: rooms.key_people.closed_doors(rooms.ports.today()),
        )
        page.closed_doors_asked.connect(lambda: self._go("care", Filter.DOOR_CLOSED))
        page.looked.connect(self._hooks.revealed)
        page.case_asked.connect(lambda case: self._go("mediation", case))
        page.saved.connect(self._hooks.saved)
        page.told.connect(self._tell)
        page.revealed.connect(self._hooks.revealed)
        return page

    def _left_behind(self, parent: QWidget) -> QWidget:
        page = LeftBehindPage(self._rooms.left_behind, self._rooms.ports.now, parent)
        page.saved.connect(self._hooks.saved)
        page.told.connect(self._tell)
        page.revealed.connect(self._hooks.revealed)
        return page

    def _facilities_list(self, parent: QWidget) -> QWidget:
        now = self._rooms.ports.now
        page = FacilitiesPage(
            self._rooms.facilities, self._rooms.records, lambda: now().astimezone().date(), parent
        )
        page.saved.connect(self._hooks.saved)
        page.told.connect(self._tell)
        page.revealed.connect(self._hooks.revealed)
        page.history_asked.connect(self._past)
        if Role.SUPERVISOR in self._rooms.me.roles:
            page.offer_import()
            page.import_asked.connect(lambda: self._go("roster"))
        return page

    def _roster(self, parent: QWidget) -> QWidget:
        page = RosterPage(self._rooms.roster, parent)
        page.saved.connect(self._hooks.saved)
        page.revealed.connect(self._hooks.revealed)
        page.told.connect(self._tell)
        return page

    def _sync(self, parent: QWidget) -> QWidget:
        rooms = self._rooms
        page = SyncPage(rooms.sync, rooms.hand_over, rooms.ports.now, parent, gone=rooms.gone)
        page.told.connect(self._tell)
        page.sync_asked.connect(self._hooks.sync_now)
        page.stop_asked.connect(self._hooks.stop_sync)
        page.conflicts_asked.connect(lambda: self._go("conflicts"))
        page.proposals_asked.connect(lambda: self._go("proposals"))
        page.open_asked.connect(self._open_refused)
        page.revealed.connect(self._hooks.revealed)
        self._sync_page = page
        if self._line is not None:
            page.show_line(self._line)
        return page

    def _open_refused(self, kind: str, record: str) -> None:
        if kind == "visit":
            self._go("visit", VisitAsked(visit=RecordId(record)))
        elif kind == "household":
            self._go("household", record)
        elif kind == "resident":
            self._go("person", record)
        elif kind in ("mediation_case", "party", "mediation_session", "agreement"):
            self._go("mediation", record)
        elif kind in ("aid_project", "aid_grant"):
            self._go("aid", record)
        elif kind == "grid_activity":
            self._go("activities")
        elif kind in ("patrol_plan", "patrol_point", "patrol", "patrol_check"):
            self._go("patrols", record if kind == "patrol_plan" else None)
        elif kind == "dispute_report":
            for page in ("handed-in", "inbox"):  # who has both mediates
                self._go(page)

    def _settings(self, parent: QWidget) -> QWidget:
        page = SettingsPage(self._hooks.preferences, parent)
        page.changed.connect(self._hooks.apply_settings)
        page.lock_asked.connect(self._hooks.lock)
        page.add_card(calendar_card(load_calendars(), page))
        return page

    def _go(self, page: str, argument: object = None) -> None:
        if self.window is not None and page in self.window.page_ids():
            self.window.show_page(page, argument)

    def _tell(self, text: str, undo: Callable[[], None] | None = None) -> None:
        if self.window is not None and text:
            self.window.toast.show_message(text, undo)

    def _back(self, text: str) -> None:
        self._tell(text)
        if self.window is not None:
            self.window.go_back()
