"""Every care plan of the demo has its consent, children have guardians, and neighbours who help agreed."""

import datetime
from collections import Counter

from demo.care import NOT_ASKED, REFUSED, WITHDRAWN
from demo.community import Community, NewRecord
from demo.neighbourly import answer_day
from demo.people import COUNTED_ON
from gridcore.consents import CHILD_UNDER, problems_for_child, standing_after
from tests.demo.conftest import TODAY


def of_kind(made: Community, kind: str) -> list[NewRecord]:
    return [each for each in made.records() if each.kind == kind]


def test_every_plan_has_the_answer_that_its_consent_says_and_nobody_is_asked_twice(made: Community) -> None:
    answered = {each.cells["resident"]: each.cells for each in of_kind(made, "consent")}
    assert len(answered) == len(made.around.answers)
    for plan in made.plans:
        cells = answered.get(plan.person.id)
        if plan.consent == NOT_ASKED:
            assert cells is None
            continue
        assert cells is not None
        is_child = plan.person.age_on(plan.starts_on) < CHILD_UNDER
        guardian_answered = cells["given_by"] == "guardian"
        expected = (
            "guardian" if guardian_answered and plan.consent not in (REFUSED, WITHDRAWN) else plan.consent
        )
        assert standing_after([cells]) == expected
        assert guardian_answered or not is_child
        assert problems_for_child(cells, plan.person.birth_date.isoformat(), plan.starts_on) == ()
        assert bool(cells.get("child_approved")) == (is_child and plan.consent != REFUSED)


def test_some_have_withdrawn_and_whoever_refused_is_left_in_peace_for_a_year(made: Community) -> None:
    standings = Counter(each.plan.consent for each in made.around.answers)
    assert standings[WITHDRAWN] >= 5
    assert standings[REFUSED] >= 20
    for each in made.around.answers:
        given, withdrawn, again = answer_day(each)
        assert given <= TODAY
        assert (withdrawn is not None) == (each.plan.consent == WITHDRAWN)
        assert (again is not None) == (each.plan.consent == REFUSED)
        assert again is None or again - given >= datetime.timedelta(days=365)


def test_mutual_aid_is_between_two_households_of_one_grid_and_both_agreed_before_it_began(
    made: Community,
) -> None:
    homes = {person.id: home for home in made.households for person in home.people}
    assert len(made.around.pairs) >= 20
    assert 0 < sum(each.ends_on is not None for each in made.around.pairs) < len(made.around.pairs) / 4
    for each in made.around.pairs:
        helped, helper = homes[each.plan.person.id], homes[each.helper.id]
        assert helped is not helper
        assert helped.grid is helper.grid
        assert each.helper.age_on(COUNTED_ON) >= 18
        agreed = max(each.helped_agreed_on, each.helper_agreed_on)
        assert agreed <= each.starts_on <= (each.ends_on or TODAY) <= TODAY


def test_there_are_wishes_further_phones_former_stays_and_places_for_all(made: Community) -> None:
    people = of_kind(made, "resident")
    assert 500 < sum("contact_preference" in each.cells for each in people) < len(people) / 3
    assert {each.cells.get("language") for each in people} >= {"local", "dialect"}
    assert len(of_kind(made, "phone_number")) >= 20
    assert len(of_kind(made, "membership")) >= 10
    by_grid = Counter(each.grid.code for each in made.around.facilities)
    assert set(by_grid) == {grid.code for grid in made.grids}
    assert {each.kind for each in made.around.facilities} >= {"grid_station", "service_point", "canteen"}
    assert all(each.cells["hours"] and each.cells["offers"] for each in of_kind(made, "facility"))
