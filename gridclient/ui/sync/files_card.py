"""Photos and papers that are not on the server yet: how many, when they go, and what keeps one back."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from gridclient.actions.sync_status import RefusedFile, WaitingFiles
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.texts import Heading, Subtitle, Text
from gridclient.ui.words import day_words, words
from gridcore.fields import Label, label

_SHOWN = 30
_REASONS: dict[str, Label] = {
    "too_large": label("FilesCard", "The server found it too large."),
    "full": label("FilesCard", "The server has no room for it. Please tell your technical support."),
    "refused": label("FilesCard", "The server could not make sense of it."),
    "not_here": label("FilesCard", "The server does not know its record yet, or you may not write there."),
    "differs": label("FilesCard", "It arrived as something else three times. Another line may help."),
    "damaged": label("FilesCard", "The file on this computer is damaged. Please attach it once more."),
}
_OTHERWISE = label("FilesCard", "It could not be sent.")


class FilesCard(Card):
    """Two lines, and one more for each file that is refused."""

    def __init__(self, found: WaitingFiles, size: str, *, is_text_only: bool, parent: QWidget) -> None:
        super().__init__(parent)
        heading = self.tr("%n photo(s) or paper(s) wait, {size}", "", found.count).format(size=size)
        self.setAccessibleName(heading)
        self.body.addWidget(Heading(heading, self, wraps=True))
        if is_text_only:
            told = self.tr(
                "Only text is sent on this line. Photos go when the line is free of charge, "
                "or when Settings allow it."
            )
        else:
            told = self.tr("They are sent after the text, piece by piece; a cut line costs one piece.")
        self.body.addWidget(Subtitle(told, self, wraps=True))
        for each in found.refused[:_SHOWN]:
            self._add(each)
        if len(found.refused) > _SHOWN:
            self.body.addWidget(Subtitle(self.tr("and %n more", "", len(found.refused) - _SHOWN), self))

    def _add(self, each: RefusedFile) -> None:
        days = [day_words(date.fromisoformat(each.title.day))] if each.title.day else []
        what = " · ".join((words(each.label), *each.title.words, *days))
        why = words(_REASONS.get(each.reason, _OTHERWISE))
        self.body.addWidget(Text(self.tr("{what}: {why}").format(what=what, why=why), self, wraps=True))
