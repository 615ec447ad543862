"""The server over real HTTP: who may speak to it, and what it makes of everything else."""

import ipaddress
import itertools
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
import requests
from backports import zstd
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from starlette.exceptions import HTTPException

from gridclient.sync.transport import Call, DeviceKey, HttpTransport
from gridcore.ids import CommunityId, UserId
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.enrolment import EnrolAnswer, EnrolRequest, decode_enrol_answer, encode_enrolment
from gridcore.wire.envelope import PROBLEM_TYPE, decode_refusal
from gridcore.wire.packing import pack
from gridcore.wire.signing import (
    Signed,
    content_digest,
    device_id_of,
    signature_base,
    signature_headers,
)
from gridserver.app import build_app
from gridserver.db import accounts, devices
from gridserver.db.engine import Database, open_database
from gridserver.db.keys import create_keys
from gridserver.http.receive import LARGEST_BODY, Arrived, caller
from gridserver.installation import Installation, with_keys
from tests.fakes.loopback import serving

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
HOME, WANG = CommunityId("330106001"), UserId("wang")
SECRET = "王小明的身份证"


@pytest.fixture(scope="module")
def installation(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    keys = create_keys(tmp_path_factory.mktemp("keys") / "server.keys")
    with database.write() as connection:
        accounts.create_community(connection, HOME, "翠苑", by="console", now=NOW)
        accounts.create_user(connection, WANG, HOME, "王小明", by="console", now=NOW)
    return with_keys(database, keys, clock=lambda: NOW)


@pytest.fixture(scope="module")
def address(installation: Installation) -> Iterator[str]:
    with serving(build_app(installation)) as served:
        yield served


@pytest.fixture
def code(database: Database) -> str:
    with database.write() as connection:
        return devices.new_code(connection, WANG, by="console", now=NOW)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for loopback, signed by nobody else, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "gridserver test")])
    today = datetime.now(UTC)
    loopback = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(loopback, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    chain, private = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return chain, private


class Laptop:
    """A device with a key of its own and a clock that may be wrong."""

    def __init__(
        self, address: str, *, clock_off: timedelta = timedelta(0), ca_file: Path | None = None
    ) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.public = self.key.public_key().public_bytes_raw()
        self.device_id = device_id_of(self.public)
        self.address = address
        numbers = itertools.count()
        self.transport = HttpTransport(
            address,
            DeviceKey(self.device_id, self.key.sign),
            now=(NOW + clock_off).timestamp,
            new_nonce=lambda: f"nonce-{next(numbers):010}",
            ca_file=ca_file,
        )

    def request(self, code: str) -> bytes:
        return encode_enrolment(EnrolRequest(1, "0.1.0", code, self.public, "Laptop 7"))

    def enrol(self, code: str) -> EnrolAnswer:
        reply = self.transport.send(Call("POST", "/enrol/v1", self.request(code), deadline_s=20), Event())
        (line,) = reply.lines
        return decode_enrol_answer(line)

    def arrived(self, body: bytes, *, nonce: str = "nonce-of-a-test-1") -> Arrived:
        """A signed request as the server sees it; the body is one packed frame."""
        packed = pack(body)
        signed = Signed(
            "POST", "/enrol/v1", "", content_digest(packed), int(NOW.timestamp()), nonce, self.device_id
        )
        headers = requests.structures.CaseInsensitiveDict(
            signature_headers(signed, self.key.sign(signature_base(signed)))
        )
        headers["Content-Encoding"] = "zstd"
        return Arrived("POST", "/enrol/v1", "", headers, packed)

    def post(self, arrived: Arrived) -> requests.Response:
        with requests.Session() as session:
            session.trust_env = False
            return session.post(
                self.address + arrived.path, arrived.packed, headers=dict(arrived.headers), timeout=20
            )


def code_of(response: requests.Response) -> tuple[int, ProblemCode]:
    assert response.headers["Content-Type"] == PROBLEM_TYPE
    return response.status_code, decode_refusal(response.content).code


def test_a_laptop_enrols_with_its_code(
    address: str, installation: Installation, code: str, database: Database
) -> None:
    laptop = Laptop(address)
    answer = laptop.enrol(code)
    assert (answer.user_id, answer.user_name, answer.community) == (WANG, "王小明", HOME)
    assert answer.server_key == installation.receipt_key.public_key().public_bytes_raw()
    with database.snapshot() as connection:
        device = devices.device_of(connection, laptop.device_id)
    assert device is not None
    assert device.public_key == laptop.public


def test_a_used_code_and_a_made_up_one_get_the_same_answer(address: str, code: str) -> None:
    Laptop(address).enrol(code)
    for refused in (code, "AAAAA-BBBBB-CCCCC-DDDDD"):
        with pytest.raises(ProblemError) as caught:
            Laptop(address).enrol(refused)
        assert caught.value.code is ProblemCode.ENROLMENT_REFUSED


@pytest.mark.parametrize("years", [-10, 10])
def test_a_laptop_with_a_wrong_clock_is_told_the_time_and_goes_on(
    address: str, code: str, years: int
) -> None:
    assert Laptop(address, clock_off=timedelta(days=365 * years)).enrol(code).user_id == WANG


def test_five_minutes_of_skew_are_borne(address: str, installation: Installation) -> None:
    arrived = Laptop(address).arrived(b"{}")
    for off_s, expected in ((300, ProblemCode.NOT_ENROLLED), (301, ProblemCode.CLOCK_SKEW)):
        moment = NOW + timedelta(seconds=off_s)
        later = replace(installation, clock=moment.replace)
        with pytest.raises(ProblemError) as caught:
            caller(later, arrived)
        assert caught.value.code is expected


def test_a_signature_of_another_key_proves_nothing(address: str, code: str) -> None:
    laptop, thief = Laptop(address), Laptop(address)
    thief.device_id = laptop.device_id
    assert code_of(laptop.post(thief.arrived(laptop.request(code)))) == (401, ProblemCode.NOT_ENROLLED)
    assert laptop.enrol(code).user_id == WANG


def _with(**changed: str) -> Callable[[Arrived], Arrived]:
    def tamper(arrived: Arrived) -> Arrived:
        return replace(
            arrived, headers={**arrived.headers, **{k.replace("_", "-"): v for k, v in changed.items()}}
        )

    return tamper


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (lambda arrived: replace(arrived, packed=arrived.packed + b" "), 401),
        (lambda arrived: replace(arrived, path="/enrol/v1?x=1"), 401),
        (_with(Signature="grid=:AAAA:"), 401),
        (_with(signature_input="none"), 401),
        (_with(Content_Encoding="br"), 415),
        (_with(Content_Encoding="gzip"), 400),
        (lambda arrived: replace(arrived, path="/enrol/v2"), 404),
        (lambda arrived: replace(arrived, path="/"), 404),
    ],
    ids=["body", "query", "signature", "input", "unknown packing", "other packing", "version", "root"],
)
def test_a_request_that_was_tampered_with_is_refused(
    address: str, code: str, tamper: Callable[[Arrived], Arrived], expected: int
) -> None:
    laptop = Laptop(address)
    arrived = laptop.arrived(laptop.request(code))
    assert code_of(laptop.post(tamper(arrived)))[0] == expected
    assert laptop.post(arrived).status_code == 200


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b'{"proto":1}', b"\xff", b'{"code":"\xff"}', b"[" * 5_000, b'{"code":' + b"9" * 5_000],
)
def test_a_body_that_is_no_message_is_refused(address: str, body: bytes) -> None:
    laptop = Laptop(address)
    assert code_of(laptop.post(laptop.arrived(body))) == (400, ProblemCode.SERVER_FAILED)


