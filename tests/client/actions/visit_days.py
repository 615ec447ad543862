"""A day between a worker and a supervisor about one visit, in the words of their actions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from gridclient.actions.records import Records, Saved
from gridclient.actions.review import Review, Submission
from gridclient.actions.visits import OpenVisit, VisitAsked, Visits
from gridclient.db.listing import Where, row, rows
from gridclient.db.threads import Database
from gridclient.ports import Ports
from gridcore.fields import Value
from gridcore.ids import CommunityId, RecordId
from gridcore.roles import Role
from gridcore.work_calendar import WorkCalendar
from gridcore.workflows.approval import APPROVED, RETURNED, SUBMITTED

WORKER, SUPERVISOR = frozenset({Role.GRID_WORKER}), frozenset({Role.SUPERVISOR})
ACTS = (
    *("types", "saves", "opens", "leaves", "follows", "worker syncs"),
    *("looks", "returns", "approves", "supervisor syncs"),
)
FIELDS = ("said", "kind", "needs", "")
Day = Sequence[tuple[str, str]]
"""What happens, and the field that a remark is about."""


def _day(acts: str, about: str = "said") -> list[tuple[str, str]]:
    return [(each.strip(), about) for each in acts.split(",")]


MEETINGS = (
    _day("types, looks, returns, supervisor syncs, worker syncs, saves"),
    _day("opens, looks, returns, supervisor syncs, worker syncs, follows, types, saves", "kind"),
    _day("looks, saves, worker syncs, returns, supervisor syncs, looks, approves", "needs"),
)
"""A return meets a draft, an open form, and what was sent before it."""


class Sync(Protocol):
    """A round with the server, by whatever way."""

    async def __call__(self) -> object:
        """One round."""


@dataclass(repr=False)
class Side:
    """One of the two, on a laptop of the own."""

    database: Database
    records: Records
    ports: Ports
    sync: Sync
    community: CommunityId

    async def values(self, record: RecordId) -> dict[str, Value]:
        """A visit as it is shown."""
        found = await self.database.read(lambda connection: row(connection, "visit", record))
        assert found is not None
        return found.values

    async def matters(self, record: RecordId) -> list[dict[str, Value]]:
        """Conflicts and proposals about it."""
        about = [Where("subject", "=", record)]
        found = []
        for kind in ("conflict", "proposal"):
            found += await self.database.read(lambda c, kind=kind: rows(c, kind, about))  # type: ignore[misc]
        return [each.values for each in found]


_numbers = count(1)


@dataclass
class Two:
    """A worker and a supervisor with one visit between them, and what each of them must find again."""

    li: Side
    sun: Side
    visit: RecordId = field(default=RecordId(""))
    written: list[str] = field(default_factory=list)
    typed: str = ""
    remarks: list[str] = field(default_factory=list)
    approved: list[Value] = field(default_factory=list)
    held: OpenVisit | None = None
    seen: Submission | None = None

    @property
    def visits(self) -> Visits:
        """What the worker acts with."""
        li = self.li
        return Visits(li.database, li.records, WorkCalendar(), li.ports, worker="li", roles=WORKER)

    @property
    def review(self) -> Review:
        """What the supervisor acts with."""
        sun = self.sun
        return Review(sun.database, sun.community, sun.ports, supervisor="sun", roles=SUPERVISOR)

    async def act(self, what: str, about: str) -> None:
        """One thing happens."""
        match what:
            case "types":
                await self._type(self.held or await self._open())
            case "saves":
                await self._submit(self.held or await self._open())
                self.held = None
            case "opens":
                self.held = self.held or await self._open()
            case "leaves":
                self.held = None
            case "follows" if self.held is not None:
                self.held = await self.visits.follow(self.held)
            case "worker syncs":
                await self.li.sync()
            case "supervisor syncs":
                await self.sun.sync()
            case "looks":
                self.seen = await self._look()
            case "returns" | "approves" if self.seen is not None and self.seen.steps:
                await self._decide(self.seen, RETURNED if what == "returns" else APPROVED, about)
                self.seen = None

    async def _open(self) -> OpenVisit:
        opened = await self.visits.open(VisitAsked(visit=self.visit))
        assert opened is not None
        stands = await self.li.values(self.visit)
        assert opened.state == stands["approval"], "the form tells another state than the list"
        if opened.state == RETURNED:
            told = (opened.remark, opened.remark_field)
            assert told == (stands["remark"], stands["remark_field"]), "the remark is not in sight"
        assert opened.form.typed.get("said", "") == self.typed, "what was typed is gone"
        return opened

    async def _type(self, opened: OpenVisit) -> None:
        self.typed = f"{self.typed or opened.form.values['said']}字{next(_numbers)}。"
        await self.visits.keep_draft(opened, {"said": self.typed})

    async def _submit(self, opened: OpenVisit) -> None:
        said = f"{self.typed or opened.form.values['said']}话{next(_numbers)}。"
        assert isinstance(await self.visits.submit(opened, {"said": said}), Saved)
        self.written += said.removesuffix("。").split("。")
        self.typed = ""
        if opened.state == RETURNED:
            stands = await self.li.values(self.visit)
            assert stands["approval"] in (SUBMITTED, APPROVED), "what was mended stays returned"

    async def _look(self) -> Submission | None:
        for each in await self.review.waiting():
            if each.record == self.visit:
                return await self.review.submission(each)
        return None

    async def _decide(self, seen: Submission, to: str, about: str) -> None:
        remark = f"批{next(_numbers)}。" if to == RETURNED else ""
        step = next(each for each in seen.steps if each.to == to)
        await self.review.decide(seen, step, remark, about or None)
        self.remarks += [remark] if remark else []
        self.approved += [seen.judged.values["said"]] if to == APPROVED else []

    async def begin(self, home: RecordId) -> None:
        """The worker submits a new visit, and the supervisor receives it."""
        opened = await self.visits.open(VisitAsked(household=home))
        assert opened is not None
        self.visit = opened.form.record
        made = await self.visits.submit(opened, {**opened.form.values, "met": True, "said": "始。"})
        assert isinstance(made, Saved)
        await self.settle()

    async def settle(self) -> None:
        """Everybody syncs until nothing moves."""
        for each in (self.li, self.sun, self.li):
            await each.sync()

    async def play(self, home: RecordId, day: Day) -> None:
        """A whole day, and a look at what is left of it: nobody's words are lost, the visit hangs nowhere."""
        await self.begin(home)
        for what, about in day:
            await self.act(what, about)
        await self.settle()
        await self._open()
        words = await self._found()
        assert [each for each in self.written if each not in words] == []
        assert [each for each in self.remarks[-1:] if each not in words] == []
        mine, hers = await self.li.values(self.visit), await self.sun.values(self.visit)
        assert (mine["approval"], mine["said"]) == (hers["approval"], hers["said"])
        waits = [each.record for each in await self.review.waiting()]
        assert (self.visit in waits) is (mine["approval"] == SUBMITTED), "nobody sees that it waits"
        if mine["approval"] == APPROVED:
            assert mine["said"] in self.approved, "approved in other words than were seen"

    async def _found(self) -> str:
        """All words about the visit that a person can still come to."""
        about: list[object] = []
        for each in (self.li, self.sun):
            values = await each.values(self.visit)
            about += [values["said"], values["remark"], *await each.matters(self.visit)]
        return "".join(str(each) for each in about)
