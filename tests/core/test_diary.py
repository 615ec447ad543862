"""A diary says later what it said when it was sent, recognises what was changed since, and names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.diary import counts_of, diary_id, kept, mark_of, noted, noted_in, numbers
from gridcore.fields import Value, Values
from gridcore.ids import RecordId
from gridcore.permissions import Verb, may, may_edit_cell
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role
from gridcore.shapes import fits_cell
from gridcore.workflows.diary import DIARY, READ, SENT

VISIT: Values = {
    **{"visited_on": "2026-11-23", "kind": "care", "way": "door", "met": True, "declined": None},
    **{
        "needs": ["chat", "errands"],
        "said": "张桂英说腿疼好多了。",
        "follow_up": "errand",
        "purpose": "need",
    },
    "next_date": None,
}
ONE = RecordId("v1")


def test_what_is_kept_comes_back_and_holds_no_name_and_no_words() -> None:
    visits = [noted(ONE, VISIT), noted(RecordId("v2"), {**VISIT, "met": False, "follow_up": None})]
    held = kept(visits)
    assert noted_in(held) == visits
    assert "张桂英" not in str(held)
    assert "2026" not in str(held)


@pytest.mark.parametrize(
    "change",
    [
        {"said": "张桂英说腿还疼。"},
        {"needs": ["chat"]},
        {"met": False},
        {"kind": "contact"},
        {"next_date": "2026-12-01"},
        {"follow_up": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_of_what_was_told_is_recognised(change: dict[str, Value]) -> None:
    assert mark_of({**VISIT, **change}) != mark_of(VISIT)


def test_the_order_of_needs_and_what_a_diary_does_not_tell_are_no_change() -> None:
    assert mark_of({**VISIT, "needs": ["errands", "chat"], "approval": "approved"}) == mark_of(VISIT)


@given(st.one_of(st.none(), st.text(), st.lists(st.one_of(st.integers(), st.just({"visit": "a"})))))
def test_what_another_version_wrote_is_left_out(held: Value) -> None:
    assert noted_in(held) == []


def test_a_day_is_counted_and_nothing_is_no_number() -> None:
    visits = [noted(RecordId(f"v{each}"), VISIT) for each in range(3)]
    visits.append(noted(RecordId("v9"), {"kind": "contact", "met": False, "declined": True}))
    told = counts_of(visits, households=2, notes=0, sessions=1, activities={"talk": 1})
    assert told == {
        **{"visits": 4, "households": 2, "met": 3, "declined": 1, "mediation": 1},
        "follow_up/errand": 3,
        "activity/talk": 1,
    }
    assert numbers({**told, "later": "words"}) == told
    assert numbers("nothing") == {}
    assert counts_of([], 0, 0, 0, {}) == {}


def test_a_day_of_many_doors_fits_into_its_record() -> None:
    visits = RECORD_TYPES["diary"].cells["visits"]
    day = [noted(RecordId(f"v{each}"), VISIT) for each in range(500)]
    assert fits_cell(visits, kept(day))
    assert not fits_cell(visits, kept([*day, noted(ONE, VISIT)]))


def test_two_laptops_of_one_author_meet_in_one_diary_of_a_day() -> None:
    assert diary_id("u1", "2026-11-23") == diary_id("u1", "2026-11-23")
    assert (
        len({diary_id("u1", "2026-11-23"), diary_id("u2", "2026-11-23"), diary_id("u1", "2026-11-24")}) == 3
    )


def test_who_records_visits_writes_diaries_and_a_supervisor_only_reads_them() -> None:
    writers = {each for each in Role if may({each}, "diary", Verb.CREATE)}
    assert writers == {Role.GRID_WORKER, Role.GRID_LEADER, Role.CARE_SPECIALIST}
    assert not may_edit_cell(frozenset({Role.SUPERVISOR}), "diary", "paragraph")
    (step,) = DIARY.steps
    assert (step.source, step.to, step.roles, step.not_own) == (
        SENT,
        READ,
        frozenset({Role.SUPERVISOR}),
        True,
    )
