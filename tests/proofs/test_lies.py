"""Whatever answers instead of the server: nothing counts as sent, memory stays small, and work goes on."""

import asyncio
import ipaddress
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from sqlalchemy import Connection

from gridclient.db.settings import SERVER_CA, set_setting
from gridcore.problems import ProblemCode
from gridserver.app import build_app
from gridserver.installation import Installation
from tests.end_to_end.test_two_laptops import Laptop, build
from tests.fakes.loopback import misbehaving, serving
from tests.proofs.desk import at_a_desk, move_to, on_server, says_all_is_there
from tests.proofs.gullible import Outcome
from tests.proofs.lies import LIES
from tests.server.conftest import address, cluster, database, dsn, field, template

__all__ = ["address", "cluster", "database", "dsn", "field", "template"]

MOST_MB = 300
measured = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by Linux alone")


def told(store: Path, addresses: Sequence[str], *weaknesses: str) -> tuple[list[Outcome], int]:
    """What a laptop in a process of its own made of each address, and its largest size in MB."""
    command = [sys.executable, "-m", "tests.proofs.gullible", str(store), *weaknesses, *addresses]
    done = subprocess.run(command, check=True, capture_output=True, timeout=240)
    *lines, size = done.stdout.splitlines()
    return [msgspec.json.decode(each, type=Outcome) for each in lines], int(size)


async def a_store(folder: Path, installation: Installation, server: str, *, waiting: bool) -> None:
    """A laptop that has read its grid; where nothing waits the next request is a poll."""
    async with at_a_desk(folder, installation, server, "zhang") as desk:
        await desk.tried()
        if waiting:
            await build(Laptop(desk.session, None))  # type: ignore[arg-type]


@measured
@pytest.mark.timeout(300)
@pytest.mark.parametrize("waiting", [True, False], ids=["with work", "with nothing to send"])
def test_no_lie_is_taken_for_an_answer_and_none_costs_more_than_300_mb(
    waiting: bool, tmp_path: Path, field: Installation, address: str
) -> None:
    asyncio.run(a_store(tmp_path / "store", field, address, waiting=waiting))
    with ExitStack() as stack:
        addresses = [stack.enter_context(misbehaving(behave)) for behave, _ in LIES.values()]
        found, size = told(tmp_path / "store", [*addresses, address])
    for name, outcome in zip(LIES, found, strict=False):
        assert outcome.problem in {each.value for each in LIES[name][1]}, (name, outcome)
        assert not outcome.promises, name
        assert bool(outcome.waiting) == waiting, name
    assert found[-1] == Outcome("", promises=True, waiting=0), "the work did not arrive afterwards"
    assert size < MOST_MB


@measured
@pytest.mark.timeout(300)
def test_a_laptop_that_reads_every_answer_to_its_end_is_found_out(
    tmp_path: Path, field: Installation, address: str
) -> None:
    asyncio.run(a_store(tmp_path / "store", field, address, waiting=True))
    with misbehaving(LIES["a bomb of gzip"][0]) as bomb:
        _, size = told(tmp_path / "store", [bomb], "--weak")
    assert size >= MOST_MB


def certificate(folder: Path, host: str, days: tuple[int, int] = (-1, 1)) -> tuple[Path, Path]:
    """A certificate that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today + timedelta(days=days[0]))
        .not_valid_after(today + timedelta(days=days[1]))
        .add_extension(x509.SubjectAlternativeName([_named(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir()
    chain, private = folder / "chain.pem", folder / "key.pem"
    chain.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return chain, private


def _named(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)


@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("host", "days", "knows"),
    [
        ("127.0.0.1", (-1, 1), "another"),
        ("portal.example", (-1, 1), "this"),
        ("127.0.0.1", (-9, -1), "this"),
        ("127.0.0.1", (-1, 1), "this"),
    ],
    ids=["unknown authority", "name of somebody else", "out of date", "the right one"],
)
def test_to_a_certificate_of_somebody_else_not_a_byte_of_work_is_said(
    host: str, days: tuple[int, int], knows: str, tmp_path: Path, field: Installation, address: str
) -> None:
    chain, key = certificate(tmp_path / "tls", host, days)
    trusted, _ = (chain, key) if knows == "this" else certificate(tmp_path / "other", "127.0.0.1")
    is_right = (host, days, knows) == ("127.0.0.1", (-1, 1), "this")

    async def story() -> None:
        async with at_a_desk(tmp_path / "li", field, address, "li") as desk:
            await build(Laptop(desk.session, None))  # type: ignore[arg-type]
            with serving(build_app(field), tls=(chain, key)) as false:
                await desk.session.database.write(partial(_trust, trusted))
                there = await move_to(desk, false)
                status = await there.tried()
            if is_right:
                assert says_all_is_there(status)
                assert on_server(field, desk.replica)
                return
            assert status.problem is ProblemCode.SERVER_UNTRUSTED
            assert status.waiting > 0
            assert on_server(field, desk.replica) == []
            assert says_all_is_there(await (await move_to(desk, address)).tried())

    asyncio.run(story())


def _trust(authority: Path, connection: Connection) -> None:
    set_setting(connection, SERVER_CA, authority.read_text())
