"""What the server signs names everything that it is about, so that no signature serves twice."""

from gridcore.ids import CommunityId, ReplicaId
from gridcore.wire.receipts import receipt_base, wipe_base

R, C = ReplicaId("r"), CommunityId("c")


def test_a_receipt_and_an_order_to_wipe_never_have_the_same_bytes() -> None:
    assert receipt_base(R, C, 1, "x") != wipe_base(R, C, 1, "x", "")


def test_an_order_to_wipe_is_bound_to_all_that_was_taken_and_to_its_request() -> None:
    orders = {
        wipe_base(R, C, 1, "x", "2026-03-01T08:00:00Z"),
        wipe_base(ReplicaId("s"), C, 1, "x", "2026-03-01T08:00:00Z"),
        wipe_base(R, CommunityId("d"), 1, "x", "2026-03-01T08:00:00Z"),
        wipe_base(R, C, 2, "x", "2026-03-01T08:00:00Z"),
        wipe_base(R, C, 1, "y", "2026-03-01T08:00:00Z"),
        wipe_base(R, C, 1, "x", "2026-03-01T08:00:01Z"),
    }
    assert len(orders) == 6
