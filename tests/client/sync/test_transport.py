"""The transport against servers that lie, drip, cut and explode. What it gives back is ours, or a problem."""

import gzip
import itertools
import os
import socket
import threading
from collections.abc import Callable
from threading import Event

import pytest
from backports import zstd
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from gridclient.sync.answers import StoppedError
from gridclient.sync.transport import Call, DeviceKey, HttpTransport, Reply
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.envelope import LINES_TYPE, PROBLEM_TYPE, Refusal, encode_refusal
from gridcore.wire.packing import GZIP, ZSTD, packed_stream
from gridcore.wire.signing import device_id_of
from tests.fakes.loopback import Behaviour, misbehaving

KEY = Ed25519PrivateKey.generate()
DEVICE = DeviceKey(device_id_of(KEY.public_key().public_bytes_raw()), KEY.sign)
LINES = b'{"h":{"now":"x"}}\n["g","r1"]\n'
CALL = Call("POST", "/sync/v1", b"{}", limit=1_000_000, deadline_s=20)


def transport(address: str) -> HttpTransport:
    numbers = itertools.count()
    return HttpTransport(
        address, DEVICE, now=lambda: 1_800_000_000.0, new_nonce=lambda: f"nonce-number-{next(numbers):06}"
    )


def head(*headers: str, kind: str = LINES_TYPE, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]).encode()


def sends(*pieces: bytes) -> Behaviour:
    def behave(connection: socket.socket) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return behave


def whole(body: bytes, *headers: str, kind: str = LINES_TYPE, status: str = "200 OK") -> Behaviour:
    return sends(head(f"Content-Length: {len(body)}", *headers, kind=kind, status=status), body)


def read(reply: Reply) -> list[bytes]:
    try:
        return list(reply.lines)
    finally:
        reply.close()


def ask(behave: Behaviour, call: Call = CALL) -> list[bytes]:
    with misbehaving(behave) as address:
        return read(transport(address).send(call, Event()))


def problem(behave: Behaviour, call: Call = CALL) -> ProblemCode:
    with pytest.raises(ProblemError) as caught:
        ask(behave, call)
    return caught.value.code


@pytest.mark.parametrize("encoding", [ZSTD, GZIP])
def test_lines_arrive_however_they_are_packed(encoding: str) -> None:
    body = b"".join(packed_stream(encoding, [LINES]))
    assert ask(whole(body, f"Content-Encoding: {encoding}")) == LINES.splitlines()


def test_lines_arrive_unpacked_and_in_chunks() -> None:
    chunks = [b"%x\r\n%b\r\n" % (len(piece), piece) for piece in (LINES[:5], LINES[5:])]
    assert ask(whole(LINES)) == LINES.splitlines()
    assert ask(sends(head("Transfer-Encoding: chunked"), *chunks, b"0\r\n\r\n")) == LINES.splitlines()


def test_a_line_can_be_read_before_the_next_is_sent() -> None:
    goes_on = Event()

    def behave(connection: socket.socket) -> None:
        connection.sendall(head("Transfer-Encoding: chunked") + b"8\r\n" + b'{"h":1}\n' + b"\r\n")
        goes_on.wait(20)
        connection.sendall(b"3\r\n[]\n\r\n0\r\n\r\n")

    with misbehaving(behave) as address:
        reply = transport(address).send(CALL, Event())
        assert next(reply.lines) == b'{"h":1}'
        goes_on.set()
        assert read(reply) == [b"[]"]


@pytest.mark.parametrize(
    "behave",
    [
        whole(b"<html>Welcome to Hotel WiFi, please log in</html>", kind="text/html"),
        whole(b"<html>Welcome to Hotel WiFi, please log in</html>"),
        whole(b"", "Location: http://portal.example/login", status="302 Found"),
        whole(LINES, status="404 Not Found"),
        whole(b"[1]\n"),
        whole(b'{"h": \n'),
        whole(b'{"h":' + b"[" * 100_000 + b"\n"),
        whole(b""),
        whole(LINES, "Content-Encoding: zstd"),
        whole(LINES, "Content-Encoding: gzip"),
        whole(LINES, "Content-Encoding: br"),
        sends(head(), LINES),
        sends(b"220 smtp.example ESMTP ready\r\n"),
        sends(os.urandom(1000).replace(b"H", b"h") + b"\r\n\r\n"),
    ],
    ids=[
        *(
            "portal",
            "portal in disguise",
            "redirect",
            "not found",
            "no head",
            "half a head",
            "brackets",
            "nothing",
        ),
        *("not zstd", "not gzip", "unknown packing", "endless by design", "another protocol", "noise"),
    ],
)
def test_what_is_not_an_answer_of_ours_is_garbage(behave: Behaviour) -> None:
    assert problem(behave) is ProblemCode.SERVER_GARBAGE


@pytest.mark.parametrize("encoding", [ZSTD, GZIP, ""])
@pytest.mark.parametrize("lost", [1, 7, 200])
def test_a_cut_answer_is_never_taken_for_a_whole_one(encoding: str, lost: int) -> None:
    body = LINES + b'["g","%b"]\n' % os.urandom(2_000).hex().encode()
    packed = b"".join(packed_stream(encoding, [body]))
    headers = [f"Content-Encoding: {encoding}"] if encoding else []
    length = f"Content-Length: {len(packed)}"
    assert problem(sends(head(length, *headers), packed[:-lost])) is ProblemCode.SERVER_UNREACHABLE
    chunk = b"%x\r\n" % len(packed) + packed
    assert problem(sends(head("Transfer-Encoding: chunked", *headers), chunk[:-lost])) is (
        ProblemCode.SERVER_UNREACHABLE
    )
    if encoding:
        short = packed[:-lost]
        assert problem(whole(short, *headers)) is ProblemCode.SERVER_UNREACHABLE