def test_a_key_that_is_not_the_signers_is_refused(address: str, code: str) -> None:
    laptop, other = Laptop(address), Laptop(address)
    assert code_of(laptop.post(laptop.arrived(other.request(code))))[0] == 400


def test_a_body_that_is_too_large_is_refused_packed_or_not(address: str) -> None:
    laptop = Laptop(address)
    bomb = laptop.arrived(b" " * (LARGEST_BODY + 1))
    assert len(bomb.packed) < 1_000
    assert code_of(laptop.post(bomb))[0] == 413
    assert code_of(laptop.post(replace(bomb, packed=b" " * (LARGEST_BODY + 1))))[0] == 413
    huge = zstd.compress(bytes(300_000_000))
    assert code_of(laptop.post(replace(bomb, packed=huge)))[0] == 401


def test_an_enrolled_device_is_known_by_its_signature(
    address: str, installation: Installation, code: str, database: Database
) -> None:
    laptop = Laptop(address)
    laptop.enrol(code)
    assert caller(installation, laptop.arrived(b"{}")).is_trusted
    with database.write() as connection:
        devices.revoke_device(connection, laptop.device_id, by="console", now=NOW)
    assert not caller(installation, laptop.arrived(b"{}")).is_trusted


def test_a_call_that_must_not_be_repeated_is_taken_once(
    address: str, installation: Installation, code: str
) -> None:
    laptop = Laptop(address)
    laptop.enrol(code)
    for nonce in ("nonce-of-a-test-2", "nonce-of-a-test-3"):
        assert caller(installation, laptop.arrived(b"{}", nonce=nonce), once=True).user_id == WANG
        with pytest.raises(HTTPException) as caught:
            caller(installation, laptop.arrived(b"{}", nonce=nonce), once=True)
        assert caught.value.status_code == 409


def test_a_bug_is_logged_without_the_values_that_it_met(
    dsn: str, installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    broken = open_database(dsn)
    with broken.write() as connection:
        connection.exec_driver_sql("ALTER TABLE enrolment_code RENAME TO lost")
    try:
        with (
            serving(build_app(replace(installation, database=broken))) as served,
            caplog.at_level(logging.INFO),
        ):
            laptop = Laptop(served)
            assert code_of(laptop.post(laptop.arrived(laptop.request(SECRET)))) == (
                500,
                ProblemCode.SERVER_FAILED,
            )
    finally:
        with broken.write() as connection:
            connection.exec_driver_sql("ALTER TABLE lost RENAME TO enrolment_code")
        broken.close()
    assert "ProgrammingError at " in caplog.text
    assert "devices.py" in caplog.text
    assert SECRET not in caplog.text


def test_answers_are_not_kept_by_anybody_between(address: str, code: str) -> None:
    laptop = Laptop(address)
    assert laptop.post(laptop.arrived(laptop.request(code))).headers["Cache-Control"] == "no-store"


def test_the_server_speaks_tls_and_an_unknown_authority_is_refused(
    installation: Installation, code: str, certificate: tuple[Path, Path]
) -> None:
    chain, key = certificate
    with serving(build_app(installation), tls=(chain, key)) as served:
        assert served.startswith("https://")
        with pytest.raises(ProblemError) as caught:
            Laptop(served).enrol(code)
        assert caught.value.code is ProblemCode.SERVER_UNTRUSTED
        assert Laptop(served, ca_file=chain).enrol(code).user_id == WANG
