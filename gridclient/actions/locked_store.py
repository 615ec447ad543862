"""What can be said of a store before it is unlocked.

It imports little: the first window is painted before the rest is read.
"""

from pathlib import Path

from gridclient.db import passphrase as passphrases
from gridclient.db.attempts import read_attempts
from gridclient.db.folders import vault_exists
from gridclient.db.passphrase import ADVICE, MadePassphrase
from gridclient.db.wiping import finish_wiping
from gridclient.ports import Ports
from gridcore.fields import Label


def store_exists(folder: Path) -> bool:
    """Whether there is a store to unlock; one that was being given up is gone for good first."""
    finish_wiping(folder)
    return vault_exists(folder)


def wait_before_unlocking_s(folder: Path, ports: Ports) -> int:
    """How long the next try must wait after wrong passphrases; 0 when it may be made now."""
    return read_attempts(folder).wait_s(ports.now().timestamp())


def advice_on(passphrase: str) -> Label | None:
    """Advice where a new passphrase is too weak."""
    weak = passphrases.weakness(passphrase)
    return ADVICE[weak] if weak is not None else None


def suggested_passphrase(ports: Ports) -> MadePassphrase:
    """A new random passphrase."""
    return passphrases.make_passphrase(ports.random_bytes)
