"""Care plans, consents and visits of the demo are as frequent as surveys find them."""

import datetime
from collections import Counter

import pytest

from demo.activity import GRACE_DAYS
from demo.care import FOUND_PER_THOUSAND, PER_THOUSAND, WILLING, Plan
from demo.community import Community
from gridcore.deadlines import LastVisit, PlannedVisits, due_visit
from gridcore.work_calendar import WorkCalendar
from tests.demo.conftest import TODAY


def assigned(made: Community) -> Counter[str]:
    """Plans by category, whatever was agreed to, and whatever may be kept."""
    return Counter(reason.category for plan in made.plans for reason in plan.found)


def test_care_is_as_frequent_as_surveys_find(made: Community) -> None:
    thousands = made.people / 1000
    found, kept = assigned(made), Counter(reason.category for plan in made.plans for reason in plan.reasons)
    for category, wanted in PER_THOUSAND.items():
        assert kept[category] / thousands == pytest.approx(wanted, rel=0.12), category
    disabled = found["D01"] + found["D02"] + found["D03"]
    assert disabled / thousands == pytest.approx(FOUND_PER_THOUSAND["D"], rel=0.02)
    for category in ("A01", "A02", "C01"):
        assert found[category] / thousands == pytest.approx(FOUND_PER_THOUSAND[category], rel=0.03), category
    assert (found["C02"] + found["C03"]) / thousands == pytest.approx(2, rel=0.3)
    assert found["E03"] / thousands == pytest.approx(25, rel=0.15)
    assert found["E01"] / thousands == pytest.approx(24, rel=0.15)
    assert (found["E01"] + 2 * found["E02"]) / thousands == pytest.approx(90, rel=0.1)
    families = [plan.household for plan in made.plans if any(each.category == "A01" for each in plan.found)]
    assert sum(len(home.people) for home in families) / thousands == pytest.approx(10, rel=0.15)


def test_certificates_have_kinds_and_grades_in_their_shares(made: Community) -> None:
    shown = [reason for plan in made.plans for reason in plan.found if reason.kind]
    assert len(shown) > 250
    assert sum(each.grade in ("1", "2") for each in shown) / len(shown) == pytest.approx(0.296, abs=0.07)
    assert sum(each.kind == "4" for each in shown) / len(shown) == pytest.approx(0.291, abs=0.07)
    assert sum(each.kind == "2" for each in shown) / len(shown) == pytest.approx(0.242, abs=0.07)
    assert all(
        (each.grade in ("1", "2")) == (each.category == "D02") for each in shown if each.category != "D03"
    )


def test_consent_was_given_refused_or_not_yet_asked(made: Community) -> None:
    consents, plans = Counter(plan.consent for plan in made.plans), len(made.plans)
    agreed = consents["granted"] + consents["guardian"] + consents["withdrawn"]
    assert agreed / plans == pytest.approx(0.82, abs=0.03)
    assert consents["refused"] / plans == pytest.approx(0.10, abs=0.02)
    assert consents["not_asked"] / plans == pytest.approx(0.08, abs=0.02)
    assert consents["withdrawn"] / agreed == pytest.approx(0.03, abs=0.012)


def test_where_nobody_agreed_no_reason_is_kept_and_nobody_rings(made: Community) -> None:
    visited = {visit.plan.id for visit in made.visits if visit.plan}
    for plan in made.plans:
        if plan.consent in ("refused", "not_asked"):
            assert all(reason.category[0] in "AC" for reason in plan.reasons)
            assert plan.id not in visited
        if plan.consent == "refused":
            assert plan.frequency == "on_request"
        if plan.consent in WILLING:
            assert plan.reasons == plan.found


def test_visits_follow_their_plans_and_are_in_time_as_often_as_promised(made: Community) -> None:
    met: dict[str, list[datetime.date]] = {}
    agreed: dict[tuple[str, datetime.date], datetime.date | None] = {}
    for visit in made.visits:
        assert visit.visited_on < TODAY
        if visit.plan is not None and visit.met:
            met.setdefault(visit.plan.id, []).append(visit.visited_on)
            agreed[visit.plan.id, visit.visited_on] = visit.next_date
    in_time, late = 0, 0
    for plan in made.plans:
        for before, day in zip(met.get(plan.id, []), met.get(plan.id, [])[1:], strict=False):
            due = due_on(plan, LastVisit(before, agreed[plan.id, before]))
            in_time += day <= due + datetime.timedelta(days=GRACE_DAYS)
            late += day > due + datetime.timedelta(days=GRACE_DAYS)
    assert in_time + late > 5_000
    assert in_time / (in_time + late) == pytest.approx(0.92, abs=0.02)


def due_on(plan: Plan, last: LastVisit) -> datetime.date:
    found = due_visit(PlannedVisits(plan.frequency, plan.starts_on), last, {}, WorkCalendar(), TODAY)
    assert found is not None
    return found.due


def test_some_visits_wait_in_every_grid(made: Community) -> None:
    """A worker's Today is neither empty nor endless; the day of the test is a Sunday."""
    last: dict[str, LastVisit] = {}
    for visit in made.visits:
        if visit.plan is not None and visit.met:
            last[visit.plan.id] = LastVisit(visit.visited_on, visit.next_date)
    waiting = Counter(
        plan.household.grid.code
        for plan in made.plans
        if plan.consent in WILLING
        and plan.id in last
        and plan.frequency in ("weekly", "monthly", "quarterly")
        and due_on(plan, last[plan.id]) <= TODAY + datetime.timedelta(days=2)
    )
    assert set(waiting) == {grid.code for grid in made.grids}
    assert max(waiting.values()) < 40
