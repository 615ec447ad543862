"""What a door of the chart shows, as symbol, tint and words; never why somebody is cared for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gridclient.actions.buildings import Chart, Flat
from gridclient.ui.tokens import TintName
from gridclient.ui.words import language, words
from gridcore.fields import Label, label


@dataclass(frozen=True)
class Sign:
    """A symbol of the chart. `holds` says on which doors it stands."""

    symbol: str
    tint: TintName
    label: Label
    holds: Callable[[Flat], bool]


CARE = Sign("heart", "care", label("Chart", "Care household"), lambda flat: flat.has_care)
DUE = Sign("clock", "danger", label("Chart", "Visit due"), lambda flat: flat.visit_due)
SERVICE_POST = Sign(
    "star", "service", label("Chart", "Service post household"), lambda flat: "service_post" in flat.tags
)
VOLUNTEER = Sign("flag", "ok", label("Chart", "Volunteer household"), lambda flat: "volunteer" in flat.tags)
CONTACT = Sign("hand", "info", label("Chart", "Contact household"), lambda flat: "contact" in flat.tags)
RENTED = Sign("key", "rented", label("Chart", "Rented"), lambda flat: flat.use == "rented")
VACANT = Sign("ring", "vacant", label("Chart", "Vacant"), lambda flat: flat.use == "vacant")
DISPUTED = Sign("conflict", "care", label("Chart", "Needs a decision"), lambda flat: flat.is_disputed)
WAITING = Sign("waiting", "service", label("Chart", "Not yet on the server"), lambda flat: flat.is_waiting)

ON_DOORS: tuple[Sign, ...] = (
    DISPUTED,
    CARE,
    DUE,
    SERVICE_POST,
    VOLUNTEER,
    CONTACT,
    RENTED,
    VACANT,
    WAITING,
)
"""In the order in which they are drawn, as far as a door has room."""

LONG_UNVISITED = Sign(
    "bar", "danger", label("Chart", "Not visited for over 90 days"), lambda flat: flat.is_long_unvisited
)
NEVER_VISITED = Sign(
    "bar-outline", "vacant", label("Chart", "Never visited yet"), lambda flat: flat.is_never_visited
)
LEGEND: tuple[Sign, ...] = (
    CARE,
    DUE,
    SERVICE_POST,
    VOLUNTEER,
    CONTACT,
    RENTED,
    VACANT,
    LONG_UNVISITED,
    NEVER_VISITED,
    DISPUTED,
    WAITING,
)

_USES: dict[str, Label] = {
    "lived_in": label("Chart", "Lived in"),
    "rented": label("Chart", "Rented"),
    "vacant": label("Chart", "Vacant"),
    "business": label("Chart", "Shop or office"),
    "unknown": label("Chart", "Nobody registered"),
}


def signs_of(flat: Flat) -> list[Sign]:
    """The symbols that stand on a door."""
    return [each for each in ON_DOORS if each.holds(flat)]


def ground_of(flat: Flat) -> TintName:
    """The tint of a door."""
    if not flat.is_lived_in:
        return "vacant"
    grounds = (each.tint for each in (CARE, SERVICE_POST, RENTED) if each.holds(flat))
    return next(grounds, "plain")


def number_words(flat: Flat) -> str:
    """Flat 1802, or House 3 of a courtyard."""
    if flat.unit == 0 and flat.floor <= 1:
        return QCoreApplication.translate("Chart", "House {number}").format(number=flat.number)
    return QCoreApplication.translate("Chart", "Flat {number}").format(number=flat.number)


def use_words(flat: Flat) -> str:
    """How a room is used."""
    return words(_USES[flat.use])


def door_words(flat: Flat) -> str:
    """What stands below the number: whose door it is, or why nobody's."""
    if not flat.households:
        return use_words(flat)
    if flat.use == "vacant":
        return use_words(flat)
    others = len(flat.households) - 1
    return f"{flat.name} +{others}" if others else flat.name or use_words(flat)


def people_words(count: int) -> str:
    """4 people."""
    return QCoreApplication.translate("Chart", "%n person(s)", None, count)


def visited_words(flat: Flat) -> str:
    """How long ago somebody was met there."""
    if flat.days is None:
        return words(NEVER_VISITED.label)
    if flat.days == 0:
        return QCoreApplication.translate("Chart", "visited today")
    days = flat.days
    return QCoreApplication.translate("Chart", "not visited for %n day(s)", None, days)


def flat_words(flat: Flat) -> str:
    """A door for who cannot see the chart: number, use, whose, how many, last visit, symbols."""
    parts = [number_words(flat), use_words(flat)]
    if flat.is_lived_in:
        parts += [each.name for each in flat.households if each.name]
        parts += [people_words(flat.people), visited_words(flat)]
    told = (RENTED, VACANT)
    parts += [words(each.label) for each in signs_of(flat) if each not in told]
    return joined(parts)


def chart_words(chart: Chart) -> str:
    """18 floors · 4 entrances · 144 households · 412 people."""
    flats = list(chart.flats.values())
    homes = sum(len(each.households) for each in flats)
    people = sum(each.people for each in flats)
    households = QCoreApplication.translate("Chart", "%n household(s)", None, homes)
    if chart.is_courtyard:
        houses = len(flats)
        shape = [QCoreApplication.translate("Chart", "%n house(s)", None, houses)]
    else:
        floors, entrances = len(chart.floors), len({each.unit for each in chart.columns})
        shape = [
            QCoreApplication.translate("Chart", "%n floor(s)", None, floors),
            QCoreApplication.translate("Chart", "%n entrance(s)", None, entrances),
        ]
    return " · ".join([*shape, households, people_words(people)])


def counted(chart: Chart) -> list[tuple[Sign, int]]:
    """The signs that occur in a building, and on how many doors."""
    found = [(each, sum(each.holds(flat) for flat in chart.flats.values())) for each in LEGEND]
    return [(sign, number) for sign, number in found if number]


def joined(parts: Iterable[str] | Sequence[str]) -> str:
    """Words in a row."""
    return ("，" if language() == "zh" else ", ").join(each for each in parts if each)
