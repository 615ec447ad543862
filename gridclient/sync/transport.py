"""One request to the server and its answer: signed, bounded in time and size, and never taken on trust."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from threading import Event
from typing import Protocol
from urllib.parse import urlsplit

import msgspec
import requests
import truststore
from urllib3.util import SKIP_HEADER

from gridclient.sync.answers import body_of, closed_after, failures_told, lines_of
from gridclient.sync.watched import Watch, WatchedAdapter
from gridcore.ids import DeviceId
from gridcore.json_faults import JSON_FAULTS
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.envelope import LINES_TYPE, PROBLEM_TYPE, decode_refusal, refusal_error
from gridcore.wire.packing import ACCEPTED, ZSTD, pack
from gridcore.wire.signing import Signed, content_digest, signature_base, signature_headers

CONNECT_S, READ_S = 5, 30
_LARGEST_REFUSAL = 65_536
_BUSY_S = 60
_BRIEF_NONCE = 16
"""Letters, of six bits each."""
_HEADERS = {
    "Accept": f"{LINES_TYPE}, {PROBLEM_TYPE}",
    "Accept-Encoding": ACCEPTED,  # unpacked by us, within limits; never by requests
    "Connection": "close",
    "User-Agent": "gridclient",
}
_BRIEF_HEADERS = {"Accept-Encoding": ZSTD, "User-Agent": SKIP_HEADER}
"""The connection is closed by this side."""


@dataclass(frozen=True)
class Call:
    """What is asked: `target` is path and query; the body is packed, and the whole signed, on the way.

    `is_brief`: a small question without a query to a server that knows them, said in as few bytes as can be.
    `read_s` is how long the server may be silent.
    """

    method: str
    target: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    limit: int = 64_000_000
    deadline_s: float = 600
    gives: str = LINES_TYPE
    """The type of the answer: lines, or bytes as they are."""
    read_s: float = READ_S
    is_brief: bool = False


@dataclass(frozen=True)
class Reply:
    """An answer that is ours: its lines, without newlines, as they arrive. Close it when done with it.

    Where bytes were asked for, `lines` are pieces of them.
    """

    status: int
    headers: Mapping[str, str]
    lines: Iterator[bytes]
    close: Callable[[], None]


class Transport(Protocol):
    """The way to the server."""

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask. Now or while lines are read it raises ProblemError, or StoppedError once `stop` is set."""
        ...


@dataclass(frozen=True)
class DeviceKey:
    """The device's id, and how its private key signs; the key itself stays where it is kept."""

    device_id: DeviceId
    sign: Callable[[bytes], bytes]


class HttpTransport:
    """HTTP, a connection for each request, so that none is found dead when the next one needs it."""

    def __init__(
        self,
        server: str,
        key: DeviceKey,
        *,
        now: Callable[[], float],
        new_nonce: Callable[[], str],
        ca_file: Path | None = None,
        proxy: str | None = None,
    ) -> None:
        self._server = server.rstrip("/")
        self._key = key
        self._now = now
        self._new_nonce = new_nonce
        self._tls = tls_context(ca_file)
        self._proxies = {} if proxy is None else {"http": proxy, "https": proxy}
        self._clock_off_s = 0

    def send(self, call: Call, stop: Event) -> Reply:
        """Ask; where the server says that this clock is off, once more by the server's clock."""
        try:
            return self._ask(call, stop)
        except _ClockOffError as error:
            self._clock_off_s = error.server_now - int(self._now())
        try:
            return self._ask(call, stop)
        except _ClockOffError as error:
            raise error.problem from None

    def _ask(self, call: Call, stop: Event) -> Reply:
        with ExitStack() as opened:
            watch = Watch(stop, call.deadline_s)
            opened.callback(watch.end)
            session = opened.enter_context(requests.Session())
            session.trust_env = False  # neither proxies nor passwords out of the environment
            session.mount("http://", WatchedAdapter(watch, self._tls))
            session.mount("https://", WatchedAdapter(watch, self._tls))
            with failures_told(watch):
                response = opened.enter_context(
                    session.send(
                        self._signed(call),
                        stream=True,
                        timeout=(CONNECT_S, call.read_s),
                        allow_redirects=False,
                        proxies=self._proxies,
                    )
                )
            lines = _checked(call, response, watch)
            close = opened.pop_all().close
        return Reply(response.status_code, response.headers, closed_after(lines, close), close)

    def _signed(self, call: Call) -> requests.PreparedRequest:
        packed = pack(call.body) if call.body and not call.is_brief else call.body
        request = requests.Request(call.method, self._server + call.target, data=packed).prepare()
        target, nonce = urlsplit(request.path_url), self._new_nonce()
        signed = Signed(
            method=call.method,
            path=target.path,
            query=target.query,
            digest=content_digest(packed),
            created=int(self._now()) + self._clock_off_s,
            nonce=nonce[:_BRIEF_NONCE] if call.is_brief else nonce,
            device_id=self._key.device_id,
            is_brief=call.is_brief,
        )
        request.headers.update(_BRIEF_HEADERS if call.is_brief else _HEADERS)
        request.headers.update(call.headers)
        request.headers.update(signature_headers(signed, self._key.sign(signature_base(signed))))
        if call.body and not call.is_brief:
            request.headers.update({"Content-Encoding": ZSTD, "Content-Type": "application/json"})
        return request


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Trusts the organisation's authority where there is a file of it, else those of the operating system."""
    if ca_file is None:
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = ssl.create_default_context(cafile=str(ca_file))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


class _ClockOffError(Exception):
    """The server told its own time."""

    def __init__(self, server_now: int, problem: ProblemError) -> None:
        super().__init__(server_now)
        self.server_now = server_now
        self.problem = problem


def _checked(call: Call, response: requests.Response, watch: Watch) -> Iterator[bytes]:
    """Whatever is not ours, a captive portal's page above all, is refused before anybody reads it."""
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    status = response.status_code
    if kind == PROBLEM_TYPE:
        raise _refusal(b"".join(body_of(response, watch, _LARGEST_REFUSAL)), status)
    if status == 304:
        return iter(())
    if status in (429, 503):
        raise ProblemError(ProblemCode.SERVER_BUSY, wait_s=_wait_s(response))
    if status >= 500:
        raise ProblemError(ProblemCode.SERVER_FAILED, status=status)
    if kind != call.gives or status not in (200, 206):
        raise ProblemError(ProblemCode.SERVER_GARBAGE)
    if call.method == "HEAD":
        return iter(())
    if call.gives != LINES_TYPE:
        return body_of(response, watch, call.limit)
    lines = lines_of(body_of(response, watch, call.limit))
    if status == 206:
        return lines
    first = next(lines, b"")
    try:
        msgspec.json.decode(first, type=dict[str, msgspec.Raw])
    except JSON_FAULTS as error:
        raise ProblemError(ProblemCode.SERVER_GARBAGE) from error
    return chain((first,), lines)


def _refusal(body: bytes, status: int) -> Exception:
    try:
        refusal = decode_refusal(body)
    except JSON_FAULTS:
        return ProblemError(ProblemCode.SERVER_FAILED, status=status)
    problem = refusal_error(refusal, status)
    if refusal.code is ProblemCode.CLOCK_SKEW:
        return _ClockOffError(refusal.now, problem)
    return problem


def _wait_s(response: requests.Response) -> int:
    told = response.headers.get("Retry-After", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 6 else _BUSY_S
