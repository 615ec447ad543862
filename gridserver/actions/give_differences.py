"""Tells a laptop which records of a scope are not as it has them: what changed, and what is gone."""

from gridcore.ids import CommunityId, RecordId, ScopeId
from gridcore.json_faults import JSON_FAULTS
from gridcore.wire.messages import Commit, GoneLine, Mark, encode_line
from gridcore.wire.reconcile import (
    DEEPEST,
    MOST_NODES,
    MOST_ROWS,
    Differences,
    Question,
    Row,
    Tree,
    decode_question,
    encode_differences,
)
from gridserver.actions.arriving import RequestError
from gridserver.actions.follows import follows
from gridserver.actions.give_changes import line_of
from gridserver.db import counter, statistics
from gridserver.db.devices import Device
from gridserver.db.feed import changes_of, numbers_in
from gridserver.installation import Installation

_HEXADECIMAL = frozenset("0123456789abcdef")


def give_differences(
    installation: Installation, device: Device, community: CommunityId, scope: ScopeId, body: bytes
) -> list[bytes] | None:
    """The lines of the answer, from one snapshot; None where the scope is not followed.

    Raises RequestError for what is no question.
    """
    question = _question(body)
    with installation.database.snapshot() as connection:
        reading = counter.read(connection, community)
        if reading is None or not follows(installation, connection, device, community, scope):
            return None
        tree = Tree(numbers_in(connection, community, scope))
        stat = statistics.stats_of(connection, community, [scope]).get(scope, statistics.NEVER_FOUNDED)
        answer = [encode_differences(Differences(reading.seq, tree.differing(question.nodes)))]
        wanted: list[RecordId] = []
        for prefix, told in question.rows.items():
            here = dict(tree.below(prefix))
            wanted += _newer(here, told)
            answer += [encode_line(GoneLine(record)) for record, _ in told if record not in here]
        found = changes_of(connection, installation.sealer, community, scope, wanted)
        answer += [line_of(each) for each in found]
        answer.append(encode_line(Mark(c=Commit(scope, reading.seq, stat.rows, stat.digest, more=True))))
        return answer


def _newer(here: dict[RecordId, int], told: list[Row]) -> list[RecordId]:
    """The records that the laptop lacks or has at another number."""
    known = dict(told)
    return [record for record, seq in here.items() if known.get(record) != seq]


def _question(body: bytes) -> Question:
    try:
        question = decode_question(body)
    except JSON_FAULTS as error:
        raise RequestError("not_a_question") from error
    prefixes = [*question.nodes, *question.rows]
    rows = sum(map(len, question.rows.values()))
    if len(prefixes) > MOST_NODES or rows > MOST_ROWS:
        raise RequestError("too_many_nodes")
    if any(len(each) > DEEPEST or not _HEXADECIMAL.issuperset(each) for each in prefixes):
        raise RequestError("not_a_question")
    return question
