"""The encrypted file: pragmas, secrecy, damage, versions."""

import base64
import logging
import random
import sqlite3
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, select

from gridclient.db import schema
from gridclient.db.connection import create_database, open_engine
from gridclient.db.folders import DATABASE, DISCARDABLE_COPIES
from gridclient.db.kdf import FLOOR
from gridclient.db.keys import Keys
from gridclient.db.settings import SERVER_URL, get_setting, set_setting
from gridclient.db.threads import Database
from gridclient.db.vault import create_vault
from gridcore.problems import ProblemCode, ProblemError
from tests.client.db.conftest import PASSPHRASE, in_database

CANARY = "金丝雀住在十二幢"


def fill(connection: Connection) -> None:
    rows = [
        {"id": f"r{n}", "kind": "household", "scope": "grid/1", "cells": CANARY * 40, "vers": "{}", "seq": n}
        for n in range(300)
    ]
    connection.execute(schema.confirmed.insert(), rows)


async def filled(database: Database) -> None:
    await database.write(fill)


def everything(connection: Connection) -> list[tuple[object, ...]]:
    return [
        tuple(row) for row in connection.execute(select(schema.confirmed).order_by(schema.confirmed.c.id))
    ]


async def read_and_check(database: Database) -> list[tuple[object, ...]]:
    await database.check()
    return await database.read(everything)


def answer_of(folder: Path, keys: Keys) -> list[tuple[object, ...]] | ProblemCode:
    """What the store says: its rows, or what is wrong."""
    try:
        return in_database(folder, keys, read_and_check)
    except ProblemError as problem:
        return problem.code


def refusal(folder: Path, keys: Keys) -> ProblemCode:
    with pytest.raises(ProblemError) as caught:
        in_database(folder, keys, read_and_check)
    return caught.value.code


def test_the_pragmas_that_keep_work_and_secrets_are_in_force(folder: Path, keys: Keys) -> None:
    def pragmas(connection: Connection) -> dict[str, object]:
        names = "journal_mode synchronous page_size foreign_keys secure_delete temp_store trusted_schema"
        return {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in [*names.split(), "cell_size_check", "cache_size", "cipher_memory_security"]
        }

    async def asked(database: Database) -> tuple[dict[str, object], dict[str, object]]:
        return await database.write(pragmas), await database.read(pragmas)

    for found in in_database(folder, keys, asked):
        assert {name: str(value) for name, value in found.items()} == {
            "journal_mode": "wal",
            "synchronous": "2",
            "page_size": "4096",
            "foreign_keys": "1",
            "secure_delete": "1",
            "temp_store": "2",
            "trusted_schema": "0",
            "cell_size_check": "1",
            "cache_size": "-32768",
            "cipher_memory_security": "0",
        }


def secrets_of(keys: Keys) -> list[bytes]:
    raw = [keys.database, PASSPHRASE.encode(), CANARY.encode()]
    shapes = [keys.database.hex().encode(), keys.database.hex().upper().encode()]
    return [*raw, *shapes, base64.b64encode(keys.database), CANARY.encode("utf-16-le")]


def test_no_file_of_an_open_store_holds_a_key_a_passphrase_or_a_record(folder: Path, keys: Keys) -> None:
    async def scanned(database: Database) -> dict[str, bytes]:
        await filled(database)
        await database.write(lambda connection: set_setting(connection, SERVER_URL, CANARY))
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    files = in_database(folder, keys, scanned)
    assert {DATABASE, DATABASE + "-wal", "key", *DISCARDABLE_COPIES} <= files.keys()
    found = [name for name, content in files.items() for each in secrets_of(keys) if each in content]
    assert found == []


def test_the_scan_would_find_a_record_in_a_plain_file(tmp_path: Path) -> None:
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE t (a)")
    plain.execute("INSERT INTO t VALUES (?)", (CANARY,))
    plain.commit()
    plain.close()
    assert CANARY.encode() in (tmp_path / "plain.db").read_bytes()


