"""Polls: two sides that hash the same say the same, and nothing else looks like it."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.ids import CommunityId, ReplicaId, ScopeId
from gridcore.sync.edits import GENESIS
from gridcore.wire.messages import Mark, News, Request, decode_line, encode_line, encode_request
from gridcore.wire.polls import (
    OPENING,
    Come,
    Poll,
    Standing,
    decode_come,
    decode_poll,
    encode_come,
    encode_poll,
    state_of,
    sum_of,
)

REQUEST = Request(2, "s", "a", CommunityId("1"), ReplicaId("a"), "e", "now", 0, GENESIS, {})
SCOPES = st.frozensets(st.sampled_from([ScopeId(f"grid/{n}") for n in range(4)]))
STANDINGS = st.builds(
    Standing,
    community=st.sampled_from([CommunityId("1"), CommunityId("11")]),
    replica=st.sampled_from([ReplicaId("a"), ReplicaId("a1")]),
    epoch=st.sampled_from(["e", "e1"]),
    n_acked=st.integers(0, 2),
    chain=st.sampled_from(["c" * 64, "d" * 64]),
    scopes=SCOPES,
)


def told(standing: Standing, at: int) -> object:
    """What a whole request would say of it."""
    chain = standing.chain if standing.n_acked else GENESIS
    return (msgspec.structs.replace(standing, chain=chain), at)


@given(STANDINGS, STANDINGS, st.integers(1, 3), st.integers(1, 3))
def test_a_state_is_alike_exactly_where_the_whole_requests_are(
    one: Standing, other: Standing, at: int, later: int
) -> None:
    assert (state_of(one, at) == state_of(other, later)) == (told(one, at) == told(other, later))


@given(st.dictionaries(st.sampled_from("abcd").map(ScopeId), st.tuples(st.integers(0, 9), st.just("0"))))
def test_a_sum_is_of_the_scopes_in_whatever_order_they_come(scopes: dict[ScopeId, tuple[int, str]]) -> None:
    told = [(scope, rows, digest) for scope, (rows, digest) in scopes.items()]
    assert sum_of(reversed(told)) == sum_of(told)
    assert sum_of([*told, (ScopeId("e"), 1, "0")]) != sum_of(told)
    for scope, rows, digest in told:
        others = [each for each in told if each[0] != scope]
        assert sum_of([*others, (scope, rows + 1, digest)]) != sum_of(told)
        assert sum_of([*others, (scope, rows, "1")]) != sum_of(told)


@pytest.mark.parametrize("bad", [b"[]", b"[1]", b'["1","x"]', b'[1,"x",2]', b"{}", b"[", b'[1,"x"]]'])
def test_what_is_no_poll_is_refused(bad: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        decode_poll(bad)


def test_a_poll_is_told_from_a_whole_request_by_its_first_byte() -> None:
    poll = Poll(7, "x")
    assert decode_poll(encode_poll(poll)) == poll
    assert encode_poll(poll).startswith(OPENING)
    assert not encode_request(REQUEST).startswith(OPENING)


@pytest.mark.parametrize("mark", [Mark(p=News(7, "x")), Mark(w=True)])
def test_the_lines_of_a_polls_answer_survive_the_wire(mark: Mark) -> None:
    assert decode_line(encode_line(mark)) == mark


@pytest.mark.parametrize("come", [True, False])
def test_the_answer_to_a_wait_survives_the_wire(come: bool) -> None:
    line = encode_come(Come(come))
    assert line.endswith(b"\n")
    assert decode_come(line) == Come(come)
    with pytest.raises(msgspec.DecodeError):
        decode_come(b'{"come":"soon"}')
