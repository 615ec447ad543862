"""What a form of a mediation case does not let go: consent of both sides, sums that contradict themselves."""

from collections.abc import Iterator

from gridcore.field_problems import FieldProblem, problem
from gridcore.fields import Values
from gridcore.papers.numerals import has_wrong_capitals
from gridcore.shapes import text_of

_MUST_BE_SAID = {
    "case_helper": ("applicants_agree", "respondents_agree"),
    "case_extension": ("by_all",),
    "dispute_report": ("agreed",),
}
"""Without these it may not be (People's Mediation Law, article 20; one month, longer if all ask)."""
_WITH_SUMS = {
    "agreement": ("facts", "agreed", "performance"),
    "performance_item": ("what",),
    "mediation_session": ("result",),
}


def mediation_problems(kind: str, values: Values) -> Iterator[FieldProblem]:
    """What is wrong with a record of a case beyond its single fields."""
    for name in _MUST_BE_SAID.get(kind, ()):
        if values.get(name) is False:
            yield problem(name, "must_agree" if kind == "dispute_report" else "all_must_agree")
    if kind == "danger_report" and values.get("told") and not text_of(values, "told_on"):
        yield problem("told_on", "required")
    for name in _WITH_SUMS.get(kind, ()):
        if has_wrong_capitals(text_of(values, name)):
            yield problem(name, "sum_in_words")
