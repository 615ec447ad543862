"""An office whose server, or whose PostgreSQL, dies at a word of a push, and a laptop that works with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from gridclient.actions.records import Saved
from gridcore.ids import ScopeId
from gridcore.problems import ProblemCode
from gridserver.installation import Installation
from tests.proofs.desk import Desk, on_server
from tests.proofs.served import Statements
from tests.proofs.test_bad_line import BrokenPromiseError
from tests.server.field import C

NEVER = 1_000_000


class Victim(Protocol):
    """What dies. While it is dead, a laptop may hear `tells` and nothing else."""

    tells: frozenset[ProblemCode]

    def strike(self) -> None:
        """Die, at a word."""

    def was_struck(self) -> bool:
        """Whether it is dead."""

    def mend(self) -> None:
        """Be there again."""


def behind(dsn: str, statements: Statements) -> str:
    """The address of PostgreSQL behind the line on which words are counted."""
    return re.sub(r":\d+/", f":{statements.port}/", dsn)


@dataclass
class Office:
    """The line between server and PostgreSQL, who dies, the laptop, and all that was written on it."""

    installation: Installation
    statements: Statements
    victim: Victim
    desk: Desk
    most_refusals: int = 0
    """How often a laptop may be told to come again once everything is there again."""
    numbers: Iterator[int] = field(default_factory=count)
    notes: list[str] = field(default_factory=list)

    async def write(self) -> None:
        """A new note and a change of it, in two groups."""
        said = f"第{next(self.numbers)}件"
        form = await self.desk.records.open_form("quick_note")
        assert form is not None
        saved = await self.desk.records.save(form, {"said": said}, scope=ScopeId("user/li"))
        assert isinstance(saved, Saved)
        form = await self.desk.records.open_form("quick_note", saved.record)
        assert form is not None
        assert isinstance(await self.desk.records.save(form, {"said": f"{said}，已办"}), Saved)
        self.notes.append(f"{said}，已办")

    async def play(self, strikes: int) -> None:
        """Measure a push, then strike at its words, before and after, and at each commit both ways."""
        await self.write()
        await self.arrive()
        self.statements.arm(NEVER, self.victim.strike, after=False)
        await self.write()
        await self.arrive()
        words, commits = self.statements.said, self.statements.commits
        assert words > 8
        assert commits
        places = [(commit, after) for commit in commits for after in (False, True)]
        step = max(1, 2 * words // max(1, strikes - len(places)))
        spread = [(1 + at // 2, at % 2 == 1) for at in range(0, 2 * words, step | 1)]
        while len(places) < strikes:
            places += spread[: strikes - len(places)]
        struck = [await self.struck_at(at, after=after) for at, after in places]
        assert sum(struck) > 0.8 * len(places), "most of the time nobody died"

    async def struck_at(self, at: int, *, after: bool) -> bool:
        """Work, send, die at this word; look; begin again, send, look again. Whether it died."""
        await self.write()
        self.statements.arm(at, self.victim.strike, after=after)
        await self.ask()
        was_struck = self.victim.was_struck()
        if was_struck:
            await self.ask()
        self.statements.arm(NEVER, self.victim.strike, after=False)
        self.victim.mend()
        await self.look()
        await self.arrive()
        return was_struck

    async def ask(self) -> bool:
        """One round; whether all is said. Where it failed, the laptop heard what it may hear."""
        status = await self.desk.tried()
        if status.problem is not None and status.problem not in self.victim.tells:
            raise BrokenPromiseError(f"the laptop was told {status.problem} {dict(status.problem_params)}")
        return status.problem is None and not status.waiting

    async def arrive(self) -> None:
        """Everything gets through, once, and soon."""
        for _ in range(1 + self.most_refusals):
            if await self.ask():
                break
        else:
            raise BrokenPromiseError(f"after a new start: {self.desk.runner.status}")
        await self.look()
        with self.installation.database.snapshot() as connection:
            rows = connection.exec_driver_sql(
                "SELECT cells->>'said' AS said FROM record WHERE community_id = %s AND kind = 'quick_note'"
                " AND state = 'present' ORDER BY seq",
                (C,),
            )
            there = sorted(row.said for row in rows)
            conflicts = connection.exec_driver_sql("SELECT count(*) FROM record WHERE kind = 'conflict'")
            assert conflicts.scalar_one() == 0
        if there != sorted(self.notes):
            raise BrokenPromiseError(f"{len(self.notes)} notes were written, the server has {len(there)}")

    async def look(self) -> None:
        """No receipt without a row, no row twice, no gap."""
        saved, called_there = await self.desk.counts()
        there = on_server(self.installation, self.desk.replica)
        if there != [*range(1, len(there) + 1)] or not called_there <= len(there) <= saved:
            raise BrokenPromiseError(f"{called_there} of {saved} have a receipt; on the server are {there}")
