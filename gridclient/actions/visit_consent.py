"""What somebody answers about consent during a visit: said once, written with the visit in one save."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gridclient.actions.records import Beside
from gridclient.db.listing import ShownRecord
from gridclient.db.visits import PersonAtDoor
from gridcore.consents import NOTICE, VISITS, ask_again_on, is_child, standing_after
from gridcore.fields import Value, Values
from gridcore.ids import RecordId

SAID = "consent_said"
"""The name under which a form and its draft keep the answer; no field of a visit."""
WITHDRAWN = "withdrawn"
_WAYS = {"phone": "phone", "video": "video"}


@dataclass(frozen=True)
class Answer:
    """What was answered: a code of `consent_answer`, or `WITHDRAWN`; the guardian where one answered."""

    answer: str
    guardian: str = ""

    @property
    def value(self) -> Value:
        """As a draft keeps it."""
        return {"answer": self.answer, "guardian": self.guardian}


def answer_of(value: Value) -> Answer | None:
    """What a draft kept; None where nothing was answered."""
    if not isinstance(value, dict) or not value.get("answer"):
        return None
    return Answer(str(value["answer"]), str(value.get("guardian") or ""))


def needs_guardian(person: PersonAtDoor, said: Answer, day: date) -> bool:
    """Whether the guardian must be named: nobody else agrees for a child."""
    return said.answer == "granted" and is_child(person.born, day) and not said.guardian


def written_beside(
    person: PersonAtDoor,
    said: Answer,
    answers: Sequence[ShownRecord],
    made: RecordId,
    visit: Values,
    worker: str,
) -> list[Beside]:
    """The answer as a record, or the withdrawal of the one that stands, and how the plan stands with it."""
    day = date.fromisoformat(str(visit.get("visited_on")))
    told = _withdrawal(answers, day) if said.answer == WITHDRAWN else None
    if told is None:
        # Nothing to withdraw where only the plan said that somebody agreed: it is heard all the same.
        heard = Answer("refused") if said.answer == WITHDRAWN else said
        told = _new(person, heard, made, visit, day)
    if told.is_new:
        told = Beside(told.kind, told.record, {**told.values, "taken_by": worker}, is_new=True)
    others = [each.values for each in answers if each.id != told.record]
    before = next((each.values for each in answers if each.id == told.record), {})
    stands = standing_after([*others, {**before, **told.values}])
    if person.plan is None or stands is None:
        return [told]
    return [told, Beside("care_plan", person.plan.plan, {"consent": stands})]


def _withdrawal(answers: Sequence[ShownRecord], day: date) -> Beside | None:
    for each in answers:
        purposes = each.values.get("purposes")
        is_about = isinstance(purposes, list) and VISITS in purposes
        if is_about and each.values.get("answer") == "granted" and not each.values.get("withdrawn_on"):
            now = {"withdrawn_on": day.isoformat(), "withdrawn_by": each.values.get("given_by")}
            return Beside("consent", each.id, now)
    return None


def _new(person: PersonAtDoor, said: Answer, made: RecordId, visit: Values, day: date) -> Beside:
    child = is_child(person.born, day)
    values: dict[str, Value] = {
        "resident": person.resident,
        "answer": said.answer,
        "purposes": [VISITS],
        "given_by": "guardian" if said.guardian else "person",
        "guardian": said.guardian or None,
        "way": _WAYS.get(str(visit.get("way")), "spoken"),
        "given_on": day.isoformat(),
        "notice": NOTICE,
    }
    if said.answer == "refused":
        values["ask_again_on"] = ask_again_on(day).isoformat()
    elif child:
        values["child_approved"] = True  # becomes a proposal, which a supervisor decides
    return Beside("consent", made, values, is_new=True)
