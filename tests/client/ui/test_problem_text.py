"""Every problem has its sentences."""

import re

import pytest
from PySide6.QtWidgets import QApplication

from gridclient.ui.problem_text import problem_text
from gridcore.problems import PARAMS, ProblemCode

SENTENCE_END = (".", "。")


def numbers_for(code: ProblemCode) -> dict[str, int]:
    return {name: 7301 + place for place, name in enumerate(sorted(PARAMS.get(code, frozenset())))}


@pytest.mark.parametrize("code", ProblemCode)
def test_every_problem_says_what_happened_what_is_safe_and_what_to_do(
    qapp: QApplication, code: ProblemCode
) -> None:
    text = problem_text(code, numbers_for(code))
    for sentence in (text.happened, text.safe, text.next_step):
        assert sentence.endswith(SENTENCE_END)
        assert re.search(r"[{}%]", sentence) is None, "a placeholder was left"


@pytest.mark.parametrize("code", [each for each in ProblemCode if PARAMS.get(each)])
def test_what_a_problem_carries_is_told(qapp: QApplication, code: ProblemCode) -> None:
    first, second = (
        problem_text(code, numbers_for(code)),
        problem_text(code, {name: number * 3 for name, number in numbers_for(code).items()}),
    )
    assert first != second


@pytest.mark.parametrize(
    ("wait_s", "told"), [(2, "2 second"), (90, "90 second"), (91, "2 minute"), (900, "15 minute")]
)
def test_long_waits_are_told_in_minutes(qapp: QApplication, wait_s: int, told: str) -> None:
    assert told in problem_text(ProblemCode.TRY_AGAIN_LATER, {"wait_s": wait_s}).next_step