def test_no_log_repr_or_error_shows_the_key_or_a_value(
    folder: Path, keys: Keys, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    def twice(connection: Connection) -> None:
        for _ in range(2):
            set_values = {"id": "r1", "kind": "k", "scope": "s", "cells": CANARY, "vers": "{}", "seq": 1}
            connection.execute(schema.confirmed.insert().values(set_values))

    with caplog.at_level(logging.DEBUG):
        engine = open_engine(folder / DATABASE, keys)
        shown = f"{engine!r} {engine.url!r} {engine.url} {engine.dialect!r} {engine.pool!r}"
        with pytest.raises(Exception, match="UNIQUE constraint") as caught, engine.begin() as connection:
            twice(connection)
        engine.dispose()
    printed = capfd.readouterr()
    told = shown + caplog.text + str(caught.value) + repr(caught.value) + printed.out + printed.err
    assert CANARY not in told
    assert keys.database.hex() not in told
    assert repr(keys.database) not in told


def test_a_missing_database_is_not_replaced_by_an_empty_one(folder: Path, keys: Keys) -> None:
    (folder / DATABASE).unlink()
    assert refusal(folder, keys) is ProblemCode.DATABASE_MISSING
    assert not (folder / DATABASE).exists()


@pytest.mark.parametrize("content", [b"", b"<html>please log in</html>" * 400, bytes(8192)])
def test_a_file_that_is_no_database_is_called_damaged_and_stays(
    folder: Path, keys: Keys, content: bytes
) -> None:
    (folder / DATABASE).write_bytes(content)
    assert refusal(folder, keys) is ProblemCode.DATABASE_DAMAGED
    assert (folder / DATABASE).exists()


def test_the_database_of_another_vault_does_not_open(folder: Path, keys: Keys, tmp_path: Path) -> None:
    others = create_vault(tmp_path / "other", PASSPHRASE, params=FLOOR)
    (folder / DATABASE).write_bytes((tmp_path / "other" / DATABASE).read_bytes())
    assert refusal(folder, keys) is ProblemCode.DATABASE_DAMAGED
    assert in_database(tmp_path / "other", others, read_and_check) == []


def test_every_flipped_bit_is_found_or_did_no_harm(folder: Path, keys: Keys) -> None:
    in_database(folder, keys, filled)
    sound = (folder / DATABASE).read_bytes()
    rows = in_database(folder, keys, read_and_check)
    assert len(rows) == 300
    chance = random.Random(20261029)
    found = 0
    for _ in range(150):
        place, bit = chance.randrange(len(sound)), 1 << chance.randrange(8)
        (folder / DATABASE).write_bytes(sound[:place] + bytes([sound[place] ^ bit]) + sound[place + 1 :])
        if (answer := answer_of(folder, keys)) != rows:
            assert answer is ProblemCode.DATABASE_DAMAGED, f"byte {place} changed a record unnoticed"
            found += 1
    assert found >= 149, "only the 16 bytes of the salt, which the key file knows, may go unnoticed"


@pytest.mark.parametrize("part", [0.99, 0.5, 0.1])
def test_a_truncated_database_is_called_damaged(folder: Path, keys: Keys, part: float) -> None:
    in_database(folder, keys, filled)
    content = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(content[: int(len(content) * part)])
    assert refusal(folder, keys) is ProblemCode.DATABASE_DAMAGED


def test_a_check_beside_writes_raises_no_false_alarm(folder: Path, keys: Keys) -> None:
    async def busy(database: Database) -> None:
        await filled(database)
        for n in range(20):
            await database.write(partial(set_setting, chosen=SERVER_URL, value=f"{n}" * 5000))
            await database.check()

    in_database(folder, keys, busy)


def test_a_database_of_a_later_version_is_refused_and_kept(folder: Path, keys: Keys) -> None:
    in_database(folder, keys, filled)
    engine = open_engine(folder / DATABASE, keys)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version={schema.version() + 1}")
    engine.dispose()
    before = (folder / DATABASE).read_bytes()
    assert refusal(folder, keys) is ProblemCode.DATABASE_NEWER
    assert (folder / DATABASE).read_bytes() == before


def test_a_new_store_has_the_declared_tables(tmp_path: Path) -> None:
    keys = Keys(database=bytes(32), salt=bytes(16))
    create_database(tmp_path / DATABASE, keys)
    engine = open_engine(tmp_path / DATABASE, keys)
    with engine.begin() as connection:
        assert set(inspect(connection).get_table_names()) == set(schema.metadata.tables)
        assert schema.version_of(connection) == schema.version()
    engine.dispose()


def add_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE setting ADD COLUMN changed_at TEXT")


def add_column_and_fail(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE setting ADD COLUMN changed_by TEXT")
    raise RuntimeError("power cut")


def test_steps_are_taken_one_by_one_and_a_failed_one_leaves_no_trace(folder: Path, keys: Keys) -> None:
    engine = open_engine(folder / DATABASE, keys)
    steps = (*schema.STEPS, add_column, add_column_and_fail)
    with pytest.raises(RuntimeError, match="power cut"):
        schema.bring_forward(engine, steps)
    with engine.begin() as connection:
        assert schema.version_of(connection, steps) == schema.version() + 1
        columns = [each["name"] for each in inspect(connection).get_columns("setting")]
        assert columns == ["name", "value", "changed_at"]
    schema.bring_forward(engine, (*schema.STEPS, add_column))
    engine.dispose()
    with pytest.raises(ProblemError, match="database_newer"):
        in_database(folder, keys, read_and_check)


def test_a_store_has_one_current_replica(folder: Path, keys: Keys) -> None:
    def two(connection: Connection) -> None:
        made = {"device": "d", "user": "u", "signing_key": b"k", "made_at": "2026-10-29T08:00:00Z"}
        connection.execute(schema.replica.insert().values(id="a", **made))
        connection.execute(schema.replica.insert().values(id="b", follows="a", **made))

    async def tried(database: Database) -> None:
        await database.write(two)

    with pytest.raises(Exception, match=r"UNIQUE constraint failed: replica\.current"):
        in_database(folder, keys, tried)


def test_settings_have_their_defaults_until_they_are_chosen(folder: Path, keys: Keys) -> None:
    def chosen(connection: Connection) -> list[str]:
        found = [get_setting(connection, SERVER_URL)]
        for value in ("https://a.example", "https://b.example"):
            set_setting(connection, SERVER_URL, value)
            found.append(get_setting(connection, SERVER_URL))
        connection.exec_driver_sql("UPDATE setting SET value = '7'")
        return [*found, get_setting(connection, SERVER_URL)]

    async def story(database: Database) -> list[str]:
        return await database.write(chosen)

    assert in_database(folder, keys, story) == ["", "https://a.example", "https://b.example", ""]
