"""What is in a backup: the watermark up to which laptops need not keep an edit to send it again."""

from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

_LONGEST_TRANSACTION = timedelta(minutes=10)
"""An edit that arrived just before a backup began may have been committed after it had begun."""


def note_backup(connection: Connection, begun: datetime) -> int:
    """A backup that began then has succeeded: note how far each replica's edits are in it.

    Returns how many replicas have more in a backup than before.
    """
    raised = connection.exec_driver_sql(
        "UPDATE acked SET safe_n = known.n FROM (SELECT community_id, replica, max(n) AS n FROM edit_log"
        " WHERE received < %s GROUP BY community_id, replica) AS known"
        " WHERE acked.community_id = known.community_id AND acked.replica = known.replica"
        " AND acked.safe_n < known.n",
        (begun - _LONGEST_TRANSACTION,),
    )
    return raised.rowcount
