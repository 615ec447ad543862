"""A laptop of the first version, byte for byte, at this server."""

import msgspec

from gridcore.sync.verdicts import NOT_APPLIED
from gridcore.wire.messages import Head, Mark, decode_line
from gridserver.installation import Installation
from tests.fakes.first_version import PEOPLE, wire
from tests.server.test_contract import PostgresServer
from tests.server.test_erasing import installation

__all__ = ["installation"]


def heads(lines: list[bytes]) -> list[Head]:
    marks = (decode_line(each) for each in lines if each.startswith(b"{"))
    return [each.h for each in marks if isinstance(each, Mark) and each.h is not None]


def test_its_whole_requests_are_answered_one_by_one(installation: Installation) -> None:
    """This server counts otherwise than the one it talked to, so edits may meet; it refuses the same ones."""
    server = PostgresServer(installation)
    for user, role, place in PEOPLE:
        server.enrol(user, (role, place))
    decided = 0
    for each in (*wire().before, wire().last):
        (now,) = heads(server.answer(each.request.encode()))
        (then,) = heads([line.encode() for line in each.answer])
        assert [verdict.n for verdict in now.verdicts] == [verdict.n for verdict in then.verdicts]
        assert (now.n_acked, now.chain) == (then.n_acked, then.chain)
        aside = [[v.n for v in head.verdicts if v.code in NOT_APPLIED] for head in (now, then)]
        assert aside[0] == aside[1]
        decided += len(now.verdicts)
    assert decided > 15, "the recording holds something"


def test_what_it_does_not_know_comes_beside_what_it_knows(installation: Installation) -> None:
    """A decoder of that version passes over members that it has no name for; it misses none."""
    server = PostgresServer(installation)
    for user, role, place in PEOPLE:
        server.enrol(user, (role, place))
    first = wire().before[0]
    (new,) = (each for each in server.answer(first.request.encode()) if each.startswith(b'{"h"'))
    (old,) = (each for each in first.answer if each.startswith('{"h"'))
    needed = {"epoch", "now", "scopes"}
    told = msgspec.json.decode(new, type=dict[str, dict[str, object]])["h"]
    assert needed | msgspec.json.decode(old, type=dict[str, dict[str, object]])["h"].keys() <= told.keys()
