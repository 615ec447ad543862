"""Rights of the people who are recorded: their file, and what they ask to be put right or erased."""

from gridcore.codes.rights import FILE_FORM, FILE_PURPOSE, IDENTITY_CHECK, RIGHTS_ASKER, RIGHTS_WISH
from gridcore.fields import (
    GRID,
    P1,
    P2,
    choice,
    date,
    detail,
    label,
    link,
    long_text,
    number,
    record,
    state,
    text,
)


@record("given_file", label("GivenFile", "File given out"), scope=GRID, parent="resident")
class GivenFile:
    """All that is held about a person was written out: why, for whom, when and by whom; never changed."""

    resident = link(label("GivenFile", "Resident"), "resident", P1, required=True)
    purpose = choice(label("GivenFile", "Purpose"), FILE_PURPOSE, P1, required=True)
    recipient = text(label("GivenFile", "Given to"), P2, required=True, max_length=60)
    form = choice(label("GivenFile", "Form"), FILE_FORM, P1, required=True)
    given_on = date(label("GivenFile", "Given on"), P1, required=True)
    given_by = text(label("GivenFile", "Given by"), P1, computed=True, max_length=60)


@record("rights_request", label("RightsRequest", "Request of a person"), scope=GRID, parent="resident")
class RightsRequest:
    """Somebody says that something about them is wrong, or asks that it be erased; a supervisor answers.

    `value` is what is said to be right for the `cell` of the `subject`, and what granting it writes; `base`
    is the version that was seen. A request without a cell is told in words alone.
    """

    resident = link(label("RightsRequest", "Resident"), "resident", P1, required=True)
    wish = choice(label("RightsRequest", "What is asked for"), RIGHTS_WISH, P1, required=True)
    said = long_text(label("RightsRequest", "In the person's words"), P2, required=True)
    asked_by = choice(label("RightsRequest", "Who asks"), RIGHTS_ASKER, P1, required=True)
    identity_check = choice(
        label("RightsRequest", "How it was checked who asks"), IDENTITY_CHECK, P1, required=True
    )
    asked_on = date(label("RightsRequest", "Asked on"), P1, required=True)
    subject = text(label("RightsRequest", "Record"), P1, computed=True, max_length=36)
    subject_kind = text(label("RightsRequest", "Kind of record"), P1, computed=True, max_length=40)
    cell = text(label("RightsRequest", "Field"), P1, computed=True, max_length=60)
    base = number(label("RightsRequest", "Version seen"), P1, computed=True)
    before = detail(label("RightsRequest", "Was then"), P2)
    value = detail(label("RightsRequest", "Said to be right"), P2)
    author = text(label("RightsRequest", "Taken down by"), P1, computed=True, max_length=60)
    remark = long_text(label("RightsRequest", "Answer to the person"), P2, computed=True)
    progress = state(label("RightsRequest", "State"), "rights_request", P1)
