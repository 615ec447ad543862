"""Nobody learns by asking cleverly what an answer does not say: whether something is there, or was."""

import re
from dataclasses import dataclass

import msgspec
import pytest

from gridcore.fields import Value
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.permissions import Assignment
from gridcore.roles import Role
from gridcore.roster import ids
from gridcore.sync.edits import Erase, Step
from gridcore.wire.packing import unpack
from gridserver.db import accounts, counter
from gridserver.db.accounts import Validity
from gridserver.installation import Installation
from tests.server.field import G2, GRID_1, GRID_2, NOW, TODAY, C, Laptop, Reply, new_group, new_id
from tests.server.homes import move_in

ESTATE, WANTED, BORN, PHONE = "翠苑一区", "王桂兰", "1950-01-01", "13805710001"
DIGITS = re.compile(rb"[0-9]+")
NUMBER, OTHER_NUMBER = "330106195001010018", "330106195001010026"


@pytest.fixture
def li(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "li")


@pytest.fixture
def chen(field: Installation, address: str) -> Laptop:
    return Laptop(field, address, "chen")


def told(reply: Reply) -> bytes:
    """What an answer says of the edits, without what every answer numbers anew."""
    assert reply.head is not None
    verdicts = [(each.code, each.extra, each.seq > 0) for each in reply.verdicts]
    rows = [(row.kind, sorted(row.cells)) for row in reply.rows]
    return msgspec.json.encode((verdicts, rows, len(reply.gone), reply.head.notices))


@dataclass(frozen=True)
class Door:
    """A home whose ids follow from its address and the name of who lives there, as an import makes it."""

    scope: ScopeId
    building: str = "3幢"

    @property
    def building_id(self) -> RecordId:
        return ids.building_id(C, self.scope.partition("/")[2], ESTATE, self.building)

    @property
    def room(self) -> RecordId:
        return ids.room_id(self.building_id, 1, "301")

    @property
    def household(self) -> RecordId:
        return ids.household_id(self.room)

    def resident(self, name: str) -> RecordId:
        return ids.resident_id(self.household, name, BORN)

    def move_in(self, laptop: Laptop, name: str) -> None:
        """Somebody lives there, after the laptop's next sync."""
        person = self.resident(name)
        cells: dict[str, Value] = {"estate": ESTATE, "name": self.building, "layout": "tower"}
        laptop.create("building", self.building_id, cells, scope=self.scope)
        place: Value = {"building": self.building_id, "unit": 1, "floor": 3, "room_number": "301"}
        laptop.create("room", self.room, {"place": place}, scope=self.scope)
        home: dict[str, Value] = {"room": self.room, "address": f"{self.building}301"}
        laptop.create("household", self.household, home, scope=self.scope)
        born: dict[str, Value] = {"household": self.household, "name": name, "birth_date": BORN}
        laptop.create("resident", person, born, scope=self.scope)
        phone: dict[str, Value] = {"resident": person, "phone": PHONE}
        laptop.create("phone_number", ids.phone_id(person, PHONE), phone, scope=self.scope)
        assert set(laptop.sync().codes) <= {"ok", "same"}


def probed(laptop: Laptop, kind: str, record: RecordId, cells: dict[str, Value], scope: ScopeId) -> bytes:
    """The answer to somebody who makes something under an id that may be taken."""
    laptop.sync()
    laptop.create(kind, record, cells, scope=scope)
    return told(laptop.sync())


@pytest.mark.parametrize("kind", ["quick_note", "facility", "household", "resident", "diary"])
def test_nobody_finds_out_who_lives_where_by_the_id_that_follows_from_it(
    li: Laptop, chen: Laptop, kind: str
) -> None:
    there, own = Door(GRID_1), Door(GRID_2, "8幢")
    there.move_in(li, WANTED)
    own.move_in(chen, WANTED)
    cells: dict[str, dict[str, Value]] = {
        "quick_note": {"said": "x"},
        "facility": {"name": "x"},
        "household": {"room": own.room, "address": "8幢301"},
        "resident": {"household": own.household, "name": WANTED, "birth_date": BORN},
        "diary": {"day": TODAY.isoformat()},
    }
    scope = ScopeId("user/chen") if kind == "quick_note" else GRID_2
    known, unknown = there.resident(WANTED), there.resident(f"没有{kind}")
    assert probed(chen, kind, known, cells[kind], scope) == probed(chen, kind, unknown, cells[kind], scope)


