"""Words of funded projects: why a household is proposed, how far it is, what a project comes to."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QLocale

from gridclient.actions.aid import AidLine, Figures, KnownProject, Why
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import day_words, language, words
from gridcore.codes.aid import AID_LIVING
from gridcore.fields import label

_AGE = label("Aid", "{age} years old")
_AGE_UNKNOWN = label("Aid", "age not noted")
_FROM_AGE = label("Aid", "{age} and older")
_EACH = label("Aid", "{each} yuan a household ({budget} yuan / {places} households)")
_DAYS = label("Aid", "{since} to {until}")
_DISPUTED = label("Aid", "Disputed")
_WAITING = label("Aid", "Not sent yet")
_NO_PLACE = label("Aid", "No place left")
_PROPOSED = label("Aid", "Proposed")
_HAS_PLACE = label("Aid", "Has a place")
_GIVEN = label("Aid", "Handed over")
_NO_RULE = label("Aid", "nobody is proposed: people choose")


def why_words(line: AidLine) -> str:
    """Why a household is proposed; for whom a place is, where it has one."""
    if line.grant is not None:
        return line.grant.resident
    return "；".join(_why(each) for each in line.why)


def _why(why: Why) -> str:
    age = words(_AGE_UNKNOWN) if why.age is None else words(_AGE).format(age=why.age)
    living = AID_LIVING.text(why.living, language()) if why.living else ""
    return " · ".join(filter(None, (why.name, age, living)))


def state_badge(line: AidLine) -> Badge:
    """How far a household is."""
    if line.found_none:
        return Badge(words(_NO_PLACE), "warning", "care")
    grant = line.grant
    if grant is None:
        return Badge(words(_PROPOSED), "hand", "info")
    if grant.is_disputed:
        return Badge(words(_DISPUTED), "conflict", "care")
    if grant.is_waiting:
        return Badge(words(_WAITING), "waiting", "service")
    if grant.given_on:
        return Badge(words(_GIVEN), "check", "ok")
    return Badge(words(_HAS_PLACE), "flag", "ok")


def project_words(project: KnownProject, figures: Figures) -> str:
    """What is given to whom, when, and what a household comes to."""
    rule, told = project.rule, []
    if rule.from_age is not None:
        told.append(words(_FROM_AGE).format(age=rule.from_age))
    told += [AID_LIVING.text(each, language()) for each in sorted(rule.living)]
    since, until = day_words(project.starts_on), day_words(project.ends_on)
    days = words(_DAYS).format(since=since, until=until)
    whom = " / ".join(told) or words(_NO_RULE)
    return " · ".join(filter(None, (project.given, whom, days, money_words(figures))))


def money_words(figures: Figures) -> str:
    """The budget by the places: 120,000 / 100 = 1,200.00."""
    if figures.yuan_each is None:
        return ""
    return words(_EACH).format(
        each=yuan_words(figures.yuan_each),
        budget=QLocale().toString(figures.budget),
        places=QLocale().toString(figures.places),
    )


def yuan_words(amount: Decimal) -> str:
    """An amount to the fen, exactly: it never becomes a float."""
    return f"{amount:,.2f}"
