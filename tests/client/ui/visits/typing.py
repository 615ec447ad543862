"""A process with a visit form into which somebody types, until it is killed."""

from __future__ import annotations

import asyncio
import os
from datetime import date
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from gridclient.db.keys import Keys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def type_until_killed(folder: Path, keys: Keys, text: str, acks: Pipe) -> None:
    """Open the form of a household, type, and say when the draft is on the disk."""
    from PySide6.QtWidgets import QApplication

    from gridclient.ui.async_slot import new_loop

    app = QApplication([])
    app.setQuitOnLastWindowClosed(False)
    new_loop(app).run_until_complete(_type(folder, keys, text, acks))


async def _type(folder: Path, keys: Keys, text: str, acks: Pipe) -> None:
    from gridclient.actions.visits import VisitAsked, Visits
    from gridclient.ui.visits.visit_form_page import VisitFormPage
    from gridcore.ids import RecordId
    from tests.client.ui.conftest import commit
    from tests.client.ui.visits.store import WORKER, WORKER_ROLES, opened

    async with opened(folder, keys) as store:
        visits = Visits(
            store.database, store.records, store.work, store.ports, worker=WORKER, roles=WORKER_ROLES
        )
        page = VisitFormPage(visits, lambda: date(2026, 11, 22))
        page.show()
        page.open_record(VisitAsked(RecordId("h1"), RecordId("p1")))
        while page.form is None:
            await asyncio.sleep(0.01)
        commit(page.form.editor("said"), text)
        while not await visits.drafts():
            await asyncio.sleep(0.01)
        acks.send("kept")
        await asyncio.sleep(600)
