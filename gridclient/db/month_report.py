"""Counts a worker's visits of a month."""

from sqlalchemy import Connection

from gridclient.db.activities import duties_of_worker
from gridcore.papers.month_report import MonthFigures

_OF_MONTH = """
FROM shown_visit WHERE worker = ? AND removed = 0 AND visited_on >= ? AND visited_on <= ?
AND coalesce(approval, 'draft') <> 'draft'
"""
_COUNTED = ("purpose", "way", "kind", "follow_up")


def month_figures(connection: Connection, worker: str, month: str) -> MonthFigures:
    """What the worker handed in for a month (`YYYY-MM`)."""
    within = (worker, f"{month}-01", f"{month}-31")
    totals = connection.exec_driver_sql(
        "SELECT count(*), count(DISTINCT household), count(DISTINCT resident),"
        f" coalesce(sum(met = 1), 0), coalesce(sum(declined = 1), 0) {_OF_MONTH}",
        within,
    ).one()
    split = []
    for name in _COUNTED:
        rows = connection.exec_driver_sql(
            f"SELECT coalesce({name}, ''), count(*) {_OF_MONTH} GROUP BY 1", within
        )
        split.append({str(code): int(count) for code, count in rows})
    split.append(duties_of_worker(connection, worker, month))
    return MonthFigures(*totals, *split)
