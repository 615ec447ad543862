"""The command line, on a real database: what an administrator does before anybody has a laptop."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from gridcore.ids import CommunityId, DeviceId, UserId
from gridserver.cli import DONE, REFUSED, main
from gridserver.db import accounts, devices
from gridserver.db.engine import Database
from gridserver.db.paper_numbers import committee_of
from gridserver.db.scopes import access_of
from gridserver.installation import utc_now
from tests.server.field import ELSEWHERE, G1, G2, GRID_1, TODAY, C
from tests.server.processes import free_port

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def key_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys") / "server.keys"


class Console:
    """Runs commands and keeps what they print."""

    def __init__(self, dsn: str, capsys: pytest.CaptureFixture[str]) -> None:
        self._dsn = dsn
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str]:
        status = main(["--dsn", self._dsn, *words])
        printed = self._capsys.readouterr()
        return status, printed.out + printed.err


@pytest.fixture
def run(
    dsn: str, key_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Console:
    monkeypatch.setenv("GRIDSERVER_KEY_FILE", str(key_file))
    return Console(dsn, capsys)


def test_a_community_is_set_up_from_nothing(run: Console, database: Database) -> None:
    assert (
        run("create-community", C, "翠苑一区", "--grid", f"{G1}=第一网格", "--committee", "翠苑")[0] == DONE
    )
    assert run("add-grid", C, f"{G2}=第二网格") == (DONE, f"Grid {G2} is there.\n")
    assert run("create-user", "li", "李建国", C)[0] == DONE
    assert run("assign", "li", "grid-worker", G1, "2026-01-01..2026-12-31")[0] == DONE
    with database.snapshot() as connection:
        access = access_of(connection, C, UserId("li"), C, TODAY)
        records = connection.exec_driver_sql("SELECT kind, cells->>'name' AS name FROM record ORDER BY seq")
        assert {(row.kind, row.name) for row in records} == {
            ("community", "翠苑一区"),
            ("grid", "第一网格"),
            ("grid", "第二网格"),
        }
    assert access.scopes == {GRID_1, "community", "user/li"}


def test_what_is_there_already_is_told_and_left_alone(run: Console, database: Database) -> None:
    status, told = run("create-community", C, "另一名称")
    assert (status, told) == (REFUSED, f"gridserver: community {C} exists already\n")
    assert run("create-user", "li", "另一人", C)[0] == REFUSED
    assert run("add-grid", C, f"{G1}=另一名称")[0] == DONE
    with database.snapshot() as connection:
        names = connection.exec_driver_sql("SELECT cells->>'name' FROM record WHERE kind = 'grid'").scalars()
        assert "另一名称" not in names.all()


def test_a_community_without_a_committee_is_told_so_and_gets_one_later(
    run: Console, database: Database
) -> None:
    later = CommunityId(f"{ELSEWHERE[:-1]}9")
    status, told = run("create-community", later, "和平社区")
    assert status == DONE
    assert "no numbers for their papers" in told
    assert f"name-committee {later}" in told
    for name in ("和平", "和平", "和平一"):
        assert run("name-committee", later, name)[0] == DONE
    with database.snapshot() as connection:
        assert committee_of(connection, later) == "和平一"
        kinds = connection.exec_driver_sql("SELECT kind FROM record WHERE community_id = %s", (later,))
        assert kinds.scalars().all() == ["community"], "no conflict was opened"
    assert "no numbers" not in run("create-community", ELSEWHERE, "东园", "--committee", "东园")[1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("assign", "nobody", "GW", G1), "there is no user nobody"),
        (("assign", "li", "XX", G1), "there is no role XX"),
        (("assign", "li", "GW", "999"), "999 is neither the community"),
        (("assign", "li", "GW", G1, "tomorrow"), "tomorrow is not FROM..TO"),
        (("assign", "li", "GW", G1, "2026-02-30"), "2026-02-30 is not FROM..TO"),
        (("assign", "li", "GW", G1, "2026-02-01..2026-01-01"), "ends before it begins"),
        (("create-user", "wang", "王", "999"), "there is no community 999"),
        (("add-grid", C, "no name"), "is not CODE=NAME"),
        (("add-grid", "999", "999101=第一网格"), "there is no community 999"),
        (("name-committee", "999", "翠苑"), "there is no community 999"),
        (("name-committee", C, " "), "is no short name of a committee"),
        (("name-committee", C, "长" * 60), "is no short name of a committee"),
        (("enrol", "nobody"), "there is no active user nobody"),
        (("disable", "nobody"), "there is no user nobody"),
        (("disable", "li", "--device", "0"), "user li has no device 0"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(run: Console, words: tuple[str, ...], told: str) -> None:
    status, printed = run(*words)
    assert status == REFUSED
    assert told in printed
    assert printed.startswith("gridserver: ")
    assert printed.count("\n") == 1


@pytest.mark.parametrize("words", [(), ("of-tomorrow",), ("enrol",), ("serve", "--port", "high")])
def test_wrong_usage_ends_with_two(run: Console, words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(*words)
    assert ended.value.code == 2


def test_a_database_that_does_not_answer_is_said_in_one_line(
    key_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRIDSERVER_KEY_FILE", str(key_file))
    assert main(["--dsn", f"postgresql://nobody:secret@127.0.0.1:{free_port()}/x", "status"]) == REFUSED
    printed = capsys.readouterr().err
    assert "the database cannot be reached" in printed
    assert "secret" not in printed


def test_a_code_enrols_one_laptop_until_its_user_is_disabled(run: Console, database: Database) -> None:
    status, printed = run("enrol", "li")
    code = printed.splitlines()[0]
    assert status == DONE
    with database.write() as connection:
        device = devices.enrol(connection, code, b"k" * 32, "laptop", now=utc_now())
        assert device is not None
    assert run("disable", "li", "--device", device.device_id)[0] == DONE
    assert not _is_trusted(database, device.device_id)
    assert run("disable", "li")[0] == DONE
    assert run("enrol", "li") == (REFUSED, "gridserver: there is no active user li\n")
    assert run("enable", "li")[0] == DONE
    with database.snapshot() as connection:
        user = accounts.user_of(connection, UserId("li"))
    assert user is not None
    assert user.is_active


def test_the_status_counts_and_names_no_person(run: Console) -> None:
    status, printed = run("status")
    assert status == DONE
    assert "1 active users" in printed
    assert f"{C} 翠苑一区: 3 records" in printed
    assert "李建国" not in printed


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_serves_until_it_is_told_to_stop(dsn: str, key_file: Path, run: Console, workers: str) -> None:
    port = str(free_port())
    words = ["--dsn", dsn, "serve", "--port", port, "--workers", workers]
    process = subprocess.Popen([sys.executable, "-m", "gridserver", *words], cwd=ROOT, stdout=subprocess.PIPE)
    try:
        answer = _described(port)
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) in (DONE, -signal.SIGTERM)
    finally:
        process.kill()
    assert answer.status_code == 200
    assert process.stdout is not None
    with process.stdout:
        assert f"listens on 127.0.0.1:{port}" in process.stdout.read().decode()


def _described(port: str) -> requests.Response:
    while True:
        try:
            return requests.get(f"http://127.0.0.1:{port}/openapi.json", timeout=5)
        except requests.ConnectionError:
            time.sleep(0.1)


def _is_trusted(database: Database, device_id: DeviceId) -> bool:
    with database.snapshot() as connection:
        device = devices.device_of(connection, device_id)
    return device is not None and device.is_trusted
