"""A real S3 server on loopback: SeaweedFS, which a package of the test dependencies carries."""

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import obstore
from obstore.store import S3Store

from gridserver.db.s3_store import S3Place

_KEYS = ("tester", "only for tests")
_PATIENCE_S = 60


def weed() -> Path | None:
    """The program, beside this Python or on the path; None where this platform has none."""
    beside = Path(sys.executable).with_name("weed.exe" if sys.platform == "win32" else "weed")
    found = str(beside) if beside.exists() else shutil.which("weed")
    return None if found is None else Path(found)


@contextmanager
def s3_server(folder: Path) -> Iterator[S3Place]:
    """Run the server with its data in a folder; it answers when this is entered."""
    program = weed()
    assert program is not None
    access, secret = _KEYS
    identity = {
        "name": "tests",
        "credentials": [{"accessKey": access, "secretKey": secret}],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    config = folder / "s3.json"
    config.write_text(json.dumps({"identities": [identity]}), encoding="utf-8")
    port, *others = _free_ports(8)
    options: tuple[str, ...] = ("master.port", "master.port.grpc", "volume.port", "volume.port.grpc")
    options += ("filer.port", "filer.port.grpc", "s3.port.grpc")
    command = [str(program), "server", "-filer", "-s3", f"-dir={folder}", f"-s3.config={config}"]
    command += ["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-volume.max=8", "-master.volumeSizeLimitMB=64"]
    command += ["-s3.port.iceberg=0", "-s3.port.lance=0"]
    command += [f"-s3.port={port}", *(f"-{name}={each}" for name, each in zip(options, others, strict=True))]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        place = S3Place("attachments", f"http://127.0.0.1:{port}", access_key=access, secret_key=secret)
        _wait(place, server)
        yield place
    finally:
        server.kill()
        server.wait()


def _wait(place: S3Place, server: "subprocess.Popen[bytes]") -> None:
    """Until it takes an object."""
    bucket = S3Store(
        place.bucket,
        endpoint=place.endpoint,
        region=place.region,
        access_key_id=place.access_key,
        secret_access_key=place.secret_key,
        virtual_hosted_style_request=False,
        client_options={"allow_http": True, "timeout": "5s"},
        retry_config={"max_retries": 0},
    )
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            obstore.put(bucket, "ready", b"yes")
        except obstore.exceptions.BaseError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def _free_ports(count: int) -> list[int]:
    with ExitStack() as opened:
        sockets = [opened.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [each.getsockname()[1] for each in sockets]
