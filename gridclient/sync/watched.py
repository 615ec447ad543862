"""Ends a request at its deadline, or when nobody wants it any more, wherever it is waiting.

The time limits of a socket start anew with every byte; against a server that drips, only closing the
connection from outside helps.
"""

import socket
import ssl
import threading
import time
from contextlib import suppress
from threading import Event

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.poolmanager import ProxyManager

_LOOK_EVERY_S = 0.1


class Watch:
    """Looks after the connections of one request until `end`."""

    def __init__(self, stop: Event, deadline_s: float) -> None:
        self.is_late = False
        self.is_stopped = False
        self._stop = stop
        self._deadline = time.monotonic() + deadline_s
        self._ended = Event()
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        threading.Thread(target=self._look, name="transport-watch", daemon=True).start()

    def add(self, connection: socket.socket) -> None:
        """Look after a connection; TLS takes the socket away from its first owner, hence the duplicate."""
        with self._lock:
            self._sockets.append(connection.dup())
        if self.is_late or self.is_stopped:
            self._cut()

    def end(self) -> None:
        """The request is over."""
        self._ended.set()
        with self._lock:
            while self._sockets:
                self._sockets.pop().close()

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_EVERY_S):
            self.is_stopped = self._stop.is_set()
            self.is_late = time.monotonic() > self._deadline
            if self.is_stopped or self.is_late:
                self._cut()
                return

    def _cut(self) -> None:
        with self._lock:
            for each in self._sockets:
                with suppress(OSError):  # the other side was quicker
                    each.shutdown(socket.SHUT_RDWR)


class WatchedAdapter(HTTPAdapter):
    """Makes connections that a watch looks after, with a TLS context of our own."""

    def __init__(self, watch: Watch, tls: ssl.SSLContext) -> None:
        self._pools = _watched_pools(watch)
        self._tls = tls
        super().__init__(max_retries=0)

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **options: object
    ) -> None:
        """Called by requests for direct connections."""
        self.poolmanager = PoolManager(connections, maxsize=maxsize, block=block, ssl_context=self._tls)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **options: object) -> ProxyManager:
        """Called by requests where a proxy is set."""
        manager: ProxyManager = super().proxy_manager_for(proxy, ssl_context=self._tls, **options)
        manager.pool_classes_by_scheme = self._pools
        return manager

    def cert_verify(self, conn: object, url: object, verify: object, cert: object) -> None:
        """The context verifies; the list of authorities that requests brings along is not asked."""


def _watched_pools(watch: Watch) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            made = super()._new_conn()
            watch.add(made)
            return made

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            made = super()._new_conn()
            watch.add(made)
            return made

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
