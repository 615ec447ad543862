"""From starting the process to a painted unlock window, and from the passphrase to a filled Today.

`python -m benchmarks.start [--people N] [--json FILE]`. Each start is a process of its own, offscreen; its
files are in the system's cache. Beside it, a bare PySide6 window that is started the same way.
"""

import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.apart import apart, told
from benchmarks.command import Options, run
from benchmarks.figures import Figure
from benchmarks.laptops import fill
from benchmarks.workload import PEOPLE, Workload
from gridclient.db import kdf
from gridclient.db.folders import KEY_COPIES
from gridclient.db.key_file import KeyFile, decode


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
            max(unlocking - derivation, 0.0),  # measured apart, on cores that others use too
            "s",
            median(each["plain"] for each in client),
        ),
        Figure("rows of that Today", client[0]["rows"], "rows"),
    ]


def started(what: str, folder: Path) -> dict[str, float]:
    """Start a process; what it told, in seconds after its start. Raises RuntimeError when it told nothing."""
    # Installed programs come with their byte code, whatever the environment says of this one.
    cache = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.parent / f"{folder.name}-code")}
    began = time.time()
    lines = told("benchmarks.painted", what, str(folder), environment=cache)
    found = {name: float(at) for name, at in lines}
    if "painted" not in found:
        raise RuntimeError("no window was painted")
    moments = {"painted", "typed", "filled"}
    return {name: at - began if name in moments else at for name, at in found.items()}


def _costs(folder: Path) -> kdf.KdfParams:
    found = decode((folder / KEY_COPIES[0]).read_bytes())
    assert isinstance(found, KeyFile), "it was just written"
    return found.header.kdf


if __name__ == "__main__":
    run(__doc__, measure)
