"""Diaries: a worker's day computed from the records, sent with one paragraph; a supervisor reads them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from gridclient.actions.records import Form, Records, Saved, StepTo, Unsaved
from gridclient.db import diary as kept
from gridclient.db.activities import activities_noted
from gridclient.db.listing import ShownRecord, row
from gridclient.db.review import judged
from gridclient.db.threads import Connection, Database
from gridclient.ports import Ports
from gridcore.diary import NotedVisit, counts_of, diary_id, noted, noted_in, numbers
from gridcore.diary import kept as kept_visits
from gridcore.fields import Value, Values, record_type
from gridcore.ids import RecordId, ScopeId, UserId
from gridcore.records.diary import Diary
from gridcore.roles import Role
from gridcore.shapes import moment_text
from gridcore.sync.changes import NOTHING_SEEN
from gridcore.workflows.diary import READ, SENT

__all__ = ["DIARY", "READ", "SENT", "Day", "Diaries", "DiaryPage", "ReadDay", "ToldVisit"]

DIARY = record_type(Diary)


@dataclass(frozen=True)
class ToldVisit:
    """A visit as a diary tells it: codes as they were, name and words from the record as it stands now.

    `is_changed`: the record says something else than when the diary was sent. `is_gone`: it is not here.
    """

    noted: NotedVisit
    name: str
    address: str
    said: str
    household: RecordId | None
    is_changed: bool = False

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing more to tell of it."""
        return self.household is None


@dataclass(frozen=True)
class Day:
    """An author's day as it stands: what was sent of it, and what the records say now."""

    day: datetime.date
    form: Form
    visits: Sequence[ToldVisit]
    counts: dict[str, int]
    state: str
    """Empty for one that was not sent."""
    sent_at: str
    is_changed: bool
    """Whether the records say something else than what was sent."""


@dataclass(frozen=True)
class ReadDay:
    """A diary as a reader has it."""

    diary: RecordId
    day: str
    author: str
    visits: Sequence[ToldVisit]
    counts: dict[str, int]
    paragraph: str
    sent_at: str
    state: str
    may_mark: bool


@dataclass(frozen=True)
class DiaryPage:
    """Some diaries, and how many there are."""

    lines: Sequence[ReadDay]
    total: int


