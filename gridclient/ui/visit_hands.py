"""Whose a visit is, in words: with a colleague, offered to one, promised by one."""

from __future__ import annotations

from gridclient.ui.words import words
from gridcore.fields import label

_WITH = label("Visit due", "with {name}")
_COLLEAGUE = label("Visit due", "with a colleague")
_OFFERED = label("Visit due", "offered to {name}, waiting for an answer")
_PROMISED_BY = label("Visit due", "{name} promised: {what}")


def with_words(colleague: str) -> str:
    """Who makes a visit; a laptop of before may have named nobody."""
    return words(_WITH).format(name=colleague) if colleague else words(_COLLEAGUE)


def offered_words(colleague: str) -> str:
    """That a colleague has not answered yet; empty where nobody is asked."""
    return words(_OFFERED).format(name=colleague) if colleague else ""


def promise_words(what: str, owner: str) -> str:
    """What was promised, and by whom where that is somebody else."""
    return words(_PROMISED_BY).format(what=what, name=owner) if owner else what
