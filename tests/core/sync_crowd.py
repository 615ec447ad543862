"""A desk with people who may turn out to be one, for the tables of cases about merging and erasing."""

from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId, conflict_id
from gridcore.sync.edits import Edit, Step
from gridcore.sync.verdicts import Verdict
from tests.core.sync_desk import (
    HOME,
    OTHER,
    PERSON,
    ROOM,
    VISIT,
    Desk,
    create,
    merge,
    put,
    restore,
    step,
)

TWIN, THIRD, HOME2, AWAY = (RecordId(each) for each in ("twin", "third", "home2", "away"))


def crowded() -> Desk:
    """Three people at home, the third of whom the first resembles; a household across the landing."""
    made = Desk()
    found = made.push(
        made.ann,
        create(TWIN, "resident", household=HOME, name="某仁", phone="139", remark="聋。"),
        create(THIRD, "resident", household=HOME, name="某任"),
        create(HOME2, "household", room=ROOM, address="乙", tags=["contact"], last_visit="2026-02-02"),
        put(HOME, "head", PERSON, made.version(HOME, "head")),
        put(VISIT, "resident", PERSON),
    )
    assert {each.code for each in found} == {"ok"}, found
    return made


def away(desk: Desk) -> None:
    """A household in the other grid."""
    flat: Value = {"building": "away-house", "room_number": "1"}
    found = desk.push(
        desk.sue,
        create(RecordId("away-house"), "building", scope=OTHER, name="二号楼"),
        create(RecordId("away-flat"), "room", place=flat),
        create(AWAY, "household", room="away-flat", address="丙"),
    )
    assert {each.code for each in found} == {"ok"}, found


def agreement(desk: Desk, proposal: RecordId) -> Step:
    """The step that accepts a proposal as it stands."""
    seq = desk.record(proposal).seq
    return step(proposal, "progress", ("open", "accepted"), seq, saw={"value": seq})


def accept(desk: Desk, proposal: RecordId, by: ReplicaId | None = None) -> str:
    """A supervisor accepts a proposal as it stands; the verdict."""
    return desk.one(by or desk.sue, agreement(desk, proposal)).code


def proposed(desk: Desk, edit: Edit) -> RecordId:
    """What Sue says of whole records waits for another supervisor; the open proposal about it."""
    verdict = desk.one(desk.sue, edit)
    assert verdict.code == "proposed", verdict
    (found,) = [each for each in desk.about("proposal", edit.id) if each.cells["author"] == "sue"]
    return found.id


def merged(desk: Desk, loser: RecordId, winner: RecordId) -> Verdict:
    """Two records become one, as Sue proposes and Sid agrees; his verdict."""
    return desk.one(desk.sid, agreement(desk, proposed(desk, merge(loser, winner))))


def split(desk: Desk, loser: RecordId) -> Verdict:
    """What was merged is two again, as Sue proposes and Sid agrees; his verdict."""
    return desk.one(desk.sid, agreement(desk, proposed(desk, restore(loser))))


def note(desk: Desk, one: RecordId, other: RecordId) -> dict[str, Value]:
    """What the conflict of two records tells of their merge."""
    first, second = sorted((one, other))
    decided = desk.value(conflict_id(first, second, 0), "decided")
    assert isinstance(decided, dict)
    return decided
