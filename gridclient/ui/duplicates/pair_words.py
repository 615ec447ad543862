"""Why two records may be one, in words."""

from __future__ import annotations

from collections.abc import Iterable

from gridclient.actions.duplicates import Line, Rank, Reason, Title
from gridclient.ui.tokens import TintName
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import listed, words
from gridcore.fields import Label, label
from gridcore.records import RECORD_TYPES

_REASONS: dict[Reason, Label] = {
    Reason.NAME_AND_BIRTH: label("Duplicates", "same name and date of birth"),
    Reason.TAIL: label("Duplicates", "same last four characters of the identity number"),
    Reason.NAME_AT_HOME: label("Duplicates", "names that sound alike at one address"),
    Reason.PHONE_IN_FLAT: label("Duplicates", "one flat and one phone"),
    Reason.PERSON_IN_FLAT: label("Duplicates", "one flat, with seemingly one person in both"),
    Reason.EMPTY_IN_FLAT: label("Duplicates", "one flat, and nobody recorded in one of the two"),
}
_BY_NUMBER = label("Duplicates", "the server compared the full identity numbers: they are the same")
_BY_SERVER = label("Duplicates", "the server found both")
_BUT = label("Duplicates", "but not: {fields}")
_MERGING = label("Duplicates", "Merge proposed")
_RANKS: dict[Rank, tuple[Label, str, TintName]] = {
    Rank.STRONG: (label("Duplicates", "Very likely"), "warning", "care"),
    Rank.FAIR: (label("Duplicates", "Likely"), "people", "service"),
    Rank.WEAK: (label("Duplicates", "Possible"), "search", "plain"),
}


def reason_words(line: Line) -> str:
    """Why the two may be one, and what speaks against it."""
    found = [words(_BY_NUMBER)] if line.by_number else []
    found += [words(_REASONS[each]) for each in line.pair.reasons]
    told = listed(found) if found else words(_BY_SERVER)
    fields = RECORD_TYPES[line.kind].fields
    against = [words(fields[each].label) for each in sorted(line.pair.differs)]
    return f"{told} · {words(_BUT).format(fields=listed(against))}" if against else told


def reasons_listed(reasons: Iterable[Reason]) -> str:
    """Reasons, without anything else."""
    return listed(words(_REASONS[each]) for each in reasons)


def rank_badge(line: Line) -> Badge:
    """How likely it is, or that a merge is on its way."""
    if line.is_merging:
        return Badge(words(_MERGING), "clock", "info")
    word, symbol, tint = _RANKS[line.pair.rank]
    return Badge(words(word), symbol, tint)


def title_words(title: Title) -> str:
    """By what people know a record."""
    return " · ".join(title.words) or "…"
