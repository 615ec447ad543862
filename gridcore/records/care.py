"""Care: the plan that a grid worker follows, consent, mutual aid, and the reason for specialists alone."""

from gridcore.codes.care import (
    CARE_CATEGORY,
    CARE_FREQUENCY,
    CARE_LEVEL,
    CARE_NEEDS,
    CONSENT,
    CONTACT_WAY,
    DISABILITY_GRADE,
    DISABILITY_KIND,
)
from gridcore.codes.consent import (
    CONSENT_ANSWER,
    CONSENT_GIVER,
    CONSENT_PURPOSES,
    CONSENT_WAY,
    GUARDIAN_RELATION,
    LEGAL_BASIS,
    PLAN_END,
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
    flag,
    label,
    link,
    long_text,
    moment,
    record,
    text,
)


@record("care_plan", label("CarePlan", "Care plan"), scope=GRID, parent="resident")
class CarePlan:
    """How often somebody is visited and what helps; needs, never reasons.

    `consent` is how consent stands, as the newest answer that was written beside it left it; the answers
    themselves are records of their own.
    """

    resident = link(label("CarePlan", "Resident"), "resident", P1, required=True)
    level = choice(label("CarePlan", "Level"), CARE_LEVEL, P2)
    frequency = choice(label("CarePlan", "Frequency"), CARE_FREQUENCY, P2, required=True)
    way = choice(label("CarePlan", "Way of contact"), CONTACT_WAY, P1)
    needs = choices(label("CarePlan", "Needs"), CARE_NEEDS, P2)
    consent = choice(label("CarePlan", "Consent"), CONSENT, P2, merge=ASK_KEEP, computed=True)
    helper = text(label("CarePlan", "Contact person"), P2, merge=LAST, max_length=60)
    starts_on = date(label("CarePlan", "Begins on"), P1, required=True)
    review_on = date(label("CarePlan", "Review on"), P1)
    ends_on = date(label("CarePlan", "Ended on"), P1, merge=ASK_KEEP)
    ended_because = choice(label("CarePlan", "Why it ended"), PLAN_END, P2)


@record("consent", label("Consent", "Consent"), scope=GRID, parent="resident")
class Consent:
    """One answer of a person, or of the guardian: to what, how, when; withdrawing it leaves it readable.

    For a child under 14 it counts once a supervisor has accepted `child_approved`.
    """

    resident = link(label("Consent", "Resident"), "resident", P1, required=True)
    answer = choice(label("Consent", "Answer"), CONSENT_ANSWER, P2, required=True, merge=ASK_KEEP)
    purposes = choices(label("Consent", "To what"), CONSENT_PURPOSES, P2, required=True)
    given_by = choice(label("Consent", "Given by"), CONSENT_GIVER, P2, required=True)
    guardian = text(label("Consent", "Name of the guardian"), P2, max_length=60)
    guardian_relation = choice(label("Consent", "Who the guardian is"), GUARDIAN_RELATION, P2)
    way = choice(label("Consent", "How"), CONSENT_WAY, P1, required=True)
    given_on = date(label("Consent", "Answered on"), P1, required=True)
    ask_again_on = date(label("Consent", "Not to be asked again before"), P1)
    remark = long_text(label("Consent", "Remark"), P2)
    withdrawn_on = date(label("Consent", "Withdrawn on"), P1, merge=ASK_KEEP)
    withdrawn_by = choice(label("Consent", "Withdrawn by"), CONSENT_GIVER, P2)
    child_approved = flag(label("Consent", "Approved for a child under 14"), P1, merge=PROPOSE, computed=True)
    notice = text(label("Consent", "Version of the notice"), P1, computed=True, max_length=20)
    taken_by = text(label("Consent", "Noted by"), P1, computed=True, max_length=60)


@record("aid_pair", label("AidPair", "Mutual aid"), scope=GRID, parent="helped")
class AidPair:
    """A neighbour who helps somebody in care; both agreed, and either may end it."""

    helped = link(label("AidPair", "Who is helped"), "resident", P1, required=True)
    helper = link(label("AidPair", "Who helps"), "resident", P1, required=True)
    helps_with = choices(label("AidPair", "Helps with"), CARE_NEEDS, P2)
    helped_agreed_on = date(label("AidPair", "Who is helped agreed on"), P1, required=True)
    helper_agreed_on = date(label("AidPair", "Who helps agreed on"), P1, required=True)
    starts_on = date(label("AidPair", "Begins on"), P1, required=True)
    ends_on = date(label("AidPair", "Ended on"), P1, merge=ASK_KEEP)
    remark = long_text(label("AidPair", "Remark"), P2)


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
    basis = choice(label("CareReason", "Legal ground"), LEGAL_BASIS, P3)
    review_on = date(label("CareReason", "Review on"), P3)
    ends_on = date(label("CareReason", "Ends on"), P3, merge=ASK_KEEP)
    remark = long_text(label("CareReason", "Remark"), P3)


@record("care_look", label("CareLook", "Look at the reasons for care"), scope=CARE, parent="plan")
class CareLook:
    """Somebody looked at the reasons of a plan: why, when, who; noted before they are shown."""

    plan = link(label("CareLook", "Care plan"), "care_plan", P1, required=True)
    why = text(label("CareLook", "Reason for looking"), P3, required=True)
    looked_at = moment(label("CareLook", "Looked at"), P1, required=True)
    looked_by = text(label("CareLook", "Looked at by"), P1, computed=True, max_length=60)
