"""What runs in a network of its own: a server and a laptop, and between them 64 kbit/s and lost packets.

    unshare -n python -m tests.proofs.narrow FOLDER EDITS LOSS TRIES

The last line that it prints is what came of it.
"""

import asyncio
import subprocess
import sys
from functools import partial
from pathlib import Path

import msgspec

from gridserver.app import build_app
from gridserver.db.blob_store import DiskStore
from gridserver.db.embedded import EmbeddedPostgres
from gridserver.db.engine import open_database
from gridserver.db.keys import create_keys
from gridserver.db.migrations import upgrade
from gridserver.installation import Installation, with_keys
from tests.end_to_end.test_two_laptops import Laptop, build
from tests.fakes.loopback import serving
from tests.proofs.desk import at_a_desk, on_server, port_of, says_all_is_there
from tests.server.field import NOW, settle

RATE = "64kbit"
# The server's port alone is narrow: PostgreSQL is on the same interface.
_RULES = """
table inet narrow {{
  chain slow {{
    type filter hook output priority 0;
    tcp dport {port} meta priority set 1:10
    tcp sport {port} meta priority set 1:10
  }}
  chain losing {{
    type filter hook input priority 0;
    tcp dport {port} numgen random mod 100 < {loss} counter drop
    tcp sport {port} numgen random mod 100 < {loss} counter drop
  }}
}}
"""


class Came(msgspec.Struct):
    """What came of it. `early` are promises that were not true."""

    saved: int
    there: list[int]
    early: int
    tries: int
    dropped: int


def narrow(port: int, loss: int) -> None:
    """From now on the way to this port is bad."""
    run("tc", "qdisc", "add", "dev", "lo", "root", "handle", "1:", "htb", "default", "20")
    run("tc", "class", "add", "dev", "lo", "parent", "1:", "classid", "1:10", "htb", "rate", RATE)
    run("tc", "class", "add", "dev", "lo", "parent", "1:", "classid", "1:20", "htb", "rate", "10gbit")
    run("nft", "-f", "-", told=_RULES.format(port=port, loss=loss))


def run(*command: str, told: str = "") -> str:
    """Run a tool of the system."""
    return subprocess.run(command, check=True, capture_output=True, text=True, input=told).stdout


def dropped() -> int:
    """How many packets were lost."""
    found = msgspec.json.decode(run("nft", "-j", "list", "ruleset"))["nftables"]
    rules = [part for each in found for part in each.get("rule", {}).get("expr", ())]
    return sum(part["counter"]["packets"] for part in rules if "counter" in part)


async def story(
    folder: Path, installation: Installation, server: str, edits: int, loss: int, most: int
) -> Came:
    """Work on a good line, then send on the bad one until all is there."""
    async with at_a_desk(folder / "li", installation, server, "li", patience_s=60) as desk:
        homes = await build(Laptop(desk.session, None))  # type: ignore[arg-type]
        await desk.sync()
        narrow(port_of(server), loss)
        early = tries = 0
        for number in range(edits):
            await desk.edit(homes[number % len(homes)], "phone", f"138{number:08}")
            if number % 5 == 4:
                tries += 1
                status = await desk.tried()
                saved, _ = await desk.counts()
                there = len(on_server(installation, desk.replica))
                early += says_all_is_there(status) and there != saved
        while tries < most and not says_all_is_there(await desk.tried()):
            tries += 1
        saved, _ = await desk.counts()
        return Came(saved, on_server(installation, desk.replica), early, tries, dropped())


def main(folder: Path, edits: int, loss: int, most: int) -> None:
    """Set up, play, tell."""
    run("ip", "link", "set", "lo", "mtu", "1500", "up")
    postgres = EmbeddedPostgres(folder / "postgres", durable=False)
    postgres.start()
    postgres.ensure_database("narrow")
    database = open_database(postgres.dsn("narrow"))
    upgrade(database)
    keys, blobs = create_keys(folder / "server.keys"), DiskStore(folder / "kept")
    installation = with_keys(database, keys, clock=lambda: NOW, blobs=blobs)
    settle(installation)
    with serving(build_app(installation)) as server:
        came = asyncio.run(partial(story, folder, installation, server, edits, loss, most)())
    database.close()
    postgres.stop()
    sys.stdout.write(msgspec.json.encode(came).decode() + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
