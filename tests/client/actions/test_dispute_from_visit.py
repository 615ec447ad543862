"""A dispute that is heard of at the door is handed in with the visit, by who does not mediate."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gridclient.actions.case_from_visit import title_of
from gridclient.actions.dispute_from_visit import TO_MEDIATORS
from gridclient.actions.dispute_reports import DisputeAsked, DisputeReports, hands_in
from gridclient.actions.notes import Notes
from gridclient.actions.records import Saved, Unsaved
from gridclient.actions.session import Me
from gridclient.actions.visits import VisitAsked, Visits
from gridclient.db.cursors import follow
from gridclient.db.pending import unanswered
from gridclient.db.threads import Connection
from gridcore.fields import Values
from gridcore.ids import DeviceId, RecordId, ScopeId, UserId
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.sync.edits import Create, Edit
from gridcore.wire.enrolment import Duty
from tests.client.ui.visits.store import COMMUNITY, GRID, WORKER, WORKER_ROLES, Store, in_store

SAID = "楼上漏水，两家争执了两次。"
TOLD: Values = {"met": True, "said": SAID, "follow_up": "mediation"}


async def waiting(store: Store) -> list[Edit]:
    def read(connection: Connection) -> list[Edit]:
        return [each.edit for each in unanswered(connection, COMMUNITY, 100)]

    return await store.database.read(read)


def reports(edits: list[Edit]) -> list[Create]:
    return [each for each in edits if isinstance(each, Create) and each.kind == "dispute_report"]


def made(store: Store) -> tuple[Visits, DisputeReports]:
    visits = Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES)
    handing = DisputeReports(store.database, store.ports, COMMUNITY, name=WORKER, roles=WORKER_ROLES)
    return visits, handing


def test_what_was_said_at_the_door_is_handed_in_once_with_the_visit_and_apart_from_it(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        visits, handing = made(store)
        opened = await visits.open(VisitAsked(RecordId("h1"), RecordId("p1")))
        assert opened is not None
        assert opened.hands_in
        told = {**opened.form.values, **TOLD}
        nothing = await visits.submit(opened, {**told, "said": " ", TO_MEDIATORS: True})
        assert isinstance(nothing, Unsaved)
        assert [(each.field, each.code) for each in nothing.problems] == [("said", "required")]
        assert isinstance(await visits.submit(opened, {**told, TO_MEDIATORS: True}), Saved)
        edits = await waiting(store)
        (report,) = reports(edits)
        person = opened.person("p1")
        assert person is not None
        assert (report.scope or "").startswith("intake/")
        assert report.cells["said"] == SAID
        assert (report.cells["place"], report.cells["told_by"]) == (opened.door.address, person.name)
        assert (report.cells["household"], report.cells["agreed"]) == ("h1", True)
        assert edits[-1] == report, "after the visit"
        assert report.grp not in {each.grp for each in edits[:-1]}, "the visit does not fall with it"
        (line,) = await handing.handed_in()
        assert (line.household, line.outcome, line.is_waiting) == ("h1", "handed_in", True)
        again = await visits.open(VisitAsked(visit=opened.form.record))
        assert again is not None
        assert isinstance(await visits.submit(again, {"said": SAID + "已约周五。"}), Saved)
        assert len(reports(await waiting(store))) == 1

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_worker_who_helps_in_one_case_alone_hands_in_like_every_worker() -> None:
    for place, hands in (("case/c-1", True), (COMMUNITY, False)):
        duties = (Duty(Role.GRID_WORKER, "g-1"), Duty(Role.MEDIATOR, place))
        me = Me(UserId("li"), WORKER, COMMUNITY, DeviceId("d-1"), duties)
        assert hands_in(me.standing_roles) is hands


def test_a_long_place_makes_no_name_that_a_case_cannot_have() -> None:
    longest = RECORD_TYPES["mediation_case"].fields["title"].max_length
    assert title_of("春晓苑", SAID) == f"春晓苑 {SAID}"
    assert len(title_of("长" * longest, SAID)) == longest


def test_without_consent_the_visit_is_saved_and_nothing_is_handed_in(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        visits, _ = made(store)
        for home, agreed in (("h1", False), ("h2", None)):
            opened = await visits.open(VisitAsked(RecordId(home)))
            assert opened is not None
            told = {**opened.form.values, **TOLD, TO_MEDIATORS: agreed}
            assert isinstance(await visits.submit(opened, told), Saved)
        assert reports(await waiting(store)) == []

    asyncio.run(in_store(tmp_path / "store", story))


def test_a_note_becomes_a_report_with_its_words_its_day_and_its_household(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        _, handing = made(store)
        notes = Notes(store.database, store.records, store.ports, UserId("li"))
        kept = await notes.keep(SAID, RecordId("h1"))
        assert isinstance(kept, Saved)
        begun = await handing.begin(DisputeAsked(note=kept.record))
        assert begun is not None
        assert (begun.prefill["said"], begun.prefill["household"]) == (SAID, "h1")
        assert begun.prefill["told_on"] == store.ports.today().isoformat()
        form = await store.records.open_form("dispute_report", None, begun.prefill)
        assert form is not None
        beside = begun.beside(form.values)
        done = await store.records.save(form, {"agreed": True}, scope=begun.scope, beside=beside)
        assert isinstance(done, Saved)
        assert await notes.open_notes() == []
        assert begun.beside({**form.values, "reported_at": "2026-01-01T00:00:00Z"}) == [], "another draft"
        assert await handing.begin(DisputeAsked()) is None, "no grid is followed yet"
        await store.database.write(lambda c: follow(c, COMMUNITY, [ScopeId("community"), begun.scope, GRID]))
        bare = await handing.begin(DisputeAsked())
        assert bare is not None
        assert bare.scope == begun.scope, "without a household it goes with the worker's grid"
        assert (bare.beside({}), await handing.received(), await handing.waiting()) == ([], [], 0)

    asyncio.run(in_store(tmp_path / "store", story))