def numbers_of(installation: Installation) -> int:
    """The community's counter."""
    with installation.database.snapshot() as connection:
        reading = counter.read(connection, C)
    assert reading is not None
    return reading.seq


def number_cells(resident: RecordId, number: str) -> dict[str, Value]:
    return {"resident": resident, "paper": {"document": "1", "document_number": number}}


@pytest.mark.parametrize("before", [None, NUMBER, OTHER_NUMBER])
def test_whoever_hands_a_number_in_hears_the_same_whatever_was_handed_in_before(
    field: Installation, address: str, li: Laptop, before: str | None
) -> None:
    zhang, home = Laptop(field, address, "zhang"), move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    record = ids.identity_id(home.resident)
    if before is not None:
        zhang.create("resident_identity", record, number_cells(home.resident, before))
        assert zhang.sync().codes == ["ok"]
    li.sync()
    known = numbers_of(field)
    li.create("resident_identity", record, number_cells(home.resident, NUMBER))
    reply = li.sync()
    assert told(reply) == b'[[["ok",null,true]],[],0,[]]'
    assert reply.verdicts[0].seq > known, "an older number would say since when it is known"


def test_how_far_the_numbers_went_tells_nobody_how_much_was_written_unseen(
    field: Installation, li: Laptop
) -> None:
    gaps = set()
    for _ in range(12):
        li.sync()
        known = numbers_of(field)
        li.create("quick_note", new_id("note"), {"said": "x"}, scope=ScopeId("user/li"))
        gaps.add(li.sync().verdicts[0].seq - known)
    assert len(gaps) > 1, "always the same, so that one more would be seen"


@pytest.fixture
def farid(field: Installation, address: str) -> Laptop:
    """A supervisor of the second grid alone, who receives all left-behind work by names."""
    user = UserId("farid")
    with field.database.write() as connection:
        if accounts.user_of(connection, user) is None:
            accounts.create_user(connection, user, C, "法里德", by="console", now=NOW)
            given = Assignment(user, Role.SUPERVISOR, G2)
            accounts.assign(connection, C, given, Validity(TODAY), by="console", now=NOW)
    return Laptop(field, address, "farid")


@pytest.mark.parametrize("is_erased", [False, True])
def test_left_behind_work_tells_a_supervisor_of_another_grid_not_whether_its_record_is_there(
    field: Installation, address: str, li: Laptop, farid: Laptop, is_erased: bool
) -> None:
    home = move_in(li, GRID_1)
    assert set(li.sync().codes) == {"ok"}
    if is_erased:
        erase_by_two(field, address, home.household)
    answers = []
    for record in (home.household, new_id("household")):
        farid.sync()
        farid.set(record, "address", "x", base=0)
        reply = farid.sync()
        assert reply.codes == ["denied"]
        (line,) = [row for row in reply.rows if row.kind == "parked_edit"]
        shown = farid.get(f"/parked/{line.id}")
        seen = unpack(shown.headers.get("Content-Encoding", ""), shown.content, 100_000)
        told_of_it = bytes(line.cells) + seen
        for name, word in ((record, b"R"), (line.id, b"L"), (farid.replica, b"of farid")):
            told_of_it = told_of_it.replace(name.encode(), word)
        answers.append((shown.status_code, DIGITS.sub(b"0", told_of_it)))
    assert answers[0] == answers[1]
    assert answers[0][0] == 200


def erase_by_two(field: Installation, address: str, record: RecordId) -> None:
    """Two supervisors let a record go for ever."""
    sun, second = Laptop(field, address, "sun"), UserId(f"second-{record}")
    with field.database.write() as connection:
        accounts.create_user(connection, second, C, "孙二", by="console", now=NOW)
        given = Assignment(second, Role.SUPERVISOR, C)
        accounts.assign(connection, C, given, Validity(TODAY), by="console", now=NOW)
    other = Laptop(field, address, second)
    sun.sync()
    sun.write(Erase(0, new_group(), record, "错录"))
    proposal = RecordId(str(sun.sync().verdicts[0].extra))
    other.sync()
    seq = other.row(proposal).seq
    other.write(Step(0, new_group(), proposal, "progress", "open", "accepted", seq, "", {"value": seq}))
    assert other.sync().codes == ["ok"]
