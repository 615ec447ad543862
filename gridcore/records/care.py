"""Care: the plan that a grid worker follows, and the reason that only care specialists read."""

from gridcore.codes.care import (
    CARE_CATEGORY,
    CARE_FREQUENCY,
    CARE_NEEDS,
    CONSENT,
    CONTACT_WAY,
    DISABILITY_GRADE,
    DISABILITY_KIND,
)
from gridcore.fields import (
    ASK_KEEP,
    CARE,
    GRID,
    LAST,
    P1,
    P2,
    P3,
    PROPOSE,
    choice,
    choices,
    date,
    label,
    link,
    long_text,
    record,
    text,
)


@record("care_plan", label("CarePlan", "Care plan"), scope=GRID, parent="resident")
class CarePlan:
    """How often somebody is visited and what helps; needs, never reasons."""

    resident = link(label("CarePlan", "Resident"), "resident", P1, required=True)
    frequency = choice(label("CarePlan", "Frequency"), CARE_FREQUENCY, P2, required=True)
    way = choice(label("CarePlan", "Way of contact"), CONTACT_WAY, P1)
    needs = choices(label("CarePlan", "Needs"), CARE_NEEDS, P2)
    consent = choice(label("CarePlan", "Consent"), CONSENT, P2, merge=ASK_KEEP)
    helper = text(label("CarePlan", "Contact person"), P2, merge=LAST, max_length=60)
    starts_on = date(label("CarePlan", "Begins on"), P1, required=True)
    review_on = date(label("CarePlan", "Review on"), P1)
    ends_on = date(label("CarePlan", "Ended on"), P1, merge=ASK_KEEP)


@record("care_reason", label("CareReason", "Reason for care"), scope=CARE, parent="plan")
class CareReason:
    """Why a plan exists; sealed on the server and sent to care specialists alone."""

    plan = link(label("CareReason", "Care plan"), "care_plan", P1, required=True)
    category = choice(label("CareReason", "Category"), CARE_CATEGORY, P3, required=True, merge=PROPOSE)
    disability_kind = choice(
        label("CareReason", "Kind of disability"), DISABILITY_KIND, P3, group="certificate"
    )
    disability_grade = choice(
        label("CareReason", "Grade of disability"), DISABILITY_GRADE, P3, group="certificate"
    )
    confirmed_by = text(label("CareReason", "Confirmed by"), P2, max_length=60)
    remark = long_text(label("CareReason", "Remark"), P3)
