"""A report of danger, line by line; what is restricted is shown after the look is on record."""

from __future__ import annotations

from typing import NamedTuple

from gridclient.ui.households.value_words import value_words
from gridclient.ui.words import words
from gridcore.fields import P3, Values, record_type
from gridcore.records.danger import DangerReport
from gridcore.sync.danger_receipts import REPORT

__all__ = ["REPORT", "danger_lines"]

_REPORT = record_type(DangerReport)
_TOLD = ("dangers", "who", "place", "said", "told", "told_on", "told_at", "answer")


class DangerLine(NamedTuple):
    """What it is, what was handed in, and whether that is restricted."""

    title: str
    told: str
    is_restricted: bool


def danger_lines(values: Values) -> list[DangerLine]:
    """What was told; who was told of it also where nobody was."""
    found = []
    for name in _TOLD:
        declared, value = _REPORT.fields[name], values.get(name)
        if value not in (None, "", []) or name == "told":
            told = value_words(declared, value) if value not in (None, "", []) else "—"
            found.append(DangerLine(words(declared.label), told, declared.data_class >= P3))
    return found
