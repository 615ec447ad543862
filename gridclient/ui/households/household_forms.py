"""Which forms the household's page opens: what they are called, begin with, and save beside the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.actions.household_card import Card, Draft, Place, ShownRecord
from gridclient.actions.records import Beside
from gridclient.ui.households.identity_form import identity_form
from gridclient.ui.households.record_panel import FormAsked
from gridclient.ui.widgets.choice_fields import Option
from gridcore.fields import Value, Values
from gridcore.ids import RecordId

_HEAD = "02"
_USE = {"rented": "rented", "vacant": "vacant"}


def new_household(place: Place) -> FormAsked:
    """The form of a household in a room; saving it also notes how the room is used."""

    def beside(_: RecordId, values: Values) -> Sequence[Beside]:
        use = _USE.get(str(values.get("tenure")), "occupied")
        return [Beside("room", place.room, {"status": use})] if use != place.status else []

    prefill: dict[str, Value] = {"room": place.room, "address": place.address}
    if place.status == "rented":
        prefill["tenure"] = "rented"
    title = QCoreApplication.translate("HouseholdForms", "New household")
    return FormAsked("household", title, place.address, prefill=prefill, beside=beside)


def household_form(card: Card) -> FormAsked:
    """The form of a household; its head is one of its members."""
    people = [Option(each.id, name_of(each)) for each in card.living]
    links = {"head": people} if people else {}
    title = QCoreApplication.translate("HouseholdForms", "Edit the household")
    return FormAsked("household", title, address_of(card), card.household.id, links=links)


def new_resident(card: Card) -> FormAsked:
    """The form of somebody new; the first one is taken for the head, and noted as such."""
    household = card.household
    prefill: dict[str, Value] = {"household": household.id, "status": "lives_here"}
    if not card.living:
        prefill["relation"] = _HEAD

    def beside(resident: RecordId, values: Values) -> Sequence[Beside]:
        leads = values.get("relation") == _HEAD and household.values.get("head") is None
        return [Beside("household", household.id, {"head": resident})] if leads else []

    title = QCoreApplication.translate("HouseholdForms", "New resident")
    others = [each.values for each in card.members]
    return FormAsked("resident", title, address_of(card), prefill=prefill, beside=beside, others=others)


def resident_form(card: Card, member: ShownRecord) -> FormAsked:
    """The form of a member."""
    subtitle = " · ".join(part for part in (name_of(member), address_of(card)) if part)
    title = QCoreApplication.translate("HouseholdForms", "Edit the resident")
    others = [each.values for each in card.members if each.id != member.id]
    return FormAsked("resident", title, subtitle, member.id, others=others)


def phone_form(card: Card, number: ShownRecord | None, resident: RecordId) -> FormAsked | None:
    """The form of one of a member's further numbers, or of a new one."""
    member = next((each for each in card.members if each.id == resident), None)
    if member is None:
        return None
    if number is not None:
        title = QCoreApplication.translate("HouseholdForms", "Edit the phone number")
        return FormAsked("phone_number", title, name_of(member), number.id)
    title = QCoreApplication.translate("HouseholdForms", "New phone number")
    return FormAsked("phone_number", title, name_of(member), prefill={"resident": resident})


def drafted_form(card: Card, draft: Draft, today: date) -> FormAsked | None:
    """The form of which a draft was left."""
    if draft.kind == "household":
        return household_form(card)
    if draft.kind == "phone_number":
        number = next((each for each in card.phones if each.id == draft.record), None)
        said = number.values if number is not None else draft.values
        return phone_form(card, number, RecordId(str(said.get("resident"))))
    if draft.kind == "resident_identity":
        holder = next((each for each in card.members if each.id == draft.values.get("resident")), None)
        if holder is None:
            return None
        is_noted = bool(holder.values.get("identity_tail")) or holder.id in card.identified
        return identity_form(holder, today, corrects=is_noted)
    if draft.record is None:
        return new_resident(card)
    member = next((each for each in card.members if each.id == draft.record), None)
    return None if member is None else resident_form(card, member)


def led_form(card: Card, record: RecordId) -> FormAsked | None:
    """The form of the household or a member, into which another record was merged while its form was open."""
    member = next((each for each in card.members if each.id == record), None)
    if member is None and card.household.id != record:
        return None
    asked = resident_form(card, member) if member is not None else household_form(card)
    told = QCoreApplication.translate(
        "HouseholdForms",
        "Two records became one; this is the one that was kept. "
        "What you typed is filled in: look at it and save.",
    )
    return replace(asked, told=told)


def name_of(member: ShownRecord) -> str:
    """A member's name."""
    return str(member.values.get("name") or "")


def address_of(card: Card) -> str:
    """The household's address."""
    return str(card.household.values.get("address") or "")
