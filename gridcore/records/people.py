"""People: households, the residents in them, where they lived before, and what identifies a resident."""

from gridcore.codes.people import (
    ARRIVAL,
    CONTACT_PREFERENCE,
    HOUSEHOLD_TAGS,
    ID_DOCUMENT,
    LANGUAGE,
    PHONE_KIND,
    PHONE_OWNER,
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
    LAST,
    MAX,
    NAME,
    P1,
    P2,
    TAIL,
    WORDS,
    choice,
    choices,
    date,
    flag,
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
    ended_on = date(label("Household", "Given up on"), P1, merge=ASK_KEEP, computed=True)
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
    contact_preference = choice(label("Resident", "Preferred contact"), CONTACT_PREFERENCE, P1)
    language = choice(label("Resident", "Language of contact"), LANGUAGE, P1)
    registered_here = choice(label("Resident", "Registered here"), REGISTERED_HERE, P2)
    arrival = choice(label("Resident", "How the person came"), ARRIVAL, P1)
    came_from = text(label("Resident", "Came from the community"), P1, max_length=12, computed=True)
    moved_in_on = date(label("Resident", "Here since"), P1)
    status = choice(label("Resident", "Status"), RESIDENT_STATUS, P2, merge=ASK_KEEP)
    moved_out_on = date(label("Resident", "Moved out on"), P1)
    died_on = date(label("Resident", "Died on"), P2, merge=ASK_KEEP)
    remark = long_text(label("Resident", "Remark"), P2)


@record("membership", label("Membership", "Former stay"), scope=GRID, parent="household")
class Membership:
    """A stay in a household that has ended; where somebody lives now stands in the resident."""

    household = link(label("Membership", "Household"), "household", P1, required=True)
    resident = link(label("Membership", "Resident"), "resident", P1, required=True)
    relation = choice(label("Membership", "Relation to the head"), RELATION, P2)
    moved_in_on = date(label("Membership", "Here since"), P1)
    moved_out_on = date(label("Membership", "Moved out on"), P1)


@record("phone_number", label("PhoneNumber", "Further phone"), scope=GRID, parent="resident")
class PhoneNumber:
    """Another number under which a resident is reached, and whose it is."""

    resident = link(label("PhoneNumber", "Resident"), "resident", P1, required=True)
    phone = text(label("PhoneNumber", "Phone"), P2, required=True, find=TAIL, max_length=20)
    phone_kind = choice(label("PhoneNumber", "Kind of phone"), PHONE_KIND, P1)
    owner = choice(label("PhoneNumber", "Whose phone"), PHONE_OWNER, P2)
    remark = text(label("PhoneNumber", "Remark"), P2, max_length=100)


@record("told_apart", label("ToldApart", "No duplicates"), scope=GRID, parent="household")
class ToldApart:
    """Two residents, or two households, that look like one and are not; nobody is asked about them again.

    Its id is made from both, so that everybody who says so writes one record.
    """

    household = link(label("ToldApart", "Household"), "household", P1, required=True, computed=True)
    other_household = link(label("ToldApart", "Other household"), "household", P1, computed=True)
    resident = link(label("ToldApart", "Resident"), "resident", P1, computed=True)
    other_resident = link(label("ToldApart", "Other resident"), "resident", P1, computed=True)
    stands = flag(label("ToldApart", "Still said"), P1, merge=LAST, computed=True)


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
