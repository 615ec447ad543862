"""What a record of a case may not say beside the others of its file: who is a party, which day comes first.

The steps of a case ask the same of the whole file (`gridcore/workflows/case_file.py`); here it is told beside
the field, before anything is saved.
"""

import datetime
from collections.abc import Iterator

from gridcore.case_contents import CaseContents
from gridcore.deadlines import confirmation_due
from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Values
from gridcore.shapes import text_of
from gridcore.workflows.case_file import who_is


def part_problems(kind: str, record: str, values: Values, file: CaseContents) -> Iterator[FieldProblem]:
    """What is wrong with a record of a case, given by its id and its values as they would be saved."""
    match kind:
        case "party":
            yield from _of_party(record, values, file)
        case "agreement":
            yield from _too_early(values, "agreed_on", text_of(file.case, "accepted_on"), "before_acceptance")
        case "performance_item":
            yield from _of_item(values, file)
        case "return_visit":
            yield from _too_early(values, "visited_on", _agreed_on(file), "before_agreement")
        case "confirmation":
            yield from _of_confirmation(values, file)


def _of_party(record: str, values: Values, file: CaseContents) -> Iterator[FieldProblem]:
    others = (each for at, each in enumerate(file.parties) if file.party_ids[at] != record)
    known = {*who_is(values)}
    if any(known & {*who_is(each)} for each in others):
        yield problem("name", "party_twice")


def _of_item(values: Values, file: CaseContents) -> Iterator[FieldProblem]:
    if text_of(values, "party") and not file.name_of(values.get("party")):
        yield problem("party", "not_a_party")
    for name in ("due", "done_on"):
        yield from _too_early(values, name, _agreed_on(file), "before_agreement")


def _of_confirmation(values: Values, file: CaseContents) -> Iterator[FieldProblem]:
    in_force, applied = text_of(file.agreement or {}, "in_force_on"), text_of(values, "applied_on")
    if not in_force:
        yield problem("applied_on", "not_in_force")
        return
    yield from _too_early(values, "applied_on", in_force, "not_in_force")
    if applied > confirmation_due(datetime.date.fromisoformat(in_force)).isoformat():
        yield problem("applied_on", "too_late_for_court")


def _too_early(values: Values, name: str, earlier: str, code: str) -> Iterator[FieldProblem]:
    """ISO days compare as text; what is not known is in nobody's way."""
    if text_of(values, name) and text_of(values, name) < earlier:
        yield problem(name, code)


def _agreed_on(file: CaseContents) -> str:
    return text_of(file.agreement or {}, "agreed_on")
