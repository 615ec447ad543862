"""Ids: ordered by time, or the same for everybody who derives them."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.ids import RecordId, conflict_id, derived_id, time_ordered_id


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_of_a_moment_is_a_version_7_uuid(milliseconds: int, randomness: bytes) -> None:
    made = uuid.UUID(time_ordered_id(milliseconds, randomness))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == milliseconds


@given(st.integers(0, 2**48 - 2), st.binary(min_size=10, max_size=10), st.binary(min_size=10, max_size=10))
def test_later_ids_sort_later(milliseconds: int, one: bytes, other: bytes) -> None:
    assert time_ordered_id(milliseconds, one) < time_ordered_id(milliseconds + 1, other)


def test_too_little_randomness_is_refused() -> None:
    with pytest.raises(ValueError, match="ten random bytes"):
        time_ordered_id(0, b"short")


def test_everybody_derives_the_same_id() -> None:
    assert derived_id("plan", "2026-W10") == derived_id("plan", "2026-W10")
    assert derived_id("a", "bc") != derived_id("ab", "c")
    assert conflict_id(RecordId("r"), "cell", 1) != conflict_id(RecordId("r"), "cell", 2)


@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=4))
def test_a_derived_id_is_a_version_5_uuid_that_never_changes(parts: list[str]) -> None:
    namespace = uuid.UUID("6f3b8a52-6c1e-5c0a-9a5e-2f0d7f4b1c11")
    assert derived_id(*parts) == str(uuid.uuid5(namespace, "\x1f".join(parts)))