class Diaries:
    """What a worker and a reader do with diaries."""

    def __init__(
        self,
        database: Database,
        records: Records,
        ports: Ports,
        *,
        user: UserId,
        author: str,
        roles: frozenset[Role],
    ) -> None:
        self._database, self._records, self._ports = database, records, ports
        self._user, self.author, self._roles = user, author, roles

    async def day(self, day: datetime.date) -> Day:
        """A day as it stands now."""
        record = diary_id(self._user, day.isoformat())
        form = await self._form(record, day)
        visits, counts = await self._database.read(lambda connection: self._computed(connection, day))
        sent = await self._database.read(lambda connection: row(connection, DIARY.kind, record))
        values: Values = sent.values if sent is not None else {}
        was = noted_in(values.get("visits")), numbers(values.get("counts"))
        return Day(
            day=day,
            form=form,
            visits=visits,
            counts=counts,
            state=str(values.get("progress") or SENT) if sent is not None else "",
            sent_at=str(values.get("sent_at") or ""),
            is_changed=sent is not None and was != ([each.noted for each in visits], counts),
        )

    async def keep_typed(self, day: Day, paragraph: str) -> None:
        """Keep what is typed so far."""
        await self._records.keep_draft(day.form, {"day": day.day.isoformat(), "paragraph": paragraph})

    async def send(self, day: Day, paragraph: str) -> Saved | Unsaved:
        """Send the day as the records tell it now, with the paragraph."""
        visits, counts = await self._database.read(lambda connection: self._computed(connection, day.day))
        values: dict[str, Value] = {
            "paragraph": paragraph.strip() or None,
            "visits": kept_visits(each.noted for each in visits),
            "counts": {**counts},
            "sent_at": self._ports.moment(),
        }
        if day.form.is_new:
            values |= {"day": day.day.isoformat(), "author": self.author}
        return await self._records.save(day.form, values, scope=await self._scope(day.day))

    async def page(self, offset: int, limit: int) -> DiaryPage:
        """Diaries of the people whose grids are followed here: unread ones first."""

        def read(connection: Connection) -> DiaryPage:
            found = kept.diaries(connection, limit, offset)
            lines = [self._read_day(connection, each) for each in found]
            return DiaryPage(lines, kept.count_diaries(connection))

        return await self._database.read(read)

    async def mark_read(self, diary: RecordId) -> bool:
        """Say that it was read; False where the server does not know it yet, or somebody said so before."""
        found = await self._database.read(lambda connection: judged(connection, DIARY.kind, diary))
        form = await self._records.open_form(DIARY.kind, diary)
        if found is None or form is None or found.state != SENT:
            return False
        await self._records.take_step(form, StepTo(READ, saw=found.saw))
        return True

    async def _scope(self, day: datetime.date) -> ScopeId | None:
        def read(connection: Connection) -> ScopeId | None:
            visits = kept.visits_on(connection, self.author, day.isoformat())
            return kept.followed_grid(connection, visits)

        return await self._database.read(read)

    async def _form(self, record: RecordId, day: datetime.date) -> Form:
        """With what was typed here before another laptop sent the day: both meet when this one is sent."""
        drafts = [each for each in await self._records.drafts(DIARY.kind) if each.record == record]
        typed = drafts[0].typed if drafts else {}
        form = await self._records.open_form(DIARY.kind, record) if not drafts else None
        if form is not None:
            return form
        values = DIARY.values_of({"day": day.isoformat(), "author": self.author})
        return Form(DIARY, record, True, NOTHING_SEEN, values, typed)

    def _computed(
        self, connection: Connection, day: datetime.date
    ) -> tuple[Sequence[ToldVisit], dict[str, int]]:
        told = day.isoformat()
        found = kept.visits_on(connection, self.author, told)
        visits = _told(connection, [noted(each.id, each.values) for each in found], found)
        zone = self._ports.now().astimezone().tzinfo
        begin = datetime.datetime.combine(day, datetime.time(), zone)
        counts = counts_of(
            [each.noted for each in visits],
            households=len({each.household for each in visits}),
            notes=kept.notes_between(
                connection, moment_text(begin), moment_text(begin + datetime.timedelta(days=1))
            ),
            sessions=kept.sessions_on(connection, self.author, told),
            activities=activities_noted(connection, self.author, told),
        )
        return visits, {**numbers(counts)}

    def _read_day(self, connection: Connection, diary: ShownRecord) -> ReadDay:
        values: Values = diary.values
        visits = noted_in(values["visits"])
        found = kept.visits_named(connection, [each.visit for each in visits])
        state = str(values["progress"] or SENT)
        return ReadDay(
            diary=diary.id,
            day=str(values["day"] or ""),
            author=str(values["author"] or ""),
            visits=_told(connection, visits, found),
            counts={**numbers(values["counts"])},
            paragraph=str(values["paragraph"] or ""),
            sent_at=str(values["sent_at"] or ""),
            state=state,
            may_mark=state == SENT and self._may_mark(values),
        )

    def _may_mark(self, values: Values) -> bool:
        return Role.SUPERVISOR in self._roles and values["author"] != self.author


def _told(
    connection: Connection, visits: Sequence[NotedVisit], found: Sequence[ShownRecord]
) -> list[ToldVisit]:
    values = {each.id: each.values for each in found}
    doors = kept.doors_of(connection, list(values))
    told = []
    for each in visits:
        now, door = values.get(each.visit), doors.get(each.visit)
        if now is None or door is None:
            told.append(ToldVisit(each, "", "", "", None))
            continue
        is_changed = noted(each.visit, now) != each
        told.append(
            ToldVisit(each, door.name, door.address, str(now["said"] or ""), door.household, is_changed)
        )
    return told
