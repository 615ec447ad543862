"""Erasing on PostgreSQL: no value stays in any table, and no backup that is put back brings one back."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridserver.actions.erase import erase_again
from gridserver.config import Config
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.db.engine import open_database
from gridserver.db.keys import create_keys
from gridserver.erased_list import ErasedList, ErasedListError, ErasedRecord
from gridserver.installation import Installation, with_keys
from tests.core.sync_contract_whole import proposal, second, twins
from tests.core.sync_office import GRID, all_sync, supervisor, worker
from tests.fakes.memory_client import MemoryClient, sync
from tests.fakes.memory_server import COMMUNITY
from tests.server.field import NOW
from tests.server.test_contract import PostgresServer

SCOPE = ScopeId(GRID)
SECRETS = ("李四", "13800000001", "330106195001011236", "独居老人")


@pytest.fixture
def installation(cluster: EmbeddedPostgres, template: str, tmp_path: Path) -> Iterator[Installation]:
    name = f"erasing_{template}"
    cluster.ensure_database(name, template=template)
    database = open_database(cluster.dsn(name))
    listed = ErasedList(tmp_path / "lists" / "erased.jsonl")
    try:
        yield with_keys(database, create_keys(tmp_path / "keys"), clock=lambda: NOW, erased=listed)
    finally:
        database.close()
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def everything(installation: Installation) -> str:
    """All rows of all tables that hold values, sealed ones opened where they say how."""
    with installation.database.write() as connection:
        tables = ("record", "edit_log", "parked", "blind", "snapshot")
        rows = [connection.exec_driver_sql(f"SELECT t.*::text FROM {each} t").all() for each in tables]
    return repr(rows)


def sealed_rows(installation: Installation, record: RecordId) -> int:
    """How many rows of the log or of parked edits still hold a blob of a record."""
    with installation.database.write() as connection:
        found = connection.exec_driver_sql(
            "SELECT (SELECT count(*) FROM edit_log WHERE record = %(r)s AND"
            " coalesce(body::text, result::text, encode(sealed, 'hex')) IS NOT NULL)"
            " + (SELECT count(*) FROM parked WHERE record = %(r)s)"
            " + (SELECT count(*) FROM blind WHERE record = %(r)s)",
            {"r": record},
        ).scalar()
    return int(found or 0)


def erased_by_two(server: PostgresServer, *clients: MemoryClient) -> RecordId:
    """Somebody with two names, a document and a plan is erased; every laptop hears of it."""
    ann, sue, sam = clients
    one, _ = twins(ann)
    all_sync(server, *clients)
    ann.edit(one, remark="独居老人。")
    all_sync(server, *clients)
    sue.erase(one)
    all_sync(server, sue, sam)
    sam.step(proposal(sam, "erase"), "accepted")
    sync(sam, server)
    return one


def test_no_table_keeps_a_value_of_what_was_erased(installation: Installation) -> None:
    server = PostgresServer(installation)
    clients = worker(server, "ann"), supervisor(server), second(server)
    one = erased_by_two(server, *clients)
    kept = everything(installation)
    assert [each for each in SECRETS if each in kept] == []
    assert sealed_rows(installation, one) == 0
    ann = clients[0]
    late = ann.create("resident", GRID, one, household=ann.visible("household")[0], name="独居老人")
    ann.create("resident_identity", GRID, None, resident=late, document_number="330106195001011236")
    sync(ann, server)
    assert [each.extra for each in list(ann.answers.values())[-2:]] == ["erased", "erased"]
    kept = everything(installation)
    assert [each for each in SECRETS if each in kept] == []


def test_what_was_erased_is_listed_outside_the_database(installation: Installation) -> None:
    server = PostgresServer(installation)
    one = erased_by_two(server, worker(server, "ann"), supervisor(server), second(server))
    assert installation.erased is not None
    listed = installation.erased.read()
    assert ErasedRecord(COMMUNITY, one, "resident", SCOPE) in listed
    assert {each.kind for each in listed} >= {"resident", "resident_identity", "proposal"}


def test_a_backup_does_not_bring_it_back(installation: Installation) -> None:
    server = PostgresServer(installation)
    ann, sue = worker(server, "ann"), supervisor(server)
    one, other = twins(ann)
    all_sync(server, ann, sue)
    assert installation.erased is not None
    lost = RecordId("made-after-the-backup")
    installation.erased.add([ErasedRecord(COMMUNITY, each, "resident", SCOPE) for each in (one, lost)])
    assert erase_again(installation) == 2
    assert erase_again(installation) == 0
    all_sync(server, ann, sue)
    assert ann.visible("resident") == [other]
    assert sealed_rows(installation, one) == 0
    ann.create("resident", GRID, lost, household=ann.visible("household")[0], name="李四")
    sync(ann, server)
    assert [each.extra for each in ann.answers.values()][-1] == "erased"


class DiesWithTheLine(ErasedList):
    """A process that is killed when the line is on the disk and nothing is committed."""

    def mean(self, records: Iterable[ErasedRecord], epoch: str) -> None:
        super().mean(records, epoch)
        raise KilledError


class DiesAfterTheCommit(ErasedList):
    """A process that is killed when all is committed and the second line is not written."""

    def add(self, records: Iterable[ErasedRecord]) -> None:
        raise KilledError


class KilledError(BaseException):
    """The process is no more."""


def killed_while_erasing(
    installation: Installation, dies: type[ErasedList], path: Path
) -> tuple[RecordId, MemoryClient]:
    """Somebody whom one supervisor wants erased; the server dies while the other one agrees."""
    server = PostgresServer(replace(installation, erased=dies(path)))
    ann, sue, sam = worker(server, "ann"), supervisor(server), second(server)
    one, _ = twins(ann)
    all_sync(server, ann, sue)
    sue.erase(one)
    all_sync(server, sue, sam)
    sam.step(proposal(sam, "erase"), "accepted")
    with pytest.raises(KilledError):
        sync(sam, server)
    return one, sam


def state_of(installation: Installation, record: RecordId) -> str:
    with installation.database.write() as connection:
        found = connection.exec_driver_sql("SELECT state FROM record WHERE id = %s", (record,)).scalar()
    return str(found)


def test_a_line_whose_transaction_was_never_committed_erases_nothing(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "list.jsonl"
    one, _ = killed_while_erasing(installation, DiesWithTheLine, path)
    again = replace(installation, erased=ErasedList(path))
    assert (erase_again(again), state_of(again, one)) == (0, "present")
    assert again.erased is not None
    assert (again.erased.read(), again.erased.meant()) == ([], [])
    with again.database.write() as connection:
        connection.exec_driver_sql("UPDATE counter SET epoch = 'another'")
    assert (erase_again(again), state_of(again, one)) == (0, "present"), "nor after a later restore"


def test_an_erasure_whose_second_line_was_never_written_is_found_and_listed(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "list.jsonl"
    one, _ = killed_while_erasing(installation, DiesAfterTheCommit, path)
    again = replace(installation, erased=ErasedList(path))
    assert (erase_again(again), state_of(again, one)) == (0, "erased")
    assert again.erased is not None
    assert one in {each.record for each in again.erased.read()}
    with again.database.write() as connection:  # a backup from before comes back
        connection.exec_driver_sql("UPDATE record SET state = 'present' WHERE id = %s", (one,))
    assert (erase_again(again), state_of(again, one)) == (1, "erased")


def test_after_a_restore_what_two_people_agreed_on_is_erased(
    installation: Installation, tmp_path: Path
) -> None:
    path = tmp_path / "list.jsonl"
    one, _ = killed_while_erasing(installation, DiesWithTheLine, path)
    with installation.database.write() as connection:
        connection.exec_driver_sql("UPDATE counter SET epoch = 'another'")
    again = replace(installation, erased=ErasedList(path))
    assert erase_again(again) > 0
    assert state_of(again, one) == "erased"


def test_a_list_of_the_version_before_is_read_and_a_torn_line_is_no_obstacle(tmp_path: Path) -> None:
    path, old = tmp_path / "list.jsonl", '{"community":"c","record":"a","kind":"resident","scope":"grid/1"}'
    path.write_text(f'{old}\n{{"community": "c"', "utf-8")
    listed = ErasedList(path)
    a, b = (ErasedRecord(CommunityId("c"), RecordId(each), "resident", ScopeId("grid/1")) for each in "ab")
    assert listed.read() == [a]
    listed.mean([b], "epoch")
    assert (listed.read(), listed.meant()) == ([a], [(b, "epoch")])
    listed.add([b])
    listed.withdraw([a])
    assert (listed.read(), listed.meant()) == ([b], [])


def test_the_list_lies_beside_the_data_and_survives_a_torn_line(tmp_path: Path) -> None:
    config = Config(data=tmp_path / "gridserver-data")
    assert config.erased_path == tmp_path / "gridserver-data-erased.jsonl"
    listed, record = ErasedList(config.erased_path), ErasedRecord(COMMUNITY, RecordId("a"), "resident", SCOPE)
    assert listed.read() == []
    listed.add([record, record])
    config.erased_path.write_bytes(config.erased_path.read_bytes() + b'{"community": "c')
    assert listed.read() == [record]
    config.erased_path.write_bytes(b"rubbish\n" + config.erased_path.read_bytes())
    with pytest.raises(ErasedListError):
        listed.read()


def test_a_community_that_is_not_here_is_left_alone(installation: Installation) -> None:
    assert installation.erased is not None
    installation.erased.add([ErasedRecord(COMMUNITY, RecordId("a"), "resident", SCOPE)])
    assert erase_again(installation) == 0
