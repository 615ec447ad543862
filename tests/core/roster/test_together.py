"""A plan's edits come out of their packing as they went in, in their parts and in their order."""

from hypothesis import given
from hypothesis import strategies as st

from gridcore.ids import GroupId, RecordId, ScopeId
from gridcore.roster.together import Together
from gridcore.sync.edits import Create, Edit, Set

VALUES = st.recursive(
    st.none() | st.text(max_size=5) | st.integers(-9, 9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
CREATIONS = st.builds(
    Create,
    n=st.just(0),
    grp=st.text(max_size=3).map(GroupId),
    id=st.text(max_size=3).map(RecordId),
    kind=st.sampled_from(["room", "resident"]),
    cells=st.dictionaries(st.text(max_size=3), VALUES, max_size=3),
    scope=st.none() | st.text(max_size=3).map(ScopeId),
)
SETS = st.builds(
    Set,
    n=st.just(0),
    grp=st.text(max_size=3).map(GroupId),
    id=st.text(max_size=3).map(RecordId),
    cell=st.text(max_size=3),
    value=VALUES,
    base=st.integers(0, 2**40),
)
PARTS = st.lists(st.lists(CREATIONS | SETS, min_size=1, max_size=4).map(tuple), max_size=6)


def phone(of: int) -> Edit:
    return Set(0, GroupId("g"), RecordId(str(of)), "phone", f"1{of:010}", 0)


@given(PARTS, PARTS)
def test_parts_come_out_as_they_went_in(first: list[tuple[Edit, ...]], more: list[tuple[Edit, ...]]) -> None:
    together = Together(first)
    assert list(together) == first
    assert together.edits == sum(map(len, first))
    longer = together.and_also(more)
    assert list(longer) == [*first, *more]
    assert longer.edits == together.edits + sum(map(len, more))
    assert list(together) == first, "the shorter one stays as it was"


def test_thousands_of_parts_keep_their_order_and_may_be_asked_for_twice() -> None:
    parts = [tuple(phone(at * 10 + each) for each in range(at % 7 + 1)) for at in range(2_000)]
    together = Together(parts)
    assert list(together) == list(together) == parts
    longer = together.and_also([(phone(1),)])
    assert list(longer) == [*parts, (phone(1),)]
    assert list(together) == parts
