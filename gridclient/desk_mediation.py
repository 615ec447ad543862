"""The page of mediation: a mediator's own, and a supervisor's while a case waits for a decision."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from gridclient.actions.agreement_paper import AgreementPaper
from gridclient.actions.case_papers import CasePapers
from gridclient.actions.party_copies import PartyCopies
from gridclient.desk_disputes import disputes_notice
from gridclient.desk_rooms import Rooms, Ways
from gridclient.ui.mediation.mediation_page import MediationPage
from gridclient.ui.shell.pages import PageEntry
from gridcore.fields import label
from gridcore.roles import Role

_ROLES = frozenset({Role.MEDIATOR, Role.SUPERVISOR})


def mediation_entry(
    rooms: Rooms, ways: Ways, tell: Callable[[str], None], go: Callable[..., None]
) -> PageEntry:
    """Its place: listed for who mediates, reached from Review by who only decides."""

    def make(parent: QWidget) -> QWidget:
        page = MediationPage(
            rooms.mediation,
            AgreementPaper(rooms.database, rooms.ports, rooms.me.community),
            CasePapers(rooms.database, rooms.ports, rooms.attachments),
            rooms.ports.today,
            parent,
            files=rooms.attachments,
            registry=PartyCopies(rooms.database),
        )
        page.told.connect(tell)
        page.changed.connect(ways.saved)
        page.directory_asked.connect(lambda: go("directory"))
        page.list.counts_asked.connect(lambda: go("case-counts"))
        page.danger_asked.connect(lambda asked: go("danger", asked))
        page.revealed.connect(ways.revealed)
        notice = disputes_notice(rooms, go, page.list)
        page.list.add_notice(notice)
        page.loaded.connect(notice.reload)
        return page

    title = label("Navigation", "Mediation")
    mediates = Role.MEDIATOR in rooms.me.roles
    return PageEntry("mediation", title, "scales", make, _ROLES, mediates, "review")
