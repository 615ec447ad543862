"""A household goes from one community to another over HTTP and PostgreSQL, whatever happens in between."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ScopeId, UserId, derived_id
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.roster.ids import community_id
from gridcore.sync.edits import Create, Edit, Move, Set, Step
from gridcore.sync.moving_away import arrivals_scope, id_there
from gridcore.sync.restored import AWAITED
from gridcore.wire.communities import decode_communities
from gridcore.wire.messages import encode_request
from gridcore.wire.packing import unpack
from gridserver.actions import arrivals
from gridserver.actions.arrivals import NotTakenError, let_arrive, take_in
from gridserver.actions.decide import in_one_transaction
from gridserver.actions.erase import erase_again
from gridserver.actions.restored import begin_anew
from gridserver.actions.write_as_server import write_as_server
from gridserver.db import accounts, counter, departures
from gridserver.db.accounts import Validity
from gridserver.db.records import scope_of
from gridserver.erased_list import ErasedList, ErasedRecord
from gridserver.installation import Installation
from tests.server.field import AT, ELSEWHERE, GRID_1, NOW, TODAY, C, Laptop, new_group, new_id
from tests.server.homes import Home, move_in
from tests.server.leavers import decide, left_by

THERE = arrivals_scope(ELSEWHERE)
GRID_THERE = ScopeId(f"grid/{ELSEWHERE}101")
NUMBER = "330106195001010017"


@dataclass
class Town:
    """Both communities: who asks and who agrees in the old one, who receives in the new one."""

    installation: Installation
    address: str
    li: Laptop
    sun: Laptop
    home: Home
    paper: RecordId

    def ask(self) -> RecordId:
        self.li.write(Move(0, new_group(), self.home.household, THERE, AT))
        (verdict,) = self.li.sync().verdicts
        assert verdict.code == "proposed"
        return RecordId(str(verdict.extra))

    def agree(self, proposal: RecordId) -> str:
        self.sun.sync()
        seq = self.sun.row(proposal).seq
        self.sun.write(
            Step(0, new_group(), proposal, "progress", "open", "accepted", seq, saw={"value": seq}, at=AT)
        )
        return self.sun.sync().codes[0]

    def colleague(self, name: str, role: Role, place: str) -> Laptop:
        """Somebody of the new community."""
        user = UserId(new_id(name))
        with self.installation.database.write() as connection:
            accounts.create_user(connection, user, ELSEWHERE, name, by="console", now=NOW)
            given = Assignment(user, role, place)
            accounts.assign(connection, ELSEWHERE, given, Validity(TODAY), by="console", now=NOW)
        made = Laptop(self.installation, self.address, user, community=ELSEWHERE)
        made.sync()
        return made

    def waiting(self) -> list[tuple[CommunityId, RecordId]]:
        with self.installation.database.snapshot() as connection:
            return departures.waiting(connection, C)

    def there(self, record: RecordId) -> RecordId:
        return id_there(ELSEWHERE, record)

    def holds_there(self, record: RecordId) -> bool:
        """Whether the other community has a record, for whomever."""
        with self.installation.database.snapshot() as connection:
            return scope_of(connection, ELSEWHERE, record) is not None

    def erase_there(self, erased: ErasedRecord, folder: Path) -> None:
        """What a restored server does when it starts: the list names what its database does not have."""
        listed = ErasedList(folder / "erased")
        listed.add([erased])
        assert erase_again(replace(self.installation, erased=listed)) == 1

    def doubts(self) -> int:
        with self.installation.database.snapshot() as connection:
            told = "SELECT count(*) FROM record WHERE community_id = :c AND kind = 'conflict'"
            return int(connection.execute(text(told), {"c": ELSEWHERE}).scalar_one())

    def count(self) -> int:
        with self.installation.database.snapshot() as connection:
            told = "SELECT count(*), max(seq) FROM record WHERE community_id = :c"
            return hash(tuple(connection.execute(text(told), {"c": ELSEWHERE}).one()))


def told_in(value: object) -> list[object]:
    """Every value in a conflict."""
    if isinstance(value, dict):
        return [found for each in value.values() for found in told_in(each)]
    return [value]


@pytest.fixture
def town(field: Installation, address: str) -> Iterator[Town]:
    li, sun = Laptop(field, address, "li"), Laptop(field, address, "sun")
    home, paper = move_in(li, GRID_1), new_id("paper")
    held: Value = {"document": "1", "document_number": NUMBER}
    li.create("resident_identity", paper, {"resident": home.resident, "paper": held})
    home.visit(li)
    assert set(li.sync().codes) <= {"ok", "duplicate"}
    yield Town(field, address, li, sun, home, paper)
    with field.database.write() as connection:
        connection.execute(text("DELETE FROM departure"))


def test_it_leaves_with_an_agreement_and_arrives_with_those_who_share_it_out(town: Town) -> None:
    chief = town.colleague("yan", Role.SUPERVISOR, ELSEWHERE)
    worker = town.colleague("wu", Role.GRID_WORKER, f"{ELSEWHERE}101")
    late = town.home.visit(town.li, "晚到的走访")
    town.li.pending, kept = [], town.li.pending
    town.li.n -= 1
    assert town.agree(town.ask()) == "ok"
    town.li.sync()
    assert not town.li.has(town.home.household)
    assert not town.li.has(town.home.resident)
    chief.sync()
    household, resident = town.there(town.home.household), town.there(town.home.resident)
    assert chief.row(household).cells["address"] == town.home.address
    assert chief.row(resident).cells["came_from"] == C
    worker.sync()
    assert not worker.has(household), "nobody but who shares it out"
    chief.write(Move(0, new_group(), household, GRID_THERE, AT))
    assert chief.sync().codes == ["ok"]
    worker.sync()
    assert worker.row(resident).cells["household"] == household
    assert not any(row.kind == "visit" for rows in worker.records.values() for row in rows.values())
    again = new_id("again")
    worker.create("resident", again, {"household": household, "name": "另名"}, scope=GRID_THERE)
    held: Value = {"document": "1", "document_number": NUMBER}
    worker.create("resident_identity", new_id("paper"), {"resident": again, "paper": held})
    before = town.doubts()
    assert worker.sync().codes == ["ok", "ok"], "who hands a paper in is told nothing of others"
    assert town.doubts() == before + 1, "the register knows the number there"
    assert [each.id for each in kept] == [late]
    town.li.create("visit", late, kept[0].cells, scope=GRID_1)  # type: ignore[union-attr]
    (verdict,) = town.li.sync().verdicts
    assert (verdict.code, verdict.extra) == ("moved", ELSEWHERE)


def test_a_crash_between_the_two_transactions_loses_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = town.colleague("yan", Role.SUPERVISOR, ELSEWHERE)

    def dies(*_: object) -> None:
        raise NotTakenError

    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "take_in", dies)
        assert town.agree(town.ask()) == "ok"
        assert town.waiting() == [(C, town.home.household)]
        assert let_arrive(town.installation) == 0
    chief.sync()
    assert not chief.has(town.there(town.home.household))
    assert let_arrive(town.installation) == 1, "as a server does when it starts"
    assert town.waiting() == []
    chief.sync()
    assert chief.has(town.there(town.home.resident))


def test_an_agreement_that_waited_after_a_restore_lets_it_arrive_with_what_brought_the_question_back(
    town: Town,
) -> None:
    begin_anew(town.installation, by="console")
    chief = town.colleague("yan", Role.SUPERVISOR, ELSEWHERE)
    with town.installation.database.snapshot() as connection:
        reading = counter.read(connection, C)
    assert reading is not None
    town.li.epoch, asked = reading.epoch, reading.lost[-1].after + 1
    town.sun.sync()
    proposal = derived_id("proposal", town.home.household, "scope", town.li.replica, "0")
    step = Step(0, new_group(), proposal, "progress", "open", "accepted", asked, saw={"value": asked}, at=AT)
    town.sun.write(step)
    assert [each.extra for each in town.sun.sync().verdicts] == [AWAITED.extra]
    (question,) = town.li.write(Move(0, new_group(), town.home.household, THERE, AT))
    again = msgspec.structs.replace(town.li.request(), was={question.n: asked})
    assert town.li.exchange(encode_request(again)).codes == ["proposed"]
    assert town.waiting() == []
    chief.sync()
    assert chief.has(town.there(town.home.resident))


def test_what_a_laptop_there_put_back_after_a_restore_takes_nothing_from_what_arrives(town: Town) -> None:
    """It had read the household before, without the papers, which nobody is sent; the server had lost it."""
    worker = town.colleague("wu", Role.GRID_WORKER, f"{ELSEWHERE}101")
    household, resident = town.there(town.home.household), town.there(town.home.resident)
    room = move_in(worker, GRID_THERE).room
    put_back: dict[str, Value] = {"room": room, "address": town.home.address, "phone": "13900000009"}
    worker.create("household", household, put_back, scope=GRID_THERE)
    assert [each.extra for each in worker.sync().verdicts] == [*[None] * 4, "not_here"]
    chief = town.colleague("yan", Role.SUPERVISOR, ELSEWHERE)
    assert decide(chief, left_by(chief, worker)[-1]) == "ok", "what has an id that follows is looked at first"
    town.li.set(town.home.household, "phone", "13900000001", 0)
    town.li.sync()
    assert town.agree(town.ask()) == "ok"
    assert town.waiting() == []
    worker.sync()
    assert worker.row(resident).cells["name"] == town.home.name
    assert town.holds_there(town.there(town.paper))
    (doubt,) = [
        row.cells
        for rows in worker.records.values()
        for row in rows.values()
        if row.kind == "conflict" and row.cells["subject"] == household and row.cells["cell"] == "phone"
    ]
    assert {"13900000001", "13900000009"} <= set(told_in(doubt)), "both are shown"


def test_who_was_erased_there_before_a_restore_keeps_nobody_else_from_arriving(
    town: Town, tmp_path: Path
) -> None:
    chief = town.colleague("yan", Role.SUPERVISOR, ELSEWHERE)
    other = new_id("resident")
    town.li.create("resident", other, {"household": town.home.household, "name": "同住人"}, scope=GRID_1)
    town.li.sync()
    erased = ErasedRecord(ELSEWHERE, town.there(town.home.resident), "resident", THERE)
    town.erase_there(erased, tmp_path)
    assert town.agree(town.ask()) == "ok"
    assert town.waiting() == []
    chief.sync()
    assert chief.has(town.there(other))
    assert not chief.has(erased.record)
    assert not town.holds_there(town.there(town.paper)), "nor what hung on the erased one"


def test_a_household_that_was_erased_there_before_a_restore_waits_no_longer(
    town: Town, tmp_path: Path
) -> None:
    household = town.there(town.home.household)
    town.erase_there(ErasedRecord(ELSEWHERE, household, "household", THERE), tmp_path)
    assert town.agree(town.ask()) == "ok"
    assert town.waiting() == []
    assert not town.holds_there(town.there(town.home.resident))


def test_what_was_said_there_before_a_restore_is_decided_when_it_has_arrived_again(town: Town) -> None:
    begin_anew(town.installation, by="console")
    chief = town.colleague("yan", Role.SUPERVISOR, ELSEWHERE)
    with town.installation.database.snapshot() as connection:
        reading, here = counter.read(connection, ELSEWHERE), counter.read(connection, C)
    assert reading is not None
    assert here is not None
    seen = reading.lost[-1].after + 1
    chief.set(town.there(town.home.household), "remark", "门口有狗", seen)
    assert [each.extra for each in chief.sync().verdicts] == [AWAITED.extra]
    town.li.epoch = here.epoch
    assert town.agree(town.ask()) == "ok"
    chief.sync()
    assert chief.row(town.there(town.home.household)).cells["remark"] == "门口有狗"


def test_the_second_transaction_done_twice_changes_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = town.colleague("yan", Role.SUPERVISOR, ELSEWHERE)
    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "_let_arrive", lambda *_: False)
        assert town.agree(town.ask()) == "ok"
    with town.installation.database.snapshot() as connection:
        departed = departures.read(connection, town.installation.sealer, C, town.home.household)
    assert departed is not None
    for _ in range(2):
        in_one_transaction(
            town.installation, ELSEWHERE, lambda each: take_in(each, town.installation, C, departed)
        )
    chief.sync()
    household = town.there(town.home.household)
    chief.set(household, "phone", "13900000009", chief.row(household).seq)
    assert chief.sync().codes == ["ok"]
    before = town.count()
    assert let_arrive(town.installation) == 1
    assert let_arrive(town.installation) == 0
    assert town.count() == before, "what was written there meanwhile stands"


def test_what_travels_is_sealed_while_it_is_on_its_way(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(arrivals, "_let_arrive", lambda *_: False)
        assert town.agree(town.ask()) == "ok"
    with town.installation.database.snapshot() as connection:
        (held,) = connection.execute(text("SELECT sealed FROM departure")).scalars()
    assert not any(each.encode() in bytes(held) for each in (NUMBER, town.home.name, town.home.address))


def test_every_community_is_named_with_the_divisions_that_it_lies_in(town: Town) -> None:
    top, below = new_id("city"), new_id("street")
    grp, scope = new_group(), ScopeId("community")
    edits: list[Edit] = [
        Create(0, grp, top, "district", {"code": "33", "name": "示范市", "level": "city"}, scope=scope),
        Create(0, grp, below, "district", {"code": "330106", "name": "翠苑街道", "above": top}, scope=scope),
        Set(0, grp, community_id(C), "district", below, 0),
    ]
    assert {each.code for each in write_as_server(town.installation, C, edits, by="console")} == {"ok"}
    answer = town.li.get("/communities")
    told = decode_communities(unpack("zstd", answer.content, 1_000_000)).communities
    assert {each.code: each.districts for each in told} == {C: ("示范市", "翠苑街道"), ELSEWHERE: ()}
    assert {each.name for each in told} == {"翠苑社区"}
    assert town.li.get(f"/communities?community={ELSEWHERE}").status_code == 404
