"""`POST /reconcile/…`: laptop and server find out in a few questions which records of a scope differ.

Records lie in a tree by the hexadecimal digits of a hash of their id. A node's digest is the sum over its
records, as a scope's is. The laptop tells digests, the server which of them differ; where few records are
left below a node the laptop tells these, and gets what is gone and what changed.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import product

import msgspec

from gridcore.ids import RecordId
from gridcore.sync.stored import digest_term, digest_text

FEW = 64
"""So many records below a node are told one by one."""
MOST_NODES = 4_096
MOST_ROWS = 20_000
DEEPEST = 12
_DIGITS = "0123456789abcdef"
_AFTER_DIGITS = "g"

Row = tuple[RecordId, int]


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """Digests of nodes, and all records below other nodes with their numbers, both by prefix."""

    nodes: dict[str, str] = {}
    rows: dict[str, list[Row]] = {}


class Differences(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which of the nodes differ, of the community as it was at change number `at`."""

    at: int
    differ: list[str] = []


class DifferencesLine(msgspec.Struct, frozen=True):
    """The first line of the answer; what of `rows` changed or is gone follows, and a commit line."""

    d: Differences


_question = msgspec.json.Decoder(Question)
_differences = msgspec.json.Decoder(DifferencesLine)
_encoder = msgspec.json.Encoder()


def encode_question(question: Question) -> bytes:
    """The question as JSON."""
    return _encoder.encode(question)


def decode_question(body: bytes) -> Question:
    """A question. Raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _question.decode(body)


def encode_differences(found: Differences) -> bytes:
    """The first line of an answer with its newline."""
    return _encoder.encode(DifferencesLine(found)) + b"\n"


def decode_differences(line: bytes) -> Differences:
    """The first line of an answer. Raises msgspec.ValidationError or msgspec.DecodeError for any other."""
    return _differences.decode(line).d


def place_of(record: RecordId) -> str:
    """Where a record lies in the tree."""
    return hashlib.sha256(record.encode()).hexdigest()[:DEEPEST]


def _place(row: tuple[str, RecordId, int]) -> str:
    return row[0]


class Tree:
    """The records of a scope, by their place."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = sorted((place_of(record), record, seq) for record, seq in rows)

    def below(self, prefix: str) -> list[Row]:
        """The records below a node."""
        first = bisect_left(self._rows, prefix, key=_place)
        last = bisect_left(self._rows, prefix + _AFTER_DIGITS, key=_place)
        return [(record, seq) for _, record, seq in self._rows[first:last]]

    def digests(self, prefixes: Iterable[str]) -> dict[str, str]:
        """The digests of nodes; a node without records has one too."""
        sums = dict.fromkeys(prefixes, 0)
        depths = sorted({len(each) for each in sums})
        for place, record, seq in self._rows:
            for depth in depths:
                if place[:depth] in sums:
                    sums[place[:depth]] += digest_term(record, seq)
        return {prefix: digest_text(total) for prefix, total in sums.items()}

    def differing(self, nodes: Mapping[str, str]) -> list[str]:
        """The nodes whose digest is another one here."""
        ours = self.digests(nodes)
        return sorted(prefix for prefix, digest in nodes.items() if ours[prefix] != digest)

    def first_nodes(self) -> list[str]:
        """Where the laptop begins: at the top, or further down where there are many records."""
        return ["".join(digits) for digits in product(_DIGITS, repeat=2 if len(self._rows) > FEW else 0)]


def next_question(tree: Tree, differ: Iterable[str]) -> Question:
    """What the laptop asks about nodes that differ: their children, or their records where they are few."""
    nodes: list[str] = []
    rows: dict[str, list[Row]] = {}
    for prefix in differ:
        found = tree.below(prefix)
        if len(found) <= FEW or len(prefix) >= DEEPEST:
            rows[prefix] = found
        else:
            nodes += [prefix + digit for digit in _DIGITS]
    return Question(tree.digests(nodes), rows)
