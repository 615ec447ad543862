"""Laptops that wait hear of news at once, of nothing after a while, and keep nobody from anything."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
import requests

from gridcore.ids import UserId
from gridcore.permissions import Assignment
from gridcore.problems import ProblemCode
from gridcore.roles import Role
from gridcore.wire.envelope import LINES_TYPE, PROBLEM_TYPE, decode_refusal
from gridcore.wire.polls import Poll, decode_come
from gridserver.app import build_app
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.http.waiters import Waiters
from gridserver.installation import Installation
from tests.fakes.loopback import serving
from tests.server.field import G2, GRID_1, GRID_2, NOW, C, Laptop
from tests.server.homes import move_in
from tests.server.processes import free_port
from tests.server.test_polls import poll_of

ROOT = Path(__file__).parents[2]


@contextmanager
def office(installation: Installation, longest_s: float, most: int = 500) -> Iterator[tuple[str, Waiters]]:
    """A server whose patience a test can choose, and who waits there."""
    app = build_app(installation)
    waiters: Waiters = app.state.waiters
    waiters.longest_s, waiters.most, waiters.look_every_s = longest_s, most, 0.02
    with serving(app) as address:
        try:
            yield address, waiters
        finally:
            waiters.end()


def asked(laptop: Laptop, poll: Poll | None = None) -> requests.Response:
    told = poll if poll is not None else poll_of(laptop)
    return laptop.get(f"/wait/{told.at}/{told.state}")


def come(response: requests.Response) -> bool:
    assert response.status_code == 200, response.content
    assert response.headers["Content-Type"] == LINES_TYPE
    return decode_come(response.content).come


class Waiting:
    """A laptop that waits in a thread."""

    def __init__(self, pool: ThreadPoolExecutor, waiters: Waiters, laptop: Laptop) -> None:
        before = len(waiters)
        self.answer: Future[requests.Response] = pool.submit(asked, laptop)
        while len(waiters) == before and not self.answer.done():
            threading.Event().wait(0.01)


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(24) as made:
        yield made


def seated(field: Installation, address: str, user: str) -> Laptop:
    laptop = Laptop(field, address, user)
    laptop.sync()
    laptop.sync()
    return laptop


def test_a_colleagues_change_is_heard_of_while_others_hear_nothing(
    field: Installation, pool: ThreadPoolExecutor
) -> None:
    with office(field, longest_s=30) as (address, waiters):
        li, zhang, chen = (seated(field, address, each) for each in ("li", "zhang", "chen"))
        near, far = Waiting(pool, waiters, zhang), Waiting(pool, waiters, chen)
        move_in(li, GRID_1)
        li.sync()
        assert come(near.answer.result())
        assert not far.answer.done()
        move_in(chen, GRID_2)
        chen.sync()
        assert come(far.answer.result())


def test_who_is_behind_already_is_not_kept_waiting(field: Installation, address: str) -> None:
    li, zhang = seated(field, address, "li"), seated(field, address, "zhang")
    before = poll_of(zhang)
    move_in(li, GRID_1)
    li.sync()
    assert come(asked(zhang, before))
    assert come(asked(zhang, Poll(before.at, "A" * 22)))


def test_without_news_the_answer_is_no_after_a_while(field: Installation) -> None:
    with office(field, longest_s=0.1) as (address, waiters):
        li = seated(field, address, "li")
        response = asked(li)
        assert not come(response)
        assert msgspec.json.decode(response.content) == {"come": False}
        assert not waiters


def test_a_new_duty_is_news(field: Installation, pool: ThreadPoolExecutor) -> None:
    with office(field, longest_s=30) as (address, waiters):
        zhang = seated(field, address, "zhang")
        waiting = Waiting(pool, waiters, zhang)
        given = Assignment(UserId("zhang"), Role.GRID_WORKER, G2)
        with field.database.write() as connection:
            accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)
        assert come(waiting.answer.result())
        with field.database.write() as connection:
            accounts.end_assignment(connection, C, given, date(2026, 1, 2), by="console", now=NOW)


def test_a_laptop_that_is_revoked_while_it_waits_is_refused(
    field: Installation, pool: ThreadPoolExecutor
) -> None:
    with office(field, longest_s=30) as (address, waiters):
        li = seated(field, address, "li")
        waiting = Waiting(pool, waiters, li)
        with field.database.write() as connection:
            devices.revoke_device(connection, li.device_id, by="console", now=NOW)
        for response in (waiting.answer.result(), asked(li)):
            assert response.headers["Content-Type"] == PROBLEM_TYPE
            assert response.status_code == 403
            assert decode_refusal(response.content).code is ProblemCode.REVOKED


def test_a_wait_must_be_signed(field: Installation, address: str) -> None:
    li = seated(field, address, "li")
    told = poll_of(li)
    response = requests.get(f"{address}/wait/{told.at}/{told.state}", timeout=20)
    assert (response.status_code, decode_refusal(response.content).code) == (401, ProblemCode.NOT_ENROLLED)


@pytest.mark.parametrize("path", ["/wait/x/y", "/wait/-1/y", f"/wait/{'9' * 16}/y", f"/wait/1/{'y' * 65}"])
def test_what_is_no_wait_is_refused(field: Installation, address: str, path: str) -> None:
    assert seated(field, address, "li").get(path).status_code == 422


def test_those_who_wait_hold_no_connection_and_no_thread(
    field: Installation, pool: ThreadPoolExecutor
) -> None:
    """More of them than the database has connections, and everybody else is answered."""
    with office(field, longest_s=60) as (address, waiters):
        laptops = [seated(field, address, "chen") for _ in range(20)]
        li = seated(field, address, "li")
        waiting = [Waiting(pool, waiters, each) for each in laptops]
        assert len(waiters) == len(laptops)
        move_in(li, GRID_1)
        assert set(li.sync().codes) == {"ok"}
        assert not any(each.answer.done() for each in waiting)
        waiters.end()
        assert [come(each.answer.result()) for each in waiting] == [False] * len(laptops)


def test_a_third_wait_of_a_laptop_ends_its_first(field: Installation, pool: ThreadPoolExecutor) -> None:
    with office(field, longest_s=30) as (address, waiters):
        li = seated(field, address, "li")
        first, second = Waiting(pool, waiters, li), Waiting(pool, waiters, li)
        third = pool.submit(asked, li)
        assert not come(first.answer.result())
        assert not second.answer.done()
        waiters.end()
        assert not come(third.result())


def test_where_too_many_wait_the_next_is_told_when_to_come_again(
    field: Installation, pool: ThreadPoolExecutor
) -> None:
    with office(field, longest_s=30, most=2) as (address, waiters):
        laptops = [seated(field, address, user) for user in ("chen", "chen", "li")]  # enrolling is news
        held = [Waiting(pool, waiters, each) for each in laptops[:2]]
        response = asked(laptops[2])
        assert response.status_code == 503
        assert int(response.headers["Retry-After"]) > 0
        assert not any(each.answer.done() for each in held)


def test_who_hangs_up_is_forgotten(field: Installation) -> None:
    with office(field, longest_s=60) as (address, waiters):
        li = seated(field, address, "li")
        li.patience_s = 0.3
        with pytest.raises(requests.exceptions.ReadTimeout):
            asked(li)
        while waiters:
            threading.Event().wait(0.01)


def test_a_server_that_stops_lets_everybody_go(field: Installation, pool: ThreadPoolExecutor) -> None:
    with office(field, longest_s=60) as (address, waiters):
        waiting = Waiting(pool, waiters, seated(field, address, "li"))
    assert not come(waiting.answer.result())


def answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/openapi.json", timeout=5).ok
    except requests.ConnectionError:
        return False


def is_watched(field: Installation) -> bool:
    """Whether some server process looks around for those who wait."""
    with field.database.snapshot() as connection:
        found = connection.exec_driver_sql(
            "SELECT count(*) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND state = 'idle'"
            " AND query LIKE '%%max(n) FROM audit%%'"
        )
        return bool(found.scalar())


def test_a_signal_to_the_server_lets_everybody_go(
    field: Installation, dsn: str, pool: ThreadPoolExecutor, tmp_path: Path
) -> None:
    """They are answered; uvicorn by itself would cut them off when its patience ends."""
    port = free_port()
    words = [sys.executable, "-m", "gridserver", "--dsn", dsn, "serve", "--port", str(port)]
    keys = {"GRIDSERVER_KEY_FILE": str(tmp_path / "server.keys")}
    process = subprocess.Popen(words, env=os.environ | keys, cwd=ROOT, stdout=subprocess.PIPE)
    try:
        address = f"http://127.0.0.1:{port}"
        while not answers(address):
            assert process.poll() is None
            threading.Event().wait(0.05)
        laptop = Laptop(field, address, "li")
        laptop.now = datetime.now(UTC)
        laptop.sync()
        laptop.sync()
        waiting = pool.submit(asked, laptop)
        while not is_watched(field):
            threading.Event().wait(0.05)
        process.terminate()
        assert not come(waiting.result())
        process.wait()
    finally:
        process.kill()
        process.communicate()
