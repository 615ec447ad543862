"""Mistakes with attachments (see `bugs`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection

from gridclient.db import blobs
from gridclient.db.blobs import Blob
from gridclient.sync import apply
from gridclient.sync.files import Carried, Files
from gridcore.ids import RecordId
from gridcore.problems import ProblemError
from tests.simulation.bugs import Bug
from tests.simulation.office import Office
from tests.simulation.planting import patched


def sent_without_asking(office: Office) -> Any:
    """A laptop begins an attachment without asking whether it is there."""

    async def nothing_there(files: Files, *told: object) -> int:
        return 0

    return patched(Files, "_asked", nothing_there)


def sent_for_lost(office: Office) -> Any:
    """What was sent is safe, whether or not an answer came."""

    async def taken(files: Files, blob: Blob, problem: ProblemError) -> Carried:
        return await files._sent(blob)

    return patched(Files, "_refused", taken)


def left_behind(office: Office) -> Any:
    """A record leaves the laptop, and what hung on it with it, sent or not."""

    def let_go(connection: Connection, records: Collection[RecordId]) -> None:
        """Nothing is handed in any more."""

    return patched(apply, "part_with_records", let_go)


def swept_too_early(office: Office) -> Any:
    """What only an edit names that the server has not answered is swept."""

    def unneeded(connection: Connection) -> set[str]:
        rows = connection.exec_driver_sql(
            "SELECT file FROM blob b"
            " WHERE NOT EXISTS (SELECT 1 FROM confirmed c WHERE instr(c.cells, b.sha256))"
        )
        return {str(name) for (name,) in rows}

    return patched(blobs, "unneeded", unneeded)


OF_PHOTOS: Mapping[str, Bug] = {
    "attachments sent without asking": sent_without_asking,
    "attachments called sent without an answer": sent_for_lost,
    "attachments left behind with their record": left_behind,
    "attachments swept before their edit was sent": swept_too_early,
}
