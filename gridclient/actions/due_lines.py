"""The lines of Today: one for each door and for whose hands the visit is in."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from gridclient.actions.due_people import DuePerson, PlanAndVisit
from gridclient.actions.extra_visits import ExtraVisit
from gridclient.db.visit_offers import KnownOffer, Offers
from gridcore.deadlines import DueVisit
from gridcore.visit_offers import is_same_name

_Hands = tuple[str, str]
"""Who makes a visit, and who is asked to; empty for whose it is by itself, and for nobody."""


def near_lines(plans: Collection[PlanAndVisit], days: int, offers: Offers) -> list[DuePerson]:
    """Visits of plans that are due, or in so many days, or of whose offer somebody shall hear."""
    found = []
    for person, due in plans:
        if due is None:
            continue
        offer = offers.get((person.plan, due.period)) if offers else None
        told = () if offer is None else (offer,)
        if due.state != "upcoming" or due.days <= days or (told and _is_news(told[0])):
            found.append(DuePerson(person, due, offers=told))
    return found


def with_extra(planned: Sequence[DuePerson], extra: Sequence[ExtraVisit], offers: Offers) -> list[DuePerson]:
    """The visits of plans and the extra ones; who is called on at a door anyway is not named twice.

    What is still to come stands by itself: nothing that is due is put below it. A promise joins only a visit
    that is in the same hands.
    """
    found = [*planned]
    at = {each.person.household: number for number, each in enumerate(found) if each.due.state != "upcoming"}
    person_at = {each.person.resident: number for number, each in enumerate(found) if not each.offered_to}
    hands_at: dict[tuple[str, _Hands], int] = {}
    for number, each in enumerate(found):
        if each.due.state != "upcoming":
            hands_at[each.person.household, _hands(each.due, each.offers)] = number
    for one in extra:
        kind, offer = one.occasion.kind, offers.get((one.household, one.occasion.record))
        told = (offer,) if kind == "promise" and offer is not None else ()
        hands = one.household, _hands(one.due, told)
        match kind:
            case "life_change":
                joined = person_at.get(one.person.resident)
            case "promise":
                joined = hands_at.get(hands)
            case _:
                joined = at.get(one.household)
        if joined is None or one.due.state == "upcoming":
            joined = len(found)
            found.append(DuePerson(one.person, one.due, (one.occasion,), is_extra=True, offers=told))
        else:
            found[joined] = _joined(found[joined], one, told)
        if found[joined].due.state != "upcoming":
            at.setdefault(one.household, joined)
            person_at.setdefault(one.person.resident, joined)
            hands_at.setdefault(hands, joined)
    return found


def line_with_offer(line: DuePerson, offers: Offers) -> DuePerson:
    """The visit of a plan, with what was ever offered of it."""
    offer = offers.get((line.person.plan, line.due.period))
    return line if offer is None else replace(line, offers=(offer,))


def own_line(line: DuePerson, worker: str) -> DuePerson:
    """The line as it is for a worker, who makes the visit if a colleague handed it over to them."""
    if not (line.due.handed_over and is_same_name(line.due.handed_to, worker)):
        return line
    return replace(line, due=replace(line.due, handed_over=False))


def _joined(line: DuePerson, one: ExtraVisit, told: tuple[KnownOffer, ...]) -> DuePerson:
    """The line, with an extra visit at the same door."""
    if one.occasion.kind == "life_change" and not line.is_after_change:
        occasions = (one.occasion, *line.occasions)
        return DuePerson(one.person, one.due, occasions, is_extra=True, offers=line.offers)
    return replace(line, occasions=(*line.occasions, one.occasion), offers=(*line.offers, *told))


def _hands(due: DueVisit, offers: Sequence[KnownOffer]) -> _Hands:
    asked = next((each.offer.to for each in offers if each.offer.waits), "")
    return due.handed_to if due.handed_over else "", asked


def _is_news(offer: KnownOffer) -> bool:
    return offer.is_for_me or offer.is_turned_down or offer.is_taken_from_me
