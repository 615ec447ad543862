"""A visit that is passed to mediation is a case form already, for who mediates."""

from __future__ import annotations

import asyncio
from pathlib import Path

from gridclient.actions.records import Saved
from gridclient.actions.visits import VisitAsked, Visits
from gridcore.fields import Values
from gridcore.ids import RecordId
from gridcore.roles import Role
from tests.client.ui.visits.store import WORKER, Store, in_store

SAID = "楼上漏水，两家争执了两次。\n愿意请人调解。"


def test_what_was_said_at_the_door_stands_in_the_form_of_the_case(tmp_path: Path) -> None:
    async def story(store: Store) -> None:
        roles = frozenset({Role.GRID_WORKER, Role.MEDIATOR})
        visits = Visits(store.database, store.records, store.work, store.ports, worker=WORKER, roles=roles)
        opened = await visits.open(VisitAsked(RecordId("h2")))
        assert opened is not None
        told: Values = {"met": True, "said": SAID, "follow_up": "mediation"}
        assert isinstance(await visits.submit(opened, {**opened.form.values, **told}), Saved)
        left = await store.records.drafts("mediation_case")
        (case,) = left
        assert case.values["facts"] == SAID
        assert case.values["source"] == "07"
        assert case.values["applied_on"] == "2026-11-22"
        assert case.values["title"] == "春晓苑12号楼3单元0602 楼上漏水，两家争执了两次。"
        again = await visits.open(VisitAsked(visit=opened.form.record))
        assert again is not None
        await visits.submit(again, {"said": SAID + "已约周五。"})
        assert len(await store.records.drafts("mediation_case")) == 1, "one visit begins one case"

    asyncio.run(in_store(tmp_path / "store", story))
