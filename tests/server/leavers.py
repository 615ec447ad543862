"""Somebody who works in a grid and then does not, and what a supervisor sees and does of it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import text

from gridcore.ids import RecordId, UserId, derived_id
from gridcore.permissions import STAFF_SCOPE, Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Step
from gridcore.wire.messages import encode_request
from gridcore.wire.packing import unpack
from gridcore.wire.parked import ParkedShown, decode_parked
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.server.field import G1, NOW, TODAY, C, Laptop, Reply, new_group


class Leaver:
    """Somebody who works in the first grid, and then does not."""

    def __init__(self, installation: Installation, address: str, name: str) -> None:
        self.installation, self.address, self.user = installation, address, UserId(name)
        with installation.database.write() as connection:
            accounts.create_user(connection, self.user, C, name, by="console", now=NOW)
            self._worker = Assignment(self.user, Role.GRID_WORKER, G1)
            before = Validity(TODAY - timedelta(days=30))
            accounts.assign(connection, C, self._worker, before, by="console", now=NOW)
        self.laptop = Laptop(installation, address, name)
        self.laptop.sync()

    def leave(self) -> None:
        with self.installation.database.write() as connection:
            yesterday = TODAY - timedelta(days=1)
            assert accounts.end_assignment(connection, C, self._worker, yesterday, by="console", now=NOW)

    def disable(self) -> None:
        with self.installation.database.write() as connection:
            accounts.disable_user(connection, self.user, by="console", now=NOW)

    def revoke_laptop(self) -> None:
        with self.installation.database.write() as connection:
            devices.revoke_device(connection, self.laptop.device_id, by="console", now=NOW)


def hand_over(laptop: Laptop) -> Reply:
    """A sync whose answer is not taken in: the laptop is to give up its copy."""
    return laptop.exchange(encode_request(laptop.request()))


def left_by(supervisor: Laptop, laptop: Laptop) -> list[RecordId]:
    """What the supervisor sees waiting of a laptop, in the order of its edits."""
    supervisor.sync()
    found = {
        record: row.cells
        for record, row in supervisor.records[STAFF_SCOPE].items()
        if row.kind == "parked_edit" and row.cells["replica"] == laptop.replica
    }
    waiting: dict[RecordId, Any] = {k: v for k, v in found.items() if v["progress"] == "waiting"}
    return sorted(waiting, key=lambda each: waiting[each]["edits"][0]["n"])


def decide(supervisor: Laptop, record: RecordId, to: str = "admitted", reason: str = "") -> str:
    base = supervisor.row(record).seq
    supervisor.write(
        Step(0, new_group(), record, "progress", "waiting", to, base, reason, at="2026-03-02T09:00:00Z")
    )
    return supervisor.sync().codes[-1]


def look(laptop: Laptop, record: str) -> ParkedShown | None:
    response = laptop.get(f"/parked/{record}")
    if response.status_code == 404:
        return None
    assert response.status_code == 200, response.content
    plain = unpack(response.headers.get("Content-Encoding", ""), response.content, 10_000_000)
    return decode_parked(plain.rstrip(b"\n"))


def kept(installation: Installation, laptop: Laptop) -> dict[int, str]:
    """The state of everything parked of a laptop."""
    with installation.database.snapshot() as connection:
        rows = connection.execute(
            text("SELECT n, state FROM parked WHERE community_id = :c AND replica = :r"),
            {"c": C, "r": laptop.replica},
        )
        return {row.n: row.state for row in rows}


def logged(installation: Installation, laptop: Laptop) -> list[tuple[str, str]]:
    with installation.database.snapshot() as connection:
        rows = connection.execute(
            text("SELECT verdict, author FROM edit_log WHERE community_id = :c AND replica = :r ORDER BY n"),
            {"c": C, "r": laptop.replica},
        )
        return [(row.verdict, row.author) for row in rows]


def answer_to(laptop: Laptop, record: RecordId) -> dict[str, Any]:
    laptop.sync()
    return dict(laptop.row(derived_id("parked_answer", record)).cells)
