"""What a card of the page of somebody's care was asked for; the page does it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class CareAsks(QObject):
    """`None` asks for something new, a record for its form."""

    plan_form = Signal(object)
    answer_form = Signal(object)
    pair_form = Signal(object)
    reason_form = Signal(object)
    look_asked = Signal(str)
    """At the reasons; with the reason for looking."""
    withdrawn = Signal(object)
    """An answer."""
    pair_ended = Signal(object)
    sheet_asked = Signal(object)
    """The consent sheet to be signed at the door, by the button that a menu hangs on."""
    revealed = Signal(str, str, str)
    """Kind, record and field of a personal value that came into sight."""
