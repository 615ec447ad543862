"""Why a step of a case did not count, in the words of its button."""

import pytest
from pytestqt.qtbot import QtBot

from gridclient.ui.sync.reasons import reason_words
from gridcore.sync.verdicts import VerdictCode


def test_a_step_that_the_file_did_not_allow_any_more_says_what_it_needs(qtbot: QtBot) -> None:
    told = reason_words(VerdictCode.STALE, "lacks:session,return_visit")
    assert "At least one session is on record. The return visit is on record" in told
    assert "take the step again" in told


def test_what_a_later_version_lacks_is_told_as_a_matter_that_moved_on(qtbot: QtBot) -> None:
    assert reason_words(VerdictCode.STALE, "lacks:something_new") == reason_words(
        VerdictCode.STALE, "registered"
    )


@pytest.mark.parametrize("answer", ["taken_on", "not_taken_on"])
def test_who_answered_a_dispute_after_a_colleague_is_told_what_becomes_of_the_own_case(
    qtbot: QtBot, answer: str
) -> None:
    told = reason_words(VerdictCode.STALE, answer)
    assert "A colleague answered this dispute first" in told
    assert "Application withdrawn" in told
