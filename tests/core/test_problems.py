"""A problem carries a code and safe numbers, nothing else."""

import pytest

from gridcore.problems import PARAMS, ProblemCode, ProblemError


def test_a_problem_names_itself_and_its_numbers() -> None:
    problem = ProblemError(ProblemCode.CLOCK_SKEW, minutes=17)
    assert (problem.code, problem.params) == (ProblemCode.CLOCK_SKEW, {"minutes": 17})
    assert str(problem) == "clock_skew minutes=17"
    assert str(ProblemError(ProblemCode.DISK_FULL)) == "disk_full"


@pytest.mark.parametrize("code", ProblemCode)
def test_only_declared_numbers_can_travel_with_a_problem(code: ProblemCode) -> None:
    declared = dict.fromkeys(PARAMS.get(code, frozenset()), 1)
    assert ProblemError(code, **declared).params == declared
    with pytest.raises(ValueError, match="not the declared ones"):
        ProblemError(code, **declared, resident=1)


def test_parameters_are_declared_for_known_codes_only() -> None:
    assert set(PARAMS) <= set(ProblemCode)
