"""A visit is offered, and stays whose it is until the colleague accepts; whoever comes first counts."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gridcore.extra_visits import EXTRA_VISIT_CHANGE
from gridcore.fields import Value
from gridcore.ids import RecordId, ReplicaId
from gridcore.sync.edits import Edit, Set, Step
from gridcore.visit_offers import VISIT_EXCEPTION
from gridcore.workflows.visit_offer import VISIT_OFFER
from tests.core.sync_desk import HOME, PLAN, VISIT, Desk, create, put, step

ANN, ANN2, BOB, EVE, CYD, SUE, FAR = (
    ReplicaId(each) for each in ("ann-1", "ann-2", "bob-3", "eve-4", "cyd-5", "sue-6", "far-8")
)
MATTER = RecordId("matter")
PLANNED = create(MATTER, VISIT_EXCEPTION, plan=PLAN, period="2026-11")
PROMISED = create(MATTER, EXTRA_VISIT_CHANGE, household=HOME, occasion=VISIT)


def words(to: str, by: str, held_by: str | None = None) -> dict[str, Value]:
    return {"offered_to": to, "offered_by": by, "held_by": held_by, "offer_reason": None}


def to_state(desk: Desk, source: str, to: str, reason: str = "") -> Step:
    """What somebody who has read everything says."""
    return step(MATTER, "offer", (source, to), desk.version(MATTER, "offer"), reason=reason)


def say(desk: Desk, value: Value, cell: str = "offered") -> Set:
    return put(MATTER, cell, value, desk.version(MATTER, cell))


def ask(desk: Desk, source: str, to: str, by: str, held_by: str | None = None) -> list[Edit]:
    return [to_state(desk, source, "offered"), say(desk, words(to, by, held_by))]


def offered(made: Edit = PLANNED) -> Desk:
    desk = Desk()
    given = desk.push(
        ANN, made, step(MATTER, "offer", ("kept", "offered")), put(MATTER, "offered", words("bob", "ann"))
    )
    assert [each.code for each in given] == ["ok", "ok", "ok"]
    return desk


def stands(desk: Desk) -> tuple[Value, Value]:
    """The state, and whom the offer names."""
    held = desk.value(MATTER, "offered")
    return desk.value(MATTER, "offer"), held.get("offered_to") if isinstance(held, dict) else None


@pytest.mark.parametrize("made", [PLANNED, PROMISED])
def test_the_colleague_accepts_in_one_step(made: Edit) -> None:
    desk = offered(made)
    assert desk.one(BOB, to_state(desk, "offered", "accepted")).code == "ok"
    assert stands(desk) == ("accepted", "bob")


def test_who_declines_says_why() -> None:
    desk = offered()
    assert desk.one(BOB, to_state(desk, "offered", "declined")).extra == "reason_missing"
    found = desk.push(BOB, to_state(desk, "offered", "declined", "休假"), say(desk, "休假", "answer"))
    assert [each.code for each in found] == ["ok", "ok"]
    assert (stands(desk), desk.value(MATTER, "answer")) == (("declined", "bob"), "休假")


@pytest.mark.parametrize("mine", [ANN, ANN2])
def test_nobody_answers_the_own_offer_and_only_its_author_withdraws_it(mine: ReplicaId) -> None:
    desk = offered()
    for to in ("accepted", "declined"):
        assert desk.one(mine, to_state(desk, "offered", to, "x")).extra == "not_allowed"
    assert desk.one(BOB, to_state(desk, "offered", "kept")).extra == "not_allowed"
    assert desk.one(mine, to_state(desk, "offered", "kept")).code == "ok"
    assert stands(desk)[0] == "kept"


@pytest.mark.parametrize("stranger", [SUE, FAR])
def test_who_makes_no_visits_there_answers_nothing(stranger: ReplicaId) -> None:
    desk = offered()
    assert desk.one(stranger, to_state(desk, "offered", "accepted")).code in ("denied", "invalid", "parked")
    assert stands(desk)[0] == "offered"


def test_two_accept_offline_and_the_second_hears_that_somebody_was_first() -> None:
    desk = offered()
    first, second = to_state(desk, "offered", "accepted"), to_state(desk, "offered", "accepted")
    assert desk.one(BOB, first).code == "ok"
    late = desk.one(EVE, second)
    assert (late.code, late.extra, stands(desk)) == ("stale", "accepted", ("accepted", "bob"))


def test_who_accepts_what_was_withdrawn_meanwhile_gets_nothing() -> None:
    desk = offered()
    late = to_state(desk, "offered", "accepted")
    desk.one(ANN, to_state(desk, "offered", "kept"))
    assert desk.one(BOB, late).extra == "kept"
    assert stands(desk)[0] == "kept"


def test_who_was_offered_it_before_does_not_accept_what_another_one_is_asked_for_now() -> None:
    desk = offered()
    late = to_state(desk, "offered", "accepted")
    back = to_state(desk, "offered", "kept")
    anew = step(MATTER, "offer", ("kept", "offered"), back.base)
    found = desk.push(ANN, back, anew, say(desk, words("eve", "ann")))
    assert [each.code for each in found] == ["ok", "ok", "ok"]
    assert desk.one(BOB, late).code == "stale"
    assert stands(desk) == ("offered", "eve")


def test_who_offers_anew_what_was_accepted_meanwhile_names_nobody_as_its_holder() -> None:
    desk = offered()
    back = to_state(desk, "offered", "kept")
    late: list[Edit] = [back, step(MATTER, "offer", ("kept", "offered"), back.base)]
    late.append(say(desk, words("eve", "ann")))
    desk.one(BOB, to_state(desk, "offered", "accepted"))
    assert [each.code for each in desk.push(ANN, *late)] == ["stale", "stale", "stale"]
    assert stands(desk) == ("accepted", "bob")


def test_a_second_laptop_of_the_owner_names_nobody_else_without_a_step() -> None:
    desk = offered()
    for mine in (ANN, ANN2):
        assert desk.one(mine, say(desk, words("eve", "ann"))).code == "stale"
    assert stands(desk) == ("offered", "bob")


def test_two_offer_the_same_visit_offline_and_the_first_offer_counts() -> None:
    desk = Desk()
    desk.one(CYD, PLANNED)
    first, second = ask(desk, "kept", "bob", "ann"), ask(desk, "kept", "eve", "cyd")
    assert [each.code for each in desk.push(ANN, *first)] == ["ok", "ok"]
    assert [each.code for each in desk.push(CYD, *second)] == ["stale", "stale"]
    assert stands(desk) == ("offered", "bob")


def test_who_accepted_offers_it_on_and_the_first_owner_does_not() -> None:
    desk = offered()
    desk.one(BOB, to_state(desk, "offered", "accepted"))
    denied = desk.one(ANN, to_state(desk, "accepted", "offered"))
    assert denied.extra == "not_allowed"
    found = desk.push(BOB, *ask(desk, "accepted", "eve", "bob", "bob"))
    assert [each.code for each in found] == ["ok", "ok"]
    assert desk.one(EVE, to_state(desk, "offered", "accepted")).code == "ok"
    assert stands(desk) == ("accepted", "eve")


def test_what_was_declined_is_put_away_by_its_owner_or_offered_again() -> None:
    desk = offered()
    desk.one(BOB, to_state(desk, "offered", "declined", "休假"))
    assert desk.one(BOB, to_state(desk, "declined", "kept")).extra == "not_allowed"
    again = ask(desk, "declined", "eve", "ann")
    assert desk.one(ANN, to_state(desk, "declined", "kept")).code == "ok"
    assert [each.code for each in desk.push(EVE, *again)] == ["stale", "stale"]
    assert [each.code for each in desk.push(ANN, *ask(desk, "kept", "eve", "ann"))] == ["ok", "ok"]


def test_what_nobody_makes_any_more_is_taken_back_with_a_reason_that_the_colleague_puts_away() -> None:
    desk = offered()
    desk.one(BOB, to_state(desk, "offered", "accepted"))
    assert desk.one(BOB, to_state(desk, "accepted", "taken_back", "x")).extra == "not_allowed"
    found = desk.push(ANN, to_state(desk, "accepted", "taken_back", "已调离"), say(desk, "已调离", "answer"))
    assert [each.code for each in found] == ["ok", "ok"]
    assert desk.one(ANN, to_state(desk, "taken_back", "kept")).extra == "not_allowed"
    found = desk.push(BOB, to_state(desk, "taken_back", "kept"), say(desk, None))
    assert [each.code for each in found] == ["ok", "ok"]
    assert stands(desk) == ("kept", None)


@pytest.mark.parametrize(("named", "code"), [("bob", "ok"), ("eve", "stale"), ("ann", "stale")])
def test_what_was_offered_on_is_taken_back_from_who_had_it_and_nobody_else_is_named(
    named: str, code: str
) -> None:
    desk = offered()
    desk.one(BOB, to_state(desk, "offered", "accepted"))
    desk.push(BOB, *ask(desk, "accepted", "eve", "bob", "bob"))
    late = to_state(desk, "offered", "accepted")
    assert desk.one(BOB, to_state(desk, "offered", "taken_back", "x")).extra == "not_allowed"
    taken = to_state(desk, "offered", "taken_back", "已调离")
    found = desk.push(ANN, taken, say(desk, words(named, "ann")))
    assert [each.code for each in found] == ["ok", code]
    assert stands(desk) == ("taken_back", "bob" if code == "ok" else "eve")
    assert desk.one(EVE, late).extra == "taken_back"


def test_who_declined_what_was_offered_on_may_take_it_back() -> None:
    desk = offered()
    desk.one(BOB, to_state(desk, "offered", "accepted"))
    desk.push(BOB, *ask(desk, "accepted", "eve", "bob", "bob"))
    desk.one(EVE, to_state(desk, "offered", "declined", "休假"))
    assert desk.one(EVE, to_state(desk, "declined", "taken_back", "已调离")).code == "ok"


def test_nobody_begins_a_record_with_an_offer_that_nobody_made() -> None:
    desk = Desk()
    for cells in ({"offer": "accepted"}, {"offered": words("ann", "bob")}, {"answer": "休假"}):
        made = create(MATTER, VISIT_EXCEPTION, plan=PLAN, period="2026-11", **cells)
        assert desk.one(ANN, made).code == "invalid"


def test_a_record_that_a_laptop_of_before_made_is_offered_like_any_other() -> None:
    desk = Desk()
    made = create(MATTER, VISIT_EXCEPTION, plan=PLAN, period="2026-11", exception="moved")
    desk.one(EVE, made)
    stored = desk.record(MATTER)
    for held in (stored.cells, stored.vers):
        assert isinstance(held, dict)
        held.pop("offer")
    found = desk.push(ANN, step(MATTER, "offer", ("kept", "offered")), say(desk, words("bob", "ann")))
    assert [each.code for each in found] == ["ok", "ok"]
    assert desk.one(BOB, to_state(desk, "offered", "accepted")).code == "ok"


def test_a_visit_that_is_made_meanwhile_loses_nothing_of_either() -> None:
    desk = offered()
    late = to_state(desk, "offered", "accepted")
    seen = create(
        RecordId("v2"), "visit", household=HOME, resident="person", visited_on="2026-11-20", met=True
    )
    assert desk.one(ANN, seen).code == "ok"
    assert desk.one(BOB, late).code == "ok"
    assert desk.value(RecordId("v2"), "met") is True


@dataclass
class Hands:
    """Laptops that read now and then, and take any step of the table from what they read last."""

    desk: Desk = field(default_factory=Desk)
    seen: dict[ReplicaId, tuple[str, int, int, Value]] = field(default_factory=dict)
    said: int = 0
    counts: Value = None
    """The words of the offer that counts."""

    def read(self, who: ReplicaId) -> None:
        at = self.desk
        versions = at.version(MATTER, "offer"), at.version(MATTER, "offered")
        self.seen[who] = (str(at.value(MATTER, "offer")), *versions, at.value(MATTER, "offered"))

    def act(self, who: ReplicaId, number: int) -> None:
        """One step that the table has from what this laptop saw, with the words that go with it."""
        state, base, words_base, told = self.seen[who]
        rules = [each for each in VISIT_OFFER.steps if each.source == state]
        rule = rules[number % len(rules)]
        self.said += 1
        mine = words(f"colleague {self.said}", who)
        edits: list[Edit] = [step(MATTER, "offer", (state, rule.to), base, reason="休假")]
        if rule.to == "offered":
            edits.append(put(MATTER, "offered", mine, words_base))
        found = [each.code for each in self.desk.push(who, *edits)]
        if found[0] == "ok" and rule.to == "offered":
            assert found[1] == "ok"
            self.counts = mine
        elif rule.to == "offered":
            assert found[1] != "ok", "words without their step"
        if found[0] == "ok" and rule.to in ("accepted", "declined"):
            assert told == self.counts, "somebody answered another offer than the one that was read"


@given(st.lists(st.tuples(st.sampled_from([ANN, ANN2, BOB, EVE]), st.integers(0, 3), st.booleans())))
@settings(max_examples=150, deadline=None)
def test_whoever_reads_when_an_answer_is_for_the_offer_that_was_read(
    moves: list[tuple[ReplicaId, int, bool]],
) -> None:
    hands = Hands()
    hands.desk.one(CYD, PLANNED)
    for who in (ANN, ANN2, BOB, EVE):
        hands.read(who)
    for who, number, reads in moves:
        if reads:
            hands.read(who)
        hands.act(who, number)
        if hands.desk.value(MATTER, "offer") != "kept":
            assert hands.desk.value(MATTER, "offered") == hands.counts
