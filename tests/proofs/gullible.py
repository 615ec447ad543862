"""A laptop in a process of its own: it asks at each address and says what came of it, and how large it grew.

    python -m tests.proofs.gullible STORE [--weak] ADDRESS …

Prints a line of JSON for each address, and at the end the largest size that the process ever had, in MB.
"""

import asyncio
import random
import re
import sys
from pathlib import Path

import msgspec

from gridclient.actions.session import Session
from gridclient.ports import Ports
from gridclient.sync import answers, parts
from gridcore.wire.packing import Unpacker
from tests.client.sync.laptop import PASSPHRASE
from tests.proofs.desk import Desk, replica_in, says_all_is_there, seated
from tests.server.field import NOW

PATIENCE_S = 20


class Outcome(msgspec.Struct):
    """What a laptop made of an answer."""

    problem: str
    promises: bool
    waiting: int


def believe_everything() -> None:
    """The planted fault: an answer is read to its end, whatever that is."""

    def unbound(encoding: str, limit: int) -> Unpacker:
        return Unpacker(encoding, limit * 1_000)

    setattr(answers, "Unpacker", unbound)  # noqa: B010
    setattr(answers, "_LARGEST_LINE", 10**12)  # noqa: B010
    setattr(parts.Parts.__init__, "__defaults__", (10**12, 0))  # noqa: B010


async def asked(desk: Desk, address: str) -> Outcome:
    """One round there."""
    await desk.session.use_server(address)
    there = await seated(desk.session, desk.replica, PATIENCE_S)
    status = await there.tried()
    problem = status.problem.value if status.problem is not None else ""
    return Outcome(problem, says_all_is_there(status), status.waiting)


async def main(store: Path, addresses: list[str]) -> None:
    """Ask everywhere."""
    session = await Session.unlock(store, PASSPHRASE, Ports(lambda: NOW, random.Random(1).randbytes))
    try:
        await session.show_all()
        desk = await seated(session, await replica_in(session), PATIENCE_S)
        for address in addresses:
            found = await asked(desk, address)
            sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
            sys.stdout.flush()
    finally:
        await session.close()
    # Not getrusage: what it tells begins with the size of the process that started this one.
    size = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert size is not None
    sys.stdout.write(f"{int(size[1]) // 1_000}\n")


if __name__ == "__main__":
    given = sys.argv[2:]
    if given[0] == "--weak":
        believe_everything()
        given = given[1:]
    asyncio.run(main(Path(sys.argv[1]), given))
