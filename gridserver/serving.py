"""Runs the application under uvicorn, in this process or in several."""

import logging
import os
import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from gridserver.app import build
from gridserver.collector import collect_seldom
from gridserver.config import Config, load_config
from gridserver.http.waiters import MOST_WAITING

_MOST_CONNECTIONS = 200 + MOST_WAITING
_KEEP_ALIVE_S = 20
_GRACE_S = 10


def serve(config: Config, *, workers: int = 1) -> None:
    """Answer until a signal ends it; several workers each open the installation for themselves."""
    _log_to_stdout()
    if workers > 1:
        os.environ.update(_environment(config))
        app: Starlette | str = "gridserver.serving:from_environment"
    else:
        app = build(config)
    print(f"gridserver listens on {config.host}:{config.port}", flush=True)  # noqa: T201
    uvicorn.run(
        app,
        factory=workers > 1,
        workers=workers,
        host=config.host,
        port=config.port,
        ssl_certfile=config.tls_certificate,
        ssl_keyfile=config.tls_key,
        log_config=None,
        access_log=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_GRACE_S,
    )


def from_environment() -> Starlette:
    """The application of one of several workers, which find their settings in the environment."""
    collect_seldom()
    _log_to_stdout()
    return build(load_config(None, os.environ))


def _environment(config: Config) -> dict[str, str]:
    settings = {name: getattr(config, name) for name in Config.__struct_fields__}
    return {
        f"GRIDSERVER_{name.upper()}": str(value.absolute() if isinstance(value, Path) else value)
        for name, value in settings.items()
        if value not in (None, "")
    }


def _log_to_stdout() -> None:
    """Requests as bare lines of JSON; everything else with time and level."""
    requests = logging.StreamHandler(sys.stdout)
    requests.setFormatter(logging.Formatter("%(message)s"))
    named = logging.getLogger("gridserver.requests")
    named.handlers, named.propagate = [requests], False
    named.setLevel(logging.INFO)
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stdout, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
