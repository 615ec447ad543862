"""People: households, the residents in them, and what identifies a resident."""

from gridcore.codes.people import (
    HOUSEHOLD_TAGS,
    ID_DOCUMENT,
    REGISTERED_HERE,
    RELATION,
    RESIDENT_STATUS,
    SEX,
    TENURE,
)
from gridcore.fields import (
    ADDRESS,
    ASK_KEEP,
    GRID,
    IDENTITY,
    MAX,
    NAME,
    P1,
    P2,
    TAIL,
    WORDS,
    choice,
    choices,
    date,
    label,
    link,
    long_text,
    record,
    text,
)


@record("household", label("Household", "Household"), scope=GRID, parent="room", mergeable=True)
class Household:
    """People who live at one address and are visited together."""

    room = link(label("Household", "Room"), "room", P1, required=True)
    address = text(label("Household", "Address"), P2, required=True, find=ADDRESS)
    head = link(label("Household", "Head of household"), "resident", P2, merge=ASK_KEEP)
    phone = text(label("Household", "Phone"), P2, find=TAIL, max_length=20)
    tenure = choice(label("Household", "Tenure"), TENURE, P1)
    tags = choices(label("Household", "Household tags"), HOUSEHOLD_TAGS, P1)
    last_visit = date(label("Household", "Last visit"), P1, merge=MAX, computed=True)
    remark = long_text(label("Household", "Remark"), P2, find=WORDS)


@record("resident", label("Resident", "Resident"), scope=GRID, parent="household", mergeable=True)
class Resident:
    """A person who lives in the grid; enough to recognise duplicates, nothing that identifies beyond it."""

    household = link(label("Resident", "Household"), "household", P1, required=True)
    name = text(label("Resident", "Name"), P1, required=True, find=NAME, max_length=60)
    relation = choice(label("Resident", "Relation to the head"), RELATION, P2)
    sex = choice(label("Resident", "Sex"), SEX, P2, merge=ASK_KEEP)
    birth_date = date(label("Resident", "Date of birth"), P2, merge=ASK_KEEP)
    identity_tail = text(
        label("Resident", "Last four characters of the identity number"), P2, merge=ASK_KEEP, max_length=4
    )
    phone = text(label("Resident", "Phone"), P2, find=TAIL, max_length=20)
    registered_here = choice(label("Resident", "Registered here"), REGISTERED_HERE, P2)
    status = choice(label("Resident", "Status"), RESIDENT_STATUS, P2, merge=ASK_KEEP)
    remark = long_text(label("Resident", "Remark"), P2)


@record(
    "resident_identity", label("ResidentIdentity", "Identity document"), scope=IDENTITY, parent="resident"
)
class ResidentIdentity:
    """The document that identifies a resident; handed in by workers, never sent to their laptops."""

    resident = link(label("ResidentIdentity", "Resident"), "resident", P1, required=True)
    document = choice(
        label("ResidentIdentity", "Kind of document"), ID_DOCUMENT, P2, merge=ASK_KEEP, group="paper"
    )
    document_number = text(
        label("ResidentIdentity", "Document number"), P2, merge=ASK_KEEP, group="paper", max_length=30
    )
