"""What a sealed edit is bound to."""

from gridcore.ids import CommunityId
from gridcore.wire.sealed import sealed_base

HERE = CommunityId("c1")


def test_a_sealed_edit_is_bound_to_its_community_its_number_and_its_hash() -> None:
    bound = {
        sealed_base(HERE, 1, "ab"),
        sealed_base(CommunityId("c2"), 1, "ab"),
        sealed_base(HERE, 2, "ab"),
        sealed_base(HERE, 1, "cd"),
    }
    assert len(bound) == 4
    assert sealed_base(HERE, 1, "ab") == sealed_base(HERE, 1, "ab")


def test_laptops_and_servers_of_every_version_bind_to_the_same_bytes() -> None:
    assert sealed_base(HERE, 7, "ab") == b"gridclient sent 1|c1|7|ab"
