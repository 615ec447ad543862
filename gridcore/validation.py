"""Rules about values, for the form while somebody types and for the action before it saves.

`tidy_value` puts right what is certain; `check_values` tells what is wrong and what looks odd. Both follow
the declared field; the few fields with a form of their own (names, phones, identity numbers) are named here.
"""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from gridcore.codes.divisions import check_division, check_place_code
from gridcore.consents import consent_problems
from gridcore.dates import recent_day, tidy_date
from gridcore.field_problems import FieldProblem, Tidied, problem
from gridcore.fields import Field, FieldKind, RecordType, Value, Values
from gridcore.forbidden import forbidden_topic
from gridcore.identity_number import tidy_document_number, tidy_identity_number
from gridcore.kinship import Kin, kin_problems
from gridcore.mediation_checks import mediation_problems
from gridcore.rules import broken_rules
from gridcore.shapes import fits
from gridcore.tidy import tidy_name, tidy_phone, tidy_text

EARLIEST = datetime.date(1850, 1, 1)
LATEST = datetime.date(2200, 1, 1)
"""Days outside these bounds are slips of the hand in every field."""

IDENTITY_CARD = "1"
NOT_IN_FUTURE = frozenset(
    {
        "resident.birth_date",
        "resident.moved_in_on",
        "resident.moved_out_on",
        "resident.died_on",
        "membership.moved_out_on",
        "visit.visited_on",
        "diary.day",
        "life_change.happened_on",
        "consent.given_on",
        "consent.withdrawn_on",
        "aid_pair.helped_agreed_on",
        "aid_pair.helper_agreed_on",
        "given_file.given_on",
        "aid_grant.given_on",
        "rights_request.asked_on",
        "mediation_case.applied_on",
        "mediation_session.held_on",
        "agreement.agreed_on",
        "agreement.in_force_on",
        "mediation_case.happened_on",
        "mediation_case.told_on",
        "party.refused_on",
        "mediation_case.delivered_on",
        "mediation_case.filed_on",
        "power_of_attorney.given_on",
        "investigation.held_on",
        "case_extension.asked_on",
        "performance_item.done_on",
        "return_visit.visited_on",
        "confirmation.applied_on",
        "confirmation.accepted_on",
        "confirmation.decided_on",
        "signed_paper.signed_on",
        "dispute_report.told_on",
        "danger_report.seen_on",
        "danger_report.told_on",
        "grid_activity.held_on",
    }
)
"""Days of what has happened."""
OF_LATE = frozenset(
    {
        "visit.visited_on",
        "grid_activity.held_on",
        "life_change.happened_on",
        "mediation_session.held_on",
        "dispute_report.told_on",
        "danger_report.seen_on",
        "danger_report.told_on",
    }
)
"""Those of one's own work, noted soon after: they may be written without their year."""


def tidy_tail(text: str, field: str = "identity_tail") -> Tidied[str]:
    """The last four characters of an identity number."""
    tail = tidy_document_number(text)
    wrong = tail.value is not None and re.fullmatch(r"[0-9]{3}[0-9X]", tail.value) is None
    return replace(tail, problems=(problem(field, "identity_tail"),) if wrong else ())


READERS: Mapping[str, Callable[[str, str], Tidied[str]]] = {
    "resident.name": tidy_name,
    "party.name": tidy_name,
    "resident.phone": tidy_phone,
    "household.phone": tidy_phone,
    "phone_number.phone": tidy_phone,
    "facility.phone": tidy_phone,
    "party.phone": tidy_phone,
    "legal_adviser.phone": tidy_phone,
    "legal_adviser.complaint_phone": tidy_phone,
    "mediation_room.phone": tidy_phone,
    "power_of_attorney.phone": tidy_phone,
    "resident.identity_tail": tidy_tail,
    "resident_identity.document_number": tidy_document_number,
    "party.identity_tail": tidy_tail,
}
"""Fields of text with a form of their own, by record and field."""


def tidy_day(field: Field, text: str, today: datetime.date | None) -> str | None:
    """A typed day as it is kept; None for what is none. Without `today` none is read without its year."""
    is_of_late = f"{field.record}.{field.name}" in OF_LATE
    found = recent_day(text, today) if today is not None and is_of_late else None
    return found or tidy_date(text, field.name).value


