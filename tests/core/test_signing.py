"""Signatures of requests: understood by another implementation of RFC 9421, and by nothing forged."""

import base64
import datetime

import msgspec
import pytest
import requests
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import HTTPMessageSigner, HTTPMessageVerifier, MappingKeyResolver
from http_message_signatures.algorithms import ED25519

from gridcore.wire.signing import (
    Signed,
    content_digest,
    device_id_of,
    read_signature,
    signature_base,
    signature_headers,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key()
DEVICE = device_id_of(PUBLIC.public_bytes_raw())
BODY = '{"name":"王"}'.encode()
SIGNED = Signed(
    method="POST",
    path="/sync/v1",
    query="page=2",
    digest=content_digest(BODY),
    created=1_800_000_000,
    nonce="abcdefghijklmnop",
    device_id=DEVICE,
)
HEADERS = requests.structures.CaseInsensitiveDict(signature_headers(SIGNED, KEY.sign(signature_base(SIGNED))))


def read(headers: requests.structures.CaseInsensitiveDict[str]) -> object:
    return read_signature("POST", "/sync/v1", "page=2", headers)


def test_another_implementation_accepts_what_we_sign() -> None:
    request = requests.Request("POST", "https://example/sync/v1?page=2", HEADERS, data=BODY).prepare()
    keys = MappingKeyResolver(public_keys={DEVICE: PUBLIC}, private_keys={})
    verifier = HTTPMessageVerifier(signature_algorithm=ED25519, key_resolver=keys)
    verifier.max_clock_skew = datetime.timedelta(days=36_500)
    verified = verifier.verify(request, max_age=None, body=BODY)
    assert [each.parameters["keyid"] for each in verified] == [DEVICE]


def test_we_accept_what_another_implementation_signs() -> None:
    request = requests.Request("POST", "https://example/sync/v1?page=2", data=BODY).prepare()
    keys = MappingKeyResolver(public_keys={}, private_keys={DEVICE: KEY})
    signer = HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=keys)
    signer.sign(
        request,
        key_id=DEVICE,
        nonce=SIGNED.nonce,
        label="grid",
        created=datetime.datetime.fromtimestamp(SIGNED.created, datetime.UTC),
        covered_component_ids=("@method", "@path", "@query"),
        body=BODY,
    )
    found = read_signature("POST", "/sync/v1", "page=2", request.headers)
    assert found is not None
    assert found.signed == SIGNED
    PUBLIC.verify(found.signature, signature_base(found.signed))


def test_what_is_signed_is_read_back() -> None:
    found = read_signature("POST", "/sync/v1", "page=2", HEADERS)
    assert found is not None
    assert found.signed == SIGNED
    PUBLIC.verify(found.signature, signature_base(found.signed))


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "PUT"},
        {"path": "/sync/v2"},
        {"query": ""},
        {"digest": content_digest(b"")},
        {"created": 1_800_000_001},
        {"nonce": "ponmlkjihgfedcba"},
        {"device_id": "0" * 32},
    ],
)
def test_the_signature_covers_every_part(changed: dict[str, object]) -> None:
    other = msgspec.structs.replace(SIGNED, **changed)
    with pytest.raises(InvalidSignature):
        PUBLIC.verify(KEY.sign(signature_base(SIGNED)), signature_base(other))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Signature-Input", ""),
        ("Signature-Input", HEADERS["Signature-Input"].replace("grid=", "other=")),
        ("Signature-Input", HEADERS["Signature-Input"].replace(' "content-digest"', "")),
        ("Signature-Input", HEADERS["Signature-Input"].replace("ed25519", "hmac-sha256")),
        ("Signature-Input", HEADERS["Signature-Input"] + ";expires=1"),
        ("Signature", ""),
        ("Signature", "grid=:!:"),
        ("Signature", "grid=:"),
        ("Signature", HEADERS["Signature"].replace("grid=", "other=")),
        ("Content-Digest", ""),
        ("Content-Digest", "md5=:AAAA:"),
    ],
)
def test_headers_of_another_profile_are_refused(header: str, value: str) -> None:
    headers = HEADERS.copy()
    headers[header] = value
    assert read(HEADERS) is not None
    assert read(headers) is None


def test_a_path_that_is_not_ascii_is_refused() -> None:
    assert read_signature("POST", "/sync/é", "", HEADERS) is None


BRIEF = msgspec.structs.replace(SIGNED, query="", is_brief=True)
BRIEF_HEADERS = requests.structures.CaseInsensitiveDict(
    signature_headers(BRIEF, KEY.sign(signature_base(BRIEF)))
)


def test_another_implementation_accepts_a_brief_signature() -> None:
    request = requests.Request("POST", "https://example/sync/v1", BRIEF_HEADERS, data=BODY).prepare()
    key_id = base64.urlsafe_b64encode(bytes.fromhex(DEVICE)).decode().rstrip("=")
    keys = MappingKeyResolver(public_keys={key_id: PUBLIC}, private_keys={})
    verifier = HTTPMessageVerifier(signature_algorithm=ED25519, key_resolver=keys)
    verifier.max_clock_skew = datetime.timedelta(days=36_500)
    (verified,) = verifier.verify(request, max_age=None, body=BODY)
    assert verified.parameters["nonce"] == BRIEF.nonce
    assert {"@method", "@path", "content-digest"} <= {
        name.strip('"') for name in verified.covered_components if isinstance(name, str)
    }


def test_a_brief_signature_is_read_back_and_shorter() -> None:
    found = read_signature("POST", "/sync/v1", "", BRIEF_HEADERS)
    assert found is not None
    assert found.signed == BRIEF
    PUBLIC.verify(found.signature, signature_base(found.signed))
    assert sum(map(len, BRIEF_HEADERS.values())) < sum(map(len, HEADERS.values()))


def test_nobody_adds_a_query_to_a_brief_signature() -> None:
    assert read_signature("POST", "/sync/v1", "page=2", BRIEF_HEADERS) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"method": "PUT"},
        {"path": "/sync/v2"},
        {"digest": content_digest(b"")},
        {"created": 1_800_000_001},
        {"nonce": "ponmlkjihgfedcba"},
        {"device_id": "0" * 32},
        {"is_brief": False},
    ],
)
def test_a_brief_signature_covers_every_part(changed: dict[str, object]) -> None:
    other = msgspec.structs.replace(BRIEF, **changed)
    with pytest.raises(InvalidSignature):
        PUBLIC.verify(KEY.sign(signature_base(BRIEF)), signature_base(other))


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Signature-Input", BRIEF_HEADERS["Signature-Input"].replace("g=", "grid=")),
        ("Signature-Input", BRIEF_HEADERS["Signature-Input"].replace(' "content-digest"', "")),
        ("Signature-Input", BRIEF_HEADERS["Signature-Input"].replace('"@method" ', "")),
        ("Signature-Input", BRIEF_HEADERS["Signature-Input"].partition(";nonce")[0]),
        ("Signature-Input", BRIEF_HEADERS["Signature-Input"].replace(BRIEF.nonce, "short")),
        ("Signature-Input", HEADERS["Signature-Input"]),
        ("Signature", HEADERS["Signature"]),
        ("Content-Digest", ""),
    ],
)
def test_a_brief_signature_of_another_form_is_none(header: str, value: str) -> None:
    headers = BRIEF_HEADERS.copy()
    headers[header] = value
    assert read_signature("POST", "/sync/v1", "", headers) is None
