"""Sentences about attachments: where one is, and why a file was not taken."""

from __future__ import annotations

from collections.abc import Mapping

from gridclient.actions.attachments import Travel, Where
from gridclient.ui.words import words
from gridcore.fields import Label, label
from gridcore.file_contents import Fault

_FAULTS: Mapping[Fault, Label] = {
    Fault.NOT_ALLOWED: label(
        "Attachments", "This is neither a photo (JPEG, PNG) nor a PDF, whatever its name says."
    ),
    Fault.DAMAGED: label(
        "Attachments", "This file is damaged. Please choose another, or take the photo anew."
    ),
    Fault.TOO_LARGE: label("Attachments", "This file is too large. A photo may have 60 MB, a PDF 10 MB."),
    Fault.TOO_MANY_PIXELS: label(
        "Attachments", "This picture has too many pixels to be opened safely. Please take or scan it smaller."
    ),
    Fault.ACTIVE: label(
        "Attachments", "This PDF contains programs or other files. Please print it to a new PDF first."
    ),
    Fault.TELLS_MORE: label(
        "Attachments", "This picture tells more than what it shows. Please add it again."
    ),
}
_PLACES: Mapping[Where, Label] = {
    Where.NOT_SAVED: label("Attachments", "not saved yet"),
    Where.WAITING: label("Attachments", "waiting to be sent"),
    Where.REFUSED: label("Attachments", "not taken by the server"),
    Where.HERE: label("Attachments", "sent"),
    Where.AWAY: label("Attachments", "on the server"),
    Where.COMING: label("Attachments", "being fetched"),
    Where.MISSING: label("Attachments", "not on the server yet"),
}


def fault_words(fault: Fault) -> str:
    """Why a file was not taken, and what to do."""
    return words(_FAULTS[fault])


def travel_words(travel: Travel) -> str:
    """Where an attachment is; on its way with how much of it is through."""
    told = words(_PLACES[travel.where])
    on_its_way = travel.where in (Where.WAITING, Where.COMING) and travel.percent
    return f"{told} {travel.percent} %" if on_its_way else told
