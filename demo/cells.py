"""The cells of the demo's records: places, people, plans and visits as they are stored."""

import datetime

from demo.activity import Visit
from demo.care import REFUSED, Plan, Reason
from demo.households import MALE
from demo.neighbourly import Answer, Facility, Pair, Stay, Wishes, answer_day
from demo.patrols import Check, PatrolPlan, Point, Walk
from demo.people import Household, Person
from demo.places import Building, Grid, Room
from gridcore.codes.care import LEVEL_FREQUENCY
from gridcore.consents import CHILD_UNDER, NOTICE
from gridcore.fields import Value
from gridcore.roster import ids

Cells = dict[str, Value]
_LEVEL: dict[str, Value] = {frequency: level for level, frequency in LEVEL_FREQUENCY.items()}


def of_community(code: str, name: str) -> Cells:
    """The community itself."""
    return {"code": code, "name": name, "community_kind": "urban", "committee": name[:2]}


def of_grid(community: str, grid: Grid, worker: str) -> Cells:
    """A grid with its worker on duty."""
    return {
        "code": grid.code,
        "name": grid.name,
        "grid_kind": "1",
        "community": ids.community_id(community),
        "worker": worker,
    }


def of_building(building: Building) -> Cells:
    """A building."""
    return {
        "code": building.code,
        "estate": building.estate.name,
        "name": building.name,
        "layout": building.layout,
        "units": building.units,
        "floors": building.floors,
        "rooms_a_floor": building.rooms_a_floor,
        "tour_order": building.tour_order,
    }


def of_room(room: Room, status: str) -> Cells:
    """A room and what it is used for."""
    place: Cells = {
        "building": room.building.id,
        "unit": room.unit,
        "floor": room.floor,
        "room_number": room.number,
    }
    return {"place": place, "status": status}


def of_household(home: Household, last_visit: datetime.date | None) -> Cells:
    """A household."""
    return _known(
        {
            "room": home.room.id,
            "address": home.room.address,
            "head": home.people[0].id,
            "phone": home.phone,
            "tenure": home.tenure,
            "tags": list(home.tags) or None,
            "last_visit": _day(last_visit),
            "remark": home.note,
        }
    )


def of_resident(home: Household, person: Person, wishes: Wishes | None, moved: Stay | None) -> Cells:
    """A resident, with the last four characters of the identity number alone."""
    return _known(
        {
            "household": home.id,
            "name": person.name,
            "relation": person.relation,
            "sex": person.sex,
            "birth_date": _day(person.birth_date),
            "identity_tail": person.identity_number[-4:] if person.identity_number else None,
            "phone": person.phone,
            "contact_preference": wishes.preference if wishes is not None else None,
            "language": wishes.language if wishes is not None else None,
            "registered_here": person.registered_here,
            "arrival": "moved_in" if moved is not None else None,
            "moved_in_on": _day(moved.moved_out_on) if moved is not None else None,
            "status": person.status,
        }
    )


def of_stay(stay: Stay) -> Cells:
    """A former stay with the parents."""
    return {
        "household": stay.home.id,
        "resident": stay.person.id,
        "relation": "20" if stay.person.sex == MALE else "30",
        "moved_in_on": _day(stay.person.birth_date),
        "moved_out_on": _day(stay.moved_out_on),
    }


def of_phone(person: Person, through: Person) -> Cells:
    """The phone of a grown-up child in the household, who is called instead."""
    return {"resident": person.id, "phone": through.phone, "phone_kind": "mobile", "owner": "child"}


def of_facility(place: Facility) -> Cells:
    """A place for everybody."""
    return {
        "name": place.name,
        "facility_kind": place.kind,
        "building": place.building.id,
        "hours": place.hours,
        "offers": place.offers,
    }


