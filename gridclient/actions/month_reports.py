"""A worker's report of a month, counted from the records of this laptop."""

import datetime

from gridclient.db.month_report import month_figures
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.papers.filled_paper import Paper
from gridcore.papers.month_report import month_report


class MonthReports:
    """Makes the reports."""

    def __init__(self, database: Database, ports: Ports, *, worker: str) -> None:
        self._database, self._ports, self._worker = database, ports, worker

    async def this_month(self) -> Paper:
        """The month so far."""
        return await self._paper(self._ports.today())

    async def last_month(self) -> Paper:
        """The month before."""
        return await self._paper(self._ports.today().replace(day=1) - datetime.timedelta(days=1))

    async def _paper(self, day: datetime.date) -> Paper:
        month = day.isoformat()[:7]
        figures = await self._database.read(lambda connection: month_figures(connection, self._worker, month))
        return month_report(month, self._worker, figures)
