"""What a sealed edit is bound to, and how it goes under another number."""

from gridcore.ids import CommunityId
from gridcore.wire.sealed import SealedEdit, carried, former, sealed_base

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


def test_what_is_carried_under_another_number_says_for_which_it_was_sealed() -> None:
    sealed = SealedEdit(7, "ab" * 32, b"closed")
    again = carried(sealed, 2)
    assert (again.n, again.hash) == (2, carried(sealed, 2).hash)
    assert again.hash not in (sealed.hash, carried(sealed, 3).hash)
    assert former(again) == sealed
    assert former(carried(again, 5)) == sealed, "however often it is carried"


def test_what_was_sealed_for_its_own_number_is_carried_by_nothing() -> None:
    assert former(SealedEdit(7, "ab" * 32, b"closed")) is None
    assert former(SealedEdit(7, "ab" * 32, b"GRS1")) is None
    again = carried(SealedEdit(7, "ab" * 32, b"closed"), 2)
    assert former(SealedEdit(3, again.hash, again.body)) is None, "number and body belong together"
