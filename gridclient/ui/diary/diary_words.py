"""A diary in words: its numbers and its visits."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale

from gridclient.actions.diaries import ToldVisit
from gridclient.ui.widgets.paged_rows import Column
from gridclient.ui.words import language, words
from gridcore.codes.activities import ACTIVITY_KIND
from gridcore.codes.care import CONTACT_WAY
from gridcore.codes.visits import FOLLOW_UP, VISIT_KIND
from gridcore.fields import label

_NUMBERS = {
    "visits": label("DiaryWords", "{count} visits"),
    "households": label("DiaryWords", "at {count} households"),
    "met": label("DiaryWords", "{count} times somebody was met"),
    "declined": label("DiaryWords", "declined {count} times"),
    "notes": label("DiaryWords", "{count} quick notes"),
    "mediation": label("DiaryWords", "{count} sessions of mediation"),
}
_CODES = {"follow_up": FOLLOW_UP, "activity": ACTIVITY_KIND}
_FOLLOW_UP = label("DiaryWords", "{what}: {count}")
_NOTHING = label("DiaryWords", "The records of this day say nothing yet.")
_WHO, _WHERE = label("DiaryWords", "Who"), label("DiaryWords", "Where")
_HOW, _FOLLOWS = label("DiaryWords", "How"), label("DiaryWords", "Follow-up")
_SAID = label("DiaryWords", "What was said")
_GONE = label("DiaryWords", "no longer on this computer")
_NOBODY = label("DiaryWords", "nobody met")
_DECLINED = label("DiaryWords", "declined")
_CHANGED = label("DiaryWords", "changed since")


def counts_words(counts: Mapping[str, int]) -> str:
    """The day in numbers, in a row."""
    shown = QLocale().toString
    told = [
        words(text).format(count=shown(counts[name])) for name, text in _NUMBERS.items() if name in counts
    ]
    for name, count in counts.items():
        codes, code = _CODES.get(name.partition("/")[0]), name.partition("/")[2]
        if codes is not None and code:
            what = codes.text(code, language())
            told.append(words(_FOLLOW_UP).format(what=what, count=shown(count)))
    return " · ".join(told) if told else words(_NOTHING)


def who_words(visit: ToldVisit) -> str:
    """Who was visited."""
    return words(_GONE) if visit.is_gone else visit.name or "—"


def how_words(visit: ToldVisit) -> str:
    """Kind and way, and where nobody was met."""
    noted = visit.noted
    told = [VISIT_KIND.text(noted.kind, language()), CONTACT_WAY.text(noted.way, language())]
    if noted.declined:
        told.append(words(_DECLINED))
    elif noted.met is False:
        told.append(words(_NOBODY))
    return " · ".join(each for each in told if each)


def follow_up_words(visit: ToldVisit) -> str:
    """What followed, if anything."""
    code = visit.noted.follow_up
    return FOLLOW_UP.text(code, language()) if code not in ("", "none") else ""


def said_words(visit: ToldVisit) -> str:
    """What was said, as the record has it now; that it was changed since is said first."""
    said = visit.said.replace("\n", " ")
    return f"[{words(_CHANGED)}] {said}" if visit.is_changed else said


def visit_columns() -> list[Column[ToldVisit]]:
    """The columns of a day's visits."""
    return [
        Column(words(_WHO), who_words, width=5),
        Column(words(_WHERE), lambda each: each.address, width=13),
        Column(words(_HOW), how_words, width=9),
        Column(words(_FOLLOWS), follow_up_words, width=5),
        Column(words(_SAID), said_words, width=14, stretches=True),
    ]