def test_a_line_without_its_end_is_not_read() -> None:
    assert problem(whole(LINES + b'["g"')) is ProblemCode.SERVER_GARBAGE


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (zstd.compress(LINES + bytes(100_000_000)), ZSTD),
        (gzip.compress(LINES + bytes(100_000_000), compresslevel=1), GZIP),
    ],
)
def test_a_bomb_is_put_down(body: bytes, encoding: str) -> None:
    assert problem(whole(body, f"Content-Encoding: {encoding}")) is ProblemCode.ANSWER_TOO_LARGE


def test_an_answer_of_two_gigabytes_is_left_at_the_limit() -> None:
    sent = 0

    def behave(connection: socket.socket) -> None:
        nonlocal sent
        connection.sendall(head("Content-Length: 2000000000") + LINES)
        row = b'["g","r"]\n' * 10_000
        while True:
            connection.sendall(row)
            sent += len(row)

    assert problem(behave) is ProblemCode.ANSWER_TOO_LARGE
    assert sent < 50_000_000  # what the buffers of the two sockets hold


def drip(start: bytes, drop: bytes) -> Behaviour:
    def behave(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(drop)
            threading.Event().wait(0.02)

    return behave


@pytest.mark.parametrize(
    "behave",
    [
        drip(b"", b"H"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X-More: yes\r\n"[:1]),
        drip(head("Content-Length: 1000000") + b'{"h":1}\n', b" "),
        drip(head("Transfer-Encoding: chunked") + b'8\r\n{"h":1}\n\r\nfffff\r\n', b" "),
        drip(head("Transfer-Encoding: chunked") + b"fffff\r\n", b" "),
    ],
    ids=["status", "headers", "body", "chunk", "first line"],
)
def test_a_server_that_drips_is_left_at_the_deadline(behave: Behaviour) -> None:
    assert problem(behave, Call("GET", "/", deadline_s=0.5)) is ProblemCode.SERVER_TOO_SLOW


@pytest.mark.parametrize(
    "behave",
    [lambda _: threading.Event().wait(20), drip(head("Content-Length: 1000000") + b'{"h":1}\n', b" ")],
    ids=["before the answer", "within the answer"],
)
def test_whoever_does_not_want_the_answer_any_more_is_let_go(behave: Callable[[socket.socket], None]) -> None:
    stop = Event()
    threading.Timer(0.3, stop.set).start()
    with misbehaving(behave) as address, pytest.raises(StoppedError):
        read(transport(address).send(CALL, stop))


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ProblemError) as caught:
            transport(address).send(CALL, Event())
    assert caught.value.code is ProblemCode.SERVER_UNREACHABLE


def test_without_names_there_is_no_network() -> None:
    with pytest.raises(ProblemError) as caught:
        transport("http://server.invalid").send(CALL, Event())
    assert caught.value.code is ProblemCode.OFFLINE


def test_a_server_that_hangs_up_is_unreachable() -> None:
    assert problem(lambda connection: connection.close()) is ProblemCode.SERVER_UNREACHABLE


@pytest.mark.parametrize(
    ("behave", "expected"),
    [
        (whole(b"", "Retry-After: 90", kind="text/html", status="503 Busy"), {"wait_s": 90}),
        (whole(b"", "Retry-After: tomorrow", kind="text/html", status="429 Slow down"), {"wait_s": 60}),
        (whole(b"<html>", kind="text/html", status="502 Bad Gateway"), {"status": 502}),
        (whole(b"{}", kind=PROBLEM_TYPE, status="400 Bad"), {"status": 400}),
    ],
)
def test_a_failing_server_is_told_apart_from_a_lying_one(behave: Behaviour, expected: dict[str, int]) -> None:
    with pytest.raises(ProblemError) as caught:
        ask(behave)
    assert caught.value.params == expected


def test_a_refusal_is_the_problem_that_it_names() -> None:
    body = encode_refusal(Refusal(ProblemCode.REVOKED, 1_800_000_000))
    assert problem(whole(body, kind=PROBLEM_TYPE, status="403 No")) is ProblemCode.REVOKED


def test_a_clock_that_stays_wrong_is_told_after_one_more_try() -> None:
    asked = []
    refusal = encode_refusal(Refusal(ProblemCode.CLOCK_SKEW, 1_900_000_000, {"minutes": 9}))

    def behave(connection: socket.socket) -> None:
        asked.append(1)
        whole(refusal, kind=PROBLEM_TYPE, status="401 No")(connection)

    assert problem(behave) is ProblemCode.CLOCK_SKEW
    assert len(asked) == 2


def test_an_unchanged_snapshot_has_no_lines() -> None:
    assert ask(sends(head(status="304 Not Modified"))) == []


@pytest.fixture
def poisoned_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)


@pytest.mark.usefixtures("poisoned_environment")
def test_proxies_of_the_environment_are_not_used() -> None:
    assert ask(whole(LINES)) == LINES.splitlines()


def test_the_watch_ends_with_the_answer() -> None:
    ask(whole(LINES))
    for thread in threading.enumerate():
        if thread.name == "transport-watch":
            thread.join(5)
            assert not thread.is_alive()
