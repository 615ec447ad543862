"""Reporting danger: handed in to supervisors, remembered by the case; its author learns that it was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from gridclient.actions.records import Beside, Form, Records, Saved, Unsaved
from gridclient.db.danger import OwnReport, own_reports, place_of
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.fields import Values, record_type
from gridcore.ids import CommunityId, RecordId
from gridcore.permissions import Verb, may, restricted_scope
from gridcore.records.danger import DangerReport
from gridcore.roles import Role
from gridcore.sync.danger_receipts import IN_CASE, in_case_id

__all__ = ["CASE", "HOUSEHOLD", "REPORT", "DangerAsked", "DangerReports", "OwnReport", "reports_danger"]

REPORT = record_type(DangerReport)
NEWS_FOR = timedelta(days=7)
CASE, HOUSEHOLD = "mediation_case", "household"


@dataclass(frozen=True)
class DangerAsked:
    """Where somebody is in danger: a household, a case."""

    kind: str
    record: RecordId


def reports_danger(roles: frozenset[Role]) -> bool:
    """Whether somebody hands reports of danger in."""
    return may(roles, REPORT.kind, Verb.CREATE)


class DangerReports:
    """Handing in. Nothing here waits for anybody, and nothing is sent to anybody by itself."""

    def __init__(
        self, database: Database, records: Records, ports: Ports, community: CommunityId, *, name: str
    ) -> None:
        self._database, self._records, self._ports = database, records, ports
        self._community, self._name = community, name

    async def begin(self, asked: DangerAsked) -> Form:
        """A new report, or the one about the same household or case that was left unsaved."""
        for left in await self._records.drafts(REPORT.kind):
            if left.values.get("subject") == asked.record:
                return left
        place = None
        if asked.kind == HOUSEHOLD:
            place = await self._database.read(lambda connection: place_of(connection, asked.record))
        prefill: Values = {
            "seen_on": self._ports.today().isoformat(),
            "place": place,
            "subject": asked.record,
            "subject_kind": asked.kind,
        }
        form = await self._records.open_form(REPORT.kind, None, prefill)
        assert form is not None  # a form for a new record always opens
        return form

    async def keep_draft(self, form: Form, typed: Values) -> None:
        """Keep what is typed so far."""
        told = {name: form.values[name] for name in ("subject", "subject_kind")}
        await self._records.keep_draft(form, {**typed, **told})

    async def discard_draft(self, form: Form) -> None:
        """Forget what was typed."""
        await self._records.discard_draft(form)

    async def save(self, form: Form, values: Values) -> Saved | Unsaved:
        """Hand it in; a case in which it was written remembers that it was."""
        subject = form.values.get("subject")
        beside: list[Beside] = []
        if form.values.get("subject_kind") == CASE and isinstance(subject, str):
            told: Values = {
                "case": subject,
                "reported_on": self._ports.today().isoformat(),
                "reported_by": self._name,
                "report": form.record,
            }
            beside.append(Beside(IN_CASE, in_case_id(form.record), told, is_new=True))
        scope = restricted_scope(self._community)
        return await self._records.save(form, values, scope=scope, beside=beside)

    async def news(self) -> OwnReport | None:
        """Of the own reports the one that waits to be read, else the last one that was read these days."""
        since = (self._ports.today() - NEWS_FOR).isoformat()
        told = [each for each in await self.own() if not each.read_at or each.read_at >= since]
        return min(told, key=lambda each: bool(each.read_at), default=None)

    async def own(self) -> Sequence[OwnReport]:
        """What the user handed in, the latest first."""
        return await self._database.read(own_reports)
