"""What stands between laptop and server and is neither: portals, proxies, bombs, and endless answers."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Mapping

from backports import zstd

from gridcore.problems import ProblemCode
from gridcore.sync.edits import GENESIS
from gridcore.wire.envelope import LINES_TYPE
from tests.fakes.loopback import Behaviour

LOGIN = (
    "<!DOCTYPE html><html><title>商务酒店无线网络</title><form method=post>请输入手机号登录</form></html>"
).encode()
ROW = b'["r","household","h1",1,{"address":"x"},{}]\n'
HEAD = (
    b'{"h":{"epoch":"","now":"2026-03-02T08:00:00Z","scopes":["grid/330106001001101"],"verdicts":[],'
    b'"n_acked":0,"chain":"' + GENESIS.encode() + b'","receipt":""}}\n'
)
UNSIGNED = HEAD.replace(b'"verdicts":[],"n_acked":0', b'"verdicts":[[1,"ok",9,null]],"n_acked":1')


def _said(status: str, body: bytes, *headers: str) -> Behaviour:
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]).encode()

    def behave(connection: socket.socket) -> None:
        connection.sendall(head + body)

    return behave


def _endless(*headers: str) -> Behaviour:
    """Two gigabytes are announced, and what is sent looks right."""

    def behave(connection: socket.socket) -> None:
        head = "\r\n".join(["HTTP/1.1 200 OK", *headers, "Content-Length: 2000000000", "", ""]).encode()
        connection.sendall(head + HEAD)
        rows = ROW * 1_000
        while True:
            connection.sendall(rows)

    return behave


def _bomb(packed: bytes, encoding: str) -> Behaviour:
    return _said("200 OK", packed, f"Content-Type: {LINES_TYPE}", f"Content-Encoding: {encoding}")


def _zeros(count: int) -> bytes:
    """So many zeros in few bytes."""
    packer = zstd.ZstdCompressor(level=3)
    pieces = [packer.compress(HEAD)]
    pieces += [packer.compress(bytes(1_000_000)) for _ in range(count // 1_000_000)]
    return b"".join(pieces) + packer.flush()


_GARBAGE = frozenset({ProblemCode.SERVER_GARBAGE})
_FAILED = frozenset({ProblemCode.SERVER_FAILED})
_UNTRUSTED = frozenset({ProblemCode.SERVER_UNTRUSTED})
_TOO_MUCH = frozenset({ProblemCode.SERVER_GARBAGE, ProblemCode.ANSWER_TOO_LARGE})
_OURS, _HTML = f"Content-Type: {LINES_TYPE}", "Content-Type: text/html; charset=utf-8"

LIES: Mapping[str, tuple[Behaviour, frozenset[ProblemCode]]] = {
    "a redirection to a portal": (
        _said("302 Found", b"", "Location: http://10.0.0.1/login"),
        _GARBAGE,
    ),
    "a login page with 200 OK": (_said("200 OK", LOGIN, _HTML), _GARBAGE),
    "the same, packed": (
        _said("200 OK", gzip.compress(LOGIN), _HTML, "Content-Encoding: gzip"),
        _GARBAGE,
    ),
    "the same under our content type": (_said("200 OK", LOGIN, _OURS), _GARBAGE),
    "the same under our content type, packed": (
        _said("200 OK", gzip.compress(LOGIN), _OURS, "Content-Encoding: gzip"),
        _GARBAGE,
    ),
    "a portal's JSON under our content type": (
        _said("200 OK", b'{"login":"http://10.0.0.1"}\n', _OURS),
        _GARBAGE,
    ),
    "an empty answer under our content type": (_said("200 OK", b"", _OURS), _GARBAGE),
    "a portal that asks for a login by the book": (
        _said("511 Network Authentication Required", LOGIN, _HTML),
        _FAILED,
    ),
    "a proxy that wants a password": (
        _said("407 Proxy Authentication Required", LOGIN, _HTML, 'Proxy-Authenticate: Basic realm="x"'),
        _GARBAGE,
    ),
    "a proxy that finds no server": (_said("502 Bad Gateway", LOGIN, _HTML), _FAILED),
    "a head that nobody signed": (_said("200 OK", UNSIGNED, _OURS), _UNTRUSTED),
    "a bomb of zstd": (_bomb(_zeros(200_000_000), "zstd"), _TOO_MUCH),
    "a bomb of gzip": (
        _bomb(gzip.compress(HEAD + bytes(200_000_000), compresslevel=1), "gzip"),
        _TOO_MUCH,
    ),
    "two gigabytes of rows": (_endless(_OURS), _TOO_MUCH),
}
"""What is said, and what the laptop calls it; whatever that is, it is never taken for the server's answer."""
