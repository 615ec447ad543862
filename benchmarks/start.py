"""From starting the process to a painted unlock window, and from the passphrase to a filled Today.

`python -m benchmarks.start [--people N] [--json FILE]`. Each start is a process of its own, offscreen; its
files are in the system's cache. Beside it, a bare PySide6 window that is started the same way.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.laptops import PASSPHRASE, filled
from benchmarks.office import ROOT
from benchmarks.workload import PEOPLE, Workload
from gridclient.db import kdf
from gridclient.db.folders import KEY_COPIES
from gridclient.db.key_file import KeyFile, decode
from gridcore.ids import CommunityId

_PATIENCE_S = 60


def measure(options: Options) -> list[Figure]:
    """All figures of the start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(_fill(folder, Workload(options.people or PEOPLE, options.seed)))
        started("client", folder)  # reads all files once
        bare, client, derived = [], [], []
        for _ in range(options.runs):
            bare.append(started("bare", folder))
            client.append(started("client", folder))
            derived.append(kdf.measured_s(_costs(folder)))
    unlocking = median(each["filled"] - each["typed"] for each in client)
    derivation = median(derived)
    return [
        Figure(
            "start to painted unlock window",
            median(each["painted"] for each in client),
            "s",
            median(each["painted"] for each in bare),
        ),
        Figure(
            "start to painted unlock window, CPU",
            median(each["cpu"] for each in client),
            "s",
            median(each["cpu"] for each in bare),
        ),
        Figure("unlock to filled Today", unlocking, "s", derivation),
        Figure(
            "unlock to filled Today, beside the key derivation",
            unlocking - derivation,
            "s",
            median(each["plain"] for each in client),
        ),
        Figure("rows of that Today", client[0]["rows"], "rows"),
    ]


def started(what: str, folder: Path) -> dict[str, float]:
    """Start a process; what it told, in seconds after its start. Raises RuntimeError when it told nothing."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path}
    command = [sys.executable, "-m", "benchmarks.painted", what, str(folder)]
    began = time.time()
    ended = subprocess.run(
        command,
        input=f"{PASSPHRASE}\n",
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
        timeout=_PATIENCE_S,
        check=True,
    )
    told = {name: float(at) for name, at in (line.split() for line in ended.stdout.splitlines())}
    if "painted" not in told:
        raise RuntimeError("no window was painted")
    moments = {"painted", "typed", "filled"}
    return {name: at - began if name in moments else at for name, at in told.items()}


async def _fill(folder: Path, workload: Workload) -> None:
    """A laptop with the whole community, whose key derivation is as dear as this machine bears."""
    made = workload.make()
    session = await filled(folder, CommunityId(made.code), made.records(), params=None)
    await session.close()


def _costs(folder: Path) -> kdf.KdfParams:
    found = decode((folder / KEY_COPIES[0]).read_bytes())
    assert isinstance(found, KeyFile), "it was just written"
    return found.header.kdf


if __name__ == "__main__":
    run(__doc__, measure)
