"""Servers on loopback: the real one under uvicorn, and one that says whatever a test wants."""

import re
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

Behaviour = Callable[[socket.socket], None]


@contextmanager
def serving(app: ASGIApp, tls: tuple[Path, Path] | None = None) -> Iterator[str]:
    """Run an application under uvicorn in a thread, with a certificate and its key if given; its address."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=5)
    if tls is not None:
        config.ssl_certfile, config.ssl_keyfile = map(str, tls)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"{'http' if tls is None else 'https'}://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def _is_whole(request: bytes) -> bool:
    head, blank, body = request.partition(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    return bool(blank) and len(body) >= (int(length[1]) if length else 0)


@contextmanager
def misbehaving(behave: Behaviour) -> Iterator[str]:
    """Serve raw bytes: a request is read, then `behave` has the connection."""

    class Connection(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            taken = b""
            try:
                while not _is_whole(taken) and (chunk := self.request.recv(65_536)):
                    taken += chunk  # closing a socket with something unread resets it, and loses the answer
                behave(self.request)
            except OSError:
                return  # the client had enough, which is what these tests are about

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Connection) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()
