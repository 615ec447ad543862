"""The form by which the number of a member's identity document is handed in, and never seen again.

A wrong number is corrected by the same form: nobody sees what was handed in, so all of it is typed anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.actions.household_card import ShownRecord
from gridclient.actions.records import Beside
from gridclient.ui.households.record_panel import FormAsked
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Values
from gridcore.identity_number import (
    filled_from,
    problems_beside,
    tidy_document_number,
    tidy_identity_number,
)
from gridcore.ids import RecordId
from gridcore.roster.ids import identity_id
from gridcore.validation import IDENTITY_CARD, tidy_tail


def identity_form(member: ShownRecord, today: date, *, corrects: bool = False) -> FormAsked:
    """Its form; birth date, sex and the last four follow from the number where they are not noted yet.

    In a correction the last four are those of the new number: by them it stands (ADR 0053).
    """
    noted: Values = {**member.values, "identity_tail": None} if corrects else member.values

    def card_number(values: Values) -> str | None:
        """The number as it is kept, if it is that of an identity card."""
        text = values.get("document_number")
        if values.get("document") != IDENTITY_CARD or not isinstance(text, str):
            return None
        found = tidy_identity_number(text, today=today, allow_demo=True)
        return found.value if found.is_usable else None

    def check(values: Values) -> Sequence[FieldProblem]:
        if not values.get("document_number"):
            return [problem("document_number", "required")]
        number = card_number(values)
        return () if number is None else problems_beside(number, noted)

    def complete(values: Values) -> Values:
        number = card_number(values)
        return {} if number is None else {"document_number": number}

    def beside(_: RecordId, values: Values) -> Sequence[Beside]:
        number = card_number(values)
        said: Values = {}
        if number is not None:
            said = filled_from(number, noted, today=today)
        elif corrects:
            said = {"identity_tail": _tail_of(str(values.get("document_number")))}
        return [Beside("resident", member.id, said, is_apart=True)] if said else []

    title = QCoreApplication.translate("HouseholdForms", "Identity number")
    told = QCoreApplication.translate(
        "HouseholdForms",
        "The number goes to the server and is not shown here again; this computer keeps its last four.",
    )
    if corrects:
        title = QCoreApplication.translate("HouseholdForms", "Correct the identity number")
        told = QCoreApplication.translate(
            "HouseholdForms",
            "Type the whole number from the document. At the server it takes the place of the wrong one, "
            "and the last four that are noted here follow it.",
        )
    return FormAsked(
        kind="resident_identity",
        title=title,
        subtitle=str(member.values.get("name") or ""),
        made=identity_id(member.id),
        prefill={"resident": member.id, "document": IDENTITY_CARD},
        told=told,
        check=check,
        complete=complete,
        beside=beside,
        begins_at="document_number",
    )


def _tail_of(written: str) -> str | None:
    """The last four of another document's number; None where they are none that can be noted."""
    tail = tidy_tail((tidy_document_number(written).value or "")[-4:])
    return tail.value if tail.is_usable else None
