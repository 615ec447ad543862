"""Digest trees: laptop and server find what differs, and nothing else, in few questions."""

import random

import pytest

from gridcore.ids import RecordId
from gridcore.sync.stored import digest
from gridcore.wire.reconcile import (
    DEEPEST,
    FEW,
    Differences,
    Question,
    Row,
    Tree,
    decode_differences,
    decode_question,
    encode_differences,
    encode_question,
    next_question,
    place_of,
)


def compared(ours: dict[RecordId, int], theirs: dict[RecordId, int]) -> tuple[set[Row], set[Row], int]:
    """The rows that each side has alone or at another number, and how many questions that took."""
    mine, other = Tree(ours.items()), Tree(theirs.items())
    question = Question(mine.digests(mine.first_nodes()))
    told: set[Row] = set()
    asked, questions = set[Row](), 0
    while question.nodes or question.rows:
        questions += 1
        question = decode_question(encode_question(question))
        for prefix, rows in question.rows.items():
            asked |= set(rows) - set(other.below(prefix))
            told |= set(other.below(prefix)) - set(rows)
        found = decode_differences(encode_differences(Differences(7, other.differing(question.nodes))))
        question = next_question(mine, found.differ)
    return asked, told, questions


@pytest.mark.parametrize("size", [0, 1, FEW, FEW + 1, 3_000])
def test_whatever_differs_is_found_and_nothing_else(size: int) -> None:
    chance = random.Random(size)
    ours = {RecordId(f"r{n}"): chance.randrange(1, 10**6) for n in range(size)}
    theirs = dict(ours)
    assert compared(ours, theirs)[:2] == (set(), set())
    for record in chance.sample(sorted(ours), min(size, 5)):
        if chance.random() < 0.5:
            del theirs[record]
        else:
            theirs[record] += 1
    theirs |= {RecordId(f"new{n}"): n + 1 for n in range(3)}
    mine, other, questions = compared(ours, theirs)
    assert mine == ours.items() - theirs.items()
    assert other == theirs.items() - ours.items()
    assert questions <= 4


def test_the_digest_of_the_top_is_that_of_the_scope() -> None:
    rows = [(RecordId(f"r{n}"), n + 1) for n in range(100)]
    tree = Tree(rows)
    assert tree.digests([""]) == {"": digest(rows)}
    here = [row for row in rows if place_of(row[0])[0] == "7"]
    assert 0 < len(here) < 100
    assert tree.digests(["7"]) == {"7": digest(here)}
    assert sorted(tree.below("7")) == sorted(here)


def test_records_at_one_place_are_told_one_by_one_at_the_deepest_level() -> None:
    rows = [(RecordId("same"), n) for n in range(2 * FEW)]
    place = place_of(RecordId("same"))
    assert len(place) == DEEPEST
    assert len(next_question(Tree(rows), [place]).rows[place]) == 2 * FEW
    assert set(next_question(Tree(rows), [place[:3]]).nodes) == {
        place[:3] + digit for digit in "0123456789abcdef"
    }
