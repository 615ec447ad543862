"""A child process that attaches photos to visits until it is killed."""

import asyncio
import os
import secrets
from datetime import UTC, datetime
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from gridclient.actions.attachments import Attachments
from gridclient.actions.records import Records, Saved
from gridclient.db.blob_files import BlobFolder
from gridclient.db.keys import Keys
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.attachments import Attachment
from gridcore.ids import RecordId
from tests.fakes.memory_server import COMMUNITY
from tests.fakes.pictures import jpeg

PORTS = Ports(lambda: datetime(2026, 10, 29, 8, 0, tzinfo=UTC), os.urandom)


def attach_until_killed(folder: Path, keys: Keys, household: RecordId, acks: Pipe) -> None:
    """Save visits with a photo each for ever, and name visit and photo of each when it is saved."""
    asyncio.run(_attach_for_ever(folder, keys, household, acks))


async def _attach_for_ever(folder: Path, keys: Keys, household: RecordId, acks: Pipe) -> None:
    database = await Database.open(folder, keys, ballast_bytes=1024)
    records = Records(database, COMMUNITY, PORTS)
    attachments = Attachments(database, BlobFolder(folder), PORTS)
    while True:
        form = await records.open_form("visit", None, {"household": household})
        assert form is not None
        content = jpeg(80, 60, data=secrets.token_bytes(150_000).replace(b"\xff", b"\xfe"))
        made = await attachments.attach(form, {}, content, "门口.jpg")
        assert isinstance(made, Attachment)
        done = await records.save(
            form,
            {
                "visited_on": "2026-10-28",
                "kind": "contact",
                "way": "door",
                "met": True,
                "files": [made.element],
            },
        )
        assert isinstance(done, Saved)
        acks.send((form.record, made.element))
