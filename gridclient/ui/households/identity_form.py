"""The form by which the number of a member's identity document is handed in, once and never seen again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.actions.household_card import ShownRecord
from gridclient.actions.records import Beside
from gridclient.ui.households.record_panel import FormAsked
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Values
from gridcore.identity_number import filled_from, problems_beside, tidy_identity_number
from gridcore.ids import RecordId
from gridcore.roster.ids import identity_id
from gridcore.validation import IDENTITY_CARD


def identity_form(member: ShownRecord, today: date) -> FormAsked:
    """Its form; birth date, sex and the last four follow from the number where they are not noted yet."""

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
        return () if number is None else problems_beside(number, member.values)

    def complete(values: Values) -> Values:
        number = card_number(values)
        return {} if number is None else {"document_number": number}

    def beside(_: RecordId, values: Values) -> Sequence[Beside]:
        number = card_number(values)
        said = filled_from(number, member.values, today=today) if number is not None else {}
        return [Beside("resident", member.id, said, is_apart=True)] if said else []

    return FormAsked(
        kind="resident_identity",
        title=QCoreApplication.translate("HouseholdForms", "Identity number"),
        subtitle=str(member.values.get("name") or ""),
        made=identity_id(member.id),
        prefill={"resident": member.id, "document": IDENTITY_CARD},
        told=QCoreApplication.translate(
            "HouseholdForms",
            "The number goes to the server and is not shown here again; this computer keeps its last four.",
        ),
        check=check,
        complete=complete,
        beside=beside,
    )
