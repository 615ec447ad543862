"""A person's file as a paper to be read: every record with its fields in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gridclient.actions.person_file import HeldRecord, PersonFile
from gridclient.ui.households.value_words import value_words
from gridclient.ui.words import words
from gridcore.fields import FieldKind
from gridcore.papers.filled_paper import Line, Paper, Part, Section, Statement
from gridcore.records import RECORD_TYPES


def person_file_paper(file: PersonFile) -> Paper:
    """The file on paper. Links to other records are left out: their ids tell nobody anything."""
    title = QCoreApplication.translate("PersonFile", "What is held about you")
    rest = QCoreApplication.translate(
        "PersonFile",
        "This is all that lies on this computer. The number of an identity document is kept on the server "
        "alone and is told there on request. You may have anything here corrected or erased.",
    )
    parts: list[Part] = [Line(file.made_at[:10]), _section(file.given)]
    parts += [_section(each) for each in file.records if each.id != file.given.id]
    return Paper(title, (*parts, Statement("", rest)))


def _section(each: HeldRecord) -> Section:
    declared = RECORD_TYPES[each.kind]
    told = tuple(
        f"{words(field.label)}：{value_words(field, each.values[name])}"
        for name, field in declared.fields.items()
        if name in each.values and field.kind not in (FieldKind.LINK, FieldKind.DETAIL)
    )
    return Section(words(declared.label), told)