def of_answer(answer: Answer, worker: str) -> Cells:
    """An answer about care; for a child under 14 a supervisor has approved it."""
    given, withdrawn, again = answer_day(answer)
    plan, by = answer.plan, "person" if answer.guardian is None else "guardian"
    refused = plan.consent == REFUSED
    is_child = plan.person.age_on(given) < CHILD_UNDER
    return _known(
        {
            "resident": plan.person.id,
            "answer": "refused" if refused else "granted",
            "purposes": list(answer.purposes),
            "given_by": by,
            "guardian": answer.guardian,
            "guardian_relation": answer.guardian_relation,
            "way": answer.way,
            "given_on": _day(given),
            "ask_again_on": _day(again),
            "withdrawn_on": _day(withdrawn),
            "withdrawn_by": by if withdrawn is not None else None,
            "child_approved": True if is_child and not refused else None,
            "notice": NOTICE,
            "taken_by": worker,
        }
    )


def of_pair(pair: Pair) -> Cells:
    """Mutual aid, to which both agreed."""
    return _known(
        {
            "helped": pair.plan.person.id,
            "helper": pair.helper.id,
            "helps_with": list(pair.helps_with),
            "helped_agreed_on": _day(pair.helped_agreed_on),
            "helper_agreed_on": _day(pair.helper_agreed_on),
            "starts_on": _day(pair.starts_on),
            "ends_on": _day(pair.ends_on),
        }
    )


def of_identity(person: Person) -> Cells:
    """A resident's identity card."""
    paper: Cells = {"document": "1", "document_number": person.identity_number}
    return {"resident": person.id, "paper": paper}


def of_plan(plan: Plan) -> Cells:
    """A care plan."""
    return _known(
        {
            "resident": plan.person.id,
            "level": _LEVEL.get(plan.frequency),
            "frequency": plan.frequency,
            "way": plan.way,
            "needs": list(plan.needs) or None,
            "consent": plan.consent,
            "helper": plan.helper,
            "starts_on": _day(plan.starts_on),
            "review_on": _day(plan.review_on),
            "ends_on": _day(plan.ends_on),
        }
    )


def of_reason(plan: Plan, reason: Reason) -> Cells:
    """A reason of a plan."""
    found: Cells = {"plan": plan.id, "category": reason.category, "confirmed_by": reason.confirmed_by}
    if reason.kind is not None:
        found["certificate"] = {"disability_kind": reason.kind, "disability_grade": reason.grade}
    return found


def of_visit(visit: Visit, worker: str, *, with_state: bool) -> Cells:
    """A visit; with its state also what the supervisor wrote."""
    found: Cells = {
        "household": visit.household.id,
        "resident": visit.person.id if visit.person else None,
        "plan": visit.plan.id if visit.plan else None,
        "visited_on": _day(visit.visited_on),
        "kind": visit.kind,
        "way": visit.way,
        "met": visit.met,
        "purpose": visit.purpose,
        "needs": list(visit.needs) or None,
        "said": visit.said,
        "follow_up": visit.follow_up,
        "next_date": _day(visit.next_date),
        "worker": worker,
        "recorded_at": _moment(visit.recorded_at),
    }
    if with_state:
        found["approval"] = visit.approval
        found["remark_field"] = "said" if visit.remark else None
        found["remark"] = visit.remark
    return _known(found)


def of_patrol_plan(plan: PatrolPlan) -> Cells:
    """A patrol plan."""
    return _known(
        {
            "content": plan.content,
            "rhythm": plan.rhythm,
            "hours": plan.hours,
            "methods": list(plan.methods),
            "starts_on": _day(plan.starts_on),
            "mind": plan.mind,
        }
    )


def of_patrol_point(plan: PatrolPlan, point: Point, number: int) -> Cells:
    """A point of a patrol plan."""
    return {"plan": plan.id, "place": point.place, "building": point.building.id, "walk_order": number}


def of_patrol(plan: PatrolPlan, walk: Walk, worker: str) -> Cells:
    """A walk that is over."""
    times = {"started_at": _moment(walk.started_at), "ended_at": _moment(walk.ended_at)}
    return {"plan": plan.id, **times, "worker": worker}


def of_patrol_check(walk: Walk, check: Check) -> Cells:
    """What a point was like."""
    found: Cells = {"patrol": walk.id, "point": check.point.id, "place": check.point.place}
    return _known(found | {"finding": check.finding, "what": check.what})


def _known(cells: Cells) -> Cells:
    return {name: value for name, value in cells.items() if value is not None}


def _day(day: datetime.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _moment(moment: datetime.datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
