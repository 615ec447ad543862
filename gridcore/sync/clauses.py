"""Three-way merge of long texts, clause by clause.

Texts are cut after 。！？；， and newlines. Merging whole clauses never makes a clause that nobody wrote;
where both sides changed the same place differently there is no merge and a person decides.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

_CLAUSE = re.compile(r"[^。！？；，\n]*[。！？；，\n]|[^。！？；，\n]+")


def tidy(text: str) -> str:
    """NFC with one kind of newline, so that equal texts compare equal."""
    if is_tidy(text):
        return text
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


def is_tidy(text: str) -> bool:
    """Whether a text is as `tidy` leaves it; asked of every text that arrives."""
    return "\r" not in text and unicodedata.is_normalized("NFC", text)


def split(text: str) -> list[str]:
    """The clauses of a text, each with the mark that ends it; joined they are the text again."""
    return _CLAUSE.findall(tidy(text))


def merge(base: str, standing: str, arriving: str) -> str | None:
    """Both changes of a base in one text; None where they overlap."""
    before, mine, theirs = split(base), split(standing), split(arriving)
    merged: list[str] = []
    at = at_mine = at_theirs = 0
    for start, end, start_mine, start_theirs in _anchors(before, mine, theirs):
        part = _merge_part(before[at:start], mine[at_mine:start_mine], theirs[at_theirs:start_theirs])
        if part is None:
            return None
        merged += part + before[start:end]
        at, at_mine, at_theirs = end, start_mine + end - start, start_theirs + end - start
    return "".join(merged)


def _merge_part(before: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    if mine in (before, theirs):
        return theirs
    return mine if theirs == before else None


def _anchors(
    before: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[tuple[int, int, int, int]]:
    """The runs that all three share: start, end in before, start in mine, in theirs; the last is the end."""
    in_mine = SequenceMatcher(None, before, mine, autojunk=False).get_matching_blocks()
    in_theirs = SequenceMatcher(None, before, theirs, autojunk=False).get_matching_blocks()
    found = []
    for one in in_mine:
        for other in in_theirs:
            start = max(one.a, other.a)
            end = min(one.a + one.size, other.a + other.size)
            if start < end:
                found.append((start, end, one.b + start - one.a, other.b + start - other.a))
    return [*found, (len(before), len(before), len(mine), len(theirs))]
