"""The layout of bundles: every byte of a file counts, and nothing of a false one is taken."""

import dataclasses
import hashlib
import hmac

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.ids import CommunityId, ReplicaId, ScopeId
from gridcore.wire import bundles
from gridcore.wire.bundles import (
    CHUNK,
    MAGIC,
    SUITE,
    VERSION,
    Answered,
    Answers,
    BundleError,
    BundleFault,
    BundleHeader,
    BundleKind,
    Sealing,
    decode_answers,
    encode_answers,
    key_name,
    opened,
    seal_bundle,
    take_apart,
)

KEY = b"k" * 32
HEADER = BundleHeader(
    version=VERSION,
    suite=SUITE,
    bundle="0190a1b2",
    kind=BundleKind.REQUESTS,
    community=CommunityId("999901001001"),
    sender="device",
    recipient=key_name(KEY),
    created="2026-03-02T08:00:00Z",
    first=3,
    last=9,
)


class FalseError(Exception):
    """What an algorithm says of a chunk that is not its own."""


def tag(*parts: bytes) -> bytes:
    """A real MAC, which is all that the layout's tests need of an AEAD."""
    return hmac.digest(KEY, b"".join(len(each).to_bytes(8, "big") + each for each in parts), "sha256")


def seal(nonce: bytes, data: bytes, info: bytes) -> bytes:
    assert len(nonce) == 12
    return data + tag(nonce, data, info)[:16]


def open_chunk(nonce: bytes, sealed: bytes, info: bytes) -> bytes:
    data, mark = sealed[:-16], sealed[-16:]
    if mark != tag(nonce, data, info)[:16]:
        raise FalseError
    return data


def sign(signed: bytes) -> bytes:
    return hashlib.sha512(KEY + signed).digest()


SEALING = Sealing(wrap=lambda info: tag(info) + KEY + b"w" * 16, seal=seal, sign=sign)


def content(size: int) -> bytes:
    return bytes(range(256)) * (size // 256) + b"x" * (size % 256)


def is_true(file: bytes) -> bool:
    """Whether a file is taken for what its sender made."""
    try:
        bundle = take_apart(file)
        if bundle.signature != sign(bundle.signed) or bundle.sealed_key[:32] != tag(bundle.info):
            return False
        opened(bundle, open_chunk)
    except (BundleError, FalseError):
        return False
    return True


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_sealed_is_opened(size: int) -> None:
    bundle = take_apart(seal_bundle(HEADER, content(size), SEALING))
    assert bundle.header == HEADER
    assert opened(bundle, open_chunk) == content(size)
    assert bundle.signature == sign(bundle.signed)


@given(st.integers(0), st.integers(1, 255))
def test_no_byte_of_a_bundle_can_be_changed(at: int, change: int) -> None:
    file = bytearray(seal_bundle(HEADER, content(300), SEALING))
    file[at % len(file)] ^= change
    assert is_true(seal_bundle(HEADER, content(300), SEALING))
    assert not is_true(bytes(file))


@given(st.integers(0, 2 * CHUNK))
def test_no_end_of_a_bundle_can_be_cut_off(left: int) -> None:
    file = seal_bundle(HEADER, content(2 * CHUNK - 500), SEALING)
    assert not is_true(file[: left % len(file)])


def test_chunks_cannot_be_left_out_repeated_or_turned_around() -> None:
    bundle = take_apart(seal_bundle(HEADER, content(3 * CHUNK), SEALING))
    first, second, third = bundle.chunks
    for chunks in ((first, second), (first, third), (first, third, second), (first, first, second, third)):
        with pytest.raises(FalseError):
            opened(dataclasses.replace(bundle, chunks=chunks), open_chunk)


def test_chunks_of_another_bundle_do_not_fit() -> None:
    bundle = take_apart(seal_bundle(HEADER, content(10), SEALING))
    other = take_apart(seal_bundle(msgspec.structs.replace(HEADER, bundle="other"), content(10), SEALING))
    with pytest.raises(FalseError):
        opened(dataclasses.replace(bundle, chunks=other.chunks), open_chunk)


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (b"", BundleFault.OTHER_FILE),
        (b"PK\x03\x04 a workbook", BundleFault.OTHER_FILE),
        (MAGIC, BundleFault.DAMAGED),
        (b"GRB2 of tomorrow", BundleFault.NEWER),
        (MAGIC + (9_000).to_bytes(4, "big") + b" " * 20_000, BundleFault.DAMAGED),
        (MAGIC + (400).to_bytes(4, "big") + b"[" * 20_000, BundleFault.DAMAGED),
        (MAGIC + (2).to_bytes(4, "big") + b"{}" + bytes(400), BundleFault.DAMAGED),
    ],
)
def test_other_files_are_told_apart(file: bytes, fault: BundleFault) -> None:
    with pytest.raises(BundleError) as caught:
        take_apart(file)
    assert caught.value.fault is fault


def test_a_later_layout_is_no_damage() -> None:
    file = seal_bundle(msgspec.structs.replace(HEADER, suite="after quantum"), b"", SEALING)
    with pytest.raises(BundleError, match="newer"):
        take_apart(file)


def test_a_file_that_nobody_would_open_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    file = seal_bundle(HEADER, content(1_000), SEALING)
    monkeypatch.setattr(bundles, "LARGEST_FILE", len(file) - 1)
    with pytest.raises(BundleError, match="too large"):
        seal_bundle(HEADER, content(1_000), SEALING)
    with pytest.raises(BundleError, match="too large"):
        take_apart(file)


def test_the_head_of_an_answer_comes_back_as_it_was() -> None:
    answers = Answers(ReplicaId("r"), [Answered(HEADER.created, {ScopeId("grid/G"): 7}, 12)])
    assert decode_answers(encode_answers(answers)) == answers
