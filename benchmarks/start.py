"""From starting the process to a painted unlock window, and from the passphrase to a filled Today.

`python -m benchmarks.start [--people N] [--json FILE]`. Each start is a process of its own, offscreen; its
files are in the system's cache. Beside it, a bare PySide6 window that is started the same way.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.apart import apart
from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.laptops import PASSPHRASE, fill
from benchmarks.office import ROOT
from benchmarks.workload import PEOPLE, Workload
from gridclient.db import kdf
from gridclient.db.folders import KEY_COPIES
from gridclient.db.key_file import KeyFile, decode

_PATIENCE_S = 60


def measure(options: Options) -> list[Figure]:
    """All figures of the start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        apart(fill, folder, Workload(options.people or PEOPLE, options.seed), params=None)
        started("client", folder)  # reads all files once, and writes the byte code
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
    # Installed programs come with their byte code, whatever the environment says of this one.
    cache = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / f"{folder.name}-code")}
    environment = {**os.environ, **cache, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": path}
    command = [sys.executable, "-m", "benchmarks.painted", what, str(folder)]
    began = time.time()
    ended = subprocess.run(
        command,
        input=f"{PASSPHRASE}\n",
        capture_output=True,
        env=environment,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    if ended.returncode or "painted" not in ended.stdout:
        raise RuntimeError(f"no window was painted: {ended.stderr}")
    told = {name: float(at) for name, at in (line.split() for line in ended.stdout.splitlines())}
    moments = {"painted", "typed", "filled"}
    return {name: at - began if name in moments else at for name, at in told.items()}


def _costs(folder: Path) -> kdf.KdfParams:
    found = decode((folder / KEY_COPIES[0]).read_bytes())
    assert isinstance(found, KeyFile), "it was just written"
    return found.header.kdf


if __name__ == "__main__":
    run(__doc__, measure)
