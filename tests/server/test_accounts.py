"""Communities, users, assignments and devices, over a real PostgreSQL."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.wire.signing import device_id_of
from gridserver.db import accounts, audit, devices
from gridserver.db.accounts import AccountError, Validity
from gridserver.db.engine import Database
from gridserver.db.tables import audit as audit_table
from gridserver.db.tables import enrolment_code

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = NOW.date()
HOME = CommunityId("330106001")
WANG = UserId("wang")
KEY = bytes(range(32))
WORKER = Assignment(WANG, Role.GRID_WORKER, "G01")


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """A transaction with one community and one user, rolled back at the end."""
    with database.write() as opened:
        accounts.create_community(opened, HOME, "翠苑", by="console", now=NOW)
        accounts.create_user(opened, WANG, HOME, "王小明", by="console", now=NOW)
        yield opened
        opened.rollback()


def test_a_community_starts_with_its_counter_at_zero(connection: Connection) -> None:
    assert accounts.communities(connection) == [(HOME, "翠苑", 0)]


def test_nothing_is_created_twice(connection: Connection) -> None:
    with pytest.raises(AccountError, match=HOME):
        accounts.create_community(connection, HOME, "other", by="console", now=NOW)
    with pytest.raises(AccountError, match=WANG):
        accounts.create_user(connection, WANG, HOME, "other", by="console", now=NOW)
    assert accounts.communities(connection) == [(HOME, "翠苑", 0)]


def test_accounts_need_a_community_and_a_user_that_exist(connection: Connection) -> None:
    nowhere, nobody = CommunityId("nowhere"), UserId("nobody")
    with pytest.raises(AccountError, match="nowhere"):
        accounts.create_user(connection, nobody, nowhere, "x", by="console", now=NOW)
    with pytest.raises(AccountError, match="nowhere"):
        accounts.assign(connection, nowhere, WORKER, Validity(DAY), by="console", now=NOW)
    given = Assignment(nobody, Role.SUPERVISOR, HOME)
    with pytest.raises(AccountError, match="nobody"):
        accounts.assign(connection, HOME, given, Validity(DAY), by="console", now=NOW)
    with pytest.raises(AccountError, match="nobody"):
        accounts.disable_user(connection, nobody, by="console", now=NOW)
    with pytest.raises(AccountError, match="nobody"):
        devices.new_code(connection, nobody, by="console", now=NOW)


def test_an_assignment_counts_on_its_first_and_its_last_day(connection: Connection) -> None:
    last = DAY + timedelta(days=2)
    accounts.assign(connection, HOME, WORKER, Validity(DAY, last), by="console", now=NOW)

    def found(day: date) -> tuple[Assignment, ...]:
        return accounts.assignments_of(connection, HOME, WANG, day)

    assert found(DAY - timedelta(days=1)) == ()
    assert found(DAY) == (WORKER,)
    assert found(last) == (WORKER,)
    assert found(last + timedelta(days=1)) == ()


def test_an_assignment_without_an_end_counts_until_it_is_ended(connection: Connection) -> None:
    accounts.assign(connection, HOME, WORKER, Validity(DAY), by="console", now=NOW)
    assert accounts.assignments_of(connection, HOME, WANG, date(2099, 1, 1)) == (WORKER,)
    yesterday = DAY - timedelta(days=1)
    assert accounts.end_assignment(connection, HOME, WORKER, yesterday, by="console", now=NOW)
    assert not accounts.end_assignment(connection, HOME, WORKER, yesterday, by="console", now=NOW)
    assert accounts.assignments_of(connection, HOME, WANG, DAY) == ()


def test_given_again_from_the_same_day_an_assignment_gets_the_new_end(connection: Connection) -> None:
    for last in (DAY, DAY + timedelta(days=30)):
        accounts.assign(connection, HOME, WORKER, Validity(DAY, last), by="console", now=NOW)
    assert accounts.assignments_of(connection, HOME, WANG, DAY + timedelta(days=30)) == (WORKER,)


def test_assignments_of_another_community_do_not_count(connection: Connection) -> None:
    other = CommunityId("330106002")
    accounts.create_community(connection, other, "文新", by="console", now=NOW)
    accounts.assign(connection, other, WORKER, Validity(DAY), by="console", now=NOW)
    assert accounts.assignments_of(connection, HOME, WANG, DAY) == ()
    assert accounts.assignments_of(connection, other, WANG, DAY) == (WORKER,)


def test_a_code_enrols_one_device_once(connection: Connection) -> None:
    code = devices.new_code(connection, WANG, by="console", now=NOW)
    enrolled = devices.enrol(connection, code, KEY, "Laptop 7", now=NOW)
    known = devices.Device(device_id_of(KEY), WANG, "王小明", HOME, KEY, is_trusted=True, name="Laptop 7")
    assert enrolled == known
    assert devices.device_of(connection, device_id_of(KEY)) == enrolled
    assert devices.enrol(connection, code, bytes(32), "Laptop 8", now=NOW) is None
    assert devices.device_of(connection, device_id_of(bytes(32))) is None


def test_a_lost_reply_does_not_cost_the_code(connection: Connection) -> None:
    code = devices.new_code(connection, WANG, by="console", now=NOW)
    first = devices.enrol(connection, code, KEY, "Laptop 7", now=NOW)
    assert devices.enrol(connection, code, KEY, "Laptop 7", now=NOW) == first


def test_a_code_may_be_typed_in_small_letters_and_misread(connection: Connection) -> None:
    code = devices.new_code(connection, WANG, by="console", now=NOW)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert devices.enrol(connection, typed, KEY, "Laptop 7", now=NOW) is not None


def test_a_code_that_is_too_old_or_unknown_enrols_nobody(connection: Connection) -> None:
    code = devices.new_code(connection, WANG, by="console", now=NOW)
    assert devices.enrol(connection, code, KEY, "x", now=NOW + devices.CODE_LIFETIME) is None
    assert devices.enrol(connection, code[:-1], KEY, "x", now=NOW) is None
    assert devices.enrol(connection, "", KEY, "x", now=NOW) is None


def test_the_database_does_not_hold_a_code(connection: Connection) -> None:
    code = devices.new_code(connection, WANG, by="console", now=NOW)
    stored = connection.execute(sa.select(enrolment_code)).one()
    assert code not in str(stored)
    assert code.replace("-", "") not in str(stored)


def test_a_device_of_one_user_cannot_become_anothers(connection: Connection) -> None:
    accounts.create_user(connection, UserId("li"), HOME, "李", by="console", now=NOW)
    first = devices.new_code(connection, WANG, by="console", now=NOW)
    second = devices.new_code(connection, UserId("li"), by="console", now=NOW)
    assert devices.enrol(connection, first, KEY, "x", now=NOW) is not None
    assert devices.enrol(connection, second, KEY, "x", now=NOW) is None


def test_a_revoked_device_and_a_disabled_user_are_not_trusted(connection: Connection) -> None:
    code = devices.new_code(connection, WANG, by="console", now=NOW)
    enrolled = devices.enrol(connection, code, KEY, "x", now=NOW)
    assert enrolled is not None

    def is_trusted() -> bool:
        found = devices.device_of(connection, enrolled.device_id)
        return found is not None and found.is_trusted

    accounts.disable_user(connection, WANG, by="console", now=NOW)
    assert not is_trusted()
    accounts.enable_user(connection, WANG, by="console", now=NOW)
    assert is_trusted()
    devices.revoke_device(connection, enrolled.device_id, by="console", now=NOW)
    assert not is_trusted()
    assert devices.enrol(connection, code, KEY, "x", now=NOW) is None
    with pytest.raises(AccountError):
        devices.revoke_device(connection, device_id_of(b""), by="console", now=NOW)


def test_a_disabled_user_enrols_no_device(connection: Connection) -> None:
    code = devices.new_code(connection, WANG, by="console", now=NOW)
    accounts.disable_user(connection, WANG, by="console", now=NOW)
    assert devices.enrol(connection, code, KEY, "x", now=NOW) is None
    with pytest.raises(AccountError):
        devices.new_code(connection, WANG, by="console", now=NOW)


def test_a_nonce_counts_once_while_it_is_kept(connection: Connection) -> None:
    kept = timedelta(minutes=10)
    device = device_id_of(KEY)
    assert devices.use_nonce(connection, device, "n1", now=NOW, kept=kept)
    assert not devices.use_nonce(connection, device, "n1", now=NOW + timedelta(minutes=9), kept=kept)
    assert devices.use_nonce(connection, device_id_of(b""), "n1", now=NOW, kept=kept)
    assert devices.use_nonce(connection, device, "n1", now=NOW + timedelta(minutes=11), kept=kept)


def test_every_change_of_accounts_is_in_the_audit_chain(connection: Connection) -> None:
    accounts.assign(connection, HOME, WORKER, Validity(DAY), by="console", now=NOW)
    devices.new_code(connection, WANG, by="sv", now=NOW)
    rows = connection.execute(sa.select(audit_table.c.n, audit_table.c.actor, audit_table.c.action)).all()
    assert sorted(rows) == [
        (1, "console", "create-community"),
        (2, "console", "create-user"),
        (3, "console", "assign"),
        (4, "sv", "new-enrolment-code"),
    ]
    assert audit.first_broken(connection, HOME) is None


@pytest.mark.parametrize(
    ("tampering", "first"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE n = 2", 2),
        ("UPDATE audit SET at = at + interval '1 microsecond' WHERE n = 3", 3),
        ("DELETE FROM audit WHERE n = 1", 1),
        ("DELETE FROM audit WHERE n = 2", 2),
        ("UPDATE audit SET n = n + 10 WHERE n = 3", 3),
    ],
)
def test_tampering_with_the_audit_chain_is_found(connection: Connection, tampering: str, first: int) -> None:
    audit.append(connection, HOME)
    entries = [audit.Entry(NOW, "sv", "reveal", f"r{number}") for number in range(2)]
    audit.append(connection, HOME, *entries)
    connection.exec_driver_sql(tampering)
    assert audit.first_broken(connection, HOME) == first
