"""A visit that is passed to mediation begins a case: what was said is not typed twice."""

from gridclient.actions.records import Records
from gridclient.ports import Ports
from gridcore.fields import Values
from gridcore.follow_ups import Makes, makes_of
from gridcore.records import RECORD_TYPES
from gridcore.roles import Role

CASE = "mediation_case"
FOUND_ON_A_VISIT = "07"
_TITLE_LETTERS = 30


async def begin_case(
    records: Records, ports: Ports, roles: frozenset[Role], address: str, visit: Values
) -> bool:
    """Keep the form of a case, filled in as far as the visit tells, for who mediates; whether it was.

    Nobody else founds a case: a report is handed in instead (`gridclient.actions.dispute_from_visit`).
    """
    if makes_of(visit.get("follow_up")) is not Makes.MEDIATION_DRAFT or Role.MEDIATOR not in roles:
        return False
    form = await records.open_form(CASE)
    assert form is not None  # a form for a new record always opens
    said = visit.get("said")
    known: Values = {
        "title": title_of(address, said if isinstance(said, str) else ""),
        "source": FOUND_ON_A_VISIT,
        "applied_on": visit.get("visited_on") or ports.today().isoformat(),
        "facts": said,
    }
    fields = RECORD_TYPES[CASE].fields
    await records.keep_draft(form, {name: value for name, value in known.items() if name in fields})
    return True


def title_of(address: str, said: str) -> str:
    """The name of a case, from where it is and the first words of what was said."""
    first = said.strip().splitlines()[0] if said.strip() else ""
    whole = " ".join(filter(None, (address, first[:_TITLE_LETTERS])))
    return whole[: RECORD_TYPES[CASE].fields["title"].max_length]
