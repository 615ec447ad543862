"""Erasing a record takes its attachments along: their keys at once, and only what nothing else needs."""

import json

import pytest

from gridcore.fields import Value
from gridcore.ids import DeviceId, RecordId, ReplicaId, ScopeId
from gridcore.sync.stored import Element, Stamp, Stored
from gridserver.actions.erase import erase_again
from gridserver.actions.erase_files import erase_files
from gridserver.db import blobs, records
from gridserver.db.blobs import Blob, Named, Upload
from gridserver.installation import Installation
from tests.core.sync_contract_whole import proposal, second
from tests.core.sync_office import GRID, all_sync, supervisor, worker
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import COMMUNITY
from tests.server.field import NOW
from tests.server.test_contract import PostgresServer
from tests.server.test_erasing import installation

__all__ = ["installation"]

OWN, SHARED, HALF, FOREIGN = ("ab" * 32, "cd" * 32, "ef" * 32, "01" * 32)


def element(sha256: str) -> str:
    return f"{sha256} 500 jpeg a.jpg"


def visit(ann: MemoryClient, home: RecordId, *hashes: str) -> RecordId:
    files: list[Value] = [*map(element, hashes)]
    return ann.create("visit", GRID, household=home, visited_on="2026-02-01", way="door", files=files)


def kept(installation: Installation) -> set[str]:
    with installation.database.snapshot() as connection:
        rows = connection.exec_driver_sql("SELECT sha256 FROM blob UNION SELECT sha256 FROM upload")
        return {sha256 for (sha256,) in rows}


@pytest.mark.parametrize("is_put_back", [False, True])
def test_erasing_a_household_destroys_the_keys_of_the_photos_of_its_visits(
    installation: Installation, is_put_back: bool
) -> None:
    server = PostgresServer(installation)
    ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
    building = ann.create("building", GRID, name="1号楼")
    room = ann.create("room", GRID, building=building, room_number="101")
    home = ann.create("household", GRID, room=room, address="幸福里")
    erased = visit(ann, home, OWN, SHARED, HALF)
    visit(ann, ann.create("household", GRID, room=room, address="幸福里"), SHARED)
    all_sync(server, ann, sue, sam)
    _fill(installation)
    sue.erase(home)
    all_sync(server, sue, sam)
    sam.step(proposal(sam, "erase"), "accepted")
    sync(sam, server)
    if is_put_back:
        with installation.database.write() as connection:
            connection.exec_driver_sql("UPDATE record SET state = 'present' WHERE id = %s", (erased,))
            held = {"present": True, "v": 1, "replica": "r", "n": 1, "base": 0}
            sets = json.dumps({"files": {element(OWN): held}})
            connection.exec_driver_sql("UPDATE record SET sets = %s::jsonb WHERE id = %s", (sets, erased))
        _fill(installation)
        assert OWN in kept(installation)
        erase_again(installation)
        assert OWN not in kept(installation)
        return
    assert kept(installation) == {SHARED, FOREIGN}


def _fill(installation: Installation) -> None:
    """Three whole attachments, and one on its way."""
    scope, device = ScopeId(GRID), DeviceId("d")
    with installation.database.write() as connection:
        for sha256 in (OWN, SHARED, FOREIGN):
            made = Blob(500, sha256[:40], b"sealed", device)
            blobs.keep_blob(connection, Named(COMMUNITY, scope, sha256), made, NOW)
        begun = Upload(500, 0, (), b"sealed")
        blobs.begin_upload(connection, Named(COMMUNITY, scope, HALF), device, begun, NOW)


def test_in_a_sealed_scope_the_other_records_are_opened_to_look(installation: Installation) -> None:
    scope = ScopeId("case/x")

    def evidence(record: str, *hashes: str) -> Stored:
        held = {element(each): Element(True, 1, ReplicaId("r"), 1, 0) for each in hashes}
        stamp = {"title": Stamp(1, ReplicaId("r"), 1, 0)}
        return Stored(RecordId(record), "evidence", scope, {"title": "照片"}, stamp, {"files": held}, 1)

    gone, stays = evidence("e-1", OWN, SHARED), evidence("e-2", SHARED)
    with installation.database.write() as connection:
        records.insert(connection, installation.sealer, COMMUNITY, [stays])
        for sha256 in (OWN, SHARED):
            blob = Blob(500, sha256[:40], b"sealed", DeviceId("d"))
            blobs.keep_blob(connection, Named(COMMUNITY, scope, sha256), blob, NOW)
        erase_files(connection, installation, COMMUNITY, [gone])
    assert kept(installation) == {SHARED}
