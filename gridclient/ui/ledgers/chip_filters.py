"""What narrows the ledgers of care and of households: buttons that stay pressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from gridclient.actions.households import SortName as HomeSort
from gridclient.actions.key_people import SortName as CareSort
from gridclient.actions.ledgers import CareWish, Chip, Filter, Wish
from gridclient.ui.households.filter_chips import FilterChips
from gridclient.ui.widgets.paged_rows import Sort
from gridclient.ui.words import words
from gridcore.fields import label

_NARROW = label("LedgerFilters", "Narrow the list")
_OF_CARE = (
    (Filter.WAITING, label("LedgerFilters", "Household waiting"), "clock"),
    (Filter.TODAY, label("LedgerFilters", "Today"), "calendar"),
    (Filter.SOON, label("LedgerFilters", "Within 7 days"), "calendar"),
    (Filter.TO_ASK, label("LedgerFilters", "Consent to be asked"), "hand"),
    (Filter.NO_VISITS, label("LedgerFilters", "No visits wanted"), "cross"),
    (Filter.REVIEW, label("LedgerFilters", "Review due"), "history"),
    (Filter.CLOSE, label("LedgerFilters", "Close care"), "heart"),
    (Filter.REGULAR, label("LedgerFilters", "Regular care"), "heart"),
    (Filter.GENERAL, label("LedgerFilters", "General care"), "heart"),
)
_OF_HOUSEHOLDS = (
    (Chip.CARE, label("LedgerFilters", "Care households"), "heart"),
    (Chip.RENTED, label("LedgerFilters", "Rented"), "key"),
    (Chip.VACANT, label("LedgerFilters", "Vacant"), "ring"),
    (Chip.LONG_UNVISITED, label("LedgerFilters", "Not visited for over 90 days"), "bar"),
)


class CareFilters(FilterChips):
    """Of the care ledger: who waits, and the levels of care."""

    def __init__(self, parent: QWidget | None = None) -> None:
        offered = [(each.value, words(text), symbol) for each, text, symbol in _OF_CARE]
        super().__init__(words(_NARROW), offered, parent)

    def wish(self, text: str, sort: Sort | None) -> CareWish:
        """What is pressed."""
        pressed = frozenset(Filter(each) for each in self.chosen())
        return CareWish(text, pressed, _care_sort(sort), sort is not None and sort.descending)

    def show_counts(self, counts: Mapping[Filter, int]) -> None:
        """How many each would leave."""
        for each, text, _ in _OF_CARE:
            chip, count = self.chip(each.value), counts.get(each, 0)
            chip.setText(f"{words(text)} {QLocale().toString(count)}")
            chip.setEnabled(bool(count) or chip.isChecked())


class HouseholdFilters(FilterChips):
    """Of the household ledger."""

    def __init__(self, parent: QWidget | None = None) -> None:
        offered = [(each.value, words(text), symbol) for each, text, symbol in _OF_HOUSEHOLDS]
        super().__init__(words(_NARROW), offered, parent)

    def wish(self, text: str, sort: Sort | None) -> Wish:
        """What is pressed."""
        pressed = frozenset(Chip(each) for each in self.chosen())
        return Wish(text, pressed, _home_sort(sort), sort is not None and sort.descending)


def _care_sort(sort: Sort | None) -> CareSort:
    found: dict[str, CareSort] = {each: each for each in get_args(CareSort)}
    return found[sort.name] if sort is not None else "next"


def _home_sort(sort: Sort | None) -> HomeSort | None:
    found: dict[str, HomeSort] = {each: each for each in get_args(HomeSort)}
    return found[sort.name] if sort is not None else None
