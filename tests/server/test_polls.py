"""A poll gets what the whole request would get, less what says nothing; in any doubt it gets nothing."""

import random
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from gridcore.ids import RecordId, ReplicaId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Remove
from gridcore.sync.stored import digest
from gridcore.wire.messages import PROTO, Commit, News, decode_line
from gridcore.wire.polls import Poll, Standing, encode_poll, state_of, sum_of
from gridserver.db import accounts, devices
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.server.field import AT, ELSEWHERE, G2, GRID_1, GRID_2, NOW, C, Laptop, body_with, new_group
from tests.server.homes import Home, move_in

STEPS = 60


@dataclass(frozen=True)
class Told:
    """A poll's answer, taken apart; without news, it asks for the whole request."""

    news: News | None
    lines: tuple[bytes, ...]


def standing(laptop: Laptop) -> Standing:
    return Standing(
        laptop.community,
        laptop.replica,
        laptop.epoch,
        laptop.acked_n,
        laptop.acked_chain,
        frozenset(laptop.scopes),
    )


def poll_of(laptop: Laptop) -> Poll:
    (at,) = set(laptop.scopes.values())
    return Poll(at, state_of(standing(laptop), at))


def held_by(laptop: Laptop) -> str:
    """The sum over what the laptop has."""
    return sum_of(
        (scope, len(rows), digest((record, row.seq) for record, row in rows.items()))
        for scope, rows in laptop.records.items()
    )


def polled(laptop: Laptop, poll: Poll) -> Told:
    reply = laptop.exchange(encode_poll(poll))
    first, *rest = reply.raw.splitlines()
    mark = decode_line(first)
    assert reply.head is None
    news = getattr(mark, "p", None)
    if news is None:
        assert getattr(mark, "w", False)
        assert not rest
    return Told(news, tuple(rest))


def said_whole(laptop: Laptop) -> tuple[list[bytes], dict[ScopeId, Commit]]:
    """What the whole request gets: the lines of scopes with news, and the last commit line of every scope."""
    reply = laptop.exchange_plainly()
    kept: list[bytes] = []
    waiting: list[bytes] = []
    commits: dict[ScopeId, Commit] = {}
    for line in reply.raw.splitlines()[1:]:
        waiting.append(line)
        commit = getattr(decode_line(line), "c", None)
        if commit is not None:
            if len(waiting) > 1 or commit.scope in commits:
                kept += waiting
            commits[commit.scope] = commit
            waiting = []
    return kept, commits


@pytest.fixture
def li(field: Installation, address: str) -> Laptop:
    laptop = Laptop(field, address, "li")
    laptop.sync()
    laptop.sync()
    return laptop


def test_a_poll_gets_what_the_whole_request_gets(field: Installation, address: str) -> None:
    """Whatever others do in between: the same rows and commit lines; the other scopes end at one number."""
    chance = random.Random(20260302)
    sun, li, chen = (Laptop(field, address, each) for each in ("sun", "li", "chen"))
    homes: list[tuple[Laptop, Home]] = []
    for laptop, scope in ((li, GRID_1), (chen, GRID_2)):
        laptop.sync()
        homes.append((laptop, move_in(laptop, scope)))
        laptop.sync()
    sun.sync()
    visits: list[tuple[Laptop, RecordId]] = []
    said = 0
    for step in range(STEPS):
        for laptop, home in homes:
            if chance.random() < 0.4:
                visits.append((laptop, home.visit(laptop)))
                laptop.sync()
        if visits and chance.random() < 0.3:
            laptop, visit = visits.pop()
            laptop.write(Remove(0, new_group(), visit, laptop.row(visit).seq, at=AT))
            laptop.sync()
        told = polled(sun, poll_of(sun))
        lines, commits = said_whole(sun)
        assert told.news is not None
        assert list(told.lines) == lines, step
        assert {each.cursor for each in commits.values()} == {told.news.at}
        assert told.news.sum == sum_of((each.scope, each.rows, each.digest) for each in commits.values())
        said += len(lines)
        if chance.random() < 0.7:
            sun.sync()
            assert polled(sun, poll_of(sun)) == Told(News(told.news.at, held_by(sun)), ())
    assert said > STEPS


def test_a_server_says_that_it_understands_polls(li: Laptop) -> None:
    head = li.sync().head
    assert head is not None
    assert head.proto == PROTO


