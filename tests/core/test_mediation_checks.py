"""What a form of a mediation case refuses: a missing consent, a sum that contradicts itself."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import Value
from gridcore.mediation_checks import mediation_problems
from gridcore.papers.numerals import has_wrong_capitals, with_capitals, yuan_in_capitals
from gridcore.permissions import Verb, may
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.validation import check_values


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("赔偿2600元（贰仟陆佰元整）", False),
        ("赔偿2600元（贰仟陆佰圆正）", False),
        ("赔偿2,600.50元（大写：贰仟陆佰元伍角）", False),
        ("赔偿2600元（贰仟元整）", True),
        ("赔偿2600元（叁仟元整）；另付10元（壹拾元整）", True),
        ("赔偿2600元 (贰仟元整)", True),
        ("赔偿2600元（含运费）", False),
        ("", False),
    ],
)
def test_a_sum_in_words_that_does_not_fit_the_digits_is_found(text: str, is_wrong: bool) -> None:
    assert has_wrong_capitals(text) is is_wrong


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**12 - 1))
def test_what_the_program_writes_is_never_wrong_and_another_sum_always_is(yuan: int, other: int) -> None:
    assert not has_wrong_capitals(with_capitals(f"付{yuan}元。"))
    assert has_wrong_capitals(f"付{yuan}元（{yuan_in_capitals(other)}）。") is (yuan != other)


@pytest.mark.parametrize(
    ("kind", "values", "found"),
    [
        ("case_helper", {"applicants_agree": True, "respondents_agree": True}, []),
        ("case_helper", {"applicants_agree": True, "respondents_agree": False}, ["respondents_agree"]),
        ("case_extension", {"by_all": False}, ["by_all"]),
        ("agreement", {"facts": "付10元（壹拾元整）", "agreed": "付10元（贰拾元整）"}, ["agreed"]),
        ("performance_item", {"what": "付10元（贰拾元整）"}, ["what"]),
        ("visit", {"said": "付10元（贰拾元整）"}, []),
    ],
)
def test_who_does_not_agree_and_what_contradicts_itself_is_named_at_its_field(
    kind: str, values: dict[str, Value], found: list[str]
) -> None:
    assert [each.field for each in mediation_problems(kind, values)] == found
    told = check_values(RECORD_TYPES[kind], values, today=datetime.date(2026, 11, 23))
    assert [each.field for each in told if each.code in ("all_must_agree", "sum_in_words")] == found


def test_who_was_told_of_danger_was_told_on_a_day() -> None:
    def wrong(**values: Value) -> list[tuple[str, str]]:
        return [(each.field, each.code) for each in mediation_problems("danger_report", values)]

    assert wrong(told=["police"]) == [("told_on", "required")]
    assert wrong(told=["police"], told_on="2026-11-22") == []
    assert wrong(told=[]) == [], "who could not call yet hands in all the same"


def test_a_signed_paper_is_never_changed_nor_taken_away() -> None:
    for role in Role:
        assert not may([role], "signed_paper", Verb.EDIT)
        assert not may([role], "signed_paper", Verb.REMOVE)
    assert may([Role.MEDIATOR], "signed_paper", Verb.CREATE)
