"""Reads the body of an answer: unpacked within limits, cut into lines; a failure is a problem with a code."""

import errno
import http.client
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import requests
import urllib3

from gridclient.sync.watched import Watch
from gridcore.problems import ProblemCode, ProblemError
from gridcore.wire.packing import IDENTITY, Fault, Unpacker, UnpackError

_CHUNK = 65_536
_LARGEST_LINE = 16_000_000
_NO_NETWORK = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}


class StoppedError(Exception):
    """The caller set `stop`: the answer is not wanted any more."""


def body_of(response: requests.Response, watch: Watch, limit: int) -> Iterator[bytes]:
    """The body unpacked, piece by piece. Raises ProblemError or StoppedError."""
    encoding = response.headers.get("Content-Encoding", IDENTITY).strip().lower()
    is_framed = "Content-Length" in response.headers or response.raw.chunked
    if encoding == IDENTITY and not is_framed:
        raise ProblemError(ProblemCode.SERVER_GARBAGE)  # nobody could tell whether it was cut
    try:
        unpacker = Unpacker(encoding, limit)
        with failures_told(watch):
            for chunk in response.raw.stream(_CHUNK, decode_content=False):
                yield from unpacker.feed(chunk)
        unpacker.finish()
    except UnpackError as error:
        raise _unpack_problem(error.fault, limit) from error


def lines_of(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Lines without their newlines. Raises ProblemError for one that does not end."""
    held = bytearray()
    for piece in pieces:
        held += piece
        if b"\n" in piece:
            *whole, rest = bytes(held).split(b"\n")
            yield from whole
            held = bytearray(rest)
        if len(held) > _LARGEST_LINE:
            raise ProblemError(ProblemCode.SERVER_GARBAGE)
    if held:
        raise ProblemError(ProblemCode.SERVER_GARBAGE)


def closed_after(pieces: Iterator[bytes], close: Callable[[], None]) -> Iterator[bytes]:
    """The same, and the connection is closed at the end, however it comes."""
    try:
        yield from pieces
    finally:
        close()


@contextmanager
def failures_told(watch: Watch) -> Iterator[None]:
    """Turn every way in which a connection fails into the problem that a person is told about."""
    try:
        yield
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        OSError,
        http.client.HTTPException,
    ) as error:
        _raise_if_ended(watch)
        raise ProblemError(_code_of(error)) from error
    _raise_if_ended(watch)  # headers that were cut end like headers that are complete


def _raise_if_ended(watch: Watch) -> None:
    if watch.is_stopped:
        raise StoppedError
    if watch.is_late:
        raise ProblemError(ProblemCode.SERVER_TOO_SLOW)


def _code_of(error: BaseException) -> ProblemCode:
    causes = list(_causes(error))
    if any(isinstance(each, ssl.SSLCertVerificationError) for each in causes):
        return ProblemCode.SERVER_UNTRUSTED
    if any(isinstance(each, urllib3.exceptions.NameResolutionError) for each in causes):
        return ProblemCode.OFFLINE
    if any(isinstance(each, OSError) and each.errno in _NO_NETWORK for each in causes):
        return ProblemCode.OFFLINE
    if any(isinstance(each, urllib3.exceptions.ReadTimeoutError) for each in causes):
        return ProblemCode.SERVER_TOO_SLOW
    if any(_is_garbage(each) for each in causes):
        return ProblemCode.SERVER_GARBAGE
    return ProblemCode.SERVER_UNREACHABLE


def _is_garbage(error: BaseException) -> bool:
    """Something answers, and it does not speak HTTP; an answer that was cut is no garbage."""
    cut = isinstance(error, http.client.RemoteDisconnected | http.client.IncompleteRead)
    return isinstance(error, http.client.HTTPException) and not cut


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what it was made of: requests and urllib3 keep that in causes, reasons and arguments."""
    waiting, met = [error], set[int]()
    while waiting:
        each = waiting.pop()
        if id(each) in met:
            continue
        met.add(id(each))
        yield each
        related = [each.__cause__, each.__context__, getattr(each, "reason", None), *each.args]
        waiting.extend(one for one in related if isinstance(one, BaseException))


def _unpack_problem(fault: Fault, limit: int) -> ProblemError:
    match fault:
        case Fault.TOO_LARGE:
            return ProblemError(ProblemCode.ANSWER_TOO_LARGE, limit_mb=max(1, limit // 1_000_000))
        case Fault.CUT:
            return ProblemError(ProblemCode.SERVER_UNREACHABLE)
        case _:
            return ProblemError(ProblemCode.SERVER_GARBAGE)
