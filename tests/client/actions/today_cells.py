"""What records may say that Today is read from: by kind and field, values of which one is drawn."""

import datetime

from gridcore.fields import Value
from tests.client.ui.visits.store import GRID, WORKER

FIRST = datetime.date(2026, 11, 21)
AT = "2026-11-21T01:30:00Z"
MY_GRID = GRID.removeprefix("grid/")


def days(*around: int) -> tuple[str, ...]:
    return tuple(str(FIRST + datetime.timedelta(days=each)) for each in around)


ANY_DAY = days(-400, -40, -8, -1, 0, 1, 3, 9)
HOMES, PEOPLE = ("h1", "h2", "h3", "h4"), ("p1", "p2", "p3", "p4", "p5")
OFFERS: dict[str, tuple[Value, ...]] = {
    "offer": ("kept", "offered", "accepted", "declined", "taken_back"),
    "offered_to": ("王海霞", WORKER),
    "offered_by": (WORKER, "王海霞", None),
    "held_by": (None, "赵敏"),
}
CELLS: dict[str, dict[str, tuple[Value, ...]]] = {
    "building": {"name": ("12号楼", "3号楼"), "tour_order": (1, 7, None)},
    "room": {"building": ("b1", "b2"), "unit": (1, 2), "floor": (3, None), "room_number": ("301", "102")},
    "household": {"room": ("m1", "m2", None), "address": ("春晓苑", "湖边")},
    "resident": {
        "household": (*HOMES, None),
        "name": ("张桂英", "李建国"),
        "birth_date": ("1940-11-24", "1944-02-29", "2015-01-01", None),
        "status": ("lives_here", "away", "moved_away"),
    },
    "care_plan": {
        "resident": PEOPLE,
        "frequency": ("weekly", "monthly", "quarterly"),
        "level": ("close", "regular"),
        "way": ("door", "phone"),
        "needs": (["chat"], ["meals", "chat"], None),
        "consent": ("granted", "not_asked", "refused"),
        "starts_on": ANY_DAY,
        "ends_on": (None, *days(-1, 0, 2)),
        "review_on": (None, *days(-3, 1)),
    },
    "consent": {
        "resident": PEOPLE,
        "answer": ("granted", "refused"),
        "given_by": ("self", "guardian"),
        "purposes": (["visits"], ["photos"]),
        "given_on": days(-30, -1, 0),
        "withdrawn_on": (None, *days(0)),
        "child_approved": (None, True),
    },
    "visit": {
        "household": HOMES,
        "resident": (*PEOPLE, None),
        "visited_on": days(-9, -2, -1, 0),
        "recorded_at": (None, *(f"{each}T02:00:00Z" for each in days(-9, -2, -1, 0))),
        "met": (True, False),
        "declined": (None, True),
        "follow_up": ("none", "visit_again", "errand"),
        "next_date": (None, *days(-1, 0, 2)),
        "promised": (None, "带一盏台灯"),
        "approval": ("approved", "returned"),
        "worker": (WORKER, "王海霞"),
    },
    "visit_exception": {
        "plan": ("c1", "c2"),
        "period": ("2026-11", "2026-W47"),
        "exception": ("moved", "skipped", "handed_over"),
        "moved_to": days(1),
        "handed_to": ("王海霞",),
        **OFFERS,
    },
    "life_change": {"resident": PEOPLE, "what": ("fall",), "noted_at": (f"{days(-1)[0]}T01:00:00Z", AT)},
    "extra_visit_change": {
        "household": HOMES,
        "occasion": ("k1", "f1", "v1"),
        "exception": ("moved", "skipped", None),
        "moved_to": days(0, 2),
        **OFFERS,
    },
    "campaign": {
        "name": ("重阳节慰问",),
        "reason": ("festival", "heat"),
        "starts_on": days(-3, 0),
        "ends_on": days(0, 9),
        "from_age": (None, 80),
        "needs": (None, ["chat"]),
    },
    "grid": {"code": (MY_GRID, "3705020010010102"), "name": ("一格", "二格")},
    "stand_in": {"grid": ("g1", "g2"), "by_grid": ("g1", "g2"), "starts_on": days(-1), "ends_on": days(0, 5)},
}
