"""64 kbit/s, and 30 % of all packets lost: slow, and nothing else."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import msgspec
import pytest

from tests.proofs.narrow import Came

TOOLS = ("unshare", "ip", "tc", "nft")
MISSING = [each for each in TOOLS if shutil.which(each) is None]
pytestmark = [
    pytest.mark.skipif(
        sys.platform != "linux" or os.geteuid() != 0, reason="a network of its own is made by root on Linux"
    ),
    pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}"),
]


def came(edits: int, loss: int, tries: int) -> Came:
    """Play it in a network of its own."""
    folder = Path(tempfile.mkdtemp(prefix="narrow-"))  # PostgreSQL's own user must be able to reach it
    folder.chmod(0o755)
    try:
        command = ["unshare", "-n", sys.executable, "-m", "tests.proofs.narrow", str(folder)]
        command += map(str, (edits, loss, tries))
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=500)
        assert done.returncode == 0, done.stderr[-2_000:]
        return msgspec.json.decode(done.stdout.splitlines()[-1], type=Came)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.timeout(600)
def test_on_64_kbit_with_a_third_of_the_packets_lost_everything_arrives_once() -> None:
    found = came(20, 30, 40)
    assert found.dropped > 10, "nothing was lost, so nothing was proven"
    assert found.there == [*range(1, found.saved + 1)]
    assert found.early == 0


@pytest.mark.long
@pytest.mark.timeout(600)
def test_where_nearly_every_packet_is_lost_the_same_look_finds_that_nothing_arrived() -> None:
    found = came(5, 99, 2)
    assert len(found.there) < found.saved
    assert found.early == 0