def tidy_value(field: Field, value: Value) -> Tidied[Value]:
    """A typed or pasted value as it will be stored, with what was put right."""
    if not isinstance(value, str):
        return Tidied(value)
    if field.kind is FieldKind.DATE:
        return tidy_date(value, field.name)
    if field.kind is FieldKind.LONG_TEXT:
        return tidy_text(value, lines=True)
    if field.kind is not FieldKind.TEXT:
        return Tidied(value)
    reader = READERS.get(f"{field.record}.{field.name}")
    return tidy_text(value) if reader is None else reader(value, field.name)


def check_values(
    record: RecordType,
    values: Values,
    *,
    today: datetime.date,
    allow_demo: bool = False,
    kin: Kin | None = None,
) -> tuple[FieldProblem, ...]:
    """Everything that is wrong or odd about the values of one record, in the order of its fields.

    `kin`: the household of a resident, where that is known.
    """
    found = [
        each
        for field in record.fields.values()
        if not field.computed and field.kind is not FieldKind.STATE
        for each in check_value(field, values.get(field.name), today=today)
    ]
    code = values.get("code")
    wrong = _place_code_problem(record.kind, code, allow_demo) if isinstance(code, str) and code else None
    if wrong is not None:
        found.append(problem("code", wrong))
    number, name = values.get("document_number"), "document_number"
    if values.get("document") == IDENTITY_CARD and isinstance(number, str):
        found.extend(tidy_identity_number(number, today=today, allow_demo=allow_demo, field=name).problems)
    if record.kind == "consent":
        found.extend(consent_problems(values))
    if record.kind == "aid_pair" and values.get("helper") == values.get("helped") is not None:
        found.append(problem("helper", "another_person"))
    found.extend(mediation_problems(record.kind, values))
    found.extend(problem(rule.later, rule.code) for rule in broken_rules(record.kind, values))
    if kin is not None:
        found.extend(kin_problems(values, kin))
    return tuple(found)


def check_value(field: Field, value: Value, *, today: datetime.date) -> tuple[FieldProblem, ...]:
    """What is wrong or odd about one value."""
    if value is None or value in ("", []):
        return (problem(field.name, "required"),) if field.required else ()
    if field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT) and isinstance(value, str):
        return tuple(_text_problems(field, value))
    if field.kind is FieldKind.DATE and isinstance(value, str):
        past = f"{field.record}.{field.name}" in NOT_IN_FUTURE
        return tidy_date(value, field.name, earliest=EARLIEST, latest=today if past else LATEST).problems
    if fits(field, value):
        return ()
    return (_misfit(field, value),)


def _place_code_problem(kind: str, code: str, allow_demo: bool) -> str | None:
    """What is wrong with the code of a community, grid or building; None for what is right, or has none."""
    match kind:
        case "community":
            return check_division(code, allow_demo=allow_demo)
        case "grid" | "building":
            own = check_place_code(kind, code)
            return own if own is not None else check_division(code[:12], allow_demo=allow_demo)
        case _:
            return None


def _text_problems(field: Field, text: str) -> Iterator[FieldProblem]:
    if len(text) > field.max_length:
        yield problem(field.name, "too_long", limit=field.max_length)
    reader = READERS.get(f"{field.record}.{field.name}")
    if reader is not None:
        yield from reader(text, field.name).problems
    elif "\ufffd" in text:
        yield problem(field.name, "garbled")
    if field.kind is FieldKind.LONG_TEXT and forbidden_topic(text, free_text=True) is not None:
        yield problem(field.name, "forbidden_topic")


def _misfit(field: Field, value: Value) -> FieldProblem:
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        return problem(field.name, "unknown_code")
    if field.kind is FieldKind.NUMBER and isinstance(value, int):
        if field.lowest is not None and value < field.lowest:
            return problem(field.name, "too_small", limit=field.lowest)
        if field.highest is not None and value > field.highest:
            return problem(field.name, "too_large", limit=field.highest)
    return problem(field.name, "wrong_shape")
