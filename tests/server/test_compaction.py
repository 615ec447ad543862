"""Compaction: what all have heard is dropped, and who was away for long compares; nothing else changes."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.sync.edits import Add, Erase, Move, Remove, Step
from gridserver.actions.compact import compact
from gridserver.actions.give_snapshot import give_snapshot
from gridserver.cli import DONE, main
from gridserver.db import accounts, devices, snapshots
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.server.field import (
    G1,
    GRID_1,
    GRID_2,
    NOW,
    C,
    Laptop,
    new_group,
    new_id,
)
from tests.server.homes import move_in
from tests.server.street import CLOCK, LONG, Street, Timed, back, floor, to_compare
from tests.server.test_blobs import photo, sha, target, upload
from tests.server.test_polls import poll_of, polled
from tests.server.test_waiting import asked, come

CARE_1, CARE_2 = ScopeId(f"care/{G1}"), ScopeId(f"care/{GRID_2.partition('/')[2]}")


@pytest.fixture(scope="module")
def field(field: Installation) -> Installation:
    with field.database.write() as connection:
        accounts.create_user(connection, UserId("he"), C, "何志", by="console", now=NOW)
        given = Assignment(UserId("he"), Role.SUPERVISOR, C)
        accounts.assign(connection, C, given, Validity(date(2026, 1, 1)), by="console", now=NOW)
    return replace(field, clock=CLOCK)


@pytest.fixture
def street(field: Installation, address: str) -> Street:
    CLOCK.now += 2 * LONG  # whoever was here in another test holds nothing back
    li, zhang, sun = (Timed(field, address, each) for each in ("li", "zhang", "sun"))
    li.sync()
    home = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    made = Street(field, address, li, zhang, sun, home, li.row(home.building).seq)
    made.seen(li, zhang, sun)
    return made


def test_farewells_that_all_have_heard_are_dropped_and_the_floor_rises(street: Street) -> None:
    street.move()
    told = street.farewells(GRID_1)
    assert street.home.household in told
    street.seen(street.li, street.sun)
    compact(street.field)
    assert street.farewells(GRID_1) == told, "zhang was here and has not heard of it"
    street.seen(street.zhang)
    compact(street.field)
    assert street.farewells(GRID_1) == {}
    assert floor(street.field, GRID_1) == max(told.values())
    assert not street.zhang.has(street.home.household)
    for each in (street.li, street.zhang, street.sun):
        assert to_compare(each.sync()) == set()


def test_who_was_away_for_long_compares_and_keeps_each_edit(street: Street) -> None:
    zhang, home = street.zhang, street.home
    stays = move_in(street.li, GRID_1)
    street.li.sync()
    street.seen(zhang)
    street.move()
    zhang.set(stays.household, "phone", "13800000001", zhang.row(stays.household).seq)
    zhang.set(home.household, "phone", "13800000002", zhang.row(home.household).seq)
    street.go_by()
    assert street.farewells(GRID_1) == {}
    reply, gone = back(zhang)
    assert [(each.code.value, each.extra) for each in reply.verdicts] == [
        ("ok", None),
        ("parked", "scope_left"),
    ]
    assert to_compare(reply) == {GRID_1}
    assert gone == {GRID_1: {home.building, home.room, home.household, home.resident}}
    assert zhang.pending == []
    assert zhang.row(stays.household).cells["phone"] == "13800000001"
    street.li.sync()
    assert street.li.row(stays.household).cells["phone"] == "13800000001"
    with street.field.database.snapshot() as connection:
        waiting = connection.exec_driver_sql(
            "SELECT record FROM parked WHERE replica = %s AND state = 'waiting'", (zhang.replica,)
        ).scalars()
        assert waiting.all() == [home.household]


def test_who_comes_back_holds_back_what_is_dropped_next(street: Street) -> None:
    """While a laptop still compares, no farewell behind the place where it began may go."""
    street.move()
    street.go_by()
    zhang = street.zhang
    zhang.exchange_plainly()
    other = move_in(street.li, GRID_1)
    street.li.sync()
    street.sun.sync()
    street.sun.write(Move(0, new_group(), other.building, GRID_2))
    street.sun.sync()
    street.seen(street.li, street.sun)
    compact(street.field)
    assert other.household in street.farewells(GRID_1)
    back(zhang)
    assert not zhang.has(street.home.household)


@pytest.mark.parametrize("is_compacted", [False, True])
def test_an_edit_of_what_was_removed_is_decided_as_ever(street: Street, is_compacted: bool) -> None:
    """It is brought back whole, and a person is asked; also half a year later."""
    zhang, home = street.zhang, street.home
    other = move_in(street.li, GRID_1)
    street.li.sync()
    street.seen(zhang)
    before = zhang.row(home.resident).cells
    street.li.sync()
    street.li.write(Remove(0, new_group(), home.resident, street.li.row(home.resident).seq))
    assert street.li.sync().codes == ["ok"]
    street.sun.sync()
    street.sun.write(Move(0, new_group(), other.building, GRID_2))
    street.sun.sync()
    zhang.set(home.resident, "phone", "13900000003", zhang.row(home.resident).seq)
    if is_compacted:
        street.go_by()
    reply, _ = back(zhang)
    assert to_compare(reply) == ({GRID_1} if is_compacted else set())
    assert reply.codes == ["conflict"]
    assert zhang.row(home.resident).cells == {**before, "phone": "13900000003"}
    assert zhang.has(RecordId(reply.verdicts[0].extra or ""))


def test_what_was_removed_meanwhile_is_told_as_ever(street: Street) -> None:
    home = street.home
    street.li.write(Remove(0, new_group(), home.resident, street.li.row(home.resident).seq))
    assert street.li.sync().codes == ["ok"]
    street.go_by()
    reply = street.zhang.sync()
    assert home.resident in reply.gone
    assert to_compare(reply) == set(), "no farewell was dropped, for it lies where it lay"
    assert not street.zhang.has(home.resident)


def test_the_id_of_what_was_removed_is_not_free(street: Street) -> None:
    """Two laptops make the same id from plan and period: that one was removed is not forgotten."""
    zhang, home = street.zhang, street.home
    street.li.write(Remove(0, new_group(), home.resident, street.li.row(home.resident).seq))
    street.li.sync()
    street.go_by()
    cells: dict[str, Value] = {"household": home.household, "name": "王小明"}
    zhang.create("resident", home.resident, cells, scope=GRID_1)
    assert zhang.sync().codes == ["conflict"]


def test_sealed_scopes_are_compacted_too(street: Street) -> None:
    zhao, away = street.laptop("zhao"), street.laptop("zhao")
    plan, reason = new_id("plan"), new_id("reason")
    cells: dict[str, Value] = {"resident": street.home.resident, "starts_on": "2026-01-01"}
    zhao.create("care_plan", plan, cells, scope=GRID_1)
    zhao.create("care_reason", reason, {"plan": plan, "remark": "独居"}, scope=CARE_1)
    assert set(zhao.sync().codes) == {"ok"}
    street.seen(zhao, away)
    assert away.has(reason)
    street.move()
    assert reason in street.farewells(CARE_1)
    CLOCK.now += LONG
    street.seen(street.li, street.sun, zhao)
    compact(street.field)
    assert street.farewells(CARE_1) == {}
    reply, gone = back(away)
    assert to_compare(reply) == {GRID_1, CARE_1}
    assert gone[CARE_1] == {reason}
    assert not away.has(reason)


def test_what_was_erased_is_told_in_former_scopes_for_ever(street: Street) -> None:
    home, he = street.home, street.laptop("he")
    street.move()
    street.sun.write(Erase(0, new_group(), home.resident, "本人要求"))
    proposal = RecordId(street.sun.sync().verdicts[0].extra or "")
    he.sync()
    seen = he.row(proposal).seq
    he.write(Step(0, new_group(), proposal, "progress", "open", "accepted", seen, saw={"value": seen}))
    assert he.sync().codes == ["ok"]
    CLOCK.now += LONG
    street.seen(street.li, street.sun, he)
    compact(street.field)
    assert set(street.farewells(GRID_1)) == {home.resident}
    reply, gone = back(street.zhang)
    assert b'["g","%b",true]' % home.resident.encode() in reply.raw
    assert gone[GRID_1] == {home.building, home.room, home.household}


def test_attachments_still_follow_their_record_into_another_grid(street: Street) -> None:
    content = photo()
    upload(street.li, GRID_1, content)
    visit = street.home.visit(street.li)
    street.li.write(Add(0, new_group(), visit, "files", f"{sha(content)} {len(content)} jpeg a.jpg", 0))
    assert set(street.li.sync().codes) == {"ok"}
    street.move()
    street.go_by()
    assert set(street.farewells(GRID_1)) == {visit}
    assert street.laptop("chen").get(target(GRID_2, content)).content == content


def test_a_kept_snapshot_with_what_left_since_is_not_given(street: Street) -> None:
    device = _device(street.field, street.li)
    old = give_snapshot(street.field, device, C, GRID_1)
    assert old is not None
    street.move()
    street.go_by()
    with street.field.database.write() as connection:
        # Made before, and kept only now: by another process that was slow.
        snapshots.keep(connection, street.field.sealer, C, GRID_1, old, CLOCK.now)
    new = give_snapshot(street.field, device, C, GRID_1)
    assert new is not None
    assert new.seq >= floor(street.field, GRID_1) > old.seq
    late = street.laptop("li")
    assert not late.has(street.home.household)


def _device(installation: Installation, laptop: Laptop) -> devices.Device:
    with installation.database.snapshot() as connection:
        found = devices.device_of(connection, laptop.device_id)
    assert found is not None
    return found


def test_a_new_laptop_has_nothing_to_compare(street: Street) -> None:
    street.move()
    street.go_by()
    fresh = Timed(street.field, street.address, "li")
    assert to_compare(fresh.sync()) == set()


def test_a_poll_from_below_the_floor_is_asked_for_the_whole_and_a_wait_comes(street: Street) -> None:
    zhang = street.zhang
    poll = poll_of(zhang)
    street.move()
    street.go_by()
    with street.field.database.write() as connection:
        # It was here, but this is not what keeps the poll from being enough.
        connection.exec_driver_sql(
            "UPDATE acked SET last_seen = %s WHERE replica = %s", (CLOCK.now, zhang.replica)
        )
    assert polled(zhang, poll).news is None
    assert come(asked(zhang, poll))
    back(zhang)
    assert polled(zhang, poll_of(zhang)).news is not None


def test_a_laptop_says_nothing_about_scopes_that_it_does_not_follow(street: Street) -> None:
    """Neither a scope that it lost nor a number that nobody was given moves what it has passed."""
    zhang = street.zhang
    zhang.scopes = {GRID_2: 1, GRID_1: 1 << 62, CARE_2: -4}
    CLOCK.now += timedelta(hours=2)
    zhang.exchange_plainly()
    with street.field.database.snapshot() as connection:
        passed, seq = connection.exec_driver_sql(
            "SELECT passed, seq FROM acked JOIN counter USING (community_id) WHERE replica = %s",
            (zhang.replica,),
        ).one()
    assert passed == seq


def test_the_console_compacts(
    street: Street,
    dsn: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    street.move()
    with street.field.database.write() as connection:
        connection.exec_driver_sql("UPDATE acked SET last_seen = '2020-01-01T00:00:00Z'")
    monkeypatch.setenv("GRIDSERVER_KEY_FILE", str(tmp_path / "server.keys"))
    assert main(["--dsn", dsn, "--data", str(tmp_path), "compact"]) == DONE
    assert f"{C}: all laptops that still come have read up to change number" in capsys.readouterr().out
    assert street.farewells(GRID_1) == {}
