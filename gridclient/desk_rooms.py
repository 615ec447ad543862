"""The actions of one open store, built once."""

from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from gridclient.actions.attachments import Attachments
from gridclient.actions.buildings import BuildingCharts
from gridclient.actions.care_person import CareOfPerson
from gridclient.actions.case_counts import CaseCounts
from gridclient.actions.conflicts import Conflicts
from gridclient.actions.duplicates import Duplicates
from gridclient.actions.export import ListExports, Lists
from gridclient.actions.facilities import Facilities
from gridclient.actions.finder import Finder
from gridclient.actions.gone import Gone
from gridclient.actions.hand_over import HandOver
from gridclient.actions.histories import Histories
from gridclient.actions.household_card import HouseholdCards
from gridclient.actions.households import Households
from gridclient.actions.key_people import KeyPeople
from gridclient.actions.left_behind import LeftBehind
from gridclient.actions.mediation import Mediation
from gridclient.actions.month_reports import MonthReports
from gridclient.actions.moving import Moving
from gridclient.actions.moving_away import MovingAway
from gridclient.actions.notes import Notes
from gridclient.actions.passphrase_again import PassphraseAgain
from gridclient.actions.person_file import PersonFiles
from gridclient.actions.records import Records
from gridclient.actions.regrouping import Regrouping
from gridclient.actions.reveals import Reveals
from gridclient.actions.review import Review
from gridclient.actions.rights import Rights
from gridclient.actions.roster import RosterImport
from gridclient.actions.session import Me, Session
from gridclient.actions.sync_status import SyncStatus
from gridclient.actions.today import NextVisits, TodayList
from gridclient.actions.visit_changes import VisitChanges
from gridclient.actions.visit_ledger import VisitLedger
from gridclient.actions.visit_offers import VisitOffers
from gridclient.actions.visits import Visits
from gridclient.db.places import places_of
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridclient.ui.shell.navigation import Identity
from gridcore.codes.divisions import DEMO_COUNTY
from gridcore.work_calendar import WorkCalendar

PRODUCT = "网格工作台"


class Ways(Protocol):
    """What every page tells the desk."""

    def saved(self) -> None:
        """Something was written."""

    def revealed(self, kind: str, record: str, field: str, reason: str = "") -> None:
        """A protected value came into sight; what is sensitive, for a reason."""


@dataclass(frozen=True)
class Rooms:
    """What the pages ask."""

    me: Me
    ports: Ports
    database: Database
    records: Records
    today: TodayList
    visit_changes: VisitChanges
    buildings: BuildingCharts
    households: Households
    cards: HouseholdCards
    histories: Histories
    key_people: KeyPeople
    care: CareOfPerson
    person_files: PersonFiles
    rights: Rights
    exports: ListExports
    moving: Moving
    away: MovingAway
    duplicates: Duplicates
    facilities: Facilities
    regrouping: Regrouping
    visits: Visits
    visit_ledger: VisitLedger
    month_reports: MonthReports
    attachments: Attachments
    notes: Notes
    finder: Finder
    conflicts: Conflicts
    review: Review
    left_behind: LeftBehind
    mediation: Mediation
    case_counts: CaseCounts
    roster: RosterImport
    sync: SyncStatus
    gone: Gone
    hand_over: HandOver
    reveals: Reveals

    @classmethod
    def over(cls, session: Session, me: Me, work: WorkCalendar) -> "Rooms":
        """Build them over the session's store."""
        database, ports, community = session.database, session.ports, me.community
        is_demo = community.startswith(DEMO_COUNTY)
        records = Records(database, community, ports, is_demo=is_demo)
        next_visits = NextVisits(work)
        key_people = KeyPeople(database, work, next_visits)
        offers = VisitOffers(database, community, ports, worker=me.name, roles=me.standing_roles)
        ledger = VisitLedger(database, worker=me.name, roles=me.roles)
        return cls(
            me=me,
            ports=ports,
            database=database,
            records=records,
            today=TodayList(database, work, me.name, me.places, next_visits),
            visit_changes=VisitChanges(records, offers),
            buildings=BuildingCharts(database, work),
            households=Households(database),
            moving=Moving(database, community, ports),
            away=MovingAway(database, community, ports, session.transport),
            duplicates=Duplicates(database, community, ports, me.roles),
            facilities=Facilities(database, community, me.roles),
            regrouping=Regrouping(database, community, ports, me.roles),
            cards=HouseholdCards(database, community, work, roles=me.standing_roles, worker=me.name),
            histories=Histories(database, community, records, roles=me.roles, user_name=me.name),
            key_people=key_people,
            care=CareOfPerson(database, records, work, me.roles),
            person_files=PersonFiles(database, ports),
            rights=Rights(database, records, ports, roles=me.roles, worker=me.name),
            exports=ListExports(
                database,
                community,
                ports,
                name=me.name,
                roles=me.roles,
                again=PassphraseAgain(session.folder, ports),
                lists=Lists(Households(database), key_people, ledger),
            ),
            visit_ledger=ledger,
            visits=Visits(database, records, work, ports, worker=me.name, roles=me.standing_roles),
            month_reports=MonthReports(database, ports, worker=me.name),
            attachments=Attachments(database, session.files, ports),
            finder=Finder(database),
            notes=Notes(database, records, ports, me.user),
            conflicts=Conflicts(database, community, ports, me.roles, name=me.name),
            review=Review(database, community, ports, supervisor=me.name, roles=me.roles),
            left_behind=LeftBehind(database, community, ports, session.transport),
            mediation=Mediation(
                *(database, records, ports, community),
                mediator=me.name,
                roles=me.roles,
                founds=me.founds_cases,
            ),
            case_counts=CaseCounts(database, ports, community, session.transport, me.roles),
            roster=RosterImport(database, community, ports, is_demo=is_demo),
            hand_over=HandOver(database, ports, me.name, session.files),
            sync=SyncStatus(database, community),
            gone=Gone(database, community, ports, me.roles),
            reveals=Reveals(database, ports),
        )

    async def read_identity(self) -> Identity:
        """Whose window this is, and where that person works."""
        places = await self.database.read(lambda connection: _place_words(connection, self.me))
        return Identity(PRODUCT, places, self.me.name)


def _place_words(connection: Connection, me: Me) -> str:
    return "、".join(places_of(connection, me.places)[:3])
