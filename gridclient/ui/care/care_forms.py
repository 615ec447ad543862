"""Which forms the page of somebody's care opens: what they begin with, hide, and save beside the record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication

from gridclient.actions.care_person import CareCard, beside_answer
from gridclient.actions.household_card import ShownRecord
from gridclient.actions.records import Beside
from gridclient.ui.households.record_panel import FormAsked
from gridclient.ui.widgets.choice_fields import Option
from gridcore.consents import NOTICE, ask_again_on, is_child, problems_for_child, review_on
from gridcore.field_problems import FieldProblem
from gridcore.fields import Value, Values
from gridcore.ids import RecordId

_GUARDIAN = ("guardian", "guardian_relation")
_WITHDRAWAL = ("withdrawn_on", "withdrawn_by")


def plan_form(card: CareCard, plan: ShownRecord | None, today: date) -> FormAsked:
    """The form of a plan; a new one begins today and is reviewed in a year, a child's in half a year."""
    if plan is not None:
        title = QCoreApplication.translate("CareForms", "Edit the care plan")
        return FormAsked("care_plan", title, card.name, plan.id)
    child = is_child(card.resident.values.get("birth_date"), today)
    prefill: dict[str, Value] = {
        "resident": card.resident.id,
        "way": "door",
        "starts_on": today.isoformat(),
        "review_on": review_on(today, child=child).isoformat(),
        "consent": "not_asked",
    }

    def hidden(_: Values) -> Collection[str]:
        return ("ends_on", "ended_because")

    title = QCoreApplication.translate("CareForms", "New care plan")
    return FormAsked("care_plan", title, card.name, prefill=prefill, hidden=hidden)


def answer_form(card: CareCard, answer: ShownRecord | None, today: date, worker: str) -> FormAsked:
    """The form of an answer about consent; for a child under 14 the guardian's, to be approved."""
    born = card.resident.values.get("birth_date")
    child = is_child(born, today)

    def check(values: Values) -> Sequence[FieldProblem]:
        return problems_for_child(values, born, today)

    def complete(values: Values) -> Values:
        found: dict[str, Value] = {}
        if values.get("answer") == "refused" and not values.get("ask_again_on"):
            found["ask_again_on"] = ask_again_on(today).isoformat()
        if child and answer is None and values.get("answer") == "granted":
            found["child_approved"] = True  # becomes a proposal, which a supervisor decides
        return found

    def hidden(values: Values) -> Collection[str]:
        gone = [] if values.get("given_by") == "guardian" else [*_GUARDIAN]
        gone += [] if values.get("answer") == "refused" else ["ask_again_on"]
        return gone if answer is not None else [*gone, *_WITHDRAWAL]

    def beside(_: RecordId, values: Values) -> Sequence[Beside]:
        return beside_answer(card, values, today, answer.id if answer is not None else None)

    told = ""
    if child:
        told = QCoreApplication.translate(
            "CareForms", "This child is under 14: the guardian answers, and a supervisor approves it."
        )
    prefill: dict[str, Value] = {
        "resident": card.resident.id,
        "given_by": "guardian" if child else "person",
        "purposes": ["visits"],
        "given_on": today.isoformat(),
        "notice": NOTICE,
        "taken_by": worker,
    }
    return FormAsked(
        kind="consent",
        title=QCoreApplication.translate("CareForms", "Answer about consent"),
        subtitle=card.name,
        record=answer.id if answer is not None else None,
        prefill=prefill if answer is None else {},
        beside=beside,
        told=told,
        check=check,
        complete=complete,
        hidden=hidden,
    )


def pair_form(
    card: CareCard, pair: ShownRecord | None, helpers: Sequence[tuple[RecordId, str, str]], today: date
) -> FormAsked:
    """The form of mutual aid: without both consents it is not saved."""
    options = [Option(each, f"{name} · {address}") for each, name, address in helpers]
    if pair is not None:
        helper = RecordId(str(pair.values.get("helper")))
        if all(each.value != helper for each in options):
            options.insert(0, Option(helper, card.names.get(helper, "…")))
    title = QCoreApplication.translate("CareForms", "Mutual aid")
    told = QCoreApplication.translate(
        "CareForms", "Both are asked. Without the day on which each of them agreed this cannot be saved."
    )
    prefill: dict[str, Value] = {"helped": card.resident.id, "starts_on": today.isoformat()}
    return FormAsked(
        kind="aid_pair",
        title=title,
        subtitle=card.name,
        record=pair.id if pair is not None else None,
        prefill=prefill if pair is None else {},
        links={"helper": options},
        told=told,
        hidden=lambda _: () if pair is not None else ("ends_on",),
    )


def reason_form(card: CareCard, plan: ShownRecord, reason: ShownRecord | None) -> FormAsked:
    """The form of a reason; its category is a proposal until a supervisor has decided it."""
    title = QCoreApplication.translate("CareForms", "Reason for care")
    told = QCoreApplication.translate("CareForms", "A supervisor decides about the category.")
    if reason is not None:
        return FormAsked("care_reason", title, card.name, reason.id, told=told)
    return FormAsked("care_reason", title, card.name, prefill={"plan": plan.id}, told=told)


def file_form(card: CareCard, today: date, worker: str) -> FormAsked:
    """The note that must be on the disk before somebody's file is written out."""
    told = QCoreApplication.translate(
        "CareForms",
        "Before the file is written out it is noted who gets it and why; the note cannot be changed.",
    )
    prefill: dict[str, Value] = {
        "resident": card.resident.id,
        "given_on": today.isoformat(),
        "given_by": worker,
    }
    title = QCoreApplication.translate("CareForms", "Give out the file of a person")
    return FormAsked("given_file", title, card.name, prefill=prefill, told=told)
