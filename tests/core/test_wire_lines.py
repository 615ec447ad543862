"""The small messages around a sync: who one is, receipts, the frames of snapshots and histories."""

from collections.abc import Callable

import msgspec
import pytest

from gridcore.ids import CommunityId, DeviceId, RecordId, ReplicaId, ScopeId, UserId
from gridcore.roles import Role
from gridcore.wire.enrolment import Duty, Me, decode_me, encode_enrolment
from gridcore.wire.receipts import receipt_base
from gridcore.wire.snapshots import (
    COMPLETE,
    Past,
    PastEdit,
    PastLine,
    Place,
    PlaceLine,
    decode_past,
    decode_past_edit,
    decode_place,
    encode,
)

HERE, ANN = CommunityId("c-1"), ReplicaId("ann-1")


def test_a_receipt_covers_all_that_it_confirms() -> None:
    bases = {
        receipt_base(ANN, HERE, 3, "a"),
        receipt_base(ReplicaId("bob-2"), HERE, 3, "a"),
        receipt_base(ANN, CommunityId("c-2"), 3, "a"),
        receipt_base(ANN, HERE, 4, "a"),
        receipt_base(ANN, HERE, 3, "b"),
    }
    assert len(bases) == 5
    assert receipt_base(ANN, HERE, 3, "a") == b'["receipt","ann-1","c-1",3,"a"]'


def test_the_frames_of_a_snapshot_travel_unchanged() -> None:
    place = Place(40, 7, COMPLETE)
    assert decode_place(encode(PlaceLine(place))) == place


def test_a_history_travels_unchanged() -> None:
    past = Past(RecordId("r"), 3, True)
    edit = PastEdit(7, "王芳", "2026-03-01T08:00:00Z", "set", "ok", {"phone": "1"})
    assert decode_past(encode(PastLine(past))) == past
    assert decode_past_edit(encode(edit)) == edit


@pytest.mark.parametrize("decode", [decode_place, decode_past, decode_past_edit, decode_me])
def test_another_line_is_not_taken_for_one(decode: Callable[[bytes], object]) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode(b'{"something":"else"}')


def test_who_one_is_travels_unchanged() -> None:
    duties = [Duty(Role.GRID_WORKER, "g-1")]
    me = Me(DeviceId("d"), UserId("ann"), "王芳", HERE, HERE, "e", duties, [ScopeId("grid/g-1")])
    assert decode_me(encode_enrolment(me)) == me
