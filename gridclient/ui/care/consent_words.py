"""Sentences about consent that several pages say."""

from __future__ import annotations

from datetime import date

from gridclient.ui.words import day_words, words
from gridcore.fields import label

_LEFT_ALONE = label("Consent words", "Nobody asks again before {day}.")
_MAY_BE_ASKED = label("Consent words", "They may be asked again since {day}.")


def ask_again_words(may_ask_from: date | None, today: date) -> str:
    """Whether somebody who refused may be asked again by now; nothing where nobody knows."""
    if may_ask_from is None:
        return ""
    told = _MAY_BE_ASKED if may_ask_from <= today else _LEFT_ALONE
    return words(told).format(day=day_words(may_ask_from))
