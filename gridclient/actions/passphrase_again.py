"""Whether it is still the user who sits there: the passphrase, asked for once more."""

from pathlib import Path

from gridclient.actions.locked_store import wait_before_unlocking_s
from gridclient.actions.session import Session
from gridclient.ports import Ports


class PassphraseAgain:
    """Tries passphrases at the open store. Wrong ones count with those at unlocking: one wait for both."""

    def __init__(self, folder: Path, ports: Ports) -> None:
        self._folder, self._ports = folder, ports

    def seconds_to_wait(self) -> int:
        """How long the next try must wait after wrong passphrases; 0 when it may be made now."""
        return wait_before_unlocking_s(self._folder, self._ports)

    async def check(self, passphrase: str) -> None:
        """Raises ProblemError as `Session.keys_of` does, wrong_passphrase and try_again_later among them."""
        await Session.keys_of(self._folder, passphrase, self._ports)
