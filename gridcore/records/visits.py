"""Visits: what happened at the door, what deviates from the plan, and a worker's own quick notes."""

from gridcore.codes.care import CARE_NEEDS, CONTACT_WAY
from gridcore.codes.visits import FOLLOW_UP, GOODS_SIGNED, PLAN_EXCEPTION, VISIT_KIND, VISIT_PURPOSE
from gridcore.fields import (
    GRID,
    LAST,
    P1,
    P2,
    USER,
    WORDS,
    Options,
    attachments,
    choice,
    choices,
    date,
    flag,
    label,
    link,
    long_text,
    moment,
    record,
    state,
    text,
)

_ASKED = Options(merge=LAST, computed=True, group="offered")
HANDING_OVER = (
    state(label("VisitOffer", "Handing over"), "visit_offer", P1),
    text(label("VisitOffer", "Offered to"), P1, max_length=60, **_ASKED),
    text(label("VisitOffer", "Offered by"), P1, max_length=60, **_ASKED),
    text(label("VisitOffer", "Whose it was"), P1, max_length=60, **_ASKED),
    text(label("VisitOffer", "Why it is offered"), P2, **_ASKED),
    text(label("VisitOffer", "Why it was declined or taken back"), P2, merge=LAST, computed=True),
)
"""The fields of handing a visit over, of each kind of record in which that is said."""


@record("visit", label("Visit", "Visit"), scope=GRID, parent="household")
class Visit:
    """One contact with a household or one of its people, by door, phone or video."""

    household = link(label("Visit", "Household"), "household", P1, required=True)
    resident = link(label("Visit", "Person visited"), "resident", P1)
    plan = link(label("Visit", "Care plan"), "care_plan", P1, computed=True)
    visited_on = date(label("Visit", "Date of the visit"), P1, required=True)
    kind = choice(label("Visit", "Kind of visit"), VISIT_KIND, P1, required=True)
    way = choice(label("Visit", "Way"), CONTACT_WAY, P1, required=True)
    met = flag(label("Visit", "Somebody was met"), P1)
    declined = flag(label("Visit", "The visit was declined"), P1)
    purpose = choice(label("Visit", "Purpose"), VISIT_PURPOSE, P1)
    needs = choices(label("Visit", "Needs"), CARE_NEEDS, P2)
    said = long_text(label("Visit", "What was said"), P2, find=WORDS)
    follow_up = choice(label("Visit", "Follow-up"), FOLLOW_UP, P1)
    next_date = date(label("Visit", "Next visit"), P1)
    promised = text(label("Visit", "What was promised"), P2, max_length=200)
    goods = text(label("Visit", "Goods handed over"), P2, max_length=100)
    signed = choice(label("Visit", "How the receipt is signed"), GOODS_SIGNED, P1, computed=True)
    signature = attachments(label("Visit", "Signature for goods"), P2)
    files = attachments(label("Visit", "Attachments"), P2)
    photo_consent = flag(label("Visit", "Consent to photos inside the home"), P1, computed=True)
    worker = text(label("Visit", "Grid worker"), P1, merge=LAST, computed=True, max_length=60)
    recorded_at = moment(label("Visit", "Recorded at"), P1, merge=LAST, computed=True)
    approval = state(label("Visit", "Approval"), "visit_approval", P1)
    remark_field = text(label("Visit", "Field of the remark"), P1, merge=LAST, computed=True, max_length=40)
    remark = long_text(label("Visit", "Supervisor's remark"), P2, computed=True)


@record("visit_exception", label("VisitException", "Change to a planned visit"), scope=GRID, parent="plan")
class VisitException:
    """A planned visit that was moved, skipped or offered to a colleague; its id follows from plan and period.

    `handed_to` is whom a laptop of before gave it to at once.
    """

    plan = link(label("VisitException", "Care plan"), "care_plan", P1, required=True)
    period = text(label("VisitException", "Period"), P1, required=True, max_length=12)
    exception = choice(label("VisitException", "What changed"), PLAN_EXCEPTION, P1)
    moved_to = date(label("VisitException", "Moved to"), P1)
    reason = text(label("VisitException", "Reason"), P2)
    handed_to = text(label("VisitException", "Handed over to"), P1, max_length=60)
    offer, offered_to, offered_by, held_by, offer_reason, answer = HANDING_OVER


@record("quick_note", label("QuickNote", "Quick note"), scope=USER)
class QuickNote:
    """A line caught on the street, to become a visit or an incident later; nobody else receives it."""

    said = long_text(label("QuickNote", "Note"), P2, required=True, find=WORDS)
    household = link(label("QuickNote", "Household"), "household", P1)
    noted_at = moment(label("QuickNote", "Noted at"), P1, merge=LAST, computed=True)
    done = flag(label("QuickNote", "Done"), P1, merge=LAST)
