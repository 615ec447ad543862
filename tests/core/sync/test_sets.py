"""Elements of a set: different ones never meet, adding beats dropping."""

import pytest

from gridcore.ids import RecordId, ReplicaId
from gridcore.sync.edits import Edit
from tests.core.sync_desk import HOME, Desk, add, create, drop, put

ANN, BOB = ReplicaId("ann-1"), ReplicaId("bob-3")

CASES = {
    "different elements": ([(ANN, "+contact", 0), (BOB, "+volunteer", 0)], "ok ok", ["contact", "volunteer"]),
    "seen and dropped": ([(ANN, "+contact", 0), (BOB, "-contact", 1)], "ok ok", []),
    "dropped and added again": (
        [(ANN, "+contact", 0), (BOB, "-contact", 1), (ANN, "+contact", 2)],
        "ok ok ok",
        ["contact"],
    ),
    "both add": ([(ANN, "+contact", 0), (BOB, "+contact", 0)], "ok same", ["contact"]),
    "own again": ([(ANN, "+contact", 0), (ANN, "+contact", 0)], "ok same", ["contact"]),
    "dropping what is not there": ([(ANN, "-contact", 0)], "same", []),
    "own chain": ([(ANN, "+contact", 0), (ANN, "-contact", 0)], "ok ok", []),
    "own chain back": (
        [(ANN, "+contact", 0), (ANN, "-contact", 0), (ANN, "+contact", 0)],
        "ok ok ok",
        ["contact"],
    ),
    "drop against an add that was not seen": (
        [(ANN, "+contact", 0), (BOB, "-contact", 1), (ANN, "+contact", 2), (BOB, "-contact", 1)],
        "ok ok ok merged",
        ["contact"],
    ),
    "add against a drop that was not seen": (
        [(ANN, "+contact", 0), (BOB, "-contact", 1), (ANN, "+contact", 0)],
        "ok ok merged",
        ["contact"],
    ),
    "what both added is not one's own to drop": (
        [(ANN, "+contact", 0), (BOB, "+contact", 0), (ANN, "-contact", 0)],
        "ok same merged",
        ["contact"],
    ),
    "nor the other's": (
        [(ANN, "+contact", 0), (BOB, "+contact", 0), (BOB, "-contact", 0)],
        "ok same merged",
        ["contact"],
    ),
    "both drop": ([(ANN, "+contact", 0), (ANN, "-contact", 1), (BOB, "-contact", 1)], "ok ok same", []),
}


@pytest.mark.parametrize(("sent", "codes", "present"), CASES.values(), ids=CASES.keys())
def test_elements_meet_as_the_table_says(
    sent: list[tuple[ReplicaId, str, int]], codes: str, present: list[str]
) -> None:
    desk, found = Desk(), []
    versions = [0]
    for replica, change, base in sent:
        make = add if change[0] == "+" else drop
        found.append(desk.one(replica, make(HOME, "tags", change[1:], versions[base])).code.value)
        versions.append(desk.version(HOME, "tags"))
    assert " ".join(found) == codes
    assert desk.record(HOME).cells.get("tags", []) == present


def test_an_element_that_was_kept_is_told() -> None:
    desk = Desk()
    desk.one(ANN, add(HOME, "tags", "contact"))
    desk.one(BOB, drop(HOME, "tags", "contact", desk.version(HOME, "tags")))
    seen = desk.version(HOME, "tags")
    desk.one(ANN, add(HOME, "tags", "contact", seen))
    assert desk.one(BOB, drop(HOME, "tags", "contact", seen)).extra == "kept"


def test_elements_of_a_new_record_are_versioned_one_by_one() -> None:
    desk = Desk()
    desk.one(
        ANN,
        create(RecordId("other"), "household", room="room", address="乙", tags=["volunteer", "contact"]),
    )
    stored = desk.record(RecordId("other"))
    assert stored.cells["tags"] == ["contact", "volunteer"]
    assert stored.sets["tags"].keys() == {"contact", "volunteer"}


@pytest.mark.parametrize(
    "edit",
    [add(HOME, "tags", "nobody knows this"), add(HOME, "address", "contact"), put(HOME, "tags", ["contact"])],
    ids=["an unknown element", "an element of no set", "a value for a set"],
)
def test_what_fits_no_set_is_invalid(edit: Edit) -> None:
    desk = Desk()
    assert desk.one(ANN, edit).code == "invalid"
    assert desk.record(HOME).cells.get("tags", []) == []
