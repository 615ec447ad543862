"""Many records for a server at once, written straight into its tables: deciding is not what is measured."""

from sqlalchemy import Connection

from benchmarks.laptops import NOT_ON_LAPTOPS
from benchmarks.workload import DAY
from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId, ScopeId, derived_id
from gridcore.sync.stored import Stored
from gridserver.config import Config
from gridserver.db import counter, planner, records, statistics
from gridserver.installation import open_installation

_PART, _STEP = 5_000, 7_919


def add_visits(config: Config, community: CommunityId, until: int) -> None:
    """Write visits until a laptop would hold so many records: what edits leave, without their log."""
    installation = open_installation(config)
    try:
        with installation.database.write() as connection:
            homes, held = _homes(connection, community)
        for first in range(held, until, _PART):
            with installation.database.write() as connection:
                count = min(_PART, until - first)
                seq = counter.draw(connection, community, count)
                seqs = range(seq, seq + count)
                visits = [_visit(seq, *homes[seq * _STEP % len(homes)]) for seq in seqs]
                records.insert(connection, installation.sealer, community, visits)
                changes = statistics.Changes()
                for each in visits:
                    changes.note(None, each)
                statistics.apply(connection, community, changes)
        with installation.database.write() as connection:
            planner.introduce(connection)
    finally:
        installation.close()


def _homes(connection: Connection, community: CommunityId) -> tuple[list[tuple[RecordId, ScopeId]], int]:
    """The households, and how many records there are for laptops of workers."""
    rows = connection.exec_driver_sql(
        "SELECT id, scope, kind FROM record WHERE community_id = %s ORDER BY id", (community,)
    ).all()
    held = sum(kind not in NOT_ON_LAPTOPS for _, _, kind in rows)
    return [(RecordId(record), ScopeId(scope)) for record, scope, kind in rows if kind == "household"], held


def _visit(seq: int, home: RecordId, scope: ScopeId) -> Stored:
    cells: dict[str, Value] = {
        **{"household": home, "visited_on": DAY.isoformat(), "kind": "care", "way": "door", "met": True},
        **{"said": f"上门走访第{seq}次，老人身体尚可，提醒用电用气安全。", "worker": "李建国"},
        **{"recorded_at": "2026-03-02T08:00:00Z", "approval": "draft"},
    }
    return Stored(derived_id("many", str(seq)), "visit", scope, cells, {}, {}, seq)
