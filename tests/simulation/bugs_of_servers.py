"""Servers with a mistake in them (see `bugs`)."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import msgspec

from gridcore.ids import RecordId, ReplicaId, ScopeId
from gridcore.sync.edits import Edit, Set
from gridcore.sync.known import Author
from gridcore.sync.take import Taken
from gridcore.sync.verdicts import Verdict
from gridcore.wire.messages import Line
from tests.fakes.memory_server import MemoryServer


class AppliesTwice(MemoryServer):
    """An edit that comes again is applied again."""

    def push(
        self,
        replica: ReplicaId,
        edits: Sequence[Edit],
        cursors: dict[ScopeId, int] | None = None,
        was: Mapping[int, int] | None = None,
    ) -> tuple[list[Verdict], frozenset[RecordId]]:
        heard = self.log.get(replica, {})
        author = self.author(replica)
        repeated = self.decide(author, [each for each in edits if each.n in heard])
        pushed = super().push(replica, edits, cursors, was)
        self.write(author, replace(repeated, decided=()))
        return pushed


class OverwritesSilently(MemoryServer):
    """The last one to come wins, and nobody hears of the other."""

    def decide(self, author: Author, edits: Sequence[Edit]) -> Taken:
        taken = super().decide(author, [self._newest(each) for each in edits])
        sent = {each.n: each for each in edits}
        return replace(taken, decided=tuple(replace(each, edit=sent[each.edit.n]) for each in taken.decided))

    def _newest(self, edit: Edit) -> Edit:
        stored = self.stored.get(edit.id)
        if not isinstance(edit, Set) or stored is None:
            return edit
        return msgspec.structs.replace(edit, base=max(edit.base, stored.version(edit.cell)))


class LeaksAScope(MemoryServer):
    """The rows of one grid are sent with those of another."""

    def scope_lines(self, scope: ScopeId, cursor: int, echoes: frozenset[RecordId]) -> Iterator[Line]:
        if scope == "grid/grid-1":
            news = [each for each in self.present(ScopeId("grid/grid-2")) if each.seq > cursor]
            yield from (self.line(each) for each in news)
        yield from super().scope_lines(scope, cursor, echoes)


class AppliesBackwards(MemoryServer):
    """The edits of a request are decided in the wrong order."""

    def decide(self, author: Author, edits: Sequence[Edit]) -> Taken:
        return super().decide(author, [*reversed(edits)])


class PromisesTooEarly(MemoryServer):
    """Now and then the verdicts are out and the transaction is not committed after all."""

    promised: int = 0

    def answer(self, body: bytes) -> list[bytes]:
        self.promised += 1
        before = pickle.dumps(self.__dict__)
        lines = super().answer(body)
        if self.promised % 5 == 0:
            self.__dict__ = pickle.loads(before)
        return lines
