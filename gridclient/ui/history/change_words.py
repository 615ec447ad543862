"""A change in words: who, on which device, what of which record, and how it stands."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridclient.actions.histories import Change
from gridclient.actions.record_history import THIS_COMPUTER, Lost
from gridclient.ui.households.value_words import Names, field_title, masked_words, value_words
from gridclient.ui.widgets.badge import Badge
from gridclient.ui.words import words
from gridcore.fields import Field, Label, Value, label
from gridcore.ids import RecordId
from gridcore.records import RECORD_TYPES
from gridcore.sync.erasing import ERASE
from gridcore.sync.merging import MERGE, UNMERGE
from gridcore.sync.proposals import SCOPE
from gridcore.workflows.decision import ACCEPTED, DECLINED, WITHDRAWN

_KNOWN_BY_NAME = ("household", "resident")
"""Records of other kinds are told by their kind beside the name."""
_PROPOSED_WHOLE: dict[str, Label] = {
    MERGE: label("History", "{what}: proposed to be the same as another record"),
    UNMERGE: label("History", "{what}: proposed not to be the same as the record that it went into"),
    ERASE: label("History", "{what}: erasure was asked for"),
    SCOPE: label("History", "{what}: a move to another grid was proposed"),
}


def who_words(change: Change) -> list[str]:
    """Who did it, and on which device, as far as that is known; of a proposal who decided it."""
    here = QCoreApplication.translate("History", "this computer")
    device = here if change.device == THIS_COMPUTER else change.device
    found = [change.author or QCoreApplication.translate("History", "a colleague")]
    if change.what != "proposed":
        return [*found, *([device] if device else [])]
    if change.decided_by:
        text = QCoreApplication.translate("History", "decided by {name}")
        found.append(text.format(name=change.decided_by))
    return found


def whole_words(change: Change, names: Names) -> str:
    """A change of a whole record."""
    kind = words(RECORD_TYPES[change.kind].label)
    if change.what == "proposed":
        told = _PROPOSED_WHOLE.get(change.title)
        about = " · ".join(each for each in (kind, _name(change, names)) if each)
        return words(told).format(what=about) if told is not None else about
    about = change.title or _name(change, names)
    if change.kind not in _KNOWN_BY_NAME or not about:
        about = " · ".join(each for each in (kind, about) if each)
    match change.what:
        case "added":
            text = QCoreApplication.translate("History", "{what} was added")
        case "removed":
            text = QCoreApplication.translate("History", "{what} was removed")
        case "went_into":
            text = QCoreApplication.translate("History", "{what} was merged with {other}")
        case "went_elsewhere":
            text = QCoreApplication.translate(
                "History",
                "{what} was merged into a record of another grid, which you do not see. If they are two,"
                " propose to undo it; a supervisor decides.",
            )
        case "merged":
            text = QCoreApplication.translate("History", "Another record was found to be the same as {what}")
        case _:
            text = QCoreApplication.translate("History", "{what} was brought back")
    return text.format(what=about, other=_named(change.other, names))


def change_words(change: Change, declared: Field, names: Names, about: str, *, is_plain: bool) -> str:
    """A change of a field; `about` is the kind of record whose history it is, which needs no name."""

    def told(value: Value) -> str:
        return (value_words if is_plain else masked_words)(declared, value, names)

    title = field_title(change.kind, change.field)
    if change.kind != about:
        kind = "" if change.kind in _KNOWN_BY_NAME else words(RECORD_TYPES[change.kind].label)
        title = " · ".join(each for each in (_name(change, names), kind, title) if each)
    text = QCoreApplication.translate("History", "{field}: {before} → {after}").format(
        field=title, before=told(change.before), after=told(change.after)
    )
    return text


def lost_words(lost: Lost, declared: Field, names: Names, *, is_plain: bool) -> str:
    """A value that lost in a conflict."""
    value = (value_words if is_plain else masked_words)(declared, lost.value, names)
    text = QCoreApplication.translate("History", "not taken: {value} ({author})")
    return text.format(value=value, author=lost.author)


def way_back_words(way: Change, names: Names) -> str:
    """What a press of the button does; the value behind its mask."""
    match way.what:
        case "removed":
            return QCoreApplication.translate("History", "Bring {what} back").format(what=way.title)
        case "went_into" | "went_elsewhere" | "merged":
            about = way.title or _name(way, names)
            text = QCoreApplication.translate("History", "Propose to undo the merge: {what}")
            return text.format(what=about)
        case _:
            declared = RECORD_TYPES[way.kind].fields[way.field]
            text = QCoreApplication.translate("History", "Take back: {field} {value}")
            title, told = field_title(way.kind, way.field), masked_words(declared, way.before, names)
            return text.format(field=title, value=told)


def standing_badge(change: Change) -> Badge | None:
    """Where a change is, or what was decided; nothing for what simply came from a colleague."""
    if change.what == "proposed":
        return _outcome_badge(change.outcome)
    match change.standing:
        case "waiting":
            return Badge(QCoreApplication.translate("History", "On this laptop"), "waiting", "service")
        case "refused":
            return Badge(QCoreApplication.translate("History", "Not taken over"), "warning", "care")
        case _ if change.what == "decided":
            return Badge(QCoreApplication.translate("History", "Decided"), "conflict", "info")
        case "on_server":
            return Badge(QCoreApplication.translate("History", "On the server"), "synced", "plain")
        case "backed_up":
            return Badge(QCoreApplication.translate("History", "Backed up"), "synced", "ok")
        case _:
            return None


def _outcome_badge(outcome: str) -> Badge:
    match outcome:
        case state if state == ACCEPTED:
            return Badge(QCoreApplication.translate("History", "Accepted"), "check", "ok")
        case state if state == DECLINED:
            return Badge(QCoreApplication.translate("History", "Declined"), "cross", "vacant")
        case state if state == WITHDRAWN:
            return Badge(QCoreApplication.translate("History", "Withdrawn"), "undo", "vacant")
        case _:
            return Badge(QCoreApplication.translate("History", "Waits for approval"), "review", "service")


def _name(change: Change, names: Names) -> str:
    return _named(change.record, names)


def _named(record: RecordId | None, names: Names) -> str:
    title = names.get(record) if record is not None else None
    return title.words[0] if title is not None and title.words else ""
