"""A person's request, line by line, as the supervisor judges it: what is said, and what stands now."""

from __future__ import annotations

from datetime import date

from gridclient.actions.review import ProposedChange
from gridclient.ui.households.value_words import field_title, value_words
from gridclient.ui.words import day_words, words
from gridcore.fields import Value, Values, label, record_type
from gridcore.records.rights import RightsRequest
from gridcore.workflows.rights import answer_due

_REQUEST = record_type(RightsRequest)
_TOLD = ("wish", "said", "asked_by", "identity_check", "asked_on")
_DUE = label("RightsRequest", "To be answered by")
_TWO = label(
    "RightsRequest", "Granting asks for the erasure; it happens when another supervisor agrees as well."
)


def rights_lines(values: Values, proposed: ProposedChange | None) -> list[tuple[str, str, str]]:
    """Title, what is said, and what stands now."""
    found = []
    if proposed is not None:
        cell = proposed.declared.cells[proposed.cell]
        right, now = (proposed.declared.values_of({cell.name: each}) for each in _sides(proposed))
        for each in cell.fields:
            title = " · ".join((*proposed.title.words[:1], field_title(proposed.subject_kind, each.name)))
            found.append((title, value_words(each, right[each.name]), value_words(each, now[each.name])))
    for name in _TOLD:
        declared = _REQUEST.fields[name]
        found.append((words(declared.label), value_words(declared, values.get(name)), ""))
    asked = values.get("asked_on")
    if isinstance(asked, str):
        found.append((words(_DUE), day_words(answer_due(date.fromisoformat(asked))), ""))
    if values.get("wish") == "erase":
        found.append(("", words(_TWO), ""))
    return found


def _sides(proposed: ProposedChange) -> tuple[Value, Value]:
    return proposed.value, proposed.before
