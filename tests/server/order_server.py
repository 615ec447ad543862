"""One of several server processes on one database; `early` plants the bug that the order test must find.

`slow` thinks for a while between deciding and writing, so that whoever does not wait decides on the same.
"""

import random
import sys
import time
from pathlib import Path

import uvicorn
from sqlalchemy.engine import Connection

from gridcore.ids import CommunityId
from gridserver.app import build_app
from gridserver.db import counter
from gridserver.db.engine import open_database
from gridserver.db.keys import load_keys
from gridserver.installation import with_keys
from tests.server.field import NOW


def main(dsn: str, keys: str, port: str, variant: str) -> None:
    """Serve until the parent ends it."""
    database = open_database(dsn)

    def draw_early(connection: Connection, community: CommunityId, count: int) -> int:
        """Numbers are out before the rows that they belong to: what a sequence would do."""
        with database.write() as other:
            first = drawn_last(other, community, count)
        time.sleep(random.uniform(0, 0.02))
        return first

    def draw_late(connection: Connection, community: CommunityId, count: int) -> int:
        """What was decided is not written for a while."""
        time.sleep(0.1)
        return drawn_last(connection, community, count)

    drawn_last = counter.draw
    if variant == "slow":
        counter.draw = draw_late
    if variant == "early":
        counter.draw = draw_early
    app = build_app(with_keys(database, load_keys(Path(keys)), clock=lambda: NOW))
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="error", lifespan="off")


if __name__ == "__main__":
    main(*sys.argv[1:])
