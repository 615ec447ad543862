"""Keeps the keyboard's way in step with what is shown, where parts of a page are made anew."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_through(*widgets: QWidget) -> None:
    """Tab goes through the controls in these widgets, one widget after the other."""
    for one, following in pairwise([control for each in widgets for control in _controls(each)]):
        QWidget.setTabOrder(one, following)


def _controls(widget: QWidget) -> list[QWidget]:
    """What the keyboard stops at in a widget, in its present order.

    What is inside is known first: a window's whole way is long, and what was made together lies together.
    """
    inside = {each for each in (widget, *widget.findChildren(QWidget)) if _is_control(each, widget)}
    found: list[QWidget] = []
    each: QWidget | None = widget
    while each is not None and len(found) < len(inside):
        if each in inside:
            found.append(each)
        each = each.nextInFocusChain()
        if each is widget:
            break
    return found


def _is_control(each: QWidget, of: QWidget) -> bool:
    stops = each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None
    return bool(stops) and (each is of or of.isAncestorOf(each))