def test_a_poll_that_claims_another_past_or_other_scopes_asks_for_the_whole_request(li: Laptop) -> None:
    (at,) = set(li.scopes.values())
    true = standing(li)
    assert polled(li, Poll(at, state_of(true, at))).news is not None
    lies = [
        Standing(ELSEWHERE, true.replica, true.epoch, true.n_acked, true.chain, true.scopes),
        Standing(C, ReplicaId("other"), true.epoch, true.n_acked, true.chain, true.scopes),
        Standing(C, true.replica, "restored", true.n_acked, true.chain, true.scopes),
        Standing(C, true.replica, true.epoch, true.n_acked + 1, true.chain, true.scopes),
        Standing(C, true.replica, true.epoch, true.n_acked, true.chain, true.scopes - {GRID_1}),
        Standing(C, true.replica, true.epoch, true.n_acked, true.chain, true.scopes | {GRID_2}),
    ]
    for lie in lies:
        assert polled(li, Poll(at, state_of(lie, at))).news is None
    assert polled(li, Poll(at, state_of(true, at + 1))).news is None
    assert polled(li, Poll(at + 1, state_of(true, at))).news is None
    for _ in range(20):
        assert polled(li, Poll(at, secrets.token_urlsafe(16))).news is None


def test_a_cursor_beyond_the_counter_is_not_believed(li: Laptop) -> None:
    for at in (10**9, 2**62, 2**63, 2**200):
        assert polled(li, Poll(at, state_of(standing(li), at))).news is None


def test_a_cursor_below_what_was_read_brings_it_again_and_nothing_else(li: Laptop) -> None:
    move_in(li, GRID_1)
    li.sync()
    told = polled(li, Poll(-1, state_of(standing(li), -1)))
    assert told.news is not None
    held = {record for rows in li.records.values() for record in rows}
    rows = [decode_line(each) for each in told.lines]
    assert {each.id for each in rows if hasattr(each, "id")} <= held


def test_the_state_of_another_laptop_is_not_ones_own(field: Installation, address: str, li: Laptop) -> None:
    zhang = Laptop(field, address, "zhang")
    zhang.sync()
    zhang.sync()
    assert polled(zhang, poll_of(li)).news is None
    assert polled(zhang, poll_of(zhang)).news is not None


def test_a_new_duty_and_an_ended_one_ask_for_the_whole_request(field: Installation, address: str) -> None:
    laptop = Laptop(field, address, "zhang")
    laptop.sync()
    given = Assignment(UserId("zhang"), Role.GRID_WORKER, G2)
    with field.database.write() as connection:
        accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)
    assert polled(laptop, poll_of(laptop)).news is None
    laptop.sync()
    assert GRID_2 in laptop.scopes
    laptop.sync()
    assert polled(laptop, poll_of(laptop)).news is not None
    with field.database.write() as connection:
        accounts.end_assignment(connection, C, given, date(2026, 2, 1), by="console", now=NOW)
    assert polled(laptop, poll_of(laptop)).news is None
    laptop.sync()
    assert GRID_2 not in laptop.scopes


def test_a_revoked_laptop_hears_of_it_by_the_whole_request(field: Installation, address: str) -> None:
    laptop = Laptop(field, address, "li")
    laptop.sync()
    poll = poll_of(laptop)
    with field.database.write() as connection:
        devices.revoke_device(connection, laptop.device_id, by="console", now=NOW)
    assert polled(laptop, poll).news is None
    head = laptop.exchange_plainly().head
    assert head is not None
    assert head.wipe


def test_who_has_numbers_of_papers_to_hear_of_asks_whole(field: Installation, address: str) -> None:
    ma = Laptop(field, address, "ma")
    ma.sync()
    assert polled(ma, poll_of(ma)).news is None


def test_now_and_then_a_laptop_is_asked_for_the_whole_request(field: Installation, li: Laptop) -> None:
    """So that the server knows which replicas still come."""
    with field.database.write() as connection:
        connection.exec_driver_sql(
            "UPDATE acked SET last_seen = %s WHERE replica = %s", (NOW - timedelta(hours=2), li.replica)
        )
    assert polled(li, poll_of(li)).news is None
    li.sync()
    assert polled(li, poll_of(li)).news is not None


@pytest.mark.parametrize("body", [b"[", b"[]", b"[1]", b'[1,"x",2]', b'["1","x"]', b"[" * 5_000])
def test_what_is_no_poll_is_refused(li: Laptop, body: bytes) -> None:
    assert li.post("/sync/v1", body, Content_Encoding="identity").status_code == 422


def test_a_laptop_of_the_version_before_is_answered_as_ever(field: Installation, address: str) -> None:
    """It says so in its requests, and leaves out what it does not know."""
    laptop = Laptop(field, address, "li")
    assert laptop.request().proto == PROTO - 1
    laptop.exchange(body_with(laptop))
    move_in(laptop, GRID_1)
    assert set(laptop.sync().codes) == {"ok"}
    assert {each.scope for each in laptop.sync().commits} == set(laptop.scopes)
